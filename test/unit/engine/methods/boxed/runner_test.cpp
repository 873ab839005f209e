// SPDX-License-Identifier: BSD-3-Clause
/// Boxes and panels of a channels-first problem: any cut of the items gives the same outputs, and the workspace is
/// enough and given back.
#include <convolt/engine/methods/boxed/runner.hpp>

#include <convolt/engine/loops/reference.hpp>
#include <support/catch.hpp>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace {

namespace boxed = convolt::engine::methods::boxed;

using convolt::index;
using convolt::engine::channel_run;
using convolt::engine::default_arch;
using convolt::engine::operands;
using convolt::engine::phase_problem;
using convolt::engine::problem;
using convolt::engine::workspace;
using planner = boxed::planner<float, default_arch>;
using runner = boxed::runner<float, default_arch>;

/// A transposed convolution of an image in NCHW, three panels wide.
problem upsampling() {
  problem p;
  p.rank = 2;
  p.in_channels = 20;
  p.out_channels = 2 * convolt::engine::panel_vectors * planner::width + 3;
  p.axes[0] = {.input = 9,
               .weights = 4,
               .output = 18,
               .input_dilation = 2,
               .pad_lo = 2,
               .input_step = 17,
               .weights_step = 4,
               .output_step = 34};
  p.axes[1] = {.input = 17,
               .weights = 4,
               .output = 34,
               .input_dilation = 2,
               .pad_lo = 2,
               .input_step = 1,
               .weights_step = 1,
               .output_step = 1};
  p.input_channel_step = 9 * 17;
  p.output_channel_step = 18 * 34;
  p.weights_in_step = 16;
  p.weights_out_step = 16 * 20;
  p.bias_step = 1;
  return p;
}

/// Whole numbers, so that sums are exact.
std::vector<float> numbers(index size, index period) {
  std::vector<float> made(static_cast<std::size_t>(size));
  for (std::size_t i = 0; i < made.size(); ++i) { made[i] = static_cast<float>(static_cast<index>(i) % period - 3); }
  return made;
}

TEST_CASE("however the panels of all boxes are shared out, the outputs are the same") {
  problem const p = upsampling();
  std::vector<float> const input = numbers(p.in_channels * p.input_channel_step, 11);
  std::vector<float> const weights = numbers(p.out_channels * p.weights_out_step, 7);
  std::vector<float> const bias = numbers(p.out_channels, 5);
  std::vector<float> expected(static_cast<std::size_t>(p.out_channels * p.output_channel_step));
  operands<float> x{.input = input.data(), .weights = weights.data(), .bias = bias.data(), .output = expected.data()};
  convolt::engine::run_reference(p, x);

  index const position_bytes = convolt::engine::panel_vectors * planner::width * static_cast<index>(sizeof(float));
  boxed::options const options{.limits = {.input = 9000, .output = 150 * position_bytes}};
  channel_run const channels = channel_runs(p).front();
  boxed::phase_list const list = planner::make(p, channels, options);
  index const items = list.boxes.size() * list.panels.size();
  REQUIRE(list.boxes.size() > 3);
  REQUIRE(list.panels.size() == 3);
  convolt::engine::aligned_array<float> packed(static_cast<std::size_t>(list.packed_size()));
  for (std::size_t number = 0; number < list.phases.size(); ++number) {
    phase_problem const f = phase(p, static_cast<index>(number));
    for (index i = 0; i < list.panels.size(); ++i) {
      float* const to = packed.data() + list.packed_offset(list.panels[i], list.phases[number]);
      CHECK(
          convolt::engine::pack_panel<float, default_arch>(f.p, list.panels[i], weights.data() + f.weights_offset, to));
    }
  }
  std::vector<float> const zeros(64);
  boxed::run_layout<float> const run{.p = p,
                                     .list = list,
                                     .channels = channels,
                                     .copied = options.copied,
                                     .tile_rows = planner::rows(list.panels, false),
                                     .in_blocks = false,
                                     .packed = packed.data(),
                                     .zeros = zeros.data()};
  workspace space;
  for (index const length : {index{1}, index{2}, index{5}, items}) {
    CAPTURE(length);
    std::vector<float> output(expected.size(), -1.f);
    x.output = output.data();
    for (index first = 0; first < items; first += length) {
      space.reserve(runner::workspace_bytes(list));
      runner(run, x, space).compute({.first = first, .end = std::min(items, first + length)});
      CHECK(space.taken() == 0);
    }
    CHECK(output == expected);
  }
}

}  // namespace
