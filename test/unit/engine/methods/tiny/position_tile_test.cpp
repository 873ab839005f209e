// SPDX-License-Identifier: BSD-3-Clause
/// The micro-kernel with outputs as lanes, on sums that can be done in the head, and the interleaving of phases.
#include <convolt/engine/methods/tiny/position_tile.hpp>

#include <support/catch.hpp>

#include <cstddef>
#include <vector>

namespace {

namespace tiny = convolt::engine::methods::tiny;

using convolt::index;
using convolt::engine::default_arch;
using convolt::engine::lanes;
using convolt::engine::tap_lines;

TEST_CASE("a tile of positions sums over lines, channels and taps, and stores no more than it is asked to") {
  constexpr index width = static_cast<index>(lanes<float, default_arch>);
  std::vector<float> input(300), weights(60);
  for (std::size_t i = 0; i < input.size(); ++i) { input[i] = static_cast<float>(i % 7); }
  for (std::size_t i = 0; i < weights.size(); ++i) { weights[i] = static_cast<float>(i % 5); }
  tiny::position_task<float> const task{.input = input.data() + 1,
                                        .weights = weights.data(),
                                        .taps = 3,
                                        .tap_input_step = 2,
                                        .tap_weights_step = 1,
                                        .channels = 2,
                                        .channel_input_step = 50,
                                        .channel_weights_step = 3,
                                        .row_weights_step = 12};
  tap_lines lines;
  lines.count = 2;
  lines.at[0] = {.input = 0, .weights = 0};
  lines.at[1] = {.input = 100, .weights = 6};
  std::vector<float> const bias{1.f, 0.f, 2.f, 0.f, 3.f, 0.f, 4.f};
  tiny::position_finish<float> const finish{.scale = 2.f, .bias = bias.data(), .bias_step = 2, .bias_scale = 10.f};
  for (index const stored : {2 * width, 2 * width - 1, width, index{1}}) {
    std::vector<float> output(static_cast<std::size_t>(4 * 2 * width), -1.f);
    tiny::position_tile<float, default_arch, 4, 2>::run(
        task, lines, finish, {.first = output.data(), .row_step = 2 * width, .stored = stored});
    for (index o = 0; o < 4; ++o) {
      for (index t = 0; t < 2 * width; ++t) {
        float sum = 0;
        for (index i = 0; i < 12; ++i) {
          index const sample = 1 + t + i / 6 * 100 + i % 6 / 3 * 50 + i % 3 * 2;
          sum += input[static_cast<std::size_t>(sample)] * weights[static_cast<std::size_t>(o * 12 + i)];
        }
        float const expected = t < stored ? 2.f * sum + 10.f * static_cast<float>(o + 1) : -1.f;
        CHECK(output[static_cast<std::size_t>(o * 2 * width + t)] == expected);
      }
    }
  }
}

TEMPLATE_TEST_CASE("phases are interleaved, and nothing behind them is written", "", float, double) {
  constexpr index row = 4 * static_cast<index>(lanes<TestType, default_arch>);
  for (index phases = 1; phases <= 3; ++phases) {
    alignas(64) TestType from[static_cast<std::size_t>(3 * row)];
    for (index e = 0; e < phases; ++e) {
      for (index j = 0; j < row; ++j) { from[e * row + j] = static_cast<TestType>(j * phases + e); }
    }
    for (index count = 0; count <= phases * row; ++count) {
      std::vector<TestType> to(static_cast<std::size_t>(count) + 1, TestType(-1)), expected;
      for (index t = 0; t < count; ++t) { expected.push_back(static_cast<TestType>(t)); }
      expected.push_back(TestType(-1));
      tiny::interleave_phases<TestType, default_arch>({.first = from, .step = row, .phases = phases}, count, to.data());
      CAPTURE(phases, count);
      CHECK(to == expected);
    }
  }
}

}  // namespace
