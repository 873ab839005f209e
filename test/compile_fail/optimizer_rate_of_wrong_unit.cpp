// SPDX-License-Identifier: BSD-3-Clause
// The rate of gradient descent is no number: for a weight in nS and a loss in pA^2 it is one of nS^2/pA^2, which is
// 1/mV^2. A step of 0.1 nS is what Adam takes.
// EXPECT: this rate has another unit than the parameter and the loss ask for
// EXPECT: learning_rate
// EXPECT: nano<siemens>
#include <convolt/convolt.hpp>
#include <convolt/nn.hpp>

using namespace convolt::units;

auto descent(convolt::nn::Conv1d<nS> const& synapse) {
#ifdef CONVOLT_FAIL
  return convolt::nn::sgd(synapse, pA * pA, {.rate = 0.1 * nS});
#else
  return convolt::nn::sgd(synapse, pA * pA, {.rate = 0.1 / (mV * mV)});
#endif
}
