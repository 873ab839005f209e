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
#include <convolt/geometry/refusals.hpp>
#include <convolt/geometry/steps.hpp>
#include <convolt/geometry/text.hpp>

#include <cstddef>
#include <string_view>

namespace convolt::geometry {

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
