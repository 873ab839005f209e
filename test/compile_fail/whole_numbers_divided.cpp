// SPDX-License-Identifier: BSD-3-Clause
// Integers lose their fractions when they are divided: the message says what to write.
// EXPECT: 1. * ms
#include <convolt/quantity.hpp>

using namespace convolt::units;

auto step() {
#ifdef CONVOLT_FAIL
  return 1 * ms / 10;
#else
  return 1. * ms / 10;
#endif
}
