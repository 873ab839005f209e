// SPDX-License-Identifier: BSD-3-Clause
/// Calls of filter and filtfilt that do not compile, and why.
/// Layer: dsp.
#pragma once

#include <convolt/dsp/filters/design.hpp>
#include <convolt/dsp/time/refusal.hpp>

#include <type_traits>

namespace convolt::dsp {

namespace refusal {

template <class Design>
struct first_argument_is_a_filter_design_as_butterworth_or_firwin_make_it;
template <class Design>
struct a_derivative_forwards_and_backwards_is_none_take_convolve_with_its_taps;

}  // namespace refusal

namespace detail {

/// The order of the derivative that a design computes.
template <class D>
inline constexpr int derivative_order = 0;
template <class D>
  requires requires { D::order; }
inline constexpr int derivative_order<D> = D::order;

/// Why a design does not filter a signal; void where it does. Rate is no_rate where none is given.
template <class D, class X, class Rate>
auto why_not_filtered() {
  if constexpr (!Design<D>) {
    return not_along_time<refusal::first_argument_is_a_filter_design_as_butterworth_or_firwin_make_it, D>();
  } else {
    return why_not_along_time<X, Rate>();
  }
}
template <class D, class X, class Rate>
auto why_not_both_ways() {
  if constexpr (derivative_order<D> != 0) {
    return not_along_time<refusal::a_derivative_forwards_and_backwards_is_none_take_convolve_with_its_taps, D>();
  } else {
    return why_not_filtered<D, X, Rate>();
  }
}

}  // namespace detail

/// Whether a design filters a signal, at a rate or at that of its axis. (Variables: of concepts clang tells more than
/// the sentence that counts.)
template <class D, class X, class Rate = detail::no_rate>
inline constexpr bool is_filtered = std::is_void_v<decltype(detail::why_not_filtered<D, X, Rate>())>;
template <class D, class X, class Rate = detail::no_rate>
inline constexpr bool is_filtered_both_ways = std::is_void_v<decltype(detail::why_not_both_ways<D, X, Rate>())>;

/// The sentence for the others.
template <class D, class X, class Rate = detail::no_rate>
using why_not_filtered = typename decltype(detail::why_not_filtered<D, X, Rate>())::type;
template <class D, class X, class Rate = detail::no_rate>
using why_not_both_ways = typename decltype(detail::why_not_both_ways<D, X, Rate>())::type;

}  // namespace convolt::dsp
