// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/decimate.hpp.
#include <convolt/dsp/decimate.hpp>

#include <convolt/core/error.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/compare.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>
#include <unit/dsp/resampling/scipy_cases.hpp>

#include <string>

using namespace convolt;
using namespace convolt::units;

TEST_CASE("decimate's numbers and counts are SciPy's of a non-recursive filter") {
  int number = 0;
  for (test::json const* const c : test::resampling_cases("decimate")) {
    INFO("case " << number++);
    test::check_against_scipy<double>(*c, dsp::decimate(test::numbers_of<double>(*c, "x"), c->at("down").as_integer(),
                                                        {.zero_phase = c->at("zero_phase").as_bool()}));
  }
  CHECK(number == 6);
}

TEST_CASE("a decimated signal keeps unit and start, and its step is longer") {
  sampled const x(xt::xtensor<float, 2>(xt::ones<float>({2, 90})) * Pa, no_axis, axis(1. * s, 1. / (48. * kHz), 90));
  auto const y = dsp::decimate(x, 3, {.boundary = boundary::replicate});
  CHECK(y.axis<1>().start() == 1. * s);
  CHECK(y.axis<1>().rate().in(kHz) == Approx(16));
  CHECK(y.shape(1) == 30);
  CHECK(y(1, 15).in(Pa) == Approx(1));
  CHECK((dsp::decimate(x, 1).raw() == x.raw()));
  CHECK((dsp::decimate(x, 1, {.zero_phase = false}).raw() == x.raw()));
  CHECK_THROWS_AS(dsp::decimate(x, 0), parameter_error);
}
