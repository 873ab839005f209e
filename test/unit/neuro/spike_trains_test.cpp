// SPDX-License-Identifier: BSD-3-Clause
/// The trains of many neurons: every event is in the train of its neuron, whatever order they came in.
#include <convolt/neuro/spike_trains.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/compare.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>
#include <support/pick.hpp>

#include <cstdint>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <vector>

namespace {

using namespace convolt::units;
using convolt::neuro::spike_train;
using convolt::neuro::spike_trains;
using convolt::test::pick;

std::vector<double> in_ms(spike_train const& train) {
  auto const numbers = train.in(ms);
  return {numbers.begin(), numbers.end()};
}
template <class F>
std::string fault(F const& f) {
  try {
    f();
  } catch (convolt::error const& e) { return std::string(e.category()); }
  return "none";
}

TEST_CASE("events go to their neurons") {
  spike_trains const trains({4, 2, 4, 4}, {3. * ms, 1. * ms, 2. * ms, 3. * ms});
  CHECK(trains.size() == 2);
  CHECK(trains.total() == 4);
  CHECK(trains.ids() == std::vector<convolt::index>{2, 4});
  CHECK(in_ms(trains[0]) == std::vector<double>{1.});
  CHECK(in_ms(trains.of(4)) == std::vector<double>{2., 3., 3.});
  CHECK(trains.given_order(1) == std::vector<convolt::index>{2, 0, 3});
  CHECK(in_ms(trains.pooled()) == std::vector<double>{1., 2., 3., 3.});
  std::size_t looped = 0;
  for (spike_train const& train : trains) { looped += train.size(); }
  CHECK(looped == 4);
  std::ostringstream text;
  text << trains;
  CHECK(text.str() == "2 trains, 4 events");
}

TEST_CASE("events may be given by sample numbers") {
  std::vector<std::uint64_t> const samples{60, 30, 90};
  std::vector<std::int32_t> const ids{7, 7, 0};
  spike_trains const trains(ids, samples, 30. * kHz);
  CHECK(in_ms(trains.of(7)) == std::vector<double>{1., 2.});
  CHECK(trains.of(0).sample_numbers()(0) == 90);
  CHECK(in_ms(trains.pooled()) == std::vector<double>{1., 2., 3.});
  CHECK(trains.select({0, 3}).of(3).in_samples());
}

TEST_CASE("arrays of neurons and times are taken") {
  xt::xtensor<int, 1> const ids{1, 0, 1};
  xt::xtensor<double, 1> const times{0.3, 0.2, 0.1};
  spike_trains const trains(ids, times * s);
  CHECK(in_ms(trains[1]) == std::vector<double>{100., 300.});
}

TEST_CASE("neurons that never fired are selected with an empty train") {
  spike_trains const trains({4, 2}, {3. * ms, 1. * ms});
  spike_trains const all = trains.select({4, 3, 2, 1});
  CHECK(all.ids() == std::vector<convolt::index>{4, 3, 2, 1});
  CHECK(in_ms(all[0]) == std::vector<double>{3.});
  CHECK(all.of(3).empty());
  CHECK(in_ms(all.of(2)) == std::vector<double>{1.});
  CHECK(in_ms(all.select({2})[0]) == std::vector<double>{1.});
  CHECK(all.given_order(2) == std::vector<convolt::index>{1});
  CHECK(fault([&] { static_cast<void>(trains.select({2, 2})); }) == "repeated_neuron");
}

TEST_CASE("trials are trains that are numbered") {
  spike_trains const trials(std::vector<spike_train>{spike_train({1. * ms}), spike_train(), spike_train({2. * ms})});
  CHECK(trials.ids() == std::vector<convolt::index>{0, 1, 2});
  CHECK(trials[1].empty());
  CHECK(trials.given_order(2).empty());
}

TEST_CASE("windows and shifts hold for all trains") {
  spike_trains const trains({0, 1, 1}, {1. * ms, 2. * ms, 5. * ms});
  CHECK(in_ms(trains.between(2. * ms, 5. * ms)[1]) == std::vector<double>{2.});
  CHECK(trains.between(2. * ms, 5. * ms)[0].empty());
  CHECK(in_ms(trains.shift(1. * s)[0]) == std::vector<double>{1001.});
}

TEST_CASE("what does not fit is refused with both numbers") {
  CHECK(fault([] { spike_trains({1, 2}, {1. * ms}); }) == "length_mismatch");
  CHECK(fault([] { spike_trains({1}, {1, 2}, 30. * kHz); }) == "length_mismatch");
  CHECK(fault([] { spike_trains({1}, {1}, 0. * kHz); }) == "bad_rate");
  spike_trains const trains({4, 2}, {3. * ms, 1. * ms});
  CHECK(fault([&] { static_cast<void>(trains.of(3)); }) == "unknown_neuron");
  CHECK(fault([&] { static_cast<void>(trains[2]); }) == "train_out_of_range");
  CHECK(fault([] { static_cast<void>(spike_trains()[0]); }) == "train_out_of_range");
  CHECK(spike_trains().total() == 0);
  CHECK(spike_trains().pooled().empty());
}

TEST_CASE("random lists of events are dealt out as a map of lists would") {
  std::uint64_t const seed = std::random_device{}();
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  for (int round = 0; round < 30; ++round) {
    std::vector<convolt::index> ids;
    std::vector<convolt::index> samples;
    std::multimap<convolt::index, convolt::index> expected;
    for (convolt::index n = pick(random, 0, 60); n > 0; --n) {
      ids.push_back(pick(random, -3, 3));
      samples.push_back(pick(random, -20, 20));
    }
    spike_trains const trains(ids, samples, 2. * kHz);
    REQUIRE(trains.total() == ids.size());
    std::vector<bool> seen(ids.size());
    for (std::size_t k = 0; k < trains.size(); ++k) {
      auto const numbers = trains[k].sample_numbers();
      auto const& order = trains.given_order(k);
      REQUIRE(order.size() == numbers.size());
      for (std::size_t i = 0; i < numbers.size(); ++i) {
        std::size_t const from = static_cast<std::size_t>(order[i]);
        REQUIRE_FALSE(seen[from]);
        seen[from] = true;
        REQUIRE(ids[from] == trains.ids()[k]);
        REQUIRE(samples[from] == numbers(i));
        if (i > 0) { REQUIRE(numbers(i - 1) <= numbers(i)); }
      }
    }
  }
}

}  // namespace
