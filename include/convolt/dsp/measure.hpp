// SPDX-License-Identifier: BSD-3-Clause
/// What a sum of products stands for: the three measures, and the unit of the result under each.
///
///     measure::sum           y[n] = sum over k of h[k] x[n - k]          [x][h]
///     measure::integral      y(t) = integral of h(t - s) x(s) ds         [x][h][t]: the sum times the step
///     measure::events        y(t) = sum over events of w h(t - t_event)  [w][h]
///
/// Nothing guesses which one is meant: who forgets the step is wrong by a factor of a thousand, and it looks right.
/// Layer: dsp.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/error.hpp>
#include <convolt/quantity/coordinate.hpp>
#include <convolt/quantity/tag.hpp>

#include <limits>
#include <string>
#include <type_traits>
#include <utility>

namespace convolt::measure {

/// The discrete sum, without a step.
struct sum_t {};
/// A number per event.
struct events_t {};

/// The integral over the step dt: `measure::integral(0.1 * ms)`, for arrays that have no axis.
template <detail::Coordinate Q>
struct integral_over {
  Q dt;
};

/// The integral over the axis of the signal, which has the step.
struct integral_t {
  /// Throws parameter_error "bad_step" unless dt is a positive number.
  template <detail::Coordinate Q>
  constexpr auto operator()(Q const& dt) const {
    using T = detail::coordinate_t<Q>;
    T const step = static_cast<T>(raw(dt));
    if (!(step > 0 && step <= std::numeric_limits<T>::max())) { throw_bad_step(detail::coordinate_text(dt)); }
    auto made = tag(step, unit_of(dt));
    return integral_over<decltype(made)>{made};
  }

 private:
  [[noreturn]] CONVOLT_COLD static void throw_bad_step(std::string given) {
    throw parameter_error({.category = "bad_step",
                           .where = "measure::integral",
                           .argument = "dt",
                           .problem = "must be positive and finite",
                           .actual = std::move(given)});
  }
};

/// The measures as arguments: the plain sum, the integral over the step, a number per event.
inline constexpr sum_t sum{};
inline constexpr integral_t integral{};
inline constexpr events_t events{};

}  // namespace convolt::measure

namespace convolt::dsp {

/// True for the types of the measures; asked through the concept Measure.
template <class M>
inline constexpr bool is_measure = false;
template <>
inline constexpr bool is_measure<measure::sum_t> = true;
template <>
inline constexpr bool is_measure<measure::integral_t> = true;
template <>
inline constexpr bool is_measure<measure::events_t> = true;
template <class Q>
inline constexpr bool is_measure<measure::integral_over<Q>> = true;

/// One of the measures.
template <class M>
concept Measure = is_measure<std::remove_cvref_t<M>>;

/// Whether measure::events takes an X: layers above say so of counts per bin and of what else holds events.
template <class X>
inline constexpr bool holds_events = false;
/// Whether an X holds times of events, which are on no axis yet: measure::events then needs to be told one.
template <class X>
inline constexpr bool holds_event_times = false;

}  // namespace convolt::dsp
