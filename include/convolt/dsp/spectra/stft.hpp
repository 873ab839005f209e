// SPDX-License-Identifier: BSD-3-Clause
/// Spectra over time: `dsp::stft`, of every segment, `dsp::istft`, back to the signal, and `dsp::spectrogram`, their
/// power.
/// Layer: dsp.
#pragma once

#include <convolt/core/arch.hpp>
#include <convolt/core/config.hpp>
#include <convolt/dsp/spectra/averages.hpp>
#include <convolt/dsp/spectra/dimension.hpp>
#include <convolt/dsp/spectra/options.hpp>
#include <convolt/dsp/spectra/overlap_add.hpp>
#include <convolt/dsp/spectra/refusal.hpp>
#include <convolt/dsp/spectra/segments.hpp>
#include <convolt/dsp/spectra/welch.hpp>
#include <convolt/dsp/time/lines.hpp>
#include <convolt/engine/entry/transforms.hpp>

#include <complex>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace convolt::dsp {

namespace detail {

/// f(re, im, k, scale) of every segment, on axes of frequency and, last, of the times of segments.
template <auto D, class Out, class Arch, class X, class Lines, class F, class U>
auto spectra_over_time(std::string_view where, X const& x, Lines const& in, segment_plan const& plan,
                       segment_weights const& weights, executor_ref executor, double first_time, F const& f,
                       U const& unit) {
  using T = number_t<X>;
  using R = typename quantities::real_type<T>::type;
  constexpr std::size_t d = time_at<D, X>, rank = arrays::static_rank<arrays::bare_t<X>>;
  segment_job<T> const job =
      job_for<T>(in, plan, weights, executor, engine::make_transform<R, Arch>(plan.nfft, line_kind<T>));
  auto out = allocate_with_segments<Out, rank>(where, in.shape(), d, job.transform->frequencies(), plan.count);
  each_spectrum(job, in.data(), f, out.data());
  auto const t = moved_axis(axis_of_time<d>(x, in.count(), in.rate()), first_time, plan.hop, plan.count);
  return with_axes_of_segments<d>(x, std::move(out), unit, frequencies_of<T>(plan.nfft, in.rate()), t);
}

template <auto D, class Scale, class Arch, class X, class Rate, class Segment>
auto spectrogram(X const& x, Rate const& rate, Segment const& segment, spectral_options const& o) {
  using T = number_t<X>;
  using R = typename quantities::real_type<T>::type;
  std::string_view const where = "dsp::spectrogram";
  check_mean(where, o.average);
  time_lines<T, X> const in(where, x, static_cast<index>(time_at<D, X>), state_rate(where, rate));
  segment_plan const plan = whole_segments(where, in.count(), in.rate(), samples_in(where, segment, in.rate()), o);
  segment_weights const weights(o.window, plan.length);
  double const scale = power_scale<Scale>(weights, in.rate());
  auto const power = [&](R re, R im, index k) {
    double const a = static_cast<double>(re), b = static_cast<double>(im);
    return static_cast<R>((a * a + b * b) * scale * sides_of<T>(k, plan.nfft));
  };
  auto const unit = unit_of_signal(x);
  return spectra_over_time<D, R, Arch>(where, x, in, plan, weights, o.executor, static_cast<double>(plan.length) / 2,
                                       power, power_unit<Scale>(unit, unit));
}

template <auto D, class Arch, class X, class Rate, class Segment>
auto stft(X const& x, Rate const& rate, Segment const& segment, stft_options const& o) {
  using T = number_t<X>;
  using R = typename quantities::real_type<T>::type;
  std::string_view const where = "dsp::stft";
  time_lines<T, X> const in(where, x, static_cast<index>(time_at<D, X>), state_rate(where, rate));
  index const length = samples_in(where, segment, in.rate());
  segment_plan const plan = centred_segments(where, in.count(), in.rate(), length, o);
  segment_weights const weights(o.window, plan.length);
  check_invertible(where, weights.each, plan, in.count());
  R const scale = static_cast<R>(1 / weights.sum);
  return spectra_over_time<D, std::complex<R>, Arch>(
      where, x, in, plan, weights, o.executor, 0.,
      [scale](R re, R im, index) { return std::complex<R>(re * scale, im * scale); }, unit_of_signal(x));
}

}  // namespace detail

