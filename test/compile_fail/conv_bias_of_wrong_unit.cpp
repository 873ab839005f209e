// SPDX-License-Identifier: BSD-3-Clause
// The bias has the dimension of the result, here a current.
// EXPECT: milli<volt>
// EXPECT: nano<siemens>
#include <convolt/convolt.hpp>

using namespace convolt::units;

auto current(convolt::tensor<mV, double, 3> const& voltage, convolt::tensor<nS, double, 3> const& kernel,
             xt::xtensor<double, 1> const& bias) {
#ifdef CONVOLT_FAIL
  return convolt::lax::conv(voltage, kernel, {1}, convolt::same, {}, bias * mV);
#else
  return convolt::lax::conv(voltage, kernel, {1}, convolt::same, {}, bias * nA);
#endif
}
