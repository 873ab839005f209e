// SPDX-License-Identifier: BSD-3-Clause
// The product of two voltages is no current.
// EXPECT: unit_power<milli<volt>, 2
// EXPECT: pico<ampere>
#include <convolt/quantity.hpp>

using namespace convolt::units;

convolt::tensor<pA, double, 1> current(convolt::tensor<mV, double, 1> const& voltage,
                                       convolt::tensor<nS, double, 1> const& conductance) {
#ifdef CONVOLT_FAIL
  static_cast<void>(conductance);
  return voltage * voltage;
#else
  return voltage * conductance;
#endif
}
