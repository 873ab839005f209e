// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/engine/problem/describe.hpp>

#include <support/catch.hpp>

using convolt::engine::describe;
using convolt::engine::problem;

TEST_CASE("a problem describes itself in one line without its neutral values") {
  problem p;
  p.batch = 8;
  p.in_channels = 16;
  p.out_channels = 32;
  CHECK(describe(p) == "batch 8, channels 16 -> 32");
  p.feature_groups = 2;
  p.batch_groups = 4;
  p.rank = 2;
  p.axes[0] = {.input = 28, .weights = 3, .output = 14, .stride = 2, .pad_lo = 1};
  p.axes[1] = {.input = 7, .weights = 4, .output = 9, .input_dilation = 2, .weights_dilation = 3, .pad_lo = -1};
  CHECK(describe(p) ==
        "batch 8, batch groups 4, channels 2 x 16 -> 32; axis 0: 28 * 3 -> 14, stride 2, pad_lo 1; "
        "axis 1: 7 * 4 -> 9, pad_lo -1, input dilation 2, weights dilation 3");
}
