// SPDX-License-Identifier: BSD-3-Clause
/// Which dimension `x.mean<1>()`, `x.mean<-1>()` and `x.mean<ms>()` mean: a number, negative ones from the end, or a
/// unit that one axis is measured in.
/// Layer: quantity.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/quantity/concepts.hpp>
#include <convolt/quantity/convertible.hpp>
#include <convolt/quantity/fwd.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

namespace convolt::quantities {

inline constexpr std::size_t no_dimension = static_cast<std::size_t>(-1);

template <class Axis, class V>
inline constexpr bool axis_measures = false;
template <class U, class T, class V>
inline constexpr bool axis_measures<axis<U, T>, V> = Unit<U> && SameDimension<U, V>;

template <class Axis>
inline constexpr bool axis_has_run_time_unit = false;
template <class T>
inline constexpr bool axis_has_run_time_unit<axis<any_unit, T>> = true;

/// What V measures may be what an axis does: units that only the program knows are compared by it.
template <class Axis, class V>
inline constexpr bool axis_may_measure = false;
template <class U, class T, class V>
inline constexpr bool axis_may_measure<axis<U, T>, V> = !units_measure_different_things<U, V>;

/// The number of the only true answer; no_dimension when there is none, or several.
template <std::size_t N>
constexpr std::size_t only_true(std::array<bool, N> const& answers) {
  std::size_t found = no_dimension;
  for (std::size_t d = 0; d < N; ++d) {
    if (!answers[d]) { continue; }
    if (found != no_dimension) { return no_dimension; }
    found = d;
  }
  return found;
}

/// The only axis in units of V's dimension, and the only axis at all.
template <class V, class... Axes>
constexpr std::size_t dimension_of_unit() {
  return only_true(std::array<bool, sizeof...(Axes)>{axis_measures<Axes, V>...});
}
template <class... Axes>
constexpr std::size_t only_axis() {
  return only_true(std::array<bool, sizeof...(Axes)>{is_axis<Axes>...});
}

template <auto D, class... Axes>
constexpr std::size_t find_dimension() {
  if constexpr (AnyUnit<std::remove_const_t<decltype(D)>>) {
    constexpr std::size_t found = dimension_of_unit<std::remove_const_t<decltype(D)>, Axes...>();
    static_assert(found != no_dimension,
                  "convolt: not one axis alone is measured in this unit: give the number of the dimension");
    return found == no_dimension ? 0 : found;
  } else {
    constexpr checked_index given = D;
    constexpr index rank = static_cast<index>(sizeof...(Axes));
    constexpr bool exists = !given.overflowed && given.value >= -rank && given.value < rank;
    static_assert(exists, "convolt: there is no such dimension: they are 0, 1, .. or, from the last, -1, -2, ..");
    return !exists ? 0 : static_cast<std::size_t>(given.value < 0 ? given.value + rank : given.value);
  }
}

/// What may choose a dimension at compile time.
template <auto D>
concept DimensionChoice = Integer<std::remove_const_t<decltype(D)>> || AnyUnit<std::remove_const_t<decltype(D)>>;

/// The number of the dimension that D chooses; a choice that means none stops the compiler with a sentence.
template <auto D, class... Axes>
inline constexpr std::size_t chosen_dimension = find_dimension<D, Axes...>();

}  // namespace convolt::quantities
