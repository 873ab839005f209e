// SPDX-License-Identifier: BSD-3-Clause
/// The roots of unity that the transforms multiply by, exact to the last bit of double or nearly so: sine and cosine
/// are evaluated in the first eighth of the circle only, and the rest follows by reflection.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>

#include <cmath>
#include <complex>
#include <cstddef>
#include <numbers>
#include <vector>

namespace convolt::engine::fft {

/// Tables of different instruction sets are different types: no function is shared among them.
template <class Arch>
class root_table {
 public:
  /// The roots exp(-2 pi i n / count). count is a power of two. Throws std::bad_alloc. Complexity: count / 8 sines.
  CONVOLT_COLD explicit root_table(index count) : roots_(static_cast<std::size_t>(count)) {
    index const eighth = count / 8;
    for (index n = 0; n <= eighth; ++n) {
      double const angle = 2 * std::numbers::pi * static_cast<double>(n) / static_cast<double>(count);
      reflect(n, std::cos(angle), std::sin(angle));
    }
    if (count < 8) { set_few(); }
  }

  /// exp(-2 pi i numerator / denominator). The denominator divides count.
  [[nodiscard]] std::complex<double> root(index numerator, index denominator) const {
    index const count = static_cast<index>(roots_.size());
    return roots_[static_cast<std::size_t>(numerator % denominator * (count / denominator))];
  }

 private:
  /// Enter the eight roots that share the cosine and sine of angle n.
  void reflect(index n, double c, double s) {
    index const count = static_cast<index>(roots_.size());
    index const quarter = count / 4;
    set(n, c, -s);
    if (quarter == 0 || count % 8 != 0) { return; }
    set(quarter - n, s, -c);
    set(quarter + n, -s, -c);
    set(2 * quarter - n, -c, -s);
    set(2 * quarter + n, -c, s);
    set(3 * quarter - n, -s, c);
    set(3 * quarter + n, s, c);
    set(count - n, c, s);
  }

  /// One, two or four roots.
  void set_few() {
    index const count = static_cast<index>(roots_.size());
    set(count / 2, count == 1 ? 1 : -1, 0);
    if (count == 4) {
      set(1, 0, -1);
      set(3, 0, 1);
    }
  }

  void set(index n, double re, double im) { roots_[static_cast<std::size_t>(n) % roots_.size()] = {re, im}; }

  std::vector<std::complex<double>> roots_;
};

}  // namespace convolt::engine::fft
