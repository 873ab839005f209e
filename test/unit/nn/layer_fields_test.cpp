// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/nn/layer_fields.hpp: what a configuration says in texts, and which texts go together.

#include <convolt/nn/layer_fields.hpp>

#include <support/catch.hpp>

#include <string>
#include <string_view>

using namespace convolt;
using nn::layer_kind;
using nn::detail::fields_agree;
using nn::detail::fields_of;
using nn::detail::sizes_agree;

namespace {

std::string text_of(layer_kind kind, std::size_t rank, nn::detail::layer_arguments const& a, double eps = 0) {
  std::string text;
  for (auto const& [name, value] : fields_of(nn::detail::layer_configuration(kind, rank, a), eps)) {
    text += name + "=" + value + ";";
  }
  return text;
}

}  // namespace

TEST_CASE("every field of a configuration that matters has a text") {
  nn::detail::layer_arguments a{.in_size = {28, nn::dynamic, 6}, .out_channels = 4, .kernel_size = {5, 3}};
  a.padding = {{{1, 2}, {0, 3}}};
  a.lhs_dilation = {2, 1};
  a.rhs_dilation = {1, 3};
  a.groups = 2;
  a.name = "encoder";
  CHECK(text_of(layer_kind::conv, 2, a) ==
        "layer=nn::Conv2d;in_size=(28, any, 6);in_channels=6;out_channels=4;kernel_size=(5, 3);stride=(1, 1);"
        "padding=[(1, 2), (0, 3)];lhs_dilation=(2, 1);rhs_dilation=(1, 3);groups=2;channel_first=False;"
        "padding_mode=zeros;trainable=True;");
  nn::detail::layer_arguments const s{.in_channels = 2,
                                      .out_channels = 3,
                                      .kernel_size = 3,
                                      .padding = same,
                                      .channel_first = true,
                                      .trainable = false,
                                      .padding_mode = nn::padding_mode::reflect};
  CHECK(text_of(layer_kind::scaled_ws_conv, 1, s, 1. / 3.) ==
        "layer=nn::ScaledWSConv1d;in_size=(2, any);in_channels=2;out_channels=3;kernel_size=(3,);stride=(1,);"
        "padding='SAME';lhs_dilation=(1,);rhs_dilation=(1,);groups=1;eps=0.3333333333333333;channel_first=True;"
        "padding_mode=reflect;trainable=False;");
  nn::detail::layer_arguments const t{.in_channels = 2,
                                      .out_channels = 3,
                                      .kernel_size = 3,
                                      .stride = 2,
                                      .padding = forward_padding{{1, 1}},
                                      .output_padding = 1};
  CHECK(text_of(layer_kind::conv_transpose, 1, t) ==
        "layer=nn::ConvTranspose1d;in_size=(any, 2);in_channels=2;out_channels=3;kernel_size=(3,);stride=(2,);"
        "padding=forward_padding[(1, 1)];output_padding=(1,);rhs_dilation=(1,);groups=1;channel_first=False;"
        "padding_mode=zeros;trainable=True;");
}

TEST_CASE("input shapes go together where no two given extents differ") {
  CHECK(sizes_agree("(28, 3)", "(28, 3)"));
  CHECK(sizes_agree("(any, 3)", "(28, 3)"));
  CHECK(sizes_agree("(28, 3)", "(any, 3)"));
  CHECK_FALSE(sizes_agree("(28, 3)", "(29, 3)"));
  CHECK_FALSE(sizes_agree("(28, 3)", "(28, 3, 3)"));
  CHECK_FALSE(sizes_agree("(28, 3, 3)", "(28, 3)"));
  CHECK_FALSE(sizes_agree("", "(28, 3)"));
  CHECK_FALSE(sizes_agree("(2", "(28,"));
}

TEST_CASE("fields are equal, but for a flag that may change and extents that may be any") {
  CHECK(fields_agree("stride", "(2,)", "(2,)"));
  CHECK_FALSE(fields_agree("stride", "(2,)", "(1,)"));
  CHECK_FALSE(fields_agree("kernel_size", "(any,)", "(1,)"));
  CHECK(fields_agree("in_size", "(any, 3)", "(7, 3)"));
  CHECK(fields_agree("trainable", "True", "False"));
  CHECK_FALSE(fields_agree("trainable", "yes", "True"));
}
