// SPDX-License-Identifier: BSD-3-Clause
// The convolution of a voltage with a conductance is a current.
// EXPECT: milli<volt>
// EXPECT: nano<siemens>
#include <convolt/convolt.hpp>

using namespace convolt::units;

convolt::tensor<pA, double, 3> current(convolt::tensor<mV, double, 3> const& voltage,
                                       convolt::tensor<nS, double, 3> const& kernel) {
  return convolt::lax::conv(voltage, kernel, {1}, convolt::same);
}
#ifdef CONVOLT_FAIL
convolt::tensor<mV, double, 3> filtered(convolt::tensor<mV, double, 3> const& voltage,
                                        convolt::tensor<nS, double, 3> const& kernel) {
  return convolt::lax::conv(voltage, kernel, {1}, convolt::same);
}
#endif
