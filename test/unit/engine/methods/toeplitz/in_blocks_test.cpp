// SPDX-License-Identifier: BSD-3-Clause
/// Toeplitz tiles with long sums: lines of many taps, and many lines.
#include <convolt/engine/methods/toeplitz/in_blocks.hpp>

#include <convolt/engine/methods/toeplitz/method.hpp>
#include <support/catch.hpp>
#include <unit/engine/long_problems.hpp>

#include <cstddef>
#include <initializer_list>

namespace {

using convolt::index;
using convolt::engine::default_arch;
using convolt::engine::problem;

template <class T>
void check_long_sums_of_lines(problem const& p) {
  using method = convolt::engine::methods::toeplitz::method<T, default_arch>;
  REQUIRE_FALSE(method::judge({.p = p}).declined());
  test::check_long_sums<T>(p, &method::plan);
}

TEMPLATE_TEST_CASE("long lines of taps are summed in blocks", "", float, double) {
  for (index const taps : {513, 1500, 9001}) {
    problem p = test::long_line(taps, taps > 5000 ? 3 : 70);
    test::lay_out_in_order(p, false);
    check_long_sums_of_lines<TestType>(p);
  }
  problem p = test::long_lines_apart(1300, 40, 3);
  p.axes[0].stride = 3;
  p.axes[0].weights_dilation = 2;
  p.axes[0].input *= 2;
  test::lay_out_in_order(p, true);
  check_long_sums_of_lines<TestType>(p);
}

TEMPLATE_TEST_CASE("sums over many short lines are cut into blocks", "", float, double) {
  problem p = test::many_channels(60, 2);
  test::lay_out_in_order(p, false);
  check_long_sums_of_lines<TestType>(p);
  p.axes[1].weights = 60;
  p.axes[1].pad_lo = 30;
  p.in_channels = 3;
  test::lay_out_in_order(p, false);
  check_long_sums_of_lines<TestType>(p);
}

TEST_CASE("bunches are cut where blocks end") {
  using convolt::engine::methods::toeplitz::block_bunches;
  using convolt::engine::methods::toeplitz::bunch_run;
  bunch_run const runs[] = {{.taps = 4, .count = 100}, {.taps = 3, .count = 50}};
  block_bunches<default_arch> block(runs, 2);
  index products = 0, bunches = 0;
  while (block.next()) {
    CHECK(block.weights == products);
    CHECK(block.offsets == bunches);
    index of_block = 0;
    for (index i = 0; i < block.run_count; ++i) {
      bunch_run const run = block.runs[static_cast<std::size_t>(i)];
      of_block += run.taps * run.count;
      bunches += run.count;
    }
    CHECK(of_block <= convolt::engine::products_per_block);
    products += of_block;
  }
  CHECK(products == 550);
  CHECK(bunches == 150);
}

}  // namespace
