// SPDX-License-Identifier: BSD-3-Clause
/// The micro-kernel whose lanes are positions, for every number of output channels, against plain loops.
#include <convolt/engine/methods/along_line/tile.hpp>

#include <support/catch.hpp>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace {

namespace along_line = convolt::engine::methods::along_line;

using convolt::index;
using convolt::engine::default_arch;

TEMPLATE_TEST_CASE("a tile sums over taps and channels, then scales and adds the bias", "", float, double) {
  static constexpr index width = static_cast<index>(convolt::engine::lanes<TestType, default_arch>);
  static constexpr index most = static_cast<index>(along_line::most_rows<default_arch>);
  std::vector<index> const offsets{0, 3, 1, 7};
  static constexpr index channels = 5;
  index const step = 8 * width + 7;
  std::vector<TestType> samples(static_cast<std::size_t>(channels * step));
  for (std::size_t i = 0; i < samples.size(); ++i) { samples[i] = static_cast<TestType>(i * 7 % 17) - 8; }
  std::vector<TestType> weights(static_cast<std::size_t>(4 * channels * most));
  for (std::size_t i = 0; i < weights.size(); ++i) { weights[i] = static_cast<TestType>(i * 5 % 13) - 6; }
  std::vector<TestType> bias(static_cast<std::size_t>(most));
  for (std::size_t i = 0; i < bias.size(); ++i) { bias[i] = static_cast<TestType>(i); }
  for (index r = 1; r <= most; ++r) {
    for (bool const plain : {false, true}) {
      CAPTURE(r, plain);
      index const positions =
          static_cast<index>(along_line::tile_vectors<default_arch>(static_cast<std::size_t>(r))) * width;
      index const sums_step = positions + 3;
      std::vector<TestType> sums(static_cast<std::size_t>(r * sums_step), TestType(-1));
      std::vector<TestType> expected = sums;
      for (index o = 0; o < r; ++o) {
        for (index m = 0; m < positions; ++m) {
          TestType sum = 0;
          for (index c = 0; c < channels; ++c) {
            for (index q = 0; q < 4; ++q) {
              index const sample = c * step + m + offsets[static_cast<std::size_t>(q)];
              sum += samples[static_cast<std::size_t>(sample)] * weights[static_cast<std::size_t>((c * 4 + q) * r + o)];
            }
          }
          TestType const whole = plain ? sum : 3 * sum + bias[static_cast<std::size_t>(o)];
          expected[static_cast<std::size_t>(o * sums_step + m)] = whole;
        }
      }
      along_line::run_tile<TestType, default_arch>(r, {.samples = samples.data(),
                                                       .offsets = offsets.data(),
                                                       .taps = 4,
                                                       .channels = channels,
                                                       .channel_step = step,
                                                       .weights = weights.data(),
                                                       .bias = plain ? nullptr : bias.data(),
                                                       .scale = plain ? TestType(1) : TestType(3),
                                                       .sums = sums.data(),
                                                       .sums_step = sums_step});
      CHECK(sums == expected);
    }
  }
}

TEST_CASE("the sums of a tile fit in the registers, with the samples and a weight") {
  for (std::size_t r = 1; r <= along_line::most_rows<default_arch>; ++r) {
    std::size_t const vectors = along_line::tile_vectors<default_arch>(r);
    CHECK(vectors >= 1);
    CHECK(r * vectors + 1 < convolt::engine::vector_registers<default_arch>);
  }
}

TEST_CASE("panels keep the members of a group together and fit in a tile") {
  static constexpr index most = static_cast<index>(along_line::most_rows<default_arch>);
  for (index members = 1; members <= most; ++members) {
    for (index channels = 1; channels <= 40; ++channels) {
      index const panel = along_line::panel_rows<default_arch>(channels * members, members, 35);
      CAPTURE(members, channels, panel);
      CHECK(panel > 0);
      CHECK(panel <= most);
      CHECK(panel % members == 0);
    }
  }
}

}  // namespace
