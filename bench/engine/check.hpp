// SPDX-License-Identifier: BSD-3-Clause
/// Compares the results of the two sides. A benchmark of wrong results measures nothing.
/// Layer: bench.
#pragma once

#include <engine/buffer.hpp>

#include <algorithm>
#include <cmath>
#include <complex>
#include <concepts>
#include <cstddef>
#include <limits>
#include <sstream>
#include <string>

namespace convolt::bench {

namespace detail {

/// How far two numbers are apart, as a double. Integers that differ are infinitely far apart.
template <class T>
double distance(T const& a, T const& b) {
  if constexpr (std::integral<T>) {
    return a == b ? 0 : std::numeric_limits<double>::infinity();
  } else {
    return static_cast<double>(std::abs(a - b));
  }
}

/// The sum of |x| |w| that stands in an element of the yardstick.
template <class T>
double in_yardstick(T const& value) {
  return static_cast<double>(std::abs(value));
}

template <class T>
inline constexpr double epsilon = static_cast<double>(std::numeric_limits<T>::epsilon());
template <class R>
inline constexpr double epsilon<std::complex<R>> = epsilon<R>;

template <class T>
std::string shown(T const& value) {
  std::ostringstream text;
  text << +value;  // no character
  return text.str();
}

template <class T>
double mean_of(buffer<T> const& yardstick) {
  double total = 0;
  for (T const& value : yardstick) { total += in_yardstick(value); }
  return yardstick.empty() ? 0 : total / static_cast<double>(yardstick.size());
}

}  // namespace detail

/// Why the results differ, or an empty text where they agree: every output to 16 epsilon of sum |x| |w|, which is
/// `yardstick`. Transforms round relative to the whole signal, so an output at the border has at least the mean of it.
/// Integers must be equal, and need no yardstick.
template <class T>
[[nodiscard]] std::string difference(buffer<T> const& a, buffer<T> const& b, buffer<T> const& yardstick) {
  if (a.size() != b.size()) { return std::to_string(a.size()) + " outputs against " + std::to_string(b.size()); }
  double const mean = detail::mean_of(yardstick);
  double const tolerance = 16 * detail::epsilon<T>;
  std::size_t wrong = 0;
  std::size_t first = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    double const scale = yardstick.empty() ? 0 : std::max(detail::in_yardstick(yardstick[i]), mean);
    bool const agrees = detail::distance(a[i], b[i]) <= tolerance * scale;  // false for NaN
    if (!agrees && wrong++ == 0) { first = i; }
  }
  if (wrong == 0) { return {}; }
  return std::to_string(wrong) + " of " + std::to_string(a.size()) + " outputs differ, the first at element " +
         std::to_string(first) + ": " + detail::shown(a[first]) + " and " + detail::shown(b[first]);
}

}  // namespace convolt::bench
