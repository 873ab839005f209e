// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/nn/adam.hpp, by steps worked out by hand.

#include <convolt/nn/adam.hpp>

#include <convolt/nn/conv.hpp>
#include <convolt/nn/conv_transpose.hpp>
#include <convolt/nn/loss.hpp>
#include <convolt/nn/scaled_ws_conv.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/spelled.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <cmath>

using namespace convolt;
using namespace convolt::units::spelled;
using test::thrown_by;

namespace {

using x1 = xt::xtensor<double, 1>;
using x2 = xt::xtensor<double, 2>;
using x3 = xt::xtensor<double, 3>;
using synapse = nn::Conv1d<nS, pA, double>;
using dynamic_units = nn::Conv1d<nn::run_time_unit, nn::run_time_unit, double>;

synapse make() { return synapse({.in_size = {1, 1}, .out_channels = 1, .kernel_size = 1}, 8. * nS, 8. * pA); }
x2 const x{{2}};
x2 const unity{{1}};

template <class Layer>
double weight(Layer const& layer) {
  return raw(layer.weight())(0, 0, 0);
}

}  // namespace

TEST_CASE("rates can be changed between steps, and nothing else is") {
  auto layer = make();
  nn::adam optimizer(layer, {.rate = 2. * nS, .bias_rate = 1. * pA});
  auto const d = layer.backward(x * mV, unity * pA);
  optimizer.step(layer, d);
  CHECK(weight(layer) == Approx(6));
  CHECK(optimizer.rate().in(nS) == 2);
  optimizer.rate(500. * pS).bias_rate(0. * nA);
  optimizer.step(layer, d);  // of a constant gradient every step has the size of the rate
  CHECK(weight(layer) == Approx(5.5));
  CHECK(raw(layer.bias())(0) == Approx(7));
  CHECK(optimizer.steps() == 2);
  CHECK(optimizer.rate().in(nS) == 0.5);
  CHECK(thrown_by<parameter_error>([&] { optimizer.rate(-1. * nS); }).category() == "bad_rate");
  CHECK(thrown_by<parameter_error>([&] { optimizer.bias_rate({}); }).category() == "missing_rate");
}

TEST_CASE("steps follow the formulas of the paper") {
  synapse layer = make();
  nn::adam optimizer(layer, {.rate = 0.25 * nS, .bias_rate = 0.5 * pA, .beta1 = 0.5, .beta2 = 0.75, .eps = 0});
  // The weight's gradient is 2, then 6. First m = 1, v = 1; m / 0.5 = 2, v / 0.25 = 4: a step of the rate.
  optimizer.step(layer, layer.backward(x * mV, unity * pA));
  CHECK(weight(layer) == 7.75);
  CHECK(raw(layer.bias())(0) == 7.5);
  // Then m = 0.5 + 3 = 3.5, v = 0.75 + 9 = 9.75, divided by 1 - 0.25 and 1 - 0.5625.
  optimizer.step(layer, layer.backward(x * mV, 3 * unity * pA));
  CHECK(weight(layer) == Approx(7.75 - 0.25 * (3.5 / 0.75) / std::sqrt(9.75 / 0.4375)).epsilon(1e-15));
  CHECK(in(optimizer.moments().weight.first.value(), mV * pA)(0, 0, 0) == Approx(3.5));
  CHECK(in(optimizer.moments().weight.second.value(), mV * mV * pA * pA)(0, 0, 0) == Approx(9.75));
  CHECK(optimizer.steps() == 2);
}

TEST_CASE("eps is added to the root, in the unit of the gradient") {
  synapse layer = make();
  nn::adam optimizer(layer, pA * pA, {.rate = 1. * nS, .bias_rate = 1. * pA, .eps = 2});
  optimizer.step(layer, layer.backward(x * mV, unity * pA));
  CHECK(weight(layer) == Approx(8 - 2. / (2. + 2.)).epsilon(1e-12));
  CHECK(raw(layer.bias())(0) == Approx(8 - 1. / (1. + 2.)).epsilon(1e-12));
}

TEST_CASE("a parameter that never had a gradient stays, even if eps is 0") {
  nn::Conv1d<nS, nn::no_bias, double> layer({.in_size = {4, 1}, .out_channels = 1, .kernel_size = 3}, 1. * nS);
  layer.mask(x3{{{1}}, {{0}}, {{1}}});
  nn::adam optimizer(layer, {.rate = 0.5 * nS, .eps = 0});
  x2 const ones = xt::ones<double>({4, 1});
  optimizer.step(layer, layer.backward(ones * mV, ones * pA));
  CHECK(raw(layer.weight())(0, 0, 0) == 0.5);
  CHECK(raw(layer.weight())(1, 0, 0) == 1);
}

