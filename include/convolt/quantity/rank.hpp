// SPDX-License-Identifier: BSD-3-Clause
/// How many axes an array has, where its type says so, and which arrays can become which.
/// Layer: quantity.
#pragma once

#include <convolt/core/error.hpp>
#include <convolt/quantity/concepts.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <type_traits>
#include <utility>

namespace convolt {

namespace quantities {

inline constexpr std::size_t dynamic_rank = static_cast<std::size_t>(-1);

template <class S>
inline constexpr std::size_t static_rank = dynamic_rank;
template <class I, std::size_t N>
inline constexpr std::size_t static_rank<std::array<I, N>> = N;
template <std::size_t... X>
inline constexpr std::size_t static_rank<xt::fixed_shape<X...>> = sizeof...(X);
template <class S>
inline constexpr std::size_t static_rank<S const> = static_rank<S>;

template <class E>
inline constexpr std::size_t rank_of = static_rank<typename std::remove_cvref_t<E>::shape_type>;

}  // namespace quantities

namespace detail {

/// An array that takes over the extents of what is assigned to it. (xtensor leaves some of them undefined where the
/// numbers of axes differ.)
template <class E>
concept Resizable = requires(E& x) { x.resize(x.shape()); };

}  // namespace detail

/// The sentence of a compile error: both numbers of axes are known and differ. A number has none.
template <class From, class To>
concept array_has_another_rank =
    (ArrayExpression<From> && ArrayExpression<To> && detail::rank_of<From> != detail::rank_of<To> &&
     detail::rank_of<From> != detail::dynamic_rank && detail::rank_of<To> != detail::dynamic_rank) ||
    (Scalar<From> && ArrayExpression<To> && detail::Resizable<To> && detail::rank_of<To> != 0 &&
     detail::rank_of<To> != detail::dynamic_rank);

namespace detail {

template <class X, class E>
concept RankRefused = Resizable<E> && array_has_another_rank<X, E>;

template <class E, class X>
constexpr void check_rank(X const& x) {
  if constexpr (ArrayExpression<X> && Resizable<E>) {
    if constexpr (rank_of<E> != dynamic_rank && rank_of<X> == dynamic_rank) {
      if (x.dimension() != rank_of<E>) {
        throw shape_error({.category = "rank_mismatch",
                           .where = "quantity",
                           .problem = "takes an array of another rank",
                           .expected = std::to_string(rank_of<E>),
                           .actual = std::to_string(x.dimension())});
      }
    }
  }
}

/// E made from the numbers x: containers evaluate expressions, numbers take the only element of a 0-d result.
template <class E, class X>
constexpr E build(X&& x) {
  if constexpr (Scalar<E> && Scalar<X>) {
    return static_cast<E>(x);
  } else if constexpr (Scalar<E>) {
    return static_cast<E>(x());
  } else {
    check_rank<E>(x);
    return E(std::forward<X>(x));
  }
}

}  // namespace detail

}  // namespace convolt
