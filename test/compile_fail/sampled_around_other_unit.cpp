// SPDX-License-Identifier: BSD-3-Clause
// Onsets in volts are none of a recording in time.
// EXPECT: not one axis alone measures what the onsets measure
#include <convolt/quantity.hpp>

using namespace convolt::units;

#ifdef CONVOLT_FAIL
using onsets = convolt::tensor<mV, double, 1>;
#else
using onsets = convolt::tensor<ms, double, 1>;
#endif

auto epochs(convolt::series<mV, float, 2> const& recording, onsets const& at) {
  return recording.around(at, -100. * ms, 400. * ms);
}
