// SPDX-License-Identifier: BSD-3-Clause
/// Tests of convolt/geometry/refusals.hpp.
#include <convolt/core/error.hpp>
#include <convolt/core/index.hpp>
#include <convolt/geometry/dimension_numbers.hpp>
#include <convolt/geometry/padding.hpp>
#include <convolt/geometry/refusals.hpp>
#include <convolt/geometry/resolved_axis.hpp>
#include <convolt/geometry/size.hpp>
#include <convolt/geometry/text.hpp>
#include <support/catch.hpp>
#include <support/thrown_by.hpp>

#include <string>
#include <vector>

namespace {

namespace geometry = convolt::geometry;
using convolt::padding_kind;
using convolt::parameter_error;
using convolt::shape_error;
using convolt::test::thrown_by;

geometry::place const stride{.where = "f", .argument = "strides", .letter = 'W'};
geometry::place const lhs{.where = "f", .argument = "lhs"};
std::vector<convolt::index> const shape{2, 3}, bad_shape{2, -3};

template <class F>
std::string shape_words(F const& f) {
  return thrown_by<shape_error>(f).what();
}
template <class F>
std::string parameter_words(F const& f) {
  return thrown_by<parameter_error>(f).what();
}

TEST_CASE("refusals: parameters out of their range") {
  CHECK(parameter_words([] { geometry::throw_not_positive(stride, "bad_stride", 0); }) ==
        "convolt::f: strides (axis W) must be positive; expected at least 1, got 0");
  CHECK(thrown_by<parameter_error>([] { geometry::throw_not_positive(stride, "bad_stride", 0); }).category() ==
        "bad_stride");
  CHECK(parameter_words([] { geometry::throw_not_applicable(stride, "is no parameter", "leave it out"); }) ==
        "convolt::f: strides (axis W) is no parameter; leave it out");
  CHECK(parameter_words([] {
          geometry::throw_bad_padding(stride, {-1, 2});
        }) == "convolt::f: strides (axis W) must not be negative; expected at least 0, got (-1, 2)");
  CHECK(parameter_words([] { geometry::detail::throw_length(stride, "bad_strides_length", 2, 3); }) ==
        "convolt::f: strides (axis W) must have one entry per spatial axis; expected 2, got 3");
}

TEST_CASE("refusals: output_padding is negative, or too large") {
  auto const negative = thrown_by<parameter_error>([] { geometry::throw_output_padding(stride, -1, 3); });
  CHECK(std::string(negative.what()) ==
        "convolt::f: output_padding (axis W) must not be negative; expected 0 to 2, got -1");
  CHECK(negative.category() == "bad_output_padding");
  auto const large = thrown_by<parameter_error>([] { geometry::throw_output_padding(stride, 3, 3); });
  CHECK(std::string(large.what()) ==
        "convolt::f: output_padding (axis W) must be smaller than max(stride, dilation) = 3; expected 0 to 2, got 3");
  CHECK(large.category() == "output_padding_too_large");
}

TEST_CASE("refusals: sizes to choose from are listed while they are few") {
  auto const words = [](convolt::index smallest, convolt::index largest) {
    return parameter_words(
        [&] { geometry::detail::throw_output_size(stride, 3, {.smallest = smallest, .largest = largest}); });
  };
  std::string const begin = "convolt::f: output_size (axis W) cannot be had with this forward_padding; expected ";
  CHECK(words(6, 6) == begin + "6, got 3");
  CHECK(words(6, 8) == begin + "6, 7 or 8, got 3");
  CHECK(words(6, 600) == begin + "any of 6 to 600, got 3");
}

TEST_CASE("refusals: extents") {
  CHECK(shape_words([] { geometry::detail::throw_bad_extents(lhs, bad_shape, 4); }) ==
        "convolt::f: lhs has a negative extent; expected extents of at least 0, got [2, -3]");
  CHECK(
      shape_words([] { geometry::detail::throw_bad_extents(lhs, shape, 4); }) ==
      "convolt::f: lhs is too large for elements of 4 bytes; got shape [2, 3]; sizes must fit a signed 64-bit integer");
  CHECK(shape_words([] { geometry::detail::throw_beyond_memory(lhs, shape, 8); }) ==
        "convolt::f: lhs is larger than the memory that a program can have, with elements of 8 bytes; expected at most "
        "2^47 bytes, got shape [2, 3]");
  CHECK(shape_words([] { geometry::throw_empty_kernel({.where = "f", .argument = "rhs", .letter = 'W'}, 0); }) ==
        "convolt::f: rhs (axis W) has no taps; expected at least 1, got 0");
  CHECK(shape_words([] { geometry::detail::throw_non_positive_output(stride, -2); }) ==
        "convolt::f: output (axis W) would be empty; expected at least 1, got -2");
}

TEST_CASE("refusals: each fault of the ranks has its own words") {
  auto const words = [](std::size_t of_lhs, std::size_t of_rhs) {
    return shape_words([&] { geometry::detail::throw_rank("f", of_lhs, of_rhs); });
  };
  CHECK(
      words(2, 3) ==
      "convolt::f: lhs has one axis less than rhs, as without a batch axis; expected 3 axes, got 2; give it a batch of "
      "1; layers of nn take inputs without batch, too");
  CHECK(words(4, 3) == "convolt::f: rhs must have as many axes as lhs; expected 4, got 3");
  CHECK(words(1, 1) == "convolt::f: lhs needs at least a batch and a feature axis; expected 2 or more axes, got 1");
  CHECK(words(11, 11) == "convolt::f: lhs has too many axes; expected at most 10, got 11");
}

TEST_CASE("refusals: groups and channels") {
  CHECK(parameter_words([] { geometry::detail::throw_not_dividing(lhs, "the lhs features", 3, 4); }) ==
        "convolt::f: lhs must divide the lhs features; expected a divisor of 4, got 3");
  CHECK(parameter_words([] { geometry::detail::throw_groups_both("f", 2, 3); }) ==
        "convolt::f: batch_group_count and feature_group_count must not both exceed 1; got 3 and 2");
  CHECK(shape_words([] { geometry::detail::throw_channels(lhs, 6, 1, 6, 5); }) ==
        "convolt::f: lhs must match the lhs features 6; expected 6, got 5");
  CHECK(shape_words([] { geometry::detail::throw_channels(lhs, 6, 2, 3, 5); }) ==
        "convolt::f: lhs must match the lhs features 6 / feature_group_count 2; expected 3, got 5");
  CHECK(shape_words([] { geometry::detail::throw_bias_shape("f", 4, shape); }) ==
        "convolt::f: bias must have one entry per output channel; expected [4], got [2, 3]");
}

TEST_CASE("refusals: axes that are too long, or cropped away") {
  CHECK(parameter_words([] {
          geometry::detail::throw_removes_too_much(stride, 3, {-2, -4});
        }) ==
        "convolt::f: strides (axis W) removes more than the dilated lhs has; expected a sum of at least -3, got zeros "
        "(-2, -4) around the dilated lhs");
  geometry::resolved_axis const axis{
      .letter = 'W', .input = 5, .kernel = 3, .stride = 7, .input_dilation = 2, .kernel_dilation = 4};
  CHECK(shape_words([&] { geometry::detail::throw_axis_overflow(stride, axis); }) ==
        "convolt::f: strides (axis W) makes the axis too large; got lhs extent 5 dilated by 2, kernel extent 3 dilated "
        "by 4, stride 7; sizes must fit a signed 64-bit integer");
}

TEST_CASE("refusals: parameters that do not go together") {
  CHECK(parameter_words([] { geometry::throw_needs_forward_padding(stride, "c", padding_kind::same); }) ==
        "convolt::f: strides (axis W) needs a forward_padding to start from; expected forward_padding, got same; give "
        "forward_padding, or put the extra zeros into raw_padding");
  CHECK(parameter_words([] { geometry::detail::throw_padding_with_lhs_dilation("f", padding_kind::same); }) ==
        "convolt::f: padding cannot be a name together with lhs_dilation; expected raw_padding, got same; give the "
        "pairs, or use conv_transpose");
  CHECK(parameter_words([] { geometry::detail::throw_padding_with_lhs_dilation("f", padding_kind::forward); }) ==
        "convolt::f: padding cannot be forward_padding together with lhs_dilation; give raw_padding, or use "
        "conv_transpose");
  CHECK(parameter_words([] { geometry::detail::throw_only_forward("f", padding_kind::causal); }) ==
        "convolt::f: padding does not apply to a transposed convolution; expected same, valid, raw_padding or "
        "forward_padding, got causal");
  CHECK(parameter_words([] { geometry::detail::throw_two_requests("f"); }) ==
        "convolt::f: output_padding and output_size cannot both be given; output_size alone picks the output_padding");
  CHECK(parameter_words([] { geometry::detail::throw_only_transposed("f", "transpose_kernel"); }) ==
        "convolt::f: transpose_kernel is not a parameter of a forward convolution; use conv_transpose");
}

TEST_CASE("refusals: layouts") {
  convolt::dimension_numbers const layout{"NWC", "WIO", "NWC"};
  CHECK(parameter_words([&] { geometry::detail::throw_layout_rank("f", layout, 4); }) ==
        "convolt::f: dimension_numbers must have one letter per axis of the operands; expected 4 letters, got 'NWC', "
        "'WIO', 'NWC'");
  CHECK(parameter_words([] { geometry::detail::throw_no_default_layout("f", 6); }) ==
        "convolt::f: dimension_numbers has no default above 3 spatial axes; expected at most 5 axes, got 6; give "
        "dimension_numbers");
}

}  // namespace
