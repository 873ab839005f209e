// SPDX-License-Identifier: BSD-3-Clause
/// How lines are cut into blocks: every output is in one, every block has its samples; and which blocks are chosen.
#include <convolt/engine/methods/overlap_save/plan.hpp>

#include <support/catch.hpp>
#include <unit/engine/methods/overlap_save/line_arrays.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>

namespace {

namespace overlap_save = convolt::engine::methods::overlap_save;

using convolt::index;
using convolt::engine::axis_problem;
using convolt::engine::default_arch;
using convolt::engine::problem;
using convolt::engine::fft::block_transform;
using convolt::engine::fft::lane_use;
using overlap_save::block_plan;
using overlap_save::cost;
using overlap_save::plan_blocks;
using test::line_extents;

problem extents(line_extents const& e) { return test::line_arrays<float>(e).p; }

template <class T>
cost best_of(problem const& p) {
  return overlap_save::cost_model<T, default_arch>(p).best();
}

TEST_CASE("a block has as many outputs as its samples permit, in whole vectors") {
  axis_problem const a{.weights = 20, .output = 1000};
  CHECK(plan_blocks(a, 64, 1).outputs == 45);
  CHECK(plan_blocks(a, 64, 4).outputs == 44);
  CHECK(plan_blocks(a, 64, 16).outputs == 32);
  CHECK(plan_blocks(a, 64, 4).samples == 64);
  CHECK(plan_blocks(a, 64, 4).pairs == 12);  // of 88 outputs each
  CHECK(plan_blocks(a, 4096, 16).pairs == 1);
}

TEST_CASE("blocks that are shorter than the kernel have no outputs") {
  axis_problem const a{.weights = 20, .output = 1000};
  for (index const samples : {4, 8, 16}) {
    CHECK(plan_blocks(a, samples, 1).outputs < 1);
    CHECK(plan_blocks(a, samples, 1).pairs == 0);
  }
  CHECK(plan_blocks(a, 32, 16).outputs < 1);
  CHECK(plan_blocks(a, 32, 8).outputs == 8);
}

TEST_CASE("pairs of blocks cover every output, and none of them is too many") {
  for (index const taps : {1, 2, 16, 100}) {
    for (index output = 0; output <= 700; output += 7) {
      for (index const samples : {128, 256}) {
        block_plan const plan = plan_blocks({.weights = taps, .output = output}, samples, 4);
        CAPTURE(taps, output, samples);
        REQUIRE(plan.outputs >= 1);
        CHECK(plan.outputs + taps - 1 <= samples);
        CHECK(2 * plan.outputs * plan.pairs >= output);
        CHECK(2 * plan.outputs * (plan.pairs - 1) < output);
      }
    }
  }
}

TEMPLATE_TEST_CASE("the block that costs least is long enough for the kernel, and not far longer", "", float, double) {
  index const least = block_transform<TestType, default_arch>::least_samples(lane_use::samples);
  for (index const taps : {16, 40, 100, 1000, 20000}) {
    cost const best = best_of<TestType>(extents({.input = 300000, .output = 300000, .taps = taps}));
    CAPTURE(taps, best.samples);
    CHECK(best.lanes == lane_use::samples);
    CHECK(std::has_single_bit(static_cast<std::uint64_t>(best.samples)));
    CHECK(best.samples >= least);
    CHECK(best.samples > taps);
    CHECK(best.samples <= 256 * taps);
    CHECK(best.cycles > 0);
  }
}

TEST_CASE("the cost grows with lines, channels and outputs") {
  line_extents const e{.channels = 2, .input = 10000, .output = 10000, .taps = 50};
  double const base = best_of<float>(extents(e)).cycles;
  line_extents more = e;
  more.batch = 3;
  CHECK(best_of<float>(extents(more)).cycles > 2 * base);
  more = e;
  more.channels = 6;
  CHECK(best_of<float>(extents(more)).cycles > 2 * base);
  more = e;
  more.output = 20000;
  CHECK(best_of<float>(extents(more)).cycles > 1.5 * base);
}

TEST_CASE("lanes are signals only where lines lie side by side") {
  line_extents e{.channels = 64, .input = 3000, .output = 3000, .taps = 40, .channels_last = true};
  CHECK(best_of<float>(extents(e)).lanes == lane_use::signals);
  e.channels = 1;
  CHECK(best_of<float>(extents(e)).lanes == lane_use::samples);
  e.channels = 64;
  e.channels_last = false;
  CHECK(best_of<float>(extents(e)).lanes == lane_use::samples);
}

TEST_CASE("nothing is possible where the spectra would fill the memory") {
  problem p = extents({.input = 4000, .output = 4000, .taps = 40});
  p.axes[1].weights = overlap_save::most_taps;
  CHECK(best_of<float>(p).samples > 0);
  p.out_channels = p.feature_groups = 100;
  p.weights_group_step = p.axes[1].weights;
  CHECK(best_of<float>(p).samples == 0);
  p.weights_group_step = 0;  // one kernel for all channels
  CHECK(best_of<float>(p).samples > 0);
}

}  // namespace
