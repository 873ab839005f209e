// SPDX-License-Identifier: BSD-3-Clause
// A plain number cannot be written into a voltage.
// EXPECT: milli<volt>
#include <convolt/quantity.hpp>

using namespace convolt::units;

void clamp(convolt::tensor<mV, double, 1>& voltage) {
#ifdef CONVOLT_FAIL
  view(voltage, xt::range(0, 2)) = -65.0;
#else
  view(voltage, xt::range(0, 2)) = -65.0 * mV;
#endif
}
