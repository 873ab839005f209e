// SPDX-License-Identifier: BSD-3-Clause
/// Random events for tests that count: their times are eighths of a step, known as integers, with a little rounding
/// added to them, so that what belongs where is integer arithmetic.
/// Layer: test support.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/neuro/spike_train.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/pick.hpp>

#include <random>
#include <string>
#include <vector>

namespace convolt::test {

/// The whole number below n / by.
inline index floor_of(index n, index by) { return n / by - (n % by < 0 ? 1 : 0); }

/// A seed that is printed where a test fails.
inline std::uint64_t new_seed() { return std::random_device{}(); }

/// The category of the error that f throws, or "none".
template <class F>
std::string fault(F const& f) {
  try {
    f();
  } catch (convolt::error const& e) { return std::string(e.category()); }
  return "none";
}

/// Some events between two numbers of eighths, in any order, some at one time.
inline std::vector<index> random_eighths(std::mt19937_64& random, index most, index from, index to) {
  std::vector<index> events(static_cast<std::size_t>(pick(random, 0, most)));
  for (index& e : events) { e = pick(random, from, to); }
  return events;
}

/// A step in ms.
inline double random_step(std::mt19937_64& random) {
  double const steps[] = {0.1, 0.25, 1., 1. / 3., 50., 0.0333};
  return steps[pick(random, 0, 5)];
}

/// These events as a train. Rounding puts each of them up to 0.0004 steps beside its place.
inline neuro::spike_train train_of(std::mt19937_64& random, std::vector<index> const& eighths, double step) {
  using namespace units;
  xt::xtensor<double, 1> times(std::array<std::size_t, 1>{eighths.size()});
  for (std::size_t i = 0; i < eighths.size(); ++i) {
    double const rounding = static_cast<double>(pick(random, -4, 4)) * 1e-4;
    times(i) = (static_cast<double>(eighths[i]) / 8. + rounding) * step;
  }
  return neuro::spike_train(times * ms);
}

}  // namespace convolt::test
