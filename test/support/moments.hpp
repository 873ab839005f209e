// SPDX-License-Identifier: BSD-3-Clause
/// Statistics of drawn numbers, and the limits they are tested against. A correct sampler is beyond a limit with the
/// false alarm rate said there; seeds are fixed, so that a test that passes once passes always.
/// Layer: test support.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace convolt::test {

struct moments {
  double mean = 0.;
  double variance = 0.;
  double fourth = 0.;  ///< central
};

template <class Array>
moments moments_of(Array const& array) {
  moments m;
  double const n = static_cast<double>(array.size());
  for (auto const x : array) { m.mean += static_cast<double>(x) / n; }
  for (auto const x : array) {
    double const d = static_cast<double>(x) - m.mean;
    m.variance += d * d / n;
    m.fourth += d * d * d * d / n;
  }
  return m;
}

/// How many of its own standard errors the mean of n numbers is away from `expected`. Beyond 4.9: false alarm rate
/// 1e-6.
inline double deviation_of_mean(moments const& m, double expected, std::size_t n) {
  return std::abs(m.mean - expected) / std::sqrt(m.variance / static_cast<double>(n));
}

/// The same for the variance. Beyond 4.9: 1e-6.
inline double deviation_of_variance(moments const& m, double expected, std::size_t n) {
  return std::abs(m.variance - expected) / std::sqrt((m.fourth - m.variance * m.variance) / static_cast<double>(n));
}

/// Kolmogorov's statistic: sqrt(n) times the largest distance of the empirical distribution from `cdf`. Beyond 2.7:
/// false alarm rate 2 exp(-2 * 2.7^2) = 9e-7.
template <class Array, class Cdf>
double kolmogorov(Array const& array, Cdf const& cdf) {
  std::vector<double> sorted(array.begin(), array.end());
  std::sort(sorted.begin(), sorted.end());
  double const n = static_cast<double>(sorted.size());
  double largest = 0.;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    double const p = cdf(sorted[i]);
    double const rank = static_cast<double>(i);
    largest = std::max({largest, p - rank / n, (rank + 1.) / n - p});
  }
  return std::sqrt(n) * largest;
}

/// The probability that a standard normal variable stays below x.
inline double normal_cdf(double x) { return std::erfc(-x / std::sqrt(2.)) / 2.; }

}  // namespace convolt::test
