// SPDX-License-Identifier: BSD-3-Clause
// An array does not say where its numbers were taken.
// EXPECT: an array has no axes
#include <convolt/quantity.hpp>

using namespace convolt::units;

void double_it(convolt::series<mV, double, 1>& x) {
#ifdef CONVOLT_FAIL
  x = x.quantity() * 2.;
#else
  x *= 2.;
#endif
}
