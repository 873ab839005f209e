// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/nn/layer_call.hpp.

#include <convolt/nn/layer_call.hpp>

#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

using namespace convolt;
using nn::layer_kind;
using nn::detail::call_of;
using nn::detail::layer_configuration;

TEST_CASE("a layer asks for its convolution, with or without a batch axis") {
  layer_configuration const layer(
      layer_kind::conv, 1,
      nn::detail::arguments_of(nn::conv_options{
          .in_size = {9, 4}, .out_channels = 5, .kernel_size = 3, .stride = 2, .padding_mode = "reflect"}));
  auto const batched = call_of(layer, {7, 9, 4});
  CHECK(batched.where == "nn::Conv1d");
  CHECK(batched.batched);
  CHECK_FALSE(batched.transposed);
  CHECK_FALSE(batched.flip_kernel);
  CHECK(batched.mode == nn::padding_mode::reflect);
  CHECK(batched.parameters.strides == steps{2});
  CHECK_FALSE(call_of(layer, {9, 4}).batched);
  CHECK(test::thrown_by<shape_error>([&] { call_of(layer, {8, 4}); }).category() == "input_shape_mismatch");
}

TEST_CASE("transposed kernels are flipped in brainstate, and swapped as well in lucid") {
  layer_configuration const of_brainstate(
      layer_kind::conv_transpose, 1,
      nn::detail::arguments_of(nn::conv_transpose_options{.in_size = {9, 4}, .out_channels = 5, .kernel_size = 3}));
  auto const b = call_of(of_brainstate, {9, 4});
  CHECK(b.transposed);
  CHECK(b.flip_kernel);
  CHECK_FALSE(b.parameters.transpose_kernel);
  layer_configuration const of_lucid(
      layer_kind::lucid_conv_transpose, 1,
      nn::detail::arguments_of(4, 5, 1, nn::lucid::conv_transpose_options{.kernel_size = 3, .stride = 2}));
  auto const l = call_of(of_lucid, {1, 4, 9}, {20});
  CHECK(l.transposed);
  CHECK_FALSE(l.flip_kernel);
  CHECK(l.parameters.transpose_kernel);
  CHECK(l.parameters.output_size == steps{20});
}
