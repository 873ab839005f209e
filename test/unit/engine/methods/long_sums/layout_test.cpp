// SPDX-License-Identifier: BSD-3-Clause
/// How long sums are cut up.
#include <convolt/engine/methods/long_sums/layout.hpp>

#include <support/catch.hpp>

#include <cstddef>

namespace {

namespace long_sums = convolt::engine::methods::long_sums;

using convolt::index;
using convolt::engine::problem;

/// The gradient of a depthwise layer, 3 x 3 weights, channels last.
problem depthwise(index channels) {
  problem p;
  p.rank = 2;
  p.batch = p.batch_groups = p.out_channels = channels;
  p.input_batch_step = p.weights_out_step = p.output_channel_step = 1;
  for (std::size_t d = 0; d < 2; ++d) { p.axes[d] = {.input = 56, .weights = 56, .output = 3, .pad_lo = 1}; }
  p.axes[0].input_step = p.axes[0].weights_step = 56 * channels;
  p.axes[1].input_step = p.axes[1].weights_step = channels;
  return p;
}

TEST_CASE("channels are lanes where each has its own samples beside those of the next one") {
  problem p = depthwise(32);
  CHECK(long_sums::has_channels_as_lanes(p, 16));
  CHECK_FALSE(long_sums::has_channels_as_lanes(depthwise(15), 16));
  p.weights_out_step = 2;
  CHECK_FALSE(long_sums::has_channels_as_lanes(p, 16));
  p = depthwise(32);
  p.batch = 64;  // two samples for each group of the batch
  CHECK_FALSE(long_sums::has_channels_as_lanes(p, 16));
  p = depthwise(32);
  p.batch = p.batch_groups = 1;
  p.feature_groups = 32;
  p.input_channel_step = p.weights_group_step = 1;
  CHECK(long_sums::has_channels_as_lanes(p, 16));
}

TEST_CASE("sums run along the longest axis, or along one on which nothing has to be copied") {
  problem p = depthwise(1);
  p.axes[0].weights = p.axes[0].input = 100;
  CHECK(with_lines_last(p, long_sums::lane_use::taps).axes[1].weights == 56);
  CHECK(with_lines_last(p, long_sums::lane_use::channels).axes[1].weights == 100);
  p.axes[0].weights = p.axes[0].input = 1000;
  CHECK(with_lines_last(p, long_sums::lane_use::taps).axes[1].weights == 1000);
  CHECK(with_lines_last(problem{}, long_sums::lane_use::taps).rank == 1);
}

TEST_CASE("outputs of a tile have the taps in common that all of them meet, others are for each alone") {
  long_sums::layout const all = long_sums::make_layout(depthwise(32), 16, 4);
  CHECK(all.use == long_sums::lane_use::channels);
  CHECK_FALSE(all.copies_samples);
  REQUIRE(all.places.size() == 9);
  REQUIRE(all.tiles.size() == 3);
  CHECK(all.tiles[0].count == 3);
  CHECK(all.tiles[0].lo == 1);
  CHECK(all.tiles[0].hi == 55);
  CHECK(all.places[0].lo == 1);
  CHECK(all.places[0].hi == 56);
  CHECK(all.places[2].hi == 55);
  CHECK(all.tiles[1].least[0] == 0);
  CHECK(all.tiles[2].most[0] == 1);
  CHECK(all.inputs[5] - all.inputs[4] == 32);
  problem apart;
  apart.rank = 1;
  apart.axes[0] = {.input = 3, .weights = 3, .output = 2, .stride = 4, .pad_lo = 2, .input_step = 1, .weights_step = 1};
  long_sums::output_tile const tile = long_sums::make_layout(apart, 16, 4).tiles.at(0);
  CHECK(tile.lo == tile.hi);
}

TEST_CASE("samples of dilated taps are copied class by class") {
  problem p;
  p.rank = 1;
  p.axes[0] = {
      .input = 11, .weights = 4, .output = 3, .weights_dilation = 3, .pad_lo = 1, .input_step = 1, .weights_step = 1};
  long_sums::layout const all = long_sums::make_layout(p, 16, 4);
  REQUIRE(all.copies_samples);
  CHECK(all.line.classes == 3);
  CHECK(all.line.row == 4);
  CHECK(all.inputs[0] == 2 * 4 - 1);  // position -1: class 2, the one before its first
  CHECK(all.inputs[1] == 0);
  CHECK(all.inputs[2] == 4);
}

TEST_CASE("every phase of a dilated input has sums of its own") {
  problem p;
  p.rank = 1;
  p.axes[0] = {.input = 8, .weights = 16, .output = 5, .input_dilation = 2, .input_step = 1, .weights_step = 1};
  long_sums::layout const all = long_sums::make_layout(p, 4, 12);
  REQUIRE(all.phases.size() == 2);
  CHECK(all.phases[1].first == 3);
  CHECK(all.phases[1].weights_offset == 1);
  CHECK(all.copies_weights);
  CHECK(all.tiles.size() == 2);
}

/// The gradient of the weights of a layer with groups of 4 channels, as a problem: so many lines of so many positions.
problem gradient_of_groups(index lines, index positions, index taps) {
  problem p;
  p.rank = 2;
  p.batch = p.out_channels = 32;
  p.batch_groups = 8;
  p.in_channels = 1;
  p.input_batch_step = p.weights_out_step = p.output_channel_step = 1;
  p.axes[0] = {.input = lines, .weights = lines, .output = taps, .pad_lo = taps / 2};
  p.axes[1] = {.input = positions, .weights = positions, .output = taps, .pad_lo = taps / 2};
  p.axes[1].input_step = p.axes[1].weights_step = 32;
  p.axes[0].input_step = p.axes[0].weights_step = 32 * positions;
  return p;
}

TEST_CASE("groups are picked only where their samples can be copied, whatever axis comes last") {
  auto const any = [](index group) { return group == 4; };
  int picked = 0, left = 0;
  for (index const lines : {1, 3, 28, 600}) {
    for (index const positions : {1, 5, 28, 600}) {
      for (index const taps : {1, 3, 61}) {
        CAPTURE(lines, positions, taps);
        problem const p = gradient_of_groups(lines, positions, taps);
        index const group = long_sums::picked_group(p, 16, any);
        ++(group > 1 ? picked : left);
        if (group > 1) { CHECK(long_sums::make_layout(p, 16, 4, group).flat.possible); }
      }
    }
  }
  CHECK(picked > 10);
  CHECK(left > 3);
  CHECK(long_sums::picked_group(gradient_of_groups(28, 28, 3), 16, [](index) { return false; }) == 1);
  // Two taps on the last axis: lines of them would be mostly zeros, but the other axis becomes the last one.
  problem swapped = gradient_of_groups(100, 100, 3);
  swapped.axes[0].weights = 50;
  swapped.axes[0].output = 51;
  swapped.axes[1].weights = 2;
  swapped.axes[1].output = 99;
  swapped.axes[0].pad_lo = swapped.axes[1].pad_lo = 0;
  REQUIRE(long_sums::make_layout(swapped, 16, 4, 4).flat.possible);
  CHECK(long_sums::picked_group(swapped, 16, any) == 4);
}

}  // namespace
