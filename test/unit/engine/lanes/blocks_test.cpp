// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/engine/lanes/blocks.hpp>

#include <support/catch.hpp>

#include <cstdint>

TEST_CASE("channels are kept in groups, the last one filled up", "[engine]") {
  using convolt::engine::lane_groups;
  constexpr convolt::index group = convolt::engine::lane_group;
  static_assert(group == 32, "a power of two that all vectors divide");
  CHECK(lane_groups(0) == 0);
  CHECK(lane_groups(1) == 1);
  CHECK(lane_groups(group) == 1);
  CHECK(lane_groups(group + 1) == 2);
  CHECK(lane_groups(384) == 12);
  CHECK(lane_groups(PTRDIFF_MAX) == PTRDIFF_MAX / group + 1);
}
