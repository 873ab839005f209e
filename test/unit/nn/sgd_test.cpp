// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/nn/sgd.hpp, by steps worked out by hand.

#include <convolt/nn/sgd.hpp>

#include <convolt/nn/conv.hpp>
#include <convolt/nn/loss.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/spelled.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

using namespace convolt;
using namespace convolt::units::spelled;

namespace {

using x1 = xt::xtensor<double, 1>;
using x2 = xt::xtensor<double, 2>;
using x3 = xt::xtensor<double, 3>;

}  // namespace

TEST_CASE("a step goes down by rate times gradient") {
  // y = w x + b with x = 2 mV, w = 3 nS, b = 1 pA: y = 7 pA. The target is 4 pA, the loss (y - 4 pA)^2 = 9 pA^2.
  // d loss / dy = 6 pA, d loss / dw = 12 pA mV, d loss / db = 6 pA.
  nn::Conv1d<nS, pA, double> layer({.in_size = {1, 1}, .out_channels = 1, .kernel_size = 1}, 3. * nS, 1. * pA);
  x2 const x{{2}}, target{{4}};
  auto const e = nn::mean_squared_error(layer(x * mV), target * pA);
  CHECK(in(e.value, pA * pA) == 9);
  nn::sgd optimizer(layer, pA * pA, {.rate = 0.125 / (mV * mV), .bias_rate = 0.25});
  optimizer.step(layer, layer.backward(x * mV, e.gradient));
  CHECK(raw(layer.weight())(0, 0, 0) == 1.5);  // 0.125 / mV^2 * 12 pA mV = 1.5 pA / mV = 1.5 nS
  CHECK(raw(layer.bias())(0) == -0.5);
}

TEST_CASE("float layers are trained in float") {
  nn::Conv1d<one, one, float> layer({.in_size = {1, 1}, .out_channels = 1, .kernel_size = 1}, 3., 1.);
  xt::xtensor<float, 2> const x{{2}}, g{{6}};
  nn::sgd(layer, {.rate = 0.125}).step(layer, layer.backward(x, g));
  CHECK(layer.weight()(0, 0, 0) == 1.5F);
  CHECK(layer.bias()(0) == 0.25F);
}

TEST_CASE("gradient descent finds a synaptic kernel again") {
  nn::Conv1d<nS, pA, double> const wanted({.in_size = {32, 2}, .out_channels = 2, .kernel_size = 3},
                                          test::whole_numbers({3, 2, 2}, 1) * nS, x1{3, -2} * pA);
  nn::Conv1d<nS, pA, double> layer({.in_size = {32, 2}, .out_channels = 2, .kernel_size = 3}, 0. * nS);
  x3 const x = test::whole_numbers({4, 32, 2}, 5);
  auto const target = wanted(x * mV);
  nn::sgd optimizer(layer, pA * pA, {.rate = 0.05 / (mV * mV), .bias_rate = 0.5});
  for (int i = 0; i < 100; ++i) {
    auto const e = nn::mean_squared_error(layer(x * mV), target);
    optimizer.step(layer, layer.backward(x * mV, e.gradient));
  }
  CHECK(xt::allclose(raw(layer.weight()), raw(wanted.weight()), 1e-6, 1e-6));
  CHECK(xt::allclose(raw(layer.bias()), raw(wanted.bias()), 1e-6, 1e-6));
}
