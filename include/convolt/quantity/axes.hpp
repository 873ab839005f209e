// SPDX-License-Identifier: BSD-3-Clause
/// Axis arguments: negative ones count from the end, each must exist, none may come twice.
/// Layer: quantity.
#pragma once

#include <convolt/core/error.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/xt.hpp>
#include <convolt/quantity/fwd.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

namespace convolt::quantities {

[[noreturn]] inline void bad_axis(char const* where, std::string const& actual, std::size_t rank, char const* problem) {
  throw parameter_error(
      {.category = "bad_axis",
       .where = where,
       .argument = "axis",
       .problem = problem,
       .expected = joined({"one of [", std::to_string(-static_cast<index>(rank)), ", ", std::to_string(rank), ")"}),
       .actual = actual});
}

/// The axis as a number in [0, rank).
template <Integer I>
constexpr std::size_t normal_axis(I axis, std::size_t rank, char const* where) {
  checked_index const given = axis;
  index const n = static_cast<index>(rank);
  if (given.overflowed || given.value < -n || given.value >= n) {
    bad_axis(where, std::to_string(axis), rank, "does not exist");
  }
  return static_cast<std::size_t>(given.value < 0 ? given.value + n : given.value);
}

/// Room for as many axes as `axes` has: counted at compile time where it can be.
template <class Axes>
struct axes_list {
  using type = xt::dynamic_shape<std::size_t>;
};
template <class I, std::size_t N>
struct axes_list<std::array<I, N>> {
  using type = std::array<std::size_t, N>;
};

/// One axis or a list of them, as sorted numbers in [0, rank).
template <std::size_t StaticRank, class Axes>
constexpr auto normal_axes(Axes const& axes, std::size_t rank, char const* where) {
  if constexpr (Integer<Axes>) {
    return normal_axes<StaticRank>(std::array<Axes, 1>{axes}, rank, where);
  } else {
    using list = typename axes_list<Axes>::type;
    if constexpr (requires { std::tuple_size<Axes>::value; }) {
      static_assert(std::tuple_size_v<Axes> <= StaticRank, "convolt: more axes than the array has");
    }
    list result{};
    xt::resize_container(result, static_cast<std::size_t>(std::size(axes)));
    std::size_t k = 0;
    for (auto const& a : axes) { result[k++] = normal_axis(a, rank, where); }
    std::sort(result.begin(), result.end());
    auto const twin = std::adjacent_find(result.begin(), result.end());
    if (twin != result.end()) { bad_axis(where, joined({std::to_string(*twin), " twice"}), rank, "is named twice"); }
    return result;
  }
}

/// A row-major array seen as [outer][n][inner], with n the extent of one axis.
struct axis_blocks {
  std::size_t outer = 1, n = 0, inner = 1;

  template <class S>
  constexpr axis_blocks(S const& shape, std::size_t axis) : n(static_cast<std::size_t>(shape[axis])) {
    for (std::size_t i = 0; i < axis; ++i) { outer *= static_cast<std::size_t>(shape[i]); }
    for (std::size_t i = axis + 1; i < shape.size(); ++i) { inner *= static_cast<std::size_t>(shape[i]); }
  }
};

}  // namespace convolt::quantities
