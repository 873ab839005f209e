// SPDX-License-Identifier: BSD-3-Clause
// A plain number cannot be written into an element of a voltage.
// EXPECT: milli<volt>
#include <convolt/quantity.hpp>

using namespace convolt::units;

void clamp(convolt::tensor<mV, double, 1>& voltage) {
#ifdef CONVOLT_FAIL
  voltage(0) = -65.0;
#else
  voltage(0) = -0.065 * V;
#endif
}
