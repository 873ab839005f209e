// SPDX-License-Identifier: BSD-3-Clause
/// What is tiny, and which lines of taps belong to which line of outputs.
#include <convolt/engine/tiny_lines.hpp>

#include <support/catch.hpp>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace {

using convolt::index;
using convolt::engine::axis_problem;
using convolt::engine::is_tiny;
using convolt::engine::problem;
using namespace convolt::engine::detail;

problem plane(index extent, index channels) {
  problem p;
  p.rank = 2;
  p.in_channels = p.out_channels = channels;
  p.input_channel_step = p.output_channel_step = 1;
  p.axes[0] = p.axes[1] = {.input = extent, .weights = 3, .output = extent, .pad_lo = 1};
  return p;
}

TEST_CASE("tiny is judged by the work and by every extent") {
  CHECK(is_tiny(plane(8, 3)));
  CHECK_FALSE(is_tiny(plane(100, 8)));
  CHECK_FALSE(is_tiny(plane(8, 64)));
  index const huge = index{1} << 40;
  for (index axis_problem::*member :
       {&axis_problem::input, &axis_problem::weights, &axis_problem::output, &axis_problem::stride,
        &axis_problem::input_dilation, &axis_problem::weights_dilation, &axis_problem::pad_lo}) {
    problem p = plane(8, 3);
    p.axes[1].*member = huge;
    CHECK_FALSE(is_tiny(p));
  }
  for (index problem::*member : {&problem::batch, &problem::in_channels, &problem::out_channels}) {
    problem p = plane(8, 3);
    p.*member = huge;
    CHECK_FALSE(is_tiny(p));
  }
  problem p = plane(8, 3);
  p.axes[1].pad_lo = -huge;
  CHECK_FALSE(is_tiny(p));
}

TEST_CASE("a line of outputs meets the lines of taps that have samples") {
  problem p = plane(3, 1);
  p.axes[0].input_step = 10;
  p.axes[0].output_step = 100;
  tiny_steps const steps{.input = {10, 1}, .weights = {7, 1}};
  std::vector<std::pair<index, index>> met;
  std::vector<index> outputs;
  for_each_tiny_line(p, steps, [&](tiny_lines const& lines, index output) {
    outputs.push_back(output);
    for (index i = 0; i < lines.count; ++i) {
      tiny_line const line = lines.at[static_cast<std::size_t>(i)];
      met.emplace_back(line.input, line.weights);
    }
  });
  CHECK(outputs == std::vector<index>{0, 100, 200});
  std::vector<std::pair<index, index>> const first{{0, 7}, {10, 14}, {0, 0}, {10, 7}, {20, 14}, {10, 0}, {20, 7}};
  CHECK(met == first);
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
      tiny_margins const m = margins_of(a);
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
  CHECK(has_line_lanes(p));
  CHECK(is_tiny(p));
  p.axes[1].pad_lo = 4000;
  CHECK_FALSE(is_tiny(p));
  p.axes[1].pad_lo = 1;
  p.axes[1].stride = 2;
  CHECK_FALSE(is_tiny(p));
}

TEST_CASE("inner outputs and existing taps are what counting finds") {
  for (index pad = -5; pad <= 9; ++pad) {
    for (index input = 0; input <= 7; ++input) {
      for (index stride = 1; stride <= 3; ++stride) {
        for (index dilation = 1; dilation <= 3; ++dilation) {
          index const taps = 3;
          index const outputs = 6;
          inner_range const inner = find_inner(outputs, stride, pad, (taps - 1) * dilation, input);
          for (index t = 0; t < outputs; ++t) {
            index const start = t * stride - pad;
            inner_range const found = find_taps(taps, dilation, start, input);
            index count = 0;
            index first = 0;
            for (index q = taps; q-- > 0;) {
              index const at = start + q * dilation;
              if (at < 0 || at >= input) { continue; }
              ++count;
              first = q;
            }
            CAPTURE(pad, input, stride, dilation, t);
            CHECK(found.hi - found.lo == count);
            if (count > 0) { CHECK(found.lo == first); }
            CHECK((t >= inner.lo && t < inner.hi) == (count == taps));
          }
        }
      }
    }
  }
}

}  // namespace
