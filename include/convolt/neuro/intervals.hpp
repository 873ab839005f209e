// SPDX-License-Identifier: BSD-3-Clause
/// The times between neighbouring events, and how irregular they are.
/// Layer: neuro.
#pragma once

#include <convolt/core/finite.hpp>
#include <convolt/neuro/spike_trains.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

namespace convolt::neuro {

/// The times between each event and the next one, in ms: one fewer than events. Exact for sample numbers.
inline auto intervals(spike_train const& train) {
  std::size_t const n = train.size() > 0 ? train.size() - 1 : 0;
  xt::xtensor<double, 1, xt::layout_type::row_major> result(std::array<std::size_t, 1>{n});
  if (train.in_samples()) {
    auto const samples = train.sample_numbers();
    double const per_ms = train.sampling_rate().raw();
    for (std::size_t i = 0; i < n; ++i) { result(i) = static_cast<double>(samples(i + 1) - samples(i)) / per_ms; }
  } else {
    auto const times = train.in(detail::millisecond{});
    for (std::size_t i = 0; i < n; ++i) { result(i) = times(i + 1) - times(i); }
  }
  return tag(std::move(result), detail::millisecond{});
}

namespace detail {

/// NaN where it is not defined: for fewer than two intervals, or none longer than 0.
template <class Numbers>
double cv_of(Numbers const& intervals) {
  double const n = static_cast<double>(intervals.size());
  double mean = 0., squares = 0.;
  for (double const x : intervals) { mean += x / n; }
  for (double const x : intervals) { squares += (x - mean) * (x - mean) / n; }
  return n < 2 || mean == 0 ? std::numeric_limits<double>::quiet_NaN() : std::sqrt(squares) / mean;
}

/// NaN where it is not defined: for fewer than two intervals, or two neighbours that are 0.
template <class Numbers>
double lv_of(Numbers const& intervals) {
  if (intervals.size() < 2) { return std::numeric_limits<double>::quiet_NaN(); }
  double sum = 0.;
  for (std::size_t i = 0; i + 1 < intervals.size(); ++i) {
    double const both = intervals(i) + intervals(i + 1);
    if (both == 0) { return std::numeric_limits<double>::quiet_NaN(); }
    double const part = (intervals(i) - intervals(i + 1)) / both;
    sum += part * part;
  }
  return 3. * sum / static_cast<double>(intervals.size() - 1);
}

inline double defined(double x, spike_train const& train, char const* where) {
  if (bits::is_finite(x)) { return x; }
  throw parameter_error({.category = "too_few_intervals",
                         .where = where,
                         .problem = "is not defined for these events",
                         .expected = "3 events or more, that are not all at one time",
                         .actual = std::to_string(train.size())});
}

template <class F>
xt::xtensor<double, 1> of_each(spike_trains const& trains, F const& f) {
  xt::xtensor<double, 1> result(std::array<std::size_t, 1>{trains.size()});
  for (std::size_t k = 0; k < trains.size(); ++k) { result(k) = f(intervals(trains[k]).raw()); }
  return result;
}

}  // namespace detail

/// The coefficient of variation of the intervals: their standard deviation over their mean, 1 for a Poisson process.
/// The deviation is that of all intervals (divided by n, not n - 1). Throws parameter_error "too_few_intervals" for
/// fewer than two of them, or where all are 0.
inline double cv(spike_train const& train) {
  return detail::defined(detail::cv_of(intervals(train).raw()), train, "neuro::cv");
}
/// Of every train; NaN where one has too few events.
inline xt::xtensor<double, 1> cv(spike_trains const& trains) {
  return detail::of_each(trains, [](auto const& x) { return detail::cv_of(x); });
}

/// The local variation of the intervals, which slow changes of the rate leave as it is:
/// 3 / (n - 1) times the sum of ((I_i - I_i+1) / (I_i + I_i+1))^2. Shinomoto, Shima and Tanji, Neural Computation 15,
/// 2823 (2003). Throws as cv, and where two neighbouring intervals are both 0.
inline double lv(spike_train const& train) {
  return detail::defined(detail::lv_of(intervals(train).raw()), train, "neuro::lv");
}
inline xt::xtensor<double, 1> lv(spike_trains const& trains) {
  return detail::of_each(trains, [](auto const& x) { return detail::lv_of(x); });
}

}  // namespace convolt::neuro
