// SPDX-License-Identifier: BSD-3-Clause
/// Causal filtering of a whole signal.
/// Layer: dsp.
#pragma once

#include <convolt/core/arch.hpp>
#include <convolt/dsp/filters/apply.hpp>
#include <convolt/dsp/filters/over_lines.hpp>
#include <convolt/dsp/filters/refusal.hpp>
#include <convolt/dsp/time/rate.hpp>

#include <concepts>

namespace convolt::dsp {

namespace detail {

template <class Arch, class D, class X>
auto filter_call(D const& d, X const& x, stated_rate const& rate, filter_options const& o) {
  return filtered("dsp::filter", d, x, rate, o.axis,
                  [&](auto const& numbers, double, auto const* from, auto const& block, auto* to) {
                    filter_lines<Arch>(numbers, from, block, to, o.executor);
                  });
}

}  // namespace detail

/// x through a filter, from rest: y[n] depends on samples up to n, and lies on the axis of x, so that it comes later
/// than x by group_delay(d, f, rate). `filter(butterworth(3, bandpass(300. * Hz, 6. * kHz)), x)`.
/// SciPy: sosfilt(sections, x), lfilter(taps, 1, x).
///
/// x is an array or a sampled quantity, of float, double or complex numbers, and goes along its only axis in units of
/// time, or along .axis; all other dimensions are carried along. Arrays have no axis, so that they need a rate; beside
/// an axis a rate must be that of the axis. Unit: that of x; of a derivative, [x] / time^Order.
///
/// Sections are computed in double, whatever x is; taps in the precision of x, as convolve does, for long ones by
/// transforms. A NaN stays where the taps reach; behind sections, all that comes after it in its line is NaN.
/// Throws parameter_error "axis_not_given", "no_rate", "rate_mismatch", "beyond_nyquist" and what the design says.
template <class D, class X, class Arch = target_arch>
  requires(is_filtered<D, X>)
auto filter(D const& d, X const& x, filter_options const& options = {}) {
  return detail::filter_call<Arch>(d, x, {}, options);
}
template <class D, class X, class Rate, class Arch = target_arch>
  requires(is_filtered<D, X, Rate>)
auto filter(D const& d, X const& x, Rate const& rate, filter_options const& options = {}) {
  return detail::filter_call<Arch>(d, x, detail::state_rate("dsp::filter", rate), options);
}
template <class D, class X, class Why = why_not_filtered<D, X>>
  requires(!is_filtered<D, X>)
void filter(D const&, X const&, filter_options const& = {}) = delete;
template <class D, class X, class Rate, class Why = why_not_filtered<D, X, Rate>>
  requires(!std::same_as<Rate, filter_options> && !is_filtered<D, X, Rate>)
void filter(D const&, X const&, Rate const&, filter_options const& = {}) = delete;

}  // namespace convolt::dsp
