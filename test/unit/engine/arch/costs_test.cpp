// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/engine/arch/costs.hpp>

#include <support/catch.hpp>

namespace {

namespace costs = convolt::engine::costs;

TEST_CASE("caches grow with their distance and every cost is positive") {
  CHECK(costs::first_level_cache > 0);
  CHECK(costs::second_level_cache > costs::first_level_cache);
  CHECK(costs::last_level_cache > costs::second_level_cache);
  CHECK(costs::products_per_cycle > 0);
  CHECK(costs::reference_cycles_per_product > 0);
  CHECK(costs::cycles_per_tile > 0);
  CHECK(costs::fewest_fast_rows >= 1);
}

}  // namespace
