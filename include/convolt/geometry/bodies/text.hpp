// SPDX-License-Identifier: BSD-3-Clause
/// The texts of the geometry layer, and the exceptions that carry them.
/// Layer: geometry.
#pragma once

#include <convolt/core/error.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/shared.hpp>
#include <convolt/geometry/text.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace convolt::geometry {

CONVOLT_SHARED_BODY std::string list_text(extents values) {
  std::string text = "[";
  for (index v : values) {
    if (text.size() > 1) { text += ", "; }
    text += std::to_string(v);
  }
  return text + "]";
}

CONVOLT_SHARED_BODY std::string quoted(std::string_view text) {
  constexpr std::size_t longest = 40;
  std::string result = "'";
  for (char c : text.substr(0, longest)) { result += (c >= ' ' && c <= '~') ? c : '?'; }
  return result + (text.size() > longest ? "...'" : "'");
}

CONVOLT_SHARED_BODY std::string letter_text(char letter) {
  return letter == '\0' ? std::string() : std::string(1, letter);
}

CONVOLT_SHARED_BODY error_facts facts_of(place at, complaint const& what) {
  return {.category = what.category,
          .where = std::string(at.where),
          .argument = std::string(at.argument),
          .axis = letter_text(at.letter),
          .problem = what.problem,
          .expected = what.expected,
          .actual = what.actual,
          .advice = what.advice};
}

CONVOLT_SHARED_BODY void throw_parameter_error(place at, complaint const& what) {
  throw parameter_error(facts_of(at, what));
}

CONVOLT_SHARED_BODY void throw_shape_error(place at, complaint const& what) { throw shape_error(facts_of(at, what)); }

}  // namespace convolt::geometry
