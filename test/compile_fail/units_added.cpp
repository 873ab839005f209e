// SPDX-License-Identifier: BSD-3-Clause
// Units alone have no numbers to add.
// EXPECT: mV
#include <convolt/quantity.hpp>

using namespace convolt::units;

auto sum() {
#ifdef CONVOLT_FAIL
  return mV + nS;
#else
  return 1. * mV + 2. * mV;
#endif
}
