// SPDX-License-Identifier: BSD-3-Clause
/// Decibels: known levels, ratios in every scale, references with and without a name, and what is refused.
#include <convolt/quantity/decibel.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/sampled.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <cmath>
#include <limits>
#include <type_traits>

namespace {

using namespace convolt::units;
using convolt::any_unit;
using convolt::from_dB;
using convolt::from_dB_amplitude;
using convolt::from_dB_power;
using convolt::to_dB;
using convolt::to_dB_amplitude;
using convolt::to_dB_power;
namespace dB_reference = convolt::dB_reference;

TEST_CASE("levels of plain ratios") {
  CHECK(to_dB_power(100.) == 20.);
  CHECK(to_dB_amplitude(100.) == 40.);
  CHECK(to_dB_power(1) == 0.);
  CHECK(to_dB_power(2.) == Approx(3.0102999566398120));
  CHECK(to_dB_amplitude(0.5) == Approx(-6.0205999132796239));
  static_assert(std::is_same_v<decltype(to_dB_power(2.f)), float>);
  static_assert(std::is_same_v<decltype(to_dB_power(2)), double>);
}

TEST_CASE("zero, negative and broken ratios") {
  CHECK(to_dB_power(0.) == -std::numeric_limits<double>::infinity());
  CHECK(std::isnan(to_dB_amplitude(-1.)));
  CHECK(std::isnan(to_dB_power(std::numeric_limits<double>::quiet_NaN())));
  CHECK(from_dB_power(-std::numeric_limits<double>::infinity()) == 0.);
}

TEST_CASE("a dimensionless quantity is a ratio, whatever its scale") {
  CHECK(to_dB_amplitude((1. * V) / (1. * mV)) == Approx(60.));
  CHECK(to_dB_power((1. * V) / (1. * mV)) == Approx(30.));
  CHECK(to_dB_power(50. * percent) == Approx(-3.0102999566398120));
  CHECK(to_dB_power((1. * any_unit(V)) / (1. * mV)) == Approx(30.));
  CHECK_THROWS_AS(to_dB_power(1. * any_unit(V)), convolt::unit_error);
}

TEST_CASE("levels above a reference convert the scale") {
  CHECK(to_dB_amplitude(2. * V, 2. * mV) == Approx(60.));
  CHECK(to_dB_power(1. * W, 1. * mW) == Approx(30.));
  CHECK(to_dB_amplitude(1. * V, 1. * any_unit(mV)) == Approx(60.));
  CHECK_THROWS_AS(to_dB_amplitude(1. * V, 1. * any_unit(mA)), convolt::unit_error);
  static_assert(std::is_same_v<decltype(to_dB_amplitude(2.f * V, 2. * mV)), float>);
}

TEST_CASE("named references know their kind") {
  CHECK(to_dB(1. * Pa, dB_reference::spl) == Approx(93.979400086720376));
  CHECK(to_dB(1. * V, dB_reference::dBV) == 0.);
  CHECK(to_dB(1. * V, dB_reference::dBu) == Approx(2.2184874961635637));
  CHECK(to_dB(1. * W, dB_reference::dBm) == Approx(30.));
  CHECK(to_dB(1. * mW, dB_reference::dBW) == Approx(-30.));
  CHECK(to_dB_amplitude(1. * Pa, dB_reference::spl) == to_dB(1. * Pa, dB_reference::spl));
  CHECK(from_dB(93.979400086720376, dB_reference::spl).in(Pa) == Approx(1.));
  CHECK(from_dB(30., dB_reference::dBm).in(W) == Approx(1.));
}

TEST_CASE("a reference must be positive and finite") {
  CHECK_THROWS_AS(to_dB_amplitude(1. * V, 0. * V), convolt::parameter_error);
  CHECK_THROWS_AS(to_dB_amplitude(1. * V, -1. * V), convolt::parameter_error);
  CHECK_THROWS_AS(to_dB_amplitude(1. * V, std::numeric_limits<double>::quiet_NaN() * V), convolt::parameter_error);
  CHECK_THROWS_AS(from_dB_amplitude(1., std::numeric_limits<double>::infinity() * V), convolt::parameter_error);
}

TEMPLATE_TEST_CASE("decibels go there and back again", "", float, double) {
  TestType const eps = std::numeric_limits<TestType>::epsilon();
  for (int i = -120; i <= 120; i += 5) {
    TestType const x = static_cast<TestType>(i);
    // An error of eps in the ratio is 20 / ln 10 eps < 9 eps in the level; log10 and the product add eps of the level.
    CHECK(std::abs(to_dB_amplitude(from_dB_amplitude(x)) - x) <= eps * (60 + 4 * std::abs(x)));
    CHECK(std::abs(to_dB_power(from_dB_power(x)) - x) <= eps * (60 + 4 * std::abs(x)));
  }
}

TEST_CASE("arrays are converted element by element, in their own type") {
  xt::xtensor<float, 1> const x{1.f, 10.f, 100.f};
  auto const levels = to_dB_power(x);
  static_assert(std::is_same_v<std::remove_cvref_t<decltype(levels)>::value_type, float>);
  CHECK(levels(2) == 20.f);
  xt::xtensor<int, 1> const whole{1, 10};
  CHECK(to_dB_amplitude(whole)(1) == 20.);
  CHECK(xt::xtensor<double, 1>(to_dB_amplitude(xt::xtensor<double, 1>{1., 10.} * mV, 1. * uV))(1) == Approx(80.));
  convolt::tensor<V, float, 1> const v = from_dB_amplitude(x * 20.f, 1.f * V);
  CHECK(v.raw()(0) == Approx(10.f));
  CHECK(from_dB_power(whole)(1) == Approx(10.));
  CHECK_THROWS_AS(to_dB_amplitude(x * mV, 0.f * mV), convolt::parameter_error);
}

template <class... Q>
concept has_power_level = requires(Q... q) { to_dB_power(q...); };
template <class... Q>
concept has_amplitude_level = requires(Q... q) { to_dB_amplitude(q...); };
template <class... Q>
concept has_level = requires(Q... q) { to_dB(q...); };
using voltage = decltype(1. * mV);
using current = decltype(1. * mA);
using sound = std::remove_const_t<decltype(dB_reference::spl)>;
using milliwatts = std::remove_const_t<decltype(dB_reference::dBm)>;
static_assert(!has_power_level<voltage> && !has_amplitude_level<voltage> && has_power_level<double>);
static_assert(has_power_level<voltage, voltage> && !has_power_level<voltage, current>);
static_assert(!has_power_level<voltage, double> && !has_power_level<double, voltage>);
static_assert(!has_level<voltage, sound> && has_level<decltype(1. * Pa), sound>);
static_assert(!has_power_level<decltype(1. * Pa), sound> && !has_amplitude_level<decltype(1. * W), milliwatts>);
static_assert(!has_power_level<std::complex<double>>);

TEST_CASE("levels of sampled quantities keep their axes") {
  convolt::sampled const power(xt::xtensor<double, 1>{1., 100., 0.} * (uV * uV / Hz),
                               convolt::axis(0. * Hz, 0.5 * Hz, 3));
  auto const level = to_dB_power(power, 1. * mV * mV / Hz);
  CHECK(level.axis<0>().step().in(Hz) == 0.5);
  CHECK(level.raw()(0) == Approx(-60.));
  CHECK(level.raw()(1) == Approx(-40.));
  CHECK(level.raw()(2) == -std::numeric_limits<double>::infinity());
  convolt::sampled const pressure(xt::xtensor<double, 1>{20., 2e6} * uPa, convolt::axis(0. * ms, 1. * ms, 2));
  CHECK(to_dB(pressure, dB_reference::spl).raw()(1) == Approx(100.));
  CHECK(to_dB_amplitude(pressure, 2. * Pa).raw()(1) == Approx(0.).margin(1e-12));
  convolt::sampled const ratio(xt::xtensor<double, 1>{10., 0.1}, convolt::axis(0. * ms, 1. * ms, 2));
  CHECK(to_dB_power(ratio).raw()(0) == Approx(10.));
  CHECK(to_dB_amplitude(ratio).raw()(1) == Approx(-20.));
  static_assert(!has_power_level<decltype(power), voltage> &&
                has_power_level<decltype(power), decltype(1. * V * V / Hz)>);
}

}  // namespace
