// SPDX-License-Identifier: BSD-3-Clause
/// Tiles of neighbouring positions with long sums: many channels, and many taps of one.
#include <convolt/engine/methods/along_line/in_blocks.hpp>

#include <convolt/engine/methods/along_line/method.hpp>
#include <support/catch.hpp>
#include <unit/engine/long_problems.hpp>

#include <initializer_list>

namespace {

using convolt::index;
using convolt::engine::default_arch;
using convolt::engine::problem;

template <class T>
void check_long_sums_along_line(problem const& p) {
  using method = convolt::engine::methods::along_line::method<T, default_arch>;
  REQUIRE_FALSE(method::judge({.p = p}).declined());
  test::check_long_sums<T>(p, &method::plan);
}

TEMPLATE_TEST_CASE("tiles of positions are summed in blocks of channels or of taps", "", float, double) {
  problem p = test::many_channels(70, 3);
  test::lay_out_in_order(p, false);
  check_long_sums_along_line<TestType>(p);
  for (index const channels : {1, 3}) {
    p = test::long_line(1100, 40);
    p.in_channels = channels;
    p.out_channels = 2;
    test::lay_out_in_order(p, false);
    check_long_sums_along_line<TestType>(p);
  }
  p = test::long_line(1500, 70);
  p.axes[0].input_dilation = 2;
  test::lay_out_in_order(p, false);
  check_long_sums_along_line<TestType>(p);
}

}  // namespace
