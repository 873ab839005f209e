// SPDX-License-Identifier: BSD-3-Clause
/// Degrees Celsius and Fahrenheit, in and out of kelvin. They have a zero of their own, so they are functions and not
/// units: `celsius(37.)` is 310.15 K, and a difference of temperatures is always in K.
/// Layer: quantity.
#pragma once

#include <convolt/core/error.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/si.hpp>

#include <concepts>
#include <string>
#include <type_traits>
#include <utility>

namespace convolt {

/// The sentences of compile errors.
template <class Q>
concept argument_already_has_a_unit = AnyQuantity<Q>;
template <class Q>
concept argument_is_not_a_temperature = Operand<Q> && !DynamicQuantity<Q> && !SameDimension<unit_t<Q>, kelvin>;

namespace detail {

/// Numbers that are not complex.
template <class Q>
concept RealOperand = Operand<Q> && std::is_arithmetic_v<element_t<Q>>;
template <RealOperand Q>
using floating_element_t = std::conditional_t<std::integral<element_t<Q>>, double, element_t<Q>>;

/// The number or the array x, integers as floating point; a named scalar by value.
template <class X>
constexpr decltype(auto) floating(X&& x) {
  if constexpr (Scalar<X>) {
    return static_cast<floating_element_t<X>>(x);
  } else if constexpr (std::integral<element_t<X>>) {
    return xt::cast<double>(std::forward<X>(x));
  } else {
    return pass<X>(std::forward<X>(x));
  }
}

/// A number as it is; only numbers are looked at, arrays are lazy.
template <class X>
constexpr auto not_below_zero(X&& kelvins, char const* where) {
  if constexpr (Scalar<X>) {
    if (kelvins < 0) {
      throw parameter_error({.category = "below_absolute_zero",
                             .where = where,
                             .problem = "is below absolute zero",
                             .actual = detail::joined({std::to_string(kelvins), " K"})});
    }
  }
  return tag(std::forward<X>(kelvins), kelvin{});
}

}  // namespace detail

/// Degrees Celsius to kelvin: plain numbers in, a quantity in K out, lazy for an array. Throws parameter_error for a
/// number below absolute zero; the elements of arrays are not looked at.
template <Plain X>
  requires detail::RealOperand<X>
constexpr auto celsius(X&& x) {
  using R = detail::floating_element_t<X>;
  return detail::not_below_zero(detail::floating(std::forward<X>(x)) + static_cast<R>(273.15), "celsius");
}
template <class Q>
  requires argument_already_has_a_unit<Q>
void celsius(Q&&) CONVOLT_REFUSED("celsius() takes plain numbers and gives kelvin; in_celsius() is the way back");

/// Degrees Fahrenheit to kelvin, as celsius().
template <Plain X>
  requires detail::RealOperand<X>
constexpr auto fahrenheit(X&& x) {
  using R = detail::floating_element_t<X>;
  return detail::not_below_zero((detail::floating(std::forward<X>(x)) + static_cast<R>(459.67)) * R(5) / R(9),
                                "fahrenheit");
}
template <class Q>
  requires argument_already_has_a_unit<Q>
void fahrenheit(Q&&) CONVOLT_REFUSED("fahrenheit() takes plain numbers and gives kelvin; in_fahrenheit() goes back");

/// A temperature as plain numbers in degrees Celsius, lazy for an array. Throws unit_error for a run-time unit that is
/// not one of temperature.
template <class Q>
  requires(AnyQuantity<Q> && detail::RealOperand<Q> && !argument_is_not_a_temperature<Q>)
constexpr auto in_celsius(Q&& q) {
  using R = detail::floating_element_t<Q>;
  return detail::floating(detail::numbers(std::forward<Q>(q), kelvin{})) - static_cast<R>(273.15);
}
template <class Q>
  requires argument_is_not_a_temperature<Q>
void in_celsius(Q&&) CONVOLT_REFUSED("only temperatures have degrees Celsius");

/// The same in degrees Fahrenheit.
template <class Q>
  requires(AnyQuantity<Q> && detail::RealOperand<Q> && !argument_is_not_a_temperature<Q>)
constexpr auto in_fahrenheit(Q&& q) {
  using R = detail::floating_element_t<Q>;
  return detail::floating(detail::numbers(std::forward<Q>(q), kelvin{})) * static_cast<R>(9) / static_cast<R>(5) -
         static_cast<R>(459.67);
}
template <class Q>
  requires argument_is_not_a_temperature<Q>
void in_fahrenheit(Q&&) CONVOLT_REFUSED("only temperatures have degrees Fahrenheit");

}  // namespace convolt
