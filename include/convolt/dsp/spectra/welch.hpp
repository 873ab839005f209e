// SPDX-License-Identifier: BSD-3-Clause
/// Power over frequency: `dsp::welch`, the mean over segments, and `dsp::periodogram`, of the whole signal.
/// Layer: dsp.
#pragma once

#include <convolt/core/arch.hpp>
#include <convolt/core/config.hpp>
#include <convolt/dsp/spectra/averages.hpp>
#include <convolt/dsp/spectra/dimension.hpp>
#include <convolt/dsp/spectra/options.hpp>
#include <convolt/dsp/spectra/refusal.hpp>
#include <convolt/dsp/spectra/segments.hpp>
#include <convolt/dsp/time/lines.hpp>
#include <convolt/engine/entry/transforms.hpp>

#include <concepts>
#include <cstddef>
#include <string_view>
#include <utility>

namespace convolt::dsp {

namespace detail {

/// What sums of |X|^2 are multiplied with, and the unit of that product.
template <class S>
double power_scale(segment_weights const& w, double rate) {
  return std::same_as<S, density_t> ? 1 / (rate * w.squares) : 1 / (w.sum * w.sum);
}
template <class S, class U, class V>
auto power_unit(U const& x, V const& y) {
  if constexpr (std::same_as<S, density_t>) {
    return x * y / hertz{};
  } else {
    return x * y;
  }
}

template <class T, class Lines>
segment_job<T> job_for(Lines const& in, segment_plan const& plan, segment_weights const& w, executor_ref executor,
                       engine::transform_pointer<typename quantities::real_type<T>::type> transform) {
  return {plan, w.each, in.block(), executor, std::move(transform)};
}

template <auto D, class Scale, class Arch, class X, class Rate>
auto power_of_segments(std::string_view where, X const& x, Rate const& rate, spectral_options const& o,
                       auto const& length_at) {
  using T = number_t<X>;
  using R = typename quantities::real_type<T>::type;
  constexpr std::size_t d = time_at<D, X>;
  time_lines<T, X> const in(where, x, static_cast<index>(d), state_rate(where, rate));
  segment_plan const plan = whole_segments(where, in.count(), in.rate(), length_at(in), o);
  segment_weights const weights(o.window, plan.length);
  segment_job<T> const job =
      job_for<T>(in, plan, weights, o.executor, engine::make_transform<R, Arch>(plan.nfft, line_kind<T>));
  auto out = in.template allocate<R>(job.transform->frequencies());
  mean_powers(job, in.data(), power_scale<Scale>(weights, in.rate()), out.data());
  auto const unit = unit_of_signal(x);
  return with_axis_for_time<d>(x, std::move(out), power_unit<Scale>(unit, unit),
                               frequencies_of<T>(plan.nfft, in.rate()));
}

template <auto D, class Scale, class Arch, class X, class Rate, class Segment>
auto welch(X const& x, Rate const& rate, Segment const& segment, spectral_options const& o) {
  return power_of_segments<D, Scale, Arch>(
      "dsp::welch", x, rate, o, [&](auto const& in) { return samples_in("dsp::welch", segment, in.rate()); });
}
template <auto D, class Scale, class Arch, class X, class Rate>
auto periodogram(X const& x, Rate const& rate, periodogram_options const& o) {
  spectral_options const all{
      .window = o.window, .overlap = 0, .detrend = o.detrend, .nfft = o.nfft, .executor = o.executor};
  return power_of_segments<D, Scale, Arch>("dsp::periodogram", x, rate, all, [](auto const& in) { return in.count(); });
}

}  // namespace detail

/// The power of x over frequency, as the mean over segments (Welch, The use of fast Fourier transform for the
/// estimation of power spectra, IEEE Trans. Audio Electroacoustics 15, 1967):
///
///     dsp::welch(x, 2000. * ms)                        density, [x]^2/Hz
///     dsp::welch(x, 2000. * ms, dsp::spectrum)         power, [x]^2
///     dsp::welch(numbers * mV, 1. * kHz, 2000. * ms)   of an array: its rate
///     dsp::welch<1>(x, 2000. * ms)                     along dimension 1, where the axes do not say which one is time
///
/// The dimension of time becomes one of frequency, with an axis in Hz; all others are carried along. Of real numbers
/// one-sided, from 0 to half the rate, each frequency with the power of its mirror image; of complex ones two-sided,
/// ascending from minus half the rate. A segment counts as the nearest whole number of samples; samples behind the last
/// whole segment are left out. As SciPy's welch, defaults too. A NaN makes all of its line NaN, and no other.
///
/// Throws parameter_error "segment_too_long", "bad_segment", "bad_overlap", "bad_nfft", "no_rate", "rate_mismatch",
/// "bad_axis"; shape_error "empty_axis" without samples; unit_error where a run-time unit is not one of time.
template <auto D = detail::the_only_one{}, class X, class Segment, class Arch = target_arch>
  requires HasSpectrum<D, X, detail::no_rate, Segment>
auto welch(X const& x, Segment const& segment, spectral_options const& options = {}) {
  return detail::welch<D, density_t, Arch>(x, detail::no_rate{}, segment, options);
}
template <auto D = detail::the_only_one{}, class X, class Segment, Scaling S, class Arch = target_arch>
  requires HasSpectrum<D, X, detail::no_rate, Segment>
auto welch(X const& x, Segment const& segment, S, spectral_options const& options = {}) {
  return detail::welch<D, S, Arch>(x, detail::no_rate{}, segment, options);
}
template <auto D = detail::the_only_one{}, class X, Frequency Rate, class Segment, class Arch = target_arch>
  requires HasSpectrum<D, X, Rate, Segment>
auto welch(X const& x, Rate const& rate, Segment const& segment, spectral_options const& options = {}) {
  return detail::welch<D, density_t, Arch>(x, rate, segment, options);
}
template <auto D = detail::the_only_one{}, class X, Frequency Rate, class Segment, Scaling S, class Arch = target_arch>
  requires HasSpectrum<D, X, Rate, Segment>
auto welch(X const& x, Rate const& rate, Segment const& segment, S, spectral_options const& options = {}) {
  return detail::welch<D, S, Arch>(x, rate, segment, options);
}
CONVOLT_REFUSE_OTHER_SPECTRA(welch, true)

/// The power of the whole signal over frequency, as one segment without a window: the rest is as for welch.
template <auto D = detail::the_only_one{}, class X, class Arch = target_arch>
  requires HasSpectrum<D, X, detail::no_rate, detail::no_segment>
auto periodogram(X const& x, periodogram_options const& options = {}) {
  return detail::periodogram<D, density_t, Arch>(x, detail::no_rate{}, options);
}
template <auto D = detail::the_only_one{}, class X, Scaling S, class Arch = target_arch>
  requires HasSpectrum<D, X, detail::no_rate, detail::no_segment>
auto periodogram(X const& x, S, periodogram_options const& options = {}) {
  return detail::periodogram<D, S, Arch>(x, detail::no_rate{}, options);
}
template <auto D = detail::the_only_one{}, class X, Frequency Rate, class Arch = target_arch>
  requires HasSpectrum<D, X, Rate, detail::no_segment>
auto periodogram(X const& x, Rate const& rate, periodogram_options const& options = {}) {
  return detail::periodogram<D, density_t, Arch>(x, rate, options);
}
template <auto D = detail::the_only_one{}, class X, Frequency Rate, Scaling S, class Arch = target_arch>
  requires HasSpectrum<D, X, Rate, detail::no_segment>
auto periodogram(X const& x, Rate const& rate, S, periodogram_options const& options = {}) {
  return detail::periodogram<D, S, Arch>(x, rate, options);
}
CONVOLT_REFUSE_OTHER_SPECTRA(periodogram, false)

}  // namespace convolt::dsp
