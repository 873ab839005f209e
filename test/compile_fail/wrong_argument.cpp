// SPDX-License-Identifier: BSD-3-Clause
// A function that takes a voltage says so, and refuses a current.
// EXPECT: compared_units<pico<ampere>, volt>
#include <convolt/quantity.hpp>

using namespace convolt::units;

double peak(convolt::QuantityOf<convolt::volt> auto const& voltage) { return voltage.in(mV)(0); }

double of(convolt::tensor<mV, double, 1> const& voltage, convolt::tensor<pA, double, 1> const& current) {
#ifdef CONVOLT_FAIL
  static_cast<void>(voltage);
  return peak(current);
#else
  static_cast<void>(current);
  return peak(voltage);
#endif
}
