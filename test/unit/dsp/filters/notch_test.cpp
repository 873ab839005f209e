// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/filters/notch.hpp.

#include <convolt/dsp/filters/notch.hpp>

#include <convolt/core/error.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>

#include <limits>

using namespace convolt;
using namespace convolt::units;

TEST_CASE("a notch is one section, with its zeros on the unit circle") {
  auto const sections = dsp::notch(50. * Hz, 30).sections_at(1000);
  REQUIRE(sections.size() == 1);
  CHECK(sections[0].b0 == sections[0].b2);
  CHECK(sections[0].b1 == sections[0].a1);
}

TEST_CASE("what no notch is made of is refused") {
  double const infinity = std::numeric_limits<double>::infinity();
  for (double const bad : {0., -3., infinity, infinity - infinity}) {
    CHECK_THROWS_AS(dsp::notch(50. * Hz, bad), parameter_error);
    CHECK_THROWS_AS(dsp::notch(bad * Hz, 30), parameter_error);
  }
  CHECK_THROWS_AS(dsp::notch(50. * Hz, 30).sections_at(100), parameter_error);
  CHECK_THROWS_AS(dsp::notch(50. * Hz, 1e13).sections_at(1000), parameter_error);
}

TEST_CASE("a stop band as wide as half of the rate is refused") {
  CHECK(dsp::notch(400. * Hz, 0.81).sections_at(1000).size() == 1);
  CHECK_THROWS_WITH(dsp::notch(400. * Hz, 0.79).sections_at(1000),
                    Catch::Contains("more than 0.8 for 400 Hz at a rate of 1000 Hz") && Catch::Contains("got 0.79"));
  CHECK_THROWS_AS(dsp::notch(400. * Hz, 0.3).sections_at(1000), parameter_error);
}
