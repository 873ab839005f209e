// SPDX-License-Identifier: BSD-3-Clause
// A recording has no third dimension.
// EXPECT: there is no such dimension
#include <convolt/quantity.hpp>

using namespace convolt::units;

auto average(convolt::series<mV, float, 2> const& recording) {
#ifdef CONVOLT_FAIL
  return recording.mean<2>();
#else
  return recording.mean<-1>();
#endif
}
