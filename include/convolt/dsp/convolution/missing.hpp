// SPDX-License-Identifier: BSD-3-Clause
/// Samples that are not there: found, refused, and left out of sums whose other weights then count for more.
/// Layer: dsp.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/error.hpp>
#include <convolt/core/index.hpp>
#include <convolt/dsp/convolution/summation.hpp>
#include <convolt/dsp/convolution/surroundings.hpp>
#include <convolt/geometry/boundary.hpp>

#include <algorithm>
#include <bit>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace convolt::dsp::detail {

/// Asked of the bits: -ffast-math lets the compiler assume that there are none.
constexpr bool is_nan(float x) { return (std::bit_cast<std::uint32_t>(x) & 0x7fffffffU) > 0x7f800000U; }
constexpr bool is_nan(double x) {
  return (std::bit_cast<std::uint64_t>(x) & 0x7fffffffffffffffU) > 0x7ff0000000000000U;
}
template <class R>
constexpr bool is_nan(std::complex<R> const& x) {
  return is_nan(x.real()) || is_nan(x.imag());
}

/// One flag per sample, or none where all are there.
using missing_flags = std::vector<unsigned char>;

/// Those that are NaN, added to those in `flags`, which has one per sample or none at all.
template <class T>
void add_nans(T const* x, index count, missing_flags& flags) {
  for (index i = 0; i < count; ++i) {
    if (!is_nan(x[i])) { continue; }
    if (flags.empty()) { flags.assign(static_cast<std::size_t>(count), 0); }
    flags[static_cast<std::size_t>(i)] = 1;
  }
}
inline bool any_missing(missing_flags const& flags) { return std::find(flags.begin(), flags.end(), 1) != flags.end(); }

[[noreturn]] CONVOLT_COLD inline void throw_missing(std::string_view where, std::string which) {
  throw parameter_error({.category = "missing_samples",
                         .where = std::string(where),
                         .argument = "signal",
                         .problem = "has samples that are missing, and they are refused",
                         .expected = "0",
                         .actual = std::move(which)});
}
inline std::string text_of_missing(missing_flags const& flags) {
  auto const first = std::find(flags.begin(), flags.end(), 1) - flags.begin();
  return std::to_string(std::count(flags.begin(), flags.end(), 1)) + ", the first of them is number " +
         std::to_string(first);
}
[[noreturn]] CONVOLT_COLD inline void throw_negative_weight(std::string_view where, std::size_t tap) {
  throw parameter_error({.category = "negative_weight",
                         .where = std::string(where),
                         .argument = "kernel",
                         .problem = "has a weight that is not a number of at least 0, so nothing can be renormalised",
                         .actual = "tap " + std::to_string(tap) + " in the order of the sum"});
}

/// x with something else in place of what is missing.
template <class T>
std::vector<T> replaced(T const* x, missing_flags const& flags, T const& by) {
  std::vector<T> result(x, x + flags.size());
  for (std::size_t i = 0; i < flags.size(); ++i) {
    if (flags[i] != 0) { result[i] = by; }
  }
  return result;
}

/// What a result is multiplied by for what its sum lacks: (sum of all w) / (sum of valid w). Exactly 1 where nothing
/// that has weight is missing, NaN where nothing that has weight is there.
template <class R, class Arch>
class renormalisation {
 public:
  /// `outside` says whether samples beyond the ends are there, where the boundary is zero or a value.
  renormalisation(std::string_view where, summation s, boundary b, bool outside_is_valid, missing_flags const& flags,
                  std::vector<R> const& taps) {
    s.in_parts = s.out_parts = 1;
    s.precision = engine::precision_level::highest;  // so that a sum of nothing is 0
    all_ = std::accumulate(taps.begin(), taps.end(), R(0));
    std::vector<R> is_valid(static_cast<std::size_t>(s.batch * input_points(s) * s.channels), R(1));
    for (std::size_t i = 0; i < flags.size(); ++i) { is_valid[i] = flags[i] != 0 ? R(0) : R(1); }
    valid_ = sums_of_weights(where, s, b, outside_is_valid ? R(1) : R(0), is_valid, taps);
    for (R& v : is_valid) { v = R(1) - v; }
    lost_ = sums_of_weights(where, s, b, outside_is_valid ? R(0) : R(1), is_valid, taps);
  }

  R factor(std::size_t i) const {
    if (lost_[i] == R(0)) { return R(1); }
    return valid_[i] == R(0) ? std::numeric_limits<R>::quiet_NaN() : all_ / valid_[i];
  }

 private:
  static std::vector<R> sums_of_weights(std::string_view where, summation const& s, boundary b, R outside,
                                        std::vector<R> const& counted, std::vector<R> const& taps) {
    std::vector<R> sums(static_cast<std::size_t>(output_numbers(s)));
    if (looks_outside(s)) {
      std::vector<R> const wide = continued(where, s, b, outside, counted.data());
      sum_products<R, Arch>(of_continued(s), wide.data(), taps.data(), sums.data(), R(1));
    } else {
      sum_products<R, Arch>(s, counted.data(), taps.data(), sums.data(), R(1));
    }
    return sums;
  }

  R all_{};
  std::vector<R> valid_, lost_;
};

/// Taps as weights, which are real even where their type is complex. Throws parameter_error "negative_weight".
template <class R, class T>
std::vector<R> weights_of(std::string_view where, std::vector<T> const& taps) {
  std::vector<R> weights;
  weights.reserve(taps.size());
  for (T const& tap : taps) {
    if (is_nan(tap) || !(std::real(tap) >= R(0)) || std::imag(tap) != R(0)) {
      throw_negative_weight(where, weights.size());
    }
    weights.push_back(std::real(tap));
  }
  return weights;
}

}  // namespace convolt::dsp::detail
