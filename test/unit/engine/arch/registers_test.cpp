// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/engine/arch/registers.hpp>

#include <support/catch.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace {

using convolt::engine::at;
using convolt::engine::cells;
using convolt::engine::unrolled;
using convolt::engine::upto;

static_assert(std::is_same_v<upto<3>, std::index_sequence<0, 1, 2>>);

TEST_CASE("an unrolled loop visits every index once, in order") {
  std::size_t visits = 0;
  unrolled<5>([&](auto i) {
    CHECK(i == visits);
    ++visits;
  });
  CHECK(visits == 5);
  unrolled<0>([&](auto) { ++visits; });
  CHECK(visits == 5);
}

TEST_CASE("the index of an unrolled loop is a constant") {
  std::size_t sum = 0;
  unrolled<4>([&](auto i) { sum += std::integral_constant<std::size_t, decltype(i)::value * 10>::value; });
  CHECK(sum == 60);
}

TEST_CASE("each cell has a number of its own") {
  cells<int, upto<4>> all{};
  unrolled<4>([&](auto i) { at<i>(all) = static_cast<int>(i) + 1; });
  CHECK(at<0>(all) == 1);
  CHECK(at<1>(all) == 2);
  CHECK(at<2>(all) == 3);
  CHECK(at<3>(all) == 4);
  at<2>(all) += 10;
  CHECK(at<2>(all) == 13);
  CHECK(at<1>(all) == 2);
  CHECK(at<3>(all) == 4);
}

}  // namespace
