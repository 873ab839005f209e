// SPDX-License-Identifier: BSD-3-Clause
/// What two signals have in common, over frequency: `dsp::cross_spectral_density` and `dsp::coherence`.
/// Layer: dsp.
#pragma once

#include <convolt/core/arch.hpp>
#include <convolt/core/config.hpp>
#include <convolt/core/error.hpp>
#include <convolt/dsp/convolution/placement.hpp>
#include <convolt/dsp/spectra/averages.hpp>
#include <convolt/dsp/spectra/dimension.hpp>
#include <convolt/dsp/spectra/options.hpp>
#include <convolt/dsp/spectra/refusal.hpp>
#include <convolt/dsp/spectra/segments.hpp>
#include <convolt/dsp/spectra/welch.hpp>
#include <convolt/dsp/time/lines.hpp>
#include <convolt/engine/entry/transforms.hpp>
#include <convolt/geometry/text.hpp>

#include <cmath>
#include <complex>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace convolt::dsp {

namespace detail {

[[noreturn]] CONVOLT_COLD inline void throw_other_shape(std::string_view where, index_list const& x,
                                                        index_list const& y) {
  throw shape_error({.category = "shape_mismatch",
                     .where = std::string(where),
                     .argument = "y",
                     .problem = "has another shape than x",
                     .expected = geometry::list_text({x.begin(), x.size()}),
                     .actual = geometry::list_text({y.begin(), y.size()})});
}
/// Samples of y lie where those of x do, to a part of a step; an array lies where the other one does.
inline void check_same_times(std::string_view where, time_dimension const& x, time_dimension const& y) {
  if (!x.has_axis || !y.has_axis) { return; }
  if (std::abs(y.rate / x.rate - 1) * static_cast<double>(x.block.count) > sample_tolerance) {
    throw parameter_error({.category = "step_mismatch",
                           .where = std::string(where),
                           .argument = "y",
                           .problem = "is sampled with another step than x",
                           .expected = with_unit_text(x.axis.step, x.axis.unit),
                           .actual = with_unit_text(y.axis.step, y.axis.unit)});
  }
  double const start = quantities::convert(y.axis.start, y.axis.unit, x.axis.unit);
  if (std::abs(start - x.axis.start) > sample_tolerance * x.axis.step) {
    throw parameter_error({.category = "start_mismatch",
                           .where = std::string(where),
                           .argument = "y",
                           .problem = "begins at another time than x",
                           .expected = with_unit_text(x.axis.start, x.axis.unit),
                           .actual = with_unit_text(y.axis.start, y.axis.unit),
                           .advice = "cut both to the times that they share: x.between<ms>(..)"});
  }
}

/// f(sums, k, scale) at each frequency, where scale is that of mean powers.
template <auto D, class Out, class Scale, class Arch, class X, class Y, class Rate, class Segment, class F, class U>
auto cross_of_segments(std::string_view where, X const& x, Y const& y, Rate const& rate, Segment const& segment,
                       spectral_options const& o, F const& f, U const& unit) {
  using T = number_t<X>;
  using R = typename quantities::real_type<T>::type;
  constexpr std::size_t d = time_at<D, X>;
  time_lines<T, X> const in(where, x, static_cast<index>(d), state_rate(where, rate));
  time_lines<T, Y> const other(where, y, static_cast<index>(time_at<D, Y>), state_rate(where, rate));
  if (!(in.shape() == other.shape()) || d != time_at<D, Y>) { throw_other_shape(where, in.shape(), other.shape()); }
  check_same_times(where, in.time(), other.time());
  segment_plan const plan = whole_segments(where, in.count(), in.rate(), samples_in(where, segment, in.rate()), o);
  segment_weights const weights(o.window, plan.length);
  segment_job<T> const job =
      job_for<T>(in, plan, weights, o.executor, engine::make_transform<R, Arch>(plan.nfft, line_kind<T>));
  double const scale = power_scale<Scale>(weights, in.rate()) / divisor_of(plan);
  auto out = in.template allocate<Out>(job.transform->frequencies());
  cross_spectra(
      job, in.data(), other.data(),
      [&](cross_sums const& sums, index k) { return f(sums, scale * sides_of<T>(k, plan.nfft)); }, out.data());
  return with_axis_for_time<d>(x, std::move(out), unit, frequencies_of<T>(plan.nfft, in.rate()));
}

template <auto D, class Scale, class Arch, class X, class Y, class Rate, class Segment>
auto cross_spectral_density(X const& x, Y const& y, Rate const& rate, Segment const& segment,
                            spectral_options const& o) {
  using out = std::complex<typename quantities::real_type<number_t<X>>::type>;
  return cross_of_segments<D, out, Scale, Arch>(
      "dsp::cross_spectral_density", x, y, rate, segment, o,
      [](cross_sums const& sums, double scale) { return static_cast<out>(sums.xy * scale); },
      power_unit<Scale>(unit_of_signal(x), unit_of_signal(y)));
}
template <auto D, class Arch, class X, class Y, class Rate, class Segment>
auto coherence(X const& x, Y const& y, Rate const& rate, Segment const& segment, spectral_options const& o) {
  using out = typename quantities::real_type<number_t<X>>::type;
  check_mean("dsp::coherence", o.average);
  return cross_of_segments<D, out, density_t, Arch>(
      "dsp::coherence", x, y, rate, segment, o,
      [](cross_sums const& sums, double) { return static_cast<out>(std::norm(sums.xy) / (sums.xx * sums.yy)); }, one);
}

}  // namespace detail

