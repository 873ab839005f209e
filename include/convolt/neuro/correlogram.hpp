// SPDX-License-Identifier: BSD-3-Clause
/// How often one event follows another after a lag.
/// Layer: neuro.
#pragma once

#include <convolt/core/anything.hpp>
#include <convolt/core/config.hpp>
#include <convolt/neuro/differences.hpp>
#include <convolt/quantity/event_counts.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace convolt::neuro {

namespace detail {

/// The number of pairs at each lag, of which `counted` has the last word.
template <class U, class T, class F>
auto correlogram(std::vector<double> const& a, std::vector<double> const& b, axis<U, T> const& lags, char const* where,
                 F const& counted) {
  bins const within(lags, where);
  xt::xtensor<std::int64_t, 1, xt::layout_type::row_major> pairs(std::array<std::size_t, 1>{lags.size()}, 0);
  for_each_difference(a, b, within, [&](std::size_t i, std::size_t j, index n) {
    if (counted(i, j)) { ++pairs(n); }
  });
  return sampled(tag(std::move(pairs), event_unit{}), lags);
}

}  // namespace detail

/// How many pairs of an event of a and an event of b there are with b later than a by a lag, in the bins
/// [lag, lag + dt): `cross_correlogram(a, b, axis(-50.5 * ms, 1. * ms, 101))` has its middle bin around 0. Edges are
/// those of `bin`; pairs further apart are not counted. Over a.size() dt it is the rate of b around the events of a.
///
/// Throws parameter_error "bad_axis" for lags that descend.
template <detail::UnitOfTime U, class T>
auto cross_correlogram(spike_train const& a, spike_train const& b, axis<U, T> const& lags) {
  return detail::correlogram(detail::sorted_times(a), detail::sorted_times(b), lags, "neuro::cross_correlogram",
                             [](std::size_t, std::size_t) { return true; });
}
template <detail::UnitOfSomethingElse U, class T>
void cross_correlogram(spike_train const&, spike_train const&, axis<U, T> const&) CONVOLT_REFUSED("lags are times");
template <class X, class Y, class Axis>
  requires(!std::same_as<X, spike_train> || !std::same_as<Y, spike_train>)
void cross_correlogram(X const&, Y const&, Axis const&) CONVOLT_REFUSED("two trains; of signals take dsp::correlate");
inline void cross_correlogram(refused::any,  // lags are an axis of times: axis(-50. * ms, 1. * ms, n)
                              refused::any = {}, refused::any = {}, refused::any = {})
    CONVOLT_REFUSED("lags are an axis of times: axis(-50. * ms, 1. * ms, n)");

/// The same of a train with itself, without the pairs of an event and itself.
template <detail::UnitOfTime U, class T>
auto autocorrelogram(spike_train const& train, axis<U, T> const& lags) {
  std::vector<double> const times = detail::sorted_times(train);
  return detail::correlogram(times, times, lags, "neuro::autocorrelogram",
                             [](std::size_t i, std::size_t j) { return i != j; });
}
template <detail::UnitOfSomethingElse U, class T>
void autocorrelogram(spike_train const&, axis<U, T> const&) CONVOLT_REFUSED("lags are times");
inline void autocorrelogram(refused::any, refused::any = {}, refused::any = {})  // lags: axis(-50. * ms, 1. * ms, n)
    CONVOLT_REFUSED("a train, and lags as an axis of times: axis(-50. * ms, 1. * ms, n)");

}  // namespace convolt::neuro
