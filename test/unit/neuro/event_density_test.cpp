// SPDX-License-Identifier: BSD-3-Clause
/// Events on a grid: parts at both neighbours, whole where rounding alone puts an event beside a sample.
#include <convolt/neuro/event_density.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <vector>

namespace {

using namespace convolt::units;
using namespace convolt::neuro::detail;
using convolt::neuro::spike_train;

TEST_CASE("events count at the two samples beside them, and at one where they are there") {
  grid const g(bins(convolt::axis(10. * ms, 2. * ms, 5), "test"));
  spike_train const train({3.5 * ms, 8. * ms, 13. * ms, 14. * ms, 17.5 * ms, 21. * ms});
  event_density const density(train, g, {.all = 4}, -1, 6);  // samples at 8, 10, .. 18 ms
  CHECK(density.numbers() == std::vector<double>{4, 0, 2, 6, 1, 3});
  CHECK(event_density(train, g, {}, 0, 0).numbers().empty());
  grid const fine(bins(convolt::axis(0. * ms, 0.1 * ms, 20), "test"));
  event_density const on_sample(spike_train({0.7 * ms}), fine, {}, 0, 20);
  CHECK(0.7 / 0.1 != 7);
  CHECK(on_sample.numbers()[7] == 1);
  CHECK(on_sample.numbers()[6] == 0);
}

}  // namespace
