// SPDX-License-Identifier: BSD-3-Clause
/// Which dimension a number or a unit means, all at compile time.
#include <convolt/quantity/dimension_choice.hpp>

#include <convolt/quantity/axis.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

namespace {

using namespace convolt::units;
using convolt::any_unit;
using convolt::axis;
using convolt::no_axis_t;
using convolt::quantities::chosen_dimension;
using convolt::quantities::dimension_of_unit;
using convolt::quantities::DimensionChoice;
using convolt::quantities::no_dimension;
using convolt::quantities::only_axis;

using times = axis<convolt::milli<convolt::second>>;
using seconds = axis<convolt::second, float>;
using depths = axis<convolt::micro<convolt::metre>>;
using unknown = axis<any_unit>;

static_assert(chosen_dimension<1, no_axis_t, times> == 1 && chosen_dimension<0u, times> == 0);
static_assert(chosen_dimension<-1, no_axis_t, times, depths> == 2 && chosen_dimension<-3, times, times, times> == 0);
static_assert(chosen_dimension<ms, no_axis_t, times> == 1 && chosen_dimension<s, depths, no_axis_t, times> == 2);
static_assert(chosen_dimension<cm, depths, unknown, times> == 0);
static_assert(DimensionChoice<-2> && DimensionChoice<mV> && !DimensionChoice<true>);

static_assert(dimension_of_unit<convolt::second, times, seconds>() == no_dimension);
static_assert(dimension_of_unit<convolt::second, depths, no_axis_t, unknown>() == no_dimension);
static_assert(only_axis<no_axis_t, unknown, no_axis_t>() == 1 && only_axis<times, unknown>() == no_dimension);

TEST_CASE("a choice of a dimension costs nothing at run time") { CHECK(chosen_dimension<ms, no_axis_t, times> == 1); }

}  // namespace
