// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/engine/methods/dense/layout.hpp>

#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/problem/describe.hpp>
#include <support/catch.hpp>
#include <unit/engine/channels_last.hpp>

#include <algorithm>
#include <cstdint>
#include <random>
#include <vector>

namespace {

namespace dense = convolt::engine::methods::dense;

using convolt::engine::default_arch;
using convolt::engine::problem;
using planner = dense::planner<float, default_arch>;

std::vector<convolt::index> lengths(dense::phase_layout const& f) {
  std::vector<convolt::index> result;
  for (convolt::index i = 0; i < f.tiles(); ++i) { result.push_back(f.first_position(i + 1) - f.first_position(i)); }
  return result;
}

TEST_CASE("49 positions are tiles of 13, 12, 12 and 12") {
  dense::phase_layout f;
  f.rows.positions = 49;
  f.groups = 1;
  f.cut = convolt::engine::tile_cut::evenly(49, 13);
  CHECK(lengths(f) == std::vector<convolt::index>{13, 12, 12, 12});
}

TEST_CASE("tiles within lines begin anew on every line") {
  dense::phase_layout f;
  f.rows.positions = 3 * 17;
  f.groups = 3;
  f.cut = convolt::engine::tile_cut::evenly(17, 9);
  CHECK(lengths(f) == std::vector<convolt::index>{9, 8, 9, 8, 9, 8});
}

TEST_CASE("the tiles of every phase cover its positions once and are not too long") {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    std::mt19937_64 random(seed);
    test::arrays<float> const a(random, test::random_extents(random, {}));
    CAPTURE(seed, convolt::engine::describe(a.p));
    bool const exact = seed % 4 == 0;
    dense::layout const layout = planner::make(a.p, exact);
    convolt::index covered = 0;
    convolt::index expected = 0;
    for (dense::phase_list const& list : layout.lists) {
      for (dense::phase_layout const& f : list.phases) {
        expected += f.rows.positions;
        for (convolt::index const n : lengths(f)) {
          CHECK((n >= 1 && n <= layout.rows));
          covered += n;
        }
        CHECK((!exact || f.rows.span == 1));
        CHECK(f.rows.channels <= layout.longest_row);
      }
    }
    CHECK(covered == expected);
    CHECK((!exact || layout.rows == 1));
  }
}

TEST_CASE("groups of equal size share one list of phases") {
  problem p;
  p.rank = 1;
  p.axes[0] = {.input = 20, .weights = 3, .output = 18};
  p.feature_groups = 8;
  p.out_channels = 24;
  dense::layout const layout = planner::make(p, false);
  CHECK(layout.runs.size() == 8);
  CHECK(layout.lists.size() == 1);
  CHECK(layout.packed_size == 8 * layout.lists[0].packed_size);
  CHECK(layout.runs[3].packed_offset == 3 * layout.lists[0].packed_size);
}

TEST_CASE("small pictures with borders are cut line by line, so that outer taps are left out") {
  problem p;
  p.rank = 2;
  p.in_channels = 512;
  p.out_channels = 512;
  for (std::size_t d = 0; d < 2; ++d) { p.axes[d] = {.input = 7, .weights = 3, .output = 7, .pad_lo = 1}; }
  dense::layout const layout = planner::make(p, false);
  dense::phase_layout const& f = layout.lists[0].phases[0];
  if (layout.rows >= 7) {
    CHECK(f.tiles() == 7);
    CHECK(f.first_position(1) == 7);
  }
}

TEST_CASE("a block of tiles stays within its share of workspace") {
  problem p;
  p.rank = 1;
  p.in_channels = 1;
  p.out_channels = 16;
  p.axes[0] = {.input = 1000000, .weights = 4096, .output = 1000000, .pad_lo = 2048, .input_step = 1};
  dense::layout const layout = planner::make(p, false);
  CHECK(layout.lists[0].block_bytes <= 2u << 20);
  CHECK(layout.lists[0].blocks > 1);
}

}  // namespace
