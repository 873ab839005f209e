// SPDX-License-Identifier: BSD-3-Clause
// A plain number has no unit: it cannot be added to a voltage.
// EXPECT: milli<volt>
#include <convolt/quantity.hpp>

using namespace convolt::units;

auto shifted(convolt::tensor<mV, double, 1> const& voltage) {
#ifdef CONVOLT_FAIL
  return voltage + 1.0;
#else
  return voltage + 1.0 * mV;
#endif
}
