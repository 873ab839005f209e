// SPDX-License-Identifier: BSD-3-Clause
/// The plan of the method whose lanes are positions: what is copied, how large it is, and which samples taps meet.
#include <convolt/engine/methods/along_line/plan.hpp>

#include <support/catch.hpp>

#include <vector>

namespace {

namespace along_line = convolt::engine::methods::along_line;

using convolt::index;
using convolt::engine::axis_problem;
using convolt::engine::index_range;
using convolt::engine::problem;

/// Boxes of everything, tiles of so many positions.
along_line::limits limits(index tile) {
  return {.samples = index{1} << 40, .outputs = index{1} << 40, .tile = tile, .rows = 8, .cache_line = 1};
}

/// Three channels of 20 x 30 with a window of `taps` by `taps`, the output as large as the input.
problem image(index taps) {
  problem p;
  p.rank = 2;
  p.in_channels = 3;
  p.axes[0] = {.input = 20, .weights = taps, .output = 20, .pad_lo = taps / 2, .input_step = 30};
  p.axes[1] = {.input = 30, .weights = taps, .output = 30, .pad_lo = taps / 2, .input_step = 1};
  p.input_channel_step = 600;
  return p;
}

TEST_CASE("samples are padded on both sides as far as windows reach") {
  index_range const padded = along_line::padded_samples({.input = 4, .weights = 3, .output = 4, .pad_lo = 1}, {0, 4});
  CHECK(padded.first == -1);
  CHECK(padded.end == 5);
  index_range const dilated =
      along_line::padded_samples({.input = 4, .weights = 4, .output = 8, .input_dilation = 2, .pad_lo = 2}, {0, 8});
  CHECK(dilated.first == -1);
  CHECK(dilated.end == 5);
}

TEST_CASE("a plan without padding reads in place, if its planes are as large as a tile") {
  CHECK(along_line::reads_in_place(image(1), 16));
  CHECK_FALSE(along_line::reads_in_place(image(3), 16));
  along_line::plan const in_place = along_line::make_plan(image(1), limits(128));
  CHECK_FALSE(in_place.copies);
  CHECK(in_place.copy_size == 0);
  CHECK(in_place.channel_step == 600);
  along_line::plan const too_small = along_line::make_plan(image(1), limits(601));
  CHECK(too_small.copies);
  CHECK(too_small.copy_size == 3 * 601);  // channels begin an odd number of cache lines apart
}

TEST_CASE("copies have room for the zeros, and taps are counted in their steps") {
  along_line::plan const plan = along_line::make_plan(image(3), limits(128));
  CHECK(plan.copies);
  CHECK(plan.channel_step == 22 * 32 + 1);
  CHECK(plan.copy_size == 3 * (22 * 32 + 1));
  CHECK(plan.phases.size() == 1);
  CHECK(plan.phases[0].offsets == std::vector<index>{0, 1, 2, 32, 33, 34, 64, 65, 66});
  CHECK(plan.products == 27);
  CHECK(along_line::joins_lines(plan, plan.phases[0], 30));
}

TEST_CASE("lines are numbered through only with stride 1 and small gaps") {
  problem p = image(1);
  p.axes[0].stride = 2;
  p.axes[0].output = 10;
  along_line::plan const strided = along_line::make_plan(p, limits(1));
  CHECK_FALSE(along_line::joins_lines(strided, strided.phases[0], 30));
  p = image(1);
  p.axes[0].input_step = 1000;
  along_line::plan const apart = along_line::make_plan(p, limits(1));
  CHECK_FALSE(along_line::joins_lines(apart, apart.phases[0], 30));
}

TEST_CASE("the phases of a plan have their own taps and places in the packed weights") {
  problem p = image(3);
  p.axes[1].input_dilation = 2;
  p.axes[1].output = 60;
  p.axes[1].weights_step = 1;
  along_line::plan const plan = along_line::make_plan(p, limits(128));
  CHECK(plan.phases.size() == 2);
  CHECK(plan.phases[0].products + plan.phases[1].products == 27);
  CHECK(plan.phases[1].packed_offset == plan.phases[0].products);
  CHECK(plan.products == 27);
}

TEST_CASE("channels that compete for places in a cache are copied") {
  problem p = image(1);
  p.in_channels = 9;
  p.input_channel_step = 1024;
  CHECK_FALSE(along_line::reads_in_place(p, 16));
  p.input_channel_step = 1040;
  CHECK(along_line::reads_in_place(p, 16));
}

TEST_CASE("outputs of a transposed convolution that read the same samples are grouped, if all are") {
  problem p = image(4);
  p.axes[0].weights_step = 4;
  p.axes[1].weights_step = 1;
  p.weights_out_step = 100;
  p.axes[1].input_dilation = 2;
  p.axes[1].output = 60;
  along_line::plan const plan = along_line::make_plan(p, limits(128));
  CHECK(plan.members == 2);
  CHECK(plan.rows(3) == 6);
  CHECK(plan.phases.size() == 1);
  CHECK(plan.products == 3 * 4 * 2);
  CHECK(plan.p.axes[1].output == 31);
  CHECK(plan.p.axes[1].weights == 2);
  CHECK(along_line::row_offsets(plan, 2) == std::vector<index>{1, 0, 101, 100});
  CHECK(along_line::most_positions(plan) >= 31);
  p.axes[1].weights = 3;
  along_line::plan const phases = along_line::make_plan(p, limits(128));
  CHECK(phases.members == 1);
  CHECK(phases.phases.size() == 2);
}

TEST_CASE("taps of a strided window are counted by remainder and quotient") {
  problem p = image(3);
  for (std::size_t d = 0; d < 2; ++d) {
    p.axes[d].stride = 2;
    p.axes[d].output = p.axes[d].input / 2;
  }
  along_line::plan const plan = along_line::make_plan(p, limits(128));
  CHECK(plan.splits());
  CHECK(plan.steps[0] == 16);  // 15 outputs and one sample more in a line
  CHECK(plan.remainder_steps[1] == 16 * 11);
  CHECK(plan.remainder_steps[0] == 2 * 16 * 11);
  index const c = plan.remainder_steps[1], r = plan.remainder_steps[0];
  CHECK(plan.phases[0].offsets == std::vector<index>{0, c, 1, r, r + c, r + 1, 16, 16 + c, 17});
  CHECK(along_line::joins_lines(plan, plan.phases[0], 15));
}

}  // namespace
