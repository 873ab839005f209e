// SPDX-License-Identifier: BSD-3-Clause
// eval makes a copy, which nobody will see changed.
// EXPECT: this is a result that would be gone at once
#include <convolt/quantity.hpp>

using namespace convolt::units;

void twice(convolt::tensor<mV, double, 1>& v) {
#ifdef CONVOLT_FAIL
  eval(v) *= 2.;
#else
  v *= 2.;
#endif
}
