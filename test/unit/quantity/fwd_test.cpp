// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/quantity/fwd.hpp>

#include <convolt/quantity/sampled.hpp>
#include <convolt/units/vocabulary.hpp>

#include <concepts>

using namespace convolt::units;
using milliseconds = convolt::milli<convolt::second>;

static_assert(std::same_as<decltype(convolt::axis(0. * ms, 1. * ms, 3)), convolt::axis<milliseconds>>,
              "an axis is in double, unless told otherwise");
static_assert(convolt::quantities::DimensionAxis<convolt::axis<milliseconds>> &&
              convolt::quantities::DimensionAxis<convolt::axis<convolt::any_unit, float>> &&
              convolt::quantities::DimensionAxis<convolt::no_axis_t>);
static_assert(!convolt::quantities::DimensionAxis<double> && !convolt::quantities::DimensionAxis<milliseconds>);
static_assert(std::same_as<decltype(1. * mV), convolt::quantity<convolt::milli<convolt::volt>, double>>);
