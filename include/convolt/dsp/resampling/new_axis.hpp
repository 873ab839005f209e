// SPDX-License-Identifier: BSD-3-Clause
/// From the axis of a signal to a rate or to another axis: the ratio of both, and where results begin.
/// Layer: dsp.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/error.hpp>
#include <convolt/core/index.hpp>
#include <convolt/dsp/convolution/options.hpp>
#include <convolt/dsp/convolution/placement.hpp>
#include <convolt/dsp/resampling/ratio.hpp>
#include <convolt/dsp/time/along.hpp>
#include <convolt/quantity/axis.hpp>
#include <convolt/units/any_unit.hpp>
#include <convolt/units/si.hpp>

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace convolt::dsp::detail {

/// The step of an axis whose rate has changed.
inline double step_after(plain_axis const& a, rate_ratio ratio) {
  return a.step * static_cast<double>(ratio.down) / static_cast<double>(ratio.up);
}

/// The largest relative distance of two numbers that may mean the same, by the types of the axes of a signal.
template <class Axes>
inline constexpr double axes_tolerance = 0;
template <class... A>
inline constexpr double axes_tolerance<std::tuple<A...>> =
    std::max({0., [] {
                if constexpr (quantities::is_axis<A>) {
                  return ratio_tolerance<typename A::element_type>;
                } else {
                  return 0.;
                }
              }()...});

/// That of a number of a rate.
template <class S>
inline constexpr double rate_tolerance = 0;
template <std::floating_point S>
inline constexpr double rate_tolerance<S> = ratio_tolerance<S>;

/// The ratio of a rate in Hz to that of an axis of a signal, whose other axes are these too.
inline rate_ratio ratio_to_rate(std::string_view where, std::vector<plain_axis> const& axes, double wanted,
                                axis_choice const& given, double tolerance) {
  std::size_t const d = find_time(where, axes, given);
  if (!axes[d].exists) { throw_no_rate(where, d); }
  return ratio_of_rates(where, "rate", wanted, rate_of_axis(where, d, axes[d]), tolerance, " Hz");
}

[[noreturn]] CONVOLT_COLD inline void throw_no_such_axis(std::string_view where, char const* problem,
                                                         plain_axis const& t) {
  throw unit_error({.category = "unit_mismatch",
                    .where = std::string(where),
                    .argument = "signal",
                    .problem = problem,
                    .expected = to_string(t.unit),
                    .advice = "give .axis = n"});
}

/// The dimension that was given, else the only one that measures what t does. Throws unit_error, parameter_error.
inline std::size_t dimension_like(std::string_view where, std::vector<plain_axis> const& axes, plain_axis const& t,
                                  axis_choice const& given) {
  auto const is_like = [&](plain_axis const& a) { return a.exists && a.unit.dimension() == t.unit.dimension(); };
  if (given.is_given()) {
    std::size_t const d = find_time(where, axes, given);
    if (!is_like(axes[d])) { throw_no_such_axis(where, "does not measure there what the new axis does", t); }
    return d;
  }
  std::size_t found = axes.size(), count = 0;
  for (std::size_t d = 0; d < axes.size(); ++d) {
    if (is_like(axes[d])) { found = d, ++count; }
  }
  if (count != 1) { throw_no_such_axis(where, "has not one axis alone that measures what the new one does", t); }
  return found;
}

/// Where the samples of another axis lie among those of a signal.
struct place_on_axis {
  rate_ratio ratio;
  double begin = 0;            ///< in steps of the upsampled signal
  double start = 0, step = 1;  ///< in the unit of the axis of the signal
};

[[noreturn]] CONVOLT_COLD inline void throw_outside(std::string_view where, plain_axis const& own, index count,
                                                    double first, double last) {
  auto const text = [&](double position) { return with_unit_text(own.start + position * own.step, own.unit); };
  using convolt::detail::joined;
  throw parameter_error({.category = "coordinate_out_of_range",
                         .where = std::string(where),
                         .argument = "axis",
                         .problem = "reaches beyond the samples of the signal, and nothing is extrapolated",
                         .expected = joined({"from ", text(0), " to before ", text(static_cast<double>(count))}),
                         .actual = joined({text(first), " to ", text(last)})});
}
[[noreturn]] CONVOLT_COLD inline void throw_runs_backwards(std::string_view where, plain_axis const& own, double step) {
  throw parameter_error({.category = "bad_axis",
                         .where = std::string(where),
                         .argument = "axis",
                         .problem = "runs the other way than that of the signal, whose step is the first",
                         .expected = with_unit_text(own.step, own.unit),
                         .actual = with_unit_text(step, own.unit)});
}

/// Axis t of so many samples among those of a signal. Throws parameter_error "rates_without_ratio", "bad_axis",
/// "coordinate_out_of_range".
inline place_on_axis place_of_axis(std::string_view where, plain_axis const& own, index count, plain_axis const& t,
                                   index results, double tolerance) {
  place_on_axis to;
  to.start = quantities::convert(t.start, t.unit, own.unit);
  to.step = quantities::convert(t.step, t.unit, own.unit);
  if (!(to.step / own.step > 0)) { throw_runs_backwards(where, own, to.step); }
  double per = 1;
  std::string unit = convolt::detail::joined({" per ", to_string(own.unit)});
  if (is_in_time(own)) {
    per = quantities::convert(1., any_unit(second{}), own.unit);
    unit = " Hz";
  }
  to.ratio = ratio_of_rates(where, "axis", per / std::abs(to.step), per / std::abs(own.step), tolerance, unit);
  double const first = (to.start - own.start) / own.step;
  double const last = first + static_cast<double>(results - 1) * (to.step / own.step);
  bool const is_there = first >= -sample_tolerance && last <= static_cast<double>(count) - sample_tolerance;
  if (results > 0 && !is_there) { throw_outside(where, own, count, first, last); }
  double const up = static_cast<double>(to.ratio.up), nearest = std::round(first * up);
  double const rounding = tolerance * up * (1 + (std::abs(to.start) + std::abs(own.start)) / std::abs(own.step));
  to.begin = std::abs(first * up - nearest) <= rounding ? nearest : first * up;
  return to;
}

}  // namespace convolt::dsp::detail
