// SPDX-License-Identifier: BSD-3-Clause
/// Events as loops read them: which ones, where, in what order, with which weights.
#include <convolt/neuro/event_source.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <vector>

namespace {

using namespace convolt::units;
using convolt::index;
using convolt::neuro::spike_train;
using namespace convolt::neuro::detail;

grid samples(double start, double step, int count) {
  return grid(bins(convolt::axis(start * ms, step * ms, count), "test"));
}

TEST_CASE("events above one position, up to another one, in batches") {
  spike_train const train({1. * ms, 2. * ms, 2. * ms, 3.5 * ms, 9. * ms});
  grid const g = samples(1., 0.5, 10);
  event_source source(train, g, event_weights{.all = 3}, 0, 5);
  CHECK(source.size() == 3);
  double at[2] = {}, w[2] = {};
  REQUIRE(source.read(at, w, 2) == 2);
  CHECK(at[0] == 2);
  CHECK(at[1] == 2);
  CHECK(w[1] == 3);
  REQUIRE(source.read(at, w, 2) == 1);
  CHECK(at[0] == 5);
  CHECK(source.read(at, w, 2) == 0);
  CHECK(event_source(train, g, {}, -1e300, 1e300).size() == 5);
  CHECK(event_source(train, g, {}, 5, -5).size() == 0);
  CHECK(event_source(spike_train(), g, {}, -5, 5).size() == 0);
}

TEST_CASE("weights follow the events, however these were given") {
  spike_train const train({5. * ms, 1. * ms, 3. * ms});
  double const given[3] = {50, 10, 30};
  event_source source(train, samples(0., 1., 10), {.numbers = given, .order = &train.given_order(), .all = 2}, -1, 10);
  double at[3] = {}, w[3] = {};
  REQUIRE(source.read(at, w, 3) == 3);
  CHECK(std::vector<double>(w, w + 3) == std::vector<double>{20, 60, 100});
  double const ascending[3] = {1, 2, 3};
  event_source in_order(train, samples(0., 1., 10), {.numbers = ascending}, 1, 10);
  REQUIRE(in_order.read(at, w, 3) == 2);
  CHECK(w[0] == 2);
}

TEST_CASE("what rounding may do to positions grows with the times") {
  CHECK(samples(0., 0.1, 100).rounding() < 2e-13);
  CHECK(samples(1e9, 0.1, 100).rounding() > 1e-6);
  CHECK(samples(2., 0.5, 4).position(3.) == 2);
  CHECK(samples(2., 0.5, 4).time(2.) == 3);
}

}  // namespace
