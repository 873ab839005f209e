// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/nn/conv_transpose.hpp: scattered one by one, and as the adjoint of the convolution layer.

#include <convolt/nn/conv_transpose.hpp>

#include <convolt/lax/conv_transpose.hpp>
#include <convolt/nn/conv.hpp>
#include <convolt/nn/functional.hpp>
#include <convolt/nn/lucid.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/axis_compare.hpp>
#include <convolt/quantity/sampled.hpp>
#include <convolt/units/spelled.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <cstddef>

using namespace convolt;
using namespace convolt::units::spelled;
using test::equal_arrays;
using test::whole_numbers;

namespace {

using x2 = xt::xtensor<double, 2>;
using x3 = xt::xtensor<double, 3>;
using up1 = nn::ConvTranspose1d<one, nn::no_bias, double>;
using up2 = nn::ConvTranspose2d<one, nn::no_bias, double>;
using conv2 = nn::Conv2d<one, nn::no_bias, double>;

double inner(xt::xarray<double> const& a, xt::xarray<double> const& b) { return xt::sum(a * b)(); }

}  // namespace

TEST_CASE("an input sample lies where the middle of the kernel puts it") {
  auto const times = axis(100. * ms, 5. * ms, 4);
  x3 const x = xt::ones<double>({1, 4, 1});
  auto const y = up1({.in_size = {4, 1}, .out_channels = 1, .kernel_size = 9, .stride = 5})(
      sampled(x * mV, no_axis, times, no_axis));
  CHECK(same_samples(y.axis<1>(), axis(98. * ms, 1. * ms, 20)));
  for (int i = 0; i < 4; ++i) { CHECK(y.axis<1>().index_of(times(i)) == 5 * i + 2); }
  // As a spike that only the middle tap spreads.
  x3 spike = xt::zeros<double>({1, 4, 1});
  spike(0, 2, 0) = 1;
  for (std::size_t taps : {1U, 2U, 3U, 4U, 7U}) {
    CAPTURE(taps);
    x3 kernel = xt::zeros<double>({taps, std::size_t{1}, std::size_t{1}});
    kernel((taps - 1) / 2, 0, 0) = 1;
    for (nn::layer_padding const& pad : {nn::layer_padding(same), nn::layer_padding(valid),
                                         nn::layer_padding(forward_padding{{0, 1}}), nn::layer_padding({{3, 8}})}) {
      up1 const up({.in_channels = 1, .out_channels = 1, .kernel_size = taps, .stride = 5, .padding = pad}, kernel);
      auto const spread = up(sampled(spike, no_axis, times, no_axis));
      REQUIRE(xt::sum(spread.raw())() == 1);
      CHECK(spread.raw()(0, spread.axis<1>().index_of(times(2)), 0) == 1);
    }
    x3 const torch = xt::transpose(kernel, {2, 1, 0});
    nn::lucid::ConvTranspose1d<one, nn::no_bias, double> const lucid_up(
        1, 1, {.kernel_size = taps, .stride = 5, .output_padding = 2, .padding_mode = nn::padding_mode::circular},
        torch);
    x3 const channels_first = xt::transpose(spike, {0, 2, 1});
    auto const spread = lucid_up(sampled(channels_first, no_axis, no_axis, times));
    CHECK(spread.raw()(0, 0, spread.axis<2>().index_of(times(2))) == 1);
    auto const called =
        nn::conv_transpose1d(sampled(channels_first, no_axis, no_axis, times), torch, {}, {.stride = 5});
    CHECK(called.raw()(0, 0, called.axis<2>().index_of(times(2))) == 1);
  }
}

