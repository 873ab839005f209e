// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/nn/text.hpp.

#include <convolt/nn/text.hpp>

#include <support/catch.hpp>

#include <string>

using namespace convolt;
using nn::layer_kind;
using nn::detail::arguments_of;
using nn::detail::layer_configuration;
using nn::detail::text_facts;
using nn::detail::text_of;

namespace {

std::string lucid(nn::lucid::conv_transpose_options const& o, std::size_t rank = 1,
                  text_facts const& facts = {.weight_unit = "1", .bias_unit = "1", .element = "float"}) {
  return text_of({layer_kind::lucid_conv_transpose, rank, arguments_of(16, 16, rank, o)}, facts);
}

}  // namespace

TEST_CASE("layers of brainstate print their whole configuration with units") {
  nn::conv_options const o{.in_size = {28, 3}, .out_channels = 16, .kernel_size = 5, .padding = {1, 2}};
  layer_configuration const c(layer_kind::conv, 1, arguments_of(o));
  CHECK(text_of(c, {.weight_unit = "nS", .bias_unit = "pA", .element = "float"}) ==
        "Conv1d(in_size=(28, 3), out_size=(27, 16), in_channels=3, out_channels=16, kernel_size=(5,), stride=(1,), "
        "padding=[(1, 2)], lhs_dilation=(1,), rhs_dilation=(1,), groups=1, channel_first=False, weight=(5, 3, 16) nS, "
        "bias=(16,) pA, mask=None, dtype=float)");
}

TEST_CASE("what a kind of layer has beside is printed, and what it has not is not") {
  nn::conv_transpose_options const t{.in_size = {4, nn::dynamic, nn::dynamic},
                                     .out_channels = 2,
                                     .kernel_size = {3, 4},
                                     .stride = 2,
                                     .padding = forward_padding{{1, 0}},
                                     .output_padding = {1, 0},
                                     .channel_first = true,
                                     .name = "up",
                                     .trainable = false,
                                     .padding_mode = "circular"};
  CHECK(text_of({layer_kind::conv_transpose, 2, arguments_of(t)},
                {.weight_unit = "1", .bias_unit = {}, .element = "double", .masked = true}) ==
        "ConvTranspose2d(in_size=(4, any, any), out_size=(2, any, any), in_channels=4, out_channels=2, "
        "kernel_size=(3, 4), stride=(2, 2), padding=forward_padding[(1, 0), (1, 0)], output_padding=(1, 0), "
        "rhs_dilation=(1, 1), groups=1, channel_first=True, weight=(3, 4, 2, 4), bias=None, mask=(3, 4, 2, 4), "
        "dtype=double, padding_mode='circular', trainable=False, name='up')");
  nn::scaled_ws_conv_options const s{.in_size = {8, 2}, .out_channels = 2, .kernel_size = 3, .padding = valid};
  std::string const text =
      text_of({layer_kind::scaled_ws_conv, 1, arguments_of(s)},
              {.weight_unit = "nS", .bias_unit = {}, .element = "float", .gain = true, .eps = 1e-4});
  CHECK(text.find("padding='VALID'") != std::string::npos);
  CHECK(text.find("ws_gain=True, eps=0.0001,") != std::string::npos);
}

TEST_CASE("zeros around the dilated input print with what PyTorch calls them") {
  auto const text = [](nn::layer_padding const& pad, nn::per_axis const& kernel, std::size_t rank, int dilation = 1) {
    nn::conv_transpose_options const o{.in_channels = 2,
                                       .out_channels = 2,
                                       .kernel_size = kernel,
                                       .stride = 2,
                                       .padding = pad,
                                       .rhs_dilation = dilation};
    std::string const all = text_of({layer_kind::conv_transpose, rank, arguments_of(o)},
                                    {.weight_unit = "1", .bias_unit = {}, .element = "float"});
    std::size_t const begin = all.find("padding=");
    return all.substr(begin, all.find(", rhs_dilation") - begin);
  };
  CHECK(text({{2, 2}}, 4, 1) == "padding=[(2, 2)] (torch padding=1)");
  CHECK(text({{1, 2}}, 4, 1) == "padding=[(1, 2)] (torch padding=2, output_padding=1)");
  CHECK(text({{1, 2}, {4, 4}}, {4, 3}, 2, 2) ==
        "padding=[(1, 2), (4, 4)] (torch padding=(5, 0), output_padding=(1, 0))");
  CHECK(text({{2, 1}}, 4, 1) == "padding=[(2, 1)]");
  CHECK(text({{5, 5}}, 4, 1) == "padding=[(5, 5)]");
  CHECK(text({{0, 2}}, 4, 1) == "padding=[(0, 2)]");
  CHECK(text(same, 4, 1) == "padding='SAME'");
  nn::conv_options const c{.in_channels = 2, .out_channels = 2, .kernel_size = 3, .padding = causal};
  CHECK(text_of({layer_kind::conv, 1, arguments_of(c)}, {.weight_unit = "1", .bias_unit = {}, .element = "float"})
            .find("padding=causal,") != std::string::npos);
}

TEST_CASE("layers of lucid print as lucid prints them") {
  CHECK(lucid({.kernel_size = 4, .stride = 2, .padding = 1}) ==
        "ConvTranspose1d(16, 16, kernel_size=4, stride=2, padding=1)");
  CHECK(lucid({.kernel_size = {4, 3}, .stride = 2, .padding = {1, 0}}, 2) ==
        "ConvTranspose2d(16, 16, kernel_size=(4, 3), stride=(2, 2), padding=(1, 0))");
}

TEST_CASE("layers of lucid add what is not at its default") {
  CHECK(
      lucid({.kernel_size = 4, .stride = 2, .output_padding = 1, .groups = 2, .bias = false, .dilation = 3}, 1,
            {.weight_unit = "nS", .bias_unit = {}, .element = "double"}) ==
      "ConvTranspose1d(16, 16, kernel_size=4, stride=2, padding=0, output_padding=1, groups=2, dilation=3, bias=False, "
      "weight_unit='nS', dtype=double)");
  CHECK(lucid({.kernel_size = 4, .padding = {{1, 2}}, .padding_mode = "reflect"}, 1,
              {.weight_unit = "nS", .bias_unit = "pA", .element = "float"}) ==
        "ConvTranspose1d(16, 16, kernel_size=4, stride=1, padding=[(1, 2)], weight_unit='nS', bias_unit='pA', "
        "padding_mode='reflect')");
}
