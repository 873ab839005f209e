// SPDX-License-Identifier: BSD-3-Clause
/// What a convolution was made of, where the powers of signal and noise are known: Wiener's deconvolution.
/// Layer: dsp.
#pragma once

#include <convolt/array/result_unit.hpp>
#include <convolt/array/unit_factor.hpp>
#include <convolt/core/arch.hpp>
#include <convolt/core/config.hpp>
#include <convolt/core/error.hpp>
#include <convolt/core/finite.hpp>
#include <convolt/core/index.hpp>
#include <convolt/dsp/convolution/call.hpp>
#include <convolt/dsp/convolution/options.hpp>
#include <convolt/dsp/deconvolution/known_sums.hpp>
#include <convolt/dsp/deconvolution/refusal.hpp>
#include <convolt/dsp/deconvolution/wiener_filter.hpp>
#include <convolt/dsp/spectra/band_power.hpp>
#include <convolt/dsp/time/along.hpp>
#include <convolt/dsp/time/lines.hpp>
#include <convolt/dsp/time/refusal.hpp>
#include <convolt/engine/entry/transforms.hpp>
#include <convolt/quantity/coordinate.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace convolt::dsp {

/// The options of wiener. `mode`: the one that convolve had. `axis`: as in convolve.
struct wiener_options {
  dsp::mode mode = convolt::full;
  axis_choice axis = {};
};

namespace refusal {

template <class Density>
struct a_density_is_a_power_per_Hz_or_one_over_an_axis_of_frequency_as_welch_gives_it;
template <class Signal>
struct signals_of_complex_numbers_are_not_deconvolved_by_wiener_take_their_parts;
template <class Signal>
struct signal_needs_an_axis_in_units_of_time_to_have_frequencies;

}  // namespace refusal

namespace detail {

/// A power per Hz: one number for all frequencies, or a line over an axis of frequency.
template <class P>
inline constexpr bool is_density = quantities::Coordinate<P>;
template <AnySampled P>
inline constexpr bool is_density<P> = P::rank == 1 && dimension_in_hertz<P> == 0;

template <class Y, class H, class M, class N, class S>
auto why_no_wiener() {
  if constexpr (!std::is_void_v<decltype(why_not_deconvolved<Y, H, M>())>) {
    return why_not_deconvolved<Y, H, M>();
  } else if constexpr (elements<Y, H>::is_complex) {
    return because<refusal::signals_of_complex_numbers_are_not_deconvolved_by_wiener_take_their_parts, Y>();
  } else if constexpr (!known_axes<axes_of_t<Y>>::has_time) {
    return because<refusal::signal_needs_an_axis_in_units_of_time_to_have_frequencies, Y>();
  } else if constexpr (!is_density<N>) {
    return because<refusal::a_density_is_a_power_per_Hz_or_one_over_an_axis_of_frequency_as_welch_gives_it, N>();
  } else if constexpr (!is_density<S>) {
    return because<refusal::a_density_is_a_power_per_Hz_or_one_over_an_axis_of_frequency_as_welch_gives_it, S>();
  } else {
    return;
  }
}
template <class Y, class H, class M, class N, class S>
inline constexpr bool has_wiener = std::is_void_v<decltype(why_no_wiener<Y, H, M, N, S>())>;

[[noreturn]] CONVOLT_COLD inline void throw_bad_density(std::string_view argument, double value) {
  throw parameter_error({.category = "bad_density",
                         .where = "dsp::wiener",
                         .argument = std::string(argument),
                         .problem = "must be finite and not negative at every frequency",
                         .actual = quantities::number_text(value)});
}

/// A density in this unit. Throws parameter_error "bad_density", unit_error where a run-time unit measures something
/// else.
template <class P, class U>
density_numbers density_in(std::string_view argument, P const& p, U const& unit) {
  density_numbers d;
  if constexpr (AnySampled<P>) {
    auto const& f = p.template axis<0>();
    d.first = quantities::coordinate<double>(f.start(), hertz{});
    d.step = quantities::coordinate<double>(f.step(), hertz{});
    for (auto const& value : p.raw()) {
      d.values.push_back(quantities::convert(static_cast<double>(value), p.unit(), unit));
    }
  } else {
    d.values.push_back(quantities::coordinate<double>(p, unit));
  }
  if (d.values.empty()) { throw_bad_density(argument, 0); }
  for (double const value : d.values) {
    if (!(value >= 0 && bits::is_finite(value))) { throw_bad_density(argument, value); }
  }
  return d;
}

}  // namespace detail

