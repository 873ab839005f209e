// SPDX-License-Identifier: BSD-3-Clause
/// An operand as the loops see it: a pointer, extents and strides. Containers, adaptors and strided views are looked at
/// where they lie; lazy expressions, and operands that change their element type, are evaluated once into an own copy.
/// Layer: lax.
#pragma once

#include <convolt/core/error.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/geometry/checks.hpp>
#include <convolt/lax/types.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <string>
#include <string_view>
#include <utility>

namespace convolt::lax::detail {

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

[[noreturn]] inline void throw_rank_too_high(std::string_view where, std::string_view argument, std::size_t rank) {
  throw shape_error({.category = "rank_too_high",
                     .where = std::string(where),
                     .argument = std::string(argument),
                     .problem = "has too many axes",
                     .expected = "at most " + std::to_string(index_list::capacity()),
                     .actual = std::to_string(rank)});
}
[[noreturn]] inline void throw_extent_too_large(std::string_view where, std::string_view argument,
                                                std::string const& extent) {
  throw shape_error({.category = "size_overflow",
                     .where = std::string(where),
                     .argument = std::string(argument),
                     .problem = "has an extent that does not fit a signed integer",
                     .actual = extent});
}

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

/// An adaptor over no memory that claims to have elements.
[[noreturn]] inline void throw_null_data(std::string_view where, std::string_view argument, geometry::extents shape) {
  throw shape_error({.category = "null_data",
                     .where = std::string(where),
                     .argument = std::string(argument),
                     .problem = "has extents but a null data pointer",
                     .actual = geometry::list_text(shape)});
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

[[noreturn]] inline void throw_strides_too_large(std::string_view where, std::string_view argument,
                                                 index_list const& strides) {
  throw shape_error({.category = "size_overflow",
                     .where = std::string(where),
                     .argument = std::string(argument),
                     .problem = "has strides that leave the address space",
                     .actual = geometry::list_text({strides.begin(), strides.size()})});
}

/// Strides are as good as who made them; at least their sums are numbers.
template <class T>
void check_strides(std::string_view where, std::string_view argument, strided<T> const& a) {
  // Ten products of numbers with so few bits, times the size of an element, are far from the range of an index.
  index bits = 0;
  for (std::size_t i = 0; i < a.shape.size(); ++i) {
    bits |= a.shape[i] | (a.strides[i] < 0 ? ~a.strides[i] : a.strides[i]);
  }
  if (bits < index{1} << 24) { return; }
  auto const [low, high] = reach_of(a);
  if (((high - low + 1) * sizeof(T)).overflowed) { throw_strides_too_large(where, argument, a.strides); }
}

/// Elements as they can be reached in memory: const where they cannot be written.
template <class E>
using stored_t = std::remove_reference_t<decltype(std::declval<E&>().data()[0])>;

/// (The type of the result is named, since clang 14 copies a local variable that is returned as `auto`.)
template <class E>
strided<stored_t<E>> look_at(std::string_view where, std::string_view argument, E& e) {
  auto const& strides = e.strides();
  strided<stored_t<E>> a{
      .data = e.data(),
      .shape = shape_of(where, argument, e),
      .strides = index_list::generated(e.dimension(), [&](std::size_t i) { return static_cast<index>(strides[i]); })};
  check_strides(where, argument, a);
  if (a.data != nullptr) {
    a.data += e.data_offset();
  } else if (!a.empty()) {
    throw_null_data(where, argument, a.extents());
  }
  return a;
}

/// An owning container of this shape, not initialised.
template <class T, std::size_t Rank>
owning_t<T, Rank> allocate(index_list const& shape) {
  if constexpr (Rank == dynamic_rank) {
    typename owning_t<T, Rank>::shape_type extents(shape.size());
    for (std::size_t i = 0; i < shape.size(); ++i) { extents[i] = static_cast<std::size_t>(shape[i]); }
    return owning_t<T, Rank>::from_shape(extents);
  } else {
    std::array<std::size_t, Rank> extents{};
    for (std::size_t i = 0; i < Rank; ++i) { extents[i] = static_cast<std::size_t>(shape[i]); }
    return owning_t<T, Rank>::from_shape(extents);
  }
}

/// The numbers of e as elements of T in a container of their own. (xtensor steps off null pointers where there are
/// none.)
template <class T, std::size_t Rank, class E>
owning_t<T, Rank> evaluate(index_list const& shape, E const& e) {
  owning_t<T, Rank> numbers = allocate<T, Rank>(shape);
  if (numbers.size() > 0) { xt::noalias(numbers) = xt::cast<T>(e); }
  return numbers;
}

/// The numbers of Q as elements of T, where they lie or in a copy that this object owns.
template <class T, class Q>
class operand_numbers {
  using numbers = std::remove_cvref_t<decltype(raw(std::declval<Q const&>()))>;
  static constexpr bool stays = InMemory<numbers const> && std::same_as<element_t<Q>, T>;
  struct nothing {};

 public:
  operand_numbers(std::string_view where, std::string_view argument, Q const& q)
      : copy_(copy_of(where, argument, q)), view_(view_of(where, argument, q)) {}
  operand_numbers(operand_numbers const&) = delete;
  operand_numbers& operator=(operand_numbers const&) = delete;

  strided<T const> const& view() const { return view_; }

 private:
  using copy_t = std::conditional_t<stays, nothing, owning_t<T, static_rank<Q>>>;

  static copy_t copy_of(std::string_view where, std::string_view argument, Q const& q) {
    if constexpr (stays) {
      return {};
    } else {
      index_list const shape = shape_of(where, argument, raw(q));
      geometry::check_extents(where, argument, {shape.begin(), shape.size()}, static_cast<index>(sizeof(T)));
      return evaluate<T, static_rank<Q>>(shape, raw(q));
    }
  }
  strided<T const> view_of(std::string_view where, std::string_view argument, Q const& q) const {
    if constexpr (stays) {
      return look_at(where, argument, raw(q));
    } else {
      return look_at(where, argument, copy_);
    }
  }

  copy_t copy_;
  strided<T const> view_;
};

// ---- overlap -----------------------------------------------------------------------------------------------------

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

constexpr bool are_apart(address_range a, address_range b) { return a.last <= b.first || b.last <= a.first; }

/// Whether two arrays of one element type can share an element. Ranges that meet may still be the teeth of two combs:
/// if all steps are multiples of a common one and the distance of the arrays is not, no element is in both.
template <class T, class S>
bool may_share(strided<T> const& a, strided<S> const& b) {
  static_assert(sizeof(T) == sizeof(S));
  if (are_apart(addresses(a), addresses(b))) { return false; }
  auto const bytes =
      static_cast<index>(reinterpret_cast<std::uintptr_t>(a.data) - reinterpret_cast<std::uintptr_t>(b.data));
  constexpr index size = sizeof(T);
  if (bytes % size != 0) { return true; }
  index common = 0;
  for (std::size_t i = 0; i < a.shape.size(); ++i) {
    common = a.shape[i] > 1 ? std::gcd(common, a.strides[i]) : common;
  }
  for (std::size_t i = 0; i < b.shape.size(); ++i) {
    common = b.shape[i] > 1 ? std::gcd(common, b.strides[i]) : common;
  }
  return common == 0 || (bytes / size) % common == 0;
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
template <class T>
bool overlaps_itself(strided<T> const& a) {
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

[[noreturn]] inline void throw_overlap(std::string_view where, std::string_view argument) {
  throw shape_error({.category = "overlapping_output",
                     .where = std::string(where),
                     .argument = "out",
                     .problem = "shares memory with " + std::string(argument),
                     .advice = "write into an array of its own"});
}
template <class T, class S>
void check_no_overlap(std::string_view where, std::string_view argument, strided<T> const& out, strided<S> const& in) {
  if (may_share(out, in)) { throw_overlap(where, argument); }
}

}  // namespace convolt::lax::detail