TEST_CASE("each input is scattered by the kernel, group by group") {
  up1 const up({.in_size = {5, 4},
                .out_channels = 6,
                .kernel_size = 3,
                .stride = 2,
                .padding = forward_padding{{1, 0}},
                .rhs_dilation = 2,
                .groups = 2},
               x3(whole_numbers({3, 6, 2}, 1)));
  x2 const x = whole_numbers({5, 4}, 2);
  x2 want = xt::zeros<double>({4 * 2 + 5 - 1, 6});
  for (std::size_t l = 0; l < 5; ++l) {
    for (std::size_t q = 0; q < 3; ++q) {
      std::size_t const t = l * 2 + q * 2;
      for (std::size_t o = 0; o < 6 && t >= 1; ++o) {
        for (std::size_t i = 0; i < 2; ++i) { want(t - 1, o) += x(l, o / 3 * 2 + i) * up.weight()(q, o, i); }
      }
    }
  }
  CHECK(equal_arrays(up(x), want));
}

TEST_CASE("without groups a layer is lax::conv_transpose with transpose_kernel") {
  for (nn::layer_padding const& pad :
       {nn::layer_padding(same), nn::layer_padding(valid), nn::layer_padding({{2, 1}, {0, 3}})}) {
    up2 const up({.in_size = {4, 5, 3}, .out_channels = 2, .kernel_size = {3, 4}, .stride = {2, 3}, .padding = pad},
                 whole_numbers({3, 4, 2, 3}, 3));
    xt::xarray<double> const x = whole_numbers({2, 4, 5, 3}, 4);
    auto const want = lax::conv_transpose(x, up.weight(), {2, 3}, pad.of_axes("test", 2), {.transpose_kernel = true});
    CHECK(equal_arrays(up(x), want));
    CHECK(up.out_size() ==
          index_list{static_cast<convolt::index>(want.shape(1)), static_cast<convolt::index>(want.shape(2)), 2});
  }
}

TEST_CASE("a transposed layer is the adjoint of the convolution layer with its kernel") {
  for (nn::layer_padding const& pad : {nn::layer_padding(same), nn::layer_padding(forward_padding{{1, 0}, {2, 1}})}) {
    up2 const up({.in_size = {3, 4, 2}, .out_channels = 3, .kernel_size = {3, 4}, .stride = 2, .padding = pad},
                 whole_numbers({3, 4, 3, 2}, 5));
    index_list const out = up.out_size();
    conv2 const down({.in_size = {out[0], out[1], 3},
                      .out_channels = 2,
                      .kernel_size = {3, 4},
                      .stride = 2,
                      .padding = pad.kind() == padding_kind::same ? pad : nn::layer_padding({{1, 0}, {2, 1}})},
                     up.weight());
    REQUIRE(down.out_size() == index_list{3, 4, 2});
    xt::xarray<double> const x = whole_numbers({2, 3, 4, 2}, 6);
    xt::xarray<double> const y =
        whole_numbers({2, static_cast<std::size_t>(out[0]), static_cast<std::size_t>(out[1]), 3}, 7);
    CHECK(inner(up(x), y) == inner(x, down(y)));
  }
}

TEST_CASE("output_padding adds outputs at the end, for forward_padding") {
  nn::conv_transpose_options o{
      .in_size = {5, 2}, .out_channels = 3, .kernel_size = 3, .stride = 3, .padding = forward_padding{{1, 1}}};
  x3 const w = whole_numbers({3, 3, 2}, 8);
  x2 const x = whole_numbers({5, 2}, 9);
  x2 const short_result = up1(o, w)(x);
  o.output_padding = 2;
  x2 const long_result = up1(o, w)(x);
  REQUIRE(long_result.shape(0) == short_result.shape(0) + 2);
  CHECK(equal_arrays(x2(xt::view(long_result, xt::range(0, 13), xt::all())), short_result));
}

TEST_CASE("three axes, channels first") {
  nn::ConvTranspose3d const up(
      {.in_size = {4, 2, 3, 2}, .out_channels = 2, .kernel_size = 2, .stride = 2, .channel_first = true}, 0.25F);
  xt::xtensor<float, 5> const x = xt::ones<float>({1, 4, 2, 3, 2});
  auto const y = up(x);
  CHECK(up.out_size() == index_list{2, 4, 6, 4});
  CHECK(equal_arrays(y, xt::xtensor<float, 5>(xt::ones<float>({1, 2, 4, 6, 4}))));
}
