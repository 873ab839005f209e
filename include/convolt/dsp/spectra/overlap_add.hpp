// SPDX-License-Identifier: BSD-3-Clause
/// Signals out of the spectra of their overlapping segments.
/// Layer: dsp.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/error.hpp>
#include <convolt/core/index.hpp>
#include <convolt/dsp/spectra/averages.hpp>
#include <convolt/dsp/spectra/segment_spectra.hpp>
#include <convolt/dsp/spectra/segments.hpp>
#include <convolt/dsp/time/rate.hpp>
#include <convolt/engine/entry/transforms.hpp>
#include <convolt/quantity/along.hpp>
#include <convolt/quantity/concepts.hpp>
#include <convolt/quantity/coordinate.hpp>

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace convolt::dsp::detail {

/// How the axes of spectra lie, in Hz and in samples.
struct spectra_axes {
  double first = 0, step = 1;
  index frequencies = 0;
  double hop = 1, begin = 0;
  index segments = 0;
};

[[noreturn]] CONVOLT_COLD inline void throw_no_stft(
    std::string_view where, std::string_view category, char const* problem, std::string expected, std::string given,
    char const* advice = "give the axis of the signal, and the options that dsp::stft was given") {
  throw parameter_error({.category = category,
                         .where = std::string(where),
                         .argument = "z",
                         .problem = problem,
                         .expected = std::move(expected),
                         .actual = std::move(given),
                         .advice = advice});
}

/// Spectra of a complex signal begin at minus half the rate, those of a real one at 0. (Of one sample both have one
/// frequency, 0.) Throws parameter_error "two_sided", "one_sided", "step_mismatch".
inline index length_of_segments(std::string_view where, spectra_axes const& z, double rate, bool two_sided) {
  double const length = rate / z.step;
  index const whole = static_cast<index>(std::round(std::min(length, 1e15)));
  index const below_zero = two_sided ? whole / 2 : 0, frequencies = two_sided ? whole : whole / 2 + 1;
  if (!two_sided && z.first < 0) {
    throw_no_stft(where, "two_sided", "is two-sided, as that of a complex signal", "frequencies from 0 on",
                  hertz_text(z.first), "of a complex signal: istft(z, t, dsp::two_sided)");
  }
  if (two_sided && z.first >= 0 && below_zero > 0) {
    throw_no_stft(where, "one_sided", "is one-sided, as that of a real signal",
                  "frequencies from " + hertz_text(-static_cast<double>(below_zero) * z.step) + " on",
                  hertz_text(z.first), "of a real signal: istft(z, t)");
  }
  bool const begins_there = std::abs(z.first / z.step + static_cast<double>(below_zero)) <= sample_tolerance;
  if (std::abs(length - std::round(length)) > sample_tolerance || frequencies != z.frequencies || !begins_there) {
    throw_no_stft(where, "step_mismatch", "has frequencies that do not go with the rate of the signal",
                  std::to_string(frequencies) + " frequencies for " + hertz_text(rate),
                  std::to_string(z.frequencies) + " with a step of " + hertz_text(z.step));
  }
  return whole;
}

/// The segments that stft cuts so many samples into, if these axes are theirs. Throws parameter_error.
inline segment_plan plan_of_spectra(std::string_view where, spectra_axes const& z, index samples, double rate,
                                    bool two_sided, stft_options const& o) {
  index const whole = length_of_segments(where, z, rate, two_sided);
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

/// The segment of one spectrum, count frequencies `step` apart, those of a complex signal from the lowest one on; not
/// scaled.
template <class T, class R>
class inverse_segment {
 public:
  explicit inverse_segment(engine::transform_pointer<R> transform)
      : transform_(std::move(transform)),
        re_(static_cast<std::size_t>(transform_->frequencies())),
        im_(re_.size()),
        back_(quantities::is_complex<T> ? 0 : static_cast<std::size_t>(transform_->size())) {}

  void transform(std::complex<R> const* z, index step) {
    index const count = transform_->frequencies(), from_zero = quantities::is_complex<T> ? count / 2 : 0;
    for (index k = 0; k < count; ++k) {
      std::complex<R> const& value = z[(k + from_zero < count ? k + from_zero : k + from_zero - count) * step];
      re_[static_cast<std::size_t>(k)] = value.real();
      im_[static_cast<std::size_t>(k)] = value.imag();
    }
    if constexpr (quantities::is_complex<T>) {
      transform_->inverse({re_.data(), im_.data()}, {re_.data(), im_.data()});
    } else {
      transform_->inverse_real({re_.data(), im_.data()}, back_.data());
    }
  }
  wide_sum<T> operator[](index i) const {
    auto const at = static_cast<std::size_t>(i);
    if constexpr (quantities::is_complex<T>) {
      return {static_cast<double>(re_[at]), static_cast<double>(im_[at])};
    } else {
      return static_cast<double>(back_[at]);
    }
  }

 private:
  engine::transform_pointer<R> transform_;
  std::vector<R> re_, im_, back_;
};

/// z: [outer][frequency][inner][segment], to x: [outer][sample][inner].
template <class T, class R>
void overlap_add(segment_plan const& p, segment_weights const& w, quantities::dimension_block const& b,
                 executor_ref executor, engine::transform_pointer<R> const& transform, std::complex<R> const* z, T* x) {
  std::vector<double> const met = squares_met(w.each, p, b.count);
  index const count = transform->frequencies(), step = b.inner * p.count;
  double const scale = w.sum / static_cast<double>(p.nfft);
  each_group(b, executor, [&] {
    inverse_segment<T, R> segment(transform);
    std::vector<wide_sum<T>> sums(static_cast<std::size_t>(b.count));
    return [&, step, scale, segment, sums](line_group const& g) mutable {
      for (index l = g.first; l < g.first + g.lines; ++l) {
        std::fill(sums.begin(), sums.end(), wide_sum<T>(0));
        for (index s = 0; s < p.count; ++s) {
          segment.transform(z + (g.outer * count * b.inner + l) * p.count + s, step);
          index const first = p.first + s * p.hop;
          for (index i = std::max<index>(0, -first); i < std::min(p.length, b.count - first); ++i) {
            sums[static_cast<std::size_t>(first + i)] += segment[i] * w.each[static_cast<std::size_t>(i)];
          }
        }
        for (index n = 0; n < b.count; ++n) {
          auto const at = static_cast<std::size_t>(n);
          x[(g.outer * b.count + n) * b.inner + l] = static_cast<T>(sums[at] * (scale / met[at]));
        }
      }
    };
  });
}

}  // namespace convolt::dsp::detail
