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

/// What a factor of a product is.
enum class role { none, unit, plain, quantity };
template <class T>
constexpr role find_role() {
  if constexpr (AnyUnit<T>) {
    return role::unit;
  } else if constexpr (Plain<T>) {
    return role::plain;
  } else {
    return role::none;
  }
}
template <class T>
inline constexpr role role_of = find_role<T>();
template <class U, class E>
inline constexpr role role_of<quantity<U, E>> = role::quantity;

constexpr bool gives_a_quantity(role a, role b) {
  return a != role::none && b != role::none && (a != b || a == role::quantity);
}
/// Factors whose product is a quantity: one is a quantity, or one is a unit and the other plain. One question for all
/// of them, because compilers ask it of every pair that is multiplied.
template <class A, class B>
concept Factors = gives_a_quantity(role_of<std::remove_cvref_t<A>>, role_of<std::remove_cvref_t<B>>);

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

namespace detail {

/// A number by value, since xtensor would keep a reference to a named one; an array as it is.
template <class X>
constexpr decltype(auto) for_expression(X&& x) {
  if constexpr (Scalar<X>) {
    return std::remove_cvref_t<X>(x);
  } else {
    return static_cast<X&&>(x);
  }
}
/// The numbers alone: made once for two kinds of array and not for each pair of units.
template <class X, class Y>
constexpr auto multiply(X&& x, Y&& y) {
  return for_expression(std::forward<X>(x)) * for_expression(std::forward<Y>(y));
}
template <class X, class Y>
constexpr auto divide(X&& x, Y&& y) {
  return for_expression(std::forward<X>(x)) / for_expression(std::forward<Y>(y));
}

/// Quantities both, and their units known now.
template <class A, class B>
inline constexpr bool static_quantities = false;
template <class U, class E, class V, class F>
inline constexpr bool static_quantities<quantity<U, E>, quantity<V, F>> =
    !std::same_as<U, any_unit> && !std::same_as<V, any_unit>;

/// The unit that a factor brings along.
template <class A>
constexpr auto unit_of_factor(A const& a) {
  if constexpr (role_of<A> == role::unit) {
    return a;
  } else {
    return unit_of(a);
  }
}

}  // namespace detail

/// `array * mV` copies an lvalue and moves an rvalue, and so does `mV * array`. In `3. * mV * nS` the unit is
/// multiplied and the numbers stay.
template <class A, class B>
  requires detail::Factors<A, B>
constexpr auto operator*(A&& a, B&& b) {
  using left = std::remove_cvref_t<A>;
  using right = std::remove_cvref_t<B>;
  if constexpr (detail::static_quantities<left, right>) {
    // What all other cases come to, in as few instantiations as can be: here every pair of units of a program meets.
    using unit = detail::product_t<typename left::unit_type, typename right::unit_type>;
    using numbers = decltype(detail::multiply(static_cast<A&&>(a).raw(), static_cast<B&&>(b).raw()));
    return quantity<unit, numbers>(detail::tag_access{},
                                   detail::multiply(static_cast<A&&>(a).raw(), static_cast<B&&>(b).raw()),
                                   detail::known_unit{});
  } else if constexpr (detail::role_of<left> == detail::role::plain && detail::role_of<right> == detail::role::unit) {
    return quantity<right, left>(detail::tag_access{}, std::forward<A>(a), detail::keep(b));
  } else if constexpr (detail::role_of<left> == detail::role::unit && detail::role_of<right> == detail::role::plain) {
    return quantity<left, right>(detail::tag_access{}, std::forward<B>(b), detail::keep(a));
  } else {
    auto const unit = detail::unit_of_factor(a) * detail::unit_of_factor(b);
    if constexpr (detail::role_of<right> == detail::role::unit) {
      return tag(detail::numbers(std::forward<A>(a)), unit);
    } else if constexpr (detail::role_of<left> == detail::role::unit) {
      return tag(detail::numbers(std::forward<B>(b)), unit);
    } else {
      return tag(detail::multiply(raw(std::forward<A>(a)), raw(std::forward<B>(b))), unit);
    }
  }
}
/// `1. / ms` and `array / ms` tag, `ms / array` divides.
template <class A, class B>
  requires detail::Factors<A, B>
constexpr auto operator/(A&& a, B&& b) {
  using left = std::remove_cvref_t<A>;
  using right = std::remove_cvref_t<B>;
  if constexpr (detail::static_quantities<left, right>) {
    // What all other cases come to, in as few instantiations as can be: here every pair of units of a program meets.
    using unit = detail::quotient_t<typename left::unit_type, typename right::unit_type>;
    using numbers = decltype(detail::divide(static_cast<A&&>(a).raw(), static_cast<B&&>(b).raw()));
    return quantity<unit, numbers>(detail::tag_access{},
                                   detail::divide(static_cast<A&&>(a).raw(), static_cast<B&&>(b).raw()),
                                   detail::known_unit{});
  } else {
    auto const unit = detail::unit_of_factor(a) / detail::unit_of_factor(b);
    if constexpr (detail::role_of<right> == detail::role::unit) {
      return tag(detail::numbers(std::forward<A>(a)), unit);
    } else if constexpr (detail::role_of<left> == detail::role::unit) {
      return tag(detail::divide(element_t<B>(1), raw(std::forward<B>(b))), unit);
    } else {
      return tag(detail::divide(raw(std::forward<A>(a)), raw(std::forward<B>(b))), unit);
    }
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
