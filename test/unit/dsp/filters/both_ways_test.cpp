// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/filters/both_ways.hpp.

#include <convolt/dsp/filters/both_ways.hpp>

#include <support/catch.hpp>

using namespace convolt;

TEST_CASE("many lanes at a time, where lines are not too long") {
  CHECK(dsp::detail::lanes_in_memory(100) == 32);
  CHECK(dsp::detail::lanes_in_memory(10'000'000) == 3);
  CHECK(dsp::detail::lanes_in_memory(10'000'000'000) == 1);
}
