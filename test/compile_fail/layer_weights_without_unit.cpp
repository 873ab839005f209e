// SPDX-License-Identifier: BSD-3-Clause
// A layer whose weights have a unit takes no plain array for them.
// EXPECT: the weight has another dimension, or these values have no unit
// EXPECT: nano<
#include <convolt/convolt.hpp>
#include <convolt/nn.hpp>

using namespace convolt::units;

void give(convolt::nn::Conv1d<nS>& synapse, xt::xtensor<float, 3> const& w) {
#ifdef CONVOLT_FAIL
  synapse.weights(w);
#else
  synapse.weights(w * nS);
#endif
}
