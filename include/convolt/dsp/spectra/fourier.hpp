// SPDX-License-Identifier: BSD-3-Clause
/// Fourier transforms with a measure: `dsp::rfft` and `dsp::irfft` of real signals, `dsp::fft` and `dsp::ifft` of
/// complex ones.
/// Layer: dsp.
#pragma once

#include <convolt/core/arch.hpp>
#include <convolt/core/config.hpp>
#include <convolt/core/executor.hpp>
#include <convolt/core/index.hpp>
#include <convolt/dsp/measure.hpp>
#include <convolt/dsp/spectra/averages.hpp>
#include <convolt/dsp/spectra/dimension.hpp>
#include <convolt/dsp/spectra/inverse.hpp>
#include <convolt/dsp/spectra/refusal.hpp>
#include <convolt/dsp/spectra/segments.hpp>
#include <convolt/dsp/time/lines.hpp>
#include <convolt/engine/entry/transforms.hpp>
#include <convolt/geometry/checks.hpp>
#include <convolt/quantity/coordinate.hpp>
#include <convolt/units/si.hpp>

#include <algorithm>
#include <complex>
#include <concepts>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace convolt::dsp {

/// Options of rfft and fft.
struct fourier_options {
  index nfft = 0;  ///< samples of the transform: zeros stand behind the signal. 0: none
  executor_ref executor = {};
};

namespace refusal {

template <class Measure>
struct second_argument_is_measure_sum_or_measure_integral;
template <class Signal>
struct samples_need_an_axis_in_units_of_time_or_measure_integral_of_dt;
template <class Signal>
struct rfft_is_of_real_signals_and_fft_of_complex_ones;

}  // namespace refusal

