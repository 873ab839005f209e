// SPDX-License-Identifier: BSD-3-Clause
/// Convolution of signals, with a measure: y(t) = sum of h(t - s) x(s). It turns the kernel round, as scipy.signal
/// does, and nothing else in this library.
/// Layer: dsp.
#pragma once

#include <convolt/core/arch.hpp>
#include <convolt/dsp/convolution/call.hpp>
#include <convolt/dsp/convolution/options.hpp>
#include <convolt/dsp/convolution/refusal.hpp>
#include <convolt/dsp/measure.hpp>

namespace convolt::dsp {

/// x convolved with h: `convolve(psc, leak, measure::integral)`. x is an array or a sampled quantity, of float, double
/// or complex numbers; h a kernel object, a sampled kernel, or plain taps.
///
/// Unit: [x][h] for measure::sum, [x][h][t] for measure::integral, [w][h] for measure::events. A result without
/// dimension is plain numbers, or sampled ones in `one`.
///
/// Place: kernel objects and sampled kernels have their own axis, so `same` (the default) means on x's axis and shifts
/// nothing; `full` begins at x.start + h.start. Lag 0 of plain taps is tap (K - 1) / 2, rounded down; under `causal`,
/// tap 0. h goes along .axis; unless it is given, along all axes where h has as many, else along the only one that
/// measures what its lags do, or time. All others are carried along.
///
/// Throws parameter_error: "step_mismatch" for a kernel sampled with another step, "axis_too_coarse" for a kernel
/// object, "not_causal", "lags_between_samples", "axis_not_given", "missing_samples", "negative_weight"; shape_error,
/// unit_error.
template <class X, class H, class M, class Arch = target_arch>
  requires Convolvable<X, H, M>
auto convolve(X const& x, H const& h, M const& measure, convolve_options const& options = {}) {
  return detail::call<Arch>({.where = "dsp::convolve"}, x, h, measure, options);
}
template <class X, class H, class M, class Why = why_refused<X, H, M>>
  requires(!Convolvable<X, H, M>)
void convolve(X const&, H const&, M const&, convolve_options const& = {})
    CONVOLT_REFUSED("the last template argument is the reason");
template <class X, class H>
void convolve(X const&, H const&) CONVOLT_REFUSED("name a measure: measure::sum, measure::integral, measure::events");

template <class X, class H, class M, class O>
  requires(!std::convertible_to<O const&, convolve_options const&>)
void convolve(X const&, H const&, M const&, O const&) CONVOLT_REFUSED("options in braces: {.mode = convolt::same}");

/// The variances of convolve's results, from those of x, whose errors are independent: sum of (w^2) var(x), with w = h,
/// or h dt under an integral. Unit: that of the variances times [h]^2, and [t]^2 under an integral. What is
/// renormalised has the square of its factor. Beyond the ends, samples of their own.
template <class X, class H, class M, class Arch = target_arch>
  requires VarianceConvolvable<X, H, M>
auto convolve_variance(X const& variances, H const& h, M const& measure, convolve_options const& options = {}) {
  return detail::call<Arch, true>({.where = "dsp::convolve_variance", .of_variances = true}, variances, h, measure,
                                  options);
}
template <class X, class H, class M, class Why = why_variance_refused<X, H, M>>
  requires(!VarianceConvolvable<X, H, M>)
void convolve_variance(X const&, H const&, M const&, convolve_options const& = {})
    CONVOLT_REFUSED("the last template argument is the reason");

}  // namespace convolt::dsp
