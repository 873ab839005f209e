// SPDX-License-Identifier: BSD-3-Clause
/// Which axis is time and which is depth, and replacing one of them.
#include <convolt/neuro/dimensions.hpp>

#include <convolt/quantity.hpp>

#include <support/catch.hpp>

#include <type_traits>

namespace {

using namespace convolt::units;
using namespace convolt::neuro::detail;

using time_axis = decltype(convolt::axis(0. * ms, 1. * ms, 3));
using depth_axis = decltype(convolt::axis(0. * um, 1. * um, 3));
using any_axis = decltype(convolt::axis(0. * convolt::any_unit(ms), 1. * convolt::any_unit(ms), 3));
using none = convolt::no_axis_t;

static_assert(axis_measures<time_axis, convolt::second> && !axis_measures<depth_axis, convolt::second>);
static_assert(!axis_measures<none, convolt::second> && !axis_measures<any_axis, convolt::second>);
static_assert(axes_that_measure<convolt::second, none, time_axis, time_axis> == 2);
static_assert(axes_that_measure<convolt::second, none> == 0);
static_assert(first_that_measures<convolt::second, none, depth_axis, time_axis> == 2);
static_assert(first_that_measures<convolt::second, time_axis, none> == 0);
static_assert(first_that_measures<convolt::second, none> == 1, "none: as many as there are");

static_assert(one_axis_of<convolt::second, none, depth_axis, time_axis> == 2);
static_assert(one_axis_of<convolt::second, any_axis, time_axis> == 1);
static_assert(one_axis_of<convolt::second, none, any_axis> == 1);
static_assert(one_axis_of<convolt::second, any_axis, any_axis> == -1);
static_assert(one_axis_of<convolt::second, time_axis, time_axis> == -1);
static_assert(one_axis_of<convolt::second, none, depth_axis> == -1);

TEST_CASE("one axis is replaced, the others stay") {
  auto const t = convolt::axis(0. * ms, 1. * ms, 3);
  auto const z = convolt::axis(5. * um, 1. * um, 4);
  auto const axes = with_axis<1>(std::make_tuple(convolt::no_axis, t), z);
  static_assert(std::is_same_v<decltype(axes), std::tuple<none, depth_axis> const>);
  CHECK(std::get<1>(axes).start().in(um) == 5.);
}

}  // namespace
