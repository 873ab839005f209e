// SPDX-License-Identifier: BSD-3-Clause
/// Single checks of the arguments of a convolution. Each throws a typed error that names function, argument, axis
/// letter, what was expected and what was given, or does nothing.
/// Layer: geometry.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/geometry/dimension_numbers.hpp>
#include <convolt/geometry/padding.hpp>
#include <convolt/geometry/steps.hpp>
#include <convolt/geometry/text.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace convolt::geometry {

[[noreturn]] CONVOLT_COLD inline void throw_not_positive(place at, std::string_view category, index actual) {
  throw_parameter_error(at, {.category = category,
                             .problem = "must be positive",
                             .expected = "at least 1",
                             .actual = std::to_string(actual)});
}

[[noreturn]] CONVOLT_COLD inline void throw_not_applicable(place at, std::string problem, std::string advice) {
  throw_parameter_error(
      at, {.category = "parameter_not_applicable", .problem = std::move(problem), .advice = std::move(advice)});
}

namespace detail {

[[noreturn]] CONVOLT_COLD inline void throw_size_overflow(place at, std::string problem, std::string actual) {
  throw_shape_error(at, {.category = "size_overflow",
                         .problem = std::move(problem),
                         .actual = std::move(actual),
                         .advice = "sizes must fit a signed 64-bit integer"});
}

/// A negative extent comes first, whatever the others are.
[[noreturn]] CONVOLT_COLD inline void throw_bad_extents(place at, extents shape, index element_size) {
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

[[noreturn]] CONVOLT_COLD inline void throw_rank(std::string_view where, std::size_t lhs_rank, std::size_t rhs_rank) {
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

[[noreturn]] CONVOLT_COLD inline void throw_layout_rank(std::string_view where, dimension_numbers const& layout,
                                                        std::size_t rank) {
  throw_parameter_error({.where = where, .argument = "dimension_numbers"},
                        {.category = "bad_dimension_numbers",
                         .problem = "must have one letter per axis of the operands",
                         .expected = std::to_string(rank) + " letters",
                         .actual = quoted(layout.lhs()) + ", " + quoted(layout.rhs()) + ", " + quoted(layout.out())});
}

[[noreturn]] CONVOLT_COLD inline void throw_length(place at, std::string_view category, std::size_t expected,
                                                   std::size_t actual) {
  throw_parameter_error(at, {.category = category,
                             .problem = "must have one entry per spatial axis",
                             .expected = std::to_string(expected),
                             .actual = std::to_string(actual)});
}

[[noreturn]] CONVOLT_COLD inline void throw_not_dividing(place at, std::string_view what, index groups, index size) {
  throw_parameter_error(at, {.category = "groups_not_dividing",
                             .problem = "must divide " + std::string(what),
                             .expected = "a divisor of " + std::to_string(size),
                             .actual = std::to_string(groups)});
}

[[noreturn]] CONVOLT_COLD inline void throw_groups_both(std::string_view where, index feature_groups,
                                                        index batch_groups) {
  throw_parameter_error({.where = where, .argument = "batch_group_count"},
                        {.category = "groups_both",
                         .problem = "and feature_group_count must not both exceed 1",
                         .actual = std::to_string(batch_groups) + " and " + std::to_string(feature_groups)});
}

[[noreturn]] CONVOLT_COLD inline void throw_channels(place at, index lhs_channels, index groups, index expected,
                                                     index actual) {
  std::string problem = "must match the lhs features " + std::to_string(lhs_channels);
  if (groups > 1 && expected != lhs_channels) { problem += " / feature_group_count " + std::to_string(groups); }
  throw_shape_error(at, {.category = "channel_mismatch",
                         .problem = std::move(problem),
                         .expected = std::to_string(expected),
                         .actual = std::to_string(actual)});
}

[[noreturn]] CONVOLT_COLD inline void throw_bias_shape(std::string_view where, index channels, extents shape) {
  throw_shape_error({.where = where, .argument = "bias"}, {.category = "bad_bias_shape",
                                                           .problem = "must have one entry per output channel",
                                                           .expected = "[" + std::to_string(channels) + "]",
                                                           .actual = list_text(shape)});
}

}  // namespace detail

/// Both operands have one rank, between 2 and max_spatial_rank + 2.
constexpr void check_ranks(std::string_view where, std::size_t lhs_rank, std::size_t rhs_rank) {
  if (lhs_rank != rhs_rank || lhs_rank < 2 || lhs_rank > max_spatial_rank + 2) {
    detail::throw_rank(where, lhs_rank, rhs_rank);
  }
}

namespace detail {

/// Whether no extent is negative and the bytes fit. Extents of 0 do not excuse the others: strides are products of
/// extents, too.
constexpr bool are_extents_good(extents shape, index element_size) {
  index bytes = element_size;
  for (index extent : shape) {
    if (extent < 0 || (extent > 0 && __builtin_mul_overflow(bytes, extent, &bytes))) { return false; }
  }
  return true;
}

}  // namespace detail

/// No extent is negative, and the array's size in bytes fits `index`.
CONVOLT_ALWAYS_INLINE constexpr void check_extents(std::string_view where, std::string_view argument, extents shape,
                                                   index element_size) {
  if (!detail::are_extents_good(shape, element_size)) {
    detail::throw_bad_extents({.where = where, .argument = argument}, shape, element_size);
  }
}

/// More bytes than a process can address: such arrays are refused by their size, before anybody asks for the memory.
inline constexpr index most_bytes = index{1} << 47;

namespace detail {

[[noreturn]] CONVOLT_COLD inline void throw_beyond_memory(place at, extents shape, index element_size) {
  throw_shape_error(at, {.category = "size_overflow",
                         .problem = "is larger than the memory that a program can have, with elements of " +
                                    std::to_string(element_size) + " bytes",
                         .expected = "at most 2^47 bytes",
                         .actual = "shape " + list_text(shape)});
}

}  // namespace detail

/// The array can be allocated, as far as its size says so. Its extents have been checked.
CONVOLT_ALWAYS_INLINE constexpr void check_allocatable(std::string_view where, std::string_view argument, extents shape,
                                                       index element_size) {
  index bytes = element_size;
  for (index extent : shape) { bytes *= extent; }
  if (bytes > most_bytes) { detail::throw_beyond_memory({.where = where, .argument = argument}, shape, element_size); }
}

/// The layout has a letter for every axis.
constexpr void check_layout_rank(std::string_view where, dimension_numbers const& layout, std::size_t rank) {
  if (layout.rank() != rank) { detail::throw_layout_rank(where, layout, rank); }
}

/// Categories of the two ways in which a list of steps can be wrong.
struct steps_categories {
  std::string_view length;
  std::string_view value;
};
inline constexpr steps_categories stride_categories{"bad_stride_length", "bad_stride"};
inline constexpr steps_categories dilation_categories{"bad_dilation_length", "bad_dilation"};

/// One entry per spatial axis.
constexpr void check_length(place at, std::string_view category, dimension_numbers const& layout, std::size_t length) {
  if (length != layout.spatial_rank()) { detail::throw_length(at, category, layout.spatial_rank(), length); }
}

/// One positive entry per spatial axis.
constexpr void check_steps(place at, steps_categories categories, dimension_numbers const& layout, steps const& given) {
  check_length(at, categories.length, layout, given.size());
  for (std::size_t i = 0; i < given.size(); ++i) {
    at.letter = layout.letter(i);
    if (given[i] < 1) { throw_not_positive(at, categories.value, given[i]); }
  }
}

/// The group count is positive.
constexpr void check_group_count(place at, index groups) {
  if (groups < 1) { throw_not_positive(at, "bad_group_count", groups); }
}

/// The group count divides `size`, the extent of the axis at.letter, which is called `what`.
constexpr void check_divides(place at, std::string_view what, index groups, index size) {
  if (groups != 1 && size % groups != 0) { detail::throw_not_dividing(at, what, groups, size); }
}

/// A bias is a vector with one entry per output channel.
constexpr void check_bias(std::string_view where, index out_channels, extents bias_shape) {
  if (bias_shape.size() != 1 || bias_shape[0] != out_channels) {
    detail::throw_bias_shape(where, out_channels, bias_shape);
  }
}

}  // namespace convolt::geometry
