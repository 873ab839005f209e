// SPDX-License-Identifier: BSD-3-Clause
/// Text in template arguments and text built in constant expressions.
/// Layer: units.
#pragma once

#include <cstddef>
#include <string_view>

namespace convolt {

/// A string literal as a template argument. It stands only in base classes of units, where messages do not print it.
template <std::size_t N>
struct fixed_string {
  char text[N]{};
  constexpr fixed_string(char const (&s)[N]) {  // NOLINT(google-explicit-constructor): literals convert
    for (std::size_t i = 0; i < N; ++i) { text[i] = s[i]; }
  }
  constexpr std::string_view view() const { return {text, N - 1}; }
};

/// A short text that needs no memory. Text that does not fit is cut and marked.
template <std::size_t Capacity>
struct inline_text {
  char text[Capacity + 1]{};
  std::size_t length = 0;
  bool overflowed = false;

  constexpr void append(char c) {
    if (length == Capacity) {
      overflowed = true;
    } else {
      text[length++] = c;
    }
  }
  constexpr void append(std::string_view s) {
    for (char c : s) { append(c); }
  }
  constexpr void append_number(int n) {
    if (n < 0) { append('-'); }
    unsigned rest = n < 0 ? 0u - static_cast<unsigned>(n) : static_cast<unsigned>(n);
    unsigned divisor = 1;
    while (rest / divisor >= 10) { divisor *= 10; }
    for (; divisor != 0; divisor /= 10) { append(static_cast<char>('0' + rest / divisor % 10)); }
  }
  constexpr std::string_view view() const { return {text, length}; }
  friend constexpr bool operator==(inline_text const& a, inline_text const& b) { return a.view() == b.view(); }
};

}  // namespace convolt
