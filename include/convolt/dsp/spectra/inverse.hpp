// SPDX-License-Identifier: BSD-3-Clause
/// Lines out of their whole spectra. Numbers only.
/// Layer: dsp.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/error.hpp>
#include <convolt/core/index.hpp>
#include <convolt/dsp/spectra/averages.hpp>
#include <convolt/dsp/spectra/dimension.hpp>
#include <convolt/dsp/time/rate.hpp>
#include <convolt/engine/entry/transforms.hpp>
#include <convolt/quantity/along.hpp>

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace convolt::dsp::detail {

/// The frequencies must be those of a signal with so many samples. Throws parameter_error "frequency_mismatch".
inline void check_frequencies(std::string_view where, double start, double step, index count,
                              frequency_axis const& wanted, index samples) {
  double const width = wanted.step().raw();
  bool const same = samples > 0 && count == wanted.count() &&
                    std::abs(step - width) * static_cast<double>(count) <= sample_tolerance * width &&
                    std::abs(start - wanted.start().raw()) <= sample_tolerance * width;
  if (same) { return; }
  auto const text = [](index n, double from, double by) {
    return convolt::detail::joined(
        {std::to_string(n), " frequencies from ", hertz_text(from), " on, step ", hertz_text(by)});
  };
  throw parameter_error(
      {.category = "frequency_mismatch",
       .where = std::string(where),
       .argument = "z",
       .problem = "has other frequencies than a signal of " + std::to_string(samples) + " samples at these times",
       .expected = text(samples > 0 ? wanted.count() : 0, wanted.start().raw(), width),
       .actual = text(count, start, step),
       .advice = "give the axis of the signal that was transformed"});
}

/// z: [outer][frequency], to x: [outer][sample], both in one piece.
template <class R>
void inverse_real_lines(quantities::dimension_block const& b, executor_ref executor,
                        engine::transform_pointer<R> const& transform, R by, std::complex<R> const* z, R* x) {
  each_group(b, executor, [&] {
    return [&, by](line_group const& g) {
      R const* const from = reinterpret_cast<R const*>(z + g.outer * transform->frequencies());
      R* const to = x + g.outer * b.count;
      transform->inverse_real({from, from + 1, 2}, to);
      for (index n = 0; n < b.count; ++n) { to[n] *= by; }
    };
  });
}

/// z: [outer][frequency][inner], to x: [outer][sample][inner], scaled; complex spectra ascend from the lowest
/// frequency.
template <class T, class R>
void inverse_lines(quantities::dimension_block const& b, executor_ref executor,
                   engine::transform_pointer<R> const& transform, double scale, std::complex<R> const* z, T* x) {
  index const count = transform->frequencies(), samples = b.count;
  R const by = static_cast<R>(scale);
  if constexpr (!quantities::is_complex<T>) {
    if (b.inner == 1) { return inverse_real_lines(b, executor, transform, by, z, x); }
  }
  each_group(b, executor, [&] {
    std::vector<R> re(static_cast<std::size_t>(count)), im(re), back(static_cast<std::size_t>(samples));
    return [&, re, im, back](line_group const& g) mutable {
      for (index l = g.first; l < g.first + g.lines; ++l) {
        index const first = quantities::is_complex<T> ? samples / 2 : 0;  // where frequency 0 is
        for (index k = 0; k < count; ++k) {
          index const from = k + first < count ? k + first : k + first - count;
          std::complex<R> const& value = z[(g.outer * count + from) * b.inner + l];
          re[static_cast<std::size_t>(k)] = value.real();
          im[static_cast<std::size_t>(k)] = value.imag();
        }
        T* const to = x + g.outer * samples * b.inner + l;
        if constexpr (quantities::is_complex<T>) {
          transform->inverse({re.data(), im.data()}, {re.data(), im.data()});
          for (index n = 0; n < samples; ++n) {
            to[n * b.inner] = T(re[static_cast<std::size_t>(n)], im[static_cast<std::size_t>(n)]) * by;
          }
        } else {
          transform->inverse_real({re.data(), im.data()}, back.data());
          for (index n = 0; n < samples; ++n) { to[n * b.inner] = back[static_cast<std::size_t>(n)] * by; }
        }
      }
    };
  });
}

}  // namespace convolt::dsp::detail
