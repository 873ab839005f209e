// SPDX-License-Identifier: BSD-3-Clause
/// Differences between the times of two lists of events, counted in bins of lag: what histograms around onsets and
/// correlograms are made of.
/// Layer: neuro.
#pragma once

#include <convolt/neuro/spike_train.hpp>
#include <convolt/neuro/time_axis.hpp>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace convolt::neuro::detail {

/// The times of a train in ms, ascending.
inline std::vector<double> sorted_times(spike_train const& train) {
  std::vector<double> times;
  times.reserve(train.size());
  for (auto const t : train) { times.push_back(t.raw()); }
  return times;
}
inline std::vector<double> sorted_times(time_list list) {
  std::vector<double> times = list.take();
  std::sort(times.begin(), times.end());
  return times;
}

/// found(i, j, n) for every pair whose difference times[j] - references[i] falls into bin n. Both lists ascend, so that
/// the work is that of the pairs that are found.
template <class F>
void for_each_difference(std::vector<double> const& references, std::vector<double> const& times, bins const& lags,
                         F const& found) {
  std::size_t first = 0;
  for (std::size_t i = 0; i < references.size(); ++i) {
    while (first < times.size() && lags.of(times[first] - references[i]) < 0) { ++first; }
    for (std::size_t j = first; j < times.size(); ++j) {
      index const n = lags.of(times[j] - references[i]);
      if (n == lags.count()) { break; }
      found(i, j, n);
    }
  }
}

}  // namespace convolt::neuro::detail
