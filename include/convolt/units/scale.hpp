// SPDX-License-Identifier: BSD-3-Clause
/// The number that converts between units of one dimension, made from exact magnitudes and rounded once.
/// Layer: units.
#pragma once

#include <convolt/units/magnitude.hpp>

#include <concepts>
#include <limits>
#include <type_traits>

namespace convolt {

/// How to convert numbers: multiply by one exactly known value, or divide by one. Dividing by 1000 is exact where
/// multiplying by the rounded 0.001 is not (it differs for 144 of the first 1000 integers).
template <class T>
struct scale {
  T factor = T(1);
  bool divides = false;  ///< divide by the factor instead of multiplying
  bool finite = true;    ///< false when the factor is outside the range of T (or not a whole number, for integers T)

  constexpr bool is_one() const { return factor == T(1); }
  template <class X>
  constexpr X operator()(X x) const {
    return static_cast<X>(divides ? x / factor : x * factor);  // small integers would come back as int
  }
};

namespace detail {

inline constexpr long double pi_value = 3.14159265358979323846264338327950288L;

/// x^(1/12) for x > 0 by Newton's method, good to the last bit or two; no constexpr pow in C++20.
constexpr long double twelfth_root(long double x) {
  long double y = 1;
  // A start within a factor 2 of the root keeps the iteration short for x up to 2^64.
  for (long double z = x; z >= 4096; z /= 4096) { y *= 2; }
  for (int i = 0; i < 64; ++i) {
    long double y11 = 1;
    for (int k = 0; k < 11; ++k) { y11 *= y; }
    long double const next = y + (x / y11 - y) / 12;
    if (next == y) { break; }
    y = next;
  }
  return y;
}

/// The square root from above: the iteration falls until it has arrived.
constexpr long double square_root(long double x) {
  long double y = x > 1 ? x : 1;
  for (long double next = (y + x / y) / 2; next < y; next = (y + x / y) / 2) { y = next; }
  return y;
}

/// base^(twelfths/12), 0 < twelfths < 12.
constexpr long double root_power(long double base, int twelfths) {
  if (twelfths == 6) { return square_root(base); }
  long double const r = twelfth_root(base);
  long double v = 1;
  for (int i = 0; i < twelfths; ++i) { v *= r; }
  return v;
}

/// The positive (sign 1) or negative (sign -1) exponents of a magnitude.
struct one_sided_value {
  wide_uint whole = 1;   ///< product of the whole powers of odd primes; past 127 bits its leading bits
  int twos = 0;          ///< exponent of two
  long double rest = 1;  ///< pi and roots, between 1 and 2
  bool exact = true;     ///< `rest` is 1

  constexpr void multiply_rest(long double factor) {
    exact = false;
    for (rest *= factor; rest >= 2; rest /= 2) { ++twos; }
  }
};

constexpr one_sided_value one_side(magnitude const& m, int sign) {
  one_sided_value v;
  constexpr wide_uint limit = wide_uint{1} << 127;
  for (power const& p : m) {
    int const twelfths = sign * p.twelfths;
    if (twelfths <= 0) { continue; }
    int const n = twelfths / 12;
    if (p.base == pi_base) {
      for (int i = 0; i < n; ++i) { v.multiply_rest(pi_value); }
    } else if (p.base == 2) {
      v.twos += n;
    } else {
      for (int i = 0; i < n; ++i) {
        for (; v.whole >= limit / p.base; v.whole >>= 1) { ++v.twos; }
        v.whole *= p.base;
      }
    }
    if (twelfths % 12 != 0) {
      v.multiply_rest(root_power(p.base == pi_base ? pi_value : static_cast<long double>(p.base), twelfths % 12));
    }
  }
  return v;
}

/// The 64 leading bits of n/d with a sticky last bit, and the power of two that goes with them; n, d > 0.
struct leading_bits {
  std::uint64_t bits;
  int exponent;
};

constexpr leading_bits divide_to_64_bits(wide_uint n, wide_uint d) {
  int exponent = 0;
  while ((d >> 126) == 0) { d <<= 1, ++exponent; }
  while ((n >> 126) == 0) { n <<= 1, --exponent; }
  if (n >= d) {
    ++exponent;
  } else {
    n <<= 1;
  }
  std::uint64_t q = 0;
  for (int i = 0; i < 64; ++i) {
    q <<= 1;
    if (n >= d) {
      n -= d;
      q |= 1;
    }
    n <<= 1;
  }
  return {n != 0 ? q | 1 : q, exponent - 64};
}

template <class T>
constexpr T times_power_of_two(T x, int n) {
  for (; n > 0; --n) { x *= 2; }
  for (; n < 0; ++n) { x /= 2; }
  return x;
}

}  // namespace detail

/// The scale that turns numbers in units of magnitude `from` into numbers in units of magnitude `to`: correctly rounded
/// for float and double, unless pi or a root is in it; then, and for long double, within a few units in the last place
/// of long double before the one rounding to T.
template <std::floating_point T>
constexpr scale<T> conversion_scale(magnitude const& from, magnitude const& to) {
  magnitude const ratio = from / to;
  detail::one_sided_value const n = detail::one_side(ratio, 1);
  detail::one_sided_value const d = detail::one_side(ratio, -1);
  scale<T> s;
  s.divides = n.whole == 1 && n.twos == 0 && n.exact && (d.whole != 1 || d.twos != 0) && d.exact;
  detail::leading_bits const q =
      s.divides ? detail::divide_to_64_bits(d.whole, 1) : detail::divide_to_64_bits(n.whole, d.whole);
  int twos = q.exponent + 63 + (s.divides ? d.twos : n.twos - d.twos);
  // Scaled to between 1 and 2 before the power of two, so that there is one rounding: 64 bits with a sticky last one.
  T value = 0;
  if (n.exact && d.exact) {
    value = detail::times_power_of_two(static_cast<T>(q.bits), -63);
  } else {
    long double wide = detail::times_power_of_two(static_cast<long double>(q.bits), -63) * n.rest / d.rest;
    for (; wide >= 2; wide /= 2) { ++twos; }
    for (; wide < 1; wide *= 2) { --twos; }
    value = static_cast<T>(wide);
  }
  if (value == 2) { value = 1, ++twos; }
  constexpr int smallest = std::numeric_limits<T>::min_exponent - 1, largest = std::numeric_limits<T>::max_exponent - 1;
  s.finite = !ratio.overflowed && twos >= smallest && twos <= largest;
  if (s.finite) { s.factor = detail::times_power_of_two(value, twos); }
  return s;
}

/// Integers convert by whole factors only: multiplied up, or divided when the caller asked for it.
template <std::integral T>
constexpr scale<T> conversion_scale(magnitude const& from, magnitude const& to) {
  magnitude const ratio = from / to;
  detail::one_sided_value const n = detail::one_side(ratio, 1);
  detail::one_sided_value const d = detail::one_side(ratio, -1);
  scale<T> s;
  bool const whole = n.exact && d.exact && (d.whole == 1 || n.whole == 1) && (n.twos == 0 || d.twos == 0);
  bool const up = d.whole == 1 && d.twos == 0;
  bool const down = n.whole == 1 && n.twos == 0;
  detail::one_sided_value const& side = up ? n : d;
  constexpr detail::wide_uint max = static_cast<detail::wide_uint>(std::numeric_limits<T>::max());
  s.finite = !ratio.overflowed && whole && (up || down) && side.twos < 64 && side.whole <= (max >> side.twos);
  if (s.finite) { s.factor = static_cast<T>(side.whole << side.twos); }
  s.divides = s.finite && !up;
  return s;
}

}  // namespace convolt
