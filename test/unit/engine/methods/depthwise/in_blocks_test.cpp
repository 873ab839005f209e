// SPDX-License-Identifier: BSD-3-Clause
/// Tiles of channels that are kept apart with long sums: in place, and where samples are copied first.
#include <convolt/engine/methods/depthwise/in_blocks.hpp>

#include <convolt/engine/methods/depthwise/method.hpp>
#include <support/catch.hpp>
#include <unit/engine/long_problems.hpp>

#include <initializer_list>

namespace {

using convolt::index;
using convolt::engine::default_arch;
using convolt::engine::problem;

template <class T>
void check_long_sums_of_channels(problem const& p) {
  using method = convolt::engine::methods::depthwise::method<T, default_arch>;
  REQUIRE_FALSE(method::judge({.p = p}).declined());
  test::check_long_sums<T>(p, &method::plan);
}

TEMPLATE_TEST_CASE("channels that are kept apart are summed in blocks", "", float, double) {
  for (index const channels : {1, 9}) {
    problem p = test::long_lines_apart(900, 40, channels);
    test::lay_out_in_order(p, true);
    check_long_sums_of_channels<TestType>(p);
  }
  problem p = test::long_lines_apart(600, 30, 6);
  p.axes[0].stride = 2;
  p.axes[0].weights_dilation = 3;
  p.axes[0].input *= 3;
  test::lay_out_in_order(p, true);
  check_long_sums_of_channels<TestType>(p);
  p = test::long_lines_apart(9000, 2, 4);
  test::lay_out_in_order(p, true);
  check_long_sums_of_channels<TestType>(p);
}

}  // namespace
