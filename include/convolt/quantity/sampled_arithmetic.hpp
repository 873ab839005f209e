// SPDX-License-Identifier: BSD-3-Clause
/// + - * / of sampled quantities with one another, after a check that their axes agree, and with numbers, plain or with
/// a unit; the same in place. Units are treated as in arithmetic of quantities; the result owns its numbers.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/container.hpp>
#include <convolt/quantity/sampled_align.hpp>

#include <utility>

namespace convolt {

namespace detail {

template <class A, class B>
concept SummableSampled = SampledPair<A, B> && Summable<operand_t<A>, operand_t<B>>;
template <class A, class B>
concept UnsummableSampled = SampledPair<A, B> && operands_cannot_be_summed<operand_t<A>, operand_t<B>>;

/// B does not change the axes of A when it is added to it.
template <class A, class B>
inline constexpr bool fits_into = true;
template <class A, class B>
  requires BothSampled<A, B>
inline constexpr bool fits_into<A, B> = [] {
  if constexpr (std::tuple_size_v<axes_t<A>> < std::tuple_size_v<axes_t<B>>) {
    return false;
  } else {
    using joined = decltype(joined_axes<false>(std::declval<std::remove_cvref_t<A> const&>(),
                                               std::declval<std::remove_cvref_t<B> const&>()));
    return std::same_as<joined, axes_t<A>>;
  }
}();

template <class A, class B>
concept PairInPlace =
    AnySampled<A> && SampledPair<A, B> && std::is_lvalue_reference_v<A> && !std::is_const_v<std::remove_reference_t<A>>;

/// `row(rec, 1) -= trace`: a view has no axes that those of b could be compared with, only extents.
template <class A, class B>
concept SamplesIntoView = AnyQuantity<A> && LooksAtNumbers<wrapped_t<A>> && AnySampled<B>;

/// operation(numbers of a, those of b): changes a.
template <class A, class B, class Operation>
void change(A& a, B const& b, Operation const& operation) {
  if constexpr (AnySampled<B>) {
    static_cast<void>(joined_axes<false>(a, b));
    operation(sampled_access::numbers(a), stretched<axes_t<A>>(b));
  } else {
    operation(sampled_access::numbers(a), b);
  }
}

}  // namespace detail

/// The sentence of `rec.select<0>(1) -= mean`.
template <class A, class B>
concept copy_would_be_gone_at_once = AnySampled<A> && detail::SampledPair<A, B> && !std::is_lvalue_reference_v<A>;
/// The sentence of `mean += recording`.
template <class A, class B>
concept left_side_has_too_few_axes = detail::PairInPlace<A, B> && !detail::fits_into<A, B>;

// Two sampled quantities throw shape_error (axis_mismatch) when an axis differs in count, start or step, with both
// values.

#define CONVOLT_SAMPLED_REFUSALS(op)                                                       \
  template <class A, class B>                                                              \
    requires axes_measure_different_things<A, B>                                           \
  void operator op(A&& a, B&& b) CONVOLT_REFUSED("the operands have axes of other kinds"); \
  template <class A, class B>                                                              \
    requires several_dimensions_could_be_meant<A, B>                                       \
  void operator op(A&& a, B&& b) CONVOLT_REFUSED("keep the reduced dimension: mean<0>(convolt::keepdims)");
#define CONVOLT_SAMPLED_OPERATOR(op, Allowed)                                                        \
  template <class A, class B>                                                                        \
    requires Allowed<A, B>                                                                           \
  auto operator op(A&& a, B&& b) {                                                                   \
    return detail::combine(a, b, [](auto const& left, auto const& right) { return left op right; }); \
  }                                                                                                  \
  CONVOLT_SAMPLED_REFUSALS(op)                                                                       \
  template <class A, class B>                                                                        \
    requires array_has_no_axes<A, B>                                                                 \
  void operator op(A&& a, B&& b) CONVOLT_REFUSED("give the array its axes first: sampled(array, axes...)");

CONVOLT_SAMPLED_OPERATOR(*, detail::SampledPair)
CONVOLT_SAMPLED_OPERATOR(/, detail::SampledPair)
CONVOLT_SAMPLED_OPERATOR(+, detail::SummableSampled)
CONVOLT_SAMPLED_OPERATOR(-, detail::SummableSampled)
#undef CONVOLT_SAMPLED_OPERATOR

template <class A, class B>
  requires detail::UnsummableSampled<A, B>
void operator+(A&& a, B&& b) CONVOLT_REFUSED("the operands measure different things, or one has no unit");
template <class A, class B>
  requires detail::UnsummableSampled<A, B>
void operator-(A&& a, B&& b) CONVOLT_REFUSED("the operands measure different things, or one has no unit");

template <class A>
  requires AnySampled<A>
auto operator-(A&& a) {
  return a.map([](auto const& numbers) { return -numbers; });
}
template <class A>
  requires AnySampled<A>
auto operator+(A&& a) {
  return std::remove_cvref_t<A>(std::forward<A>(a));
}

/// In place: `rec -= rec.mean<1>()`. Unit, type of numbers and axes of the left side stay.
#define CONVOLT_SAMPLED_IN_PLACE(op)                                                                        \
  template <class A, class B>                                                                               \
    requires(detail::PairInPlace<A, B> && detail::fits_into<A, B> &&                                        \
             requires(detail::operand_t<A>& x, detail::operand_t<B> const& y) { x op y; })                  \
  A&& operator op(A&& a, B&& b) {                                                                           \
    detail::change(a, b, [](auto& left, auto const& right) { left op right; });                             \
    return std::forward<A>(a);                                                                              \
  }                                                                                                         \
  template <class A, class B>                                                                               \
    requires copy_would_be_gone_at_once<A, B>                                                               \
  void operator op(A&& a, B&& b) CONVOLT_REFUSED("this is a copy: change row(x, i) or view(x, ...)");       \
  template <class A, class B>                                                                               \
    requires left_side_has_too_few_axes<A, B>                                                               \
  void operator op(A&& a, B&& b) CONVOLT_REFUSED("the result has axes that the left side has not");         \
  template <class A, class B>                                                                               \
    requires(array_has_no_axes<A, B> && !detail::SamplesIntoView<A, B>)                                     \
  void operator op(A&& a, B&& b) CONVOLT_REFUSED("give the array its axes first: sampled(array, axes...)"); \
  CONVOLT_SAMPLED_REFUSALS(op)

CONVOLT_SAMPLED_IN_PLACE(+=)
CONVOLT_SAMPLED_IN_PLACE(-=)
CONVOLT_SAMPLED_IN_PLACE(*=)
CONVOLT_SAMPLED_IN_PLACE(/=)
#undef CONVOLT_SAMPLED_IN_PLACE

template <class A, class B>
  requires(AnySampled<A> && detail::UnsummableSampled<A, B>)
void operator+=(A&& a, B&& b) CONVOLT_REFUSED("the operands measure different things, or one has no unit");
template <class A, class B>
  requires(AnySampled<A> && detail::UnsummableSampled<A, B>)
void operator-=(A&& a, B&& b) CONVOLT_REFUSED("the operands measure different things, or one has no unit");
template <class A, class B>
  requires(detail::PairInPlace<A, B> && factor_would_change_the_unit<detail::operand_t<A>, detail::operand_t<B>>)
void operator*=(A&& a, B&& b) CONVOLT_REFUSED("this factor has a unit: it would change the unit of the left side");
template <class A, class B>
  requires(detail::PairInPlace<A, B> && factor_would_change_the_unit<detail::operand_t<A>, detail::operand_t<B>>)
void operator/=(A&& a, B&& b) CONVOLT_REFUSED("this factor has a unit: it would change the unit of the left side");

// Views and what was sampled, without its axes: `row(rec, 1) -= trace`, as `row(rec, 1) = trace`.
#define CONVOLT_SAMPLES_INTO_VIEW(op)                                                      \
  template <class A, class B>                                                              \
    requires(detail::SamplesIntoView<A, B> &&                                              \
             requires(A&& a, detail::operand_t<B> const& b) { std::forward<A>(a) op b; })  \
  A&& operator op(A&& a, B&& b) {                                                          \
    return std::forward<A>(a) op b.quantity();                                             \
  }                                                                                        \
  template <class A, class B>                                                              \
    requires(detail::SamplesIntoView<A, B> &&                                              \
             !requires(A&& a, detail::operand_t<B> const& b) { std::forward<A>(a) op b; }) \
  void operator op(A&& a, B&& b) CONVOLT_REFUSED("it measures something else than the view, or that is constant");
CONVOLT_SAMPLES_INTO_VIEW(+=)
CONVOLT_SAMPLES_INTO_VIEW(-=)
CONVOLT_SAMPLES_INTO_VIEW(*=)
CONVOLT_SAMPLES_INTO_VIEW(/=)
#undef CONVOLT_SAMPLES_INTO_VIEW

}  // namespace convolt
