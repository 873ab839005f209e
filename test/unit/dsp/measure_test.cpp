// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/measure.hpp.

#include <convolt/dsp/measure.hpp>

#include <convolt/core/error.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/compare.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <cmath>
#include <limits>

using namespace convolt;
using namespace convolt::units;

static_assert(dsp::Measure<decltype(measure::sum)> && dsp::Measure<decltype(measure::integral)>);
static_assert(dsp::Measure<decltype(measure::events)> && dsp::Measure<decltype(measure::integral(0.1 * ms))>);
static_assert(!dsp::Measure<int>);
static_assert(!dsp::holds_events<double>);

TEST_CASE("an integral takes the step of arrays without an axis, in any unit") {
  auto const over = measure::integral(0.1 * ms);
  CHECK(over.dt == 0.1 * ms);
  CHECK(measure::integral(2 * um).dt == 2. * um);  // integers are steps as well
  CHECK(measure::integral(0.5).dt == 0.5);
}

TEST_CASE("a step is positive and finite") {
  for (double const wrong : {0., -1., std::nan(""), std::numeric_limits<double>::infinity()}) {
    auto const e = test::thrown_by<parameter_error>([&] { static_cast<void>(measure::integral(wrong * ms)); });
    CHECK(e.category() == "bad_step");
    CHECK(e.argument() == "dt");
  }
}
