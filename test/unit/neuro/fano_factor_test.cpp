// SPDX-License-Identifier: BSD-3-Clause
/// Variance over mean of counts, over trials and in every bin.
#include <convolt/neuro/fano_factor.hpp>

#include <convolt/neuro/bin.hpp>
#include <convolt/quantity.hpp>

#include <support/catch.hpp>
#include <unit/neuro/random_events.hpp>

#include <cmath>
#include <vector>

namespace {

using namespace convolt::units;
using namespace convolt::test;
using convolt::axis;
using convolt::index;
using convolt::neuro::bin;
using convolt::neuro::fano_factor;
using convolt::neuro::spike_train;
using convolt::neuro::spike_trains;

TEST_CASE("trials that are alike have factor 0, and a known list its known factor") {
  spike_train const one({1. * ms, 2. * ms});
  CHECK(fano_factor(spike_trains(std::vector<spike_train>{one, one}), 0. * ms, 1. * s) == 0.);
  // numpy: n = [0, 2, 4]; n.var() / n.mean() = 8/3 / 2
  spike_trains const trials(
      std::vector<spike_train>{spike_train(), one, spike_train({1. * ms, 2. * ms, 3. * ms, 4. * ms})});
  CHECK(fano_factor(trials, 0. * ms, 1. * s) == Approx(4. / 3.).epsilon(1e-15));
  CHECK(fano_factor(trials, 3. * ms, 5. * ms) == Approx(4. / 3.).epsilon(1e-15));  // 0, 0, 2
}

TEST_CASE("a factor needs an event") {
  spike_trains const trials(std::vector<spike_train>{spike_train({1. * ms}), spike_train()});
  CHECK(fault([&] { fano_factor(trials, 2. * ms, 3. * ms); }) == "no_events");
  CHECK(fault([&] { fano_factor(spike_trains(), 2. * ms, 3. * ms); }) == "no_events");
  CHECK(fault([&] { fano_factor(trials, 3. * ms, 2. * ms); }) == "bad_window");
}

TEST_CASE("the factor of every bin is that of its column") {
  std::uint64_t const seed = new_seed();
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  for (int round = 0; round < 40; ++round) {
    double const step = random_step(random);
    std::vector<spike_train> trains;
    std::vector<std::vector<index>> events;
    for (index k = pick(random, 1, 6); k > 0; --k) {
      events.push_back(random_eighths(random, 20, -10, 60));
      trains.push_back(train_of(random, events.back(), step));
    }
    auto const factor = fano_factor(bin(spike_trains(trains), axis(0. * ms, step * ms, 6)));
    REQUIRE(factor.axis<0>().count() == 6);
    for (index n = 0; n < 6; ++n) {
      double sum = 0, squares = 0;
      for (auto const& trial : events) {
        double count = 0;
        for (index const e : trial) { count += floor_of(e, 8) == n; }
        sum += count;
        squares += count * count;
      }
      double const trials = static_cast<double>(events.size());
      double const expected = (squares / trials - sum * sum / trials / trials) / (sum / trials);
      double const found = factor.raw()(static_cast<std::size_t>(n));
      if (sum == 0) {
        REQUIRE(std::isnan(found));
      } else {
        REQUIRE(found == Approx(expected).epsilon(1e-12).margin(1e-14));
      }
    }
  }
}

}  // namespace
