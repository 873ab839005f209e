// SPDX-License-Identifier: BSD-3-Clause
/// Whether a number is NaN or infinite, asked of its bits: with -ffast-math compilers take every number for finite, and
/// answer for themselves. (Vectors of numbers: engine/arch/finite.hpp.)
/// Layer: core.
#pragma once

#include <bit>
#include <cmath>
#include <concepts>
#include <cstdint>

namespace convolt::bits {

namespace detail {

/// The number without its sign; infinity is the largest one that is no NaN.
inline constexpr std::uint32_t infinity(float) { return 0x7f80'0000U; }
inline constexpr std::uint64_t infinity(double) { return 0x7ff0'0000'0000'0000U; }
inline constexpr std::uint32_t unsigned_bits(float x) { return std::bit_cast<std::uint32_t>(x) & 0x7fff'ffffU; }
inline constexpr std::uint64_t unsigned_bits(double x) {
  return std::bit_cast<std::uint64_t>(x) & 0x7fff'ffff'ffff'ffffU;
}

}  // namespace detail

/// Of other types than float and double as the standard library answers.
template <std::floating_point T>
[[nodiscard]] constexpr bool is_nan(T x) {
  if constexpr (std::same_as<T, float> || std::same_as<T, double>) {
    return detail::unsigned_bits(x) > detail::infinity(x);
  } else {
    return std::isnan(x);
  }
}
template <std::floating_point T>
[[nodiscard]] constexpr bool is_infinite(T x) {
  if constexpr (std::same_as<T, float> || std::same_as<T, double>) {
    return detail::unsigned_bits(x) == detail::infinity(x);
  } else {
    return std::isinf(x);
  }
}
template <std::floating_point T>
[[nodiscard]] constexpr bool is_finite(T x) {
  return !is_nan(x) && !is_infinite(x);
}

}  // namespace convolt::bits
