// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/nn/optimizer_step.hpp: what all optimizers check, and what a step leaves alone.

#include <convolt/nn/optimizer_step.hpp>

#include <convolt/nn/conv.hpp>
#include <convolt/nn/loss.hpp>
#include <convolt/nn/lucid.hpp>
#include <convolt/nn/scaled_ws_conv.hpp>
#include <convolt/nn/sgd.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/spelled.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

using namespace convolt;
using namespace convolt::units::spelled;
using test::equal_arrays;
using test::thrown_by;
using test::whole_numbers;

namespace {

using x1 = xt::xtensor<double, 1>;
using x3 = xt::xtensor<double, 3>;
using synapses = nn::Conv1d<nS, pA, double>;
using dynamic_units = nn::Conv1d<nn::run_time_unit, nn::run_time_unit, double>;
using energy = std::remove_cv_t<decltype(pA * pA)>;
using descent = nn::sgd<synapses, energy>;

template <class Optimizer, class Layer, class G>
concept steps_by = requires(Optimizer& optimizer, Layer& layer, G const& g) { optimizer.step(layer, g); };
template <auto Cotangent>
using gradients = decltype(std::declval<synapses const&>().backward(std::declval<tensor<mV, double, 3>>(),
                                                                    std::declval<tensor<Cotangent, double, 3>>()));
static_assert(steps_by<descent, synapses, gradients<pA>> && steps_by<descent, synapses, gradients<nA>>);
static_assert(!steps_by<descent, synapses, gradients<mV>> && !steps_by<descent, synapses, gradients<one>>);
static_assert(!steps_by<descent, synapses, x3>);

nn::conv_options options() { return {.in_size = {7, 3}, .out_channels = 4, .kernel_size = 3}; }
x3 const w = whole_numbers({3, 3, 4}, 1);
x3 const x = whole_numbers({2, 7, 3}, 2);
x3 const g = whole_numbers({2, 7, 4}, 3);
x1 const b{1, 2, 3, 4};
auto const rate = 0.125 / (mV * mV);

}  // namespace

TEST_CASE("the scales of gradients, rates and loss do not matter") {
  synapses a(options(), w * nS, b * pA), c = a, d = a;
  nn::sgd(a, pA * pA, {.rate = rate, .bias_rate = 0.25}).step(a, a.backward(x * mV, g * pA));
  nn::sgd(c, nA * nA, {.rate = rate, .bias_rate = 0.25}).step(c, c.backward(x * mV, 1e-3 * g * nA));
  nn::sgd(d, pA * pA, {.rate = 0.125e-6 / (uV * uV), .bias_rate = 0.25}).step(d, d.backward(1e3 * x * uV, g * pA));
  CHECK(xt::allclose(raw(a.weight()), raw(c.weight()), 1e-13));
  CHECK(xt::allclose(raw(a.weight()), raw(d.weight()), 1e-13));
  CHECK(xt::allclose(raw(a.bias()), raw(c.bias()), 1e-13));
  CHECK_FALSE(equal_arrays(raw(a.weight()), w));
}

TEST_CASE("units that are values are checked when the program runs") {
  dynamic_units layer(options(), tag(w, any_unit(nS)), tag(b, any_unit(pA)));
  auto const good = layer.backward(x * mV, g * pA);
  nn::sgd optimizer(layer, any_unit(pA * pA), {.rate = rate, .bias_rate = 0.25});
  optimizer.step(layer, good);
  synapses twin(options(), w * nS, b * pA);
  nn::sgd(twin, pA * pA, {.rate = rate, .bias_rate = 0.25}).step(twin, twin.backward(x * mV, g * pA));
  CHECK(xt::allclose(raw(layer.weight()), raw(twin.weight()), 1e-14));
  CHECK(unit_of(layer.weight()) == any_unit(nS));

  x3 const before = raw(layer.weight());
  auto const other_loss = layer.backward(x * mV, g * mV);
  CHECK(thrown_by<unit_error>([&] { optimizer.step(layer, other_loss); }).argument() == "gradients");
  nn::sgd wrong(layer, any_unit(pA * pA), {.rate = 0.1 * nS, .bias_rate = 0.25});
  auto const e = thrown_by<unit_error>([&] { wrong.step(layer, good); });
  CHECK(e.argument() == "rate");
  CHECK(e.where() == "nn::sgd");
  nn::sgd wrong_bias(layer, any_unit(pA * pA), {.rate = rate, .bias_rate = 0.25 * nS});
  CHECK(thrown_by<unit_error>([&] { wrong_bias.step(layer, good); }).argument() == "bias_rate");
  nn::sgd left_out(layer, any_unit(pA * pA), {.rate = rate});
  CHECK(thrown_by<unit_error>([&] { left_out.step(layer, good); }).argument() == "bias_rate");
  CHECK(equal_arrays(raw(layer.weight()), before));  // nothing was written, not even of the first parameter
}

