// SPDX-License-Identifier: BSD-3-Clause
/// Bunches of taps: every tap is in exactly one, at its place.
#include <convolt/engine/methods/toeplitz/taps.hpp>

#include <support/catch.hpp>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace {

namespace toeplitz = convolt::engine::methods::toeplitz;

using convolt::index;

TEST_CASE("every tap is in one bunch, at its distance from the first sample") {
  for (index taps = 0; taps <= 80; ++taps) {
    for (index const dilation : {1, 2, 3, 4, 6, 16, 24, 37}) {
      for (index const width : {2, 4, 16}) {
        CAPTURE(taps, dilation, width);
        toeplitz::line_taps const line = toeplitz::make_line_taps(taps, dilation, width, 5);
        std::size_t place = 0, bunch = 0;
        int wrong = 0;
        for (toeplitz::bunch_run const& run : line.runs) {
          wrong += run.taps < 1 || run.taps > 5;
          for (index b = 0; b < run.count; ++b, ++bunch) {
            for (index q = 0; q < run.taps; ++q, ++place) {
              wrong += line.order.at(place) * dilation != line.offsets.at(bunch) + q * width;
            }
          }
        }
        CHECK(wrong == 0);
        CHECK(bunch == line.offsets.size());
        std::vector<index> sorted = line.order;
        std::sort(sorted.begin(), sorted.end());
        CHECK(static_cast<index>(sorted.size()) == taps);
        CHECK(std::adjacent_find(sorted.begin(), sorted.end()) == sorted.end());
      }
    }
  }
}

TEST_CASE("bunches are as large as they may be, and of nearly equal size") {
  auto const counts = [](toeplitz::line_taps const& line) {
    std::vector<index> result;
    for (toeplitz::bunch_run const& run : line.runs) { result.insert(result.end(), {run.taps, run.count}); }
    return result;
  };
  CHECK(counts(toeplitz::make_line_taps(129, 1, 16, 8)) == std::vector<index>{8, 15, 5, 1, 4, 1});
  CHECK(counts(toeplitz::make_line_taps(101, 1, 16, 8)) == std::vector<index>{7, 5, 6, 11});
  CHECK(counts(toeplitz::make_line_taps(5, 1, 16, 8)) == std::vector<index>{1, 5});
  CHECK(counts(toeplitz::make_line_taps(32, 2, 16, 8)) == std::vector<index>{4, 8});
  CHECK(counts(toeplitz::make_line_taps(0, 1, 16, 8)).empty());
}

}  // namespace
