// SPDX-License-Identifier: BSD-3-Clause
/// How lines are cut, and which lines of samples a line of outputs needs.
#include <convolt/engine/methods/toeplitz/lines.hpp>

#include <convolt/engine/arch/vector.hpp>
#include <support/catch.hpp>

#include <array>
#include <cstddef>
#include <vector>

namespace {

namespace toeplitz = convolt::engine::methods::toeplitz;

using convolt::index;
using convolt::engine::default_arch;
using convolt::engine::problem;

TEST_CASE("the tiles of a line hold every output once") {
  std::array<index, 3> const sizes = {4, 8, 16};
  for (index outputs = 0; outputs <= 700; ++outputs) {
    toeplitz::line_tiles const cut = toeplitz::cut_line(outputs, 5, sizes);
    index next = 0;
    int wrong = 0;
    for (index i = 0; i < cut.size(); ++i) {
      wrong += cut.first_output(i) != next || cut.stored(i) < 1 || cut.stored(i) > cut.rows_of(i) * 5;
      next += cut.stored(i);
    }
    CAPTURE(outputs);
    CHECK(wrong == 0);
    CHECK(next == outputs);
  }
  CHECK(toeplitz::cut_line(5 * 16 + 1, 5, sizes).rest == 4);
  CHECK(toeplitz::cut_line(5 * 16 + 21, 5, sizes).rest == 8);
  CHECK(toeplitz::cut_line(5 * 16 + 41, 5, sizes).rest == 16);
}

/// Two batches of images with 2 channels, 3 rows of 10 samples; a filter of 3 rows with a row of padding.
problem images() {
  problem p;
  p.rank = 2;
  p.batch = 2;
  p.in_channels = 2;
  p.axes[0] = {
      .input = 3, .weights = 3, .output = 3, .pad_lo = 1, .input_step = 10, .weights_step = 4, .output_step = 9};
  p.axes[1] = {.input = 10, .weights = 4, .output = 7, .input_step = 1, .weights_step = 1, .output_step = 1};
  p.input_channel_step = 30;
  p.input_batch_step = 60;
  p.output_batch_step = 27;
  p.weights_in_step = 12;
  return p;
}

TEST_CASE("weights are packed line by line in the order of the bunches") {
  problem const p = images();
  std::vector<float> weights;
  for (int i = 0; i < 24; ++i) { weights.push_back(static_cast<float>(i)); }
  toeplitz::line_taps const taps = toeplitz::make_line_taps({.taps = 4}, 2, 8);
  REQUIRE(taps.order == std::vector<index>{0, 2, 1, 3});
  std::vector<float> packed(24);
  CHECK(toeplitz::pack_lines<float, default_arch>(p, taps, weights.data(), packed.data()) == packed.data() + 24);
  CHECK(std::vector<float>(packed.begin(), packed.begin() + 12) ==
        std::vector<float>{0, 2, 1, 3, 12, 14, 13, 15, 4, 6, 5, 7});
}

}  // namespace
