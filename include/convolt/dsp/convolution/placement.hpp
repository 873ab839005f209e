// SPDX-License-Identifier: BSD-3-Clause
/// Where results lie: y(t) = sum of h(t - s) x(s), every operand with an axis placed by it. Axes are plain numbers
/// here.
/// Layer: dsp.
#pragma once

#include <convolt/array/operand.hpp>
#include <convolt/core/config.hpp>
#include <convolt/core/error.hpp>
#include <convolt/core/index.hpp>
#include <convolt/geometry/kept_sums.hpp>
#include <convolt/geometry/padding.hpp>
#include <convolt/quantity/axis.hpp>
#include <convolt/units/any_unit.hpp>

#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace convolt::dsp::detail {

/// An axis of samples as plain numbers in its unit.
struct plain_axis {
  bool exists = false;
  double start = 0, step = 1;
  any_unit unit{};
};

template <class A>
plain_axis as_numbers(A const& a) {
  if constexpr (quantities::is_axis<A>) {
    return {true, static_cast<double>(a.start().raw()), static_cast<double>(a.step().raw()), any_unit(a.unit())};
  } else {
    return {};
  }
}
template <class... A>
std::vector<plain_axis> as_numbers(std::tuple<A...> const& axes) {
  return std::apply([](A const&... a) { return std::vector<plain_axis>{as_numbers(a)...}; }, axes);
}

/// The axes of a signal, one for each dimension; arrays have none.
template <class X>
std::vector<plain_axis> axes_of_signal(X const& x, std::size_t rank) {
  if constexpr (arrays::Sampled<X>) {
    return as_numbers(x.axes());
  } else {
    return std::vector<plain_axis>(rank);
  }
}

/// One axis of a kernel. Plain taps have no place of their own.
struct kernel_axis {
  index taps = 1;
  bool is_placed = false;
  double start = 0;  ///< where the first tap lies, in steps of the signal
};

inline std::string with_unit_text(double number, any_unit const& unit) {
  return quantities::coordinate_text(tag(number, unit));
}

[[noreturn]] CONVOLT_COLD inline void throw_step_mismatch(std::string_view where, plain_axis const& signal,
                                                          plain_axis const& kernel) {
  throw parameter_error({.category = "step_mismatch",
                         .where = std::string(where),
                         .argument = "kernel",
                         .problem = "is sampled with another step than the signal",
                         .expected = with_unit_text(signal.step, signal.unit),
                         .actual = with_unit_text(kernel.step, kernel.unit),
                         .advice = "sample it on the step of the signal"});
}

/// The axis of a sampled kernel in steps of the signal's, or of its own where that has none. Throws parameter_error
/// "step_mismatch" where the last tap would be off by more than sample_tolerance, unit_error where they measure
/// different things.
inline kernel_axis in_steps_of(std::string_view where, plain_axis const& signal, plain_axis const& kernel, index taps) {
  if (!kernel.exists) { return {.taps = taps}; }
  if (!signal.exists) { return {.taps = taps, .is_placed = true, .start = kernel.start / kernel.step}; }
  if (signal.unit.dimension() != kernel.unit.dimension()) {
    throw unit_error({.category = "unit_mismatch",
                      .where = std::string(where),
                      .argument = "kernel",
                      .problem = "has an axis that measures something else than that of the signal",
                      .expected = to_string(signal.unit),
                      .actual = to_string(kernel.unit)});
  }
  double const step = quantities::convert(kernel.step, kernel.unit, signal.unit);
  double const drift = std::abs(step / signal.step - 1) * static_cast<double>(taps);
  if (!(drift <= sample_tolerance)) { throw_step_mismatch(where, signal, kernel); }
  double const start = quantities::convert(kernel.start, kernel.unit, signal.unit);
  return {.taps = taps, .is_placed = true, .start = start / signal.step};
}

/// Which sums are kept along an axis, and where the first one lies: so many steps after the first sample of the signal.
struct placement {
  geometry::kept_sums kept;
  double shift = 0;
};

[[noreturn]] CONVOLT_COLD inline void throw_not_causal(std::string_view where, double lag, plain_axis const& signal) {
  throw parameter_error({.category = "not_causal",
                         .where = std::string(where),
                         .argument = "mode",
                         .problem = "is causal, and the kernel begins before lag 0",
                         .actual = signal.exists ? with_unit_text(lag * std::abs(signal.step), signal.unit)
                                                 : with_unit_text(lag, any_unit(one)) + " samples",
                         .advice = "take same"});
}
[[noreturn]] CONVOLT_COLD inline void throw_between_samples(std::string_view where, double start) {
  throw parameter_error({.category = "lags_between_samples",
                         .where = std::string(where),
                         .argument = "kernel",
                         .problem = "has its taps between the samples of the signal, in steps from lag 0",
                         .actual = with_unit_text(start, any_unit(one)),
                         .advice = "take full or valid, whose results have an axis of their own"});
}
[[noreturn]] CONVOLT_COLD inline void throw_too_far(std::string_view where, double start) {
  throw parameter_error({.category = "size_overflow",
                         .where = std::string(where),
                         .argument = "kernel",
                         .problem = "begins too many steps from lag 0",
                         .actual = with_unit_text(start, any_unit(one))});
}

/// Lag of the first tap of h(t), which is conj(w(-t)) for a correlation with w. Plain taps: lag 0 is tap (K - 1) / 2 of
/// a convolution and K / 2 of a correlation, which is one and the same after turning it round; the first one if causal.
inline double first_lag(kernel_axis const& h, bool correlates, padding_kind mode) {
  if (!h.is_placed) { return mode == padding_kind::causal ? 0. : -static_cast<double>((h.taps - 1) / 2); }
  double const start = correlates ? -(h.start + static_cast<double>(h.taps - 1)) : h.start;
  double const nearest = std::round(start);
  return std::abs(start - nearest) <= sample_tolerance ? nearest : start;
}

/// Throws parameter_error where the mode asks for results on the axis of the signal and they cannot lie there, or the
/// kernel begins before lag 0 and may not.
inline placement place(std::string_view where, padding_kind mode, index samples, kernel_axis const& h, bool correlates,
                       plain_axis const& signal) {
  double const start = first_lag(h, correlates, mode);
  double const farthest = 1e15;
  if (!(std::abs(start) < farthest)) { throw_too_far(where, start); }
  if (mode == padding_kind::full || mode == padding_kind::valid) {
    geometry::kept_sums const kept = geometry::sums_kept_by(mode, samples, h.taps, 0);
    return {kept, static_cast<double>(kept.first) + start};
  }
  if (start != std::round(start)) { throw_between_samples(where, start); }
  double const earliest = signal.step > 0 ? start : -(start + static_cast<double>(h.taps - 1));
  if (mode == padding_kind::causal && earliest < 0) { throw_not_causal(where, earliest, signal); }
  return {geometry::sums_kept_by(mode, samples, h.taps, -static_cast<index>(start)), 0};
}

}  // namespace convolt::dsp::detail
