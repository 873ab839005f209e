// SPDX-License-Identifier: BSD-3-Clause
/// The axes of an array, one per dimension: what may stand there, and lists of them.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/axis.hpp>
#include <convolt/quantity/fwd.hpp>

#include <array>
#include <ostream>
#include <string>
#include <tuple>
#include <utility>

namespace convolt {

namespace quantities {

/// An array, plain or with a unit.
template <class Q>
concept ArrayOperand = Operand<Q> && ArrayExpression<wrapped_t<Q>>;

/// False where the rank of E is known at compile time and is another one. A view has its rank in its shape only.
template <class E, std::size_t Rank>
inline constexpr bool may_have_rank = [] {
  if constexpr (requires { std::tuple_size<typename E::shape_type>::value; }) {
    return std::tuple_size<typename E::shape_type>::value == Rank;
  } else {
    return true;
  }
}();

/// The array q, which must have this rank.
template <std::size_t Rank, ArrayOperand Q>
Q&& of_rank(Q&& q) {
  static_assert(may_have_rank<wrapped_t<Q>, Rank>, "convolt: sampled needs one axis, or no_axis, per dimension");
  std::size_t const found = raw(q).dimension();
  if (found != Rank) {
    throw shape_error({.category = "rank_mismatch",
                       .where = "sampled",
                       .problem = "needs one axis, or no_axis, per dimension",
                       .expected = std::to_string(found),
                       .actual = std::to_string(Rank)});
  }
  return std::forward<Q>(q);
}

/// The axis of a dimension must have as many samples as the array.
template <DimensionAxis A>
void check_extent(A const& a, std::size_t position, std::size_t extent) {
  if constexpr (is_axis<A>) {
    if (a.size() == extent) { return; }
    throw shape_error({.category = "axis_mismatch",
                       .where = "sampled",
                       .axis = std::to_string(position),
                       .problem = "does not have as many samples as the array",
                       .expected = std::to_string(extent),
                       .actual = std::to_string(a.size())});
  } else if constexpr (std::same_as<A, reduced_t>) {
    if (extent == 1) { return; }
    throw shape_error({.category = "axis_mismatch",
                       .where = "sampled",
                       .axis = std::to_string(position),
                       .problem = "is a reduced one, which has one element",
                       .expected = "1",
                       .actual = std::to_string(extent)});
  }
}

/// One line of text for a dimension.
template <DimensionAxis A>
void print_axis(std::ostream& os, A const& a, std::size_t extent) {
  if constexpr (is_axis<A>) {
    os << a;
  } else if constexpr (std::same_as<A, reduced_t>) {
    os << "reduced";
  } else {
    os << extent << " without axis";
  }
}

/// The same coordinates as an axis of another type, unit and numbers converted.
template <DimensionAxis To, DimensionAxis From>
To axis_as(From const& from) {
  if constexpr (is_axis<To>) {
    return To(from.start(), from.step(), from.count());
  } else {
    return from;
  }
}

/// An axis may become another one in units of the same dimension.
template <class From, class To>
inline constexpr bool axis_converts = std::same_as<From, To>;
template <class V, class S, class U, class T>
inline constexpr bool axis_converts<axis<V, S>, axis<U, T>> = !units_measure_different_things<V, U>;

/// The elements of a tuple but element D.
template <std::size_t D, class... A>
auto tuple_without(std::tuple<A...> const& all) {
  return [&all]<std::size_t... Before, std::size_t... After>(std::index_sequence<Before...>,
                                                             std::index_sequence<After...>) {
    return std::tuple<std::tuple_element_t<Before, std::tuple<A...>>...,
                      std::tuple_element_t<D + 1 + After, std::tuple<A...>>...>(std::get<Before>(all)...,
                                                                                std::get<D + 1 + After>(all)...);
  }(std::make_index_sequence<D>{}, std::make_index_sequence<sizeof...(A) - D - 1>{});
}

/// The elements of a tuple, with x in the place of element D.
template <std::size_t D, class X, class... A>
auto tuple_with(std::tuple<A...> const& all, X const& x) {
  return [&]<std::size_t... I>(std::index_sequence<I...>) {
    auto const choose = [&]<std::size_t J>(std::integral_constant<std::size_t, J>) -> decltype(auto) {
      if constexpr (J == D) {
        return (x);
      } else {
        return std::get<J>(all);
      }
    };
    return std::tuple<std::conditional_t<I == D, X, A>...>(choose(std::integral_constant<std::size_t, I>{})...);
  }(std::index_sequence_for<A...>{});
}

/// The extents of the dimensions but D.
template <std::size_t N>
std::array<std::size_t, N - 1> extents_without(std::array<std::size_t, N> const& all, std::size_t dropped) {
  std::array<std::size_t, N - 1> left{};
  for (std::size_t d = 0; d + 1 < N; ++d) { left[d] = all[d < dropped ? d : d + 1]; }
  return left;
}

}  // namespace quantities
}  // namespace convolt
