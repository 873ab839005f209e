// SPDX-License-Identifier: BSD-3-Clause
/// Deconvolutions that do not compile, and why: see dsp/convolution/refusal.hpp.
/// Layer: dsp.
#pragma once

#include <convolt/array/owning.hpp>
#include <convolt/dsp/convolution/refusal.hpp>
#include <convolt/dsp/convolution/signal.hpp>
#include <convolt/dsp/measure.hpp>

#include <concepts>
#include <type_traits>

namespace convolt::dsp {

namespace refusal {

template <class Kernel>
struct a_signal_is_deconvolved_along_one_axis_by_a_kernel_with_one;
template <class Signal>
struct numbers_of_events_follow_from_measure_sum_their_rate_from_measure_integral;

}  // namespace refusal

namespace detail {

/// The reason; void where there is none.
template <class Y, class H, class M>
auto why_not_deconvolved() {
  if constexpr (!Measure<M>) {
    return because<refusal::third_argument_is_a_measure_sum_integral_or_events, M>();
  } else if constexpr (!SignalArray<Y>) {
    return because<refusal::signal_is_not_an_array_of_float_double_or_complex_numbers_cast_integers_first, Y>();
  } else if constexpr (std::same_as<M, measure::events_t>) {
    return because<refusal::numbers_of_events_follow_from_measure_sum_their_rate_from_measure_integral, Y>();
  } else if constexpr (!std::is_void_v<decltype(why_not<Y, H, M>())>) {
    return why_not<Y, H, M>();
  } else if constexpr (kernel_rank<H> != 1 && kernel_rank<H> != arrays::dynamic_rank) {
    return because<refusal::a_signal_is_deconvolved_along_one_axis_by_a_kernel_with_one, H>();
  } else {
    return;
  }
}

/// Calls that mean something. (No concept: see dsp/resampling/refusal.hpp.)
template <class Y, class H, class M>
inline constexpr bool is_deconvolved = std::is_void_v<decltype(why_not_deconvolved<Y, H, M>())>;

}  // namespace detail

/// The sentence for the others.
template <class Y, class H, class M>
using why_not_deconvolved = typename decltype(detail::why_not_deconvolved<Y, H, M>())::type;

}  // namespace convolt::dsp
