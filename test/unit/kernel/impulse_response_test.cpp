// SPDX-License-Identifier: BSD-3-Clause
/// A shape with units: values, lags, integrals and tails in the units that they have.
#include <convolt/kernel/impulse_response.hpp>

#include <convolt/kernel/cascade.hpp>
#include <convolt/kernel/symmetric.hpp>
#include <convolt/quantity/compare.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <cmath>

namespace {

using namespace convolt::units;
using namespace convolt::kernel;

using exponential_in_pA = impulse_response<cascade<1>, decltype(pA), decltype(ms)>;
static_assert(ImpulseResponse<exponential_in_pA> && !ImpulseResponse<double> && !ImpulseResponse<cascade<1>>);
static_assert(sizeof(exponential_in_pA) == sizeof(cascade<1>) + sizeof(double));

exponential_in_pA current(double peak = 3.) { return {cascade<1>({10.}, 1.), peak, pA, ms}; }

TEST_CASE("a kernel is asked with lags in any unit of their dimension") {
  auto const k = current();
  CHECK(k(0. * ms).in(pA) == 3);
  CHECK(k(-1. * us).in(pA) == 0);
  CHECK(k(0.01 * convolt::units::s).in(pA) == Approx(3 * std::exp(-1.)).epsilon(1e-15));
  CHECK(k(10. * convolt::any_unit(ms)).in(nA) == Approx(0.003 * std::exp(-1.)).epsilon(1e-15));
  CHECK_THROWS_AS(k(10. * convolt::any_unit(mV)), convolt::unit_error);
  CHECK(std::isnan(k(std::nan("") * ms).in(pA)));
  CHECK(convolt::same_dimension(k.unit(), A));
  CHECK(k.lag_unit() == ms);
}

TEST_CASE("areas and integrals have the unit of values times lags") {
  auto const k = current();
  CHECK(k.area().in(pA * ms) == Approx(30).epsilon(1e-15));
  CHECK(k.area().in(fC) == Approx(30).epsilon(1e-15));
  CHECK(k.integral(0. * ms, 10. * ms).in(pA * ms) == Approx(30 * (1 - std::exp(-1.))).epsilon(1e-15));
  CHECK(k.integral(10. * ms, 0. * ms).in(pA * ms) == Approx(-30 * (1 - std::exp(-1.))).epsilon(1e-15));
  CHECK(k.cdf(10. * ms) == Approx(1 - std::exp(-1.)).epsilon(1e-15));
  CHECK(k.cdf(-1. * ms) == 0);
  CHECK(k.cdf(1e9 * ms) == 1);
  CHECK(k.cdf(k.median()) == Approx(0.5).epsilon(1e-15));
  CHECK(current(-3.).area().in(pA * ms) == Approx(-30).epsilon(1e-15));
}

TEST_CASE("peak, support, tails and jumps") {
  auto const k = current(-3.);
  CHECK(k.peak().in(pA) == -3);
  CHECK(k.peak_lag().in(ms) == 0);
  CHECK(k.finest().in(ms) == 10);
  CHECK(k.is_causal());
  CHECK(k.support().first.in(ms) == 0);
  CHECK(k.support(std::exp(-5.)).last.in(ms) == Approx(50).epsilon(1e-5));
  CHECK(std::isinf(k.support(0.).last.in(ms)));
  CHECK(k.tail_bound(0. * ms, 20. * ms).in(pA) == Approx(3 * std::exp(-2.)).epsilon(1e-15));
  CHECK(k.tail_bound(1. * ms, 20. * ms).in(pA) == 3);
  CHECK(k.tail_area(0. * ms, 20. * ms).in(pA * ms) == Approx(30 * std::exp(-2.)).epsilon(1e-15));
  REQUIRE(k.jumps().size() == 1);
  CHECK(k.jumps()[0].lag.in(ms) == 0);
  CHECK(k.jumps()[0].size.in(pA) == -3);
  impulse_response<gaussian_shape, decltype(one / ms), decltype(ms)> const g(gaussian_shape(5.), 1., one / ms, ms);
  CHECK_FALSE(g.is_causal());
  CHECK(g.jumps().empty());
}

TEST_CASE("with_peak and with_area change scale and unit") {
  auto const k = current();
  CHECK(k.with_peak(0.5 * mV)(0. * ms).in(mV) == 0.5);
  CHECK(k.with_peak(2.)(0. * ms) == 2.);
  auto const unit_area = k.with_area(1.);
  CHECK(unit_area.area() == Approx(1).epsilon(1e-15));
  CHECK(unit_area(0. * ms).in(Hz) == Approx(100).epsilon(1e-15));
  CHECK(k.with_area(1. * fC)(0. * ms).in(pA) == Approx(0.1).epsilon(1e-15));
  CHECK(k.with_area(1. * mV * ms)(0. * ms).in(mV) == Approx(0.1).epsilon(1e-15));
}

TEST_CASE("NaN is no lag: nothing is known there") {
  double const nan = std::nan("");
  auto const check = [nan](auto const& shape) {
    impulse_response const k(shape, 1., one, ms);
    CHECK(std::isnan(k.cdf(nan * ms)));
    CHECK(std::isnan(k.integral(0. * ms, nan * ms).raw()));
    CHECK(std::isnan(k.integral(nan * ms, 0. * ms).raw()));
  };
  check(cascade<1>({10.}, 1.));
  check(gaussian_shape(5.));
  check(boxcar_shape(5.));
}

TEST_CASE("peaks and areas are finite, and there must be one to scale") {
  for (double const none : {std::nan(""), HUGE_VAL}) {
    CHECK_THROWS_AS(current().with_peak(none * pA), convolt::parameter_error);
    CHECK_THROWS_AS(current().with_area(none * pA), convolt::parameter_error);
  }
  impulse_response const nothing(cascade<1>({10.}, 0.), 1., pA, ms);
  CHECK_THROWS_AS(nothing.with_peak(1. * pA), convolt::parameter_error);
  CHECK_THROWS_AS(nothing.with_area(1. * pA), convolt::parameter_error);
}

template <class K, class Q>
concept can_ask = requires(K const& k, Q const& q) { k(q); };
static_assert(can_ask<exponential_in_pA, convolt::quantity<decltype(ms), double>>);
static_assert(!can_ask<exponential_in_pA, double>);
static_assert(!can_ask<exponential_in_pA, convolt::quantity<decltype(mV), double>>);

TEST_CASE("a kernel times a number or a quantity is so many times as large") {
  auto const k = current(1.);
  CHECK((2. * k)(0. * ms).in(pA) == 2.);
  auto const potential = k * (10. * MOhm);
  CHECK(potential(0. * ms).in(uV) == Approx(10.));
  CHECK(potential.area().in(mV * ms) == Approx(0.1));
  CHECK((potential.unit() == uV));
  static_assert(ImpulseResponse<decltype(potential)>);
}

}  // namespace
