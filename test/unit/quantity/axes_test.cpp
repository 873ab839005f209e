// SPDX-License-Identifier: BSD-3-Clause
/// Axis arguments of every kind and their errors.
#include <convolt/quantity/axes.hpp>

#include <support/catch.hpp>

#include <array>
#include <cstdint>
#include <limits>
#include <vector>

namespace {

using convolt::detail::axis_blocks;
using convolt::detail::normal_axes;
using convolt::quantities::normal_axis;

TEST_CASE("negative axes count from the end") {
  static_assert(normal_axis(-1, 3, "f") == 2 && normal_axis(0u, 1, "f") == 0);
  CHECK_THROWS_AS(normal_axis(3, 3, "f"), convolt::parameter_error);
  CHECK_THROWS_AS(normal_axis(-4, 3, "f"), convolt::parameter_error);
  CHECK_THROWS_AS(normal_axis(0, 0, "f"), convolt::parameter_error);
  CHECK_THROWS_AS(normal_axis(std::numeric_limits<std::uint64_t>::max(), 3, "f"), convolt::parameter_error);
}

TEST_CASE("lists are sorted, and of static length where it is known") {
  auto const fixed = normal_axes<3>(std::array{-1, 0}, 3, "f");
  static_assert(std::is_same_v<decltype(fixed), std::array<std::size_t, 2> const>);
  CHECK(fixed == std::array<std::size_t, 2>{0, 2});
  auto const counted = normal_axes<3>(std::vector<long>{2, 1}, 3, "f");
  REQUIRE(counted.size() == 2);
  CHECK(counted[0] == 1);
  CHECK(normal_axes<3>(-2, 3, "f") == std::array<std::size_t, 1>{1});
}

TEST_CASE("an axis named twice is an error that says which") {
  try {
    normal_axes<3>(std::array{2, -1}, 3, "sum");
    FAIL("2 and -1 are one axis");
  } catch (convolt::parameter_error const& e) {
    CHECK(e.category() == "bad_axis");
    CHECK(e.where() == "sum");
    CHECK(e.actual() == "2 twice");
    CHECK(e.expected() == "one of [-3, 3)");
  }
}

TEST_CASE("an array is outer blocks of runs of inner elements") {
  std::array<std::size_t, 4> const shape{2, 3, 5, 7};
  axis_blocks const b(shape, 2);
  CHECK(b.outer == 6);
  CHECK(b.n == 5);
  CHECK(b.inner == 7);
}

}  // namespace
