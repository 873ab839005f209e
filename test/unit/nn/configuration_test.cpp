// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/nn/configuration.hpp: derived shapes against brute force and PyTorch's formulas, refusals
/// with their categories.

#include <convolt/nn/configuration.hpp>

#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>
#include <support/thrown_by.hpp>

#include <limits>
#include <string>

using namespace convolt;
using nn::layer_kind;
using nn::detail::layer_arguments;
using nn::detail::layer_configuration;
using test::thrown_by;

namespace {

layer_configuration conv(std::size_t rank, nn::conv_options const& o) {
  return {layer_kind::conv, rank, nn::detail::arguments_of(o)};
}
layer_configuration transposed(std::size_t rank, nn::conv_transpose_options const& o) {
  return {layer_kind::conv_transpose, rank, nn::detail::arguments_of(o)};
}
layer_configuration lucid(std::size_t rank, convolt::index in, convolt::index out,
                          nn::lucid::conv_transpose_options const& o) {
  return {layer_kind::lucid_conv_transpose, rank, nn::detail::arguments_of(in, out, rank, o)};
}

using convolt::test::category_of;

nn::conv_options plane() { return {.in_size = {8, 8, 4}, .out_channels = 4, .kernel_size = 3}; }

}  // namespace

TEST_CASE("shapes follow from the options, in both places of the channels") {
  auto const c =
      conv(2, {.in_size = {9, 7, 4}, .out_channels = 6, .kernel_size = {3, 5}, .stride = {2, 1}, .groups = 2});
  CHECK(c.in_size() == index_list{9, 7, 4});
  CHECK(c.out_size() == index_list{5, 7, 6});
  CHECK(c.kernel_shape() == index_list{3, 5, 2, 6});
  CHECK(c.bias_shape() == index_list{1, 1, 6});
  CHECK(c.gain_shape() == index_list{1, 1, 1, 6});
  CHECK(c.fan_in() == 30);
  CHECK(c.fan_out() == 90);
  CHECK(c.where() == "nn::Conv2d");

  auto const t = transposed(
      3,
      {.in_size = {4, 5, 6, 7}, .out_channels = 2, .kernel_size = 4, .stride = 2, .groups = 2, .channel_first = true});
  CHECK(t.in_channels() == 4);
  CHECK(t.out_size() == index_list{2, 10, 12, 14});
  CHECK(t.kernel_shape() == index_list{4, 4, 4, 2, 2});
  CHECK(t.bias_shape() == index_list{1, 2, 1, 1, 1});
  CHECK(lucid(2, 8, 6, {.kernel_size = {3, 5}, .groups = 2}).kernel_shape() == index_list{8, 3, 3, 5});
  CHECK(lucid(2, 8, 6, {.kernel_size = 3}).bias_shape() == index_list{6});
}

TEST_CASE("out_size of every kernel, stride, dilation and length is what the formulas say") {
  for (convolt::index k = 1; k <= 5; ++k) {
    for (convolt::index s = 1; s <= 4; ++s) {
      for (convolt::index d = 1; d <= 2; ++d) {
        for (convolt::index n : {0, 1, 2, 3, 7}) {
          CAPTURE(k, s, d, n);
          convolt::index const span = (k - 1) * d + 1;
          auto const size = [&](nn::layer_padding const& pad) {
            return conv(1, {.in_size = {n, 1},
                            .out_channels = 1,
                            .kernel_size = k,
                            .stride = s,
                            .padding = pad,
                            .rhs_dilation = d})
                .out_size()[0];
          };
          CHECK(size(same) == (n + s - 1) / s);
          CHECK(size(valid) == (n < span ? 0 : (n - span) / s + 1));
          CHECK(size({1, 2}) == (n + 3 < span ? 0 : (n + 3 - span) / s + 1));
          auto const up = [&](nn::layer_padding const& pad) {
            return transposed(1, {.in_size = {n, 1},
                                  .out_channels = 1,
                                  .kernel_size = k,
                                  .stride = s,
                                  .padding = pad,
                                  .rhs_dilation = d})
                .out_size()[0];
          };
          convolt::index const dilated = n == 0 ? 0 : (n - 1) * s + 1;
          if (n > 0) { CHECK(up(same) == n * s); }
          if (n > 0) { CHECK(up(valid) == n * s + std::max<convolt::index>(span - s, 0)); }
          CHECK(up(3) == std::max<convolt::index>(0, dilated + 6 - span + 1));
          if (n > 0) { CHECK(up(forward_padding{{0, 0}}) == (n - 1) * s + span); }
        }
      }
    }
  }
}

