// SPDX-License-Identifier: BSD-3-Clause
/// What tiles fetch of weights: all of those that come, once, and nothing beyond the end.
#include <convolt/engine/methods/shared/prefetch.hpp>

#include <support/catch.hpp>

#include <cstddef>
#include <vector>

namespace {

using convolt::index;
using convolt::engine::next_weights;
using convolt::engine::packed_panel;
using convolt::engine::weights_fetched;

/// How often each number is fetched while panels of that size are computed one after the other, so many tiles each.
std::vector<int> count_fetched(index panels, index products, index panel_width, index tiles) {
  index const size = products * panel_width;
  std::vector<float> const weights(static_cast<std::size_t>(panels * size));
  std::vector<int> times(weights.size());
  index const fetched = products / 2 * static_cast<index>(weights_fetched / sizeof(float));
  for (index i = 0; i < panels; ++i) {
    packed_panel<float> const panel{.begin = weights.data() + i * size, .available = (panels - i) * size};
    for (index k = 0; k < tiles; ++k) {
      float const* const begin = next_weights(panel, size, products, {.number = k, .count = tiles});
      if (begin == nullptr) { continue; }
      index const first = begin - weights.data();
      REQUIRE(first >= 0);
      REQUIRE(first + fetched <= panels * size);
      for (index n = first; n < first + fetched; ++n) { ++times[static_cast<std::size_t>(n)]; }
    }
  }
  return times;
}

TEST_CASE("tiles fetch all weights that come next, each once") {
  for (index const panel_width : {32, 64}) {  // numbers per product
    index const parts = panel_width / 16;
    for (index const tiles : {parts, parts + 1, parts + 9}) {
      CAPTURE(panel_width, tiles);
      std::vector<int> const times = count_fetched(3, 10, panel_width, tiles);
      for (std::size_t n = 0; n < times.size(); ++n) {
        INFO(n);
        REQUIRE(times[n] == (n < 5 * 32 ? 0 : 1));  // what the first tile of all begins with comes too late
      }
    }
  }
}

TEST_CASE("a panel of a single tile fetches the beginning of the next one") {
  std::vector<int> const times = count_fetched(3, 10, 32, 1);
  for (std::size_t n = 0; n < times.size(); ++n) {
    INFO(n);
    REQUIRE(times[n] == (n >= 320 && n % 320 < 160 ? 1 : 0));
  }
}

}  // namespace
