// SPDX-License-Identifier: BSD-3-Clause
/// One train of events: sorted inside, nothing lost, times in units and sample numbers exact.
#include <convolt/neuro/spike_train.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/compare.hpp>
#include <convolt/quantity/peaks.hpp>
#include <convolt/quantity/sampled.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>
#include <support/pick.hpp>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <random>
#include <sstream>
#include <string>
#include <type_traits>
#include <vector>

namespace {

using namespace convolt::units;
using convolt::neuro::spike_train;
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
template <class X>
std::string text(X const& x) {
  std::ostringstream os;
  os << x;
  return os.str();
}

static_assert(std::is_same_v<decltype(spike_train().times()), convolt::tensor<ms, double, 1>>);
static_assert(std::is_same_v<decltype(spike_train().times(s)), convolt::tensor<s, double, 1>>);
static_assert(std::is_copy_assignable_v<spike_train> && std::is_nothrow_move_constructible_v<spike_train>);

TEST_CASE("a train has the times that it was given, in ascending order, duplicates too") {
  spike_train const train({7.3 * ms, 5. * ms, 7.3 * ms, -1. * ms});
  CHECK(train.size() == 4);
  CHECK_FALSE(train.empty());
  CHECK(in_ms(train) == std::vector<double>{-1., 5., 7.3, 7.3});
  CHECK((train[1] == 5. * ms));
  CHECK(train.times(s)(1).in(s) == 0.005);
  CHECK(train.given_order() == std::vector<convolt::index>{3, 1, 0, 2});
  std::vector<double> looped;
  for (auto const t : train) { looped.push_back(t.in(ms)); }
  CHECK(looped == in_ms(train));
  CHECK(spike_train({1. * ms, 2. * ms}).given_order().empty());
}

TEST_CASE("peaks that were found make a train") {
  xt::xtensor<double, 1> const samples{0., 3., 1., 5., 5., 1., 0., 7., 0.};
  auto const v = convolt::sampled(samples * mV, convolt::axis(10. * ms, 0.5 * ms, 9));
  CHECK(in_ms(spike_train(find_peaks(v, 4. * mV))) == std::vector{11.5, 13.5});
}

TEST_CASE("one time is a train of one event, alone and in braces") {
  CHECK(in_ms(spike_train(0.5 * s)) == std::vector{500.});
  CHECK(in_ms(spike_train({0.5 * s})) == std::vector{500.});
  CHECK(in_ms(spike_train({0.5 * s, 3. * ms})) == std::vector{3., 500.});
  CHECK(in_ms(spike_train{0.5 * s}) == std::vector{500.});
  CHECK(in_ms(spike_train(convolt::tag(2., convolt::any_unit(ms)))) == std::vector{2.});
  CHECK_THROWS_AS(spike_train(std::numeric_limits<double>::quiet_NaN() * ms), convolt::parameter_error);
}

TEST_CASE("a train without events is one") {
  for (spike_train const& train : {spike_train(), spike_train(xt::xtensor<double, 1>::from_shape({0}) * ms),
                                   spike_train(std::vector<int>{}, 30. * kHz)}) {
    CHECK(train.empty());
    CHECK(train.times().size() == 0);
    CHECK(train.between(0. * ms, 1. * s).empty());
    CHECK(train.begin() == train.end());
    CHECK(text(train) == "0 events");
  }
}

TEST_CASE("sample numbers stay what they are through a day at 30 kHz") {
  std::int64_t const day = std::int64_t{86'400} * 30'000;
  std::vector<std::int64_t> const samples{day, 0, day - 1, 1, day + 1};
  spike_train const train(samples, 30. * kHz);
  CHECK(train.in_samples());
  CHECK((train.sampling_rate() == 30. * kHz));
  auto const back = train.sample_numbers();
  CHECK(std::vector<std::int64_t>(back.begin(), back.end()) == std::vector<std::int64_t>{0, 1, day - 1, day, day + 1});
  CHECK(train[3].in(s) == 86'400.);
  CHECK(train.in(ms)(4) == static_cast<double>(day + 1) / 30.);
  CHECK(spike_train({3, 6}, 30'000 * Hz).in(ms)(0) == 0.1);
  CHECK(spike_train({30}, 30. * kHz).in(us)(0) == 1000.);
}

TEST_CASE("a train of times has no sample numbers") {
  spike_train const train({1. * ms});
  CHECK_FALSE(train.in_samples());
  CHECK(fault([&] { static_cast<void>(train.sample_numbers()); }) == "no_sample_numbers");
  CHECK(fault([&] { static_cast<void>(train.sampling_rate()); }) == "no_sample_numbers");
}

TEST_CASE("rates must be positive and finite") {
  std::vector<int> const samples{1, 2};
  CHECK(fault([&] { spike_train(samples, 0. * kHz); }) == "bad_rate");
  CHECK(fault([&] { spike_train(samples, -30. * kHz); }) == "bad_rate");
  CHECK(fault([&] { spike_train(samples, std::numeric_limits<double>::quiet_NaN() * kHz); }) == "bad_rate");
  CHECK(fault([&] { spike_train(samples, std::numeric_limits<double>::infinity() * Hz); }) == "bad_rate");
  CHECK_THROWS_AS(spike_train(samples, 1. * convolt::any_unit(ms)), convolt::unit_error);
}

TEST_CASE("a window holds its first time and not its last") {
  spike_train const train({1. * ms, 2. * ms, 2. * ms, 3. * ms});
  CHECK(in_ms(train.between(2. * ms, 3. * ms)) == std::vector<double>{2., 2.});
  CHECK(in_ms(train.between(0. * s, 0.002 * s)) == std::vector<double>{1.});
  CHECK(train.between(2. * ms, 2. * ms).empty());
  CHECK(train.between(-1. * s, 1. * s).size() == 4);
  CHECK(train.count_before(2. * ms) == 1);
  CHECK(fault([&] { static_cast<void>(train.between(3. * ms, 2. * ms)); }) == "bad_window");
  CHECK(fault([&] { static_cast<void>(train.between(std::numeric_limits<double>::quiet_NaN() * ms, 2. * ms)); }) ==
        "not_finite");
}

TEST_CASE("a shifted train keeps its sample numbers") {
  spike_train const train({30, 60}, 30. * kHz);
  spike_train const later = train.shift(0.1 * s);
  CHECK(in_ms(later) == std::vector<double>{101., 102.});
  CHECK((later.origin() == 100. * ms));
  CHECK((later.sample_numbers() == train.sample_numbers()));
  CHECK(in_ms(later.between(102. * ms, 200. * ms)) == std::vector<double>{102.});
  CHECK(in_ms(later.shift(-100. * ms)) == in_ms(train));
  CHECK(fault([&] { static_cast<void>(train.shift(std::numeric_limits<double>::infinity() * s)); }) == "not_finite");
}

TEST_CASE("there are no events beyond the last") {
  spike_train const train({1. * ms, 2. * ms});
  CHECK(fault([&] { static_cast<void>(train[2]); }) == "event_out_of_range");
  CHECK(fault([&] { static_cast<void>(train[-1]); }) == "event_out_of_range");
  CHECK(text(train) == "2 events, 1 ms .. 2 ms");
  CHECK(text(spike_train({1.5 * ms})) == "1 event, 1.5 ms");
}

TEST_CASE("trains in any order are as if they had been sorted, and know where each event was") {
  std::uint64_t const seed = std::random_device{}();
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  for (int round = 0; round < 50; ++round) {
    std::vector<double> given(static_cast<std::size_t>(pick(random, 0, 40)));
    for (double& t : given) { t = static_cast<double>(pick(random, -10, 10)) / 4.; }
    std::vector<convolt::quantity<convolt::milli<convolt::second>, double>> times;
    for (double const t : given) { times.push_back(t * ms); }
    spike_train const train(times);
    std::vector<double> sorted = given;
    std::stable_sort(sorted.begin(), sorted.end());
    REQUIRE(in_ms(train) == sorted);
    auto const& order = train.given_order();
    REQUIRE((order.size() == given.size() || (order.empty() && given == sorted)));
    for (std::size_t i = 0; i < order.size(); ++i) {
      REQUIRE(given[static_cast<std::size_t>(order[i])] == sorted[i]);
      if (i > 0 && sorted[i] == sorted[i - 1]) { REQUIRE(order[i - 1] < order[i]); }
    }
    double const from = static_cast<double>(pick(random, -12, 12)) / 4.;
    double const to = from + static_cast<double>(pick(random, 0, 12)) / 4.;
    std::vector<double> inside;
    for (double const t : sorted) {
      if (t >= from && t < to) { inside.push_back(t); }
    }
    REQUIRE(in_ms(train.between(from * ms, to * ms)) == inside);
  }
}

}  // namespace
