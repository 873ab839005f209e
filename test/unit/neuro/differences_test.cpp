// SPDX-License-Identifier: BSD-3-Clause
/// All pairs of two lists whose difference is in a window, found without looking at all pairs.
#include <convolt/neuro/differences.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>
#include <unit/neuro/random_events.hpp>

#include <set>
#include <tuple>
#include <vector>

namespace {

using namespace convolt::units;
using namespace convolt::test;
using convolt::axis;
using convolt::index;
using convolt::neuro::detail::bins;
using convolt::neuro::detail::for_each_difference;
using convolt::neuro::detail::sorted_times;
using convolt::neuro::detail::time_list;

TEST_CASE("the pairs are those of a double loop") {
  std::uint64_t const seed = new_seed();
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  for (int round = 0; round < 60; ++round) {
    double const step = random_step(random);
    index const start = pick(random, -60, 60), count = pick(random, 0, 9);
    auto const a = sorted_times(train_of(random, random_eighths(random, 30, -50, 50), step));
    auto const b = sorted_times(train_of(random, random_eighths(random, 30, -50, 50), step));
    bins const lags(axis(static_cast<double>(start) / 8. * step * ms, step * ms, count), "test");
    std::multiset<std::tuple<std::size_t, std::size_t, index>> expected, found;
    for (std::size_t i = 0; i < a.size(); ++i) {
      for (std::size_t j = 0; j < b.size(); ++j) {
        // The bin by rounding to eighths, of which the differences are multiples.
        index const eighths = static_cast<index>(std::lround((b[j] - a[i]) / step * 8.)) - start;
        index const n = floor_of(eighths, 8);
        if (n >= 0 && n < count) { expected.emplace(i, j, n); }
      }
    }
    for_each_difference(a, b, lags, [&](std::size_t i, std::size_t j, index n) { found.emplace(i, j, n); });
    REQUIRE(found == expected);
  }
}

TEST_CASE("lists of times are sorted") {
  CHECK(sorted_times(time_list({3. * ms, 1. * ms, 2. * ms})) == std::vector<double>{1., 2., 3.});
  CHECK(sorted_times(time_list(convolt::neuro::spike_train({3. * ms, 1. * ms}))) == std::vector<double>{1., 3.});
}

}  // namespace
