// SPDX-License-Identifier: BSD-3-Clause
// In place nothing can multiply that has a unit: the left side would change its own.
// EXPECT: milli<volt>
// EXPECT: nano<siemens>
#include <convolt/quantity.hpp>

using namespace convolt::units;

void scaled(convolt::tensor<mV, double, 1>& voltage) {
#ifdef CONVOLT_FAIL
  voltage *= 2. * nS;
#else
  voltage *= 2.;
#endif
}
