// SPDX-License-Identifier: BSD-3-Clause
// The unit is taken off with .in(unit), not by assigning to a plain array.
// EXPECT: milli<volt>
#include <convolt/quantity.hpp>

using namespace convolt::units;

xt::xtensor<double, 1> numbers(convolt::tensor<mV, double, 1> const& voltage) {
#ifdef CONVOLT_FAIL
  return voltage;
#else
  return voltage.in(mV);
#endif
}
