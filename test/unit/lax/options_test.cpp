// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/lax/options.hpp.

#include <convolt/lax/options.hpp>

#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <array>
#include <concepts>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

using namespace convolt;
using convolt::lax::group_count;

// Counts and steps are whole numbers: a floating-point number, which could be NaN, and a bool are none.
static_assert(std::convertible_to<int, group_count> && std::convertible_to<std::uint8_t, group_count> &&
              std::convertible_to<std::size_t, group_count>);
static_assert(!std::convertible_to<double, group_count> && !std::convertible_to<bool, group_count>);
static_assert(!std::constructible_from<steps, std::vector<double>> && !std::constructible_from<steps, int>);
template <class T>
concept strides_in_braces = requires(T t) { lax::conv_transpose_options{.rhs_dilation = {t}}; };
static_assert(strides_in_braces<int> && strides_in_braces<std::uint64_t> && !strides_in_braces<double> &&
              !strides_in_braces<bool>);

TEST_CASE("options that are not given are not given") {
  lax::conv_general_dilated_options const general;
  CHECK_FALSE(general.lhs_dilation.given());
  CHECK_FALSE(general.rhs_dilation.given());
  CHECK_FALSE(general.dimension_numbers.given());
  CHECK(general.feature_group_count.value == 1);
  CHECK(general.batch_group_count.value == 1);
  CHECK(general.precision == lax::precision("default"));
  lax::conv_transpose_options const transposed;
  CHECK_FALSE(transposed.transpose_kernel);
  CHECK_FALSE(transposed.output_padding.given());
  CHECK_FALSE(transposed.output_size.given());
}

TEST_CASE("every option reaches the parameters of the call") {
  dimension_numbers const layout{"NHWC", "HWIO", "NHWC"};
  steps const strides{2, 3};
  padding const pad = same;
  lax::conv_general_dilated_options const general_options{.lhs_dilation = {4, 5},
                                                          .rhs_dilation = {6, 7},
                                                          .dimension_numbers = layout,
                                                          .feature_group_count = 8,
                                                          .batch_group_count = 9};
  auto const general = lax::detail::parameters(strides, pad, general_options);
  CHECK(general.strides == steps{2, 3});
  CHECK(general.pad.kind() == padding_kind::same);
  CHECK(general.lhs_dilation == steps{4, 5});
  CHECK(general.rhs_dilation == steps{6, 7});
  CHECK(general.layout == layout);
  CHECK(general.feature_group_count == 8);
  CHECK(general.batch_group_count == 9);

  padding const forward = forward_padding{{1, 1}};
  lax::conv_transpose_options const transposed_options{.rhs_dilation = {3},
                                                       .dimension_numbers = layout,
                                                       .transpose_kernel = true,
                                                       .feature_group_count = 4,
                                                       .batch_group_count = 5,
                                                       .output_padding = {6},
                                                       .output_size = {7}};
  auto const transposed = lax::detail::parameters(strides, forward, transposed_options);
  CHECK(transposed.pad.kind() == padding_kind::forward);
  CHECK(transposed.rhs_dilation == steps{3});
  CHECK(transposed.layout == layout);
  CHECK(transposed.transpose_kernel);
  CHECK(transposed.feature_group_count == 4);
  CHECK(transposed.batch_group_count == 5);
  CHECK(transposed.output_padding == steps{6});
  CHECK(transposed.output_size == steps{7});

  lax::patches_options const patches_options{.lhs_dilation = {3}, .rhs_dilation = {4}, .dimension_numbers = layout};
  auto const patches = lax::detail::parameters(strides, pad, patches_options);
  CHECK(patches.lhs_dilation == steps{3});
  CHECK(patches.rhs_dilation == steps{4});
  CHECK(patches.layout == layout);
}

TEST_CASE("options take lists of any integer type and precisions by name") {
  std::vector<std::uint16_t> const two{2, 2};
  std::array<long, 2> const three{3, 3};
  lax::conv_general_dilated_options const o{
      .lhs_dilation = two, .rhs_dilation = three, .feature_group_count = std::size_t{2}, .precision = "highest"};
  CHECK(o.lhs_dilation == steps{2, 2});
  CHECK(o.rhs_dilation == steps{3, 3});
  CHECK(o.feature_group_count.value == 2);
  CHECK(o.precision.level() == lax::precision_level::highest);
  CHECK(lax::conv_options{.precision = {"high", "default"}}.precision.level() == lax::precision_level::high);
  CHECK(lax::conv_options{.precision = std::string("high")}.precision.level() == lax::precision_level::high);
}

TEST_CASE("a group count beyond the signed range is an error, not another count") {
  auto const e = test::thrown_by<parameter_error>([] { group_count{std::numeric_limits<std::uint64_t>::max()}; });
  CHECK(e.category() == "integer_out_of_range");
  CHECK(e.where() == "group count");
  CHECK(e.actual() == "18446744073709551615");
}
