// SPDX-License-Identifier: BSD-3-Clause
// A voltage and a current have no sum.
// EXPECT: milli<volt>
// EXPECT: pico<ampere>
#include <convolt/quantity.hpp>

using namespace convolt::units;

auto total(convolt::tensor<mV, double, 1> const& voltage, convolt::tensor<pA, double, 1> const& current) {
#ifdef CONVOLT_FAIL
  return voltage + current;
#else
  static_cast<void>(current);
  return voltage + voltage;
#endif
}