/// The power of every segment over frequency, with the times of their middles as the last axis: (channel, frequency,
/// time) of (channel, time). Units and options are those of welch, whose result is the mean over these times. (SciPy's
/// spectrogram, but with the window and the overlap of its welch.) Throws as welch does.
template <auto D = detail::the_only_one{}, class X, class Segment, class Arch = target_arch>
  requires HasSpectrum<D, X, detail::no_rate, Segment>
auto spectrogram(X const& x, Segment const& segment, spectral_options const& options = {}) {
  return detail::spectrogram<D, density_t, Arch>(x, detail::no_rate{}, segment, options);
}
template <auto D = detail::the_only_one{}, class X, class Segment, Scaling S, class Arch = target_arch>
  requires HasSpectrum<D, X, detail::no_rate, Segment>
auto spectrogram(X const& x, Segment const& segment, S, spectral_options const& options = {}) {
  return detail::spectrogram<D, S, Arch>(x, detail::no_rate{}, segment, options);
}
template <auto D = detail::the_only_one{}, class X, Frequency Rate, class Segment, class Arch = target_arch>
  requires HasSpectrum<D, X, Rate, Segment>
auto spectrogram(X const& x, Rate const& rate, Segment const& segment, spectral_options const& options = {}) {
  return detail::spectrogram<D, density_t, Arch>(x, rate, segment, options);
}
template <auto D = detail::the_only_one{}, class X, Frequency Rate, class Segment, Scaling S, class Arch = target_arch>
  requires HasSpectrum<D, X, Rate, Segment>
auto spectrogram(X const& x, Rate const& rate, Segment const& segment, S, spectral_options const& options = {}) {
  return detail::spectrogram<D, S, Arch>(x, rate, segment, options);
}
CONVOLT_REFUSE_OTHER_SPECTRA(spectrogram, true)

/// The spectrum of every segment, complex, in the unit of x: the transform divided by the sum of the weights, so that a
/// sine of amplitude A has A / 2. Axes: frequency in the place of time, and the times of the middles of segments as the
/// last one, of which the first is the first sample: zeros stand before and behind the signal. (SciPy's stft.)
///
/// Throws as welch does; parameter_error "not_invertible" for a window and an overlap from which istft could not get
/// all samples back.
template <auto D = detail::the_only_one{}, class X, class Segment, class Arch = target_arch>
  requires HasSpectrum<D, X, detail::no_rate, Segment>
auto stft(X const& x, Segment const& segment, stft_options const& options = {}) {
  return detail::stft<D, Arch>(x, detail::no_rate{}, segment, options);
}
template <auto D = detail::the_only_one{}, class X, Frequency Rate, class Segment, class Arch = target_arch>
  requires HasSpectrum<D, X, Rate, Segment>
auto stft(X const& x, Rate const& rate, Segment const& segment, stft_options const& options = {}) {
  return detail::stft<D, Arch>(x, rate, segment, options);
}
CONVOLT_REFUSE_OTHER_SPECTRA(stft, true)

