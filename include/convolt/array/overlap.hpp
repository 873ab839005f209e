// SPDX-License-Identifier: BSD-3-Clause
/// Whether arrays share memory: two of them, or the elements of one.
/// Layer: array.
#pragma once

#include <convolt/array/refusals.hpp>
#include <convolt/array/seen.hpp>
#include <convolt/array/strided.hpp>
#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <string_view>
#include <utility>

namespace convolt::arrays {

/// The addresses that an array can touch, from its first to past its last element.
struct address_range {
  std::uintptr_t first = 0;
  std::uintptr_t last = 0;  ///< past the end; both are 0 for an empty array
};

template <class T>
address_range addresses(strided<T> const& a) {
  span const s = span_of(a);
  if (s.low == s.end) { return {}; }
  return {reinterpret_cast<std::uintptr_t>(a.data + s.low), reinterpret_cast<std::uintptr_t>(a.data + s.end)};
}

template <class T>
address_range addresses(seen<T> const& a) {
  if (a.empty()) { return {}; }
  return {reinterpret_cast<std::uintptr_t>(a.data + a.reach.low),
          reinterpret_cast<std::uintptr_t>(a.data + a.reach.end)};
}

/// Those of a container, whose elements lie one after the other.
template <class E>
address_range addresses_of_container(E const& e) {
  return {reinterpret_cast<std::uintptr_t>(e.data()), reinterpret_cast<std::uintptr_t>(e.data() + e.size())};
}

constexpr bool are_apart(address_range a, address_range b) { return a.last <= b.first || b.last <= a.first; }

/// Ranges that meet may still be the teeth of two combs: if all steps are multiples of a common one and the distance of
/// the arrays is not, no element is in both. Not said of elements of different sizes.
template <class T, class S>
bool are_combs_apart(strided<T> const& a, strided<S> const& b) {
  if constexpr (sizeof(T) != sizeof(S)) { return false; }
  auto const bytes =
      static_cast<index>(reinterpret_cast<std::uintptr_t>(a.data) - reinterpret_cast<std::uintptr_t>(b.data));
  constexpr index size = sizeof(T);
  if (bytes % size != 0) { return false; }
  index common = 0;
  for (std::size_t i = 0; i < a.shape.size(); ++i) {
    common = a.shape[i] > 1 ? std::gcd(common, a.strides[i]) : common;
  }
  for (std::size_t i = 0; i < b.shape.size(); ++i) {
    common = b.shape[i] > 1 ? std::gcd(common, b.strides[i]) : common;
  }
  return common != 0 && (bytes / size) % common != 0;
}
/// Whether two arrays, strided or seen, can share an element.
template <class A, class B>
CONVOLT_ALWAYS_INLINE bool may_share(A const& a, B const& b) {
  return !are_apart(addresses(a), addresses(b)) && !are_combs_apart(a, b);
}

/// Whether each axis steps over all that the axes behind it reach: the usual order.
template <class T>
bool is_nested_in_order(strided<T> const& a) {
  index reach = 0;
  for (std::size_t i = a.shape.size(); i-- > 0;) {
    if (a.shape[i] <= 1) { continue; }
    index const step = a.strides[i] < 0 ? -a.strides[i] : a.strides[i];
    if (step <= reach) { return false; }
    reach += step * (a.shape[i] - 1);
  }
  return true;
}

/// Whether two elements of one array share their memory, as in a broadcast view. Exact for the usual nested layouts; a
/// layout that interleaves axes is refused.
template <class A>
bool overlaps_itself(A const& a) {
  if (a.empty() || is_nested_in_order(a)) { return false; }
  inline_list<std::pair<index, index>, index_list::capacity()> steps_and_extents;
  for (std::size_t i = 0; i < a.shape.size(); ++i) {
    if (a.shape[i] > 1) { steps_and_extents.push_back({a.strides[i] < 0 ? -a.strides[i] : a.strides[i], a.shape[i]}); }
  }
  std::sort(steps_and_extents.begin(), steps_and_extents.end());
  index reach = 0;
  for (auto const& [step, extent] : steps_and_extents) {
    if (step <= reach) { return true; }
    reach += step * (extent - 1);
  }
  return false;
}

template <class A, class B>
CONVOLT_ALWAYS_INLINE void check_no_overlap(std::string_view where, std::string_view argument, A const& out,
                                            B const& in) {
  if (may_share(out, in)) { throw_overlap(where, argument); }
}

}  // namespace convolt::arrays
