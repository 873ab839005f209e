// SPDX-License-Identifier: BSD-3-Clause
/// Which taps neighbouring positions meet, against asking every position about every tap.
#include <convolt/engine/methods/shared/pieces.hpp>

#include <support/catch.hpp>

#include <cstddef>
#include <vector>

namespace {

using convolt::engine::line_pieces;
using convolt::engine::row_axis;
using convolt::engine::tap_piece;

constexpr std::size_t most_rows = 6;

bool is_inside(row_axis const& a, convolt::index start, convolt::index tap) {
  convolt::index const sample = start + tap * a.dilation;
  return sample >= 0 && sample < a.input;
}

/// How often each position meets each tap, as the pieces say.
std::vector<int> listed(row_axis const& a, line_pieces<most_rows> const& line, convolt::index count) {
  std::vector<int> met(static_cast<std::size_t>(count * a.taps), 0);
  auto const mark = [&](convolt::index r, convolt::index q) { ++met[static_cast<std::size_t>(r * a.taps + q)]; };
  for (tap_piece const& piece : line) {
    for (convolt::index q = piece.taps.lo; q < piece.taps.hi; ++q) {
      for (convolt::index r = piece.missing_first; r < count - piece.missing_last; ++r) { mark(r, q); }
    }
  }
  return met;
}

TEST_CASE("the pieces of a line are the taps that its positions meet") {
  int with_pieces = 0, without_common = 0, wrong = 0;
  for (convolt::index input = 1; input <= 9; ++input) {
    for (convolt::index taps = 1; taps <= 5; ++taps) {
      for (convolt::index const dilation : {1, 2, 4}) {
        for (convolt::index const stride : {1, 2, 3}) {
          row_axis const a{.outputs = 100, .stride = stride, .input = input, .taps = taps, .dilation = dilation};
          for (convolt::index start = -12; start <= 12; ++start) {
            for (convolt::index count = 1; count <= static_cast<convolt::index>(most_rows); ++count) {
              line_pieces<most_rows> const line(a, start, count);
              if (line.common().size() == 0) {
                ++without_common;
                wrong += line.size() != 0;
                continue;
              }
              with_pieces += line.size() > 1;
              std::vector<int> const met = listed(a, line, count);
              for (convolt::index r = 0; r < count; ++r) {
                for (convolt::index q = 0; q < taps; ++q) {
                  wrong += met[static_cast<std::size_t>(r * taps + q)] != (is_inside(a, start + r * stride, q) ? 1 : 0);
                }
              }
            }
          }
        }
      }
    }
  }
  CHECK(wrong == 0);
  CHECK(with_pieces > 1000);
  CHECK(without_common > 1000);
}

TEST_CASE("no tap is in common where none is met by all positions") {
  row_axis const a{.outputs = 100, .stride = 1, .input = 2, .taps = 3, .dilation = 1};
  CHECK(line_pieces<most_rows>(a, -2, 5).common().size() == 0);
  CHECK(line_pieces<most_rows>(a, -1, 2).common() == convolt::engine::tap_interval{1, 2});
}

TEST_CASE("a piece says how many positions miss its taps") {
  // Two samples of padding, a window of five samples: positions 0 and 1 miss taps 0 and 1.
  row_axis const a{.outputs = 100, .stride = 1, .input = 50, .taps = 5, .dilation = 1};
  line_pieces<most_rows> const line(a, -2, 6);
  REQUIRE(line.size() == 3);
  CHECK(line.common() == convolt::engine::tap_interval{2, 5});
  CHECK(line.begin()[0].missing_first == 2);
  CHECK(line.begin()[1].missing_first == 1);
  CHECK(line.begin()[1].taps == convolt::engine::tap_interval{1, 2});
  CHECK(line.begin()[2].missing_first == 0);
  CHECK(line.begin()[2].taps == line.common());
}

}  // namespace
