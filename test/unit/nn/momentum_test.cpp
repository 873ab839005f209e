// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/nn/momentum.hpp, by steps worked out by hand.

#include <convolt/nn/momentum.hpp>

#include <convolt/nn/conv.hpp>
#include <convolt/nn/loss.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/spelled.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

using namespace convolt;
using namespace convolt::units::spelled;
using test::thrown_by;

namespace {

using x1 = xt::xtensor<double, 1>;
using x2 = xt::xtensor<double, 2>;
using x3 = xt::xtensor<double, 3>;
using synapse = nn::Conv1d<nS, pA, double>;

synapse make() { return synapse({.in_size = {1, 1}, .out_channels = 1, .kernel_size = 1}, 8. * nS, 8. * pA); }
x2 const x{{2}};
x2 const unity{{1}};

}  // namespace

TEST_CASE("the velocity keeps a part of past gradients, in their unit") {
  synapse layer = make();
  nn::momentum optimizer(layer, pA * pA, {.rate = 0.5 / (mV * mV), .bias_rate = 1., .momentum = 0.5});
  auto const d = layer.backward(x * mV, unity * pA);  // 2 mV pA for the weight, 1 pA for the bias
  optimizer.step(layer, d);                           // velocities 2 and 1
  CHECK(raw(layer.weight())(0, 0, 0) == 7);
  CHECK(raw(layer.bias())(0) == 7);
  optimizer.step(layer, d);  // 3 and 1.5
  CHECK(raw(layer.weight())(0, 0, 0) == 5.5);
  CHECK(raw(layer.bias())(0) == 5.5);
  CHECK(in(optimizer.velocity().weight.value(), mV * pA)(0, 0, 0) == Approx(3.));
  CHECK(in(optimizer.velocity().bias.value(), pA)(0) == Approx(1.5));
}

TEST_CASE("nesterov looks ahead by the velocity") {
  synapse layer = make();
  nn::momentum optimizer(layer, pA * pA, {.rate = 0.5 / (mV * mV), .bias_rate = 1., .momentum = 0.5, .nesterov = true});
  auto const d = layer.backward(x * mV, unity * pA);
  optimizer.step(layer, d);  // 2 + 0.5 * 2 = 3
  CHECK(raw(layer.weight())(0, 0, 0) == 6.5);
  CHECK(raw(layer.bias())(0) == 6.5);
}

TEST_CASE("a frozen layer has no velocity; gradients in another scale join those before") {
  synapse layer = make();
  nn::momentum optimizer(layer, pA * pA, {.rate = 0.5 / (mV * mV), .bias_rate = 1., .momentum = 0.5});
  layer.trainable(false);
  optimizer.step(layer, layer.backward(x * mV, unity * pA));
  CHECK(optimizer.velocity().weight.value().size() == 0);
  layer.trainable(true);
  optimizer.step(layer, layer.backward(x * mV, unity * pA));
  optimizer.step(layer, layer.backward(2e3 * unity * uV, 1e-3 * unity * nA));
  CHECK(raw(layer.weight())(0, 0, 0) == Approx(5.5));
}

TEST_CASE("the optimizer of one layer does not take another of its class") {
  synapse layer = make();
  synapse other({.in_size = {4, 1}, .out_channels = 1, .kernel_size = 3}, 1. * nS);
  nn::momentum optimizer(layer, pA * pA, {.rate = 0.5 / (mV * mV), .bias_rate = 1.});
  optimizer.step(layer, layer.backward(x * mV, unity * pA));
  x2 const longer = xt::ones<double>({4, 1});
  auto const d = other.backward(longer * mV, longer * pA);
  CHECK(thrown_by<shape_error>([&] { optimizer.step(other, d); }).category() == "gradient_shape_mismatch");
  auto const bad = [&] { nn::momentum(layer, pA * pA, {.rate = 1. / (mV * mV), .bias_rate = 1., .momentum = 1.}); };
  CHECK(thrown_by<parameter_error>(bad).category() == "bad_decay");
}

TEST_CASE("descent with momentum finds a kernel again") {
  nn::Conv1d<nS, nn::no_bias, double> const wanted({.in_size = {32, 2}, .out_channels = 2, .kernel_size = 3},
                                                   test::whole_numbers({3, 2, 2}, 1) * nS);
  nn::Conv1d<nS, nn::no_bias, double> layer({.in_size = {32, 2}, .out_channels = 2, .kernel_size = 3}, 0. * nS);
  x3 const input = test::whole_numbers({4, 32, 2}, 5);
  auto const target = wanted(input * mV);
  nn::momentum optimizer(layer, pA * pA, {.rate = 0.02 / (mV * mV), .momentum = 0.8});
  for (int i = 0; i < 150; ++i) {
    auto const e = nn::mean_squared_error(layer(input * mV), target);
    optimizer.step(layer, layer.backward(input * mV, e.gradient));
  }
  CHECK(xt::allclose(raw(layer.weight()), raw(wanted.weight()), 1e-6, 1e-6));
}
