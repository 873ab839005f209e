// SPDX-License-Identifier: BSD-3-Clause
/// Filtering forwards and backwards, which delays nothing.
/// Layer: dsp.
#pragma once

#include <convolt/core/arch.hpp>
#include <convolt/dsp/filters/apply.hpp>
#include <convolt/dsp/filters/both_ways.hpp>
#include <convolt/dsp/filters/continuation.hpp>
#include <convolt/dsp/filters/refusal.hpp>
#include <convolt/dsp/time/rate.hpp>

#include <concepts>

namespace convolt::dsp {

namespace detail {

template <class Arch, class D, class X>
auto filtfilt_call(D const& d, X const& x, stated_rate const& rate, filtfilt_options const& o) {
  return filtered("dsp::filtfilt", d, x, rate, o.axis,
                  [&](auto const& numbers, double hertz, auto const* from, auto const& block, auto* to) {
                    line_ends const ends = ends_of(block.count, hertz, continuation(numbers), o);
                    filter_both_ways<Arch>(numbers, ends, from, block, to, o.executor);
                  });
}

}  // namespace detail

/// x through a filter forwards, and what comes out through it backwards: no delay at any frequency, and |H|^2, so that
/// a cut-off is at -6 dB where it was at -3 dB. `filtfilt(butterworth(3, lowpass(80. * Hz)), x)`.
///
/// Beyond both ends x goes on as it is, turned round the end point: 2 x[0] - x[n], by three times the length of the
/// filter, or as .padtype and .padlen say; before that a constant has been there. SciPy: sosfiltfilt(sections, x,
/// padtype=.., padlen=..), filtfilt(taps, 1, x, ..). Operands, units, precision and axes as those of filter. One NaN
/// behind sections makes its line NaN.
/// A derivative of savitzky_golay does not compile: twice is none. `convolve(x, taps(d, rate), measure::sum)` has no
/// delay either.
/// Throws shape_error "signal_too_short" where x is no longer than its continuation, with both lengths, and as filter.
template <class D, class X, class Arch = target_arch>
  requires(is_filtered_both_ways<D, X>)
auto filtfilt(D const& d, X const& x, filtfilt_options const& options = {}) {
  return detail::filtfilt_call<Arch>(d, x, {}, options);
}
template <class D, class X, class Rate, class Arch = target_arch>
  requires(is_filtered_both_ways<D, X, Rate>)
auto filtfilt(D const& d, X const& x, Rate const& rate, filtfilt_options const& options = {}) {
  return detail::filtfilt_call<Arch>(d, x, detail::state_rate("dsp::filtfilt", rate), options);
}
template <class D, class X, class Why = why_not_both_ways<D, X>>
  requires(!is_filtered_both_ways<D, X>)
void filtfilt(D const&, X const&, filtfilt_options const& = {}) = delete;
template <class D, class X, class Rate, class Why = why_not_both_ways<D, X, Rate>>
  requires(!std::same_as<Rate, filtfilt_options> && !is_filtered_both_ways<D, X, Rate>)
void filtfilt(D const&, X const&, Rate const&, filtfilt_options const& = {}) = delete;

}  // namespace convolt::dsp
