// SPDX-License-Identifier: BSD-3-Clause
/// Changes of rate that do not compile, and why: see dsp/convolution/refusal.hpp.
/// Layer: dsp.
#pragma once

#include <convolt/dsp/convolution/refusal.hpp>
#include <convolt/dsp/convolution/signal.hpp>
#include <convolt/dsp/time/rate.hpp>
#include <convolt/dsp/time/refusal.hpp>
#include <convolt/quantity/axis.hpp>

#include <concepts>
#include <cstddef>
#include <tuple>
#include <type_traits>

namespace convolt::dsp {

namespace refusal {

template <class Signal>
struct signal_has_no_axis_in_time_and_so_no_rate_give_a_ratio_as_resample_x_up_down;
template <class Signal, class Axis>
struct signal_has_no_axis_that_measures_what_the_new_one_does;
template <class To>
struct resample_to_a_rate_with_its_unit_or_to_an_axis_or_by_a_ratio_of_whole_numbers;
template <class Taps>
struct taps_are_an_array_of_float_double_or_complex_numbers;
template <class Factor>
struct a_rate_changes_by_whole_numbers;

}  // namespace refusal

namespace detail {

/// How many of the axes may measure what A does: those with run-time units may.
template <class A, class Axes>
inline constexpr std::size_t axes_measured_by = 0;
template <class A, class... Own>
inline constexpr std::size_t axes_measured_by<A, std::tuple<Own...>> = (std::size_t{0} + ... + [] {
  if constexpr (quantities::is_axis<Own>) {
    return units_measure_different_things<typename Own::unit_type, typename A::unit_type> ? std::size_t{0}
                                                                                          : std::size_t{1};
  } else {
    return std::size_t{0};
  }
}());

template <class X, class Up, class Down>
auto why_no_ratio() {
  if constexpr (!SignalArray<X>) {
    return because<refusal::signal_is_not_an_array_of_float_double_or_complex_numbers_convert_integers_first, X>();
  } else if constexpr (!Integer<Up>) {
    return because<refusal::a_rate_changes_by_whole_numbers, Up>();
  } else if constexpr (!Integer<Down>) {
    return because<refusal::a_rate_changes_by_whole_numbers, Down>();
  } else {
    return;
  }
}

/// The reason; void where there is none.
template <class X, class To>
auto why_not_resampled() {
  if constexpr (!SignalArray<X>) {
    return because<refusal::signal_is_not_an_array_of_float_double_or_complex_numbers_convert_integers_first, X>();
  } else if constexpr (quantities::is_axis<To>) {
    if constexpr (axes_measured_by<To, axes_of_t<X>> == 0) {
      return because<refusal::signal_has_no_axis_that_measures_what_the_new_one_does, X, To>();
    } else {
      return;
    }
  } else if constexpr (Frequency<To>) {
    if constexpr (!TimeSignal<X>) {
      return because<refusal::signal_has_no_axis_in_time_and_so_no_rate_give_a_ratio_as_resample_x_up_down, X>();
    } else {
      return;
    }
  } else {
    return because<refusal::resample_to_a_rate_with_its_unit_or_to_an_axis_or_by_a_ratio_of_whole_numbers, To>();
  }
}

template <class H, class X, class Up, class Down>
auto why_not_upfirdn() {
  if constexpr (!SignalArray<H>) {
    return because<refusal::taps_are_an_array_of_float_double_or_complex_numbers, H>();
  } else if constexpr (!std::is_void_v<decltype(why_no_ratio<X, Up, Down>())>) {
    return why_no_ratio<X, Up, Down>();
  } else if constexpr (!std::same_as<precision_t<number_t<X>>, precision_t<number_t<H>>>) {
    return because<refusal::signal_and_kernel_need_one_precision_there_is_no_silent_promotion, number_t<X>,
                   number_t<H>>();
  } else {
    return;
  }
}

/// Signals that resample takes to a rate or to an axis; whose rate changes by a ratio of these types; calls of upfirdn
/// that mean something. (No concepts: of those clang tells what they consist of, and a message has 20 lines.)
template <class X, class To>
inline constexpr bool is_resampled = std::is_void_v<decltype(why_not_resampled<X, To>())>;
template <class X, class Up, class Down>
inline constexpr bool changes_rate = std::is_void_v<decltype(why_no_ratio<X, Up, Down>())>;
template <class H, class X, class Up, class Down>
inline constexpr bool is_upfirdned = std::is_void_v<decltype(why_not_upfirdn<H, X, Up, Down>())>;

}  // namespace detail

/// The sentences for the others.
template <class X, class To>
using why_not_resampled = typename decltype(detail::why_not_resampled<X, To>())::type;
template <class X, class Up, class Down>
using why_no_ratio = typename decltype(detail::why_no_ratio<X, Up, Down>())::type;
template <class H, class X, class Up, class Down>
using why_not_upfirdn = typename decltype(detail::why_not_upfirdn<H, X, Up, Down>())::type;

}  // namespace convolt::dsp
