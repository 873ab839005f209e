// SPDX-License-Identifier: BSD-3-Clause
/// What a shape is: a kernel without units, lags as plain numbers. A kernel of one's own needs no more than that.
/// Layer: kernel.
#pragma once

#include <convolt/core/error.hpp>
#include <convolt/core/finite.hpp>
#include <convolt/kernel/lag.hpp>

#include <algorithm>
#include <concepts>
#include <limits>

namespace convolt::kernel {

/// A shape is never negative and has one maximum: it rises up to peak_lag() and falls from there. value(t) at a jump is
/// that after the jump; integral(a, b) is for a <= b, either may be infinite; bounds() may be infinite.
template <class S>
concept Shape = std::copyable<S> && requires(S const& s, double t) {
  { s.value(t) } -> std::same_as<double>;
  { s.integral(t, t) } -> std::same_as<double>;
  { s.area() } -> std::same_as<double>;
  { s.peak() } -> std::same_as<double>;
  { s.peak_lag() } -> std::same_as<double>;
  { s.median() } -> std::same_as<double>;
  { s.finest() } -> std::same_as<double>;
  { s.bounds() } -> std::same_as<plain_range>;
  { s.jumps()[0] } -> std::convertible_to<plain_jump>;
};

/// The limit of the shape from below, which differs from its value at a jump.
template <Shape S>
double value_before(S const& shape, double t) {
  double value = shape.value(t);
  for (plain_jump const& jump : shape.jumps()) {
    if (jump.lag == t) { value -= jump.size; }
  }
  return value;
}

/// The largest value outside of an interval.
template <Shape S>
double largest_outside(S const& shape, plain_range const& r) {
  double const before = r.first > shape.peak_lag() ? shape.peak() : value_before(shape, r.first);
  double const after = r.last < shape.peak_lag() ? shape.peak() : shape.value(r.last);
  return std::max(before, after);
}

/// The integral outside of an interval.
template <Shape S>
double area_outside(S const& shape, plain_range const& r) {
  double const infinity = std::numeric_limits<double>::infinity();
  if (!(r.first < r.last)) { return shape.area(); }
  return shape.integral(-infinity, r.first) + shape.integral(r.last, infinity);
}

namespace detail {

/// Going from the peak in the direction of `step`: the nearest lag, to a few digits, beyond which is_small holds.
template <class IsSmall>
double where_small(double peak_lag, double step, IsSmall const& is_small) {
  double near = peak_lag;
  if (is_small(near)) { return near; }
  double far = near + step;
  while (!is_small(far)) {
    near = far;
    far += (step *= 2);
  }
  for (int i = 0; i < 20; ++i) {
    double const middle = near + (far - near) / 2;
    (is_small(middle) ? far : near) = middle;
  }
  return far;
}

}  // namespace detail

/// The interval outside of which the shape is below tolerance * peak and holds less than tolerance * area.
template <Shape S>
plain_range support_of(S const& shape, double tolerance) {
  if (bits::is_nan(tolerance) || tolerance < 0 || tolerance >= 1) {
    throw parameter_error({.category = "bad_tolerance",
                           .where = "kernel::support",
                           .argument = "tolerance",
                           .problem = "must be at least 0 and below 1",
                           .actual = quantities::number_text(tolerance)});
  }
  plain_range bounds = shape.bounds();
  if (tolerance == 0) { return bounds; }
  double const infinity = std::numeric_limits<double>::infinity();
  double const peak = tolerance * shape.peak();
  double const area = tolerance * shape.area();
  if (bounds.first == -infinity) {
    bounds.first = detail::where_small(shape.peak_lag(), -shape.finest(), [&](double t) {
      return !(shape.value(t) > peak || shape.integral(-infinity, t) > area);  // NaN ends the search, too
    });
  }
  if (bounds.last == infinity) {
    bounds.last = detail::where_small(shape.peak_lag(), shape.finest(), [&](double t) {
      return !(shape.value(t) > peak || shape.integral(t, infinity) > area);
    });
  }
  return bounds;
}

}  // namespace convolt::kernel
