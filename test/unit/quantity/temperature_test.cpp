// SPDX-License-Identifier: BSD-3-Clause
/// Celsius and Fahrenheit, of numbers and arrays, there and back, and what is below absolute zero.
#include <convolt/quantity/temperature.hpp>

#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <cmath>
#include <limits>
#include <type_traits>

namespace {

using namespace convolt::units;
using convolt::celsius;
using convolt::fahrenheit;
using convolt::in_celsius;
using convolt::in_fahrenheit;

static_assert(std::is_same_v<decltype(celsius(37.)), convolt::quantity<convolt::kelvin, double>>);
static_assert(std::is_same_v<decltype(celsius(37.f)), convolt::quantity<convolt::kelvin, float>>);
static_assert(std::is_same_v<decltype(celsius(37)), convolt::quantity<convolt::kelvin, double>>);
static_assert(celsius(0.).raw() == 273.15);

TEST_CASE("known temperatures") {
  CHECK(celsius(37.).in(K) == Approx(310.15).epsilon(1e-15));
  CHECK(celsius(20).raw() == 293.15);
  CHECK(fahrenheit(98.6).raw() == Approx(310.15).epsilon(1e-15));
  CHECK(fahrenheit(32).raw() == Approx(273.15).epsilon(1e-15));
  CHECK(fahrenheit(-40).raw() == Approx(celsius(-40).raw()).epsilon(1e-15));
  CHECK(in_celsius(310.15 * K) == Approx(37.).epsilon(1e-14));
  CHECK(in_celsius(310150. * mK) == Approx(37.).epsilon(1e-14));
  CHECK(in_fahrenheit(373.15 * K) == Approx(212.).epsilon(1e-14));
  CHECK(in_celsius(300 * K) == Approx(26.85));  // an integer does not lose the fraction
}

TEMPLATE_TEST_CASE("temperatures go there and back again", "", float, double) {
  TestType const eps = std::numeric_limits<TestType>::epsilon();
  for (int i = -200; i <= 200; i += 7) {
    TestType const x = static_cast<TestType>(i) + TestType(0.25);
    // One rounding each way of numbers below 1024.
    CHECK(std::abs(in_celsius(celsius(x)) - x) <= 512 * eps);
    CHECK(std::abs(in_fahrenheit(fahrenheit(x)) - x) <= 4 * 1024 * eps);
    static_assert(std::is_same_v<decltype(in_celsius(celsius(x))), TestType>);
  }
}

TEST_CASE("nothing is colder than absolute zero") {
  CHECK(celsius(-273.15).raw() == 0.);
  CHECK(celsius(-273.15f).raw() == 0.f);
  CHECK(fahrenheit(-459.67).raw() == 0.);
  CHECK_THROWS_AS(celsius(-273.16), convolt::parameter_error);
  CHECK_THROWS_AS(celsius(-300), convolt::parameter_error);
  CHECK_THROWS_AS(fahrenheit(-459.68), convolt::parameter_error);
  CHECK(std::isnan(celsius(std::numeric_limits<double>::quiet_NaN()).raw()));
  try {
    celsius(-274.15);
    FAIL("-1 K");
  } catch (convolt::parameter_error const& e) {
    CHECK(e.category() == "below_absolute_zero");
    CHECK(e.where() == "celsius");
  }
}

TEST_CASE("arrays of temperatures are converted element by element, in their own type") {
  xt::xtensor<float, 1> const x{0.f, 37.f, -40.f};
  auto const t = celsius(x);
  static_assert(std::is_same_v<decltype(t)::element_type, float>);
  CHECK(t.raw()(1) == 310.15f);
  CHECK(fahrenheit(x).raw()(2) == Approx(233.15f));
  xt::xtensor<int, 1> const whole{0, 37};
  CHECK(celsius(whole).raw()(1) == 37 + 273.15);
  convolt::tensor<K, double, 1> const owned = celsius(xt::xtensor<double, 1>{0., 100.});
  CHECK(owned.raw()(1) == 373.15);
  CHECK(xt::xtensor<double, 1>(in_celsius(owned))(1) == Approx(100.));
  CHECK(xt::xtensor<double, 1>(in_celsius(xt::xtensor<double, 1>{273150.} * mK))(0) == Approx(0.).margin(1e-12));
  CHECK(xt::xtensor<double, 1>(in_fahrenheit(owned))(0) == Approx(32.));
}

TEST_CASE("run-time units are checked") {
  CHECK(in_celsius(300. * convolt::any_unit(K)) == Approx(26.85));
  CHECK(in_celsius(300'000. * convolt::any_unit(mK)) == Approx(26.85));
  CHECK_THROWS_AS(in_celsius(300. * convolt::any_unit(mV)), convolt::unit_error);
}

template <class Q>
concept has_celsius = requires(Q q) { in_celsius(q); };
template <class X>
concept is_celsius = requires(X x) { celsius(x); };
static_assert(has_celsius<decltype(1. * K)> && !has_celsius<decltype(1. * mV)> && !has_celsius<double>);
static_assert(is_celsius<double> && !is_celsius<decltype(1. * K)> && !is_celsius<std::complex<double>>);

}  // namespace
