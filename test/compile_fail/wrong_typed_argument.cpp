// SPDX-License-Identifier: BSD-3-Clause
// A function that takes millivolts takes any voltage, and no current.
// EXPECT: milli<volt>
// EXPECT: pico<ampere>
#include <convolt/quantity.hpp>

using namespace convolt::units;

double peak(convolt::tensor<mV, double, 1> const& voltage) { return voltage.raw()(0); }

double of(convolt::tensor<V, double, 1> const& voltage, convolt::tensor<pA, double, 1> const& current) {
#ifdef CONVOLT_FAIL
  static_cast<void>(voltage);
  return peak(current);
#else
  static_cast<void>(current);
  return peak(voltage);
#endif
}
