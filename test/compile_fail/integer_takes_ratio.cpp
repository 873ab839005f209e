// SPDX-License-Identifier: BSD-3-Clause
// An integer does not take on fractions.
// EXPECT: fractions
#include <convolt/quantity.hpp>

using namespace convolt::units;

void add(int& n) {
#ifdef CONVOLT_FAIL
  n += 0.3 * ms / (0.1 * ms);
#else
  n += static_cast<int>(0.3 * ms / (0.1 * ms));
#endif
}
