// SPDX-License-Identifier: BSD-3-Clause
/// How the geometry layer words its errors: lists, quoted names, and the two functions that throw.
/// Layer: geometry.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/error.hpp>
#include <convolt/core/index.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace convolt::geometry {

using extents = std::span<index const>;

/// "[2, 3, 8]"
CONVOLT_COLD inline std::string list_text(extents values) {
  std::string text = "[";
  for (index v : values) {
    if (text.size() > 1) { text += ", "; }
    text += std::to_string(v);
  }
  return text + "]";
}

/// "'NHWC'". Text that is too long for a message is cut, bytes that cannot be printed become '?'.
CONVOLT_COLD inline std::string quoted(std::string_view text) {
  constexpr std::size_t longest = 40;
  std::string result = "'";
  for (char c : text.substr(0, longest)) { result += (c >= ' ' && c <= '~') ? c : '?'; }
  return result + (text.size() > longest ? "...'" : "'");
}

/// The letter of an axis as text; no letter (the character 0) gives no text.
CONVOLT_COLD inline std::string letter_text(char letter) {
  return letter == '\0' ? std::string() : std::string(1, letter);
}

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

namespace detail {
inline error_facts facts_of(place at, complaint const& what) {
  return {.category = what.category,
          .where = std::string(at.where),
          .argument = std::string(at.argument),
          .axis = letter_text(at.letter),
          .problem = what.problem,
          .expected = what.expected,
          .actual = what.actual,
          .advice = what.advice};
}
}  // namespace detail

[[noreturn]] CONVOLT_COLD inline void throw_parameter_error(place at, complaint const& what) {
  throw parameter_error(detail::facts_of(at, what));
}

[[noreturn]] CONVOLT_COLD inline void throw_shape_error(place at, complaint const& what) {
  throw shape_error(detail::facts_of(at, what));
}

}  // namespace convolt::geometry
