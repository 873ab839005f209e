// SPDX-License-Identifier: BSD-3-Clause
// x.at(t) is a value; x(i) is the sample in the array.
// EXPECT: this is constant
#include <convolt/quantity.hpp>

using namespace convolt::units;

void blank(convolt::series<mV, double, 1>& x) {
#ifdef CONVOLT_FAIL
  x.at(2. * ms) = 0. * mV;
#else
  x(x.axis<ms>().index_of(2. * ms)) = 0. * mV;
#endif
}
