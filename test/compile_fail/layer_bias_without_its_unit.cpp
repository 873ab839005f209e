// SPDX-License-Identifier: BSD-3-Clause
// A layer has a bias if its type names the unit of one.
// EXPECT: no bias: say Conv1d<W, B>, its unit
#include <convolt/convolt.hpp>

using namespace convolt::units;

void call(convolt::tensor<nS, float, 3> const& w) {
#ifdef CONVOLT_FAIL
  convolt::nn::Conv1d<nS>({.in_channels = 1, .out_channels = 1, .kernel_size = 3}, w, 0.F * pA);
#else
  convolt::nn::Conv1d<nS, pA>({.in_channels = 1, .out_channels = 1, .kernel_size = 3}, w, 0.F * pA);
#endif
}
