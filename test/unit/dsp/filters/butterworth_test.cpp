// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/filters/butterworth.hpp.

#include <convolt/dsp/filters/butterworth.hpp>

#include <convolt/core/error.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>

using namespace convolt;
using namespace convolt::units;

TEST_CASE("the order of a Butterworth filter is that of its prototype") {
  CHECK(dsp::butterworth(3, dsp::lowpass(80. * Hz)).sections_at(1000).size() == 2);
  CHECK(dsp::butterworth(3, dsp::bandpass(300. * Hz, 6. * kHz)).sections_at(30000).size() == 3);
  CHECK(dsp::butterworth(64, dsp::lowpass(80. * Hz)).sections_at(1000).size() == 32);
  CHECK(dsp::butterworth(2, dsp::lowpass(1. * Hz)) == dsp::butterworth(2, dsp::lowpass(1. / s)));
  CHECK_THROWS_AS(dsp::butterworth(0, dsp::lowpass(80. * Hz)), parameter_error);
  CHECK_THROWS_AS(dsp::butterworth(65, dsp::lowpass(80. * Hz)), parameter_error);
}
