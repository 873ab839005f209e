// SPDX-License-Identifier: BSD-3-Clause
/// Divided differences of the exponential function against their definition in long double, and near and at equal
/// arguments, where the definition has no digits left.
#include <convolt/kernel/divided_difference.hpp>

#include <support/catch.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <vector>

namespace {

using convolt::kernel::detail::chain_response;
using convolt::kernel::detail::descending_difference;

long double by_definition(std::vector<long double> const& z, std::size_t first, std::size_t last) {
  if (first == last) { return std::exp(z[first]); }
  return (by_definition(z, first, last - 1) - by_definition(z, first + 1, last)) / (z[first] - z[last]);
}

/// The Taylor series with many terms, about 0: for arguments of any closeness that are not large.
long double by_series(std::vector<long double> const& z) {
  std::vector<long double> h(z.size(), 1);
  long double factor = 1;
  for (std::size_t i = 2; i < z.size(); ++i) { factor /= static_cast<long double>(i); }
  long double sum = factor;
  for (std::size_t k = 1; k < 120; ++k) {
    long double below = 0;
    for (std::size_t i = 0; i < z.size(); ++i) { h[i] = below += z[i] * h[i]; }
    factor /= static_cast<long double>(k + z.size() - 1);
    sum += below * factor;
  }
  return sum;
}

TEST_CASE("divided differences of distant arguments are those of the definition") {
  std::mt19937_64 random(20261);
  for (int round = 0; round < 400; ++round) {
    std::size_t const n = 1 + static_cast<std::size_t>(round) % 5;
    std::vector<double> z(n);
    double at = 0;
    for (double& x : z) { x = at -= 2 + 0.001 * static_cast<double>(random() % 3000); }
    CAPTURE(round, n);
    double const expected = static_cast<double>(by_definition({z.begin(), z.end()}, 0, n - 1));
    CHECK(descending_difference(z.data(), n) == Approx(expected).epsilon(4e-15));
  }
}

TEST_CASE("divided differences keep their digits however close the arguments are") {
  std::mt19937_64 random(20262);
  for (int round = 0; round < 1000; ++round) {
    std::size_t const n = 2 + static_cast<std::size_t>(round) % 4;
    double const spread = std::pow(10., -static_cast<double>(random() % 17)) * (round % 10 == 0 ? 0. : 5.);
    std::vector<double> z(n);
    for (double& x : z) { x = -spread * 0.001 * static_cast<double>(random() % 1000); }
    std::sort(z.begin(), z.end(), [](double a, double b) { return a > b; });
    CAPTURE(round, n, spread);
    double const expected = static_cast<double>(by_series({z.begin(), z.end()}));
    CHECK(descending_difference(z.data(), n) == Approx(expected).epsilon(3e-14));
  }
}

TEST_CASE("a chain of equal filters answers with t^(n-1) exp(-t) / (n-1)!") {
  std::array<double, 5> const rates{2, 2, 2, 2, 2};
  double factorial = 1;
  for (std::size_t n = 1; n <= 5; ++n) {
    if (n > 1) { factorial *= static_cast<double>(n - 1); }
    for (double t : {0., 0.01, 1., 7., 300.}) {
      double const expected = std::pow(t, static_cast<double>(n - 1)) * std::exp(-2 * t) / factorial;
      CHECK(chain_response(rates.data(), n, t) == Approx(expected).epsilon(1e-14));
    }
  }
  CHECK(chain_response(rates.data(), 4, 1e300) == 0);
  CHECK(std::isnan(chain_response(rates.data(), 3, std::nan(""))));
}

}  // namespace
