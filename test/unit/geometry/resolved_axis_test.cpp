// SPDX-License-Identifier: BSD-3-Clause
/// Tests of convolt/geometry/resolved_axis.hpp.
#include <convolt/core/index.hpp>
#include <convolt/geometry/resolved_axis.hpp>
#include <support/catch.hpp>

#include <limits>
#include <type_traits>

namespace {

using convolt::geometry::longest_axis;
using convolt::geometry::resolved_axis;

TEST_CASE("resolved_axis: sums and differences of a few positions fit an index") {
  constexpr convolt::index largest = std::numeric_limits<convolt::index>::max();
  CHECK(longest_axis <= largest - 3 * longest_axis);
  CHECK(-longest_axis >= std::numeric_limits<convolt::index>::min() + 3 * longest_axis);
}

TEST_CASE("resolved_axis: steps that nobody takes are 1") {
  resolved_axis const axis;
  CHECK(axis.stride == 1);
  CHECK(axis.input_dilation == 1);
  CHECK(axis.kernel_dilation == 1);
  CHECK(axis.output == 0);
  CHECK(std::is_trivially_copyable_v<resolved_axis>);
}

}  // namespace
