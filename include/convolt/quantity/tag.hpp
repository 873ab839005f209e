// SPDX-License-Identifier: BSD-3-Clause
/// Ways in and out of quantities: `tag` copies or moves, `tag_ref` looks; units, raw numbers and numbers in a unit of
/// quantities and plain operands alike; and names for owning ones, `tensor` and `array`.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/quantity.hpp>

#include <type_traits>
#include <utility>

namespace convolt {

namespace detail {

/// The quantity around x itself, a view of a named array too.
template <Plain X, AnyUnit U>
constexpr auto tag_as_it_is(X&& x, U const& u) {
  return quantity<U, std::remove_cvref_t<X>>(tag_access{}, std::forward<X>(x), keep(u));
}

}  // namespace detail

/// The quantity whose numbers are x, in the unit u. Copies an lvalue, moves an rvalue. Of adaptors and views it copies
/// the elements that they look at. A lazy expression stays one.
template <Plain X, AnyUnit U>
constexpr auto tag(X&& x, U const& u) {
  if constexpr (detail::LooksAtNumbers<X>) {
    return detail::tag_as_it_is(detail::owning_t<X>(x), u);
  } else {
    return detail::tag_as_it_is(std::forward<X>(x), u);
  }
}

/// A quantity that looks at x without copying it, and writes to it when it is not const. x must outlive it; of a
/// temporary adaptor or view, what that looks at.
template <Plain X, AnyUnit U>
constexpr auto tag_ref(X& x, U const& u) {
  return quantity<U, X&>(detail::tag_access{}, x, detail::keep(u));
}
template <class X, AnyUnit U>
  requires(!std::is_lvalue_reference_v<X> && detail::LooksAtNumbers<X>)
constexpr auto tag_ref(X&& x, U const& u) {
  return detail::tag_as_it_is(std::move(x), u);
}
template <Plain X, AnyUnit U>
  requires(!detail::LooksAtNumbers<X>)
void tag_ref(X const&& x, U const& u) CONVOLT_REFUSED("a temporary would be gone before the reference to it");

template <class U, class E>
template <AnyUnit V>
  requires(!units_measure_different_things<U, V>)
constexpr auto quantity<U, E>::as(V const& v) const& {
  return tag(in(v), v);
}
template <class U, class E>
template <AnyUnit V>
  requires(!units_measure_different_things<U, V>)
constexpr auto quantity<U, E>::as(V const& v) && {
  return tag(std::move(*this).in(v), v);
}

/// The unit, the raw numbers, and the numbers in a unit, of quantities and of plain operands alike.
template <Operand Q>
constexpr auto unit_of(Q const& q) {
  if constexpr (AnyQuantity<Q>) {
    return unit_t<Q>(q.unit());
  } else {
    return one;
  }
}

/// The numbers as they are, in whatever unit.
template <Operand Q>
constexpr decltype(auto) raw(Q&& q) {
  if constexpr (AnyQuantity<Q>) {
    return std::forward<Q>(q).raw();
  } else {
    return detail::pass<Q>(std::forward<Q>(q));
  }
}

/// The numbers in a unit of the same dimension.
template <Operand Q, AnyUnit V>
  requires(!units_measure_different_things<unit_t<Q>, V> && detail::ExactConversion<std::remove_cvref_t<Q>, V>)
constexpr decltype(auto) in(Q&& q, V const& v) {
  if constexpr (AnyQuantity<Q>) {
    return std::forward<Q>(q).in(v);
  } else {
    return detail::convert(std::forward<Q>(q), one, v);
  }
}
template <Operand Q, class V>
  requires units_measure_different_things<unit_t<Q>, V>
void in(Q const& q, V const& v)CONVOLT_REFUSED("the units measure different things");

/// `convolt::tensor<mV, float, 3>`: an owning quantity of static rank; `convolt::array<mV, float>`: of any rank.
template <auto U, class T, std::size_t Rank>
using tensor = quantity<std::remove_cv_t<decltype(U)>, xt::xtensor<T, Rank, xt::layout_type::row_major>>;
template <auto U, class T>
using array = quantity<std::remove_cv_t<decltype(U)>, xt::xarray<T, xt::layout_type::row_major>>;
/// `convolt::scalar<mV>`: one number, for members and parameters.
template <auto U, class T = double>
using scalar = quantity<std::remove_cv_t<decltype(U)>, T>;

}  // namespace convolt
