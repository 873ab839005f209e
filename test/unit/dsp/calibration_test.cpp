// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/calibration.hpp.

#include <convolt/dsp/calibration.hpp>

#include <convolt/core/error.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/compare.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>

#include <cstdint>
#include <limits>

using namespace convolt;
using namespace convolt::units;

static_assert(dsp::is_counts<xt::xtensor<std::uint16_t, 2>> && dsp::is_counts<int> &&
              dsp::is_counts<xt::xarray<float>>);
static_assert(!dsp::is_counts<tensor<mV, float, 1>> && !dsp::is_counts<xt::xtensor<bool, 1>>);

TEST_CASE("counts become what was measured: times the gain, plus the offset, over the sensitivity") {
  auto const microphone = dsp::calibration(0.5 * mV, 10. * uV, 50. * mV / Pa);
  static_assert(EquivalentUnits<decltype(microphone.unit()), pascal>);
  xt::xtensor<std::int16_t, 2> const counts{{0, 100}, {-32768, 32767}};
  auto const p = microphone(counts);
  CHECK(p(0, 0) == 0.0002 * Pa);
  CHECK(p(0, 1).in(Pa) == Approx(1.0002));
  CHECK(p(1, 0).in(Pa) == Approx(-327.6798));
  CHECK(microphone.gain().in(Pa) == 0.01);
  CHECK(microphone.offset().in(Pa) == 0.0002);
  CHECK(microphone(100).in(Pa) == Approx(1.0002));
}

TEST_CASE("numbers have the type of the gain, and keep the axes of the counts") {
  auto const volts = dsp::calibration(2.34375f * uV);
  auto const x = volts(sampled(xt::xtensor<std::int16_t, 1>{1, 2, -3}, axis(0. * ms, 1. * ms, 3)));
  static_assert(std::same_as<std::remove_const_t<decltype(x)>, sampled<micro<volt>, float, axis<milli<second>>>>);
  CHECK(x(2) == -7.03125f * uV);
  CHECK(x.axis<0>().step() == 1. * ms);
  xt::xtensor<std::uint16_t, 1> const high{65535};
  CHECK(volts(high)(0) == 65535 * 2.34375f * uV);
  CHECK(volts(xt::view(high, xt::range(0, 0))).size() == 0);
  static_assert(std::same_as<element_t<decltype(dsp::calibration(1 * uV)(high))>, double>);
}

TEST_CASE("units that are known when the program runs are divided then") {
  auto const c = dsp::calibration(tag(1., any_unit(milli<volt>{})), tag(1., any_unit(volt{})), 2. * V / Pa);
  CHECK(c(1000).in(Pa) == Approx(1));
}

TEST_CASE("a calibration that says nothing is refused") {
  double const nan = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_AS(dsp::calibration(0. * mV), parameter_error);
  CHECK_THROWS_AS(dsp::calibration(nan * mV), parameter_error);
  CHECK_THROWS_AS(dsp::calibration(1. * mV, nan * mV), parameter_error);
  CHECK_THROWS_AS(dsp::calibration(1. * mV, 0. * mV, 0. * mV / Pa), parameter_error);
  CHECK_THROWS_AS(dsp::calibration(tag(1., any_unit(volt{})), 1. * ms), unit_error);
}

TEST_CASE("a calibration that its numbers cannot hold is refused") {
  CHECK_THROWS_AS(dsp::calibration(1e30F * mV, 0.F * mV, 1e-30), parameter_error);
  CHECK_THROWS_AS(dsp::calibration(1e-30F * mV, 0.F * mV, 1e30), parameter_error);
  CHECK_THROWS_AS(dsp::calibration(1.F * mV, 1e30F * mV, 1e-30), parameter_error);
  CHECK_NOTHROW(dsp::calibration(1e30 * mV, 0. * mV, 1e-30));
}
