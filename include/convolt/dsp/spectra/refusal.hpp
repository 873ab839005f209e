// SPDX-License-Identifier: BSD-3-Clause
/// Which calls of spectra compile, and the sentences for those that do not.
/// Layer: dsp.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/dsp/convolution/signal.hpp>
#include <convolt/dsp/spectra/dimension.hpp>
#include <convolt/dsp/spectra/options.hpp>
#include <convolt/dsp/time/rate.hpp>
#include <convolt/dsp/time/refusal.hpp>
#include <convolt/quantity/dimension_choice.hpp>

#include <concepts>
#include <type_traits>

namespace convolt::dsp {

namespace refusal {

template <class Signal>
struct say_which_dimension_is_time_as_in_welch_1_of_x;
template <class Segment>
struct a_segment_is_a_time_with_its_unit_as_in_500_ms;
template <class... Arguments>
struct arguments_are_the_signal_its_rate_if_it_has_no_axis_the_segment_and_density_or_spectrum;
template <class Signal, class Other>
struct both_signals_need_one_type_of_numbers_and_as_many_dimensions;

}  // namespace refusal

namespace detail {

/// Stands for the segment of functions that have none.
struct no_segment {};

/// The arguments behind the signal as types: Rate or no_rate, then the segment, then the scaling.
template <class Rate, class Segment, class Rest = density_t>
struct argument_types {
  using rate = Rate;
  using segment = Segment;
  using rest = Rest;
};
/// Read: a rate comes first, and only there; then a segment, where there has to be one; then what is left.
template <bool HasSegment, class... A>
struct read_arguments {
  using type = argument_types<no_rate, void, void>;
};
template <>
struct read_arguments<false> {
  using type = argument_types<no_rate, no_segment>;
};
template <class A>
struct read_arguments<false, A> {
  using type = std::conditional_t<Frequency<A>, argument_types<A, no_segment>, argument_types<no_rate, no_segment, A>>;
};
template <class A, class B>
struct read_arguments<false, A, B> {
  using type = argument_types<A, no_segment, B>;
};
template <class A>
struct read_arguments<true, A> {
  using type = argument_types<no_rate, A>;
};
template <class A, class B>
struct read_arguments<true, A, B> {
  using type = std::conditional_t<Scaling<B>, argument_types<no_rate, A, B>, argument_types<A, B>>;
};
template <class A, class B, class C>
struct read_arguments<true, A, B, C> {
  using type = argument_types<A, B, C>;
};

/// Why there is no spectrum of a signal; void where there is one.
template <auto D, class X, class Rate, class Segment, class Rest = density_t>
auto why_no_spectrum() {
  if constexpr (!std::is_void_v<decltype(why_not_along_time<X, Rate>())>) {
    return why_not_along_time<X, Rate>();
  } else if constexpr (time_at<D, X> == quantities::no_dimension) {
    return std::type_identity<refusal::say_which_dimension_is_time_as_in_welch_1_of_x<X>>{};
  } else if constexpr (!std::same_as<Segment, no_segment> && !Duration<Segment>) {
    return std::type_identity<refusal::a_segment_is_a_time_with_its_unit_as_in_500_ms<Segment>>{};
  } else if constexpr (!Scaling<Rest>) {
    return std::type_identity<
        refusal::arguments_are_the_signal_its_rate_if_it_has_no_axis_the_segment_and_density_or_spectrum<Rest>>{};
  } else {
    return;
  }
}

/// The same of two signals.
template <auto D, class X, class Y, class Rate, class Segment, class Rest = density_t>
auto why_no_cross_spectrum() {
  if constexpr (!std::is_void_v<decltype(why_no_spectrum<D, X, Rate, Segment, Rest>())>) {
    return why_no_spectrum<D, X, Rate, Segment, Rest>();
  } else if constexpr (!std::is_void_v<decltype(why_no_spectrum<D, Y, Rate, Segment, Rest>())>) {
    return why_no_spectrum<D, Y, Rate, Segment, Rest>();
  } else if constexpr (!std::same_as<number_t<X>, number_t<Y>> ||
                       arrays::static_rank<arrays::bare_t<X>> != arrays::static_rank<arrays::bare_t<Y>>) {
    return std::type_identity<refusal::both_signals_need_one_type_of_numbers_and_as_many_dimensions<X, Y>>{};
  } else {
    return;
  }
}

template <auto D, bool HasSegment, class X, class... A>
auto why_arguments_give_no_spectrum() {
  using given = typename read_arguments<HasSegment, A...>::type;
  return why_no_spectrum<D, X, typename given::rate, typename given::segment, typename given::rest>();
}
template <auto D, class X, class Y, class... A>
auto why_arguments_give_no_cross_spectrum() {
  using given = typename read_arguments<true, A...>::type;
  return why_no_cross_spectrum<D, X, Y, typename given::rate, typename given::segment, typename given::rest>();
}

}  // namespace detail

/// Signals, rates and segments of which there is a spectrum along dimension D.
template <auto D, class X, class Rate, class Segment>
concept HasSpectrum = std::is_void_v<decltype(detail::why_no_spectrum<D, X, Rate, Segment>())>;
template <auto D, class X, class Y, class Rate, class Segment>
concept HasCrossSpectrum = std::is_void_v<decltype(detail::why_no_cross_spectrum<D, X, Y, Rate, Segment>())>;

/// The sentence for other calls.
template <auto D, bool HasSegment, class X, class... A>
using why_no_spectrum = typename decltype(detail::why_arguments_give_no_spectrum<D, HasSegment, X, A...>())::type;
template <auto D, class X, class Y, class... A>
using why_no_cross_spectrum = typename decltype(detail::why_arguments_give_no_cross_spectrum<D, X, Y, A...>())::type;

}  // namespace convolt::dsp

/// The refusal of all other arguments of name, a function of a spectrum that has a segment or none.
#define CONVOLT_REFUSE_OTHER_SPECTRA(name, has_segment)           \
  template <auto D = detail::the_only_one{}, class X, class... A, \
            class Why = why_no_spectrum<D, has_segment, X, A...>> \
  void name(X const&, A const&...)                                \
      CONVOLT_REFUSED("dsp::" #name " does not take these arguments: the last template argument below says why");
