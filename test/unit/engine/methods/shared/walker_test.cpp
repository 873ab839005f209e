// SPDX-License-Identifier: BSD-3-Clause
/// The pointers of tiles against the definition of a window, position by position and tap by tap.
#include <convolt/engine/methods/shared/walker.hpp>

#include <convolt/engine/problem/describe.hpp>
#include <convolt/engine/problem/phases.hpp>
#include <support/catch.hpp>
#include <unit/engine/channels_last.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace {

using convolt::engine::go;
using convolt::engine::met_by;
using convolt::engine::problem;
using convolt::engine::row_arrays;
using convolt::engine::row_geometry;
using convolt::engine::tap_place;
using convolt::engine::tile_place;
using convolt::engine::tile_walker;
using convolt::engine::workspace;

constexpr std::size_t most_rows = 14;
constexpr convolt::index garbage = -123'456'789;  // what the memory of a workspace may hold

/// The indices of a position: batch element first, then the axes.
std::vector<convolt::index> indices_of(row_geometry const& g, convolt::index position) {
  std::vector<convolt::index> t(g.rank + 1);
  for (std::size_t d = g.rank; d-- > 0;) {
    t[d + 1] = position % g.axes[d].outputs;
    position /= g.axes[d].outputs;
  }
  t[0] = position;
  return t;
}

/// What row and tap should read: `channels` values, zeros where there is no sample.
std::vector<float> expected_row(problem const& p, row_geometry const& g, float const* input, convolt::index position,
                                std::size_t tap) {
  std::vector<convolt::index> const t = indices_of(g, position);
  std::vector<convolt::index> q(g.rank);
  convolt::index left = static_cast<convolt::index>(tap);
  for (std::size_t d = g.rank; d-- > 0;) {
    q[d] = left % g.axes[d].taps;
    left /= g.axes[d].taps;
  }
  std::vector<float> row;
  for (convolt::index k = 0; k < g.span; ++k) {
    convolt::index offset = t[0] * g.input_batch_step;
    bool inside = true;
    for (std::size_t d = 0; d < g.rank; ++d) {
      convolt::index const extra = d + 1 == g.rank ? k : 0;
      convolt::index const x = t[d + 1] * g.axes[d].stride - g.axes[d].pad_lo + q[d] * g.axes[d].dilation + extra;
      inside = inside && x >= 0 && x < g.axes[d].input;
      offset += x * g.axes[d].input_step;
    }
    for (convolt::index c = 0; c < p.in_channels; ++c) { row.push_back(inside ? input[offset + c] : 0.f); }
  }
  return row;
}

struct tally {
  int wrong = 0, listed = 0, skipping = 0, of_their_own = 0, joined = 0;
};

/// Compare one tile with the definition: what is listed is what should be read, and what is not listed has no sample.
void compare(problem const& p, row_geometry const& g, float const* input, tile_place<float> const& place,
             convolt::index first, tally& count) {
  std::size_t const rows = static_cast<std::size_t>(place.count);
  std::size_t const row = static_cast<std::size_t>(g.channels);
  std::vector<float> read(rows * g.taps.size() * row, 0.f);  // [position][tap][value]
  for (convolt::index i = 0; i < place.tap_count; ++i) {
    tap_place const tap = place.taps[i];
    count.skipping += tap.positions != met_by::all;
    count.of_their_own += tap.rows != 0;
    for (convolt::index r = 0; r < place.count; ++r) {
      if (tap.positions == met_by::all_but_first && r == 0) { continue; }
      if (tap.positions == met_by::all_but_last && r + 1 == place.count) { continue; }
      float const* const from = go(go(place.input, tap.input), place.rows[tap.rows + r]);
      float* const to = read.data() + r * g.channels * static_cast<convolt::index>(g.taps.size()) + tap.weights;
      for (convolt::index c = 0; c < tap.channels; ++c) { to[c] += from[c]; }  // twice would show
    }
    ++count.listed;
  }
  std::vector<float> expected;
  for (convolt::index r = 0; r < place.count; ++r) {
    for (std::size_t tap = 0; tap < g.taps.size(); ++tap) {
      std::vector<float> const one = expected_row(p, g, input, first + r, tap);
      expected.insert(expected.end(), one.begin(), one.end());
    }
  }
  count.wrong += read != expected;
}

