// SPDX-License-Identifier: BSD-3-Clause
/// Calls that do not compile, and why. The overload that takes them is deleted, and the last template argument that the
/// compiler prints for it has a name that is the reason.
/// Layer: dsp.
#pragma once

#include <convolt/dsp/convolution/call.hpp>
#include <convolt/dsp/convolution/signal.hpp>
#include <convolt/dsp/convolution/steps.hpp>
#include <convolt/dsp/measure.hpp>

#include <concepts>
#include <type_traits>

namespace convolt::dsp {

/// The reasons. None of them is ever defined.
namespace refusal {

template <class Signal>
struct signal_is_not_an_array_of_float_double_or_complex_numbers_cast_integers_first;
template <class Kernel>
struct kernel_is_neither_a_kernel_object_nor_an_array_of_float_double_or_complex_numbers;
template <class Signal, class Kernel>
struct signal_and_kernel_need_one_precision_there_is_no_silent_promotion;
template <class Signal>
struct events_are_a_spike_train_or_counts_for_samples_take_measure_sum_or_measure_integral;
template <class Events>
struct times_of_events_are_on_no_axis_take_neuro_respond_or_bin_them;
template <class Signal>
struct signal_has_no_axis_with_a_step_give_one_as_measure_integral_of_dt;
template <class Signal>
struct samples_of_a_kernel_object_need_the_step_of_a_sampled_signal_or_measure_integral_of_dt;
template <class Axis, class Lags>
struct axis_of_the_signal_does_not_measure_what_the_lags_of_the_kernel_do;
template <class Measure>
struct third_argument_is_a_measure_sum_integral_or_events;
template <class Signal>
struct variances_are_real_numbers;

}  // namespace refusal

namespace detail {

template <class T>
using precision_t = typename quantities::real_type<T>::type;

template <class M>
inline constexpr bool is_integral_over = false;
template <class Q>
inline constexpr bool is_integral_over<measure::integral_over<Q>> = true;

/// The unit of the step along the usual dimension, where that is one and known; else no_unit.
template <class X, class H, class M>
struct usual_step {
  using type = no_unit;
};
template <class X, class H, class M>
  requires(std::tuple_size_v<axes_of_t<X>> > 0 && usual_dimensions<X, H>().count == 1)
struct usual_step<X, H, M> {
  using type = axis_unit_t<X, usual_dimensions<X, H>().at[0]>;
};
template <class X, class H, class Q>
  requires(std::tuple_size_v<axes_of_t<X>> == 0)
struct usual_step<X, H, measure::integral_over<Q>> {
  using type = unit_t<Q>;
};

template <class X, class H, class M>
constexpr bool lags_go_with_steps() {
  using step = typename usual_step<X, H, M>::type;
  if constexpr (Unit<step> && Unit<lag_unit_t<H>>) {
    return SameDimension<step, lag_unit_t<H>>;
  } else {
    return true;
  }
}

template <template <class...> class Reason, class... Types>
auto because() {
  return std::type_identity<Reason<Types...>>{};
}

/// The reason; void where there is none. X is what was given, masked or not.
template <class Given, class H, class M>
auto why_not() {
  using X = unmasked_t<Given>;
  if constexpr (!Measure<M>) {
    return because<refusal::third_argument_is_a_measure_sum_integral_or_events, M>();
  } else if constexpr (holds_event_times<X>) {
    return because<refusal::times_of_events_are_on_no_axis_take_neuro_respond_or_bin_them, X>();
  } else if constexpr (std::same_as<M, measure::events_t> && !holds_events<X>) {
    return because<refusal::events_are_a_spike_train_or_counts_for_samples_take_measure_sum_or_measure_integral, X>();
  } else if constexpr (!(SignalArray<X> || (holds_events<X> && ArrayLike<X>))) {
    return because<refusal::signal_is_not_an_array_of_float_double_or_complex_numbers_cast_integers_first, X>();
  } else if constexpr (!Kernel<H>) {
    return because<refusal::kernel_is_neither_a_kernel_object_nor_an_array_of_float_double_or_complex_numbers, H>();
  } else if constexpr (!std::same_as<precision_t<typename elements<X, H>::signal>,
                                     precision_t<typename elements<X, H>::taps>>) {
    return because<refusal::signal_and_kernel_need_one_precision_there_is_no_silent_promotion, number_t<X>,
                   typename elements<X, H>::taps>();
  } else if constexpr (KernelObject<H> && !is_integral_over<M> && !HasSteps<X, H>) {
    return because<refusal::samples_of_a_kernel_object_need_the_step_of_a_sampled_signal_or_measure_integral_of_dt,
                   X>();
  } else if constexpr (std::same_as<M, measure::integral_t> && !HasSteps<X, H>) {
    return because<refusal::signal_has_no_axis_with_a_step_give_one_as_measure_integral_of_dt, X>();
  } else if constexpr (!lags_go_with_steps<X, H, M>()) {
    return because<refusal::axis_of_the_signal_does_not_measure_what_the_lags_of_the_kernel_do,
                   typename usual_step<X, H, M>::type, lag_unit_t<H>>();
  } else {
    return;
  }
}

template <class Given, class H, class M>
auto why_not_variance() {
  if constexpr (!std::is_void_v<decltype(why_not<Given, H, M>())>) {
    return why_not<Given, H, M>();
  } else if constexpr (quantities::is_complex<number_t<unmasked_t<Given>>>) {
    return because<refusal::variances_are_real_numbers, unmasked_t<Given>>();
  } else {
    return;
  }
}

}  // namespace detail

/// Calls of convolve and correlate that mean something.
template <class X, class H, class M>
concept Convolvable = std::is_void_v<decltype(detail::why_not<X, H, M>())>;
template <class X, class H, class M>
concept VarianceConvolvable = std::is_void_v<decltype(detail::why_not_variance<X, H, M>())>;

/// The sentence for operands and a measure that convolve and correlate do not take.
template <class X, class H, class M>
using why_refused = typename decltype(detail::why_not<X, H, M>())::type;
/// The same for the variances.
template <class X, class H, class M>
using why_variance_refused = typename decltype(detail::why_not_variance<X, H, M>())::type;

}  // namespace convolt::dsp
