// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/engine/methods/shared/rows.hpp>

#include <support/catch.hpp>

#include <cstddef>
#include <vector>

namespace {

using convolt::engine::can_merge_taps;
using convolt::engine::make_row_geometry;
using convolt::engine::problem;
using convolt::engine::row_geometry;

/// Channels last, 5 channels, 4 x 6 samples, window 2 x 3.
problem picture() {
  problem p;
  p.rank = 2;
  p.batch = 2;
  p.in_channels = 5;
  p.axes[0] = {.input = 4, .weights = 2, .output = 3, .stride = 2, .weights_dilation = 2, .input_step = 30};
  p.axes[1] = {.input = 6, .weights = 3, .output = 4, .input_step = 5};
  p.input_batch_step = 120;
  return p;
}

TEST_CASE("each tap has its place among the samples and among the weights") {
  row_geometry const g = make_row_geometry(picture(), false);
  CHECK(g.positions == 24);
  CHECK(g.channels == 5);
  CHECK(g.span == 1);
  REQUIRE(g.taps.size() == 6);
  std::vector<convolt::index> samples;
  for (std::size_t t = 0; t < 6; ++t) {
    samples.push_back(g.taps[t].input);
    CHECK(g.taps[t].weights == static_cast<convolt::index>(t) * 5);
  }
  CHECK(samples == std::vector<convolt::index>{0, 5, 10, 60, 65, 70});
  CHECK(g.axes[0].reach == 2);
  CHECK(g.axes[1].reach == 2);
}

TEST_CASE("merged taps are one long row") {
  problem const p = picture();
  REQUIRE(can_merge_taps(p));
  row_geometry const g = make_row_geometry(p, true);
  CHECK(g.span == 3);
  CHECK(g.channels == 15);
  REQUIRE(g.taps.size() == 2);
  CHECK(g.taps[1].input == 60);
  CHECK(g.taps[1].weights == 15);
  CHECK(g.last().taps == 1);
  CHECK(g.last().reach == 2);
}

TEST_CASE("taps that are not neighbours in memory cannot be merged") {
  problem p = picture();
  p.axes[1].weights_dilation = 2;
  CHECK_FALSE(can_merge_taps(p));
  p = picture();
  p.axes[1].input_step = 7;
  CHECK_FALSE(can_merge_taps(p));
  p = picture();
  p.axes[1].weights = 1;
  CHECK_FALSE(can_merge_taps(p));
  p.rank = 0;
  CHECK_FALSE(can_merge_taps(p));
}

TEST_CASE("without axes there is one position per batch element and one tap") {
  problem p;
  p.batch = 7;
  p.in_channels = 3;
  row_geometry const g = make_row_geometry(p, false);
  CHECK(g.rank == 1);
  CHECK(g.positions == 7);
  CHECK(g.taps.size() == 1);
}

TEST_CASE("a sum without terms has no taps") {
  for (int which = 0; which < 3; ++which) {
    problem p = picture();
    if (which == 0) { p.in_channels = 0; }
    if (which == 1) { p.axes[0].weights = 0; }
    if (which == 2) { p.axes[1].input = 0; }
    CHECK(make_row_geometry(p, false).taps.empty());
  }
}

}  // namespace
