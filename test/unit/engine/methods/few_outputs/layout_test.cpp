// SPDX-License-Identifier: BSD-3-Clause
/// How outputs and input channels share the lanes.
#include <convolt/engine/methods/few_outputs/layout.hpp>

#include <support/catch.hpp>

#include <cstddef>

namespace {

namespace few_outputs = convolt::engine::methods::few_outputs;

using convolt::index;
using convolt::engine::problem;

/// Three colours at twice the size.
problem picture(index in_channels) {
  problem p;
  p.rank = 2;
  p.in_channels = in_channels;
  p.out_channels = 3;
  p.input_channel_step = p.output_channel_step = 1;
  p.axes[0] = {.input = 8, .weights = 4, .output = 16, .input_dilation = 2, .pad_lo = 2};
  p.axes[1] = p.axes[0];
  p.axes[0].input_step = 100;
  p.axes[1].input_step = 10;
  p.axes[0].output_step = 1000;
  p.axes[1].output_step = 3;
  return p;
}

TEST_CASE("input channels fill the lanes that outputs leave empty") {
  few_outputs::layout const layout = few_outputs::make_layout(picture(128), 16);
  CHECK(layout.fault == nullptr);
  CHECK(layout.outputs == 12);
  CHECK(layout.chunk == 4);
  CHECK(layout.vectors == 3);
  CHECK(layout.lines == 9);
  CHECK(layout.packed_size == 2 * 2 * 128 * 12);
  CHECK(few_outputs::make_layout(picture(127), 16).chunk == 1);
  CHECK(few_outputs::make_layout(picture(128), 4).chunk == 1);
}

TEST_CASE("a line of groups lists the taps and the outputs that exist") {
  problem const p = picture(4);
  few_outputs::layout const layout = few_outputs::make_layout(p, 16);
  few_outputs::line line;
  enter_line(p, layout, 0, line);  // output row -1, which does not exist, and row 0; samples -1 and 0
  REQUIRE(line.taps.count == 1);
  CHECK(line.taps.at[0].input == 0);
  CHECK(line.taps.at[0].weights == layout.weights_steps[0]);
  REQUIRE(line.run_count == 1);
  CHECK(line.runs[0].from == 6);
  CHECK(line.runs[0].to == 0);
  enter_line(p, layout, 3, line);  // rows 5 and 6; samples 2 and 3
  REQUIRE(line.taps.count == 2);
  CHECK(line.taps.at[1].input == 300);
  REQUIRE(line.run_count == 2);
  CHECK(line.runs[0].from == 0);
  CHECK(line.runs[0].to == 5000);
  CHECK(line.runs[1].from == 6);
  CHECK(line.runs[1].to == 6000);
}

TEST_CASE("every reason to decline has its words") {
  problem p = picture(4);
  p.feature_groups = 3;
  CHECK(few_outputs::why_not(p) != nullptr);
  p = picture(4);
  p.axes[1].weights = 5;
  CHECK(few_outputs::why_not(p) != nullptr);
  p = picture(0);
  CHECK(few_outputs::why_not(p) != nullptr);
  p = picture(4);
  p.axes[0].weights = 66;
  CHECK(few_outputs::why_not(p) == nullptr);
  CHECK(few_outputs::make_layout(p, 16).fault != nullptr);
  p = picture(4);
  p.out_channels = 13;
  CHECK(few_outputs::make_layout(p, 16).fault != nullptr);
}

}  // namespace
