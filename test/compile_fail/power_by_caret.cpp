// SPDX-License-Identifier: BSD-3-Clause
// ^ is no power in C++.
// EXPECT: pow<2>(cm)
#include <convolt/units.hpp>

using namespace convolt::units;

auto density() {
#ifdef CONVOLT_FAIL
  return uF / cm ^ 2;
#else
  return uF / pow<2>(cm);
#endif
}
