// SPDX-License-Identifier: BSD-3-Clause
/// Correlation of signals, with a measure: r(tau) = sum of x(t + tau) w*(t), where w* is the complex conjugate.
/// Layer: dsp.
#pragma once

#include <convolt/core/arch.hpp>
#include <convolt/dsp/convolution/call.hpp>
#include <convolt/dsp/convolution/options.hpp>
#include <convolt/dsp/convolution/refusal.hpp>
#include <convolt/dsp/measure.hpp>
#include <convolt/quantity/axis.hpp>

#include <concepts>

namespace convolt::dsp {

/// x correlated with w. Operands, units and options are those of convolve. The axis of a sampled result holds the lags
/// tau: they begin, for `full`, at x.start - w.start - (K - 1) dt. Plain w: lag 0 is tap K / 2, rounded down; under
/// `causal` the last one. So with `same` the result lies on x's axis, as a matched filter's does.
template <class X, class W, class M, class Arch = target_arch>
  requires Convolvable<X, W, M>
auto correlate(X const& x, W const& w, M const& measure, convolve_options const& options = {}) {
  return detail::call<Arch>({.where = "dsp::correlate", .correlates = true}, x, w, measure, options);
}
template <class X, class W, class M, class Why = why_refused<X, W, M>>
  requires(!Convolvable<X, W, M>)
void correlate(X const&, W const&, M const&, convolve_options const& = {})
    CONVOLT_REFUSED("the last template argument is the reason");
template <class X, class W>
void correlate(X const&, W const&) CONVOLT_REFUSED("name a measure: measure::sum, measure::integral, measure::events");
template <class X, class W, class M, class O>
  requires(!std::convertible_to<O const&, convolve_options const&>)
void correlate(X const&, W const&, M const&, O const&) CONVOLT_REFUSED("options in braces: {.mode = convolt::full}");

/// The variances of correlate's results, as convolve_variance.
template <class X, class W, class M, class Arch = target_arch>
  requires VarianceConvolvable<X, W, M>
auto correlate_variance(X const& variances, W const& w, M const& measure, convolve_options const& options = {}) {
  return detail::call<Arch, true>({.where = "dsp::correlate_variance", .correlates = true, .of_variances = true},
                                  variances, w, measure, options);
}
template <class X, class W, class M, class Why = why_variance_refused<X, W, M>>
  requires(!VarianceConvolvable<X, W, M>)
void correlate_variance(X const&, W const&, M const&, convolve_options const& = {})
    CONVOLT_REFUSED("the last template argument is the reason");

}  // namespace convolt::dsp
