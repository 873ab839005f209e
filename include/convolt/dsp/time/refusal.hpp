// SPDX-License-Identifier: BSD-3-Clause
/// Which signals functions along time take, with a rate or without; and the sentences for those that they do not.
/// Layer: dsp.
#pragma once

#include <convolt/dsp/convolution/signal.hpp>
#include <convolt/dsp/time/rate.hpp>
#include <convolt/units/si.hpp>

#include <concepts>
#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

namespace convolt::dsp {

namespace refusal {

template <class Signal>
struct signal_is_not_an_array_of_float_double_or_complex_numbers_convert_integers_first;
template <class Signal>
struct signal_has_no_axis_so_give_its_sampling_rate_as_an_argument;
template <class Signal>
struct signal_has_axes_and_none_of_them_is_in_units_of_time;
template <class Rate>
struct a_rate_is_a_frequency_with_its_unit_as_in_30_kHz;

}  // namespace refusal

namespace detail {

/// Stands for the rate where a call has none.
struct no_rate {};

template <class A>
inline constexpr bool may_be_time = false;
template <class U, class T>
inline constexpr bool may_be_time<axis<U, T>> = !units_measure_different_things<U, second>;

/// Of the axes of a signal, as far as types know them: whether one may be time, and whether a dimension has none.
template <class Axes>
struct known_axes;
template <class... A>
struct known_axes<std::tuple<A...>> {
  static constexpr bool has_time = (false || ... || may_be_time<A>);
  static constexpr bool has_gap = sizeof...(A) == 0 || (false || ... || !quantities::is_axis<A>);
};

template <template <class...> class Reason, class Type>
auto not_along_time() {
  return std::type_identity<Reason<Type>>{};
}

/// Why there is nothing to do along time; void where there is. Rate is no_rate where none is given.
template <class X, class Rate>
auto why_not_along_time() {
  using axes = known_axes<axes_of_t<X>>;
  if constexpr (!SignalArray<X>) {
    return not_along_time<refusal::signal_is_not_an_array_of_float_double_or_complex_numbers_convert_integers_first,
                          X>();
  } else if constexpr (!std::same_as<Rate, no_rate> && !Frequency<Rate>) {
    return not_along_time<refusal::a_rate_is_a_frequency_with_its_unit_as_in_30_kHz, Rate>();
  } else if constexpr (!axes::has_time && !axes::has_gap) {
    return not_along_time<refusal::signal_has_axes_and_none_of_them_is_in_units_of_time, X>();
  } else if constexpr (!axes::has_time && std::same_as<Rate, no_rate>) {
    return not_along_time<refusal::signal_has_no_axis_so_give_its_sampling_rate_as_an_argument, X>();
  } else {
    return;
  }
}

}  // namespace detail

/// Signals that functions along time take without a rate: those with an axis in units of time.
template <class X>
concept TimeSignal = std::is_void_v<decltype(detail::why_not_along_time<X, detail::no_rate>())>;
/// Signals that they take with a rate.
template <class X, class Rate>
concept TimeSignalAt = std::is_void_v<decltype(detail::why_not_along_time<X, Rate>())>;

/// The sentence for the others.
template <class X, class Rate = detail::no_rate>
using why_not_along_time = typename decltype(detail::why_not_along_time<X, Rate>())::type;

namespace detail {

/// The number of the only dimension that is time, as far as types know: 0 where there is one dimension; no_dimension
/// where the program has to say.
template <class X>
inline constexpr std::size_t static_time_dimension = []() -> std::size_t {
  constexpr dimension_list in_time = dimensions_measured_in<X, second>();
  if constexpr (in_time.count == 1) {
    return in_time.at[0];
  } else if constexpr (in_time.count == 0 && arrays::static_rank<arrays::bare_t<X>> == 1) {
    return 0;
  } else {
    return quantities::no_dimension;
  }
}();

}  // namespace detail
}  // namespace convolt::dsp
