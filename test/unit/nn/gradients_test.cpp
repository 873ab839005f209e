// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/nn/gradients.hpp: which members and units the gradients of a layer have, and which
/// cotangents it takes.

#include <convolt/nn/gradients.hpp>

#include <convolt/nn/conv.hpp>
#include <convolt/nn/lucid.hpp>
#include <convolt/nn/scaled_ws_conv.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/axis_compare.hpp>
#include <convolt/quantity/sampled.hpp>
#include <convolt/units/spelled.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <concepts>

using namespace convolt;
using namespace convolt::units::spelled;
using test::equal_arrays;
using test::thrown_by;
using test::whole_numbers;

namespace {

using x1 = xt::xtensor<double, 1>;
using x2 = xt::xtensor<double, 2>;
using x3 = xt::xtensor<double, 3>;
using plain = nn::Conv1d<one, one, double>;
using synapses = nn::Conv1d<nS, pA, double>;
using without_bias = nn::Conv1d<nS, nn::no_bias, double>;
using standardised = nn::ScaledWSConv1d<nS, pA, double>;
using dynamic_units = nn::Conv1d<nn::run_time_unit, nn::run_time_unit, double>;

template <class Layer, class X, class G>
using gradients = decltype(std::declval<Layer const&>().backward(std::declval<X>(), std::declval<G>()));
template <class G>
concept has_bias_gradient = requires(G const& g) { g.bias; };
template <class G>
concept has_gain_gradient = requires(G const& g) { g.gain; };

using of_synapses = gradients<synapses, tensor<mV, double, 3>, tensor<pA, double, 3>>;
static_assert(EquivalentUnits<unit_t<decltype(of_synapses::input)>, decltype(pA * nS)>);
static_assert(EquivalentUnits<unit_t<decltype(of_synapses::weight)>, decltype(pA * mV)>);
static_assert(EquivalentUnits<unit_t<decltype(of_synapses::bias)>, decltype(pA)>);
static_assert(std::same_as<wrapped_t<decltype(of_synapses::weight)>, x3>);
static_assert(!has_gain_gradient<of_synapses>);
static_assert(!has_bias_gradient<gradients<without_bias, tensor<mV, double, 3>, tensor<pA, double, 3>>>);
using of_standardised = gradients<standardised, tensor<mV, double, 2>, tensor<pA, double, 2>>;
static_assert(has_bias_gradient<of_standardised> && has_gain_gradient<of_standardised>);
static_assert(EquivalentUnits<unit_t<decltype(of_standardised::gain)>, decltype(pA * mV)>);
static_assert(std::same_as<wrapped_t<decltype(of_standardised::input)>, x2>);
using of_plain = gradients<plain, x3, x3>;
static_assert(std::same_as<decltype(of_plain::input), x3> && std::same_as<decltype(of_plain::bias), x1>);

// The cotangent may have any unit, but has the type and the axes of the result.
template <class Layer, class X, class G>
concept goes_back = requires(Layer const& layer, X const& x, G const& g) { layer.backward(x, g); };
static_assert(goes_back<synapses, tensor<mV, double, 3>, x3> && goes_back<synapses, tensor<mV, double, 3>, x3>);
static_assert(!goes_back<synapses, tensor<mA, double, 3>, tensor<pA, double, 3>>);
static_assert(!goes_back<synapses, tensor<mV, double, 3>, tensor<pA, float, 3>>);
static_assert(!goes_back<synapses, tensor<mV, double, 3>, tensor<pA, double, 2>>);
static_assert(!goes_back<synapses, tensor<mV, double, 3>, double>);
static_assert(goes_back<synapses, tensor<mV, double, 3>, quantity<any_unit, xt::xarray<double>>>);
static_assert(goes_back<nn::lucid::ConvTranspose1d<nS, pA, double>, tensor<mV, double, 2>, tensor<pA, double, 2>>);

nn::conv_options options() { return {.in_size = {7, 3}, .out_channels = 4, .kernel_size = 3}; }
x3 const w = whole_numbers({3, 3, 4}, 1);
x3 const x = whole_numbers({2, 7, 3}, 2);
x3 const g = whole_numbers({2, 7, 4}, 3);
x1 const b{1, 2, 3, 4};

}  // namespace

TEST_CASE("units change no number of a gradient") {
  auto const numbers = plain(options(), w, b).backward(x, g);
  auto const d = synapses(options(), w * nS, b * nA).backward(x * mV, g * pA);
  CHECK(equal_arrays(raw(d.input), numbers.input));
  CHECK(equal_arrays(raw(d.weight), numbers.weight));
  CHECK(equal_arrays(raw(d.bias), numbers.bias));
}

TEST_CASE("gradients without a dimension are plain, with their scale folded in") {
  auto const numbers = plain(options(), w, b).backward(x, g);
  nn::Conv1d<Hz, nn::no_bias, double> const rate(options(), w * Hz);
  auto const d = rate.backward(x * mV, g * ms);
  static_assert(std::same_as<decltype(d.input), x3 const> || std::same_as<decltype(d.input), x3>);
  CHECK(xt::allclose(d.input, x3(1e-3 * numbers.input)));
  CHECK(unit_of(d.weight) == ms * mV);
}

TEST_CASE("run-time units are multiplied at each call") {
  dynamic_units const layer(options(), tag(w, any_unit(nS)), tag(b, any_unit(pA)));
  auto const numbers = plain(options(), w, b).backward(x, g);
  auto const d = layer.backward(x * mV, tag(g, any_unit(nA)));
  CHECK(unit_of(d.input) == any_unit(nA) * any_unit(nS));
  CHECK(unit_of(d.weight) == any_unit(nA) * any_unit(mV));
  CHECK(unit_of(d.bias) == any_unit(nA));
  CHECK(equal_arrays(raw(d.weight), numbers.weight));
  auto const mixed = synapses(options(), w * nS, b * pA).backward(x * mV, tag(g, any_unit(nA)));
  CHECK(unit_of(mixed.input) == any_unit(nA) * any_unit(nS));
  CHECK(equal_arrays(raw(mixed.input), numbers.input));
}

TEST_CASE("the gradient of samples has their axes") {
  synapses const layer(options(), w * nS, b * pA);
  auto const time = axis(0. * ms, 1. * ms, 7);
  auto const d = layer.backward(sampled(x * mV, no_axis, time, no_axis), sampled(g * pA, no_axis, time, no_axis));
  CHECK(equal_arrays(raw(d.weight), raw(layer.backward(x * mV, g * pA).weight)));
  CHECK(equal_arrays(raw(d.input), raw(layer.backward(x * mV, g * pA).input)));
  CHECK(same_samples(d.input.axis<1>(), time));
}

TEST_CASE("a layer built without its gain has an empty gradient of it") {
  standardised const layer({.in_size = {7, 3}, .out_channels = 4, .kernel_size = 3, .ws_gain = false});
  auto const d = layer.backward(x * mV, g * pA);
  CHECK(d.gain.size() == 0);
  CHECK(d.bias.size() == 4);
}
