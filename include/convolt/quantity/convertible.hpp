// SPDX-License-Identifier: BSD-3-Clause
/// What becomes a quantity without being asked, and the sentences of what does not.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/concepts.hpp>

#include <concepts>

namespace convolt {

/// The sentences of compile errors: the constraint of a deleted function is what the compiler prints.
template <class From, class To>
concept units_measure_different_things = Unit<From> && Unit<To> && !SameDimension<From, To>;
template <class From, class To, class T>
concept integers_would_lose_their_scale = std::integral<T> && SameDimension<From, To> && !EquivalentUnits<From, To>;
template <class X, class U>
concept number_has_no_unit = Plain<X> && !(Unit<U> && PlainUnit<U>);
template <class U>
concept unit_must_be_taken_off_with_in = !SameDimension<U, dimensionless>;

namespace detail {

/// A quantity Q may become one in U of elements T without being asked: exactly, or up to rounding of floating point.
template <class Q, class U, class T>
concept ImplicitlyConvertible =
    AnyQuantity<Q> && (!Unit<U> || !Unit<unit_t<Q>> || SameDimension<unit_t<Q>, U>)&&!(
                          std::integral<T> &&
                          !std::integral<element_t<Q>>)&&!((std::integral<T> || std::integral<element_t<Q>>)&&Unit<U> &&
                                                           Unit<unit_t<Q>> && !EquivalentUnits<unit_t<Q>, U>);

/// Of the operand too, though it is only the unit that matters: a question about U alone would be answered for every
/// quantity type, wherever one is named.
template <class X, class U>
concept PlainBeside = Plain<X> && Unit<U> && PlainUnit<U>;

}  // namespace detail

}  // namespace convolt
