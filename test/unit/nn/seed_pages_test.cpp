// SPDX-License-Identifier: BSD-3-Clause
/// The examples of the pages that users of brainstate, brainunit and lucid know, line by line, with the shapes that the
/// pages promise: once plain and once with units.

#include <convolt/lax/conv_transpose.hpp>
#include <convolt/nn/conv.hpp>
#include <convolt/nn/conv_transpose.hpp>
#include <convolt/nn/init.hpp>
#include <convolt/nn/lucid.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/spelled.hpp>
#include <support/catch.hpp>

#include <array>
#include <cstddef>
#include <vector>

using namespace convolt;
using namespace convolt::units::spelled;

namespace {

using shape = std::vector<std::size_t>;

template <class Y>
shape shape_of(Y const& y) {
  return {y.shape().begin(), y.shape().end()};
}

template <std::size_t N>
auto ones(std::size_t const (&extents)[N]) {
  return xt::xtensor<float, N>(xt::ones<float>(std::to_array(extents)));
}

/// The layer as it is called on the page, and with units.
template <template <auto, auto, class> class Layer>
struct pair_of {
  using plain_layer = Layer<one, nn::no_bias, float>;

  template <class X>
  static void check(typename plain_layer::options_type const& o, X const& x, shape const& want) {
    plain_layer const plain(o);
    CHECK(shape_of(plain(x)) == want);
    Layer<nS, pA, float> const synapse(o, nn::default_values(), 0.F * pA);
    auto const current = synapse(x * mV);
    CHECK(shape_of(current) == want);
    CHECK(any_unit(unit_of(current)) == any_unit(pA));
    CHECK(raw(current) == plain(x));
  }
};

}  // namespace

TEST_CASE("brainstate.nn.Conv1d") {
  using conv = pair_of<nn::Conv1d>;
  nn::conv_options const o{.in_size = {28, 3}, .out_channels = 16, .kernel_size = 5};
  conv::check(o, ones({2, 28, 3}), {2, 28, 16});
  conv::check(o, ones({28, 3}), {28, 16});
  conv::check({.in_size = {100, 8}, .out_channels = 32, .kernel_size = 3, .stride = 2, .padding = "VALID"},
              ones({2, 100, 8}), {2, 49, 32});  // ceil((100 - 3 + 1) / 2)
  nn::Conv1d<one, one> const custom(
      {.in_size = {100, 8}, .out_channels = 32, .kernel_size = 3, .stride = 2, .padding = "VALID"},
      nn::default_values(), nn::init::zeros());
  CHECK(custom.out_size() == index_list{49, 32});
  CHECK(xt::sum(xt::abs(custom.bias()))() == 0);
  CHECK(nn::Conv1d({.in_size = {28, 6}, .out_channels = 12, .kernel_size = 5, .groups = 6}).kernel_shape() ==
        index_list{5, 1, 12});
}

TEST_CASE("brainstate.nn.ConvTranspose1d") {
  using up = pair_of<nn::ConvTranspose1d>;
  nn::conv_transpose_options o{.in_size = {28, 16}, .out_channels = 8, .kernel_size = 4, .stride = 2};
  up::check(o, ones({2, 28, 16}), {2, 56, 8});
  up::check(o, ones({28, 16}), {56, 8});
  up::check({.in_size = {16, 28}, .out_channels = 8, .kernel_size = 4, .stride = 2, .channel_first = true},
            ones({2, 16, 28}), {2, 8, 56});
  o.lhs_dilation = 1;  // on the page; the stride is the dilation
  up::check(o, ones({2, 28, 16}), {2, 56, 8});
  o.padding = "VALID";
  up::check(o, ones({2, 28, 16}), {2, 58, 8});
  o.padding = {1, 2};
  up::check(o, ones({2, 28, 16}), {2, 55, 8});  // (28 - 1) * 2 + 2 + 1 + 2 - 4
}

