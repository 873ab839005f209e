// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/nn/functional_call.hpp.

#include <convolt/nn/functional_call.hpp>

#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

using namespace convolt;
using nn::detail::call_of;

TEST_CASE("a functional asks for a convolution with channels first, with or without a batch axis") {
  nn::functional_conv_options const o{.stride = 2, .padding = 1, .dilation = 3, .groups = 2};
  auto const c = call_of("nn::conv2d", 2, 4, 4, o);
  CHECK(c.where == "nn::conv2d");
  CHECK(c.batched);
  CHECK_FALSE(c.transposed);
  CHECK(c.parameters.layout == dimension_numbers{"NCHW", "OIHW", "NCHW"});
  CHECK(c.parameters.strides == steps{2, 2});
  CHECK(c.parameters.rhs_dilation == steps{3, 3});
  CHECK(c.parameters.feature_group_count == 2);
  CHECK_FALSE(call_of("nn::conv2d", 2, 3, 4, o).batched);
}

TEST_CASE("a transposed one has PyTorch's rules, and an output_size in the place of a default output_padding") {
  nn::functional_conv_transpose_options const o{.stride = 2, .padding = 1, .output_padding = 1};
  auto const c = call_of("nn::conv_transpose1d", 1, 3, 3, o);
  CHECK(c.transposed);
  CHECK(c.parameters.transpose_kernel);
  CHECK(c.parameters.torch_rules);
  CHECK(c.parameters.pad.kind() == padding_kind::forward);
  CHECK(c.parameters.output_padding == steps{1});
  nn::functional_conv_transpose_options const sized{.stride = 2, .output_size = {12}};
  auto const s = call_of("nn::conv_transpose1d", 1, 3, 3, sized);
  CHECK_FALSE(s.parameters.output_padding.given());
  CHECK(s.parameters.output_size == steps{12});
}

TEST_CASE("operands have one number of axes, the input may lack its batch") {
  nn::functional_conv_options const o;
  auto const weight = test::thrown_by<shape_error>([&] { call_of("nn::conv1d", 1, 3, 4, o); });
  CHECK(weight.category() == "rank_mismatch");
  CHECK(weight.argument() == "weight");
  auto const input = test::thrown_by<shape_error>([&] { call_of("nn::conv1d", 1, 4, 3, o); });
  CHECK(input.argument() == "input");
  CHECK(input.expected() == "3, or 2 without batch");
  nn::functional_conv_options const same_padding{.stride = 2, .padding = "same"};
  CHECK(test::thrown_by<parameter_error>([&] { call_of("nn::conv1d", 1, 3, 3, same_padding); }).category() ==
        "same_padding_with_stride");
}
