// SPDX-License-Identifier: BSD-3-Clause
/// Signals at another rate: by a ratio of whole numbers, to a rate, to the samples of an axis. The filter is that of
/// scipy.signal.resample_poly.
/// Layer: dsp.
#pragma once

#include <convolt/core/arch.hpp>
#include <convolt/core/index.hpp>
#include <convolt/dsp/convolution/options.hpp>
#include <convolt/dsp/resampling/background.hpp>
#include <convolt/dsp/resampling/change.hpp>
#include <convolt/dsp/resampling/design.hpp>
#include <convolt/dsp/resampling/new_axis.hpp>
#include <convolt/dsp/resampling/ratio.hpp>
#include <convolt/dsp/resampling/refusal.hpp>
#include <convolt/dsp/resampling/signal.hpp>
#include <convolt/dsp/time/along.hpp>
#include <convolt/dsp/time/lines.hpp>
#include <convolt/dsp/time/rate.hpp>
#include <convolt/dsp/window.hpp>
#include <convolt/quantity/axis.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <string_view>
#include <utility>

namespace convolt::dsp {

/// The options of resample.
struct resample_options {
  /// The dimension that changes: the only one in units of time, or the only one there is, unless it is given.
  axis_choice axis = {};
  /// What stands beyond the ends: zeros as SciPy has it (padtype "constant"), so that a signal that does not begin at 0
  /// rises from there within ten samples; "edge" is `replicate`, "wrap" `circular`.
  boundary_argument boundary = {};
  /// What is taken off before and put back afterwards: SciPy's padtypes "mean", "median", "minimum", "maximum".
  dsp::background background = dsp::background::none;
  /// What the ideal filter is cut off with: Kaiser's with beta 5 as SciPy has it.
  dsp::window::shape window = dsp::window::kaiser(5);
};

namespace detail {

/// All samples of a signal at another rate, beginning `begin` steps of the upsampled signal behind its first one.
template <class Arch, class T, class X>
auto resampled_numbers(std::string_view where, rate_signal<T, X> const& in, X const& x, rate_ratio ratio, double begin,
                       index results, resample_options const& o) {
  surroundings<T> const around(where, o.boundary, unit_of_signal(x));
  check_background(where, o.background, o.boundary);
  auto out = in.template allocate<T>(results);
  change_rate<Arch>(in.block(), resampling_filter(ratio, o.window, begin), in.data(), around, o.background, results,
                    out.data());
  return out;
}

/// By a ratio; the start stays. `begin`: 0 of results that are not late.
template <class Arch, class X>
auto resampled(std::string_view where, X const& x, rate_ratio ratio, resample_options const& o, double begin = 0) {
  rate_signal<number_t<X>, X> const in(where, x, o.axis);
  index const results = resampled_count(where, in.count(), ratio);
  auto out = resampled_numbers<Arch>(where, in, x, ratio, begin, results, o);
  return other_time(x, std::move(out), unit_of_signal(x), in.dimension(), in.axis().start,
                    step_after(in.axis(), ratio));
}

/// To a rate.
template <class Arch, class X, class Rate>
auto resampled_at(std::string_view where, X const& x, Rate const& rate, resample_options const& o) {
  constexpr double tolerance = std::max(axes_tolerance<axes_of_t<X>>, rate_tolerance<element_t<Rate>>);
  double const wanted = rate_in_hertz(where, rate);
  return resampled<Arch>(where, x, ratio_to_rate(where, as_numbers(x.axes()), wanted, o.axis, tolerance), o);
}

/// To the samples of an axis, which the result has where types know the dimension: where no other could be meant.
template <class Arch, class X, class U, class S>
auto resampled_on(std::string_view where, X const& x, axis<U, S> const& t, resample_options const& o) {
  constexpr dimension_list like = dimensions_measured_in<X, U>();
  constexpr double tolerance = std::max(axes_tolerance<axes_of_t<X>>, rate_tolerance<S>);
  plain_axis const wanted = as_numbers(t);
  std::size_t const d = dimension_like(where, as_numbers(x.axes()), wanted, o.axis);
  rate_signal<number_t<X>, X> const in(where, x, static_cast<index>(d));
  place_on_axis const to = place_of_axis(where, in.axis(), in.count(), wanted, t.count(), tolerance);
  auto out = resampled_numbers<Arch>(where, in, x, to.ratio, to.begin, t.count(), o);
  if constexpr (like.count == 1 && axes_measured_by<axis<U, S>, axes_of_t<X>> == 1) {
    return with_axis_for_time<like.at[0]>(x, std::move(out), unit_of_signal(x), t);
  } else {
    return other_time(x, std::move(out), unit_of_signal(x), d, to.start, to.step);
  }
}

}  // namespace detail

/// x at up / down times its rate: `resample(x, 3, 2)`. The ratio is taken in lowest terms, and there are
/// ceil(n up / down) results; the first lies where the first sample does. Frequencies above the lower Nyquist frequency
/// are filtered out by a symmetric filter of 20 max(up, down) + 1 taps, which does not shift: a windowed sinc, 6 dB
/// down at that frequency. float is computed in float; an equal rate gives the same samples.
///
/// Unit: that of x, whose axis keeps its start and gets the step times down / up. Other axes stay. Throws
/// parameter_error "bad_ratio", "axis_not_given", "bad_axis", "background_and_boundary"; unit_error for a boundary
/// value of another dimension; shape_error.
template <class X, class Up, class Down, class Arch = target_arch>
  requires(detail::changes_rate<X, Up, Down>)
auto resample(X const& x, Up up, Down down, resample_options const& options = {}) {
  constexpr std::string_view where = "dsp::resample";
  return detail::resampled<Arch>(where, x, detail::ratio_in_lowest_terms(where, up, down), options);
}
template <class X, class Up, class Down, class Why = why_no_ratio<X, Up, Down>>
  requires(!detail::changes_rate<X, Up, Down> && !std::same_as<Down, resample_options>)
void resample(X const&, Up, Down, resample_options const& = {}) = delete;

/// x at another rate, `resample(x, 1. * kHz)`, or at the samples of another axis, `resample(x, y.axis<0>())`: by the
/// ratio of the rates, as above. x has an axis that measures time, or what the other one does.
///
/// To an axis: it may begin anywhere on x; between the taps of the filter the sinc is taken where it has to be. Nothing
/// is extrapolated: all of its samples lie in [x.start, x.stop). The dimension is the only one that measures what it
/// does, or the one that is given, and gets it in the place of its own.
///
/// Throws as above and parameter_error "rates_without_ratio" where the rates are no ratio of whole numbers up to 4096,
/// with the nearest one that is; "bad_rate", "coordinate_out_of_range".
template <class X, class To, class Arch = target_arch>
  requires(detail::is_resampled<X, To>)
auto resample(X const& x, To const& to, resample_options const& options = {}) {
  if constexpr (quantities::is_axis<To>) {
    return detail::resampled_on<Arch>("dsp::resample", x, to, options);
  } else {
    return detail::resampled_at<Arch>("dsp::resample", x, to, options);
  }
}
template <class X, class To, class Why = why_not_resampled<X, To>>
  requires(!detail::is_resampled<X, To>)
void resample(X const&, To const&, resample_options const& = {}) = delete;

}  // namespace convolt::dsp
