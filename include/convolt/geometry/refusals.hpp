// SPDX-License-Identifier: BSD-3-Clause
/// The refusals of the geometry layer: each knows its facts and throws them as a typed error.
/// Layer: geometry.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/shared.hpp>
#include <convolt/geometry/dimension_numbers.hpp>
#include <convolt/geometry/padding.hpp>
#include <convolt/geometry/resolved_axis.hpp>
#include <convolt/geometry/size.hpp>
#include <convolt/geometry/text.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace convolt::geometry {

[[noreturn]] CONVOLT_RARE CONVOLT_SHARED void throw_not_positive(place at, std::string_view category, index actual);
[[noreturn]] CONVOLT_RARE CONVOLT_SHARED void throw_not_applicable(place at, std::string problem, std::string advice);
[[noreturn]] CONVOLT_RARE CONVOLT_SHARED void throw_empty_kernel(place at, index actual);
[[noreturn]] CONVOLT_RARE CONVOLT_SHARED void throw_bad_padding(place at, pad_pair pads);
[[noreturn]] CONVOLT_RARE CONVOLT_SHARED void throw_output_padding(place at, index actual, index limit);
[[noreturn]] CONVOLT_RARE CONVOLT_SHARED void throw_needs_forward_padding(place at, std::string_view category,
                                                                          padding_kind kind);

namespace detail {

[[noreturn]] CONVOLT_RARE CONVOLT_SHARED void throw_size_overflow(place at, std::string problem, std::string actual);
/// A negative extent comes first, whatever the others are.
[[noreturn]] CONVOLT_RARE CONVOLT_SHARED void throw_bad_extents(place at, extents shape, index element_size);
[[noreturn]] CONVOLT_RARE CONVOLT_SHARED void throw_rank(std::string_view where, std::size_t lhs_rank,
                                                         std::size_t rhs_rank);
[[noreturn]] CONVOLT_RARE CONVOLT_SHARED void throw_layout_rank(std::string_view where, dimension_numbers const& layout,
                                                                std::size_t rank);
[[noreturn]] CONVOLT_RARE CONVOLT_SHARED void throw_length(place at, std::string_view category, std::size_t expected,
                                                           std::size_t actual);
[[noreturn]] CONVOLT_RARE CONVOLT_SHARED void throw_not_dividing(place at, std::string_view what, index groups,
                                                                 index size);
[[noreturn]] CONVOLT_RARE CONVOLT_SHARED void throw_groups_both(std::string_view where, index feature_groups,
                                                                index batch_groups);
[[noreturn]] CONVOLT_RARE CONVOLT_SHARED void throw_channels(place at, index lhs_channels, index groups, index expected,
                                                             index actual);
[[noreturn]] CONVOLT_RARE CONVOLT_SHARED void throw_bias_shape(std::string_view where, index channels, extents shape);
[[noreturn]] CONVOLT_RARE CONVOLT_SHARED void throw_beyond_memory(place at, extents shape, index element_size);
[[noreturn]] CONVOLT_RARE CONVOLT_SHARED void throw_removes_too_much(place at, checked_index dilated_extent,
                                                                     axis_pads pads);
[[noreturn]] CONVOLT_RARE CONVOLT_SHARED void throw_axis_overflow(place at, resolved_axis const& axis);
[[noreturn]] CONVOLT_RARE CONVOLT_SHARED void throw_output_size(place at, index wanted,
                                                                output_padding_choice const& choice);
[[noreturn]] CONVOLT_RARE CONVOLT_SHARED void throw_non_positive_output(place at, checked_index size);
[[noreturn]] CONVOLT_RARE CONVOLT_SHARED void throw_padding_with_lhs_dilation(std::string_view where,
                                                                              padding_kind kind);
[[noreturn]] CONVOLT_RARE CONVOLT_SHARED void throw_only_forward(std::string_view where, padding_kind kind);
[[noreturn]] CONVOLT_RARE CONVOLT_SHARED void throw_two_requests(std::string_view where);
[[noreturn]] CONVOLT_RARE CONVOLT_SHARED void throw_only_transposed(std::string_view where, std::string_view argument);
[[noreturn]] CONVOLT_RARE CONVOLT_SHARED void throw_no_default_layout(std::string_view where, std::size_t rank);

}  // namespace detail

}  // namespace convolt::geometry

#if defined(CONVOLT_BODIES_HERE)
#include <convolt/geometry/bodies/refusals.hpp>
#endif
