// SPDX-License-Identifier: BSD-3-Clause
// Lags in volts are none of onsets in time.
// EXPECT: lags are measured in what the onsets are
#include <convolt/quantity.hpp>

using namespace convolt::units;

auto epochs(convolt::series<mV, float, 2> const& recording, convolt::tensor<ms, double, 1> const& onsets) {
#ifdef CONVOLT_FAIL
  return recording.around(onsets, -100. * mV, 400. * mV);
#else
  return recording.around(onsets, -100. * ms, 400. * ms);
#endif
}