TEST_CASE("the bias shares the rate where its dimension allows that, and must have its own elsewhere") {
  nn::Conv1d<one, one, double> plain(options(), w, b), twin = plain;
  nn::sgd(plain, {.rate = 0.5}).step(plain, plain.backward(x, g));
  nn::sgd(twin, {.rate = 0.5, .bias_rate = 0.5}).step(twin, twin.backward(x, g));
  CHECK(equal_arrays(plain.bias(), twin.bias()));
  CHECK_FALSE(equal_arrays(plain.bias(), b));

  synapses const layer(options(), w * nS, b * pA);
  auto const e = thrown_by<parameter_error>([&] { nn::sgd(layer, pA * pA, {.rate = rate}); });
  CHECK(e.category() == "missing_rate");
  CHECK(e.argument() == "bias_rate");
  CHECK(thrown_by<parameter_error>([&] { nn::sgd(layer, pA * pA, {.bias_rate = 1.}); }).argument() == "rate");
  nn::lucid::ConvTranspose1d<nS, pA, double> const none(3, 4, {.kernel_size = 3, .bias = false});
  CHECK_NOTHROW(nn::sgd(none, pA * pA, {.rate = rate}));
}

TEST_CASE("a layer that is not trainable stays as it is, and can thaw") {
  synapses layer(options(), w * nS, b * pA);
  nn::sgd optimizer(layer, pA * pA, {.rate = rate, .bias_rate = 0.25});
  layer.trainable(false);
  optimizer.step(layer, layer.backward(x * mV, g * pA));
  CHECK(equal_arrays(raw(layer.weight()), w));
  CHECK(equal_arrays(raw(layer.bias()), b));
  layer.trainable(true);
  optimizer.step(layer, layer.backward(x * mV, g * pA));
  CHECK_FALSE(equal_arrays(raw(layer.weight()), w));
}

TEST_CASE("masked weights stay, and the next call sees the others changed") {
  synapses layer(options(), w * nS, b * pA);
  x3 mask = xt::ones<double>({3, 3, 4});
  mask(0, 1, 2) = mask(2, 2, 3) = 0;
  layer.mask(mask);
  auto const before = layer(x * mV);
  nn::sgd(layer, pA * pA, {.rate = rate, .bias_rate = 0.}).step(layer, layer.backward(x * mV, g * pA));
  x3 const moved = raw(layer.weight());
  CHECK(moved(0, 1, 2) == w(0, 1, 2));
  CHECK(moved(2, 2, 3) == w(2, 2, 3));
  CHECK(moved(0, 0, 0) != w(0, 0, 0));
  CHECK(equal_arrays(raw(layer.bias()), b));
  CHECK_FALSE(equal_arrays(raw(layer(x * mV)), raw(before)));
  CHECK(equal_arrays(raw(layer(x * mV)), raw(synapses(options(), x3(moved * mask) * nS, b * pA)(x * mV))));
}

TEST_CASE("gradients of another shape are refused before anything is written") {
  synapses layer(options(), w * nS, b * pA);
  synapses const wider({.in_size = {7, 3}, .out_channels = 5, .kernel_size = 3});
  auto const foreign = wider.backward(x * mV, x3(xt::ones<double>({2, 7, 5})) * pA);
  nn::sgd optimizer(layer, pA * pA, {.rate = rate, .bias_rate = 0.25});
  auto const e = thrown_by<shape_error>([&] { optimizer.step(layer, foreign); });
  CHECK(e.category() == "gradient_shape_mismatch");
  CHECK(e.argument() == "weight");
  auto half = layer.backward(x * mV, g * pA);
  half.bias = x1{1, 2} * pA;
  CHECK(thrown_by<shape_error>([&] { optimizer.step(layer, half); }).argument() == "bias");
  CHECK(equal_arrays(raw(layer.weight()), w));
}

TEST_CASE("the gain takes part, at the rate of the weight") {
  using layer_type = nn::ScaledWSConv1d<nS, nn::no_bias, double>;
  layer_type layer({.in_size = {7, 3}, .out_channels = 4, .kernel_size = 3}, w * nS);
  layer.gain(x1{1, 2, 3, 4} * nS);
  auto const d = layer.backward(x * mV, g * pA);
  nn::sgd(layer, pA * pA, {.rate = rate}).step(layer, d);
  CHECK(equal_arrays(raw(layer.gain()), x1(x1{1, 2, 3, 4} - 0.125 * raw(d.gain))));
  layer_type bare({.in_size = {7, 3}, .out_channels = 4, .kernel_size = 3, .ws_gain = false}, w * nS);
  CHECK_NOTHROW(nn::sgd(bare, pA * pA, {.rate = rate}).step(bare, bare.backward(x * mV, g * pA)));
}
