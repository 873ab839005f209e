// SPDX-License-Identifier: BSD-3-Clause
/// An array in memory as the loops see it: a pointer, extents and strides, and how far its elements reach.
/// Layer: array.
#pragma once

#include <convolt/array/refusals.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/geometry/text.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>

namespace convolt::arrays {

/// An array in memory as the engine takes it.
template <class T>
struct strided {
  T* data = nullptr;  ///< the element whose indices are all 0
  index_list shape;
  index_list strides;  ///< in elements

  geometry::extents extents() const { return {shape.begin(), shape.size()}; }
  constexpr bool empty() const {
    for (index n : shape) {
      if (n == 0) { return true; }
    }
    return false;
  }
};

/// An expression whose elements lie in memory at constant distances.
template <class E>
concept InMemory = requires(E& e) {
  { e.data()[0] } -> std::convertible_to<typename std::remove_cvref_t<E>::value_type>;
  e.data_offset();
  e.strides();
  requires std::is_pointer_v<std::remove_reference_t<decltype(e.data())>>;
};

/// The extents of e as signed integers.
template <class E>
index_list shape_of(std::string_view where, std::string_view argument, E const& e) {
  if (e.dimension() > index_list::capacity()) { throw_rank_too_high(where, argument, e.dimension()); }
  auto const& extents = e.shape();  // lazy reductions have no shape(i)
  return index_list::generated(e.dimension(), [&](std::size_t i) {
    checked_index const extent = extents[i];
    if (extent.overflowed) { throw_extent_too_large(where, argument, std::to_string(extents[i])); }
    return extent.value;
  });
}

/// How far the elements lie before and behind the first one, where that may be beyond all bounds.
struct reach {
  checked_index low = 0;
  checked_index high = 0;
};

/// Zero for an array without elements.
template <class T>
constexpr reach reach_of(strided<T> const& a) {
  reach r;
  if (a.empty()) { return r; }
  for (std::size_t i = 0; i < a.shape.size(); ++i) {
    checked_index const distance = checked_index(a.shape[i] - 1) * a.strides[i];
    checked_index& end = a.strides[i] < 0 ? r.low : r.high;
    end = end + distance;
  }
  return r;
}

/// The same once the strides have been checked: [low, end), empty for an array without elements.
struct span {
  index low = 0;
  index end = 1;
};
template <class T>
constexpr span span_of(strided<T> const& a) {
  span s;
  for (std::size_t i = 0; i < a.shape.size(); ++i) {
    if (a.shape[i] == 0) { return {0, 0}; }
    index const distance = (a.shape[i] - 1) * a.strides[i];
    s.low += std::min<index>(distance, 0);
    s.end += std::max<index>(distance, 0);
  }
  return s;
}

/// Strides are as good as who made them; at least their sums are numbers.
template <class T>
void check_strides(std::string_view where, std::string_view argument, strided<T> const& a) {
  auto const [low, high] = reach_of(a);
  if (((high - low + 1) * sizeof(T)).overflowed) { throw_strides_too_large(where, argument, a.strides); }
}

}  // namespace convolt::arrays
