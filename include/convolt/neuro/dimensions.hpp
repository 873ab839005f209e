// SPDX-License-Identifier: BSD-3-Clause
/// Which dimension of a sampled quantity is time, which is depth: told by the units of their axes.
/// Layer: neuro.
#pragma once

#include <convolt/quantity/sampled.hpp>
#include <convolt/units/si.hpp>

#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

namespace convolt::neuro::detail {

/// True for an axis in a unit of U's dimension; for one whose unit is known at run time only, it is not known.
template <class A, class U>
inline constexpr bool axis_measures = false;
template <Unit V, class T, class U>
inline constexpr bool axis_measures<axis<V, T>, U> = SameDimension<V, U>;

template <class A>
inline constexpr bool has_run_time_unit = false;
template <class T>
inline constexpr bool has_run_time_unit<axis<any_unit, T>> = true;

/// How many of the axes measure what U does, and the number of the first of these.
template <class U, class... Axes>
inline constexpr std::size_t axes_that_measure = (std::size_t{axis_measures<Axes, U>} + ... + std::size_t{0});
template <class U, class... Axes>
inline constexpr std::size_t first_that_measures = [] {
  std::size_t n = 0;
  bool found = false;
  ((found = found || axis_measures<Axes, U>, n += found ? 0 : 1), ...);
  return n;
}();

/// The number of the one axis that measures what U does. An axis whose unit is known at run time only stands for it
/// where it is the only one that could; who converts its coordinates finds out whether it is. -1 where there is no such
/// axis, or more than one.
template <class U, class... Axes>
inline constexpr index one_axis_of = [] {
  constexpr bool known = axes_that_measure<U, Axes...> > 0;
  index n = 0, found = -1, count = 0;
  auto const look = [&](bool fits) {
    if (fits) {
      found = n;
      ++count;
    }
    ++n;
  };
  (look(known ? axis_measures<Axes, U> : has_run_time_unit<Axes>), ...);
  return count == 1 ? found : index{-1};
}();

template <class... Axes>
concept OneAxisOfTime = one_axis_of<second, Axes...> >= 0;
template <class S>
inline constexpr bool lacks_time = false;
template <class U, class T, class... Axes>
inline constexpr bool lacks_time<sampled<U, T, Axes...>> = !OneAxisOfTime<Axes...>;
template <class S>
concept signal_has_no_single_axis_of_time = lacks_time<S>;

/// `all` with element D replaced.
template <std::size_t D, class... Axes, class New>
auto with_axis(std::tuple<Axes...> const& all, New const& replacement) {
  return [&]<std::size_t... I>(std::index_sequence<I...>) {
    auto const pick = [&]<std::size_t N>(std::integral_constant<std::size_t, N>) -> auto const& {
      if constexpr (N == D) {
        return replacement;
      } else {
        return std::get<N>(all);
      }
    };
    return std::make_tuple(pick(std::integral_constant<std::size_t, I>{})...);
  }(std::index_sequence_for<Axes...>{});
}

}  // namespace convolt::neuro::detail
