// SPDX-License-Identifier: BSD-3-Clause
/// Picks the fastest variant of the peers for a row by a short trial of each.
/// Layer: bench.
#pragma once

#include <engine/candidate.hpp>
#include <engine/timing.hpp>

#include <limits>
#include <memory>
#include <ostream>
#include <utility>
#include <vector>

namespace convolt::bench {

template <class T, class W = T, class I = T>
struct chosen_peer {
  candidate_factory<T, W, I> factory;      // to make it again on other numbers
  std::unique_ptr<candidate<T>> instance;  // null: no peer can compute the row
};

/// Median of a few short samples; hopeless variants are left after their first call.
inline double short_trial(timed& c, double best) {
  c.run();
  double const first = seconds_of_calls(c, 1);
  if (first > 3 * best && first > 1e-3) { return first; }
  constexpr double seconds = 4e-3;
  long const calls = calls_for(c, seconds);
  std::vector<double> times;
  for (int i = 0; i < 5; ++i) { times.push_back(sample(c, calls)); }
  return median(times);
}

/// Only one variant exists at a time: their memory would add up. `log`, if any, gets a line for each.
template <class T, class W, class I>
chosen_peer<T, W, I> choose_peer(workload<T, W, I> const& w, candidate_factories<T, W, I> const& factories,
                                 std::ostream* log) {
  double best = std::numeric_limits<double>::infinity();
  chosen_peer<T, W, I> chosen;
  for (candidate_factory<T, W, I> const& factory : factories) {
    auto instance = factory(w);
    if (instance == nullptr) { continue; }
    double const seconds = short_trial(*instance, best);
    if (log != nullptr) { *log << "  " << w.size.id << ": " << instance->method() << ": " << seconds * 1e6 << " us\n"; }
    if (seconds < best) {
      best = seconds;
      chosen = {factory, std::move(instance)};
    }
  }
  return chosen;
}

}  // namespace convolt::bench