/// The mean over segments of X*(f) Y(f), complex: where the angle is positive, y leads. Unit [x][y]/Hz, or with
/// dsp::spectrum [x][y]. All else is as for welch, and of x with itself it is welch's result. (SciPy's csd.)
///
/// Throws as welch does; shape_error for another shape, parameter_error "step_mismatch", "start_mismatch" where y is
/// not sampled at the times of x.
template <auto D = detail::the_only_one{}, class X, class Y, class Segment, class Arch = target_arch>
  requires HasCrossSpectrum<D, X, Y, detail::no_rate, Segment>
auto cross_spectral_density(X const& x, Y const& y, Segment const& segment, spectral_options const& options = {}) {
  return detail::cross_spectral_density<D, density_t, Arch>(x, y, detail::no_rate{}, segment, options);
}
template <auto D = detail::the_only_one{}, class X, class Y, class Segment, Scaling S, class Arch = target_arch>
  requires HasCrossSpectrum<D, X, Y, detail::no_rate, Segment>
auto cross_spectral_density(X const& x, Y const& y, Segment const& segment, S, spectral_options const& options = {}) {
  return detail::cross_spectral_density<D, S, Arch>(x, y, detail::no_rate{}, segment, options);
}
template <auto D = detail::the_only_one{}, class X, class Y, Frequency Rate, class Segment, class Arch = target_arch>
  requires HasCrossSpectrum<D, X, Y, Rate, Segment>
auto cross_spectral_density(X const& x, Y const& y, Rate const& rate, Segment const& segment,
                            spectral_options const& options = {}) {
  return detail::cross_spectral_density<D, density_t, Arch>(x, y, rate, segment, options);
}
template <auto D = detail::the_only_one{}, class X, class Y, Frequency Rate, class Segment, Scaling S,
          class Arch = target_arch>
  requires HasCrossSpectrum<D, X, Y, Rate, Segment>
auto cross_spectral_density(X const& x, Y const& y, Rate const& rate, Segment const& segment, S,
                            spectral_options const& options = {}) {
  return detail::cross_spectral_density<D, S, Arch>(x, y, rate, segment, options);
}
template <auto D = detail::the_only_one{}, class X, class Y, class... A,
          class Why = why_no_cross_spectrum<D, X, Y, A...>>
void cross_spectral_density(X const&, Y const&, A const&...)
    CONVOLT_REFUSED("dsp::cross_spectral_density does not take these: the last template argument below says why");

/// |Pxy|^2 / (Pxx Pyy), with the means over segments: from 0 to 1, without a dimension whatever the units of x and y.
/// Of one segment it is 1; where one of the signals has no power it is NaN. (SciPy's coherence.) Throws as
/// cross_spectral_density does.
template <auto D = detail::the_only_one{}, class X, class Y, class Segment, class Arch = target_arch>
  requires HasCrossSpectrum<D, X, Y, detail::no_rate, Segment>
auto coherence(X const& x, Y const& y, Segment const& segment, spectral_options const& options = {}) {
  return detail::coherence<D, Arch>(x, y, detail::no_rate{}, segment, options);
}
template <auto D = detail::the_only_one{}, class X, class Y, Frequency Rate, class Segment, class Arch = target_arch>
  requires HasCrossSpectrum<D, X, Y, Rate, Segment>
auto coherence(X const& x, Y const& y, Rate const& rate, Segment const& segment, spectral_options const& options = {}) {
  return detail::coherence<D, Arch>(x, y, rate, segment, options);
}
template <auto D = detail::the_only_one{}, class X, class Y, class... A,
          class Why = why_no_cross_spectrum<D, X, Y, A...>>
void coherence(X const&, Y const&, A const&...)
    CONVOLT_REFUSED("dsp::coherence does not take these: the last template argument below says why");

}  // namespace convolt::dsp
