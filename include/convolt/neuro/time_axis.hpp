// SPDX-License-Identifier: BSD-3-Clause
/// Axes of times as counting sees them: which bin an event falls into.
/// Layer: neuro.
#pragma once

#include <convolt/core/error.hpp>
#include <convolt/kernel/lag.hpp>
#include <convolt/neuro/event_lists.hpp>
#include <convolt/quantity/axis.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace convolt::neuro::detail {

/// An axis in a unit of time, or in one that is known at run time only.
template <class U>
concept UnitOfTime = AnyUnit<U> && !units_measure_different_things<U, second>;
template <class U>
concept UnitOfSomethingElse = Unit<U> && !UnitOfTime<U>;

/// What stands behind trains where nothing but an axis may: sentences for all else ask for it.
template <class... A>
inline constexpr bool only_an_axis = false;
template <class U, class T>
inline constexpr bool only_an_axis<axis<U, T>> = true;

/// Bins [t_n, t_n + dt) on an axis of times, in ms.
class bins {
 public:
  /// Throws parameter_error "bad_axis" for an axis that descends, one whose step is shorter or longer than any width of
  /// a kernel, or whose samples rounding does not tell apart; unit_error where a run-time unit is not one of time.
  template <UnitOfTime U, class T>
  bins(axis<U, T> const& a, char const* where)
      : start_(quantities::coordinate<double>(a.start(), millisecond{})),
        step_(quantities::coordinate<double>(a.step(), millisecond{})),
        count_(a.count()) {
    auto const refuse = [&](char const* problem, std::string expected, std::string actual) {
      throw parameter_error({.category = "bad_axis",
                             .where = where,
                             .argument = "axis",
                             .problem = problem,
                             .expected = std::move(expected),
                             .actual = std::move(actual)});
    };
    if (!(step_ > 0)) { refuse("must ascend, for its samples are bins", {}, quantities::coordinate_text(a.step())); }
    if (!kernel::is_width(step_)) {
      refuse("has a step that cannot be computed with", "1e-50 ms to 1e50 ms", quantities::coordinate_text(a.step()));
    }
    if (!(std::max(std::abs(start_), std::abs(end())) / step_ < most_steps)) {
      refuse("is so many steps from 0 that rounding does not tell its samples apart", "2^48 steps at most",
             quantities::coordinate_text(a.start()));
    }
  }

  index count() const { return count_; }
  double step() const { return step_; }
  /// The times that bins begin and end at, in ms.
  double begin() const { return start_; }
  double end() const { return start_ + static_cast<double>(count_) * step_; }
  /// How far below an edge a time may be and still belong to the bin above it.
  double tolerance() const { return sample_tolerance * step_; }

  /// The number of the bin of a time in ms: -1 before the first, count() after the last. A time that rounding has put a
  /// little below an edge belongs to the later bin.
  index of(double time) const {
    double const n = std::floor((time - start_) / step_ + sample_tolerance);
    if (n < 0) { return -1; }
    return n < static_cast<double>(count_) ? static_cast<index>(n) : count_;
  }

 private:
  static constexpr double most_steps = 0x1p48;

  double start_;
  double step_;
  index count_;
};

}  // namespace convolt::neuro::detail
