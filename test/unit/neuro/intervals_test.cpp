// SPDX-License-Identifier: BSD-3-Clause
/// Intervals between events and their variation, against formulas written down once more and against NumPy and SciPy.
#include <convolt/neuro/intervals.hpp>

#include <convolt/quantity.hpp>

#include <support/catch.hpp>
#include <unit/neuro/random_events.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace {

using namespace convolt::units;
using namespace convolt::test;
using convolt::index;
using convolt::neuro::cv;
using convolt::neuro::intervals;
using convolt::neuro::lv;
using convolt::neuro::spike_train;
using convolt::neuro::spike_trains;

TEST_CASE("intervals lie between neighbours") {
  CHECK((intervals(spike_train({3. * ms, 1. * ms, 7. * ms, 7. * ms})).in(ms) == xt::xtensor<double, 1>{2., 4., 0.}));
  CHECK(intervals(spike_train({3. * ms})).size() == 0);
  CHECK(intervals(spike_train()).size() == 0);
  CHECK((intervals(spike_train({0.1 * s, 0.3 * s}).shift(1. * s)).in(ms) == xt::xtensor<double, 1>{200.}));
}

TEST_CASE("intervals between sample numbers are exact at the end of a day") {
  std::int64_t const day = std::int64_t{86'400} * 30'000;
  auto const between = intervals(spike_train(std::vector<std::int64_t>{day, day + 1, day + 31}, 30. * kHz));
  CHECK(between.in(ms)(0) == 1. / 30.);
  CHECK(between.in(ms)(1) == 1.);
}

TEST_CASE("variations of intervals that are known") {
  // numpy: x = [2., 4., 6., 12.]; x.std() / x.mean() = scipy.stats.variation(x)
  spike_train const train({0. * ms, 2. * ms, 6. * ms, 12. * ms, 24. * ms});
  CHECK(cv(train) == Approx(0.6236095644623235).epsilon(1e-15));
  CHECK(lv(train) == Approx(1. / 9. + 1. / 25. + 1. / 9.).epsilon(1e-15));
  CHECK(cv(spike_train({1. * ms, 2. * ms, 3. * ms})) == 0.);
  CHECK(lv(spike_train({1. * ms, 2. * ms, 3. * ms})) == 0.);
}

TEST_CASE("variations that are not defined are errors of one train, and NaN among many") {
  for (spike_train const& train : {spike_train(), spike_train({1. * ms}), spike_train({1. * ms, 2. * ms}),
                                   spike_train({1. * ms, 1. * ms, 1. * ms})}) {
    CHECK(fault([&] { cv(train); }) == "too_few_intervals");
    CHECK(fault([&] { lv(train); }) == "too_few_intervals");
  }
  spike_trains const trains({0, 1, 1, 1}, {1. * ms, 1. * ms, 2. * ms, 3. * ms});
  CHECK(std::isnan(cv(trains)(0)));
  CHECK(cv(trains)(1) == 0.);
  CHECK(std::isnan(lv(trains)(0)));
  CHECK(lv(trains)(1) == 0.);
}

TEST_CASE("variations of random trains are what the formulas say") {
  std::uint64_t const seed = new_seed();
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  for (int round = 0; round < 50; ++round) {
    std::vector<index> samples = random_eighths(random, 30, 0, 100'000);
    for (index extra = 0; extra < 3; ++extra) { samples.push_back(100'001 + extra * (extra + 1)); }
    double const step = random_step(random);
    spike_train const train(samples, 1. / step * kHz);
    std::sort(samples.begin(), samples.end());
    std::vector<long double> gaps;
    for (std::size_t i = 1; i < samples.size(); ++i) {
      gaps.push_back(static_cast<long double>(samples[i] - samples[i - 1]) * static_cast<long double>(step));
    }
    long double const n = static_cast<long double>(gaps.size());
    long double sum = 0, squares = 0, local = 0;
    for (long double const x : gaps) { sum += x; }
    for (long double const x : gaps) { squares += (x - sum / n) * (x - sum / n); }
    bool undefined = false;
    for (std::size_t i = 0; i + 1 < gaps.size(); ++i) {
      undefined = undefined || gaps[i] + gaps[i + 1] == 0;
      if (!undefined) { local += std::pow((gaps[i] - gaps[i + 1]) / (gaps[i] + gaps[i + 1]), 2.0L); }
    }
    REQUIRE(cv(train) == Approx(static_cast<double>(std::sqrt(squares / n) / (sum / n))).epsilon(1e-13));
    if (undefined) {
      REQUIRE(fault([&] { lv(train); }) == "too_few_intervals");
    } else {
      REQUIRE(lv(train) == Approx(static_cast<double>(3 * local / (n - 1))).epsilon(1e-13));
    }
  }
}

}  // namespace
