// SPDX-License-Identifier: BSD-3-Clause
// A plain number does not take on millivolts.
// EXPECT: milli<volt>
#include <convolt/quantity.hpp>

using namespace convolt::units;

void accumulate(double& total) {
#ifdef CONVOLT_FAIL
  total += 3. * mV;
#else
  total += 3. * mV / (1. * V);
#endif
}
