// SPDX-License-Identifier: BSD-3-Clause
// A plain array has no unit: it cannot be added to a voltage.
// EXPECT: milli<volt>
#include <convolt/quantity.hpp>

using namespace convolt::units;

auto shifted(xt::xtensor<double, 1> const& offset, convolt::tensor<mV, double, 1> const& voltage) {
#ifdef CONVOLT_FAIL
  return offset + voltage;
#else
  return offset * mV + voltage;
#endif
}
