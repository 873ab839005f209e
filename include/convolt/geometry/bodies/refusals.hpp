// SPDX-License-Identifier: BSD-3-Clause
/// What the refusals of the geometry layer say.
/// Layer: geometry.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/core/shared.hpp>
#include <convolt/geometry/dimension_numbers.hpp>
#include <convolt/geometry/padding.hpp>
#include <convolt/geometry/refusals.hpp>
#include <convolt/geometry/resolved_axis.hpp>
#include <convolt/geometry/size.hpp>
#include <convolt/geometry/text.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace convolt::geometry {

namespace detail {

CONVOLT_SHARED_BODY void throw_size_overflow(place at, std::string problem, std::string actual) {
  throw_shape_error(at, {.category = "size_overflow",
                         .problem = std::move(problem),
                         .actual = std::move(actual),
                         .advice = "sizes must fit a signed 64-bit integer"});
}

CONVOLT_SHARED_BODY void throw_bad_extents(place at, extents shape, index element_size) {
  for (index extent : shape) {
    if (extent < 0) {
      throw_shape_error(at, {.category = "negative_extent",
                             .problem = "has a negative extent",
                             .expected = "extents of at least 0",
                             .actual = list_text(shape)});
    }
  }
  throw_size_overflow(at, "is too large for elements of " + std::to_string(element_size) + " bytes",
                      "shape " + list_text(shape));
}

CONVOLT_SHARED_BODY void throw_rank(std::string_view where, std::size_t lhs_rank, std::size_t rhs_rank) {
  std::string const lhs = std::to_string(lhs_rank);
  std::string const rhs = std::to_string(rhs_rank);
  if (lhs_rank + 1 == rhs_rank) {
    throw_shape_error({.where = where, .argument = "lhs"},
                      {.category = "rank_mismatch",
                       .problem = "has one axis less than rhs, as without a batch axis",
                       .expected = rhs + " axes",
                       .actual = lhs,
                       .advice = "give it a batch of 1; layers of nn take inputs without batch, too"});
  }
  if (lhs_rank != rhs_rank) {
    throw_shape_error(
        {.where = where, .argument = "rhs"},
        {.category = "rank_mismatch", .problem = "must have as many axes as lhs", .expected = lhs, .actual = rhs});
  }
  if (lhs_rank < 2) {
    throw_shape_error({.where = where, .argument = "lhs"}, {.category = "rank_mismatch",
                                                            .problem = "needs at least a batch and a feature axis",
                                                            .expected = "2 or more axes",
                                                            .actual = lhs});
  }
  throw_shape_error({.where = where, .argument = "lhs"}, {.category = "rank_too_high",
                                                          .problem = "has too many axes",
                                                          .expected = "at most " + std::to_string(max_spatial_rank + 2),
                                                          .actual = lhs});
}

CONVOLT_SHARED_BODY void throw_layout_rank(std::string_view where, dimension_numbers const& layout, std::size_t rank) {
  throw_parameter_error({.where = where, .argument = "dimension_numbers"},
                        {.category = "bad_dimension_numbers",
                         .problem = "must have one letter per axis of the operands",
                         .expected = std::to_string(rank) + " letters",
                         .actual = quoted(layout.lhs()) + ", " + quoted(layout.rhs()) + ", " + quoted(layout.out())});
}

CONVOLT_SHARED_BODY void throw_length(place at, std::string_view category, std::size_t expected, std::size_t actual) {
  throw_parameter_error(at, {.category = category,
                             .problem = "must have one entry per spatial axis",
                             .expected = std::to_string(expected),
                             .actual = std::to_string(actual)});
}

CONVOLT_SHARED_BODY void throw_not_dividing(place at, std::string_view what, index groups, index size) {
  throw_parameter_error(at, {.category = "groups_not_dividing",
                             .problem = "must divide " + std::string(what),
                             .expected = "a divisor of " + std::to_string(size),
                             .actual = std::to_string(groups)});
}

CONVOLT_SHARED_BODY void throw_groups_both(std::string_view where, index feature_groups, index batch_groups) {
  throw_parameter_error({.where = where, .argument = "batch_group_count"},
                        {.category = "groups_both",
                         .problem = "and feature_group_count must not both exceed 1",
                         .actual = std::to_string(batch_groups) + " and " + std::to_string(feature_groups)});
}

CONVOLT_SHARED_BODY void throw_channels(place at, index lhs_channels, index groups, index expected, index actual) {
  std::string problem = "must match the lhs features " + std::to_string(lhs_channels);
  if (groups > 1 && expected != lhs_channels) { problem += " / feature_group_count " + std::to_string(groups); }
  throw_shape_error(at, {.category = "channel_mismatch",
                         .problem = std::move(problem),
                         .expected = std::to_string(expected),
                         .actual = std::to_string(actual)});
}

CONVOLT_SHARED_BODY void throw_bias_shape(std::string_view where, index channels, extents shape) {
  throw_shape_error({.where = where, .argument = "bias"}, {.category = "bad_bias_shape",
                                                           .problem = "must have one entry per output channel",
                                                           .expected = "[" + std::to_string(channels) + "]",
                                                           .actual = list_text(shape)});
}

CONVOLT_SHARED_BODY void throw_beyond_memory(place at, extents shape, index element_size) {
  throw_shape_error(at, {.category = "size_overflow",
                         .problem = "is larger than the memory that a program can have, with elements of " +
                                    std::to_string(element_size) + " bytes",
                         .expected = "at most 2^47 bytes",
                         .actual = "shape " + list_text(shape)});
}

CONVOLT_COLD inline std::string pair_text(axis_pads pads) {
  return "(" + std::to_string(pads.lo.value) + ", " + std::to_string(pads.hi.value) + ")";
}

CONVOLT_SHARED_BODY void throw_removes_too_much(place at, checked_index dilated_extent, axis_pads pads) {
  throw_parameter_error(at, {.category = "negative_padding_too_large",
                             .problem = "removes more than the dilated lhs has",
                             .expected = "a sum of at least " + std::to_string(-dilated_extent.value),
                             .actual = "zeros " + pair_text(pads) + " around the dilated lhs"});
}

CONVOLT_SHARED_BODY void throw_axis_overflow(place at, resolved_axis const& axis) {
  throw_size_overflow(at, "makes the axis too large",
                      "lhs extent " + std::to_string(axis.input) + " dilated by " +
                          std::to_string(axis.input_dilation) + ", kernel extent " + std::to_string(axis.kernel) +
                          " dilated by " + std::to_string(axis.kernel_dilation) + ", stride " +
                          std::to_string(axis.stride));
}

/// "6, 7 or 8", or "any of 6 to 600".
CONVOLT_COLD inline std::string sizes_text(index smallest, index largest) {
  if (largest - smallest > 7) { return "any of " + std::to_string(smallest) + " to " + std::to_string(largest); }
  std::string text = std::to_string(smallest);
  for (index n = smallest + 1; n <= largest; ++n) { text += (n == largest ? " or " : ", ") + std::to_string(n); }
  return text;
}

CONVOLT_SHARED_BODY void throw_output_size(place at, index wanted, output_padding_choice const& choice) {
  at.argument = "output_size";
  throw_parameter_error(at, {.category = "bad_output_size",
                             .problem = "cannot be had with this forward_padding",
                             .expected = sizes_text(choice.smallest, choice.largest),
                             .actual = std::to_string(wanted)});
}

CONVOLT_SHARED_BODY void throw_non_positive_output(place at, checked_index size) {
  at.argument = "output";
  throw_shape_error(at, {.category = "non_positive_output",
                         .problem = "would be empty",
                         .expected = "at least 1",
                         .actual = std::to_string(size.value)});
}

CONVOLT_SHARED_BODY void throw_padding_with_lhs_dilation(std::string_view where, padding_kind kind) {
  place const at{.where = where, .argument = "padding"};
  std::string const name(name_of(kind));
  if (kind == padding_kind::forward) {
    throw_parameter_error(at, {.category = "bad_padding_form",
                               .problem = "cannot be forward_padding together with lhs_dilation",
                               .advice = "give raw_padding, or use conv_transpose"});
  }
  throw_parameter_error(at, {.category = "string_padding_with_lhs_dilation",
                             .problem = "cannot be a name together with lhs_dilation",
                             .expected = "raw_padding",
                             .actual = name,
                             .advice = "give the pairs, or use conv_transpose"});
}

CONVOLT_SHARED_BODY void throw_only_forward(std::string_view where, padding_kind kind) {
  throw_parameter_error({.where = where, .argument = "padding"},
                        {.category = "bad_padding_name",
                         .problem = "does not apply to a transposed convolution",
                         .expected = "same, valid, raw_padding or forward_padding",
                         .actual = std::string(name_of(kind))});
}

CONVOLT_SHARED_BODY void throw_two_requests(std::string_view where) {
  throw_parameter_error({.where = where, .argument = "output_padding"},
                        {.category = "bad_output_padding",
                         .problem = "and output_size cannot both be given",
                         .advice = "output_size alone picks the output_padding"});
}

CONVOLT_SHARED_BODY void throw_only_transposed(std::string_view where, std::string_view argument) {
  throw_not_applicable({.where = where, .argument = argument}, "is not a parameter of a forward convolution",
                       "use conv_transpose");
}

CONVOLT_SHARED_BODY void throw_no_default_layout(std::string_view where, std::size_t rank) {
  throw_parameter_error({.where = where, .argument = "dimension_numbers"},
                        {.category = "no_default_layout",
                         .problem = "has no default above 3 spatial axes",
                         .expected = "at most 5 axes",
                         .actual = std::to_string(rank),
                         .advice = "give dimension_numbers"});
}

}  // namespace detail

