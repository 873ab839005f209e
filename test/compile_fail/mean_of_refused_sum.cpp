// SPDX-License-Identifier: BSD-3-Clause
// What is refused inside of a call is one message too.
// EXPECT: they measure different things
#include <convolt/quantity.hpp>

using namespace convolt::units;

auto offset(convolt::tensor<mV, double, 1> const& v) {
#ifdef CONVOLT_FAIL
  return convolt::mean(v + 1.);
#else
  return convolt::mean(v + 1. * mV);
#endif
}
