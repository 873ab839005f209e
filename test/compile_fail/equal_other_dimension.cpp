// SPDX-License-Identifier: BSD-3-Clause
// A voltage is never equal to a current, nor different from it.
// EXPECT: volt
// EXPECT: ampere
#include <convolt/quantity.hpp>

using namespace convolt::units;

bool same(convolt::quantity<convolt::volt, double> voltage, convolt::quantity<convolt::ampere, double> current) {
#ifdef CONVOLT_FAIL
  return voltage == current;
#else
  return voltage == current * (1. * Ohm);
#endif
}
