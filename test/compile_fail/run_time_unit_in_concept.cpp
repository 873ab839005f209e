// SPDX-License-Identifier: BSD-3-Clause
// A concept cannot look at a unit that is a value: the message says how to make it a type.
// EXPECT: as
#include <convolt/quantity.hpp>

using namespace convolt::units;

auto rest(convolt::QuantityOf<convolt::volt> auto const& v) { return v; }

auto call(convolt::quantity<convolt::any_unit, double> const& voltage) {
#ifdef CONVOLT_FAIL
  return rest(voltage);
#else
  return rest(voltage.as(mV));
#endif
}
