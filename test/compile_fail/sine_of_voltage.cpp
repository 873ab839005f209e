// SPDX-License-Identifier: BSD-3-Clause
// A sine takes a number or an angle.
// EXPECT: milli<volt>
#include <convolt/quantity.hpp>

using namespace convolt::units;

auto wave(convolt::tensor<mV, double, 1> const& voltage) {
#ifdef CONVOLT_FAIL
  return sin(voltage);
#else
  return sin(voltage / (1.0 * V));
#endif
}
