// SPDX-License-Identifier: BSD-3-Clause
/// Numbers from one unit to another: scalars at once, arrays lazily. Equivalent static units cost nothing: the operand
/// itself is handed on.
/// Layer: quantity.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/quantity/concepts.hpp>
#include <convolt/units/scale.hpp>

#include <utility>

namespace convolt::quantities {

/// An lvalue as a reference, an rvalue as a value: what a function may return without dangling.
template <class X>
CONVOLT_ALWAYS_INLINE constexpr X pass(X&& x) {
  return static_cast<X&&>(x);
}

/// A scale as a function object for lazy arrays, when the scale is known at run time only.
template <class T, class R>
struct rescale {
  scale<R> by;
  constexpr T operator()(T const& x) const { return by.is_one() ? x : static_cast<T>(by(x)); }
};

template <class T, class From, class To>
inline constexpr scale<T> static_scale = conversion_scale<T>(magnitude_of<From>, magnitude_of<To>);

/// Integers keep their meaning only under whole factors.
template <class Q, class V>
concept ExactConversion =
    !Unit<V> || !Unit<unit_t<Q>> || !std::integral<element_t<Q>> ||
    (static_scale<element_t<Q>, unit_t<Q>, V>.finite && !static_scale<element_t<Q>, unit_t<Q>, V>.divides);

/// The numbers x of a quantity in `from`, in the unit `to`. `from` and `to` have one dimension, or are checked now.
template <Plain X, class From, class To>
CONVOLT_ALWAYS_INLINE constexpr decltype(auto) convert(X&& x, From const& from, To const& to) {
  using T = element_t<X>;
  using R = real_t<X>;
  if constexpr (Unit<From> && Unit<To>) {
    static_assert(static_scale<R, From, To>.finite, "convolt: this conversion leaves the range of the element type");
    if constexpr (static_scale<R, From, To>.is_one()) {
      return pass<X>(std::forward<X>(x));
    } else if constexpr (Scalar<X>) {
      return static_cast<T>(static_scale<R, From, To>(x));
    } else if constexpr (static_scale<R, From, To>.divides) {
      return std::forward<X>(x) /
             R(static_scale<R, From, To>.factor);  // a prvalue: of a named scalar xtensor would keep
    } else {                                       // a reference
      return std::forward<X>(x) * R(static_scale<R, From, To>.factor);
    }
  } else {
    scale<R> const by = conversion<R>(from, to);
    if constexpr (Scalar<X>) {
      return rescale<T, R>{by}(x);
    } else {
      return xt::make_lambda_xfunction(rescale<T, R>{by}, std::forward<X>(x));
    }
  }
}

}  // namespace convolt::quantities
