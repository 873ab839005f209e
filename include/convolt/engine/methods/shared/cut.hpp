// SPDX-License-Identifier: BSD-3-Clause
/// Positions that follow each other, cut into tiles: the first ones of one size, the others of another.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/costs.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <cstddef>

namespace convolt::engine {

struct tile_cut {
  index tiles = 0;
  index longer = 0;  ///< so many tiles come first and have long_size positions
  index long_size = 0, short_size = 0;

  /// Tiles of at most `rows` positions that differ by one at most: 49 positions are 13 + 12 + 12 + 12.
  [[nodiscard]] static constexpr tile_cut evenly(index positions, index rows) noexcept {
    index const tiles = (positions + rows - 1) / rows;
    if (tiles == 0) { return {}; }
    return {.tiles = tiles,
            .longer = positions % tiles,
            .long_size = positions / tiles + 1,
            .short_size = positions / tiles};
  }
  /// Tiles of `rows` positions and one of the rest: 49 positions are 14 + 14 + 14 + 7. For grids in which not every
  /// number of rows has a kernel.
  [[nodiscard]] static constexpr tile_cut fully(index positions, index rows) noexcept {
    index const tiles = (positions + rows - 1) / rows;
    if (tiles == 0) { return {}; }
    return {.tiles = tiles, .longer = tiles - 1, .long_size = rows, .short_size = positions - (tiles - 1) * rows};
  }

  [[nodiscard]] constexpr index first(index tile) const noexcept {
    index const shorter = std::max<index>(0, tile - longer);
    return (tile - shorter) * long_size + shorter * short_size;
  }
  [[nodiscard]] constexpr index size(index tile) const noexcept { return tile < longer ? long_size : short_size; }
  /// This tile and those after it that have the same size.
  [[nodiscard]] constexpr index alike(index tile) const noexcept {
    return tile < longer ? longer - tile : tiles - tile;
  }
};

/// What tiles of a phase have to do.
struct phase_work {
  index positions, line;  ///< all of them, and those of a line along the last axis
  index rows;             ///< most positions of a tile
  double products;        ///< vector products per position, taps outside the input included
  double wider = 1;       ///< vectors of a tile, counted in those of a usual one
};

/// Whether tiles within lines are less work than tiles that reach from line to line: they leave out the taps that are
/// outside on the other axes, exactly; but there are more of them.
[[nodiscard]] CONVOLT_COLD inline bool pays_by_lines(problem const& phase, phase_work const& w) {
  double inside = 1;
  for (std::size_t d = 0; d + 1 < phase.rank; ++d) {
    axis_problem const& a = phase.axes[d];
    inside *= static_cast<double>(count_meetings(a).value) / static_cast<double>(a.output * a.weights);
  }
  auto const tiles_of = [&](index positions) { return (positions + w.rows - 1) / w.rows; };
  auto const cost = [&](index tiles, double share_inside) {
    double const per_tile = static_cast<double>(w.positions) / static_cast<double>(tiles);
    double const slowed = std::max(per_tile, costs::fewest_fast_rows / w.wider);
    return static_cast<double>(tiles) * (slowed * w.products * share_inside + costs::cycles_per_tile);
  };
  return cost(w.positions / w.line * tiles_of(w.line), inside) < cost(tiles_of(w.positions), 1);
}

}  // namespace convolt::engine
