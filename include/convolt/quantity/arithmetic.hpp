// SPDX-License-Identifier: BSD-3-Clause
/// + and - of quantities and plain operands, and what changes them in place. Sums convert the right operand to the unit
/// of the left one; beside a plain operand a dimensionless quantity of any scale is converted to 1. What must not be
/// has a twin with a sentence, refused when it is chosen, so that the compiler names both units.
/// Layer: quantity.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/quantity/container.hpp>
#include <convolt/quantity/products.hpp>

#include <concepts>
#include <type_traits>
#include <utility>

namespace convolt {

namespace detail {

/// At least one quantity, and nothing but operands.
template <class A, class B>
concept QuantityPair = (AnyQuantity<A> && Operand<B>) || (AnyQuantity<B> && Operand<A>);
/// A pair that can be added and compared. A plain operand has the unit 1.
template <class A, class B>
concept Summable =
    QuantityPair<A, B> && OneDimension<A, B> &&
    !(AnyQuantity<A> && std::integral<element_t<B>> && !ExactConversion<std::remove_cvref_t<B>, unit_t<A>>);

/// The unit of a sum: that of the left operand, or 1 beside a plain one.
template <class A, class B>
constexpr auto unit_of_sum(A const& a, B const&) {
  if constexpr (Plain<B> && !DynamicQuantity<A>) {
    return one;
  } else {
    return unit_of(a);
  }
}

/// The numbers of an operand in the unit of the sum.
template <class A, class U>
constexpr decltype(auto) summand(A&& a, U const& unit) {
  if constexpr (AnyQuantity<A> && !DynamicQuantity<A> && std::same_as<U, dimensionless> &&
                !WholeScale<wrapped_t<A>, unit_t<A>>) {
    return for_expression(numbers_in_one(raw(std::forward<A>(a)), unit_t<A>{}));
  } else {
    return numbers(std::forward<A>(a), unit);
  }
}

}  // namespace detail

/// The sentences of the deleted operators.
template <class A, class B>
concept operands_must_share_a_dimension =
    AnyQuantity<A> && AnyQuantity<B> && units_measure_different_things<unit_t<A>, unit_t<B>>;
template <class A, class B>
concept one_operand_has_no_unit = ((AnyQuantity<A> && Plain<B>) || (AnyQuantity<B> && Plain<A>)) &&
                                  units_measure_different_things<unit_t<A>, unit_t<B>>;
template <class A, class B>
concept integer_operands_must_share_a_scale =
    AnyQuantity<A> && AnyQuantity<B> && SameDimension<unit_t<A>, unit_t<B>> && std::integral<element_t<B>> &&
    !detail::ExactConversion<std::remove_cvref_t<B>, unit_t<A>>;
template <class A, class B>
concept one_operand_is_only_a_unit =
    (Operand<A> && AnyUnit<std::remove_cvref_t<B>>) || (AnyUnit<std::remove_cvref_t<A>> && Operand<B>);
template <class A, class B>
concept units_alone_have_no_numbers = AnyUnit<std::remove_cvref_t<A>> && AnyUnit<std::remove_cvref_t<B>>;
template <class A, class B>
concept nothing_to_sum =
    operands_must_share_a_dimension<A, B> || one_operand_has_no_unit<A, B> || one_operand_is_only_a_unit<A, B>;
template <class A, class B>
concept operands_cannot_be_summed = nothing_to_sum<A, B> || integer_operands_must_share_a_scale<A, B>;

namespace detail {

template <class X, class Y>
constexpr auto add(X&& x, Y&& y) {
  check_extents("operator+", x, y);
  return for_expression<Y>(std::forward<X>(x)) + for_expression<X>(std::forward<Y>(y));
}
template <class X, class Y>
constexpr auto subtract(X&& x, Y&& y) {
  check_extents("operator-", x, y);
  return for_expression<Y>(std::forward<X>(x)) - for_expression<X>(std::forward<Y>(y));
}

}  // namespace detail

template <class A, class B>
  requires detail::Summable<A, B>
constexpr auto operator+(A&& a, B&& b) {
  auto const unit = detail::unit_of_sum(a, b);
  return tag(detail::add(detail::summand(std::forward<A>(a), unit), detail::summand(std::forward<B>(b), unit)), unit);
}
template <class A, class B>
  requires detail::Summable<A, B>
constexpr auto operator-(A&& a, B&& b) {
  auto const unit = detail::unit_of_sum(a, b);
  return tag(detail::subtract(detail::summand(std::forward<A>(a), unit), detail::summand(std::forward<B>(b), unit)),
             unit);
}
// As numbers: compilers would go on about what was to be done with nothing.
template <class A, class B>
  requires nothing_to_sum<A, B>
double operator+(A&& a, B&& b) CONVOLT_REFUSED("they measure different things, or one has no number or no unit");
template <class A, class B>
  requires integer_operands_must_share_a_scale<A, B>
double operator+(A&& a, B&& b) CONVOLT_REFUSED("integers do not change their scale unasked: write 1. * mV");
template <class A, class B>
  requires nothing_to_sum<A, B>
double operator-(A&& a, B&& b) CONVOLT_REFUSED("they measure different things, or one has no number or no unit");
template <class A, class B>
  requires integer_operands_must_share_a_scale<A, B>
double operator-(A&& a, B&& b) CONVOLT_REFUSED("integers do not change their scale unasked: write 1. * mV");
template <class A, class B>
  requires units_alone_have_no_numbers<A, B>
void operator+(A&& a, B&& b) CONVOLT_REFUSED("units have no numbers to add: 1. * mV + 2. * mV");
template <class A, class B>
  requires units_alone_have_no_numbers<A, B>
void operator-(A&& a, B&& b) CONVOLT_REFUSED("units have no numbers to subtract: 1. * mV - 2. * mV");

template <class A>
  requires AnyUnit<std::remove_cvref_t<A>>
void operator-(A&& a) CONVOLT_REFUSED("units have no numbers: -1. * mV");
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

/// A left side, as it is deduced, that keeps what is written: it has a name, or looks at numbers that somebody keeps.
template <class A>
inline constexpr bool keeps_changes = std::is_lvalue_reference_v<A> || ArrayExpression<A>;
template <class U, class E>
inline constexpr bool keeps_changes<quantity<U, E>> = WritesThrough<E>;
template <class U, class E>
inline constexpr bool keeps_changes<quantity<U, E>&> = Writable<E>;

/// Elements that are values are constants, and one number does not hold an array. A left side has a name, or looks at
/// something.
template <class A, class B>
concept Changeable = !std::is_const_v<std::remove_reference_t<A>> && keeps_changes<A> &&
                     (ArrayExpression<wrapped_t<A>> || Scalar<wrapped_t<B>>);

/// What would leave fractions in the integers of A.
template <class A, class B>
concept SumOfFractions = QuantityPair<A, B> && std::integral<element_t<A>> &&
                         !(std::integral<element_t<B>> && (AnyQuantity<A> || PlainUnit<unit_t<B>>));
template <class A, class B>
concept ProductOfFractions =
    QuantityPair<A, B> && std::integral<element_t<A>> && !(std::integral<element_t<B>> && PlainUnit<unit_t<B>>);
template <class A, class B>
concept QuotientOfFractions = QuantityPair<A, B> && std::integral<element_t<A>>;

/// Quantities take on quantities of their dimension, plain numbers and arrays dimensionless ones.
template <class A, class B>
concept Accumulates = Summable<A, B> && Changeable<A, B>;
/// What multiplies or divides in place is dimensionless: the unit stays.
template <class A, class B>
concept TakesFactor = QuantityPair<A, B> && SameDimension<unit_t<B>, dimensionless> && Changeable<A, B>;

template <class X, class Y>
constexpr void check_in_place(char const* where, X const& x, Y const& y) {
  if constexpr (Resizable<X>) {
    check_extents(where, x, y);
  } else {
    check_fits_into(where, x, y);
  }
}

/// As the language has it for `float += double`: the number of the left side takes the rounded result.
template <class T, class S>
struct wide_number {
  using type = T;
};
template <class T, class S>
  requires(std::is_arithmetic_v<T> && std::is_arithmetic_v<S>)
struct wide_number<T, S> : std::common_type<T, S> {};
template <class A, class B>
using wide_number_t = typename wide_number<element_t<A>, element_t<B>>::type;

template <class A>
concept ConstantQuantity = AnyQuantity<A> && std::is_const_v<std::remove_reference_t<A>>;
template <class A>
concept LostQuantity = AnyQuantity<A> && !std::is_const_v<std::remove_reference_t<A>> && !keeps_changes<A>;

}  // namespace detail

