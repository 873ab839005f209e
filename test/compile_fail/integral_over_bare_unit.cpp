// SPDX-License-Identifier: BSD-3-Clause
// The step of an integral is a number of units: 0.1 * ms, and not ms.
// EXPECT: multiply the unit by a number
// EXPECT: milli<volt>
// EXPECT: milli<second>
#include <convolt/quantity.hpp>

using namespace convolt::units;

auto area(convolt::tensor<mV, double, 1> const& voltage) {
#ifdef CONVOLT_FAIL
  return trapz(voltage, ms);
#else
  return trapz(voltage, 1. * ms);
#endif
}
