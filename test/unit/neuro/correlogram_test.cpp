// SPDX-License-Identifier: BSD-3-Clause
/// Pairs of events at each lag against a double loop.
#include <convolt/neuro/correlogram.hpp>

#include <convolt/quantity.hpp>

#include <support/catch.hpp>
#include <unit/neuro/random_events.hpp>

#include <cstdint>
#include <vector>

namespace {

using namespace convolt::units;
using namespace convolt::test;
using convolt::axis;
using convolt::index;
using convolt::neuro::autocorrelogram;
using convolt::neuro::cross_correlogram;
using convolt::neuro::spike_train;

using pairs = xt::xtensor<std::int64_t, 1>;

TEST_CASE("the lag is positive where the second train is later") {
  spike_train const a({10. * ms, 20. * ms});
  spike_train const b({12. * ms, 22. * ms});
  auto const n = cross_correlogram(a, b, axis(-2.5 * ms, 1. * ms, 5));  // middles at -2, -1, 0, 1, 2 ms
  CHECK((n.raw() == pairs{0, 0, 0, 0, 2}));
  CHECK((cross_correlogram(b, a, axis(-2.5 * ms, 1. * ms, 5)).raw() == pairs{2, 0, 0, 0, 0}));
  static_assert(convolt::EventCounts<decltype(n)>);
  CHECK((n / (2. * ms))(4).in(kHz) == 1.);
}

TEST_CASE("no event is a pair with itself, two at one time are") {
  spike_train const once({10. * ms, 11. * ms});
  auto const lags = axis(-1.5 * ms, 1. * ms, 3);
  CHECK((autocorrelogram(once, lags).raw() == pairs{1, 0, 1}));
  CHECK((cross_correlogram(once, once, lags).raw() == pairs{1, 2, 1}));
  spike_train const twice({10. * ms, 10. * ms});
  CHECK((autocorrelogram(twice, lags).raw() == pairs{0, 2, 0}));
  CHECK((autocorrelogram(spike_train(), lags).raw() == pairs{0, 0, 0}));
  CHECK(fault([&] { autocorrelogram(once, axis(0. * ms, -1. * ms, 4)); }) == "bad_axis");
  CHECK(fault([&] { cross_correlogram(once, once, axis(0. * ms, -1. * ms, 4)); }) == "bad_axis");
}

TEST_CASE("correlograms of random trains are those of a double loop") {
  std::uint64_t const seed = new_seed();
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  for (int round = 0; round < 60; ++round) {
    double const step = random_step(random);
    index const start = pick(random, -60, 30), count = pick(random, 0, 9);
    std::vector<index> const first = random_eighths(random, 40, -100, 100);
    std::vector<index> const second = random_eighths(random, 40, -100, 100);
    auto const lags = axis(static_cast<double>(start) / 8. * step * ms, step * ms, count);
    auto const a = train_of(random, first, step), b = train_of(random, second, step);
    std::vector<std::int64_t> cross(static_cast<std::size_t>(count)), self(cross);
    auto const add = [&](std::vector<std::int64_t>& to, index lag) {
      index const n = floor_of(lag - start, 8);
      if (n >= 0 && n < count) { ++to[static_cast<std::size_t>(n)]; }
    };
    for (std::size_t i = 0; i < first.size(); ++i) {
      for (index const later : second) { add(cross, later - first[i]); }
      for (std::size_t j = 0; j < first.size(); ++j) {
        if (i != j) { add(self, first[j] - first[i]); }
      }
    }
    auto const found = cross_correlogram(a, b, lags), own = autocorrelogram(a, lags);
    REQUIRE(std::vector<std::int64_t>(found.raw().begin(), found.raw().end()) == cross);
    REQUIRE(std::vector<std::int64_t>(own.raw().begin(), own.raw().end()) == self);
  }
}

}  // namespace
