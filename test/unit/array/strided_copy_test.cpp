// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/array/strided_copy.hpp>

#include <support/catch.hpp>

#include <cstdint>
#include <thread>
#include <vector>

using namespace convolt::arrays;
using convolt::index_list;

TEST_CASE("rows follow each other in row-major order") {
  CHECK(row_major_strides({2, 3, 4}) == index_list{12, 4, 1});
  CHECK(row_major_strides({5}) == index_list{1});
  CHECK(row_major_strides({}).empty());
}

TEST_CASE("layouts are equal if all elements are at the same places") {
  CHECK(same_layout({2, 3}, {3, 1}, {3, 1}));
  CHECK_FALSE(same_layout({2, 3}, {3, 1}, {1, 2}));
  CHECK(same_layout({1, 3}, {0, 1}, {3, 1}));
  CHECK(same_layout({0, 3}, {7, 2}, {3, 1}));
  CHECK(same_layout({}, {}, {}));
}

TEST_CASE("elements are copied to their places, with gaps, backwards and converted") {
  std::vector<std::int8_t> const from{1, 2, 3, 4, 5, 6};  // 3 x 2, to be read as 2 x 3
  std::vector<double> to(12, -1.);
  copy_strided(strided<std::int8_t const>{from.data(), {2, 3}, {1, 2}},
               strided<double>{to.data() + 10, {2, 3}, {-6, -2}});
  CHECK(to == std::vector<double>{6, -1, 4, -1, 2, -1, 5, -1, 3, -1, 1, -1});
}

TEST_CASE("an array without axes has one element") {
  float const from = 3;
  double to = 0;
  copy_strided(strided<float const>{&from, {}, {}}, strided<double>{&to, {}, {}});
  CHECK(to == 3);
}

TEST_CASE("each thread has its own memory for copies, which it keeps") {
  convolt::engine::workspace* const here = &copies_workspace();
  CHECK(here == &copies_workspace());
  convolt::engine::workspace* there = nullptr;
  std::thread([&there] { there = &copies_workspace(); }).join();
  CHECK(there != here);
}
