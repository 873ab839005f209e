// SPDX-License-Identifier: BSD-3-Clause
/// Events in bins: every one is counted once, in its bin or outside.
#include <convolt/neuro/bin.hpp>

#include <convolt/quantity.hpp>

#include <support/catch.hpp>
#include <unit/neuro/random_events.hpp>

#include <cstdint>
#include <random>
#include <type_traits>
#include <vector>

namespace {

using namespace convolt::units;
using namespace convolt::test;
using convolt::axis;
using convolt::index;
using convolt::neuro::bin;
using convolt::neuro::spike_train;
using convolt::neuro::spike_trains;

using binned = decltype(bin(spike_train(), axis(0. * ms, 1. * ms, 3)));
static_assert(convolt::EventCounts<binned> && convolt::AnySampled<binned>);
static_assert(convolt::dsp::holds_events<binned>);
static_assert(convolt::dsp::holds_events<decltype(std::declval<binned>().slice<0>(0, 2))>);
static_assert(!convolt::dsp::holds_events<decltype(convolt::sampled(xt::xtensor<int, 1>{3}, convolt::no_axis))>);

TEST_CASE("events are counted in their bins, and those outside apart") {
  spike_train const train({-1. * ms, 0. * ms, 0.9999 * ms, 0.2 * ms, 2.5 * ms, 3. * ms, 7. * ms});
  auto const n = bin(train, axis(0. * ms, 1. * ms, 3));
  CHECK((n.raw() == xt::xtensor<int, 1>{2, 1, 1}));
  CHECK(n.before() == 1);
  CHECK(n.after() == 2);
  CHECK(n.axis<0>().step().in(ms) == 1.);
  int const first = n(0);
  CHECK(first == 2);
  CHECK((n / (1. * ms))(0).in(kHz) == 2.);
  CHECK(bin(train, axis(0. * ms, 1. * ms, 0)).size() == 0);
  CHECK(bin(spike_train(), axis(0. * ms, 1. * ms, 3)).after() == 0);
}

TEST_CASE("many trains are counted over neuron and time") {
  spike_trains const trains({5, 3, 5}, {0.5 * ms, 1.5 * ms, -2. * ms});
  auto const n = bin(trains, axis(0. * ms, 1. * ms, 2));
  CHECK((n.raw() == xt::xtensor<int, 2>{{0, 1}, {1, 0}}));
  CHECK(n.before() == std::vector<index>{0, 1});
  CHECK(n.after() == std::vector<index>{0, 0});
  CHECK((n.sum<0>().raw() == xt::xtensor<std::int64_t, 1>{1, 1}));
  CHECK(bin(spike_trains(), axis(0. * ms, 1. * ms, 2)).shape(0) == 0);
}

TEST_CASE("more events than the type can count are an error") {
  spike_train const train(std::vector<int>(128, 7), 1. * kHz);
  auto const t = axis(0. * ms, 10. * ms, 2);
  CHECK(bin(train, t).raw()(0) == 128);
  CHECK(bin<std::uint8_t>(train, t).raw()(0) == 128);
  CHECK(bin<std::int16_t>(train, t).raw()(0) == 128);
  CHECK(fault([&] { bin<std::int8_t>(train, t); }) == "count_overflow");
  CHECK(bin<std::int8_t>(spike_train(std::vector<int>(127, 7), 1. * kHz), t).raw()(0) == 127);
  CHECK(fault([&] { bin(train, axis(0. * ms, -1. * ms, 2)); }) == "bad_axis");
}

TEST_CASE("sample numbers fall into the bins of their own clock, a day long") {
  std::vector<std::int64_t> samples;
  for (std::int64_t i = 0; i < 1000; ++i) { samples.push_back(std::int64_t{86'400} * 30'000 - 1000 + i); }
  spike_train const train(samples, 30. * kHz);
  auto const n = bin(train, axis(train[0], 1. / (30. * kHz), 1000));
  for (std::size_t i = 0; i < 1000; ++i) { REQUIRE(n.raw()(i) == 1); }
}

TEST_CASE("random events are where integer arithmetic puts them") {
  std::uint64_t const seed = new_seed();
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  for (int round = 0; round < 100; ++round) {
    double const step = random_step(random);
    index const start = pick(random, -20, 20), count = pick(random, 0, 12);
    std::vector<index> const events = random_eighths(random, 60, -100, 100);
    auto const t = axis(static_cast<double>(start) / 8. * step * ms, step * ms, count);
    auto const n = bin(train_of(random, events, step), t);
    index before = 0, after = 0;
    std::vector<int> expected(static_cast<std::size_t>(count));
    for (index const e : events) {
      index const k = floor_of(e - start, 8);
      if (k < 0) {
        ++before;
      } else if (k >= count) {
        ++after;
      } else {
        ++expected[static_cast<std::size_t>(k)];
      }
    }
    REQUIRE(std::vector<int>(n.raw().begin(), n.raw().end()) == expected);
    REQUIRE(n.before() == before);
    REQUIRE(n.after() == after);
  }
}

}  // namespace
