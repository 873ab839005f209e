// SPDX-License-Identifier: BSD-3-Clause
/// What the refusals of the array layer say.
/// Layer: array.
#pragma once

#include <convolt/array/refusals.hpp>
#include <convolt/core/error.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/core/shared.hpp>
#include <convolt/geometry/text.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace convolt::arrays {

CONVOLT_SHARED_BODY void throw_rank_too_high(std::string_view where, std::string_view argument, std::size_t rank) {
  throw shape_error({.category = "rank_too_high",
                     .where = std::string(where),
                     .argument = std::string(argument),
                     .problem = "has too many axes",
                     .expected = "at most " + std::to_string(index_list::capacity()),
                     .actual = std::to_string(rank)});
}

CONVOLT_SHARED_BODY void throw_extent_too_large(std::string_view where, std::string_view argument,
                                                std::string const& extent) {
  throw shape_error({.category = "size_overflow",
                     .where = std::string(where),
                     .argument = std::string(argument),
                     .problem = "has an extent that does not fit a signed integer",
                     .actual = extent});
}

CONVOLT_SHARED_BODY void throw_strides_too_large(std::string_view where, std::string_view argument,
                                                 index_list const& strides) {
  throw shape_error({.category = "size_overflow",
                     .where = std::string(where),
                     .argument = std::string(argument),
                     .problem = "has strides that leave the address space",
                     .actual = geometry::list_text({strides.begin(), strides.size()})});
}

CONVOLT_SHARED_BODY void throw_null_data(std::string_view where, std::string_view argument, geometry::extents shape) {
  throw shape_error({.category = "null_data",
                     .where = std::string(where),
                     .argument = std::string(argument),
                     .problem = "has extents but a null data pointer",
                     .actual = geometry::list_text(shape)});
}

CONVOLT_SHARED_BODY void throw_overlap(std::string_view where, std::string_view argument) {
  throw shape_error({.category = "overlapping_output",
                     .where = std::string(where),
                     .argument = "out",
                     .problem = "shares memory with " + std::string(argument),
                     .advice = "write into an array of its own"});
}

CONVOLT_SHARED_BODY void throw_output_shape(std::string_view where, index_list const& expected,
                                            index_list const& actual) {
  throw shape_error({.category = "output_shape_mismatch",
                     .where = std::string(where),
                     .argument = "out",
                     .problem = "has the wrong shape",
                     .expected = geometry::list_text({expected.begin(), expected.size()}),
                     .actual = geometry::list_text({actual.begin(), actual.size()})});
}

CONVOLT_SHARED_BODY void throw_output_overlaps_itself(std::string_view where) {
  throw shape_error({.category = "overlapping_output",
                     .where = std::string(where),
                     .argument = "out",
                     .problem = "has elements that share their memory",
                     .advice = "write into an array whose elements are distinct"});
}

}  // namespace convolt::arrays
