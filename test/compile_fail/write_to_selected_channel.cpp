// SPDX-License-Identifier: BSD-3-Clause
// select returns a copy, slice and between too.
// EXPECT: this is a copy
#include <convolt/quantity.hpp>

using namespace convolt::units;

void silence(convolt::series<mV, double, 2>& rec) {
#ifdef CONVOLT_FAIL
  rec.select<0>(1) = rec.select<0>(0);
#else
  row(rec, 1) = row(rec, 0);
#endif
}
