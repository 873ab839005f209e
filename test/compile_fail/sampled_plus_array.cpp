// SPDX-License-Identifier: BSD-3-Clause
// An array has no axes that could be compared with those of a recording.
// EXPECT: give the array its axes first
#include <convolt/quantity.hpp>

using namespace convolt::units;

auto with_offsets(convolt::series<mV, double, 2> const& recording, convolt::tensor<mV, double, 1> const& offsets) {
#ifdef CONVOLT_FAIL
  return recording + offsets;
#else
  return recording + convolt::sampled(offsets, convolt::no_axis);
#endif
}
