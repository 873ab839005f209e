// SPDX-License-Identifier: BSD-3-Clause
/// From a whole array to the slice of a rank and back, with units and axes.
/// Layer: dist.
#pragma once

#include <convolt/dist/mpi.hpp>

#if defined(CONVOLT_HAS_MPI)

#include <convolt/array/carried_axes.hpp>
#include <convolt/array/operand.hpp>
#include <convolt/array/operand_numbers.hpp>
#include <convolt/array/owning.hpp>
#include <convolt/array/result_unit.hpp>
#include <convolt/array/seen.hpp>
#include <convolt/array/strided_copy.hpp>
#include <convolt/core/error.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/dist/agreement.hpp>
#include <convolt/dist/exchange.hpp>
#include <convolt/dist/ranks.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/geometry/shares.hpp>
#include <convolt/geometry/text.hpp>
#include <convolt/quantity/tag.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace convolt::dist {

namespace detail {

/// The dimension that is meant: of several, one has to be given.
inline std::size_t chosen_dimension(std::string_view where, split const& over, std::size_t rank) {
  auto const dimensions = static_cast<index>(rank);
  bool const good = over.is_given ? over.axis >= -dimensions && over.axis < dimensions : rank == 1;
  if (!good) {
    geometry::throw_parameter_error({.where = where, .argument = "axis"},
                                    {.category = "bad_axis",
                                     .problem = over.is_given ? "is no dimension of the array" : "is not given",
                                     .expected = "one of " + std::to_string(rank),
                                     .actual = over.is_given ? std::to_string(over.axis) : "",
                                     .advice = "say along which dimension: ranks.along(0)"});
  }
  return static_cast<std::size_t>(over.axis < 0 ? over.axis + dimensions : over.axis);
}

/// The axes with another one for a dimension: change(axis) makes it.
template <class Axes, class Change, std::size_t... D>
Axes changed_axes(Axes const& axes, std::size_t dimension, Change const& change, std::index_sequence<D...>) {
  auto const own = [&]<class A>(A const& a, std::size_t d) -> A {
    if constexpr (quantities::is_axis<A>) {
      if (d == dimension) { return change(a); }
    }
    return a;
  };
  return Axes(own(std::get<D>(axes), D)...);
}

/// The numbers with the unit of x, and its axes but for that dimension.
template <class X, class Numbers, class Change>
auto like(X const& x, Numbers&& numbers, std::size_t dimension, Change const& change) {
  auto tagged = arrays::with_unit(std::forward<Numbers>(numbers), unit_of(arrays::without_axes(x)));
  if constexpr (!arrays::Sampled<X>) {
    return tagged;
  } else {
    using Axes = arrays::axes_of_t<X>;
    Axes const axes = changed_axes(x.axes(), dimension, change, std::make_index_sequence<std::tuple_size_v<Axes>>{});
    return std::apply(
        [&]<class... A>(A const&... a) {
          return sampled<unit_t<decltype(tagged)>, element_t<decltype(tagged)>, A...>(std::move(tagged), a...);
        },
        axes);
  }
}

/// The slices of all ranks, whose other extents are the same.
inline geometry::shares agreed_slices(ranks const& all, index_list const& shape, std::size_t axis) {
  struct told {
    index extent;
    std::uint64_t others;
  };
  fingerprint others;
  for (std::size_t d = 0; d < shape.size(); ++d) { others.add(d == axis ? -1 : shape[d]); }
  std::vector<told> of_all(static_cast<std::size_t>(all.count()));
  all.gather(told{shape[axis], others.value()}, of_all.data());
  std::vector<index> extents;
  for (told const& t : of_all) {
    if (t.others != of_all[0].others) {
      throw_fault_on_rank("dist::gather", static_cast<index>(extents.size()),
                          "its slice has other extents than that of rank 0");
    }
    extents.push_back(t.extent);
  }
  return geometry::shares(extents);
}

/// An array to its place from `first` on along an axis of a row-major one of that shape.
template <class T>
void copy_into(arrays::strided<T const> const& from, index first, std::size_t axis, index_list const& shape, T* to) {
  if (from.empty()) { return; }
  index_list const strides = arrays::row_major_strides(shape);
  arrays::copy_strided<T, T>(from, {to + first * strides[axis], from.shape, strides});
}

}  // namespace detail

