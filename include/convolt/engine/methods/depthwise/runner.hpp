// SPDX-License-Identifier: BSD-3-Clause
/// The positions of a line of a strip, cut into tiles.
/// Layer: engine.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/engine/arch/traits.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/methods/depthwise/in_blocks.hpp>
#include <convolt/engine/methods/depthwise/strips.hpp>
#include <convolt/engine/methods/depthwise/tile.hpp>

#include <algorithm>
#include <cstddef>

namespace convolt::engine::methods::depthwise {

/// Samples: by what the samples of each channel of a group are loaded.
template <VectorElement T, class Arch, class Samples>
struct runner {
  Samples const* channels;
  bool in_blocks;  ///< sums are carried so

  /// Whole tiles ask of no sample whether it is there. Where positions at the ends of a line lack some, those beside
  /// them are computed with them: a tile takes hardly longer for one position than for all that it has.
  void run(strip const& strip, task<T> const& task) const {
    if (in_blocks) { return run_in_blocks(strip, task); }
    bool const lacks_none = strip.first_whole <= strip.first && strip.end <= strip.end_whole;
    if (lacks_none && run_whole_tiles<rows>(strip.first, strip.end, task) > 0) { return; }
    for (index u = strip.first; u < strip.end;) {
      index const tiles = u < strip.first_whole ? 0 : (strip.end_whole - u) / static_cast<index>(rows);
      if (tiles > 0) {
        tile_of<rows>::run_whole(task, channels, u, tiles);
        u += tiles * static_cast<index>(rows);
      } else {
        u += run_part(task, u, strip.end);
      }
    }
  }

 private:
  static constexpr std::size_t rows = tile_positions<Arch>;
  template <std::size_t R>
  using tile_of = tile<T, Arch, Samples, R>;

  /// The positions first to end - 1 by tiles of R or half as many. Returns how many tiles: 0 where there are too few
  /// positions for one.
  template <std::size_t R>
  index run_whole_tiles(index first, index end, task<T> const& task) const {
    static constexpr index step = static_cast<index>(R);
    static constexpr bool has_half = R == rows && !is_compact<Arch>;
    index const positions = std::max<index>(end - first, 0);
    index const tiles = positions / step, left = positions % step;
    if (tiles > 0) { tile_of<R>::run_whole(task, channels, first, tiles); }
    if (left == 0) { return tiles; }
    if constexpr (has_half) {
      if (tiles == 0) { return run_whole_tiles<R / 2>(first, end, task); }
      if (left <= step / 2) { return tiles + run_whole_tiles<R / 2>(end - step / 2, end, task); }
    }
    if (tiles == 0) { return 0; }
    tile_of<R>::run_whole(task, channels, end - step, 1);
    return tiles + 1;
  }

  /// Positions from u on, not beyond `end`, that may lack samples: half a tile. Returns how many.
  index run_part(task<T> const& task, index u, index end) const {
    static constexpr std::size_t quarter = is_compact<Arch> ? rows / 2 : rows / 4;
    index const count = std::min(static_cast<index>(rows / 2), end - u);
    if (count > static_cast<index>(quarter)) {
      tile_of<rows / 2>::run_part(task, channels, u, count);
    } else {
      tile_of<quarter>::run_part(task, channels, u, count);
    }
    return count;
  }

  void run_in_blocks(strip const& strip, task<T> const& task) const {
    static constexpr index step = static_cast<index>(rows);
    for (index u = strip.first; u < strip.end;) {
      bool const whole = u >= strip.first_whole && u + step <= strip.end_whole;
      index const count = whole ? step : std::min(step / 2, strip.end - u);
      depthwise::run_in_blocks<T, Arch>(task, u, count, [&](depthwise::task<T> const& part) {
        if (whole) { return tile_of<rows>::run_whole(part, channels, u, 1); }
        tile_of<rows / 2>::run_part(part, channels, u, count);
      });
      u += count;
    }
  }
};

}  // namespace convolt::engine::methods::depthwise
