// SPDX-License-Identifier: BSD-3-Clause
/// + - * / of sampled quantities with one another, after a check that their axes agree, and with numbers, plain or with
/// a unit. Units are treated as in arithmetic of quantities; the result owns its numbers.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/axis_compare.hpp>
#include <convolt/quantity/sampled.hpp>

#include <string>
#include <tuple>
#include <utility>

namespace convolt {

namespace detail {

template <class S>
struct sampled_traits {
  using operand = S;
};
template <class U, class T, class... Axes>
struct sampled_traits<sampled<U, T, Axes...>> {
  using operand = typename sampled<U, T, Axes...>::quantity_type;
  using axes = std::tuple<Axes...>;
};
/// The quantity in a sampled one; anything else is itself.
template <class S>
using operand_t = typename sampled_traits<std::remove_cvref_t<S>>::operand;

/// Axes that may agree when the program runs: of one dimension, or both absent.
template <class A, class B>
inline constexpr bool can_agree = std::same_as<A, no_axis_t> && std::same_as<B, no_axis_t>;
template <class U, class T, class V, class S>
inline constexpr bool can_agree<axis<U, T>, axis<V, S>> = !units_measure_different_things<U, V>;

template <class A, class B>
inline constexpr bool all_can_agree = false;
template <class... A, class... B>
  requires(sizeof...(A) == sizeof...(B))
inline constexpr bool all_can_agree<std::tuple<A...>, std::tuple<B...>> = (can_agree<A, B> && ...);

/// Two sampled quantities, or one and a number.
template <class A, class B>
concept BothSampled = AnySampled<A> && AnySampled<B>;
template <class S>
concept NumberOperand = Operand<S> && Scalar<wrapped_t<S>>;
template <class A, class B>
concept SampledAndNumber = (AnySampled<A> && NumberOperand<B>) || (AnySampled<B> && NumberOperand<A>);

}  // namespace detail

/// The sentences of the deleted operators.
template <class A, class B>
concept axes_measure_different_things =
    detail::BothSampled<A, B> && !detail::all_can_agree<typename detail::sampled_traits<std::remove_cvref_t<A>>::axes,
                                                        typename detail::sampled_traits<std::remove_cvref_t<B>>::axes>;
template <class A, class B>
concept array_has_no_axes = (AnySampled<A> && detail::ArrayOperand<B>) || (AnySampled<B> && detail::ArrayOperand<A>);

namespace detail {

template <class A, class B>
concept SampledPair = (BothSampled<A, B> && !axes_measure_different_things<A, B>) || SampledAndNumber<A, B>;
template <class A, class B>
concept SummableSampled = SampledPair<A, B> && Summable<operand_t<A>, operand_t<B>>;
template <class A, class B>
concept UnsummableSampled = SampledPair<A, B> && operands_cannot_be_summed<operand_t<A>, operand_t<B>>;

[[noreturn]] inline void throw_axis_mismatch(std::size_t position, axis_difference const& found) {
  throw shape_error({.category = "axis_mismatch",
                     .where = "sampled",
                     .argument = "operands",
                     .axis = std::to_string(position),
                     .problem = joined({"have axes that differ in their ", found.what}),
                     .expected = found.left,
                     .actual = found.right,
                     .advice = "slice or resample one of them"});
}

template <std::size_t D, class A, class B>
void check_agreement(A const& a, B const& b) {
  if constexpr (is_axis<std::remove_cvref_t<decltype(a.template axis<D>())>>) {
    axis_difference const found = difference(a.template axis<D>(), b.template axis<D>(), sample_tolerance);
    if (!found.what.empty()) { throw_axis_mismatch(D, found); }
  } else if (a.shape(D) != b.shape(D)) {
    throw_axis_mismatch(D, {"count", std::to_string(a.shape(D)), std::to_string(b.shape(D))});
  }
}

/// operation(quantity, quantity), with the axes of the operand that has them.
template <class A, class B, class Operation>
auto combine(A const& a, B const& b, Operation const& operation) {
  if constexpr (AnySampled<A> && AnySampled<B>) {
    [&]<std::size_t... D>(std::index_sequence<D...>) {
      (check_agreement<D>(a, b), ...);
    }(std::make_index_sequence<A::rank>{});
    return a.map([&](auto const& numbers) { return operation(numbers, b.quantity()); });
  } else if constexpr (AnySampled<A>) {
    return a.map([&](auto const& numbers) { return operation(numbers, b); });
  } else {
    return b.map([&](auto const& numbers) { return operation(a, numbers); });
  }
}

}  // namespace detail

// Two sampled quantities throw shape_error (axis_mismatch) when an axis differs in count, start or step, with both
// values.

#define CONVOLT_SAMPLED_OPERATOR(op, Allowed)                                                                     \
  template <class A, class B>                                                                                     \
    requires Allowed<A, B>                                                                                        \
  auto operator op(A&& a, B&& b) {                                                                                \
    return detail::combine(a, b, [](auto const& left, auto const& right) { return left op right; });              \
  }                                                                                                               \
  template <class A, class B>                                                                                     \
    requires axes_measure_different_things<A, B>                                                                  \
  void operator op(A&& a, B&& b) = delete; /* the operands have axes of other kinds, or another number of them */ \
  template <class A, class B>                                                                                     \
    requires array_has_no_axes<A, B>                                                                              \
  void operator op(A&& a, B&& b) = delete; /* give the array its axes first: sampled(array, axes...) */

CONVOLT_SAMPLED_OPERATOR(*, detail::SampledPair)
CONVOLT_SAMPLED_OPERATOR(/, detail::SampledPair)
CONVOLT_SAMPLED_OPERATOR(+, detail::SummableSampled)
CONVOLT_SAMPLED_OPERATOR(-, detail::SummableSampled)

#undef CONVOLT_SAMPLED_OPERATOR

template <class A, class B>
  requires detail::UnsummableSampled<A, B>
void operator+(A&& a, B&& b) = delete;  // the operands measure different things, or one has no unit
template <class A, class B>
  requires detail::UnsummableSampled<A, B>
void operator-(A&& a, B&& b) = delete;  // the operands measure different things, or one has no unit

template <class A>
  requires AnySampled<A>
auto operator-(A&& a) {
  return a.map([](auto const& numbers) { return -numbers; });
}

}  // namespace convolt
