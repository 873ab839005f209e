// SPDX-License-Identifier: BSD-3-Clause
/// The symmetric shapes: area 1, their standard deviations, their ends and jumps.
#include <convolt/kernel/symmetric.hpp>

#include <unit/kernel/kernel_checks.hpp>

#include <cmath>

namespace {

using namespace convolt::kernel;
using kernel_checks::check_shape;
using kernel_checks::quadrature;

template <class S>
double standard_deviation(S const& s) {
  auto const r = support_of(s, 1e-15);
  auto const moment = [&](double t) { return t * t * s.value(t); };
  return std::sqrt(quadrature(moment, r.first, 0, 20000) + quadrature(moment, 0, r.last, 20000));
}

TEST_CASE("symmetric shapes are what shapes have to be, and are symmetric") {
  auto const all = [](auto const& s) {
    check_shape(s);
    CHECK(s.median() == 0);
    CHECK(s.area() == 1);
    for (double t : {0.01, 0.4, 0.99, 1.3}) {
      CHECK(s.value(-t * s.finest()) == s.value(t * s.finest()));
      CHECK(s.integral(-t, 0) == s.integral(0, t));
    }
  };
  all(gaussian_shape(50.));
  all(laplacian_shape(3.));
  all(triangular_shape(0.2));
  all(epanechnikov_shape(7.));
  check_shape(boxcar_shape(4.));
}

TEST_CASE("widths are related to standard deviations as the page says") {
  CHECK(standard_deviation(gaussian_shape(2.)) == Approx(2).epsilon(1e-9));
  CHECK(standard_deviation(boxcar_shape(2 * std::sqrt(3.) * 2)) == Approx(2).epsilon(1e-9));
  CHECK(standard_deviation(triangular_shape(std::sqrt(6.) * 2)) == Approx(2).epsilon(1e-9));
  CHECK(standard_deviation(epanechnikov_shape(std::sqrt(5.) * 2)) == Approx(2).epsilon(1e-9));
  CHECK(standard_deviation(laplacian_shape(2 / std::sqrt(2.))) == Approx(2).epsilon(1e-8));
}

TEST_CASE("the boxcar begins with its first lag and ends before its last one") {
  boxcar_shape const s(4.);
  CHECK(s.value(-2) == 0.25);
  CHECK(s.value(2) == 0);
  CHECK(value_before(s, -2) == 0);
  CHECK(value_before(s, 2) == 0.25);
  CHECK(value_before(s, 1) == 0.25);
  CHECK(s.jumps()[0].size == 0.25);
  CHECK(s.jumps()[1].size == -0.25);
}

TEST_CASE("tails keep their digits") {
  gaussian_shape const s(1.);
  CHECK(s.integral(8., std::numeric_limits<double>::infinity()) == Approx(6.220960574271785e-16).epsilon(1e-13));
  CHECK(s.integral(-std::numeric_limits<double>::infinity(), -8.) == Approx(6.220960574271785e-16).epsilon(1e-13));
}

}  // namespace
