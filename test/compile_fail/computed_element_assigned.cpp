// SPDX-License-Identifier: BSD-3-Clause
// An element of an expression is gone at once: nothing can be assigned to it.
// EXPECT: constant
#include <convolt/quantity.hpp>

using namespace convolt::units;

void clamp(convolt::tensor<mV, double, 1>& voltage) {
#ifdef CONVOLT_FAIL
  (voltage * 2.)(0) = -65. * mV;
#else
  voltage(0) = -65. * mV;
#endif
}
