// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/engine/problem/blocks.hpp>

#include <convolt/engine/loops/reference.hpp>
#include <convolt/engine/problem/describe.hpp>
#include <convolt/engine/problem/limits.hpp>
#include <support/catch.hpp>
#include <unit/engine/channels_last.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

using convolt::engine::axis_problem;
using convolt::engine::block_of;
using convolt::engine::gradient_part;
using convolt::engine::problem;
using test::pick;

TEST_CASE("quotients are rounded up") {
  CHECK(convolt::engine::ceil_divide(7, 3) == 3);
  CHECK(convolt::engine::ceil_divide(6, 3) == 2);
  CHECK(convolt::engine::ceil_divide(-7, 3) == -2);
  CHECK(convolt::engine::ceil_divide(0, 3) == 0);
}

TEST_CASE("blocks of the outputs together are the outputs, from the samples that they reach") {
  int cropped = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    std::mt19937_64 random(seed);
    test::arrays<double> a(random, test::random_extents(random, {.channels = 3}));
    problem const& p = a.p;
    if (p.rank == 0 || beyond_methods(p) != nullptr) { continue; }
    a.fill(test::small_integers(random));
    CAPTURE(seed, convolt::engine::describe(p));
    std::vector<double> want = a.output, out = a.output;
    convolt::engine::run_reference(p, a.view(want, true));
    auto const d = static_cast<std::size_t>(pick(random, 0, static_cast<convolt::index>(p.rank) - 1));
    convolt::index const rows = pick(random, 1, 4);
    for (convolt::index first = 0; first < p.axes[d].output; first += rows) {
      gradient_part const block = block_of(p, d, first, std::min(rows, p.axes[d].output - first));
      auto x = a.view(out, true);
      x.input += block.p.axes[d].input == 0 ? 0 : block.input_offset;
      x.output += block.output_offset;
      convolt::engine::run_reference(block.p, x);
      axis_problem const& axis = block.p.axes[d];
      convolt::index const reach = (axis.output - 1) * axis.stride + (axis.weights - 1) * axis.weights_dilation;
      CHECK((axis.input == 0 || axis.pad_lo + (axis.input - 1) * axis.input_dilation <= reach));
      cropped += axis.input < p.axes[d].input;
    }
    CHECK((out == want));
  }
  CHECK(cropped > 200);
}
