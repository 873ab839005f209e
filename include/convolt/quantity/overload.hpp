// SPDX-License-Identifier: BSD-3-Clause
/// Overloads of a function for quantities. xtensor has unconstrained functions of the same names (sum, view, eval,
/// ...), which argument-dependent lookup finds for a quantity of an array. Only parameters of the form `quantity<U,
/// E>&` are more specialised than its `E&&`, so each function is written three times, once per kind of reference: here,
/// and nowhere else. `implementation` is a function object that takes the quantity first.
/// Layer: quantity.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/quantity/tag.hpp>

#include <array>
#include <cstddef>
#include <utility>

/// name(q)
#define CONVOLT_OVERLOADS(name, implementation)  \
  template <class U, class E>                    \
  constexpr auto name(quantity<U, E> const& q) { \
    return implementation{}(q);                  \
  }                                              \
  template <class U, class E>                    \
  constexpr auto name(quantity<U, E>& q) {       \
    return implementation{}(q);                  \
  }                                              \
  template <class U, class E>                    \
  constexpr auto name(quantity<U, E>&& q) {      \
    return implementation{}(std::move(q));       \
  }

/// name(q, x)
#define CONVOLT_OVERLOADS_WITH_ONE(name, implementation)       \
  template <class U, class E, class X>                         \
  constexpr auto name(quantity<U, E> const& q, X&& x) {        \
    return implementation{}(q, std::forward<X>(x));            \
  }                                                            \
  template <class U, class E, class X>                         \
  constexpr auto name(quantity<U, E>& q, X&& x) {              \
    return implementation{}(q, std::forward<X>(x));            \
  }                                                            \
  template <class U, class E, class X>                         \
  constexpr auto name(quantity<U, E>&& q, X&& x) {             \
    return implementation{}(std::move(q), std::forward<X>(x)); \
  }

/// name(q, x...), any number of them
#define CONVOLT_OVERLOADS_WITH_MANY(name, implementation)         \
  template <class U, class E, class... X>                         \
  constexpr auto name(quantity<U, E> const& q, X&&... x) {        \
    return implementation{}(q, std::forward<X>(x)...);            \
  }                                                               \
  template <class U, class E, class... X>                         \
  constexpr auto name(quantity<U, E>& q, X&&... x) {              \
    return implementation{}(q, std::forward<X>(x)...);            \
  }                                                               \
  template <class U, class E, class... X>                         \
  constexpr auto name(quantity<U, E>&& q, X&&... x) {             \
    return implementation{}(std::move(q), std::forward<X>(x)...); \
  }

/// name(q, {1, 2}): braces become a std::array
#define CONVOLT_OVERLOADS_WITH_BRACES(name, implementation)         \
  template <class U, class E, Integer I, std::size_t N>             \
  constexpr auto name(quantity<U, E> const& q, I const(&list)[N]) { \
    return implementation{}(q, std::to_array(list));                \
  }                                                                 \
  template <class U, class E, Integer I, std::size_t N>             \
  constexpr auto name(quantity<U, E>& q, I const(&list)[N]) {       \
    return implementation{}(q, std::to_array(list));                \
  }                                                                 \
  template <class U, class E, Integer I, std::size_t N>             \
  constexpr auto name(quantity<U, E>&& q, I const(&list)[N]) {      \
    return implementation{}(std::move(q), std::to_array(list));     \
  }

/// name(q, list, x) and name(q, {1, 2}, x) with an x of one given type
#define CONVOLT_OVERLOADS_WITH_LIST_AND(name, implementation, type)         \
  template <class U, class E, class L>                                      \
  constexpr auto name(quantity<U, E> const& q, L&& list, type x) {          \
    return implementation{}(q, list, x);                                    \
  }                                                                         \
  template <class U, class E, class L>                                      \
  constexpr auto name(quantity<U, E>& q, L&& list, type x) {                \
    return implementation{}(q, list, x);                                    \
  }                                                                         \
  template <class U, class E, class L>                                      \
  constexpr auto name(quantity<U, E>&& q, L&& list, type x) {               \
    return implementation{}(std::move(q), list, x);                         \
  }                                                                         \
  template <class U, class E, Integer I, std::size_t N>                     \
  constexpr auto name(quantity<U, E> const& q, I const(&list)[N], type x) { \
    return implementation{}(q, std::to_array(list), x);                     \
  }                                                                         \
  template <class U, class E, Integer I, std::size_t N>                     \
  constexpr auto name(quantity<U, E>& q, I const(&list)[N], type x) {       \
    return implementation{}(q, std::to_array(list), x);                     \
  }                                                                         \
  template <class U, class E, Integer I, std::size_t N>                     \
  constexpr auto name(quantity<U, E>&& q, I const(&list)[N], type x) {      \
    return implementation{}(std::move(q), std::to_array(list), x);          \
  }
