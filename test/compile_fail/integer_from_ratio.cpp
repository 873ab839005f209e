// SPDX-License-Identifier: BSD-3-Clause
// A dimensionless quantity is no integer unasked.
// EXPECT: static_cast<int>
#include <convolt/quantity.hpp>

using namespace convolt::units;

int count() {
#ifdef CONVOLT_FAIL
  int const n = 0.3 * ms / (0.1 * ms);
#else
  int const n = static_cast<int>(0.3 * ms / (0.1 * ms));
#endif
  return n;
}
