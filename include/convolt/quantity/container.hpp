// SPDX-License-Identifier: BSD-3-Clause
/// Which arrays own their numbers, which look at those of others, and the container that holds the values of any.
/// Derived from the rank in the shape type, never from xtensor's own temporary types.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/rank.hpp>

#include <cstddef>
#include <type_traits>

namespace convolt::quantities {

template <class T, std::size_t Rank>
struct owning_array {
  using type = xt::xtensor<T, Rank, xt::layout_type::row_major>;
};
template <class T>
struct owning_array<T, dynamic_rank> {
  using type = xt::xarray<T, xt::layout_type::row_major>;
};

/// The row-major container for the values of E, with elements T.
template <class E, class T = typename std::remove_cvref_t<E>::value_type>
using owning_t = typename owning_array<std::remove_cv_t<T>, rank_of<E>>::type;

}  // namespace convolt::quantities

namespace convolt::detail {

template <class E>
inline constexpr bool is_container = false;
template <class Storage, xt::layout_type L, class Shape, class Tag>
inline constexpr bool is_container<xt::xarray_container<Storage, L, Shape, Tag>> = true;
template <class Storage, std::size_t Rank, xt::layout_type L, class Tag>
inline constexpr bool is_container<xt::xtensor_container<Storage, Rank, L, Tag>> = true;
template <class T, class Shape, xt::layout_type L, bool Sharable, class Tag>
inline constexpr bool is_container<xt::xfixed_container<T, Shape, L, Sharable, Tag>> = true;

/// A container or a number, by value.
template <class E>
concept OwnsNumbers = is_container<E> || Scalar<E>;

/// Adaptors and views: their elements lie somewhere, and copies of them look at the same place.
template <class E>
concept LooksAtNumbers = ArrayExpression<E> && !is_container<std::remove_cvref_t<E>> &&
                         std::is_reference_v<typename std::remove_cvref_t<E>::const_reference>;

/// Numbers that can be changed: those of containers, and of what looks at such.
template <class E>
inline constexpr bool is_writable = !std::is_const_v<E> && Scalar<E>;
template <ArrayExpression E>
inline constexpr bool is_writable<E> = !std::is_const_v<E> && std::is_lvalue_reference_v<typename E::reference> &&
                                       !std::is_const_v<std::remove_reference_t<typename E::reference>>;
template <class E>
concept Writable = is_writable<std::remove_reference_t<E>>;

/// What is written outlives the quantity around E: `row(v, 1) = q`. In a container or a number it would be lost.
template <class E>
concept WritesThrough = Writable<E> && (std::is_reference_v<E> || !OwnsNumbers<E>);

}  // namespace convolt::detail