TEST_CASE("a loss that is not named is that of the first gradients") {
  synapse layer = make();
  nn::adam optimizer(layer, {.rate = 0.25 * nS, .bias_rate = 0.5 * pA});
  optimizer.step(layer, layer.backward(x * mV, unity * pA));
  optimizer.step(layer, layer.backward(x * mV, 1e-3 * unity * nA));
  CHECK(weight(layer) == Approx(7.5).epsilon(1e-7));
  auto const other = layer.backward(x * mV, unity * mV);
  CHECK(thrown_by<unit_error>([&] { optimizer.step(layer, other); }).argument() == "gradients");
  CHECK(optimizer.steps() == 2);
}

TEST_CASE("layers of run-time units keep their moments in run-time units") {
  dynamic_units layer({.in_size = {1, 1}, .out_channels = 1, .kernel_size = 1}, tag(8., any_unit(nS)),
                      tag(8., any_unit(pA)));
  nn::adam optimizer(layer, {.rate = 250. * pS, .bias_rate = 0.5 * pA});
  optimizer.step(layer, layer.backward(x * mV, unity * pA));
  CHECK(weight(layer) == Approx(7.75).epsilon(1e-8));
  CHECK(optimizer.moments().weight.first.unit() == any_unit(mV) * any_unit(pA));
  layer.weights(tag(8e-3, any_unit(uS)));  // the same weight in another unit: the moments stay as they are
  optimizer.step(layer, layer.backward(x * mV, unity * pA));
  CHECK(weight(layer) == Approx(7.75e-3).epsilon(1e-8));
  nn::adam wrong(layer, {.rate = 1. * mV, .bias_rate = 0.5 * pA});
  auto const d = layer.backward(x * mV, unity * pA);
  CHECK(thrown_by<unit_error>([&] { wrong.step(layer, d); }).argument() == "rate");
}

TEST_CASE("parameters out of range are refused") {
  synapse const layer = make();
  auto const with = [&](double beta1, double beta2, double eps) {
    return thrown_by<parameter_error>(
        [&] { nn::adam(layer, {.rate = 1. * nS, .bias_rate = 1. * pA, .beta1 = beta1, .beta2 = beta2, .eps = eps}); });
  };
  CHECK(with(1, 0.5, 0).argument() == "beta1");
  CHECK(with(0.5, -1, 0).argument() == "beta2");
  CHECK(with(0.5, 0.5, -1).category() == "bad_eps");
  CHECK(thrown_by<parameter_error>([&] { nn::adam(layer, {.rate = 1. * nS}); }).category() == "missing_rate");
}

TEST_CASE("Adam fits layers of all kinds") {
  x3 const input = test::whole_numbers({4, 16, 2}, 5);
  auto const improvement = [&](auto layer, auto const& wanted) {
    auto const target = wanted(input * mV);
    nn::adam optimizer(layer, {.rate = 0.1 * nS});
    double first = 0, last = 0;
    for (int i = 0; i < 200; ++i) {
      auto const e = nn::mean_squared_error(layer(input * mV), target);
      last = in(e.value, pA * pA);
      if (i == 0) { first = last; }
      optimizer.step(layer, layer.backward(input * mV, e.gradient));
    }
    return first / last;
  };
  auto const weights = test::whole_numbers({3, 2, 2}, 1) * nS;
  nn::conv_options const o{.in_size = {16, 2}, .out_channels = 2, .kernel_size = 3, .padding_mode = "circular"};
  nn::conv_transpose_options const t{.in_size = {16, 2}, .out_channels = 2, .kernel_size = 3, .stride = 2};
  nn::scaled_ws_conv_options const s{.in_size = {16, 2}, .out_channels = 2, .kernel_size = 3};
  using conv = nn::Conv1d<nS, nn::no_bias, double>;
  using conv_transpose = nn::ConvTranspose1d<nS, nn::no_bias, double>;
  using scaled = nn::ScaledWSConv1d<nS, nn::no_bias, double>;
  CHECK(improvement(conv(o), conv(o, weights)) > 1000);
  CHECK(improvement(conv_transpose(t), conv_transpose(t, weights)) > 1000);
  scaled target(s, weights);
  target.gain(x1{3, -2} * nS);
  CHECK(improvement(scaled(s), target) > 1000);
}
