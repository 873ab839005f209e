// SPDX-License-Identifier: BSD-3-Clause
/// Taps that a caller gives to a change of rate, and their sums: real or complex, over real or complex signals.
/// Layer: dsp.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/error.hpp>
#include <convolt/core/finite.hpp>
#include <convolt/core/index.hpp>
#include <convolt/dsp/convolution/numbers.hpp>
#include <convolt/dsp/convolution/placement.hpp>
#include <convolt/dsp/convolution/taps.hpp>
#include <convolt/dsp/resampling/change.hpp>
#include <convolt/dsp/resampling/design.hpp>
#include <convolt/dsp/resampling/ratio.hpp>

#include <complex>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace convolt::dsp::detail {

/// Real and imaginary parts, the latter of complex taps only; and where tap 0 lies, in steps of the upsampled signal.
struct given_taps {
  std::vector<double> real, imag;
  double start = 0;
};

[[noreturn]] CONVOLT_COLD inline void throw_bad_tap(std::string_view where, std::size_t k) {
  throw parameter_error({.category = "bad_taps",
                         .where = std::string(where),
                         .argument = "h",
                         .problem = "has a tap that is not finite",
                         .actual = "tap " + std::to_string(k)});
}
[[noreturn]] CONVOLT_COLD inline void throw_taps_rank(std::string_view where, std::size_t rank) {
  throw shape_error({.category = "rank_mismatch",
                     .where = std::string(where),
                     .argument = "h",
                     .problem = "is taps along one axis",
                     .expected = "1",
                     .actual = std::to_string(rank)});
}

/// The taps times `factor`. A sampled h lies on its axis, whose step is that of the signal over up. Throws shape_error,
/// parameter_error "bad_taps", "step_mismatch".
template <class H>
given_taps filter_taps(std::string_view where, H const& h, double factor, plain_axis axis, index up) {
  tap_list<number_t<H>> const list = taps_of_array(where, h);
  if (list.extents.size() != 1) { throw_taps_rank(where, list.extents.size()); }
  given_taps taps;
  for (auto const& tap : list.values) {
    auto const re = static_cast<double>(std::real(tap)), im = static_cast<double>(std::imag(tap));
    if (!(bits::is_finite(re) && bits::is_finite(im))) { throw_bad_tap(where, taps.real.size()); }
    taps.real.push_back(re * factor);
    if constexpr (quantities::is_complex<number_t<H>>) { taps.imag.push_back(im * factor); }
  }
  if constexpr (arrays::Sampled<H>) {
    axis.step /= static_cast<double>(up);
    taps.start = in_steps_of(where, axis, as_numbers(h.axes())[0], list.extents[0]).start;
  }
  return taps;
}

/// Results of n samples and so many taps: those that meet any sample.
inline index upfirdn_count(std::string_view where, index n, index taps, rate_ratio ratio) {
  if (n == 0) { return 0; }
  checked_index const last = checked_index(n - 1) * ratio.up + (taps - 1);
  if (last.overflowed) {
    throw_bad_ratio(where, "up", "makes more results than can be counted", std::to_string(ratio.up));
  }
  return last.value / ratio.down + 1;
}

/// Elements of the results of a signal of T and taps of H.
template <class T, class H>
using filtered_t =
    std::conditional_t<quantities::is_complex<H>, std::complex<typename quantities::real_type<T>::type>, T>;

/// The results of y[o] = sum over k of h[k] x'[o down - k].
template <class Arch, class T, class Out>
void apply_taps(quantities::dimension_block const& b, given_taps const& taps, rate_ratio ratio, T const* x,
                surroundings<T> const& around, index results, Out* out) {
  if constexpr (std::is_same_v<T, Out>) {
    change_rate<Arch>(b, {taps.real, ratio}, x, around, background::none, results, out);
    if (taps.imag.empty()) { return; }
  }
  if constexpr (quantities::is_complex<Out>) {
    std::vector<T> parts(static_cast<std::size_t>(b.outer * results * b.inner));
    if constexpr (!std::is_same_v<T, Out>) {
      change_rate<Arch>(b, {taps.real, ratio}, x, around, background::none, results, parts.data());
      for (std::size_t i = 0; i < parts.size(); ++i) { out[i] = parts[i]; }
    }
    change_rate<Arch>(b, {taps.imag, ratio}, x, around, background::none, results, parts.data());
    for (std::size_t i = 0; i < parts.size(); ++i) { out[i] += Out(0, 1) * parts[i]; }
  }
}

}  // namespace convolt::dsp::detail
