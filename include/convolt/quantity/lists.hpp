// SPDX-License-Identifier: BSD-3-Clause
/// Arrays from lists in braces and from the containers of the standard library: their extents, which must be those of a
/// box, and their numbers.
/// Layer: quantity.
#pragma once

#include <convolt/core/error.hpp>
#include <convolt/quantity/convertible.hpp>
#include <convolt/quantity/rank.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

namespace convolt::detail {

/// What a list has at its places: numbers, or lists of them.
template <class C>
struct list_item {
  using type = void;
};
template <class X>
struct list_item<std::initializer_list<X>> {
  using type = X;
};
template <class X, class A>
struct list_item<std::vector<X, A>> {
  using type = X;
};
template <class X, std::size_t N>
struct list_item<std::span<X, N>> {
  using type = std::remove_cv_t<X>;
};
template <class X, std::size_t N>
struct list_item<std::array<X, N>> {
  using type = X;
};
template <class X, std::size_t N>
struct list_item<X[N]> {
  using type = std::remove_cv_t<X>;
};
template <class X, std::size_t N>
struct list_item<X const [N]> { using type = std::remove_cv_t<X>; };
template <class C>
using list_item_t = typename list_item<C>::type;

template <class X>
using lists = std::initializer_list<std::initializer_list<X>>;
template <class X>
using lists_of_lists = std::initializer_list<lists<X>>;

/// How deep lists are nested; 0 is no list.
template <class C>
inline constexpr std::size_t list_depth = 0;
template <class C>
  requires(!std::is_void_v<list_item_t<C>>)
inline constexpr std::size_t list_depth<C> = 1 + list_depth<list_item_t<C>>;

template <class C>
struct list_leaf {
  using type = C;
};
template <class C>
  requires(list_depth<C> > 0)
struct list_leaf<C> : list_leaf<list_item_t<C>> {};

/// A list of numbers, or of lists of numbers.
template <class C>
concept NumberList =
    (list_depth<std::remove_cvref_t<C>> > 0) && Scalar<typename list_leaf<std::remove_cvref_t<C>>::type>;

/// A container of the standard library, or a C array, of quantities, or of such containers.
template <class C>
concept QuantityList =
    (list_depth<std::remove_cvref_t<C>> > 0) && AnyQuantity<typename list_leaf<std::remove_cvref_t<C>>::type>;

/// What numbers of several types in one list are, for the sentence that refuses them.
struct any_number {
  template <Scalar X>
  constexpr any_number(X const&) {}  // NOLINT(google-explicit-constructor): any number is one
};

[[noreturn]] inline void throw_ragged_list(std::size_t expected, std::size_t actual) {
  throw shape_error({.category = "ragged_list",
                     .where = "quantity",
                     .problem = "the lists in a list must have one length",
                     .expected = std::to_string(expected),
                     .actual = std::to_string(actual)});
}

/// The extents of a list of lists, from the first of them, which the others must equal.
template <class C>
void measure_list(C const& list, std::size_t* extent, bool first) {
  std::size_t const n = std::size(list);
  if (first) { *extent = n; }
  if (*extent != n) { throw_ragged_list(*extent, n); }
  if constexpr (list_depth<list_item_t<C>> > 0) {
    for (auto const& item : list) {
      measure_list(item, extent + 1, first);
      first = false;
    }
  }
}

/// Writes what `number` makes of the items, row by row.
template <class C, class To, class F>
void copy_list(C const& list, To& to, F const& number) {
  for (auto const& item : list) {
    if constexpr (list_depth<list_item_t<C>> > 0) {
      copy_list(item, to, number);
    } else {
      *to = number(item);
      ++to;
    }
  }
}

/// A container E with the extents of the list and what `number` makes of its items.
template <class E, class C, class F>
E from_list(C const& list, F const& number) {
  std::array<std::size_t, list_depth<C>> extents{};
  measure_list(list, extents.data(), true);
  E result = E::from_shape(extents);
  auto to = result.template begin<xt::layout_type::row_major>();
  copy_list(list, to, number);
  return result;
}

/// A list L of numbers in U, or of quantities that convert to it, for a container E with as many axes as it is deep. A
/// plain list of integers counts where the elements are integers: else it may be meant as a shape.
template <class L, class U, class E, class X = typename list_leaf<L>::type>
concept ListOfNumbers =
    Unit<U> && Resizable<E> &&
    (rank_of<E> == dynamic_rank || rank_of<E> == list_depth<L>)&&(
        (AnyQuantity<X> && Scalar<wrapped_t<X>> && std::convertible_to<X, quantity<U, element_t<E>>>) ||
        (Scalar<X> && std::convertible_to<X, element_t<E>> &&
         (std::integral<X> ? std::integral<element_t<E>> || list_depth<L> != 1 : !std::integral<element_t<E>>)));

/// Integers, or a list of them, that cannot be the elements of E.
template <class E, class... S>
concept ShapeOf = Resizable<E> && sizeof...(S) > 0 && (std::integral<typename list_leaf<S>::type> && ...) &&
                  !(sizeof...(S) == 1 && (std::integral<S> || ...)) && !(ListOfNumbers<S, dimensionless, E> || ...);

/// Goes over quantities that become numbers in U, for a container E of one axis.
template <class I, class U, class E>
concept ElementIterator = Unit<U> && Resizable<E> && (rank_of<E> == dynamic_rank || rank_of<E> == 1) && requires(I& i) {
  ++i;
  requires ImplicitlyConvertible<std::remove_cvref_t<decltype(*i)>, U, element_t<E>>;
};
template <class E, class U, class I>
E from_iterators(I first, I last, U const& unit) {
  using T = element_t<E>;
  std::vector<T> numbers;
  for (; first != last; ++first) { numbers.push_back(static_cast<T>(quantity<U, T>(*first).in(unit))); }
  return from_list<E>(numbers, [](T const& x) { return x; });
}

template <class E, class U, class L>
E from_numbers(L const& list, U const& unit) {
  using T = element_t<E>;
  return from_list<E>(list, [&unit](auto const& x) {
    if constexpr (AnyQuantity<decltype(x)>) {
      return static_cast<T>(quantity<U, T>(x).in(unit));
    } else {
      return static_cast<T>(x);
    }
  });
}

/// A quantity in a list of several scales, as its number in U.
template <class U, class T>
struct converted {
  T number;
  template <class V, Scalar X>
    requires ImplicitlyConvertible<quantity<V, X>, U, T>
  constexpr converted(quantity<V, X> const& q)  // NOLINT(google-explicit-constructor): that is what it is for
      : number(static_cast<T>(q.in(U{}))) {}
  template <class V, Scalar X>
    requires units_measure_different_things<V, U>
  converted(quantity<V, X> const&) = delete;  // the units measure different things
  template <Scalar X>
  converted(X const&) = delete;  // numbers of one type, as {1., 2.}, or a unit behind each of them
};

template <std::size_t Depth, class U, class E>
concept ListOfScales = Unit<U> && Resizable<E> && (rank_of<E> == dynamic_rank || rank_of<E> == Depth);

template <class E, class L>
E from_scales(L const& list) {
  return from_list<E>(list, [](auto const& item) { return item.number; });
}

}  // namespace convolt::detail
