// SPDX-License-Identifier: BSD-3-Clause
/// The rate around onsets, averaged over them: the peristimulus time histogram.
/// Layer: neuro.
#pragma once

#include <convolt/neuro/differences.hpp>
#include <convolt/neuro/spike_trains.hpp>
#include <convolt/quantity/sampled.hpp>

#include <array>
#include <cstddef>
#include <utility>
#include <vector>

namespace convolt::neuro {

namespace detail {

/// Adds the rate of one train over lags, in Hz.
inline void add_rate(std::vector<double> const& onsets, spike_train const& train, bins const& lags, double* rate) {
  for_each_difference(onsets, sorted_times(train), lags, [rate](std::size_t, std::size_t, index n) { rate[n] += 1.; });
  double const seconds = lags.step() * 1e-3 * static_cast<double>(onsets.size());
  for (index n = 0; n < lags.count(); ++n) { rate[n] /= seconds; }
}

inline std::vector<double> some_onsets(time_list list) {
  std::vector<double> onsets = sorted_times(std::move(list));
  if (onsets.empty()) {
    throw parameter_error({.category = "no_onsets",
                           .where = "neuro::psth",
                           .argument = "onsets",
                           .problem = "there is none, so that nothing can be averaged over them"});
  }
  return onsets;
}

}  // namespace detail

/// The mean rate of a train at lags from onsets, in Hz: `psth(train, {1. * s, 2. * s}, lags)`. At each lag it is the
/// number of events in the bins [onset + lag, onset + lag + dt), over dt and the number of onsets; edges are those of
/// `bin`. An event that is near several onsets counts for each of them.
///
/// Throws parameter_error "no_onsets" without onsets, "bad_axis" for lags that descend.
template <detail::UnitOfTime U, class T>
auto psth(spike_train const& train, detail::time_list onsets, axis<U, T> const& lags) {
  std::vector<double> const at = detail::some_onsets(std::move(onsets));
  detail::bins const b(lags, "neuro::psth");
  xt::xtensor<double, 1, xt::layout_type::row_major> rate(std::array<std::size_t, 1>{lags.size()}, 0.);
  detail::add_rate(at, train, b, rate.data());
  return sampled(tag(std::move(rate), hertz{}), lags);
}

/// The same for every train: (neuron, lag).
template <detail::UnitOfTime U, class T>
auto psth(spike_trains const& trains, detail::time_list onsets, axis<U, T> const& lags) {
  std::vector<double> const at = detail::some_onsets(std::move(onsets));
  detail::bins const b(lags, "neuro::psth");
  xt::xtensor<double, 2, xt::layout_type::row_major> rate(std::array<std::size_t, 2>{trains.size(), lags.size()}, 0.);
  for (std::size_t k = 0; k < trains.size(); ++k) { detail::add_rate(at, trains[k], b, rate.data() + k * lags.size()); }
  return sampled(tag(std::move(rate), hertz{}), no_axis, lags);
}
template <class Train, class Onsets, class... A>
  requires(!detail::AnyTrains<Train> || !detail::only_an_axis<A...>)
void psth(Train const&, Onsets const&, A const&...) CONVOLT_REFUSED("psth(train, onsets, axis(-0.1 * s, 1. * ms, n))");
template <detail::AnyTrains Trains, detail::UnitOfSomethingElse U, class T>
void psth(Trains const&, detail::time_list, axis<U, T> const&) CONVOLT_REFUSED("lags are times");

}  // namespace convolt::neuro
