// SPDX-License-Identifier: BSD-3-Clause
// An array does not become one with more axes.
// EXPECT: milli<volt>
// EXPECT: they differ in rank
#include <convolt/quantity.hpp>

using namespace convolt::units;

convolt::tensor<mV, double, 2> table(convolt::tensor<mV, double, 1> const& trace) {
#ifdef CONVOLT_FAIL
  return trace;
#else
  return expand_dims(trace, 0);
#endif
}
