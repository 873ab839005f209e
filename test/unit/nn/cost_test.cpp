// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/nn/cost.hpp: multiplications against counts one by one.

#include <convolt/nn/cost.hpp>

#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <limits>
#include <sstream>

using namespace convolt;
using nn::layer_kind;
using nn::detail::cost_of;
using nn::detail::layer_configuration;

namespace {

layer_configuration conv(nn::conv_options const& o) { return {layer_kind::conv, 1, nn::detail::arguments_of(o)}; }
layer_configuration transposed(nn::conv_transpose_options const& o) {
  return {layer_kind::conv_transpose, 1, nn::detail::arguments_of(o)};
}

}  // namespace

TEST_CASE("multiplications with padding are not counted") {
  auto const c = conv({.in_size = {10, 4}, .out_channels = 6, .kernel_size = 3, .groups = 2});
  nn::layer_cost const cost = cost_of(c, 36, {5, 10, 4}, sizeof(float));
  CHECK(cost.multiply_adds == 5 * 6 * 2 * (8 * 3 + 2 * 2));  // the windows at both ends have two taps on data
  CHECK(cost.parameters == 36);
  CHECK(cost.bytes == 4 * (5 * 10 * 4 + 36 + 5 * 10 * 6));
  CHECK(cost.output_shape == index_list{5, 10, 6});
}

TEST_CASE("multiplications with inserted zeros are not counted") {
  auto const t = transposed({.in_size = {10, 4}, .out_channels = 6, .kernel_size = 4, .stride = 2, .padding = valid});
  CHECK(cost_of(t, 96, {1, 10, 4}, sizeof(double)).multiply_adds == 10 * 4 * 4 * 6);
  CHECK(cost_of(t, 96, {10, 4}, sizeof(double)).output_shape == index_list{22, 6});
}

TEST_CASE("surroundings that are data are counted") {
  auto const c = conv({.in_size = {10, 1}, .out_channels = 1, .kernel_size = 3, .padding_mode = "circular"});
  CHECK(cost_of(c, 3, {10, 1}, 4).multiply_adds == 30);
  auto const t = transposed({.in_size = {10, 1}, .out_channels = 1, .kernel_size = 3, .padding_mode = "circular"});
  CHECK(cost_of(t, 3, {10, 1}, 4).multiply_adds == 30);
}

TEST_CASE("an input of the wrong shape has no cost, and a batch that is too large cannot be counted") {
  auto const c = conv({.in_size = {10, 4}, .out_channels = 6, .kernel_size = 3});
  CHECK(test::thrown_by<shape_error>([&] { cost_of(c, 0, {9, 4}, 4); }).category() == "input_shape_mismatch");
  constexpr convolt::index many = std::numeric_limits<convolt::index>::max() / 512;
  CHECK(test::thrown_by<shape_error>([&] { cost_of(c, 0, {many, 10, 4}, 4); }).category() == "size_overflow");
}

TEST_CASE("costs print on a line") {
  std::ostringstream text;
  text << nn::layer_cost{.parameters = 1, .multiply_adds = 2, .bytes = 3, .output_shape = {4, 5}};
  CHECK(text.str() == "1 parameters, 2 multiply-adds, 3 bytes, output [4, 5]");
}