TEST_CASE("brainstate.nn.ConvTranspose3d") {
  using up = pair_of<nn::ConvTranspose3d>;
  // The channels of the page, 64 to 32, are more than a test needs.
  nn::conv_transpose_options o{.in_size = {4, 6, 6, 8}, .out_channels = 4, .kernel_size = 4, .stride = 2};
  up::check(o, ones({2, 4, 6, 6, 8}), {2, 8, 12, 12, 4});
  up::check(o, ones({4, 6, 6, 8}), {8, 12, 12, 4});
  CHECK(
      nn::ConvTranspose3d({.in_size = {8, 16, 16, 64}, .out_channels = 32, .kernel_size = 4, .stride = 2}).out_size() ==
      index_list{16, 32, 32, 32});
  nn::ConvTranspose3d<one, one> const decoder({.in_size = {16, 16, 16, 128},
                                               .out_channels = 64,
                                               .kernel_size = {4, 4, 4},
                                               .stride = 2,
                                               .padding = "SAME",
                                               .groups = 64},
                                              nn::default_values(), nn::init::constant(0.0));
  CHECK(decoder.out_size() == index_list{32, 32, 32, 64});
  up::check({.in_size = {8, 4, 6, 6}, .out_channels = 4, .kernel_size = 4, .stride = 2, .channel_first = true},
            ones({2, 8, 4, 6, 6}), {2, 4, 8, 12, 12});
  o.padding = {1, 2, 3};  // (pad_h, pad_w, pad_d)
  up::check(o, ones({4, 6, 6, 8}), {6, 12, 14, 4});
  o.padding = {{0, 1}, {1, 2}, {2, 3}};
  up::check(o, ones({4, 6, 6, 8}), {5, 11, 13, 4});
  o.padding = valid;
  up::check(o, ones({4, 6, 6, 8}), {10, 14, 14, 4});  // input * stride + max(kernel - stride, 0)
}

TEST_CASE("brainunit.lax.conv_transpose") {
  auto const x = ones({2, 10, 3});
  auto const w = ones({4, 3, 5});
  CHECK(shape_of(lax::conv_transpose(x, w, {2}, "SAME")) == shape{2, 20, 5});
  CHECK(shape_of(lax::conv_transpose(x, w, {2}, "VALID")) == shape{2, 22, 5});
  CHECK(shape_of(lax::conv_transpose(x, w, {2}, {{1, 1}})) == shape{2, 18, 5});
  auto const y = lax::conv_transpose(x * mV, w * nS, {2}, "SAME", {.rhs_dilation = {2}});
  CHECK(shape_of(y) == shape{2, 20, 5});
  CHECK(any_unit(unit_of(y)) == any_unit(pA));
}

TEST_CASE("lucid.nn.ConvTranspose1d") {
  nn::lucid::ConvTranspose1d const upsample(16, 16, {.kernel_size = 4, .stride = 2, .padding = 1});
  CHECK(shape_of(upsample(xt::xtensor<float, 3>(xt::zeros<float>({2, 16, 32})))) == shape{2, 16, 64});
  nn::lucid::ConvTranspose1d<nS, pA> const synapse(16, 16, {.kernel_size = 4, .stride = 2, .padding = 1});
  auto const current = synapse(ones({2, 16, 32}) * mV);
  CHECK(shape_of(current) == shape{2, 16, 64});
  CHECK(any_unit(unit_of(current)) == any_unit(pA));

  nn::lucid::ConvTranspose1d const decoder(64, 32, {.kernel_size = 3, .stride = 1, .padding = 1});
  CHECK(shape_of(decoder(xt::xtensor<float, 3>(xt::zeros<float>({4, 64, 20})))) == shape{4, 32, 20});
  nn::lucid::ConvTranspose1d<nS, pA> const cell(64, 32, {.kernel_size = 3, .stride = 1, .padding = 1});
  CHECK(shape_of(cell(ones({4, 64, 20}) * mV)) == shape{4, 32, 20});
  CHECK(decoder.weight().shape(0) == 64);  // (in_channels, out_channels / groups, kernel_size)
  CHECK(decoder.bias().size() == 32);
}
