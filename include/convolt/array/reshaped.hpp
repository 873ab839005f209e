// SPDX-License-Identifier: BSD-3-Clause
/// Reshaped and flattened views: xtensor walks through them element by element, by the iterators of what they were made
/// of, although its numbers mostly lie in memory one after the other. Then these can be looked at where they are.
/// Layer: array.
#pragma once

#include <convolt/array/seen.hpp>
#include <convolt/array/strided.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/core/xt.hpp>

#include <cstddef>
#include <optional>
#include <string_view>
#include <type_traits>

namespace convolt::arrays {

/// Whether E is a strided view of the elements of another expression in the order in which they are iterated over.
template <class E>
struct reshaping {
  static constexpr bool is_one = false;
};
template <class Of, class Shape, xt::layout_type Layout, template <class, xt::layout_type> class Elements,
          xt::layout_type Order>
struct reshaping<xt::xstrided_view<Of, Shape, Layout, Elements<Of, Order>>> {
  static constexpr bool is_one = true;
  static constexpr xt::layout_type order = Order;
  using expression = std::remove_reference_t<Of>;
};

/// A reshaped view of an expression in memory.
template <class E>
concept Reshaped = reshaping<E>::is_one && !InMemory<E const> && InMemory<typename reshaping<E>::expression const>;

/// The distance of two elements that follow each other, where it is the same for all; 0 where it is not. `row_major`:
/// the last axis is the fastest.
template <class T>
constexpr index even_step(strided<T> const& a, bool row_major) noexcept {
  index step = 0;  // of the fastest axis that has one
  checked_index next = 0;
  for (std::size_t i = 0; i < a.shape.size(); ++i) {
    std::size_t const d = row_major ? a.shape.size() - 1 - i : i;
    if (a.shape[d] == 0) { return 1; }
    if (a.shape[d] == 1) { continue; }
    if (step == 0) { next = step = a.strides[d]; }
    if (step == 0 || next.overflowed || next.value != a.strides[d]) { return 0; }
    next = next * a.shape[d];
  }
  return step == 0 ? 1 : step;
}

namespace detail {

/// What `look` asks of an array.
template <class T>
struct memory_of_view {
  T* first;
  index_list const& extents;
  index_list const& steps;

  std::size_t dimension() const { return extents.size(); }
  index_list const& shape() const { return extents; }
  index_list const& strides() const { return steps; }
  T* data() const { return first; }
  index data_offset() const { return 0; }
};

}  // namespace detail

/// The elements of such a view where they lie in memory; nothing where they are not at even distances. Throws like
/// `look_at`.
template <Reshaped E>
std::optional<seen<stored_t<typename reshaping<E>::expression const>>> look_through(std::string_view where,
                                                                                    std::string_view argument,
                                                                                    E const& e) {
  using T = stored_t<typename reshaping<E>::expression const>;
  auto const& of = e.expression();
  if (e.dimension() > index_list::capacity() || of.dimension() > index_list::capacity()) { return {}; }
  seen<T> const all = look_at(where, argument, of);
  index const step = even_step(all, reshaping<E>::order == xt::layout_type::row_major);
  if (step == 0 || all.empty()) { return {}; }
  index_list const shape = shape_of(where, argument, e);
  index_list const steps =
      index_list::generated(e.dimension(), [&](std::size_t d) { return static_cast<index>(e.strides()[d]) * step; });
  detail::memory_of_view<T> const memory{
      .first = all.data + static_cast<index>(e.data_offset()) * step, .extents = shape, .steps = steps};
  return look_at(where, argument, memory);
}

}  // namespace convolt::arrays
