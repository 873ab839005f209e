// SPDX-License-Identifier: BSD-3-Clause
/// Signals out of the spectra of their overlapping segments.
/// Layer: dsp.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/error.hpp>
#include <convolt/core/index.hpp>
#include <convolt/dsp/spectra/averages.hpp>
#include <convolt/dsp/spectra/segments.hpp>
#include <convolt/dsp/time/rate.hpp>
#include <convolt/engine/entry/transforms.hpp>
#include <convolt/quantity/along.hpp>
#include <convolt/quantity/coordinate.hpp>

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace convolt::dsp::detail {

/// How the axes of spectra lie, in Hz and in samples.
struct spectra_axes {
  double first = 0, step = 1;
  index frequencies = 0;
  double hop = 1, begin = 0;
  index segments = 0;
};

[[noreturn]] CONVOLT_COLD inline void throw_no_stft(std::string_view where, std::string_view category,
                                                    char const* problem, std::string expected, std::string given) {
  throw parameter_error({.category = category,
                         .where = std::string(where),
                         .argument = "z",
                         .problem = problem,
                         .expected = std::move(expected),
                         .actual = std::move(given),
                         .advice = "give the axis of the signal, and the options that dsp::stft was given"});
}

/// The segments that stft cuts so many samples into, if these axes are theirs. Throws parameter_error.
inline segment_plan plan_of_spectra(std::string_view where, spectra_axes const& z, index samples, double rate,
                                    stft_options const& o) {
  if (z.first < 0) {
    throw_no_stft(where, "two_sided", "is two-sided, as that of a complex signal", "frequencies from 0 on",
                  hertz_text(z.first));
  }
  double const length = rate / z.step;
  index const whole = static_cast<index>(std::round(std::min(length, 1e15)));
  if (std::abs(length - std::round(length)) > sample_tolerance || whole / 2 + 1 != z.frequencies) {
    throw_no_stft(where, "step_mismatch", "has frequencies that do not go with the rate of the signal",
                  std::to_string(whole / 2 + 1) + " frequencies for " + hertz_text(rate),
                  std::to_string(z.frequencies) + " with a step of " + hertz_text(z.step));
  }
  segment_plan const plan = centred_segments(where, samples, rate, whole, o);
  if (std::abs(z.hop - static_cast<double>(plan.hop)) > sample_tolerance || z.segments != plan.count ||
      std::abs(z.begin) > sample_tolerance) {
    throw_no_stft(where, "segment_mismatch", "has other segments than these samples and this overlap have",
                  std::to_string(plan.count) + " from sample 0 on, " + std::to_string(plan.hop) + " samples apart",
                  std::to_string(z.segments) + " from sample " + quantities::number_text(z.begin) + " on, " +
                      quantities::number_text(z.hop) + " samples apart");
  }
  return plan;
}

/// The sums of squared weights that samples are met with: they divide what is added up.
inline std::vector<double> squares_met(std::vector<double> const& weights, segment_plan const& p, index samples) {
  std::vector<double> met(static_cast<std::size_t>(samples), 0.);
  for (index s = 0; s < p.count; ++s) {
    index const first = p.first + s * p.hop;
    for (index i = std::max<index>(0, -first); i < std::min(p.length, samples - first); ++i) {
      double const w = weights[static_cast<std::size_t>(i)];
      met[static_cast<std::size_t>(first + i)] += w * w;
    }
  }
  return met;
}

/// Every sample needs a weight somewhere (SciPy's NOLA). Throws parameter_error "not_invertible".
inline void check_invertible(std::string_view where, std::vector<double> const& weights, segment_plan const& p,
                             index samples) {
  std::vector<double> const met = squares_met(weights, p, samples);
  auto const least = std::min_element(met.begin(), met.end());
  if (*least > 1e-10) { return; }
  throw parameter_error(
      {.category = "not_invertible",
       .where = std::string(where),
       .argument = "overlap",
       .problem = "leaves samples that no segment gives a weight to",
       .expected = "squared weights that add up to more than 1e-10 everywhere",
       .actual = quantities::number_text(*least) + " at sample " + std::to_string(least - met.begin()),
       .advice = "take a larger overlap, or another window"});
}

/// z: [outer][frequency][inner][segment], to x: [outer][sample][inner].
template <class R>
void overlap_add(segment_plan const& p, segment_weights const& w, quantities::dimension_block const& b,
                 executor_ref executor, engine::transform_pointer<R> const& transform, std::complex<R> const* z, R* x) {
  std::vector<double> const met = squares_met(w.each, p, b.count);
  index const count = transform->frequencies();
  double const scale = w.sum / static_cast<double>(p.nfft);
  each_group(b, executor, [&] {
    std::vector<R> re(static_cast<std::size_t>(count)), im(re), back(static_cast<std::size_t>(p.nfft));
    std::vector<double> sums(static_cast<std::size_t>(b.count));
    return [&, re, im, back, sums](line_group const& g) mutable {
      for (index l = g.first; l < g.first + g.lines; ++l) {
        std::fill(sums.begin(), sums.end(), 0.);
        for (index s = 0; s < p.count; ++s) {
          for (index k = 0; k < count; ++k) {
            std::complex<R> const& value = z[((g.outer * count + k) * b.inner + l) * p.count + s];
            re[static_cast<std::size_t>(k)] = value.real();
            im[static_cast<std::size_t>(k)] = value.imag();
          }
          transform->inverse_real({re.data(), im.data()}, back.data());
          index const first = p.first + s * p.hop;
          for (index i = std::max<index>(0, -first); i < std::min(p.length, b.count - first); ++i) {
            sums[static_cast<std::size_t>(first + i)] +=
                static_cast<double>(back[static_cast<std::size_t>(i)]) * w.each[static_cast<std::size_t>(i)];
          }
        }
        for (index n = 0; n < b.count; ++n) {
          auto const at = static_cast<std::size_t>(n);
          x[(g.outer * b.count + n) * b.inner + l] = static_cast<R>(sums[at] * scale / met[at]);
        }
      }
    };
  });
}

}  // namespace convolt::dsp::detail
