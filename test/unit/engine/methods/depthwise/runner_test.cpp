// SPDX-License-Identifier: BSD-3-Clause
/// Lines of every length, with and without borders, against the plain sum: each position is computed, none beside them.
#include <convolt/engine/methods/depthwise/runner.hpp>

#include <convolt/engine/arch/lanes.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <support/catch.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <vector>

namespace {

namespace depthwise = convolt::engine::methods::depthwise;

using convolt::index;
using convolt::engine::aligned_array;
using convolt::engine::default_arch;
using convolt::engine::vectors_of;

/// What a program has whose every file compiles the loops, whatever this one is compiled for.
using compact =
    vectors_of<convolt::arch<convolt::target_arch::features, convolt::loops_from::here, convolt::kernel_grid::compact>>;

/// One vector of channels, three taps, as many outputs as samples: the first and the last window lack a sample, which
/// is NaN in memory. Whole numbers, so that sums are exact.
template <class Arch>
struct line {
  static constexpr index width = static_cast<index>(convolt::engine::lanes<float, Arch>);
  static constexpr index rows = static_cast<index>(depthwise::tile_positions<Arch>);
  static constexpr index most_positions = 4 * rows + 3;

  index positions;
  aligned_array<float> input, weights, output;
  depthwise::tap_block block;

  explicit line(index n)
      : positions(n), input((most_positions + 2) * width), weights(3 * width), output((most_positions + 2) * width) {
    std::fill_n(input.data(), input.size(), std::numeric_limits<float>::quiet_NaN());
    for (index i = width; i < (n + 1) * width; ++i) { input.data()[i] = static_cast<float>(i * 7 % 23 - 11); }
    for (index i = 0; i < 3 * width; ++i) { weights.data()[i] = static_cast<float>(i * 5 % 17 - 8); }
    std::fill_n(output.data(), output.size(), -1000.F);
    block = {.input = 0, .weights = 0, .taps = 3, .first = 1, .end = n + 1};
  }

  depthwise::task<float> task() {
    return {.blocks = &block,
            .block_count = 1,
            .input = input.data(),
            .input_step = width,
            .weights = weights.data(),
            .bias = nullptr,
            .scale = 1.F,
            .output = output.data() + width,
            .output_step = width,
            .first_lane = 0,
            .end_lane = width,
            .past_caches = false};
  }

  void run(index first, index end, bool in_blocks) {
    using samples = convolt::engine::as_they_lie<float, Arch>;
    samples const channel;
    depthwise::strip const strip{.first = first,
                                 .end = end,
                                 .first_whole = std::max<index>(first, 1),
                                 .end_whole = std::min(end, positions - 1)};
    depthwise::runner<float, Arch, samples>{.channels = &channel, .in_blocks = in_blocks}.run(strip, task());
  }

  float sum(index t, index lane) const {
    float s = 0;
    for (index q = 0; q < 3; ++q) {
      if (t + q >= 1 && t + q <= positions) {
        s += input.data()[(t + q) * width + lane] * weights.data()[q * width + lane];
      }
    }
    return s;
  }

  bool computed(index first, index end) const {
    for (index t = -1; t <= most_positions; ++t) {
      for (index lane = 0; lane < width; ++lane) {
        float const expected = t >= first && t < end ? sum(t, lane) : -1000.F;
        if (output.data()[(t + 1) * width + lane] != expected) { return false; }
      }
    }
    return true;
  }
};

TEMPLATE_TEST_CASE("lines of every length are computed, and nothing beside them", "", default_arch, compact) {
  for (bool const in_blocks : {false, true}) {
    for (index n = 1; n <= line<TestType>::most_positions; ++n) {
      CAPTURE(in_blocks, n);
      line<TestType> whole(n);
      whole.run(0, n, in_blocks);
      CHECK(whole.computed(0, n));
    }
  }
}

TEMPLATE_TEST_CASE("so are pieces of a line", "", default_arch, compact) {
  index const n = line<TestType>::most_positions;
  index const rows = line<TestType>::rows;
  for (index first : {index{0}, index{1}, rows / 2, rows}) {
    for (index end = first + 1; end <= n; ++end) {
      CAPTURE(first, end);
      line<TestType> part(n);
      part.run(first, end, false);
      CHECK(part.computed(first, end));
    }
  }
}

}  // namespace
