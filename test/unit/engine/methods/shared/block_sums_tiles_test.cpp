// SPDX-License-Identifier: BSD-3-Clause
/// Tiles of pointer rows with long sums, as the methods dense and boxed have them.
#include <convolt/engine/methods/shared/block_sums.hpp>

#include <convolt/engine/methods/boxed/method.hpp>
#include <convolt/engine/methods/dense/method.hpp>
#include <support/catch.hpp>
#include <unit/engine/long_problems.hpp>

#include <initializer_list>

namespace {

using convolt::index;
using convolt::engine::default_arch;
using convolt::engine::problem;

template <class T>
void check_long_sums_of_rows(problem const& p) {
  using method = convolt::engine::methods::dense::method<T, default_arch>;
  REQUIRE_FALSE(method::judge({.p = p}).declined());
  test::check_long_sums<T>(p, &method::plan);
}

TEMPLATE_TEST_CASE("rows of many channels are summed in blocks", "", float, double) {
  for (index const outputs : {3, 40, 64}) {
    problem p = test::many_channels(65, outputs);
    test::lay_out_in_order(p, true);
    check_long_sums_of_rows<TestType>(p);
  }
  problem p = test::many_channels(5, 20);
  p.axes[1].weights = 60;
  p.axes[1].pad_lo = 30;
  p.axes[1].input = 200;
  test::lay_out_in_order(p, true);
  check_long_sums_of_rows<TestType>(p);
  p = test::long_line(1200, 40);
  p.axes[0].weights_dilation = 2;
  p.axes[0].input *= 2;
  test::lay_out_in_order(p, true);
  check_long_sums_of_rows<TestType>(p);
  p = test::long_line(1, 30);
  p.in_channels = 1500;
  p.axes[0].input = 40;
  test::lay_out_in_order(p, true);
  check_long_sums_of_rows<TestType>(p);
}

TEMPLATE_TEST_CASE("boxes with long sums are summed in blocks", "", float, double) {
  using method = convolt::engine::methods::boxed::method<TestType, default_arch>;
  for (index const outputs : {3, 32}) {
    problem p = test::many_channels(65, outputs);
    p.axes[1].input = p.axes[1].output = 70;
    test::lay_out_in_order(p, false);
    REQUIRE_FALSE(method::judge({.p = p}).declined());
    test::check_long_sums<TestType>(p, &method::plan);
  }
}

TEMPLATE_TEST_CASE("a single run of rows with long sums has the bits of a planned one", "", float, double) {
  using method = convolt::engine::methods::dense::method<TestType, default_arch>;
  problem p = test::many_channels(65, 20);
  test::lay_out_in_order(p, true);
  test::long_arrays<TestType> const a(p, test::long_data::huge_beside_small);
  convolt::engine::request<TestType> const r{
      .p = p, .weights = a.weights.first(), .precision = convolt::engine::precision_level::highest};
  test::exact_block<TestType> once(test::output_dimensions(p), TestType(0)), planned = once;
  convolt::engine::workspace space;
  REQUIRE(method::run_once(r, a.operands(once.first()), space));
  method::plan(r)->run(a.operands(planned.first()), space, {});
  CHECK(once.numbers == planned.numbers);
}

}  // namespace
