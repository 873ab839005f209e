// SPDX-License-Identifier: BSD-3-Clause
/// The refusals of the array layer: each knows its facts and throws them as a typed error.
/// Layer: array.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/core/shared.hpp>
#include <convolt/geometry/text.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace convolt::arrays {

[[noreturn]] CONVOLT_RARE CONVOLT_SHARED void throw_rank_too_high(std::string_view where, std::string_view argument,
                                                                  std::size_t rank);
[[noreturn]] CONVOLT_RARE CONVOLT_SHARED void throw_extent_too_large(std::string_view where, std::string_view argument,
                                                                     std::string const& extent);
[[noreturn]] CONVOLT_RARE CONVOLT_SHARED void throw_strides_too_large(std::string_view where, std::string_view argument,
                                                                      index_list const& strides);
/// An adaptor over no memory that claims to have elements.
[[noreturn]] CONVOLT_RARE CONVOLT_SHARED void throw_null_data(std::string_view where, std::string_view argument,
                                                              geometry::extents shape);
[[noreturn]] CONVOLT_RARE CONVOLT_SHARED void throw_overlap(std::string_view where, std::string_view argument);
[[noreturn]] CONVOLT_RARE CONVOLT_SHARED void throw_output_shape(std::string_view where, index_list const& expected,
                                                                 index_list const& actual);
[[noreturn]] CONVOLT_RARE CONVOLT_SHARED void throw_output_overlaps_itself(std::string_view where);

}  // namespace convolt::arrays

#if defined(CONVOLT_BODIES_HERE)
#include <convolt/array/bodies/refusals.hpp>
#endif