/// What is this rank's of an array that every rank has: an even share, copied, with its unit and its place on the axis.
/// Nothing is sent. Throws parameter_error "bad_axis".
template <class X>
  requires arrays::OperandOrSampled<X>
auto slice_of(split const& over, X const& x) {
  using bare = arrays::bare_t<X>;
  using T = element_t<bare>;
  arrays::operand_numbers<T, bare> const numbers("dist::slice_of", "x", arrays::without_axes(x));
  arrays::seen<T const> const& whole = numbers.view();
  std::size_t const axis = detail::chosen_dimension("dist::slice_of", over, whole.shape.size());
  sample_run const mine = share(whole.shape[axis], *over.all);
  index_list shape = whole.shape;
  shape[axis] = mine.count;
  auto kept = arrays::allocate<T, arrays::static_rank<bare>>(shape);
  if (kept.size() > 0) {
    arrays::strided<T const> from{
        .data = whole.data + mine.first * whole.strides[axis], .shape = shape, .strides = whole.strides};
    arrays::copy_strided<T, T>(from, {kept.data(), shape, arrays::row_major_strides(shape)});
  }
  return detail::like(x, std::move(kept), axis, [&](auto const& a) { return a.slice(mine.first, mine.count); });
}

/// The whole array, on every rank, from the slices of all: for results that fit in the memory of one. Throws
/// parameter_error "fault_on_rank" on all ranks where the slices do not make one array.
template <class Y>
  requires arrays::OperandOrSampled<Y>
auto gather(split const& over, Y const& y) {
  using bare = arrays::bare_t<Y>;
  using T = element_t<bare>;
  constexpr std::size_t rank = arrays::static_rank<bare>;
  constexpr std::string_view where = "dist::gather";
  ranks const& all = *over.all;
  index_list shape;
  std::size_t axis = 0;
  all_or_none(all, where, [&] {
    shape = arrays::shape_of(where, "y", raw(arrays::without_axes(y)));
    axis = detail::chosen_dimension(where, over, shape.size());
  });
  geometry::shares const slices = detail::agreed_slices(all, shape, axis);
  shape[axis] = slices.extent();
  block_rows const to = rows_along(shape, axis, sizeof(T));
  std::optional<arrays::owning_t<T, rank>> whole;
  engine::aligned_array<T> piece;
  all_or_none(all, where, [&] {
    whole.emplace(arrays::allocate<T, rank>(shape));
    index longest = 0;
    for (index r = 0; r < slices.ranks(); ++r) { longest = std::max(longest, slices[r].size()); }
    piece = engine::aligned_array<T>(static_cast<std::size_t>(to.with_extent(longest).size()) / sizeof(T));
    arrays::operand_numbers<T, bare> const numbers(where, "y", arrays::without_axes(y));
    detail::copy_into(numbers.view(), slices[all.rank()].first, axis, shape, whole->data());
  });
  for (index r = 0; r < all.count(); ++r) {
    block_rows const own = to.with_extent(slices[r].size());
    if (r == all.rank()) { copy_blocks(whole->data(), to, slices[r], piece.data(), own, 0); }
    all.broadcast(piece.data(), static_cast<std::size_t>(own.size()), r);
    copy_blocks(piece.data(), own, {0, own.extent}, whole->data(), to, slices[r].first);
  }
  return detail::like(y, *std::move(whole), axis, [&]<class A>(A const& a) {
    auto start = a.start().raw();
    auto step = a.step().raw();
    if (slices.extent() > 0) {  // the first rank that has samples knows
      all.broadcast(&start, sizeof(start), slices.rank_of(0));
      all.broadcast(&step, sizeof(step), slices.rank_of(0));
    }
    return A(tag(start, a.unit()), tag(step, a.unit()), slices.extent());
  });
}

}  // namespace convolt::dist

#endif
