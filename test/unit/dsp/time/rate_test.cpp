// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/time/rate.hpp.

#include <convolt/dsp/time/rate.hpp>

#include <convolt/core/error.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>

#include <limits>

using namespace convolt;
using namespace convolt::units;
using dsp::detail::rate_in_hertz;

static_assert(dsp::Frequency<decltype(30. * kHz)> && dsp::Frequency<decltype(30 * Hz)>);
static_assert(dsp::Frequency<decltype(1. / ms)> && dsp::Frequency<quantity<any_unit, double>>);
static_assert(!dsp::Frequency<double> && !dsp::Frequency<decltype(2. * ms)>);
static_assert(dsp::Duration<decltype(2. * ms)> && !dsp::Duration<double> && !dsp::Duration<decltype(2. * Hz)>);

TEST_CASE("a rate is a number of Hz, in whatever unit it was stated") {
  CHECK(rate_in_hertz("here", 30. * kHz) == 30000);
  CHECK(rate_in_hertz("here", 48000 * Hz) == 48000);
  CHECK(rate_in_hertz("here", 10. / ms) == 10000);
  CHECK(rate_in_hertz("here", tag(2.f, any_unit(kilo<hertz>{}))) == 2000);
  CHECK(dsp::detail::state_rate("here", 1. * Hz).is_given);
}

TEST_CASE("a rate is positive and finite") {
  for (double const bad :
       {0., -1., std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()}) {
    CHECK_THROWS_AS(rate_in_hertz("here", bad * kHz), parameter_error);
  }
  CHECK_THROWS_AS(rate_in_hertz("here", tag(2., any_unit(milli<second>{}))), unit_error);
  try {
    rate_in_hertz("here", -2. * kHz);
  } catch (parameter_error const& e) { CHECK(e.actual() == "-2 kHz"); }
}
