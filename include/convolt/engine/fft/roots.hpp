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

/// exp(-2 pi i numerator / denominator) for any denominator below 2^60: whole numbers find the eighth of the circle.
/// numerator: from 0 to denominator.
template <class Arch>
[[nodiscard]] CONVOLT_COLD std::complex<double> unit_root(index numerator, index denominator) {
  index const eighths = 8 * numerator / denominator;  // which eighth, and in it the distance to the nearer axis
  index const quarter = (eighths + 1) / 2;
  index const rest = 4 * numerator - quarter * denominator;
  double const angle = std::numbers::pi / 2 * (static_cast<double>(rest) / static_cast<double>(denominator));
  double const c = std::cos(angle), s = -std::sin(angle);
  switch (quarter % 4) {
    case 0:
      return {c, s};
    case 1:
      return {s, -c};
    case 2:
      return {-c, -s};
    default:
      return {-s, c};
  }
}

/// All roots of one denominator as products of two: the table of each has about its square root of entries. Each is
/// wrong by a few bits at most.
template <class Arch>
class root_products {
 public:
  root_products() = default;
  /// The roots exp(-2 pi i n / count). Throws std::bad_alloc.
  CONVOLT_COLD explicit root_products(index count) {
    while ((index{1} << (2 * bits_)) < count) { ++bits_; }
    for (index n = 0; n < count && n >> bits_ == 0; ++n) { fine_.push_back(unit_root<Arch>(n, count)); }
    for (index n = 0; n < count; n += index{1} << bits_) { coarse_.push_back(unit_root<Arch>(n, count)); }
  }

  [[nodiscard]] std::size_t bytes() const noexcept {
    return (fine_.size() + coarse_.size()) * sizeof(std::complex<double>);
  }
  /// n: from 0 to count - 1.
  [[nodiscard]] CONVOLT_ALWAYS_INLINE std::complex<double> operator()(index n) const {
    std::complex<double> const a = coarse_[static_cast<std::size_t>(n >> bits_)];
    std::complex<double> const b = fine_[static_cast<std::size_t>(n & ((index{1} << bits_) - 1))];
    return {a.real() * b.real() - a.imag() * b.imag(), a.real() * b.imag() + a.imag() * b.real()};
  }

 private:
  int bits_ = 0;
  std::vector<std::complex<double>> fine_, coarse_;
};

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
