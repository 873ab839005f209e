// SPDX-License-Identifier: BSD-3-Clause
/// Containers that results and copies own: of how many axes, as far as types know it, allocated and filled.
/// Layer: array.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/core/large_pages.hpp>
#include <convolt/core/xt.hpp>
#include <convolt/quantity/concepts.hpp>
#include <convolt/quantity/rank.hpp>

#include <array>
#include <cstddef>

namespace convolt::arrays {

/// Stands for a number of axes that is known only when the program runs.
inline constexpr std::size_t dynamic_rank = quantities::dynamic_rank;

/// The rank as far as the type of the operand knows it.
template <class Q>
inline constexpr std::size_t static_rank = quantities::rank_of<wrapped_t<Q>>;

template <class L, class R>
inline constexpr std::size_t common_rank = static_rank<L> != dynamic_rank ? static_rank<L> : static_rank<R>;

/// An owning row-major container: of static rank where it is known.
template <class T, std::size_t Rank>
struct owning {
  using type = xt::xtensor<T, Rank, xt::layout_type::row_major>;
};
template <class T>
struct owning<T, dynamic_rank> {
  using type = xt::xarray<T, xt::layout_type::row_major>;
};
template <class T, std::size_t Rank>
using owning_t = typename owning<T, Rank>::type;

/// An owning container of this shape, not initialised.
template <class T, std::size_t Rank>
owning_t<T, Rank> allocate(index_list const& shape) {
  typename owning_t<T, Rank>::shape_type extents{};
  if constexpr (Rank == dynamic_rank) { extents.resize(shape.size()); }
  for (std::size_t i = 0; i < extents.size(); ++i) { extents[i] = static_cast<std::size_t>(shape[i]); }
  auto numbers = owning_t<T, Rank>::from_shape(extents);
  prefer_large_pages(numbers.data(), numbers.size() * sizeof(T));
  return numbers;
}

/// The numbers of e as elements of T in a container of their own. (xtensor steps off null pointers where there are
/// none.)
template <class T, std::size_t Rank, class E>
owning_t<T, Rank> evaluate(index_list const& shape, E const& e) {
  owning_t<T, Rank> numbers = allocate<T, Rank>(shape);
  if (numbers.size() > 0) { xt::noalias(numbers) = xt::cast<T>(e); }
  return numbers;
}

}  // namespace convolt::arrays
