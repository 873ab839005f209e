// SPDX-License-Identifier: BSD-3-Clause
/// When a trace crosses a threshold, as times between its samples.
/// Layer: quantity.
#pragma once

#include <convolt/core/finite.hpp>
#include <convolt/quantity/build.hpp>
#include <convolt/quantity/lines.hpp>

#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace convolt {

/// Which crossings of a threshold count.
enum class edge { rising, falling, both };

namespace detail {

/// Positions, in steps from the first sample, at which a line crosses `level`: rising where x[k] < level <= x[k + 1],
/// between the two linearly. Crossings less than `dead` steps after one that counts are left out; a NaN crosses
/// nothing.
template <class W>
std::vector<double> crossings_of_line(std::vector<W> const& x, W level, edge which, double dead) {
  std::vector<double> found;
  for (std::size_t k = 0; k + 1 < x.size(); ++k) {
    bool const rises = x[k] < level && level <= x[k + 1];
    bool const falls = x[k] > level && level >= x[k + 1];
    if (!(rises && which != edge::falling) && !(falls && which != edge::rising)) { continue; }
    double const span = static_cast<double>(x[k + 1]) - static_cast<double>(x[k]);
    double const part = (static_cast<double>(level) - static_cast<double>(x[k])) / span;
    // From or to an infinity the crossing is at the sample that is finite.
    double const at = static_cast<double>(k) + (bits::is_finite(span) ? part : (bits::is_finite(x[k]) ? 0. : 1.));
    if (found.empty() || at - found.back() >= dead - sample_tolerance) { found.push_back(at); }
  }
  return found;
}

inline double checked_dead_steps(double steps, char const* where) {
  if (!(steps >= 0)) {
    throw parameter_error({.category = "bad_dead_time",
                           .where = where,
                           .argument = "dead_time",
                           .problem = "must not be negative",
                           .actual = number_text(steps)});
  }
  return steps;
}

/// A number in the unit of x; NaN is refused.
template <class X, class Level>
auto level_in(X const& x, Level const& level, char const* where) {
  auto const& q = quantity_in(x);
  using W = line_number<sample_t<X>>;
  static_assert(!is_complex<W>, "convolt: complex numbers have no order");
  W const number = coordinate<W>(level, unit_of(q));
  if (bits::is_nan(number)) {
    throw parameter_error(
        {.category = "bad_threshold", .where = where, .argument = "threshold", .problem = "is not a number"});
  }
  return number;
}

/// A dead time in steps of an axis.
template <class A, class Time>
double steps_of(A const& axis, Time const& time) {
  return coordinate<double>(time, axis.unit()) / std::abs(coordinate<double>(axis.step(), axis.unit()));
}

template <class X, class Level>
concept LevelOf = Samples<X> && Coordinate<Level> &&
                  OneDimension<std::remove_cvref_t<decltype(quantity_in(std::declval<X const&>()))>, Level>;

}  // namespace detail

/// The times at which a sampled line crosses a threshold upwards (edge::falling: downwards; edge::both), between its
/// samples linearly, as an array in the unit of its axis. For `dead_time` after one no other counts.
template <class X, class Level>
  requires(AnySampled<X> && detail::LevelOf<X, Level>)
auto crossings(X const& x, Level const& threshold, edge which = edge::rising) {
  return crossings(x, threshold, which, tag(0., x.template axis<0>().unit()));
}
template <class X, class Level, class Time>
  requires(AnySampled<X> && detail::LevelOf<X, Level> && detail::Coordinate<Time>)
auto crossings(X const& x, Level const& threshold, edge which, Time const& dead_time) {
  detail::check_one_dimension(x, "crossings");
  auto const& t = x.template axis<0>();
  double const dead = detail::checked_dead_steps(detail::steps_of(t, dead_time), "crossings");
  std::vector<double> const at = detail::crossings_of_line(detail::line_of_all(x.quantity()),
                                                           detail::level_in(x, threshold, "crossings"), which, dead);
  double const start = detail::coordinate<double>(t.start(), t.unit()),
               step = detail::coordinate<double>(t.step(), t.unit());
  xt::xtensor<double, 1, xt::layout_type::row_major> times(std::array<std::size_t, 1>{at.size()});
  for (std::size_t i = 0; i < at.size(); ++i) { times(i) = start + at[i] * step; }
  return tag(std::move(times), t.unit());
}

template <class X, class Level, class... More>
  requires(AnySampled<X> && !detail::LevelOf<X, Level>)
void crossings(X const&, Level const&, More const&...) CONVOLT_REFUSED("the threshold measures what the samples do");
template <detail::ArrayOperand X, class... More>
void crossings(X const&, More const&...) CONVOLT_REFUSED("crossings are times: give the array an axis, sampled(v, t)");

}  // namespace convolt
