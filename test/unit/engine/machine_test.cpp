// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/engine/machine.hpp>

#include <support/catch.hpp>

namespace {

namespace machine = convolt::engine::machine;

TEST_CASE("caches grow with their distance and every cost is positive") {
  CHECK(machine::first_level_cache > 0);
  CHECK(machine::second_level_cache > machine::first_level_cache);
  CHECK(machine::last_level_cache > machine::second_level_cache);
  CHECK(machine::products_per_cycle > 0);
  CHECK(machine::reference_cycles_per_product > 0);
  CHECK(machine::cycles_per_tile > 0);
  CHECK(machine::fewest_fast_rows >= 1);
}

}  // namespace
