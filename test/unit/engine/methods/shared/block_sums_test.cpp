// SPDX-License-Identifier: BSD-3-Clause
/// Sums of blocks: their numbers, their errors, and that blocks without products change no bit.
#include <convolt/engine/methods/shared/block_sums.hpp>

#include <support/catch.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace {

using convolt::index;
using convolt::engine::block_sums;
using convolt::engine::default_arch;
using convolt::engine::precision_level;
using convolt::engine::sums_in_blocks;

template <class T>
constexpr index block_width = static_cast<index>(convolt::engine::lanes<T, default_arch>);

/// Adds block `number`, all numbers of which are `value`.
template <class T>
void add_block(block_sums<T, default_arch>& sums, index size, index number, T value) {
  std::fill_n(sums.block(), size, value);
  sums.add(number);
}

TEST_CASE("long sums are carried in blocks where precision is asked for") {
  index const block = convolt::engine::products_per_block;
  CHECK_FALSE(sums_in_blocks(precision_level::highest, 2 * block));
  CHECK(sums_in_blocks(precision_level::highest, 2 * block + 1));
  CHECK(sums_in_blocks(precision_level::high, index{1} << 40));
  CHECK_FALSE(sums_in_blocks(precision_level::default_, index{1} << 40));
  CHECK_FALSE(sums_in_blocks(precision_level::fastest, index{1} << 40));
}

TEMPLATE_TEST_CASE("blocks are added up, each number of a tile by itself", "", float, double) {
  for (index const vectors : {1, 3, 32}) {
    index const size = vectors * block_width<TestType>;
    block_sums<TestType, default_arch> sums(size);
    for (index number = 0; number < 200; ++number) {
      for (index i = 0; i < size; ++i) { sums.block()[i] = static_cast<TestType>(i + number); }
      sums.add(number);
    }
    TestType const* const total = sums.total();
    int wrong = 0;
    for (index i = 0; i < size; ++i) { wrong += total[i] != static_cast<TestType>(200 * i + 199 * 100); }
    CHECK(wrong == 0);
  }
  block_sums<TestType, default_arch> none(block_width<TestType>);
  CHECK(none.total()[0] == TestType(0));
}

TEMPLATE_TEST_CASE("a huge block spoils only those of its level", "", float, double) {
  TestType const eps = std::numeric_limits<TestType>::epsilon();
  index const size = block_width<TestType>;
  for (index const count : {1000, 100000}) {
    block_sums<TestType, default_arch> sums(size);
    // Beside the first block none of the others counts.
    add_block(sums, size, 0, TestType(4) / eps);
    for (index number = 1; number < count; ++number) { add_block(sums, size, number, TestType(1)); }
    double const exact = 4 / static_cast<double>(eps) + static_cast<double>(count - 1);
    double const error = std::abs(static_cast<double>(sums.total()[0]) - exact);
    CHECK(error <= 64 + static_cast<double>(count) / (64 * 64) + 8);
  }
}

TEMPLATE_TEST_CASE("blocks of zeros change no bit, whether they are added or not", "", float, double) {
  index const size = block_width<TestType>;
  for (index const step : {1, 3, 63, 64, 65, 5000}) {
    block_sums<TestType, default_arch> all(size), some(size);
    for (index number = 0; number < 20000; ++number) {
      bool const zero = number % step != step / 2;
      TestType const value = zero ? TestType(0) : static_cast<TestType>(number % 1013) / TestType(7);
      add_block(all, size, number, value);
      if (!zero) { add_block(some, size, number, value); }
    }
    CHECK(all.total()[0] == some.total()[0]);
  }
}

}  // namespace
