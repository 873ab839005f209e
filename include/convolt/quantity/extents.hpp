// SPDX-License-Identifier: BSD-3-Clause
/// Whether arrays may meet in an expression: counted from the last axis their extents are equal, or 1. Asked where the
/// expression is written; xtensor itself finds out later, and then shows the extents of none of them.
/// Layer: quantity.
#pragma once

#include <convolt/core/error.hpp>
#include <convolt/quantity/concepts.hpp>

#include <cstddef>
#include <string>

namespace convolt::detail {

inline std::string shape_text(auto const& shape) {
  std::string s = "{";
  for (auto n : shape) { s.append(s.size() > 1 ? ", " : "").append(std::to_string(n)); }
  return s.append("}");
}

template <class S, class R>
[[noreturn]] CONVOLT_COLD void throw_extents_differ(char const* where, char const* problem, S const& a, R const& b) {
  throw shape_error({.category = "shape_mismatch",
                     .where = where,
                     .problem = problem,
                     .expected = shape_text(a),
                     .actual = shape_text(b),
                     .advice = "extents are equal or 1, counted from the last axis"});
}

/// Of shapes and not of arrays, so that there are few of these.
template <class S, class R>
constexpr bool can_meet(S const& a, R const& b) {
  std::size_t i = a.size();
  std::size_t j = b.size();
  while (i > 0 && j > 0) {
    auto const n = static_cast<std::size_t>(a[--i]);
    auto const m = static_cast<std::size_t>(b[--j]);
    if (n != m && n != 1 && m != 1) { return false; }
  }
  return true;
}

/// Throws shape_error unless x and y can be combined element by element. Numbers go with everything.
template <class X, class Y>
constexpr void check_extents(char const* where, X const& x, Y const& y) {
  if constexpr (ArrayExpression<X> && ArrayExpression<Y>) {
    if (!can_meet(x.shape(), y.shape())) {
      throw_extents_differ(where, "the operands differ in their extents", x.shape(), y.shape());
    }
  }
}

/// The same of several.
template <class X>
constexpr void check_all_extents(char const*, X const&) {}
template <class X, class Y, class... More>
constexpr void check_all_extents(char const* where, X const& x, Y const& y, More const&... more) {
  check_extents(where, x, y);
  (check_extents(where, x, more), ...);
  check_all_extents(where, y, more...);
}

/// Throws shape_error unless y can be added, element by element, to x, which does not grow.
template <class X, class Y>
constexpr void check_fits_into(char const* where, X const& x, Y const& y) {
  if constexpr (ArrayExpression<X> && ArrayExpression<Y>) {
    bool fits = y.dimension() <= x.dimension() && can_meet(x.shape(), y.shape());
    for (std::size_t i = 1; fits && i <= y.dimension(); ++i) {
      fits = y.shape()[y.dimension() - i] == 1 || x.shape()[x.dimension() - i] != 1;
    }
    if (!fits) {
      throw_extents_differ(where, "the right side does not fit into the left one", x.shape(), y.shape());
    }
  }
}

}  // namespace convolt::detail
