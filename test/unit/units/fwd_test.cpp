// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/units/fwd.hpp>

#include <convolt/units/any_unit.hpp>
#include <convolt/units/vocabulary.hpp>

using namespace convolt::units;

static_assert(convolt::AnyUnit<convolt::any_unit> && convolt::AnyUnit<convolt::any_unit const&>);
static_assert(convolt::AnyUnit<convolt::milli<convolt::volt>> && convolt::AnyUnit<decltype(mV * nS)>);
static_assert(!convolt::AnyUnit<double>);
static_assert(!convolt::Unit<convolt::any_unit>, "its dimension is a value");
