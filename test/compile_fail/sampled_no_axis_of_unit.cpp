// SPDX-License-Identifier: BSD-3-Clause
// A unit chooses the axis that is measured in it: none is in volts.
// EXPECT: not one axis alone is measured in this unit
#include <convolt/quantity.hpp>

using namespace convolt::units;

auto average(convolt::series<mV, float, 2> const& recording) {
#ifdef CONVOLT_FAIL
  return recording.mean<mV>();
#else
  return recording.mean<ms>();
#endif
}
