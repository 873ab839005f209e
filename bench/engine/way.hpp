// SPDX-License-Identifier: BSD-3-Clause
/// In which way convolt computes a row, where it is compared with itself.
/// Layer: bench.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace convolt::bench {

enum class way {
  plan,              // weights prepared once
  call,              // everything in every call
  input_gradient,    // a call
  weights_gradient,  // likewise
  array_plan,        // lax::plan for arrays of the row's rank, into an array
  line_views         // lax::conv_general_dilated_into of reshape_view {1, 1, n} of arrays of rank 1, a call
};

inline constexpr struct {
  way how;
  std::string_view name;
} ways[] = {{way::plan, "plan"},
            {way::call, "call"},
            {way::input_gradient, "input_gradient"},
            {way::weights_gradient, "weights_gradient"},
            {way::array_plan, "array_plan"},
            {way::line_views, "line_views"}};

[[nodiscard]] constexpr std::string_view name_of(way how) {
  for (auto const& w : ways) {
    if (w.how == how) { return w.name; }
  }
  return "";
}

[[nodiscard]] inline way to_way(std::string const& word) {
  for (auto const& w : ways) {
    if (w.name == word) { return w.how; }
  }
  throw std::runtime_error("'" + word + "' is no way to compute a row");
}

[[nodiscard]] constexpr bool is_gradient(way how) { return how == way::input_gradient || how == way::weights_gradient; }

}  // namespace convolt::bench