tally walk_all(std::mt19937_64& random, problem const& p, row_geometry const& g, test::arrays<float>& a) {
  tally count;
  std::vector<float> const zeros(static_cast<std::size_t>(g.channels), 0.f);
  float const* const input = a.input.data() + a.input_origin;
  row_arrays<float> const arrays{.input = input, .output = a.output.data() + a.output_origin, .zeros = zeros.data()};
  convolt::index position = test::pick(random, 0, std::min<convolt::index>(g.positions - 1, 5));
  tile_walker<float, most_rows> walker(g, arrays, position);
  workspace space;
  // In one run all tiles are of a size, so that lines can share what they have in common; in another they are not.
  convolt::index const usual = test::pick(random, 1, most_rows);
  bool const equal = test::pick(random, 0, 1) == 0;
  std::size_t const tiles = static_cast<std::size_t>(g.positions);
  space.reserve(tiles * tile_walker<float, most_rows>::workspace_bytes(g, most_rows));
  while (position < g.positions) {
    convolt::index const left_on_line = g.last().outputs - position % g.last().outputs;
    convolt::index const wanted = equal ? std::min(usual, left_on_line) : test::pick(random, 1, most_rows);
    convolt::index const rows = std::min(g.positions - position, wanted);
    std::size_t const before = space.taken();
    tile_place<float> place{.tiles = garbage, .input_step = garbage, .output_step = garbage};
    convolt::index const most = test::pick(random, 1, 4);
    convolt::index const joined = walker.next(rows, most, space, place);
    count.wrong += space.taken() - before > tile_walker<float, most_rows>::workspace_bytes(g, rows);
    count.wrong += joined < 1 || joined > most || joined != place.tiles;
    count.wrong += place.input_step == garbage || place.output_step == garbage;
    count.joined += joined > 1;
    for (convolt::index i = 0; i < joined; ++i, position += rows) {
      tile_place<float> one = place;
      one.input = go(place.input, i * place.input_step);
      one.output += i * place.output_step;
      compare(p, g, input, one, position, count);
      for (convolt::index r = 0; r < rows; ++r) {
        std::vector<convolt::index> const t = indices_of(g, position + r);
        convolt::index offset = t[0] * g.output_batch_step;
        for (std::size_t d = 0; d < g.rank; ++d) { offset += t[d + 1] * g.axes[d].output_step; }
        count.wrong += one.output + one.outputs[r] != arrays.output + offset;
      }
    }
  }
  return count;
}

TEST_CASE("tiles point to the samples of their windows, or to zeros") {
  tally total;
  int merged = 0;
  for (std::uint64_t seed = 1; seed <= 600; ++seed) {
    std::mt19937_64 random(seed);
    test::limits const limit{.channels = 5, .groups = false, .dilated = seed % 2 == 0, .empty = false};
    test::arrays<float> a(random, test::random_extents(random, limit));
    for (float& x : a.input) { x = static_cast<float>(test::pick(random, 1, 1000)); }
    CAPTURE(seed, convolt::engine::describe(a.p));
    problem const p = convolt::engine::phase(a.p, 0).p;
    bool const merge = convolt::engine::can_merge_taps(p);
    row_geometry const g = convolt::engine::make_row_geometry(p, merge);
    if (g.positions == 0) { continue; }
    tally const count = walk_all(random, p, g, a);
    CHECK(count.wrong == 0);
    total.listed += count.listed;
    total.skipping += count.skipping;
    total.of_their_own += count.of_their_own;
    total.joined += count.joined;
    merged += merge;
  }
  CHECK(total.listed > 2000);
  CHECK(total.skipping > 500);
  CHECK(total.of_their_own > 500);
  CHECK(total.joined > 50);
  CHECK(merged > 20);
}

}  // namespace