TEST_CASE("extents may be dynamic, all or some") {
  auto const all = conv(2, {.in_channels = 3, .out_channels = 5, .kernel_size = 3});
  CHECK(all.in_size() == index_list{nn::dynamic, nn::dynamic, 3});
  CHECK(all.out_size() == index_list{nn::dynamic, nn::dynamic, 5});
  auto const some = transposed(2, {.in_size = {nn::dynamic, 7, 3}, .out_channels = 5, .kernel_size = 3, .stride = 2});
  CHECK(some.out_size() == index_list{nn::dynamic, 14, 5});
  CHECK(some.check_input({2, 100, 7, 3}));
  CHECK_FALSE(some.check_input({0, 7, 3}));
  auto const e = thrown_by<shape_error>([&] { some.check_input({2, 100, 8, 3}); });
  CHECK(e.category() == "input_shape_mismatch");
  CHECK(e.expected() == "[any, 7, 3], or the same after a batch axis");
  CHECK(e.actual() == "[2, 100, 8, 3]");
  CHECK(category_of([] { conv(1, {.out_channels = 5, .kernel_size = 3}); }) == "bad_in_size");
}

TEST_CASE("inputs must have the extents of in_size, with or without a batch") {
  auto const c = conv(2, plane());
  CHECK(c.check_input({5, 8, 8, 4}));
  CHECK(c.check_input({0, 8, 8, 4}));
  CHECK_FALSE(c.check_input({8, 8, 4}));
  for (index_list const& wrong : {index_list{2, 8, 8, 5}, index_list{2, 8, 10, 4}, index_list{8, 4},
                                  index_list{1, 2, 8, 8, 4}, index_list{}, index_list{4, 8, 8}}) {
    CHECK(category_of([&] { c.check_input(wrong); }) == "input_shape_mismatch");
  }
}

TEST_CASE("options that make no layer are refused by category") {
  auto const refused = [](auto change) {
    nn::conv_options o = plane();
    change(o);
    std::string const forward = category_of([&] { conv(2, o); });
    nn::conv_transpose_options t{.in_size = o.in_size,
                                 .in_channels = o.in_channels,
                                 .out_channels = o.out_channels,
                                 .kernel_size = o.kernel_size,
                                 .stride = o.stride,
                                 .padding = o.padding,
                                 .rhs_dilation = o.rhs_dilation,
                                 .groups = o.groups};
    CHECK(category_of([&] { transposed(2, t); }) == forward);
    return forward;
  };
  CHECK(refused([](auto& o) { o.in_size = {8, 4}; }) == "bad_in_size");
  CHECK(refused([](auto& o) { o.in_size = {8, -2, 4}; }) == "bad_in_size");
  CHECK(refused([](auto& o) { o.in_channels = 3; }) == "bad_in_size");
  CHECK(refused([](auto& o) { o.in_size = {8, 8, 0}; }) == "bad_channel_count");
  CHECK(refused([](auto& o) { o.out_channels = 0; }) == "bad_channel_count");
  CHECK(refused([](auto& o) { o.groups = 0; }) == "bad_group_count");
  CHECK(refused([](auto& o) { o.groups = 3; }) == "groups_not_dividing");
  CHECK(refused([](auto& o) { o.out_channels = 5, o.groups = 2; }) == "groups_not_dividing");
  CHECK(refused([](auto& o) { o.kernel_size = {}; }) == "bad_parameter_length");
  CHECK(refused([](auto& o) { o.kernel_size = {3, 3, 3}; }) == "bad_parameter_length");
  CHECK(refused([](auto& o) { o.kernel_size = {3, 0}; }) == "empty_kernel");
  CHECK(refused([](auto& o) { o.stride = {1, 1, 2}; }) == "bad_parameter_length");
  CHECK(refused([](auto& o) { o.stride = {1, 0}; }) == "bad_stride");
  CHECK(refused([](auto& o) { o.rhs_dilation = -1; }) == "bad_dilation");
  CHECK(refused([](auto& o) { o.padding = {1, 2, 3}; }) == "bad_padding_length");
  CHECK(refused([](auto& o) { o.padding = -9; }) == "negative_padding_too_large");
  constexpr convolt::index huge = std::numeric_limits<convolt::index>::max();
  CHECK(refused([](auto& o) { o.kernel_size = {huge, huge}; }) == "size_overflow");
  CHECK(refused([](auto& o) { o.padding = {{huge, huge}}; }) == "size_overflow");
}

