// SPDX-License-Identifier: BSD-3-Clause
// With a run-time unit an element is a value: assign() writes it.
// EXPECT: v.assign(
#include <convolt/quantity.hpp>

using namespace convolt::units;

void clamp(convolt::quantity<convolt::any_unit, xt::xtensor<double, 1>>& voltage) {
#ifdef CONVOLT_FAIL
  voltage(0) = -65. * mV;
#else
  voltage.assign(-65. * mV, 0);
#endif
}
