// SPDX-License-Identifier: BSD-3-Clause
/// The sliding-window micro-kernel against the plain sum: all sizes of tiles and blocks, every cut at a border.
#include <convolt/engine/methods/depthwise/tile.hpp>

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
using convolt::engine::lanes;

constexpr index most_taps = static_cast<index>(depthwise::tile_taps<default_arch>);
constexpr index rows = static_cast<index>(depthwise::tile_positions<default_arch>);

/// Two lines of samples, of which only some exist; the others are NaN. Whole numbers, so that sums are exact.
template <class T>
struct world {
  static constexpr index width = static_cast<index>(lanes<T, default_arch>);
  static constexpr index samples = 3 * rows + 16, step = width + 3;
  aligned_array<T> input, weights, bias, output;
  std::vector<depthwise::tap_block> blocks;

  world(index taps, index first, index end)
      : input(2 * samples * step), weights(2 * 8 * width), bias(width), output(3 * rows * step) {
    for (std::size_t i = 0; i < input.size(); ++i) { input.data()[i] = static_cast<T>(i * 7 % 23) - T(11); }
    for (std::size_t i = 0; i < weights.size(); ++i) { weights.data()[i] = static_cast<T>(i * 5 % 17) - T(8); }
    for (std::size_t i = 0; i < bias.size(); ++i) { bias.data()[i] = static_cast<T>(i); }
    for (index line = 0; line < 2; ++line) {
      blocks.push_back({.input = line * samples * step, .weights = line * 8, .taps = taps, .first = first, .end = end});
      for (index j = 0; j < samples; ++j) {
        if (j >= first && j < end) { continue; }
        std::fill_n(input.data() + (line * samples + j) * step, step, std::numeric_limits<T>::quiet_NaN());
      }
    }
    std::fill_n(output.data(), output.size(), T(-1));
  }

  depthwise::task<T> task(index first_lane, index end_lane) {
    return {.blocks = blocks.data(),
            .block_count = 2,
            .input = input.data(),
            .input_step = step,
            .weights = weights.data(),
            .bias = bias.data(),
            .scale = T(2),
            .output = output.data(),
            .output_step = step,
            .first_lane = first_lane,
            .end_lane = end_lane,
            .past_caches = false};
  }

  T expected(index t, index lane) const {
    T sum = 0;
    for (depthwise::tap_block const& b : blocks) {
      for (index q = 0; q < b.taps; ++q) {
        if (t + q < b.first || t + q >= b.end) { continue; }
        sum += input.data()[b.input + (t + q) * step + lane] * weights.data()[(b.weights + q) * width + lane];
      }
    }
    return 2 * sum + bias.data()[lane];
  }

  /// How many outputs are not what they should be, if the given positions and lanes were to be stored.
  int wrong(index first, index count, index first_lane, index end_lane) const {
    int wrong = 0;
    for (index i = 0; i < static_cast<index>(output.size()); ++i) {
      index const t = i / step;
      index const lane = i % step;
      bool const stored = t >= first && t < first + count && lane >= first_lane && lane < end_lane;
      wrong += output.data()[i] != (stored ? expected(t, lane) : T(-1));
    }
    return wrong;
  }
};

template <class T>
constexpr convolt::engine::as_they_lie<T, default_arch> as_they_lie;
template <class T>
using whole_tile = depthwise::tile<T, default_arch, convolt::engine::as_they_lie<T, default_arch>,
                                   depthwise::tile_positions<default_arch>>;

TEMPLATE_TEST_CASE("tiles whose samples all exist", "", float, double) {
  for (index taps = 1; taps <= most_taps; ++taps) {
    if (depthwise::taps_together<default_arch>(taps) != taps) { continue; }
    for (index const tiles : {1, 2}) {
      CAPTURE(taps, tiles);
      world<TestType> w(taps, 1, world<TestType>::samples);
      whole_tile<TestType>::run_whole(w.task(0, w.width), &as_they_lie<TestType>, 1, tiles);
      CHECK(w.wrong(1, tiles * rows, 0, w.width) == 0);
      world<TestType> few(taps, 1, world<TestType>::samples);
      whole_tile<TestType>::run_whole(few.task(1, 2), &as_they_lie<TestType>, 1, tiles);
      CHECK(few.wrong(1, tiles * rows, 1, 2) == 0);
    }
  }
}

template <std::size_t R>
void check_parts(index taps) {
  for (index count = 1; count <= static_cast<index>(R); ++count) {
    for (index cut = 0; cut <= count + taps; ++cut) {
      CAPTURE(taps, count, cut);
      for (bool const lower : {true, false}) {
        world<float> w(taps, lower ? cut : 0, lower ? world<float>::samples : cut);
        index const first_lane = cut % 2;
        depthwise::tile<float, default_arch, convolt::engine::as_they_lie<float, default_arch>, R>::run_part(
            w.task(first_lane, w.width), &as_they_lie<float>, 1, count);
        CHECK(w.wrong(1, count, first_lane, w.width) == 0);
      }
    }
  }
}

TEST_CASE("tiles at borders skip the samples that do not exist") {
  for (index const taps : {index{1}, index{3}, most_taps}) {
    check_parts<depthwise::tile_positions<default_arch>>(taps);
    check_parts<depthwise::tile_positions<default_arch> / 2>(taps);
    check_parts<depthwise::tile_positions<default_arch> / 4>(taps);
  }
}

TEST_CASE("taps are taken together in numbers that have kernels, and all of them") {
  for (index taps = 1; taps <= 200; ++taps) {
    index left = taps;
    while (left > 0) {
      index const together = depthwise::taps_together<default_arch>(left);
      REQUIRE(together >= 1);
      REQUIRE(together <= left);
      CHECK((together <= 5 || together == 8));
      CHECK(together <= most_taps);
      left -= together;
    }
    CHECK(left == 0);
  }
}

}  // namespace
