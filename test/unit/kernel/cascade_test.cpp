// SPDX-License-Identifier: BSD-3-Clause
/// Chains of filters: the closed forms of their kernels, in every limit.
#include <convolt/kernel/cascade.hpp>

#include <unit/kernel/kernel_checks.hpp>

#include <cmath>

namespace {

using convolt::kernel::cascade;
using kernel_checks::check_shape;

TEST_CASE("chains of one to five filters are what shapes have to be") {
  check_shape(cascade<1>({2.5}, 3.));
  check_shape(cascade<2>({2., 2.}, 1.));
  check_shape(cascade<2>({0.5, 30.}, 1.));
  check_shape(cascade<2>({2., 2.0000001}, 1.));
  check_shape(cascade<3>({1., 2., 10.}, 1.));
  check_shape(cascade<3>({2., 2., 2.}, 1.));
  check_shape(cascade<4>({1., 1.001, 1.002, 40.}, 2.));
  check_shape(cascade<5>({1., 2., 3., 4., 5.}, 1.));
}

TEST_CASE("values, areas and peaks are those of the closed forms") {
  cascade<1> const one({4.}, 2.);
  CHECK(one.value(0) == 2);
  CHECK(one.value(-1e-300) == 0);
  CHECK(one.value(4.) == Approx(2 * std::exp(-1.)).epsilon(1e-15));
  CHECK(one.area() == 8);
  CHECK(one.median() == Approx(4 * std::log(2.)).epsilon(1e-15));
  CHECK(one.jumps()[0].size == 2);

  cascade<2> const two({2., 5.}, 1.);
  for (double t : {0., 0.3, 2., 11.}) {
    CHECK(two.value(t) == Approx((std::exp(-t / 5) - std::exp(-t / 2)) / (1. / 2 - 1. / 5)).epsilon(1e-14));
  }
  CHECK(two.area() == Approx(10).epsilon(1e-15));
  CHECK(two.peak_lag() == Approx(std::log(5. / 2) / (1. / 2 - 1. / 5)).epsilon(1e-15));
  CHECK(two.jumps().empty());
  CHECK(cascade<2>({3., 3.}, 1.).peak_lag() == 3);
  CHECK(cascade<3>({3., 3., 3.}, 1.).peak_lag() == Approx(6).epsilon(1e-7));
  CHECK(cascade<3>({3., 3., 3.}, 1.).area() == Approx(27).epsilon(1e-15));
}

TEST_CASE("time constants are kept in descending order, and stages hand on to later ones only") {
  cascade<3> const shape({1., 7., 3.}, 1.);
  CHECK(shape.time_constants() == std::array<double, 3>{7., 3., 1.});
  CHECK(shape.transfer(1, 1, 2.) == Approx(std::exp(-2. / 3)).epsilon(1e-15));
  CHECK(shape.transfer(0, 2, 0.) == 0);
  CHECK(shape.transfer(0, 0, 0.) == 1);
}

TEST_CASE("a cascade may be in units of a step") {
  cascade<3> const shape({1., 7., 3.}, 2.);
  cascade<3> const in_steps = shape.in_steps(0.1);
  CHECK(in_steps.rate(0) == Approx(0.1 / 7).epsilon(1e-15));
  for (double n : {0., 3., 77.5}) { CHECK(in_steps.value(n) == Approx(shape.value(0.1 * n)).epsilon(1e-14)); }
}

TEST_CASE("integrals over short intervals far out keep their digits") {
  cascade<2> const alpha({1., 1.}, 1.);
  double const expected = 1e-6 * alpha.value(30. + 5e-7);
  CHECK(alpha.integral(30., 30. + 1e-6) == Approx(expected).epsilon(1e-8));
  double const sum = alpha.integral(3., 5.) + alpha.integral(5., 9.) + alpha.integral(9., 60.);
  CHECK(alpha.integral(3., 60.) == Approx(sum).epsilon(1e-15));
}

}  // namespace
