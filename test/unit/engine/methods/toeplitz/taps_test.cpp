// SPDX-License-Identifier: BSD-3-Clause
/// Bunches of taps: every tap is in exactly one, at its place.
#include <convolt/engine/methods/toeplitz/taps.hpp>

#include <support/catch.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

namespace {

namespace toeplitz = convolt::engine::methods::toeplitz;

using convolt::index;

TEST_CASE("every tap is in one bunch, at its distance from the first sample of its phase") {
  for (index taps = 0; taps <= 80; ++taps) {
    for (auto const& [dilation, stride, width] : {std::array<index, 3>{1, 1, 2},
                                                  {2, 1, 4},
                                                  {3, 1, 16},
                                                  {4, 1, 2},
                                                  {6, 1, 16},
                                                  {16, 1, 16},
                                                  {24, 1, 4},
                                                  {37, 1, 16},
                                                  {1, 2, 16},
                                                  {1, 3, 4},
                                                  {2, 2, 4},
                                                  {2, 6, 2},
                                                  {3, 2, 8},
                                                  {6, 4, 4},
                                                  {1, 100, 16}}) {
      CAPTURE(taps, dilation, stride, width);
      convolt::engine::tap_series const all{.taps = taps, .dilation = dilation, .stride = stride};
      index const row = 4000;
      toeplitz::line_taps const line = toeplitz::make_line_taps(all, width, 5, row);
      std::size_t place = 0, bunch = 0;
      int wrong = 0;
      for (toeplitz::bunch_run const& run : line.runs) {
        wrong += run.taps < 1 || run.taps > 5;
        for (index b = 0; b < run.count; ++b, ++bunch) {
          for (index q = 0; q < run.taps; ++q, ++place) {
            index const at = line.offsets.at(bunch) + q * width;
            wrong += line.order.at(place) * dilation != at % row * stride + all.first_sample(at / row);
            wrong += at / row >= all.phases();
          }
        }
      }
      CHECK(wrong == 0);
      CHECK(bunch == line.offsets.size());
      std::vector<toeplitz::bunch_run> const counted = toeplitz::count_bunches(all, width, 5);
      CHECK(std::equal(counted.begin(), counted.end(), line.runs.begin(), line.runs.end(),
                       [](auto const& a, auto const& b) { return a.taps == b.taps && a.count == b.count; }));
      std::vector<index> sorted = line.order;
      std::sort(sorted.begin(), sorted.end());
      CHECK(static_cast<index>(sorted.size()) == taps);
      CHECK(std::adjacent_find(sorted.begin(), sorted.end()) == sorted.end());
    }
  }
}

TEST_CASE("bunches are as large as they may be, and of nearly equal size") {
  auto const counts = [](toeplitz::line_taps const& line) {
    std::vector<index> result;
    for (toeplitz::bunch_run const& run : line.runs) { result.insert(result.end(), {run.taps, run.count}); }
    return result;
  };
  CHECK(counts(toeplitz::make_line_taps({.taps = 129}, 16, 8)) == std::vector<index>{8, 15, 5, 1, 4, 1});
  CHECK(counts(toeplitz::make_line_taps({.taps = 101}, 16, 8)) == std::vector<index>{7, 5, 6, 11});
  CHECK(counts(toeplitz::make_line_taps({.taps = 5}, 16, 8)) == std::vector<index>{1, 5});
  CHECK(counts(toeplitz::make_line_taps({.taps = 32, .dilation = 2}, 16, 8)) == std::vector<index>{4, 8});
  CHECK(counts(toeplitz::make_line_taps({.taps = 128, .stride = 8}, 16, 8)) == std::vector<index>{1, 128});
  CHECK(counts(toeplitz::make_line_taps({.taps = 512, .stride = 2}, 16, 8)) == std::vector<index>{8, 64});
  CHECK(counts(toeplitz::make_line_taps({.taps = 0}, 16, 8)).empty());
}

}  // namespace
