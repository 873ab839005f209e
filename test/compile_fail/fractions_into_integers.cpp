// SPDX-License-Identifier: BSD-3-Clause
// Integers would lose the fractions.
// EXPECT: these numbers are integers
#include <convolt/quantity.hpp>

using namespace convolt::units;

void set(convolt::tensor<mV, int, 1>& counts) {
#ifdef CONVOLT_FAIL
  counts(0) = 1.7 * mV;
#else
  counts(0) = 2 * mV;
#endif
}
