// SPDX-License-Identifier: BSD-3-Clause
/// Exact scales of units: products of prime powers and powers of pi. No floating-point factor enters a comparison.
/// Layer: units.
#pragma once

#include <convolt/units/factorize.hpp>
#include <convolt/units/powers.hpp>

namespace convolt {

/// How large a unit is, relative to the coherent SI unit of its dimension.
using magnitude = basic_powers<struct magnitude_kind>;

/// 1 is not a prime, so it can stand for pi among the bases.
inline constexpr std::uint64_t pi_base = 1;

/// The magnitude of a positive integer: `mag(60)`, `mag(254) / mag(10000)`.
constexpr magnitude mag(std::uint64_t n) {
  magnitude m;
  m.overflowed = n == 0;
  while (n > 1) {
    magnitude p;
    p.append(detail::prime_factor(n), 12);
    n /= p.entries[0].base;
    m = m * p;
  }
  return m;
}

/// base^exponent, for scales such as 10^-28.
constexpr magnitude mag_power(std::uint64_t base, int exponent) { return mag(base).raised(exponent); }

/// Pi, as an exact factor.
inline constexpr magnitude pi_mag = [] {
  magnitude m;
  m.append(pi_base, 12);
  return m;
}();

namespace detail {

/// The exponent n if m is exactly 10^n.
constexpr bool is_power_of_ten(magnitude const& m, int& n) {
  n = 0;
  if (m.count == 0) { return true; }
  bool const two_and_five = m.count == 2 && m.entries[0].base == 2 && m.entries[1].base == 5;
  if (!two_and_five || m.entries[0].twelfths != m.entries[1].twelfths || m.entries[0].twelfths % 12 != 0) {
    return false;
  }
  n = m.entries[0].twelfths / 12;
  return true;
}

}  // namespace detail
}  // namespace convolt
