// SPDX-License-Identifier: BSD-3-Clause
/// * and / on quantities, units and plain operands: they multiply the units at compile time and the numbers lazily.
///
/// Every operator has the head `template <class A, class B> requires ...`: xtensor's own operators take anything as
/// soon as one side is an array, and only an equal head with a constraint is preferred to them.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/extents.hpp>
#include <convolt/quantity/tag.hpp>
#include <convolt/units/product.hpp>

#include <concepts>
#include <type_traits>
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

/// Integers, or a quantity of them.
template <class T>
inline constexpr bool is_whole = false;
template <Operand T>
inline constexpr bool is_whole<T> = std::integral<element_t<T>>;

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

/// The sentence of `1 * ms / 10`: what is divided are whole numbers, and so would be the result.
template <class A, class B>
concept whole_numbers_lose_their_fractions =
    detail::Factors<A, B> && detail::is_whole<std::remove_cvref_t<B>> &&
    (detail::is_whole<std::remove_cvref_t<A>> || AnyUnit<std::remove_cvref_t<A>>);

namespace detail {

/// A number by value, since xtensor would keep a reference to a named one, and in double beside a double; an array as
/// it is. Conversions to the wider of two numbers are written out, since compilers warn of them.
template <class Other = void, class X>
constexpr decltype(auto) for_expression(X&& x) {
  using T = std::remove_cvref_t<X>;
  using S = std::remove_cvref_t<Other>;
  constexpr bool fractions = std::floating_point<T> || std::floating_point<S>;
  if constexpr (std::is_arithmetic_v<T> && std::is_arithmetic_v<S> && fractions) {
    return static_cast<std::common_type_t<T, S>>(x);
  } else if constexpr (Scalar<X>) {
    return T(x);
  } else {
    return static_cast<X&&>(x);
  }
}
/// The numbers alone: made once for two kinds of array and not for each pair of units.
template <class X, class Y>
constexpr auto multiply(X&& x, Y&& y) {
  check_extents("operator*", x, y);
  return for_expression<Y>(std::forward<X>(x)) * for_expression<X>(std::forward<Y>(y));
}
template <class X, class Y>
constexpr auto divide(X&& x, Y&& y) {
  check_extents("operator/", x, y);
  return for_expression<Y>(std::forward<X>(x)) / for_expression<X>(std::forward<Y>(y));
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
    return tag(std::forward<A>(a), b);
  } else if constexpr (detail::role_of<left> == detail::role::unit && detail::role_of<right> == detail::role::plain) {
    return tag(std::forward<B>(b), a);
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
  requires(detail::Factors<A, B> && !whole_numbers_lose_their_fractions<A, B>)
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
template <class A, class B>
  requires whole_numbers_lose_their_fractions<A, B>
void operator/(A&& a, B&& b) CONVOLT_REFUSED("integers lose their fractions: write 1. * ms, not 1 * ms");

template <class A, class B>
  requires(detail::role_of<std::remove_cvref_t<A>> == detail::role::quantity &&
           std::is_arithmetic_v<std::remove_cvref_t<B>>)
void operator^(A&& a, B&& b) CONVOLT_REFUSED("^ is no power in C++: write pow<2>(v), and pow<2>(cm) of a unit");

}  // namespace convolt
