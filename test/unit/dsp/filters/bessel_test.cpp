// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/filters/bessel.hpp.

#include <convolt/dsp/filters/bessel.hpp>

#include <convolt/core/error.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>

using namespace convolt;
using namespace convolt::units;

TEST_CASE("the order of a Bessel filter is that of its prototype") {
  CHECK(dsp::bessel(4, dsp::lowpass(80. * Hz)).sections_at(1000).size() == 2);
  CHECK(dsp::bessel(25, dsp::highpass(80. * Hz)).sections_at(1000).size() == 13);
  CHECK_THROWS_AS(dsp::bessel(-1, dsp::lowpass(80. * Hz)), parameter_error);
  CHECK_THROWS_AS(dsp::bessel(26, dsp::lowpass(80. * Hz)), parameter_error);
}
