// SPDX-License-Identifier: BSD-3-Clause
/// Cuts of positions into tiles: every position is in one tile, and no tile has too many.
#include <convolt/engine/methods/shared/cut.hpp>

#include <support/catch.hpp>

#include <vector>

namespace {

using convolt::index;
using convolt::engine::tile_cut;

std::vector<index> sizes(tile_cut const& cut) {
  std::vector<index> all;
  for (index i = 0; i < cut.tiles; ++i) { all.push_back(cut.size(i)); }
  return all;
}

TEST_CASE("49 positions are cut evenly or fully") {
  CHECK(sizes(tile_cut::evenly(49, 14)) == std::vector<index>{13, 12, 12, 12});
  CHECK(sizes(tile_cut::fully(49, 14)) == std::vector<index>{14, 14, 14, 7});
}

void check_cut(tile_cut const& cut, index positions, index rows) {
  index next = 0;
  for (index i = 0; i < cut.tiles; ++i) {
    CHECK(cut.first(i) == next);
    CHECK(cut.size(i) >= 1);
    CHECK(cut.size(i) <= rows);
    next += cut.size(i);
    index alike = 1;
    while (i + alike < cut.tiles && cut.size(i + alike) == cut.size(i)) { ++alike; }
    CHECK(cut.alike(i) >= 1);
    CHECK(cut.alike(i) <= alike);
  }
  CHECK(next == positions);
  CHECK(cut.first(cut.tiles) == positions);
}

TEST_CASE("the tiles of a cut follow each other and hold every position") {
  for (index positions = 0; positions <= 100; ++positions) {
    for (index rows = 1; rows <= 16; ++rows) {
      CAPTURE(positions, rows);
      tile_cut const even = tile_cut::evenly(positions, rows);
      tile_cut const full = tile_cut::fully(positions, rows);
      check_cut(even, positions, rows);
      check_cut(full, positions, rows);
      CHECK(even.tiles == (positions + rows - 1) / rows);
      CHECK(full.tiles == even.tiles);
      if (even.tiles == 0) { continue; }
      CHECK(even.size(0) - even.size(even.tiles - 1) <= 1);
      for (index i = 0; i + 1 < full.tiles; ++i) { CHECK(full.size(i) == rows); }
    }
  }
}

static_assert(tile_cut::evenly(10, 4).tiles == 3 && tile_cut::evenly(0, 4).tiles == 0);

}  // namespace
