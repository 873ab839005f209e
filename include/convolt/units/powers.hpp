// SPDX-License-Identifier: BSD-3-Clause
/// Exact products of powers with rational exponents, counted in twelfths: the arithmetic under dimensions and
/// magnitudes.
/// Layer: units.
#pragma once

#include <cstdint>

namespace convolt {

/// base^(twelfths / 12). Twelfths hold halves, thirds, quarters and sixths exactly.
struct power {
  std::uint64_t base = 0;
  std::int32_t twelfths = 0;
  friend constexpr bool operator==(power const&, power const&) = default;
};

/// A product of powers, sorted by base, without zero exponents, so that equal products are equal member by member.
/// Dimensions and magnitudes are two types (Kind) of the same arithmetic.
/// A result that does not fit (too many bases, an exponent out of range or not a whole twelfth) is marked `overflowed`;
/// static units turn the mark into a compile error and run-time units into an exception.
template <class Kind>
struct basic_powers {
  static constexpr int capacity = 12;

  power entries[capacity]{};
  int count = 0;
  bool overflowed = false;

  friend constexpr bool operator==(basic_powers const&, basic_powers const&) = default;

  constexpr power const* begin() const { return entries; }
  constexpr power const* end() const { return entries + count; }

  constexpr void append(std::uint64_t base, std::int64_t twelfths) {
    if (twelfths == 0) { return; }
    if (count == capacity || twelfths > max_twelfths || twelfths < -max_twelfths) {
      overflowed = true;
      return;
    }
    entries[count++] = {base, static_cast<std::int32_t>(twelfths)};
  }

  friend constexpr basic_powers operator*(basic_powers const& a, basic_powers const& b) { return a.merged(b, 1); }
  friend constexpr basic_powers operator/(basic_powers const& a, basic_powers const& b) { return a.merged(b, -1); }

  /// This product raised to n/d.
  constexpr basic_powers raised(int n, int d = 1) const {
    basic_powers r;
    r.overflowed = overflowed || d == 0;
    if (r.overflowed) { return r; }
    for (power const& p : *this) {
      std::int64_t const scaled = std::int64_t{p.twelfths} * n;
      if (scaled % d != 0) { r.overflowed = true; }
      r.append(p.base, scaled / d);
    }
    return r;
  }

 private:
  static constexpr std::int64_t max_twelfths = 12 * 4096;

  constexpr basic_powers merged(basic_powers const& other, int sign) const {
    basic_powers r;
    r.overflowed = overflowed || other.overflowed;
    power const* a = begin();
    power const* b = other.begin();
    while (a != end() || b != other.end()) {
      if (b == other.end() || (a != end() && a->base < b->base)) {
        r.append(a->base, a->twelfths);
        ++a;
      } else if (a == end() || b->base < a->base) {
        r.append(b->base, std::int64_t{sign} * b->twelfths);
        ++b;
      } else {
        r.append(a->base, std::int64_t{a->twelfths} + std::int64_t{sign} * b->twelfths);
        ++a, ++b;
      }
    }
    return r;
  }
};

}  // namespace convolt
