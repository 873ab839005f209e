// SPDX-License-Identifier: BSD-3-Clause
/// A layer and one step of its training.
/// Layer: bench.
#include <convolt/convolt.hpp>
#include <convolt/nn/adam.hpp>
#include <convolt/nn/loss.hpp>

#include <iostream>

namespace nn = convolt::nn;
using namespace convolt::units;

int main() {
  xt::xtensor<float, 3> const x = xt::ones<float>({1, 28, 16}), y = xt::zeros<float>({1, 56, 8});
  nn::ConvTranspose1d<nS, pA, float> layer({.in_channels = 16, .out_channels = 8, .kernel_size = 4, .stride = 2},
                                           0.1f * nS, 0.f * pA);
  nn::adam optimizer(layer, {.rate = 20.f * pS, .bias_rate = 1.f * pA});
  auto const error = nn::mean_squared_error(layer(x * mV), y * pA);
  optimizer.step(layer, layer.backward(x * mV, error.gradient));
  std::cout << layer.weight();
}
