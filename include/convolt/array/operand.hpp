// SPDX-License-Identifier: BSD-3-Clause
/// What counts as an operand: an array of numbers, with or without a unit, with or without axes of samples.
/// Layer: array.
#pragma once

#include <convolt/core/xt.hpp>
#include <convolt/engine/loops/arithmetic.hpp>
#include <convolt/quantity/concepts.hpp>

#include <type_traits>
#include <utility>

namespace convolt::arrays {

/// A type of numbers that the engine computes with.
template <class T>
concept Element = engine::Element<T>;

/// An operand with axes: an array, or a quantity of one, of elements that the engine computes with.
template <class Q>
concept ArrayOperand = Operand<Q> && ArrayExpression<wrapped_t<Q>> && Element<element_t<Q>>;

/// A quantity with axes of samples. A convolution takes its quantity and drops the axes. (Asked for by what it has, so
/// that nobody need include it.)
template <class S>
concept Sampled = !Operand<S> && requires(S const& s) {
  s.axes();
  requires AnyQuantity<decltype(s.quantity())>;
};

template <class Q>
struct bare {
  using type = Q;
};
template <Sampled S>
struct bare<S> {
  using type = std::remove_cvref_t<decltype(std::declval<S const&>().quantity())>;
};
/// What the loops see of an operand, as a type and as an object.
template <class Q>
using bare_t = typename bare<std::remove_cvref_t<Q>>::type;
template <class Q>
constexpr auto const& without_axes(Q const& q) {
  if constexpr (Sampled<Q>) {
    return q.quantity();
  } else {
    return q;
  }
}

/// What can be meant as an operand, and deserves a reason where it is refused.
template <class Q>
concept OperandOrSampled = Operand<Q> || Sampled<Q>;

}  // namespace convolt::arrays