namespace detail {

template <class M>
inline constexpr bool is_sum = std::same_as<M, measure::sum_t>;
template <class M>
inline constexpr bool has_dt = requires(M const& m) { m.dt; };

/// Stands for the measure where a call has none.
struct no_measure {};

/// The rate that a measure implies for arrays: an integral over dt has 1 / dt.
template <class M>
struct rate_of_measure {
  using type = no_rate;
};
template <class M>
  requires has_dt<M>
struct rate_of_measure<M> {
  using type = quantity<hertz, double>;
};

/// Why there is no transform of a signal; void where there is one.
template <auto D, bool Complex, class X, class Rate, class M>
auto why_no_transform() {
  using implied = typename rate_of_measure<M>::type;
  using rate = std::conditional_t<std::same_as<Rate, no_rate>, implied, Rate>;
  if constexpr (!Measure<M> || std::same_as<M, measure::events_t>) {
    return std::type_identity<refusal::second_argument_is_measure_sum_or_measure_integral<M>>{};
  } else if constexpr (std::same_as<M, measure::integral_t> && !known_axes<axes_of_t<X>>::has_time) {
    return std::type_identity<refusal::samples_need_an_axis_in_units_of_time_or_measure_integral_of_dt<X>>{};
  } else if constexpr (!std::is_void_v<decltype(why_no_spectrum<D, X, rate, no_segment>())>) {
    return why_no_spectrum<D, X, rate, no_segment>();
  } else if constexpr (quantities::is_complex<number_t<X>> != Complex) {
    return std::type_identity<refusal::rfft_is_of_real_signals_and_fft_of_complex_ones<X>>{};
  } else {
    return;
  }
}
template <auto D, bool Complex, class X>
auto why_arguments_give_no_transform() {
  return why_no_transform<D, Complex, X, no_rate, no_measure>();
}
template <auto D, bool Complex, class X, class M>
auto why_arguments_give_no_transform() {
  return why_no_transform<D, Complex, X, no_rate, M>();
}
template <auto D, bool Complex, class X, class Rate, class M, class... Options>
auto why_arguments_give_no_transform() {
  return why_no_transform<D, Complex, X, Rate, M>();
}

template <class M, class Rate>
stated_rate rate_of_call(std::string_view where, M const& measure, Rate const& rate) {
  if constexpr (has_dt<M>) {
    static_cast<void>(rate);
    return state_rate(where, 1. / measure.dt);
  } else {
    static_cast<void>(measure);
    return state_rate(where, rate);
  }
}
/// The step that sums are multiplied with, with its unit; 1 for a plain sum.
template <std::size_t D, class X, class M>
auto step_of(X const& x, M const& measure) {
  if constexpr (is_sum<M>) {
    static_cast<void>(x);
    return tag(1., one);
  } else if constexpr (has_dt<M>) {
    return tag(static_cast<double>(raw(measure.dt)), unit_of(measure.dt));
  } else {
    auto const& t = std::get<D>(x.axes());
    return tag(static_cast<double>(t.step().raw()), t.unit());
  }
}

/// The same as each_spectrum of whole lines that lie in one piece, from where they are to where they shall be.
template <class T, class R>
void transform_lines(segment_job<T> const& job, T const* x, R scale, std::complex<R>* out) {
  index const samples = job.plan.nfft, count = job.transform->frequencies();
  each_group(job.block, job.executor, [&] {
    return [&, samples, count, scale](line_group const& g) {
      std::complex<R>* const to = out + g.outer * count;
      engine::fft::places<R> const y(reinterpret_cast<R*>(to), reinterpret_cast<R*>(to) + 1, 2);
      if constexpr (quantities::is_complex<T>) {
        R const* const from = reinterpret_cast<R const*>(x + g.outer * samples);
        job.transform->forward({from, from + 1, 2}, y);
        std::rotate(to, to + (count - count / 2), to + count);
      } else {
        job.transform->forward_real(x + g.outer * samples, y);
      }
      if (scale != R(1)) {
        for (index k = 0; k < count; ++k) { to[k] *= scale; }
      }
    };
  });
}

template <auto D, class Arch, class X, class Rate, class M>
auto transform_along_time(std::string_view where, X const& x, Rate const& rate, M const& measure,
                          fourier_options const& o) {
  using T = number_t<X>;
  using R = typename quantities::real_type<T>::type;
  constexpr std::size_t d = time_at<D, X>;
  time_lines<T, X> const in(where, x, static_cast<index>(d), rate_of_call(where, measure, rate));
  if (in.count() == 0) { throw_no_samples(where); }
  segment_plan const plan{.length = in.count(), .count = 1, .nfft = checked_nfft(where, o.nfft, in.count())};
  std::vector<double> const no_weights;
  segment_job<T> const job{plan, no_weights, in.block(), o.executor,
                           engine::make_transform<R, Arch>(plan.nfft, line_kind<T>)};
  auto out = in.template allocate<std::complex<R>>(job.transform->frequencies());
  auto const step = step_of<d>(x, measure);
  R const scale = static_cast<R>(raw(step));
  if (job.block.inner == 1 && plan.nfft == plan.length) {
    transform_lines(job, in.data(), scale, out.data());
  } else {
    each_spectrum(
        job, in.data(), [scale](R re, R im, index) { return std::complex<R>(re * scale, im * scale); }, out.data());
  }
  return with_axis_for_time<d>(x, std::move(out), unit_of_signal(x) * unit_of(step),
                               frequencies_of<T>(plan.nfft, in.rate()));
}

/// Spectra with one axis of frequency, of which a signal at times t can be had.
template <class Z, class T, class M>
concept spectra_times_and_measure = AnySampled<Z> && SignalArray<Z> && quantities::is_complex<number_t<Z>> &&
                                    dimensions_measured_in<Z, hertz>().count == 1 && may_be_time<T> &&
                                    (std::same_as<M, measure::sum_t> || std::same_as<M, measure::integral_t>);

template <class T, class Arch, class Z, class A, class M>
auto inverse_along_frequency(std::string_view where, Z const& z, A const& t, M const&, executor_ref executor) {
  using R = typename quantities::real_type<T>::type;
  constexpr std::size_t d = dimensions_measured_in<Z, hertz>().at[0];
  auto const& f = std::get<d>(z.axes());
  double const rate = rate_of_axis(where, 0, as_numbers(t));
  check_frequencies(where, quantities::coordinate<double>(f.start(), hertz{}),
                    quantities::coordinate<double>(f.step(), hertz{}), f.count(),
                    frequencies_of<T>(t.count() > 0 ? t.count() : 1, rate), t.count());
  index_list shape;
  for (std::size_t const extent : z.shape()) { shape.push_back(static_cast<index>(extent)); }
  auto block = quantities::block_along(shape, d);
  shape[d] = block.count = t.count();
  geometry::check_extents(where, "result", {shape.begin(), shape.size()}, static_cast<index>(sizeof(T)));
  auto out = arrays::allocate<T, Z::rank>(shape);
  auto const transform = engine::make_transform<R, Arch>(t.count(), line_kind<T>);
  double const samples = static_cast<double>(t.count());
  double const scale = is_sum<M> ? 1 / samples : 1 / (samples * static_cast<double>(t.step().raw()));
  inverse_lines<T>(block, executor, transform, scale, z.raw().data(), out.data());
  auto const axes = quantities::tuple_with<d>(z.axes(), t);
  if constexpr (is_sum<M>) {
    return on_axes(std::move(out), z.unit(), axes);
  } else {
    return on_axes(std::move(out), z.unit() / t.unit(), axes);
  }
}

}  // namespace detail

