// SPDX-License-Identifier: BSD-3-Clause
/// Lines of numbers for transforms, the sums that define a transform, and how far from them a result may be.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/engine/fft/transform.hpp>

#include <cmath>
#include <complex>
#include <cstddef>
#include <limits>
#include <numbers>
#include <random>
#include <vector>

namespace convolt::test {

/// A line as transforms take it: real and imaginary parts apart.
template <class T>
struct complex_line {
  std::vector<T> re, im;

  explicit complex_line(index n) : re(static_cast<std::size_t>(n)), im(re) {}
  index size() const { return static_cast<index>(re.size()); }
  engine::fft::split<T> parts() { return {re.data(), im.data()}; }
  engine::fft::split<T const> parts() const { return {re.data(), im.data()}; }
  std::complex<long double> operator[](index i) const {
    auto const at = static_cast<std::size_t>(i);
    return {static_cast<long double>(re[at]), static_cast<long double>(im[at])};
  }
};

template <class T>
complex_line<T> random_line(index n, unsigned seed) {
  std::mt19937 bits(seed);
  auto const next = [&bits] { return static_cast<T>(static_cast<double>(bits()) / 2147483648. - 1); };
  complex_line<T> x(n);
  for (T& r : x.re) { r = next(); }
  for (T& i : x.im) { i = next(); }
  return x;
}

/// One frequency: sum over n of x[n] exp(-2 pi i k n / N).
template <class T>
std::complex<long double> sum_at(complex_line<T> const& x, index k) {
  std::complex<long double> sum = 0;
  for (index n = 0; n < x.size(); ++n) {
    long double const turns = static_cast<long double>(k * n % x.size()) / static_cast<long double>(x.size());
    sum += x[n] * std::polar(1.L, -2 * std::numbers::pi_v<long double> * turns);
  }
  return sum;
}

template <class T>
double length_of(complex_line<T> const& x) {
  long double sum = 0;
  for (index n = 0; n < x.size(); ++n) { sum += std::norm(x[n]); }
  return static_cast<double>(std::sqrt(sum));
}

/// A bound of |error| / |y|, in the Euclidean norm: four roundings or so per factor of two of the length, and for
/// lengths with large primes three transforms of up to four times the length.
template <class T>
double relative_error(index n) {
  double const levels = 3 * (std::log2(static_cast<double>(n)) + 2) + 2;
  return 2 * levels * static_cast<double>(std::numeric_limits<T>::epsilon());
}

}  // namespace convolt::test