/// The sentences of what does not change in place.
template <class A, class B>
concept factor_would_change_the_unit = Operand<A> && AnyQuantity<B> && !SameDimension<unit_t<B>, dimensionless>;

#define CONVOLT_IN_PLACE(op, Allowed, Refused, Fractions, unit)                                                   \
  template <class A, class B>                                                                                     \
    requires(Allowed<A, B> && !Fractions<A, B>)                                                                   \
  constexpr A&& operator op(A&& a, B&& b) {                                                                       \
    auto&& x = raw(a);                                                                                            \
    decltype(auto) y = detail::summand(std::forward<B>(b), unit);                                                 \
    if constexpr (Scalar<wrapped_t<A>>) {                                                                         \
      auto wide = static_cast<detail::wide_number_t<A, B>>(x);                                                    \
      wide op y;                                                                                                  \
      x = static_cast<element_t<A>>(wide);                                                                        \
    } else {                                                                                                      \
      detail::check_in_place("operator" #op, x, y);                                                               \
      x op y;                                                                                                     \
    }                                                                                                             \
    return std::forward<A>(a);                                                                                    \
  }                                                                                                               \
  template <class A, class B>                                                                                     \
    requires Refused<A, B>                                                                                        \
  void operator op(A&& a, B&& b) CONVOLT_REFUSED("one side has a unit that the other one has not");               \
  template <class A, class B>                                                                                     \
    requires(detail::ConstantQuantity<A> && detail::QuantityPair<A, B> && !Refused<A, B>)                         \
  void operator op(A&& a, B&& b) CONVOLT_REFUSED("constant; in a run-time unit, write v.assign(v(i) + q, i...)"); \
  template <class A, class B>                                                                                     \
    requires(detail::LostQuantity<A> && detail::QuantityPair<A, B> && !Refused<A, B>)                             \
  void operator op(A&& a, B&& b) CONVOLT_REFUSED("this is a result that would be gone at once, or of constants"); \
  template <class A, class B>                                                                                     \
    requires(Fractions<A, B> && !detail::ConstantQuantity<A> && !detail::LostQuantity<A> && !Refused<A, B>)       \
  void operator op(A&& a, B&& b) CONVOLT_REFUSED("integers lose the fractions: take double");

CONVOLT_IN_PLACE(+=, detail::Accumulates, operands_cannot_be_summed, detail::SumOfFractions, unit_of(a))
CONVOLT_IN_PLACE(-=, detail::Accumulates, operands_cannot_be_summed, detail::SumOfFractions, unit_of(a))
CONVOLT_IN_PLACE(*=, detail::TakesFactor, factor_would_change_the_unit, detail::ProductOfFractions, one)
CONVOLT_IN_PLACE(/=, detail::TakesFactor, factor_would_change_the_unit, detail::QuotientOfFractions, one)
#undef CONVOLT_IN_PLACE

}  // namespace convolt