CONVOLT_SHARED_BODY void throw_not_positive(place at, std::string_view category, index actual) {
  throw_parameter_error(at, {.category = category,
                             .problem = "must be positive",
                             .expected = "at least 1",
                             .actual = std::to_string(actual)});
}

CONVOLT_SHARED_BODY void throw_not_applicable(place at, std::string problem, std::string advice) {
  throw_parameter_error(
      at, {.category = "parameter_not_applicable", .problem = std::move(problem), .advice = std::move(advice)});
}

CONVOLT_SHARED_BODY void throw_empty_kernel(place at, index actual) {
  throw_shape_error(at, {.category = "empty_kernel",
                         .problem = "has no taps",
                         .expected = "at least 1",
                         .actual = std::to_string(actual)});
}

CONVOLT_SHARED_BODY void throw_bad_padding(place at, pad_pair pads) {
  throw_parameter_error(at, {.category = "bad_padding",
                             .problem = "must not be negative",
                             .expected = "at least 0",
                             .actual = detail::pair_text({pads.lo, pads.hi})});
}

CONVOLT_SHARED_BODY void throw_output_padding(place at, index actual, index limit) {
  at.argument = "output_padding";
  std::string const expected = "0 to " + std::to_string(limit - 1);
  if (actual < 0) {
    throw_parameter_error(at, {.category = "bad_output_padding",
                               .problem = "must not be negative",
                               .expected = expected,
                               .actual = std::to_string(actual)});
  }
  throw_parameter_error(at, {.category = "output_padding_too_large",
                             .problem = "must be smaller than max(stride, dilation) = " + std::to_string(limit),
                             .expected = expected,
                             .actual = std::to_string(actual)});
}

CONVOLT_SHARED_BODY void throw_needs_forward_padding(place at, std::string_view category, padding_kind kind) {
  throw_parameter_error(at, {.category = category,
                             .problem = "needs a forward_padding to start from",
                             .expected = "forward_padding",
                             .actual = std::string(name_of(kind)),
                             .advice = "give forward_padding, or put the extra zeros into raw_padding"});
}

}  // namespace convolt::geometry
