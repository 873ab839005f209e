// SPDX-License-Identifier: BSD-3-Clause
/// A look at an array of the caller, and the checks of what was seen: once for everything that a call asks of it.
/// Layer: array.
#pragma once

#include <convolt/array/refusals.hpp>
#include <convolt/array/strided.hpp>
#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace convolt::arrays {

/// Elements as they can be reached in memory: const where they cannot be written.
template <class E>
using stored_t = std::remove_reference_t<decltype(std::declval<E&>().data()[0])>;

/// An array of the caller, with what all checks ask of its extents and strides: tiny calls have no time to walk over
/// them again and again.
template <class T>
struct seen : strided<T> {
  explicit seen(std::size_t rank) : strided<T>{nullptr, index_list::unset(rank), index_list::unset(rank)} {}

  span reach;  ///< right once the strides have been checked
  index bits;  ///< those of every extent and stride, or-ed: an upper bound of all of them
  constexpr bool empty() const { return reach.low == reach.end; }
};

/// Look, and leave the strides and the pointer to `check`. (The type of the result is named, since clang 14 copies a
/// local variable that is returned as `auto`.)
template <class E>
CONVOLT_ALWAYS_INLINE seen<stored_t<E>> look(std::string_view where, std::string_view argument, E& e) {
  std::size_t const rank = e.dimension();
  if (rank > index_list::capacity()) { throw_rank_too_high(where, argument, rank); }
  auto const& extents = e.shape();
  auto const& strides = e.strides();
  seen<stored_t<E>> a(rank);
  a.data = e.data();
  if (a.data != nullptr) { a.data += e.data_offset(); }
  index bits = 0;
  std::size_t low = 0, end = 1;  // unsigned, since nothing has been checked
  bool empty = false;
  for (std::size_t i = 0; i < rank; ++i) {
    checked_index const extent = extents[i];
    if (extent.overflowed) { throw_extent_too_large(where, argument, std::to_string(extents[i])); }
    index const stride = static_cast<index>(strides[i]);
    a.shape.data()[i] = extent.value;
    a.strides.data()[i] = stride;
    bits |= extent.value | (stride < 0 ? ~stride : stride);
    (stride < 0 ? low : end) += static_cast<std::size_t>(extent.value - 1) * static_cast<std::size_t>(stride);
    empty |= extent.value == 0;
  }
  a.bits = bits;
  a.reach = empty ? span{0, 0} : span{static_cast<index>(low), static_cast<index>(end)};
  return a;
}

template <class T>
CONVOLT_ALWAYS_INLINE void check(std::string_view where, std::string_view argument, seen<T> const& a) {
  // Ten products of numbers with so few bits, times the size of an element, are far from the range of an index.
  if (a.bits >= index{1} << 24) { check_strides(where, argument, a); }
  if (a.data == nullptr && !a.empty()) { throw_null_data(where, argument, a.extents()); }
}

template <class E>
seen<stored_t<E>> look_at(std::string_view where, std::string_view argument, E& e) {
  seen<stored_t<E>> a = look(where, argument, e);
  check(where, argument, a);
  return a;
}

}  // namespace convolt::arrays
