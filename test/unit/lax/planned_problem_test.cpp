// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/lax/planned_problem.hpp.

#include <convolt/lax/planned_problem.hpp>

#include <support/catch.hpp>

using namespace convolt;

namespace {

geometry::resolved_conv resolved() {
  index_list const lhs{2, 3, 8}, rhs{4, 3, 3};
  padding const pad{{1, 2}};
  steps const strides{1};
  return geometry::resolve_conv("here", {lhs.begin(), lhs.size()}, {rhs.begin(), rhs.size()},
                                {.strides = strides, .pad = pad});
}

}  // namespace

TEST_CASE("a plan solves the problem of the call, or that of the input with its surroundings") {
  index_list const lhs{2, 3, 8}, rhs_steps{9, 3, 1};
  auto const problem = [&](boundary b) {
    return lax::detail::planned_problem<float>("here", lax::resolved::outside{.kind = b}, resolved(), lhs, {24, 8, 1},
                                               rhs_steps, {36, 9, 1});
  };
  CHECK(problem(boundary::zero).axes[0].pad_lo == 1);
  CHECK(problem(boundary::zero).input_channel_step == 8);
  CHECK(problem(boundary::reflect).axes[0].pad_lo == 0);
  CHECK(problem(boundary::reflect).axes[0].input == 11);
  CHECK(problem(boundary::reflect).input_channel_step == 11);
  CHECK(problem(boundary::reflect).axes[0].output == problem(boundary::zero).axes[0].output);
}
