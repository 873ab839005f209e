// SPDX-License-Identifier: BSD-3-Clause
// A voltage has no numbers in milliseconds.
// EXPECT: milli<volt>
// EXPECT: milli<second>
#include <convolt/quantity.hpp>

using namespace convolt::units;

auto numbers(convolt::tensor<mV, double, 1> const& voltage) {
#ifdef CONVOLT_FAIL
  return voltage.in(ms);
#else
  return voltage.in(V);
#endif
}
