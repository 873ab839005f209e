// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/convolution/steps.hpp.

#include <convolt/dsp/convolution/steps.hpp>

#include <convolt/core/error.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <vector>

using namespace convolt;
using namespace convolt::units;
namespace rules = dsp::detail;

namespace {

using trace = sampled<milli<volt>, double, axis<micro<metre>>, axis<milli<second>>>;
using taps = xt::xtensor<double, 1>;
using image_taps = xt::xtensor<double, 2>;

static_assert(rules::HasSteps<trace, taps> && rules::HasSteps<trace, image_taps>);
static_assert(!rules::HasSteps<taps, taps>);
static_assert(!rules::HasSteps<sampled<milli<volt>, double, no_axis_t>, taps>);
static_assert(!rules::HasSteps<sampled<milli<volt>, double, no_axis_t, axis<milli<second>>>, image_taps>);
static_assert(rules::HasSteps<sampled<milli<volt>, double, no_axis_t, axis<milli<second>>>, taps>);

trace const x(xt::xtensor<double, 2>(xt::ones<double>({2, 3})) * mV, axis(0. * um, 20. * um, 2),
              axis(0. * ms, -0.5 * ms, 3));
std::vector<rules::plain_axis> const axes = rules::as_numbers(x.axes());

rules::dimensions some(std::initializer_list<std::size_t> list) { return {list.begin(), list.end()}; }

}  // namespace

TEST_CASE("units of steps come from the axes that are meant") {
  CHECK(rules::step_unit<trace, taps>(x, measure::integral) == ms);
  CHECK(rules::step_unit<trace, image_taps>(x, measure::integral) == um * ms);
  CHECK(rules::step_unit<trace, taps>(x, measure::sum) == one);
  CHECK(rules::step_unit<taps, image_taps>(taps{}, measure::integral(2. * um)) == um * um);
}

TEST_CASE("numbers of steps are lengths, in the unit that was promised") {
  CHECK(rules::step_number("here", measure::integral, axes, some({1}), ms) == 0.5);
  CHECK(rules::step_number("here", measure::integral, axes, some({1}), s) == Approx(0.5e-3));
  CHECK(rules::step_number("here", measure::integral, axes, some({0, 1}), um * ms) == 10.);
  CHECK(rules::step_number("here", measure::sum, axes, some({1}), one) == 1.);
  CHECK(rules::step_number("here", measure::integral(3. * um), {{}, {}}, some({0, 1}), um * um) == 9.);
  CHECK(rules::step_number("here", measure::integral(500. * us), axes, some({1}), us) == 500.);
}

TEST_CASE("steps that are not there, or other ones, are refused") {
  CHECK_THROWS_AS(rules::step_number("here", measure::integral, axes, some({0}), ms), unit_error);
  auto const none =
      test::thrown_by<parameter_error>([] { rules::step_number("here", measure::integral, {{}}, some({0}), ms); });
  CHECK(none.category() == "no_step");
  auto const other = test::thrown_by<parameter_error>(
      [] { rules::step_number("here", measure::integral(0.4 * ms), axes, some({1}), ms); });
  CHECK(other.category() == "step_mismatch");
  CHECK(other.expected() == "0.5 ms");
  CHECK(other.actual() == "0.4 ms");
}
