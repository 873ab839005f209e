// SPDX-License-Identifier: BSD-3-Clause
/// The scale between two static units: `conversion<float>(mV, V)`. What cannot be converted does not compile.
/// Layer: units.
#pragma once

#include <convolt/units/scale.hpp>
#include <convolt/units/unit.hpp>

#include <concepts>
#include <type_traits>

namespace convolt {

/// A number that scales of units are applied to.
template <class T>
concept ScaleNumber = std::is_arithmetic_v<T> && !std::same_as<T, bool>;

namespace detail {

template <class T>
constexpr bool is_usable(scale<T> const& s) {
  return s.finite && !(std::integral<T> && s.divides);
}

}  // namespace detail

/// One number of type T converts From into To: its range holds the factor, and integers lose no fractions.
template <class T, class From, class To>
concept factor_fits_the_number_type = detail::is_usable(conversion_scale<T>(magnitude_of<From>, magnitude_of<To>));

/// The scale that turns numbers in the first unit into numbers in the second one.
template <ScaleNumber T, Unit From, Unit To>
  requires SameDimension<From, To> && factor_fits_the_number_type<T, From, To>
constexpr scale<T> conversion(From, To) {
  constexpr scale<T> s = conversion_scale<T>(magnitude_of<From>, magnitude_of<To>);
  return s;
}

/// Whether two units measure the same thing.
template <Unit U, Unit V>
constexpr bool same_dimension(U, V) {
  return SameDimension<U, V>;
}

}  // namespace convolt
