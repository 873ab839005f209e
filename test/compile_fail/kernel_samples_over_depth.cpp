// SPDX-License-Identifier: BSD-3-Clause
// A kernel over time has no values at depths.
// EXPECT: micro<convolt::metre>
// EXPECT: this axis is not one of lags of k
#include <convolt/kernel.hpp>

using namespace convolt::units;

auto values() {
#ifdef CONVOLT_FAIL
  return convolt::kernel::samples(convolt::kernel::gaussian(2. * ms), convolt::axis(0. * um, 1. * um, 5));
#else
  return convolt::kernel::samples(convolt::kernel::spatial_gaussian(2. * um), convolt::axis(0. * um, 1. * um, 5));
#endif
}
