// SPDX-License-Identifier: BSD-3-Clause
/// The cutting up of depthwise problems: that the classes of a lattice are what their formula says, and that strips
/// cover every output once.
#include <convolt/engine/methods/depthwise/layout.hpp>

#include <support/catch.hpp>

#include <algorithm>
#include <cstddef>

namespace {

namespace depthwise = convolt::engine::methods::depthwise;

using convolt::index;
using convolt::engine::axis_problem;
using convolt::engine::default_arch;
using convolt::engine::lanes;
using convolt::engine::problem;
using planner = depthwise::planner<float, default_arch>;

/// An image whose channels are neighbours.
problem image(index height, index width, index channels, index taps) {
  problem p;
  p.rank = 2;
  p.feature_groups = p.out_channels = channels;
  p.input_channel_step = p.output_channel_step = 1;
  for (std::size_t d = 0; d < 2; ++d) {
    p.axes[d].input = p.axes[d].output = d == 0 ? height : width;
    p.axes[d].weights = taps;
    p.axes[d].pad_lo = taps / 2;
  }
  return p;
}

TEST_CASE("in a class of outputs and one of taps, neighbours are one lattice step of samples apart") {
  for (index stride = 1; stride <= 12; ++stride) {
    for (index dilation = 1; dilation <= 12; ++dilation) {
      for (index const taps : {1, 2, 5, 9}) {
        axis_problem const a{
            .input = 500, .weights = taps, .output = 30, .stride = stride, .weights_dilation = dilation};
        depthwise::sample_lattice const lattice = depthwise::lattice_of(a);
        CAPTURE(stride, dilation, taps, lattice.output_classes, lattice.tap_classes);
        int wrong = 0;
        for (index t = 0; t + lattice.output_classes < a.output; ++t) {
          wrong += lattice.output_classes * stride != lattice.step;
        }
        for (index q = 0; q + lattice.tap_classes < a.weights; ++q) {
          wrong += lattice.tap_classes * dilation != lattice.step;
        }
        CHECK(wrong == 0);
      }
    }
  }
}

TEST_CASE("classes share things out completely") {
  for (index count = 0; count <= 20; ++count) {
    for (index classes = 1; classes <= 7; ++classes) {
      index sum = 0;
      for (index c = 0; c < classes; ++c) { sum += depthwise::class_size(count, classes, c); }
      CHECK(sum == count);
    }
  }
}

TEST_CASE("few taps that are far apart are classes of their own") {
  axis_problem far{.input = 5000, .weights = 2, .output = 4000, .stride = 1, .weights_dilation = 512};
  CHECK(depthwise::lattice_of(far).output_classes == 1);
  CHECK(depthwise::lattice_of(far).tap_classes == 2);
  far.weights = 9;
  CHECK(depthwise::lattice_of(far).output_classes == 512);
}

TEST_CASE("pieces and strips cover every line and position") {
  for (index const channels : {1, 16, 40, 1000}) {
    for (index const size : {1, 7, 112, 300}) {
      problem p = image(size, size, channels, 3);
      for (index const dilation : {1, 2}) {
        p.axes[0].weights_dilation = p.axes[1].weights_dilation = dilation;
        depthwise::layout const layout = planner::make(p);
        REQUIRE(layout.phases.size() == 1);
        depthwise::phase_layout const& f = layout.phases[0];
        CAPTURE(channels, size, dilation, f.pieces, f.piece_positions, f.strip_lines);
        index const positions = depthwise::class_size(size, f.lattice.output_classes, 0);
        CHECK(f.pieces * f.piece_positions >= positions);
        CHECK((f.pieces - 1) * f.piece_positions < positions);
        CHECK(f.strip_lines >= 1);
        CHECK(f.strip_lines <= size);
        CHECK(f.strip_vectors >= 1);
        CHECK(f.items() == size * f.pieces * f.lattice.output_classes);
        CHECK(f.taps == 9);
      }
    }
  }
}

TEST_CASE("every channel is stored by one lane, and loads stay within the channels") {
  index const width = static_cast<index>(lanes<float, default_arch>);
  for (index channels = 1; channels <= 3 * width + 1; ++channels) {
    depthwise::layout const layout = planner::make(image(4, 4, channels, 1));
    CAPTURE(channels);
    CHECK(layout.gathered == (channels < width && !depthwise::has_picked_loops<float, default_arch>));
    index next = 0;
    for (index v = 0; v < layout.vectors; ++v) {
      CHECK(layout.channels.first(v) + layout.channels.first_lane(v) == next);
      next = layout.channels.first(v) + layout.channels.end_lane(v);
      if (channels >= width) { CHECK(layout.channels.first(v) + width <= channels); }
    }
    CHECK(next == channels);
  }
}

TEST_CASE("transposed convolutions have a phase per residue, and their taps add up") {
  problem p = image(8, 8, 32, 4);
  for (std::size_t d = 0; d < 2; ++d) {
    p.axes[d].input_dilation = 2;
    p.axes[d].output = 16;
  }
  depthwise::layout const layout = planner::make(p);
  CHECK(layout.phases.size() == 4);
  CHECK(layout.packed_taps == 16);
  CHECK_FALSE(layout.large_arrays);
  CHECK(planner::make(image(1000, 1000, 32, 3)).large_arrays);
}

TEST_CASE("more outputs than inputs are picked or gathered, and inputs with gaps gathered") {
  problem p = image(8, 8, 64, 3);
  p.feature_groups = 32;
  CHECK(planner::make(p).gathered == !depthwise::has_picked_loops<float, default_arch>);
  CHECK(planner::make(p).multiplier == 2);
  p = image(8, 8, 64, 3);
  p.input_channel_step = 2;
  CHECK(planner::make(p).gathered);
}

TEST_CASE("long windows over samples that collide in the cache are gathered") {
  problem p = image(8, 50, 1024, 40);
  p.axes[1].input_step = 1024;
  CHECK(planner::make(p).gathered);
  p.axes[1].input_step = 1040;
  CHECK_FALSE(planner::make(p).gathered);
  p = image(8, 50, 1024, 3);
  p.axes[1].input_step = 1024;
  CHECK_FALSE(planner::make(p).gathered);
}

}  // namespace
