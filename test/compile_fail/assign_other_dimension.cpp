// SPDX-License-Identifier: BSD-3-Clause
// A conductance cannot be assigned to a voltage.
// EXPECT: milli<volt>
// EXPECT: nano<siemens>
#include <convolt/quantity.hpp>

using namespace convolt::units;

void overwrite(convolt::tensor<mV, double, 1>& voltage, convolt::tensor<nS, double, 1> const& conductance) {
#ifdef CONVOLT_FAIL
  voltage = conductance;
#else
  static_cast<void>(conductance);
  voltage = voltage * 2.0;
#endif
}
