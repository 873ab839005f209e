// SPDX-License-Identifier: BSD-3-Clause
// Channels have no axis on which onsets could lie.
// EXPECT: this dimension has no axis on which the onsets could lie
#include <convolt/quantity.hpp>

using namespace convolt::units;

auto epochs(convolt::series<mV, float, 2> const& recording, convolt::tensor<ms, double, 1> const& onsets) {
#ifdef CONVOLT_FAIL
  return recording.around<0>(onsets, -100. * ms, 400. * ms);
#else
  return recording.around<1>(onsets, -100. * ms, 400. * ms);
#endif
}
