// SPDX-License-Identifier: BSD-3-Clause
// A voltage has no numbers in milliseconds, asked for by the free function either.
// EXPECT: milli<volt>
// EXPECT: milli<second>
#include <convolt/quantity.hpp>

using namespace convolt::units;

auto numbers(convolt::tensor<mV, double, 1> const& voltage) {
#ifdef CONVOLT_FAIL
  return convolt::in(voltage, ms);
#else
  return convolt::in(voltage, V);
#endif
}