TEST_CASE("what applies to one direction only is refused in the other") {
  nn::conv_options o = plane();
  o.lhs_dilation = 2;
  CHECK(category_of([&] { conv(2, o); }) == "string_padding_with_lhs_dilation");
  o.padding = forward_padding{{1, 1}};
  CHECK(category_of([&] { conv(2, o); }) == "bad_padding_form");
  o.padding = 1;
  CHECK(conv(2, o).out_size() == index_list{15, 15, 4});
  o.padding_mode = "circular";
  CHECK(category_of([&] { conv(2, o); }) == "parameter_not_applicable");

  nn::conv_transpose_options t{.in_size = {8, 2}, .out_channels = 1, .kernel_size = 3, .stride = 2};
  t.lhs_dilation = 2;
  CHECK(category_of([&] { transposed(1, t); }) == "parameter_not_applicable");
  t.lhs_dilation = {1};
  t.output_padding = 1;
  CHECK(category_of([&] { transposed(1, t); }) == "bad_output_padding");
  t.padding = forward_padding{{1, 1}};
  CHECK(transposed(1, t).out_size() == index_list{16, 1});
  t.output_padding = 2;
  CHECK(category_of([&] { transposed(1, t); }) == "output_padding_too_large");
  t.in_size = {nn::dynamic, 2};
  CHECK(category_of([&] { transposed(1, t); }) == "output_padding_too_large");
}

TEST_CASE("layers of lucid are checked when they are made") {
  auto const refused = [](nn::lucid::conv_transpose_options const& o, convolt::index in = 4, convolt::index out = 4) {
    return category_of([&] { lucid(2, in, out, o); });
  };
  CHECK(refused({.kernel_size = 3, .stride = 2, .output_padding = 2}) == "output_padding_too_large");
  CHECK(refused({.kernel_size = 3, .output_padding = 1}) == "output_padding_too_large");
  CHECK(refused({.kernel_size = 3, .stride = 2, .output_padding = -1}) == "bad_output_padding");
  CHECK(refused({.kernel_size = 3, .padding = -1}) == "bad_padding");
  CHECK(refused({.kernel_size = 3, .padding = {1, 2, 3}}) == "bad_padding_length");
  CHECK(refused({.kernel_size = 3, .stride = 0}) == "bad_stride");
  CHECK(refused({.kernel_size = 3, .groups = 3}) == "groups_not_dividing");
  CHECK(refused({.kernel_size = 3, .groups = 2}, 4, 5) == "groups_not_dividing");
  CHECK(refused({.kernel_size = 3}, 0, 5) == "bad_channel_count");
  CHECK_NOTHROW(lucid(2, 4, 4, {.kernel_size = 3, .stride = 2, .output_padding = {2, 1}, .dilation = {3, 1}}));
}
