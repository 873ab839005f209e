// SPDX-License-Identifier: BSD-3-Clause
/// The signed integer in which every extent, step and offset is counted, and arithmetic on it that notices overflow.
/// Layer: core.
#pragma once

#include <concepts>
#include <cstddef>
#include <limits>

namespace convolt {

/// Signed, because paddings and strides may be negative.
using index = std::ptrdiff_t;

/// Any integer type that counts: bool and character types do not.
template <class T>
concept Integer = std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, char> && !std::same_as<T, wchar_t> &&
                  !std::same_as<T, char8_t> && !std::same_as<T, char16_t> && !std::same_as<T, char32_t>;

/// n / by, without dividing where `by` is 1 as most strides and group counts are: a division takes as long as a dozen
/// other operations. (Unless told which is likely, g++ sees that n / 1 is n, and always divides.)
[[nodiscard]] constexpr index quotient(index n, index by) noexcept {
  if (by == 1) [[likely]] { return n; }
  return n / by;
}

/// An index that remembers whether any step of its computation left the range of `index`.
/// Once `overflowed` is set the value means nothing; the caller checks once, at the end.
struct checked_index {
  index value = 0;
  bool overflowed = false;

  constexpr checked_index() = default;
  template <Integer I>
  constexpr checked_index(I v)  // NOLINT(google-explicit-constructor): every integer is one
      : value(static_cast<index>(v)), overflowed(!in_range(v)) {}

  friend constexpr checked_index operator+(checked_index a, checked_index b) {
    checked_index r;
    r.overflowed = __builtin_add_overflow(a.value, b.value, &r.value) || a.overflowed || b.overflowed;
    return r;
  }
  friend constexpr checked_index operator-(checked_index a, checked_index b) {
    checked_index r;
    r.overflowed = __builtin_sub_overflow(a.value, b.value, &r.value) || a.overflowed || b.overflowed;
    return r;
  }
  friend constexpr checked_index operator*(checked_index a, checked_index b) {
    checked_index r;
    r.overflowed = __builtin_mul_overflow(a.value, b.value, &r.value) || a.overflowed || b.overflowed;
    return r;
  }

 private:
  template <Integer I>
  static constexpr bool in_range(I v) {
    if constexpr (std::unsigned_integral<I>) {
      return v <= static_cast<std::size_t>(std::numeric_limits<index>::max());
    } else {
      return v >= std::numeric_limits<index>::min() && v <= std::numeric_limits<index>::max();
    }
  }
};

}  // namespace convolt
