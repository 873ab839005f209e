// SPDX-License-Identifier: BSD-3-Clause
/// Logarithm and normal quantile: right to a few units in the last place, and bit for bit what a computation in exact
/// rational arithmetic with one rounding per operation gives.
#include <convolt/nn/init/exact_math.hpp>

#include <support/catch.hpp>
#include <support/moments.hpp>

#include <cmath>
#include <limits>

namespace {

using namespace convolt::nn::init::detail;
using convolt::test::normal_cdf;

struct known {
  double p, quantile, log;
};
// Computed with one correct rounding per operation by rational arithmetic. Against 120-digit values the quantiles are
// off by at most 3.5e-16, the logarithms by 1e-16.
constexpr known golden[] = {{1e-300, -0x1.286074064c26ep+5, -0x1.5963447f87fb5p+9},
                            {1e-20, -0x1.2865170b43a4cp+3, -0x1.7069e2aa2aa5bp+5},
                            {1e-5, -0x1.10f3f8843a3d9p+2, -0x1.7069e2aa2aa5bp+3},
                            {0.01, -0x1.29c5c4630ff0ep+1, -0x1.26bb1bbb55516p+2},
                            {0.07, -0x1.79cd70d9c27fp+0, -0x1.5462a20517cffp+1},
                            {0.3, -0x1.0c7e39582c5fbp-1, -0x1.34378fcbda721p+0},
                            {0.5, 0., -0x1.62e42fefa39efp-1},
                            {0.6, 0x1.036d6c4a04b5ap-2, -0x1.058aefa811452p-1},
                            {0.99, 0x1.29c5c4630ff0ep+1, -0x1.495453e6fd4bcp-7}};

TEST_CASE("quantile and logarithm have the same bits everywhere") {
  for (known const& k : golden) {
    INFO("p = " << k.p);
    CHECK(normal_quantile(k.p) == k.quantile);
    CHECK(exact_log(k.p) == k.log);
  }
}

TEST_CASE("the logarithm is right to two units in the last place") {
  double largest = 0.;
  for (double x = 0x1p-1074; x < 1e300; x = x * 1.37 + 0x1p-1074) {
    double const expected = std::log(x);
    largest = std::max(largest, std::abs(exact_log(x) - expected) / std::abs(expected));
  }
  for (double x = 0.5; x < 2.; x += 0x1.2345p-12) {
    double const expected = std::log(x);
    if (expected != 0.) { largest = std::max(largest, std::abs(exact_log(x) - expected) / std::abs(expected)); }
  }
  CHECK(largest < 2. * std::numeric_limits<double>::epsilon());
  CHECK(exact_log(1.) == 0.);
}

TEST_CASE("the quantile undoes the normal distribution and is odd") {
  for (double x = -37.; x < 0.; x += 0.0625) {
    INFO("x = " << x);
    // d(log p)/dx is about |x|, so that the relative error of p turns into this error of x
    CHECK(std::abs(normal_quantile(normal_cdf(x)) - x) < 1e-15 * (std::abs(x) + 1.));
  }
  for (double p = 0x1p-9; p < 0.5; p += 0x1p-9) { CHECK(normal_quantile(1. - p) == -normal_quantile(p)); }
  CHECK(std::abs(normal_quantile(0.975) - 1.959963984540054) < 1e-15);
}

TEST_CASE("the lower tail is what the quantile says, and near the normal distribution") {
  for (double const x : {0., -1e-9, -0.5, -1.4395, -1.44, -2., -5., -8.3, -20., -37.}) {
    INFO("x = " << x);
    double const p = normal_lower_tail(x);
    CHECK(normal_quantile(p) >= x);
    CHECK(normal_quantile(std::nextafter(p, 0.)) < x);
    CHECK(std::abs(p - normal_cdf(x)) < 1e-15 * p * (x * x + 1.));
  }
  CHECK(normal_lower_tail(0.) == 0.5);
  CHECK(normal_lower_tail(-std::numeric_limits<double>::infinity()) == 0.);
}

TEST_CASE("rounding stays within limits that the type cannot hold") {
  CHECK(static_cast<double>(static_cast<float>(0.1)) > 0.1);
  CHECK(static_cast<double>(rounded_within<float>(0.1, 0., 0.1)) < 0.1);
  CHECK(static_cast<double>(static_cast<float>(0.3)) > 0.3);
  CHECK(static_cast<double>(rounded_within<float>(-0.3, -0.3, 0.)) > -0.3);
  CHECK(rounded_within<double>(5., 0., 1.) == 1.);
  CHECK(rounded_within<double>(-5., 0., 1.) == 0.);
  CHECK(rounded_within<double>(0.25, 0., 1.) == 0.25);
}

}  // namespace
