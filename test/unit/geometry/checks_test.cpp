// SPDX-License-Identifier: BSD-3-Clause
/// Tests of convolt/geometry/checks.hpp.
#include <convolt/geometry/checks.hpp>
#include <support/catch.hpp>

#include <limits>
#include <string>
#include <vector>

namespace geometry = convolt::geometry;
using convolt::dimension_numbers;
using convolt::index;
using convolt::steps;

namespace {

constexpr index largest = std::numeric_limits<index>::max();

/// "category|argument|axis|expected|actual" of the error that `check` throws, or "fine".
std::string verdict(auto&& check) {
  try {
    check();
  } catch (convolt::error const& e) {
    CHECK(e.where() == "f");
    return std::string(e.category()) + "|" + e.argument() + "|" + e.axis() + "|" + e.expected() + "|" + e.actual();
  }
  return "fine";
}

std::string extents_verdict(std::vector<index> const& shape, index element_size) {
  return verdict([&] { geometry::check_extents("f", "lhs", shape, element_size); });
}

std::string steps_verdict(steps const& given) {
  return verdict([&] {
    geometry::check_steps({.where = "f", .argument = "window_strides"}, geometry::stride_categories,
                          dimension_numbers::channels_first(2), given);
  });
}

constexpr bool checks_run_at_compile_time() {
  index const shape[2] = {3, 4};
  geometry::check_ranks("f", 4, 4);
  geometry::check_extents("f", "lhs", shape, 8);
  geometry::check_layout_rank("f", dimension_numbers::channels_first(2), 4);
  geometry::check_group_count({.where = "f", .argument = "feature_group_count"}, 1);
  return true;
}
static_assert(checks_run_at_compile_time());

}  // namespace

TEST_CASE("checks: ranks are equal, at least 2 and not too high") {
  auto const ranks = [](std::size_t lhs, std::size_t rhs) {
    return verdict([&] { geometry::check_ranks("f", lhs, rhs); });
  };
  CHECK(ranks(2, 2) == "fine");
  CHECK(ranks(10, 10) == "fine");
  CHECK(ranks(1, 1) == "rank_mismatch|lhs||2 or more axes|1");
  CHECK(ranks(0, 0) == "rank_mismatch|lhs||2 or more axes|0");
  CHECK(ranks(11, 11) == "rank_too_high|lhs||at most 10|11");
  CHECK(ranks(1000, 3) == "rank_mismatch|rhs||1000|3");
  CHECK(ranks(3, 4) == "rank_mismatch|lhs||4 axes|3");  // without a batch axis
}

TEST_CASE("checks: extents are not negative and their bytes can be counted") {
  CHECK(extents_verdict({2, 3, 8}, 4) == "fine");
  CHECK(extents_verdict({0, 3, 8}, 4) == "fine");
  CHECK(extents_verdict({}, 8) == "fine");
  CHECK(extents_verdict({2, -3, 8}, 4) == "negative_extent|lhs||extents of at least 0|[2, -3, 8]");
  // One byte decides.
  CHECK(extents_verdict({largest}, 1) == "fine");
  CHECK(extents_verdict({largest}, 2) == "size_overflow|lhs|||shape [9223372036854775807]");
  CHECK(extents_verdict({index{1} << 31, index{1} << 31}, 1) == "fine");
  CHECK(extents_verdict({index{1} << 31, index{1} << 31}, 2) == "size_overflow|lhs|||shape [2147483648, 2147483648]");
  CHECK(extents_verdict({index{1} << 60}, 8) == "size_overflow|lhs|||shape [1152921504606846976]");
  CHECK(extents_verdict({index{1} << 60}, 4) == "fine");
  // 2^64 elements: a product that wraps to 0 is no excuse, and neither is an empty axis.
  CHECK(extents_verdict({index{1} << 32, index{1} << 32}, 1) == "size_overflow|lhs|||shape [4294967296, 4294967296]");
  CHECK(extents_verdict({0, index{1} << 32, index{1} << 32}, 1) ==
        "size_overflow|lhs|||shape [0, 4294967296, 4294967296]");
}

TEST_CASE("checks: what no program can have is refused by its size") {
  auto const allocatable = [](std::vector<index> const& shape, index element_size) {
    return verdict([&] { geometry::check_allocatable("f", "out", shape, element_size); });
  };
  CHECK(allocatable({index{1} << 44, 1}, 8) == "fine");
  CHECK(allocatable({index{1} << 44, 2}, 8) == "size_overflow|out||at most 2^47 bytes|shape [17592186044416, 2]");
  CHECK(allocatable({0, index{1} << 60}, 4) == "fine");
}

TEST_CASE("checks: steps are positive, one per axis, and the axis is named") {
  CHECK(steps_verdict({1, largest}) == "fine");
  CHECK(steps_verdict({index{1} << 31, 1}) == "fine");
  CHECK(steps_verdict({1}) == "bad_stride_length|window_strides||2|1");
  CHECK(steps_verdict({}) == "bad_stride_length|window_strides||2|0");
  CHECK(steps_verdict({1, 1, 1, 1, 1, 1, 1, 1, 1, 1}) == "bad_stride_length|window_strides||2|10");
  CHECK(steps_verdict({0, 1}) == "bad_stride|window_strides|H|at least 1|0");
  CHECK(steps_verdict({1, -7}) == "bad_stride|window_strides|W|at least 1|-7");
  CHECK(steps_verdict({1, std::numeric_limits<index>::min()}) ==
        "bad_stride|window_strides|W|at least 1|-9223372036854775808");
}

TEST_CASE("checks: groups are positive and divide") {
  geometry::place const at{.where = "f", .argument = "feature_group_count", .letter = 'C'};
  CHECK(verdict([&] { geometry::check_group_count(at, 1); }) == "fine");
  CHECK(verdict([&] { geometry::check_group_count(at, 0); }) == "bad_group_count|feature_group_count|C|at least 1|0");
  CHECK(verdict([&] { geometry::check_group_count(at, -1); }) == "bad_group_count|feature_group_count|C|at least 1|-1");
  CHECK(verdict([&] { geometry::check_divides(at, "it", 3, 9); }) == "fine");
  CHECK(verdict([&] { geometry::check_divides(at, "it", 3, 0); }) == "fine");
  CHECK(verdict([&] { geometry::check_divides(at, "it", 3, 8); }) ==
        "groups_not_dividing|feature_group_count|C|a divisor of 8|3");
}

TEST_CASE("checks: a layout has a letter for every axis") {
  auto const layout = [](std::size_t rank) {
    return verdict([&] { geometry::check_layout_rank("f", dimension_numbers{"NCW", "OIW", "NCW"}, rank); });
  };
  CHECK(layout(3) == "fine");
  CHECK(layout(4) == "bad_dimension_numbers|dimension_numbers||4 letters|'NCW', 'OIW', 'NCW'");
}

TEST_CASE("checks: a bias has one entry per output channel") {
  auto const bias = [](std::vector<index> const& shape) {
    return verdict([&] { geometry::check_bias("f", 4, shape); });
  };
  CHECK(bias({4}) == "fine");
  CHECK(bias({3}) == "bad_bias_shape|bias||[4]|[3]");
  CHECK(bias({}) == "bad_bias_shape|bias||[4]|[]");
  CHECK(bias({1, 4}) == "bad_bias_shape|bias||[4]|[1, 4]");
  CHECK(bias({1}) == "bad_bias_shape|bias||[4]|[1]");
}
