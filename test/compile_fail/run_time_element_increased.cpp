// SPDX-License-Identifier: BSD-3-Clause
// With a run-time unit an element is a value, which cannot be added to.
// EXPECT: v.assign(
#include <convolt/quantity.hpp>

using namespace convolt::units;

void step(convolt::quantity<convolt::any_unit, xt::xtensor<double, 1>>& voltage) {
#ifdef CONVOLT_FAIL
  voltage(0) += 1. * mV;
#else
  voltage.assign(voltage(0) + 1. * mV, 0);
#endif
}
