// SPDX-License-Identifier: BSD-3-Clause
/// An operand as the loops see it: a pointer, extents and strides. Containers, adaptors and strided views are looked at
/// where they lie; lazy expressions, and operands that change their element type, are evaluated once into an own copy.
/// Layer: lax.
#pragma once

#include <convolt/core/config.hpp>
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
  auto const [low, high] = reach_of(a);
  if (((high - low + 1) * sizeof(T)).overflowed) { throw_strides_too_large(where, argument, a.strides); }
}

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

/// An operand of a call: its shape, and once the call is known to be good, its numbers as elements of T, where they lie
/// or in a copy that this object owns.
template <class T, class Q>
class call_operand {
  using numbers = std::remove_cvref_t<decltype(raw(std::declval<Q const&>()))>;
  static constexpr bool stays = InMemory<numbers const> && std::same_as<element_t<Q>, T>;
  struct nothing {};

 public:
  call_operand(std::string_view where, std::string_view argument, Q const& q)
      : argument_(argument), q_(q), view_(first_look(where, argument, raw(q))) {}
  call_operand(call_operand const&) = delete;
  call_operand& operator=(call_operand const&) = delete;

  index_list const& shape() const { return view_.shape; }
  auto unit() const { return unit_of(q_); }
  /// Evaluate what has to be, and check where the numbers lie. Before, only the shape is known.
  void settle(std::string_view where) {
    if constexpr (stays) {
      check(where, argument_, view_);
    } else {
      geometry::check_extents(where, argument_, {shape().begin(), shape().size()}, static_cast<index>(sizeof(T)));
      copy_ = evaluate<T, static_rank<Q>>(shape(), raw(q_));
      view_ = look_at(where, argument_, std::as_const(copy_));
    }
  }
  seen<T const> const& view() const { return view_; }

 private:
  using copy_t = std::conditional_t<stays, nothing, owning_t<T, static_rank<Q>>>;

  static seen<T const> first_look(std::string_view where, std::string_view argument, numbers const& e) {
    if constexpr (stays) {
      return look(where, argument, e);
    } else {
      seen<T const> a(0);
      a.shape = shape_of(where, argument, e);
      return a;
    }
  }

  std::string_view argument_;
  Q const& q_;
  copy_t copy_;
  seen<T const> view_;
};

/// The same where nothing is left to be checked before.
template <class T, class Q>
class operand_numbers {
 public:
  operand_numbers(std::string_view where, std::string_view argument, Q const& q) : operand_(where, argument, q) {
    operand_.settle(where);
  }
  seen<T const> const& view() const { return operand_.view(); }

 private:
  call_operand<T, Q> operand_;
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

template <class T>
address_range addresses(seen<T> const& a) {
  if (a.empty()) { return {}; }
  return {reinterpret_cast<std::uintptr_t>(a.data + a.reach.low),
          reinterpret_cast<std::uintptr_t>(a.data + a.reach.end)};
}

constexpr bool are_apart(address_range a, address_range b) { return a.last <= b.first || b.last <= a.first; }

/// Ranges that meet may still be the teeth of two combs: if all steps are multiples of a common one and the distance of
/// the arrays is not, no element is in both.
template <class T, class S>
bool are_combs_apart(strided<T> const& a, strided<S> const& b) {
  static_assert(sizeof(T) == sizeof(S));
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
/// Whether two arrays of one element type, strided or seen, can share an element.
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

[[noreturn]] inline void throw_overlap(std::string_view where, std::string_view argument) {
  throw shape_error({.category = "overlapping_output",
                     .where = std::string(where),
                     .argument = "out",
                     .problem = "shares memory with " + std::string(argument),
                     .advice = "write into an array of its own"});
}
template <class A, class B>
CONVOLT_ALWAYS_INLINE void check_no_overlap(std::string_view where, std::string_view argument, A const& out,
                                            B const& in) {
  if (may_share(out, in)) { throw_overlap(where, argument); }
}

}  // namespace convolt::lax::detail
