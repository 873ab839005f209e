// SPDX-License-Identifier: BSD-3-Clause
// A unit alone is no quantity: it needs a number.
// EXPECT: milli<volt>
// EXPECT: one has no number or no unit
#include <convolt/quantity.hpp>

using namespace convolt::units;

auto shifted(convolt::tensor<mV, double, 1> const& voltage) {
#ifdef CONVOLT_FAIL
  return convolt::eval(voltage + mV);
#else
  return convolt::eval(voltage + 1. * mV);
#endif
}
