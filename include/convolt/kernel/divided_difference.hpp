// SPDX-License-Identifier: BSD-3-Clause
/// Divided differences of the exponential function, to full relative accuracy however close the arguments are. They
/// are what chains of first-order filters respond with: exp[z1, z2] = (exp z1 - exp z2) / (z1 - z2), and so on.
/// Source: A. McCurdy, K. C. Ng, B. N. Parlett, Accurate computation of divided differences of the exponential
/// function, Math. Comp. 43 (1984) 501.
/// Layer: kernel.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>

namespace convolt::kernel::detail {

/// How many arguments a divided difference may have here.
inline constexpr std::size_t most_arguments = 6;

/// Arguments within 1 of each other: the Taylor series about the largest. With d the distances to it, the difference
/// is exp(z1) times the sum over k of h_k(d) / (k + n - 1)!, h_k the complete homogeneous symmetric polynomials.
inline double close_difference(double const* z, std::size_t n) {
  std::array<double, most_arguments> h{};  // h_k of the first 1, 2, .. n distances
  h.fill(1);
  double factor = 1;
  for (std::size_t i = 2; i < n; ++i) { factor /= static_cast<double>(i); }
  double sum = factor;
  for (std::size_t k = 1; k < 24; ++k) {
    double below = 0;
    for (std::size_t i = 0; i < n; ++i) {
      below += (z[i] - z[0]) * h[i];
      h[i] = below;
    }
    factor /= static_cast<double>(k + n - 1);
    sum += below * factor;
  }
  return std::exp(z[0]) * sum;
}

/// exp[z1, z2], z1 >= z2.
inline double difference_of_two(double z1, double z2) {
  return z1 == z2 ? std::exp(z1) : std::exp(z1) * (-std::expm1(z2 - z1) / (z1 - z2));
}

/// Of z[0] >= z[1] >= .. >= z[n - 1]. Differences of more and more arguments; close ones by their series.
inline double descending_difference(double const* z, std::size_t n) {
  if (n == 1) { return std::exp(z[0]); }
  if (n == 2) { return difference_of_two(z[0], z[1]); }
  if (z[0] - z[n - 1] < 1) { return close_difference(z, n); }
  std::array<double, most_arguments> difference{};
  for (std::size_t i = 0; i + 1 < n; ++i) { difference[i] = difference_of_two(z[i], z[i + 1]); }
  for (std::size_t k = 2; k < n; ++k) {
    for (std::size_t i = 0; i + k < n; ++i) {
      double const spread = z[i] - z[i + k];
      difference[i] = spread < 1 ? close_difference(z + i, k + 1) : (difference[i] - difference[i + 1]) / spread;
    }
  }
  return difference[0];
}

/// exp[-rates[0] t, .., -rates[n - 1] t] t^(n - 1), which is what a chain of n first-order filters with these rates
/// answers at t to a unit impulse at 0. The rates are in ascending order, t is not negative.
inline double chain_response(double const* rates, std::size_t n, double t) {
  std::array<double, most_arguments> z{};
  double power = 1;
  for (std::size_t i = 0; i < n; ++i) {
    z[i] = -rates[i] * t;
    if (i > 0) { power *= t; }
  }
  double const difference = descending_difference(z.data(), n);
  return difference == 0 ? 0 : power * difference;  // far out the power may be infinite
}

}  // namespace convolt::kernel::detail