namespace detail {

/// Spectra with one axis of frequency and times behind all others.
template <class Z>
concept spectra_are_sampled_over_frequency_and_at_last_time =
    AnySampled<Z> && SignalArray<Z> && quantities::is_complex<number_t<Z>> &&
    dimensions_measured_in<Z, hertz>().count == 1 && std::tuple_size_v<axes_of_t<Z>> >= 2 &&
    dimensions_measured_in<Z, second>().count >= 1 &&
    measure_the_same<axis_unit_t<Z, std::tuple_size_v<axes_of_t<Z>> - 1>, second>;

template <class Z, class T>
concept spectra_and_times_of_a_signal = spectra_are_sampled_over_frequency_and_at_last_time<Z> && may_be_time<T>;

template <std::size_t... I, class... A>
auto axes_but_last(std::tuple<A...> const& all, std::index_sequence<I...>) {
  return std::make_tuple(std::get<I>(all)...);
}

/// T: the numbers of the signal.
template <class T, class Arch, class Z, class A>
auto istft(Z const& z, A const& t, stft_options const& o) {
  using R = typename quantities::real_type<T>::type;
  constexpr std::size_t rank = Z::rank, d = dimensions_measured_in<Z, hertz>().at[0];
  std::string_view const where = "dsp::istft";
  auto const& f = z.template axis<static_cast<index>(d)>();
  auto const& times = z.template axis<static_cast<index>(rank - 1)>();
  double const rate = rate_of_axis(where, 0, as_numbers(t));
  spectra_axes const axes{.first = quantities::coordinate<double>(f.start(), hertz{}),
                          .step = quantities::coordinate<double>(f.step(), hertz{}),
                          .frequencies = f.count(),
                          .hop = quantities::coordinate<double>(times.step(), second{}) * rate,
                          .begin = (quantities::coordinate<double>(times.start(), second{}) -
                                    quantities::coordinate<double>(t.start(), second{})) *
                                   rate,
                          .segments = times.count()};
  segment_plan const plan = plan_of_spectra(where, axes, t.count(), rate, quantities::is_complex<T>, o);
  segment_weights const weights(o.window, plan.length);
  check_invertible(where, weights.each, plan, t.count());
  index_list shape;
  for (std::size_t k = 0; k + 1 < rank; ++k) { shape.push_back(static_cast<index>(z.shape(k))); }
  auto block = quantities::block_along(shape, d);
  shape[d] = block.count = t.count();
  geometry::check_extents(where, "result", {shape.begin(), shape.size()}, static_cast<index>(sizeof(T)));
  auto out = arrays::allocate<T, rank - 1>(shape);
  overlap_add<T, R>(plan, weights, block, o.executor, engine::make_transform<R, Arch>(plan.nfft, line_kind<T>),
                    z.raw().data(), out.data());
  auto const kept = axes_but_last(z.axes(), std::make_index_sequence<rank - 1>{});
  return on_axes(std::move(out), z.unit(), quantities::tuple_with<d>(kept, t));
}

}  // namespace detail

/// The signal that stft made z of, at the times t: `istft(dsp::stft(x, 256. * ms), x.axis<ms>())`; the complex one with
/// `istft(z, t, dsp::two_sided)`. What was done to z in between is projected: the result is the signal whose stft comes
/// closest to it (Griffin and Lim, Signal estimation from modified short-time Fourier transform, IEEE Trans. ASSP 32,
/// 1984). Unit: that of z. The options are those that stft was given; the segments and their steps are in the axes of
/// z. (SciPy's istft, with input_onesided=False of a complex one.)
///
/// Throws parameter_error "step_mismatch", "segment_mismatch", "two_sided", "one_sided" where z is no stft of such a
/// signal at these times, "not_invertible".
template <class Z, class T, class Arch = target_arch>
  requires detail::spectra_and_times_of_a_signal<Z, T>
auto istft(Z const& z, T const& t, stft_options const& options = {}) {
  return detail::istft<typename quantities::real_type<typename Z::element_type>::type, Arch>(z, t, options);
}
template <class Z, class T, class Arch = target_arch>
  requires detail::spectra_and_times_of_a_signal<Z, T>
auto istft(Z const& z, T const& t, two_sided_t, stft_options const& options = {}) {
  return detail::istft<typename Z::element_type, Arch>(z, t, options);
}
template <class Z, class T, class... A>
void istft(Z const&, T const&, A const&...)
    CONVOLT_REFUSED("istft takes the result of dsp::stft and the axis of the signal: istft(z, x.axis<ms>())");

}  // namespace convolt::dsp
