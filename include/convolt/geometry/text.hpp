// SPDX-License-Identifier: BSD-3-Clause
/// How the geometry layer words its errors: lists, quoted names, and the two functions that throw.
/// Layer: geometry.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/error.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/shared.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace convolt::geometry {

using extents = std::span<index const>;

/// "[2, 3, 8]"
CONVOLT_RARE CONVOLT_SHARED std::string list_text(extents values);

/// "'NHWC'". Text that is too long for a message is cut, bytes that cannot be printed become '?'.
CONVOLT_RARE CONVOLT_SHARED std::string quoted(std::string_view text);

/// The letter of an axis as text; no letter (the character 0) gives no text.
CONVOLT_RARE CONVOLT_SHARED std::string letter_text(char letter);

/// What is wrong and what would be right.
struct complaint {
  std::string_view category;
  std::string problem;
  std::string expected = {};
  std::string actual = {};
  std::string advice = {};
};

/// Where it is wrong: the function, its argument and, if one is to blame, the letter of the axis.
struct place {
  std::string_view where;
  std::string_view argument;
  char letter = '\0';
};

CONVOLT_RARE CONVOLT_SHARED error_facts facts_of(place at, complaint const& what);
[[noreturn]] CONVOLT_RARE CONVOLT_SHARED void throw_parameter_error(place at, complaint const& what);
[[noreturn]] CONVOLT_RARE CONVOLT_SHARED void throw_shape_error(place at, complaint const& what);

}  // namespace convolt::geometry

#if defined(CONVOLT_BODIES_HERE)
#include <convolt/geometry/bodies/text.hpp>
#endif