/// The sentence for calls of wiener that do not compile.
template <class Y, class H, class M, class N, class S>
using why_no_wiener = typename decltype(detail::why_no_wiener<Y, H, M, N, S>())::type;

/// The x of which y is the convolution with h and a noise: of all that a filter makes of y, the one that is nearest to
/// x on average, for signals and noises with these densities of power,
///
///     X(f) = H*(f) S(f) / (|H(f)|^2 S(f) + N(f)) Y(f)
///
/// (N. Wiener, Extrapolation, Interpolation and Smoothing of Stationary Time Series, 1949). `noise` is N, in [y]^2/Hz,
/// and `signal` is S, in [x]^2/Hz: one number for all frequencies, or a density over frequency, as welch gives it of a
/// stretch without a signal, on a straight line between its samples and constant beyond them. Both one-sided or both
/// two-sided: their ratio counts. Zeros are beyond the ends of y. Computed in double.
///
///     wiener(y, h, measure::integral, dsp::welch(silence, 500. * ms), 4. * pA * pA / Hz, {.mode = causal})
///
/// Unit, place and count of the result as those of deconvolve, which needs no densities and has no delay in frequency:
/// it is for kernels that are short and data that are clean. n log n steps. Throws parameter_error "bad_density",
/// "bad_taps", and as deconvolve for its axes and steps; shape_error "signal_too_short", "rank_mismatch".
template <class Y, class H, class M, class N, class S, class Arch = target_arch>
  requires(detail::has_wiener<Y, H, M, N, S>)
auto wiener(Y const& y, H const& h, M const& measure, N const& noise, S const& signal,
            wiener_options const& options = {}) {
  constexpr std::string_view where = "dsp::wiener";
  using R = typename detail::elements<Y, H>::real;
  detail::known_sums<Y, H> const sums(where, y, h, measure, options.mode, options.axis);
  auto const step = detail::step_unit<Y, H>(y, measure);
  double const number = detail::step_number(where, measure, sums.axes(), sums.chosen(), step);
  auto const y_unit = detail::unit_of_signal(y);
  auto const x_unit = y_unit / (detail::kernel_unit(h) * step);
  auto const unit = arrays::result_unit<R>(x_unit);
  double const scale = static_cast<double>(arrays::unit_factor<R>(where, "out", x_unit, unit));
  auto const of_noise = detail::density_in("noise", noise, y_unit * y_unit / hertz{});
  auto const of_signal = detail::density_in("signal", signal, x_unit * x_unit / hertz{});
  auto out = sums.room(where);
  if (sums.samples() > 0) {
    std::vector<double> taps;
    for (auto const& tap : sums.taps()) { taps.push_back(static_cast<double>(tap) * number); }
    auto const transform = engine::make_transform<double, Arch>(
        detail::length_for_wiener(sums.samples(), static_cast<index>(taps.size())), engine::fft::line_of::real_numbers);
    double const rate = detail::rate_of_axis(where, sums.dimension(), sums.axes()[sums.dimension()]);
    auto const g = detail::wiener_gains(taps, of_signal, of_noise, rate, *transform);
    detail::filter_with_gains(sums.problem(), g, *transform, sums.data(), out.data(), scale);
  }
  return sums.placed(y, std::move(out), unit);
}
template <class Y, class H, class M, class N, class S, class Why = why_no_wiener<Y, H, M, N, S>>
  requires(!detail::has_wiener<Y, H, M, N, S>)
void wiener(Y const&, H const&, M const&, N const&, S const&, wiener_options const& = {})
    CONVOLT_REFUSED("the last template argument is the reason");

}  // namespace convolt::dsp
