// SPDX-License-Identifier: BSD-3-Clause
/// What is tiny, and how far windows reach beyond the samples.
#include <convolt/engine/methods/tiny/limits.hpp>

#include <support/catch.hpp>

#include <algorithm>

namespace {

namespace tiny = convolt::engine::methods::tiny;

using convolt::index;
using convolt::engine::axis_problem;
using convolt::engine::problem;

problem plane(index extent, index channels) {
  problem p;
  p.rank = 2;
  p.in_channels = p.out_channels = channels;
  p.input_channel_step = p.output_channel_step = 1;
  p.axes[0] = p.axes[1] = {.input = extent, .weights = 3, .output = extent, .pad_lo = 1};
  return p;
}

TEST_CASE("tiny is judged by the work and by every extent") {
  CHECK(tiny::is_tiny(plane(8, 3)));
  CHECK_FALSE(tiny::is_tiny(plane(100, 8)));
  CHECK_FALSE(tiny::is_tiny(plane(8, 64)));
  index const huge = index{1} << 40;
  for (index axis_problem::*member :
       {&axis_problem::input, &axis_problem::weights, &axis_problem::output, &axis_problem::stride,
        &axis_problem::input_dilation, &axis_problem::weights_dilation, &axis_problem::pad_lo}) {
    problem p = plane(8, 3);
    p.axes[1].*member = huge;
    CHECK_FALSE(tiny::is_tiny(p));
  }
  for (index problem::*member : {&problem::batch, &problem::in_channels, &problem::out_channels}) {
    problem p = plane(8, 3);
    p.*member = huge;
    CHECK_FALSE(tiny::is_tiny(p));
  }
  problem p = plane(8, 3);
  p.axes[1].pad_lo = -huge;
  CHECK_FALSE(tiny::is_tiny(p));
}

TEST_CASE("margins hold all windows, amply only where the input is dilated") {
  for (index pad = -4; pad <= 6; ++pad) {
    for (index dilation = 1; dilation <= 3; ++dilation) {
      axis_problem const a{.input = 7,
                           .weights = 3,
                           .output = 9,
                           .stride = 2,
                           .input_dilation = dilation,
                           .weights_dilation = 2,
                           .pad_lo = pad};
      index const first = -pad, last = 8 * 2 + 2 * 2 - pad, end = 6 * dilation;
      tiny::margins const m = tiny::margins_of(a);
      CAPTURE(pad, dilation);
      CHECK(m.before * dilation >= -first);
      CHECK((6 + m.behind) * dilation >= last);
      index const spare = dilation == 1 ? 0 : 2 * dilation;
      CHECK(m.before * dilation <= std::max<index>(-first, 0) + spare);
      CHECK(m.behind * dilation <= std::max<index>(last - end, 0) + spare);
    }
  }
}

TEST_CASE("channels that are no neighbours are tiny where outputs are, as long as the samples can be copied") {
  problem p = plane(8, 3);
  p.in_channels = p.out_channels = 4;
  p.input_channel_step = p.output_channel_step = 64;
  p.axes[1].input_step = p.axes[1].output_step = 1;
  CHECK(tiny::has_line_lanes(p));
  CHECK(tiny::is_tiny(p));
  p.axes[1].pad_lo = 4000;
  CHECK_FALSE(tiny::is_tiny(p));
  p.axes[1].pad_lo = 1;
  p.axes[1].stride = 2;
  CHECK_FALSE(tiny::is_tiny(p));
}

}  // namespace
