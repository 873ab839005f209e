// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/nn/scaled_ws_conv.hpp.

#include <convolt/nn/scaled_ws_conv.hpp>

#include <convolt/nn/conv.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/spelled.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <string>

using namespace convolt;
using namespace convolt::units::spelled;
using test::equal_arrays;
using test::thrown_by;
using test::whole_numbers;

namespace {

using x3 = xt::xtensor<double, 3>;
using ws1 = nn::ScaledWSConv1d<nS, nn::no_bias, double>;

nn::scaled_ws_conv_options options() { return {.in_size = {7, 3}, .out_channels = 4, .kernel_size = 3}; }
x3 const weight = whole_numbers({3, 3, 4}, 1);
x3 const x = whole_numbers({2, 7, 3}, 2);

/// A convolution with this kernel.
auto convolved(x3 const& kernel) {
  return nn::Conv1d<one, nn::no_bias, double>({.in_size = {7, 3}, .out_channels = 4, .kernel_size = 3}, kernel)(x);
}

}  // namespace

TEST_CASE("the layer convolves with the standardised kernel, in the unit of the weight") {
  ws1 layer(options(), weight * nS);
  auto const y = layer(x * mV);
  CHECK(equal_arrays(raw(y), convolved(nn::weight_standardization(weight))));
  CHECK(EquivalentUnits<unit_t<decltype(y)>, decltype(pA)>);
  CHECK(equal_arrays(raw(layer.weight()), weight));

  layer.weights(weight * uS);
  CHECK(xt::allclose(raw(layer(x * mV)), raw(y), 1e-12));  // the scale of a weight does not matter
}

TEST_CASE("the gain carries the unit of the weight") {
  ws1 layer(options(), weight * nS);
  xt::xtensor<double, 1> const gain{1, 2, 3, 4};
  layer.gain(gain * uS);
  CHECK(equal_arrays(raw(layer.gain()), xt::xtensor<double, 1>{1000, 2000, 3000, 4000}));
  x3 const kernel = nn::weight_standardization(weight, {}, raw(layer.gain()));
  CHECK(equal_arrays(raw(layer(x * mV)), convolved(kernel)));
  layer.gain(xt::xtensor<double, 3>{{{1, 2, 3, 4}}} * uS);
  CHECK(equal_arrays(raw(layer(x * mV)), convolved(kernel)));
  layer.gain(2. * nS);
  CHECK(raw(layer.gain())(3) == 2);
  CHECK(thrown_by<shape_error>([&] { layer.gain(xt::xtensor<double, 1>{1, 2} * nS); }).category() == "bad_gain_shape");
}

TEST_CASE("without a gain the layer is that with gain 1") {
  nn::scaled_ws_conv_options o = options();
  ws1 const with(o, weight * nS);
  o.ws_gain = false;
  ws1 without(o, weight * nS);
  CHECK(equal_arrays(raw(with(x * mV)), raw(without(x * mV))));
  CHECK_FALSE(without.has_gain());
  CHECK(thrown_by<parameter_error>([&] { without.gain(1. * nS); }).category() == "no_gain");
  CHECK(with.cost().parameters == without.cost().parameters + 4);
}

TEST_CASE("the mask is applied after the standardisation") {
  x3 mask = xt::ones<double>({3, 3, 4});
  mask(0, 1, 2) = 0;
  mask(2, 2, 3) = 0;
  ws1 const layer(options(), weight * nS, nn::no_bias, mask);
  CHECK(equal_arrays(raw(layer(x * mV)), convolved(x3(nn::weight_standardization(weight) * mask))));
}

TEST_CASE("eps is the floor that the options say, and may not be negative") {
  nn::scaled_ws_conv_options o = options();
  o.eps = 1e6;
  ws1 const layer(o, weight * nS);
  CHECK(equal_arrays(raw(layer(x * mV)), convolved(nn::weight_standardization(weight, {.eps = 1e6}))));
  CHECK(layer.eps() == 1e6);
  o.eps = -1;
  CHECK(thrown_by<parameter_error>([&] { ws1{o}; }).category() == "bad_eps");
}

TEST_CASE("a weight with a run-time unit, and the higher ranks") {
  nn::ScaledWSConv1d<nn::run_time_unit, nn::no_bias, double> layer(options(), tag(weight, any_unit(nS)));
  CHECK(unit_of(layer(x * mV)) == any_unit(pA));
  layer.weights(tag(weight, any_unit(mV)));
  CHECK(unit_of(layer(x)) == any_unit(mV));
  nn::ScaledWSConv2d const flat({.in_size = {8, 8, 3}, .out_channels = 2, .kernel_size = 3, .stride = 2});
  CHECK(flat.out_size() == index_list{4, 4, 2});
  CHECK(flat(xt::xtensor<float, 3>(xt::ones<float>({8, 8, 3}))).shape(0) == 4);
  nn::ScaledWSConv3d const deep({.in_size = {4, 4, 4, 3}, .out_channels = 2, .kernel_size = 3, .padding = valid});
  CHECK(deep.out_size() == index_list{2, 2, 2, 2});
}
