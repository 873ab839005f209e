// SPDX-License-Identifier: BSD-3-Clause
/// The rate around onsets against a double loop over onsets and events.
#include <convolt/neuro/psth.hpp>

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
using convolt::neuro::psth;
using convolt::neuro::spike_train;
using convolt::neuro::spike_trains;

TEST_CASE("a rate is events over onsets and step, in Hz") {
  spike_train const train({101. * ms, 103. * ms, 201. * ms, 250. * ms});
  auto const rate = psth(train, {100. * ms, 200. * ms}, axis(-2. * ms, 2. * ms, 4));
  CHECK((rate.raw() == xt::xtensor<double, 1>{0., 500., 250., 0.}));  // 2 events in 2 trials of 2 ms: 500 Hz
  CHECK(rate.unit() == Hz);
  CHECK(rate.axis<0>().start().in(ms) == -2.);
  spike_train const onsets({0.1 * s, 0.2 * s});
  CHECK((psth(train, onsets, axis(-2. * ms, 2. * ms, 4)).raw() == rate.raw()));
  CHECK(psth(train, onsets, axis(0. * ms, 2. * ms, 0)).size() == 0);
}

TEST_CASE("a rate needs onsets and lags that ascend") {
  spike_train const train({1. * ms});
  CHECK(fault([&] { psth(train, spike_train(), axis(0. * ms, 1. * ms, 4)); }) == "no_onsets");
  CHECK(fault([&] { psth(train, {1. * ms}, axis(0. * ms, -1. * ms, 4)); }) == "bad_axis");
  CHECK(fault([&] { psth(train, {1. * ms, std::nan("") * ms}, axis(0. * ms, 1. * ms, 4)); }) == "not_finite");
}

TEST_CASE("rates of random trains are those of a double loop") {
  std::uint64_t const seed = new_seed();
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  for (int round = 0; round < 60; ++round) {
    double const step = random_step(random);
    index const start = pick(random, -40, 20), count = pick(random, 1, 9);
    std::vector<index> const first = random_eighths(random, 40, -100, 100);
    std::vector<index> const second = random_eighths(random, 40, -100, 100);
    std::vector<index> onsets = random_eighths(random, 8, -80, 80);
    onsets.push_back(pick(random, -80, 80));
    auto const lags = axis(static_cast<double>(start) / 8. * step * ms, step * ms, count);
    spike_trains const trains(std::vector<spike_train>{train_of(random, first, step), train_of(random, second, step)});
    auto const rate = psth(trains, train_of(random, onsets, step), lags);
    for (std::size_t k = 0; k < 2; ++k) {
      std::vector<double> expected(static_cast<std::size_t>(count));
      for (index const onset : onsets) {
        for (index const e : k == 0 ? first : second) {
          index const n = floor_of(e - onset - start, 8);
          if (n >= 0 && n < count) { expected[static_cast<std::size_t>(n)] += 1.; }
        }
      }
      for (std::size_t n = 0; n < expected.size(); ++n) {
        double const hz = expected[n] / (step / 1000. * static_cast<double>(onsets.size()));
        REQUIRE(std::abs(rate.raw()(k, n) - hz) <= 1e-13 * hz);
      }
    }
  }
}

}  // namespace
