// SPDX-License-Identifier: BSD-3-Clause
/// + - * / on quantities, units and plain operands. Products multiply the units at compile time and the numbers lazily;
/// sums convert the right operand to the unit of the left one. What must not be is a deleted twin with a sentence for a
/// constraint, so that the compiler names both units.
///
/// Every operator has the head `template <class A, class B> requires ...`: xtensor's own operators take anything as
/// soon as one side is an array, and only an equal head with a constraint is preferred to them.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/tag.hpp>
#include <convolt/units/product.hpp>

#include <utility>

namespace convolt {

namespace detail {

template <class A, class B>
concept Tagging = (Plain<A> && AnyUnit<std::remove_cvref_t<B>>) || (AnyUnit<std::remove_cvref_t<A>> && Plain<B>);
template <class A, class B>
concept Retagging =
    (AnyQuantity<A> && AnyUnit<std::remove_cvref_t<B>>) || (AnyUnit<std::remove_cvref_t<A>> && AnyQuantity<B>);
/// At least one quantity, and nothing but operands.
template <class A, class B>
concept QuantityPair = (AnyQuantity<A> && Operand<B>) || (AnyQuantity<B> && Operand<A>);
/// A pair that can be added and compared: a plain side needs a partner in exactly 1.
template <class A, class B>
concept Summable =
    QuantityPair<A, B> && OneDimension<A, B> &&
    (AnyQuantity<A> || DynamicQuantity<B> || PlainUnit<unit_t<B>>)&&(
        AnyQuantity<B> || DynamicQuantity<A> ||
        PlainUnit<unit_t<A>>)&&!(std::integral<element_t<B>> && !ExactConversion<std::remove_cvref_t<B>, unit_t<A>>);

/// The numbers of an operand, ready to stand in a lazy expression: scalars by value, since xtensor would keep a
/// reference to a named one.
template <class A>
constexpr decltype(auto) numbers(A&& a) {
  if constexpr (Scalar<wrapped_t<A>>) {
    return element_t<A>(raw(a));
  } else {
    return raw(std::forward<A>(a));
  }
}
template <class A, class U>
constexpr decltype(auto) numbers(A&& a, U const& unit) {
  if constexpr (Scalar<wrapped_t<A>>) {
    return element_t<A>(in(a, unit));
  } else {
    return in(std::forward<A>(a), unit);
  }
}

}  // namespace detail

/// The sentences of the deleted operators.
template <class A, class B>
concept operands_must_share_a_dimension =
    AnyQuantity<A> && AnyQuantity<B> && units_measure_different_things<unit_t<A>, unit_t<B>>;
template <class A, class B>
concept one_operand_has_no_unit = (AnyQuantity<A> && !DynamicQuantity<A> && Plain<B> && !PlainUnit<unit_t<A>>) ||
                                  (AnyQuantity<B> && !DynamicQuantity<B> && Plain<A> && !PlainUnit<unit_t<B>>);
template <class A, class B>
concept integer_operands_must_share_a_scale =
    AnyQuantity<A> && AnyQuantity<B> && SameDimension<unit_t<A>, unit_t<B>> && std::integral<element_t<B>> &&
    !detail::ExactConversion<std::remove_cvref_t<B>, unit_t<A>>;
template <class A, class B>
concept one_operand_is_only_a_unit =
    (Operand<A> && AnyUnit<std::remove_cvref_t<B>>) || (AnyUnit<std::remove_cvref_t<A>> && Operand<B>);
template <class A, class B>
concept operands_cannot_be_summed = operands_must_share_a_dimension<A, B> || one_operand_has_no_unit<A, B> ||
                                    integer_operands_must_share_a_scale<A, B> || one_operand_is_only_a_unit<A, B>;

// ---- products ----------------------------------------------------------------------------------------------------

template <class A, class B>
  requires detail::QuantityPair<A, B>
constexpr auto operator*(A&& a, B&& b) {
  auto const unit = unit_of(a) * unit_of(b);
  return tag(detail::numbers(std::forward<A>(a)) * detail::numbers(std::forward<B>(b)), unit);
}
template <class A, class B>
  requires detail::QuantityPair<A, B>
constexpr auto operator/(A&& a, B&& b) {
  auto const unit = unit_of(a) / unit_of(b);
  return tag(detail::numbers(std::forward<A>(a)) / detail::numbers(std::forward<B>(b)), unit);
}

/// `array * mV`: copies an lvalue, moves an rvalue. `mV * array` is the same.
template <class A, class B>
  requires detail::Tagging<A, B>
constexpr auto operator*(A&& a, B&& b) {
  if constexpr (Plain<A>) {
    return tag(std::forward<A>(a), b);
  } else {
    return tag(std::forward<B>(b), a);
  }
}
/// `1. / ms`, `array / ms`; `ms / array` divides.
template <class A, class B>
  requires detail::Tagging<A, B>
constexpr auto operator/(A&& a, B&& b) {
  if constexpr (Plain<A>) {
    return tag(std::forward<A>(a), one / b);
  } else {
    return tag(element_t<B>(1) / std::forward<B>(b), a);
  }
}
/// `3. * mV * nS`, `5. * mV / ms`: the unit is multiplied, the numbers stay.
template <class A, class B>
  requires detail::Retagging<A, B>
constexpr auto operator*(A&& a, B&& b) {
  if constexpr (AnyQuantity<A>) {
    auto const unit = unit_of(a) * b;
    return tag(detail::numbers(std::forward<A>(a)), unit);
  } else {
    auto const unit = a * unit_of(b);
    return tag(detail::numbers(std::forward<B>(b)), unit);
  }
}
template <class A, class B>
  requires detail::Retagging<A, B>
constexpr auto operator/(A&& a, B&& b) {
  if constexpr (AnyQuantity<A>) {
    auto const unit = unit_of(a) / b;
    return tag(detail::numbers(std::forward<A>(a)), unit);
  } else {
    auto const unit = a / unit_of(b);
    return tag(element_t<B>(1) / detail::numbers(std::forward<B>(b)), unit);
  }
}

// ---- sums --------------------------------------------------------------------------------------------------------

template <class A, class B>
  requires detail::Summable<A, B>
constexpr auto operator+(A&& a, B&& b) {
  auto const unit = unit_of(a);
  return tag(detail::numbers(std::forward<A>(a)) + detail::numbers(std::forward<B>(b), unit), unit);
}
template <class A, class B>
  requires detail::Summable<A, B>
constexpr auto operator-(A&& a, B&& b) {
  auto const unit = unit_of(a);
  return tag(detail::numbers(std::forward<A>(a)) - detail::numbers(std::forward<B>(b), unit), unit);
}
template <class A, class B>
  requires operands_cannot_be_summed<A, B>
void operator+(A&& a, B&& b) = delete;  // the operands measure different things, or one has no number or no unit
template <class A, class B>
  requires operands_cannot_be_summed<A, B>
void operator-(A&& a, B&& b) = delete;  // the operands measure different things, or one has no number or no unit

template <class A>
  requires AnyQuantity<A>
constexpr auto operator-(A&& a) {
  auto const unit = unit_of(a);
  return tag(-detail::numbers(std::forward<A>(a)), unit);
}
template <class A>
  requires AnyQuantity<A>
constexpr auto operator+(A&& a) {
  auto const unit = unit_of(a);
  return tag(detail::numbers(std::forward<A>(a)), unit);
}

// ---- in place ----------------------------------------------------------------------------------------------------

namespace detail {
/// What may multiply or divide in place: plain numbers and arrays, and quantities in exactly 1; the unit must not
/// change.
template <class B>
concept PlainFactor = Plain<B> || (AnyQuantity<B> && !DynamicQuantity<B> && PlainUnit<unit_t<B>>);
}  // namespace detail

template <class A, class B>
concept factor_would_change_the_unit = AnyQuantity<A> && AnyQuantity<B> && !detail::PlainFactor<B>;

template <class A, class B>
  requires(AnyQuantity<A> && detail::Summable<A, B>)
constexpr A&& operator+=(A&& a, B&& b) {
  a.raw() += detail::numbers(std::forward<B>(b), unit_of(a));
  return std::forward<A>(a);
}
template <class A, class B>
  requires(AnyQuantity<A> && detail::Summable<A, B>)
constexpr A&& operator-=(A&& a, B&& b) {
  a.raw() -= detail::numbers(std::forward<B>(b), unit_of(a));
  return std::forward<A>(a);
}
template <class A, class B>
  requires(AnyQuantity<A> && detail::PlainFactor<B>)
constexpr A&& operator*=(A&& a, B&& b) {
  a.raw() *= detail::numbers(std::forward<B>(b));
  return std::forward<A>(a);
}
template <class A, class B>
  requires(AnyQuantity<A> && detail::PlainFactor<B>)
constexpr A&& operator/=(A&& a, B&& b) {
  a.raw() /= detail::numbers(std::forward<B>(b));
  return std::forward<A>(a);
}
template <class A, class B>
  requires(AnyQuantity<A> && operands_cannot_be_summed<A, B>)
void operator+=(A&& a, B&& b) = delete;  // the operands measure different things, or one has no number or no unit
template <class A, class B>
  requires(AnyQuantity<A> && operands_cannot_be_summed<A, B>)
void operator-=(A&& a, B&& b) = delete;  // the operands measure different things, or one has no number or no unit
template <class A, class B>
  requires factor_would_change_the_unit<A, B>
void operator*=(A&& a, B&& b) = delete;  // this factor has a unit: it would change the unit of the left side
template <class A, class B>
  requires factor_would_change_the_unit<A, B>
void operator/=(A&& a, B&& b) = delete;  // this factor has a unit: it would change the unit of the left side

}  // namespace convolt
