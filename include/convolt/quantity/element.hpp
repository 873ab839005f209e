// SPDX-License-Identifier: BSD-3-Clause
/// What `v(i)` is: a number of an array, seen as a quantity where it lies. So `auto x = v(i)` is a value, as for a
/// plain array, while `v(i) = q` and `auto& r = v(i)` write to the array.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/storage.hpp>

#include <concepts>
#include <cstddef>
#include <type_traits>

namespace convolt::detail {

struct tag_access {};

template <class From, class To>
using with_const_of = std::conditional_t<std::is_const_v<From>, To const, To>;

/// The element of a quantity in U whose array returns an R: a reference where that is one. What is computed, and what
/// keeps its unit beside the array, has constants for elements: nothing can be assigned to them by mistake.
template <class U, class R>
struct element_of_array {
  using type = quantity<U, std::remove_cv_t<R>> const;
};
template <class U, class T>
struct element_of_array<U, T&> {
  using type = with_const_of<T, quantity<U, std::remove_cv_t<T>>>&;
};
template <class T>
struct element_of_array<any_unit, T&> {
  using type = quantity<any_unit, std::remove_cv_t<T>> const;
};
template <class U, class R>
using element_of_array_t = typename element_of_array<U, R>::type;

/// A number as a quantity: a tag has one member, the number, so that both lie at one address. (No attribute that says
/// "may alias": compilers know that a number may be the member of a struct, and go on vectorising.)
template <class Q, class T>
CONVOLT_ALWAYS_INLINE Q& seen_as(T& x) {
  static_assert(sizeof(Q) == sizeof(T) && alignof(Q) == alignof(T) && std::is_standard_layout_v<Q>);
  return reinterpret_cast<Q&>(x);
}

template <class U, class R>
constexpr element_of_array_t<U, R> as_element(R&& x, kept_unit<U> const& unit) {
  using result = element_of_array_t<U, R>;
  if constexpr (std::is_reference_v<result>) {
    return seen_as<std::remove_reference_t<result>>(x);
  } else {
    return result(tag_access{}, x, unit);
  }
}

/// The number at i..., which of a number is itself.
template <class X, class... I>
constexpr decltype(auto) number_at(X& x, I... i) {
  if constexpr (Scalar<X>) {
    static_assert(sizeof...(I) == 0, "convolt: a scalar has no indices");
    return (x);
  } else {
    return x(i...);
  }
}

/// What NumPy's users put into brackets: conditions on elements.
template <class M>
concept Mask = ArrayExpression<std::remove_cvref_t<M>> || is_sampled<std::remove_cvref_t<M>>;

/// What `v[i]` takes of an array E.
template <class I, class E>
concept Subscript = ArrayExpression<E> && !Mask<I>;

/// An index in brackets: of any integer type, or a list of them.
template <class I>
constexpr decltype(auto) subscript(I const& i) {
  if constexpr (std::integral<I>) {
    return static_cast<std::size_t>(i);
  } else {
    return (i);
  }
}

}  // namespace convolt::detail
