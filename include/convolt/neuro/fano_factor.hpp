// SPDX-License-Identifier: BSD-3-Clause
/// How much counts of events differ from trial to trial.
/// Layer: neuro.
#pragma once

#include <convolt/core/finite.hpp>
#include <convolt/neuro/spike_trains.hpp>
#include <convolt/quantity/event_counts.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <limits>
#include <utility>

namespace convolt::neuro {

namespace detail {

/// variance / mean of count(0), count(1), ..., count(n - 1), the variance divided by n; NaN where there is no event.
template <class Count>
double variance_over_mean(std::size_t n, Count const& count) {
  double mean = 0., squares = 0.;
  for (std::size_t k = 0; k < n; ++k) { mean += static_cast<double>(count(k)) / static_cast<double>(n); }
  for (std::size_t k = 0; k < n; ++k) {
    double const away = static_cast<double>(count(k)) - mean;
    squares += away * away / static_cast<double>(n);
  }
  return mean == 0 ? std::numeric_limits<double>::quiet_NaN() : squares / mean;
}

}  // namespace detail

/// The Fano factor of the number of events that trials have in [from, to): its variance over its mean, 1 for Poisson
/// processes. The variance is that of these trials (divided by n, not n - 1). Throws parameter_error "no_events" where
/// no trial has an event there.
template <detail::Time From, detail::Time To>
double fano_factor(spike_trains const& trials, From const& from, To const& to) {
  spike_trains const inside = trials.between(from, to);
  double const factor = detail::variance_over_mean(inside.size(), [&](std::size_t k) { return inside[k].size(); });
  if (!bits::is_finite(factor)) {
    throw parameter_error({.category = "no_events",
                           .where = "neuro::fano_factor",
                           .problem = "no trial has an event in the window",
                           .actual = convolt::detail::joined(
                               {"[", quantities::coordinate_text(from), ", ", quantities::coordinate_text(to), ")"})});
  }
  return factor;
}

template <class X, class From, class To>
  requires(!std::same_as<X, spike_trains> || !detail::Time<From> || !detail::Time<To>)
void fano_factor(X const&, From const&, To const&) CONVOLT_REFUSED("spike_trains, and times as 100. * ms");

/// The same in every bin of counts over (trial, time), which `bin(trials, t)` makes; NaN where no trial has an event.
template <class T, class Trial, class Time>
auto fano_factor(sampled<event_unit, T, Trial, Time> const& n) {
  std::size_t const trials = n.shape(0), bins = n.shape(1);
  xt::xtensor<double, 1, xt::layout_type::row_major> factors(std::array<std::size_t, 1>{bins});
  for (std::size_t i = 0; i < bins; ++i) {
    factors(i) = detail::variance_over_mean(trials, [&](std::size_t k) { return n.raw()(k, i); });
  }
  return sampled(std::move(factors), n.template axis<1>());
}

}  // namespace convolt::neuro
