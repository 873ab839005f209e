// SPDX-License-Identifier: BSD-3-Clause
// == compares two arrays, or two numbers, as a whole.
// EXPECT: milli<volt>
// EXPECT: equal(a, b) compares each element
#include <convolt/quantity.hpp>

using namespace convolt::units;

auto at_rest(convolt::tensor<mV, double, 1> const& voltage) {
#ifdef CONVOLT_FAIL
  return voltage == -65. * mV;
#else
  return convolt::equal(voltage, -65. * mV);
#endif
}
