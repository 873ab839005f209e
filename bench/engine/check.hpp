// SPDX-License-Identifier: BSD-3-Clause
/// Compares the results of the two sides. A benchmark of wrong results measures nothing.
/// Layer: bench.
#pragma once

#include <engine/buffer.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <string>

namespace convolt::bench {

/// Why the results differ, or an empty text where they agree: every output to 16 epsilon of sum |x| |w|, which is
/// `yardstick`. Transforms round relative to the whole signal, so an output at the border has at least the mean of it.
template <class T>
[[nodiscard]] std::string difference(buffer<T> const& a, buffer<T> const& b, buffer<T> const& yardstick) {
  double const total = std::accumulate(yardstick.begin(), yardstick.end(), 0.0);
  double const mean = total / static_cast<double>(yardstick.size());
  double const tolerance = 16 * static_cast<double>(std::numeric_limits<T>::epsilon());
  std::size_t wrong = 0;
  std::size_t first = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    double const error = std::abs(static_cast<double>(a[i]) - static_cast<double>(b[i]));
    bool const agrees = error <= tolerance * std::max(static_cast<double>(yardstick[i]), mean);  // false for NaN
    if (!agrees && wrong++ == 0) { first = i; }
  }
  if (wrong == 0) { return {}; }
  return std::to_string(wrong) + " of " + std::to_string(a.size()) + " outputs differ, the first at element " +
         std::to_string(first) + ": " + std::to_string(a[first]) + " and " + std::to_string(b[first]);
}

}  // namespace convolt::bench
