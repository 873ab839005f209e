// SPDX-License-Identifier: BSD-3-Clause
// The cotangent of a current, of a loss in pA^2, is a current. One in mV belongs to another loss.
// EXPECT: these are not gradients of this layer, or not of a loss in this unit
#include <convolt/convolt.hpp>
#include <convolt/nn.hpp>

using namespace convolt::units;
using synapses = convolt::nn::Conv1d<nS>;

void train(synapses& layer, convolt::nn::adam<synapses, decltype(pow<2>(pA))>& optimizer,
           xt::xtensor<float, 3> const& x, xt::xtensor<float, 3> const& error) {
#ifdef CONVOLT_FAIL
  optimizer.step(layer, layer.backward(x * mV, error * mV));
#else
  optimizer.step(layer, layer.backward(x * mV, error * pA));
#endif
}