/// The sentence for calls of rfft and fft that do not compile.
template <auto D, bool Complex, class X, class... A>
using why_no_transform = typename decltype(detail::why_arguments_give_no_transform<D, Complex, X, A...>())::type;
template <auto D, bool Complex, class X, class Rate, class M>
concept HasTransform = std::is_void_v<decltype(detail::why_no_transform<D, Complex, X, Rate, M>())>;

/// The Fourier transform of a real signal over frequency, with times that count from its first sample:
///
///     rfft(x, measure::sum)          X(f) = sum over n of x[n] exp(-2 pi i f n dt)                unit [x]
///     rfft(x, measure::integral)     X(f) = integral of x(t) exp(-2 pi i f (t - t_first)) dt      unit [x][t]
///     rfft(numbers * mV, measure::integral(0.1 * ms)),  rfft(numbers * mV, 10. * kHz, measure::sum)     of arrays
///
/// The dimension of time becomes one of frequency in Hz, from 0 to half the rate. rfft<1>(x, ..) is along dimension 1.
/// (NumPy's rfft is the sum.) Any length takes n log n steps. Throws parameter_error "no_rate", "rate_mismatch",
/// "bad_axis", "bad_nfft"; shape_error "empty_axis" without samples.
template <auto D = detail::the_only_one{}, class X, class M, class Arch = target_arch>
  requires HasTransform<D, false, X, detail::no_rate, M>
auto rfft(X const& x, M const& measure, fourier_options const& options = {}) {
  return detail::transform_along_time<D, Arch>("dsp::rfft", x, detail::no_rate{}, measure, options);
}
template <auto D = detail::the_only_one{}, class X, Frequency Rate, class M, class Arch = target_arch>
  requires HasTransform<D, false, X, Rate, M>
auto rfft(X const& x, Rate const& rate, M const& measure, fourier_options const& options = {}) {
  return detail::transform_along_time<D, Arch>("dsp::rfft", x, rate, measure, options);
}
template <auto D = detail::the_only_one{}, class X, class... A, class Why = why_no_transform<D, false, X, A...>>
void rfft(X const&, A const&...)
    CONVOLT_REFUSED("dsp::rfft does not take these arguments: the last template argument below says why");

/// The same of a complex signal, at all frequencies, ascending from minus half the rate.
template <auto D = detail::the_only_one{}, class X, class M, class Arch = target_arch>
  requires HasTransform<D, true, X, detail::no_rate, M>
auto fft(X const& x, M const& measure, fourier_options const& options = {}) {
  return detail::transform_along_time<D, Arch>("dsp::fft", x, detail::no_rate{}, measure, options);
}
template <auto D = detail::the_only_one{}, class X, Frequency Rate, class M, class Arch = target_arch>
  requires HasTransform<D, true, X, Rate, M>
auto fft(X const& x, Rate const& rate, M const& measure, fourier_options const& options = {}) {
  return detail::transform_along_time<D, Arch>("dsp::fft", x, rate, measure, options);
}
template <auto D = detail::the_only_one{}, class X, class... A, class Why = why_no_transform<D, true, X, A...>>
void fft(X const&, A const&...)
    CONVOLT_REFUSED("dsp::fft does not take these arguments: the last template argument below says why");

/// The real signal at times t that rfft made z of, with the same measure: `irfft(z, x.axis<ms>(), measure::integral)`.
/// Units: [z] of a sum, [z]/[t] of an integral. Imaginary parts at 0 and at half the rate mean nothing. Throws
/// parameter_error "frequency_mismatch" where the frequencies of z are not those of a signal at these times.
template <class Z, class T, class M, class Arch = target_arch>
  requires detail::spectra_times_and_measure<Z, T, M>
auto irfft(Z const& z, T const& t, M const& measure, executor_ref executor = {}) {
  using R = typename quantities::real_type<typename Z::element_type>::type;
  return detail::inverse_along_frequency<R, Arch>("dsp::irfft", z, t, measure, executor);
}
template <class Z, class T, class... A>
void irfft(Z const&, T const&, A const&...)
    CONVOLT_REFUSED("irfft takes the result of dsp::rfft, the axis of the signal, and measure::sum or ::integral");

/// The complex signal at times t that fft made z of. All else is as for irfft.
template <class Z, class T, class M, class Arch = target_arch>
  requires detail::spectra_times_and_measure<Z, T, M>
auto ifft(Z const& z, T const& t, M const& measure, executor_ref executor = {}) {
  return detail::inverse_along_frequency<typename Z::element_type, Arch>("dsp::ifft", z, t, measure, executor);
}
template <class Z, class T, class... A>
void ifft(Z const&, T const&, A const&...)
    CONVOLT_REFUSED("ifft takes the result of dsp::fft, the axis of the signal, and measure::sum or ::integral");

}  // namespace convolt::dsp
