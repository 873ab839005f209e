// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/quantity/step_difference.hpp.

#include <convolt/quantity/step_difference.hpp>

#include <convolt/quantity/axis.hpp>
#include <convolt/quantity/compare.hpp>
#include <convolt/quantity/sampled.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>

#include <concepts>

using namespace convolt;
using namespace convolt::units;

namespace {

using mv = milli<volt>;
using rate = decltype(mV / ms);
using time_axis = axis<milli<second>>;
using depth_axis = axis<micro<metre>, float>;

static_assert(
    std::same_as<step_difference<rate, mv, no_axis_t, time_axis>,
                 a_sum_has_no_step_in_its_unit_measure_integral_has_this_unit_of_deconvolve_measure_sum<rate, mv>>);
static_assert(std::same_as<
              step_difference<mv, rate, time_axis>,
              an_integral_has_the_step_in_its_unit_measure_sum_has_this_unit_of_deconvolve_measure_integral<mv, rate>>);
static_assert(std::same_as<step_difference<rate, mv, depth_axis, no_axis_t>,
                           this_unit_does_not_measure_what_was_sampled<rate, mv>>);
static_assert(std::same_as<step_difference<mv, pico<ampere>, time_axis>,
                           this_unit_does_not_measure_what_was_sampled<mv, pico<ampere>>>);

static_assert(
    std::same_as<step_difference<any_unit, mv, time_axis>, this_unit_does_not_measure_what_was_sampled<any_unit, mv>>);

using trace = sampled<mv, double, time_axis>;
static_assert(std::convertible_to<trace, tensor<mV, double, 1>> && std::convertible_to<trace, tensor<V, float, 1>>);
static_assert(!std::convertible_to<trace, tensor<mV, double, 2>>);
static_assert(!std::convertible_to<trace, tensor<pA, double, 1>>);

}  // namespace

TEST_CASE("a sampled quantity becomes one without axes where that is asked for") {
  trace const x(xt::xtensor<double, 1>{1., 2.} * mV, axis(0. * ms, 1. * ms, 2));
  tensor<uV, double, 1> const numbers = x;
  CHECK(numbers(1) == 2000. * uV);
  auto const takes = [](tensor<mV, double, 1> const& v) { return v(1); };
  CHECK(takes(x) == 2. * mV);
}
