// SPDX-License-Identifier: BSD-3-Clause
/// The lines of the Toeplitz method: outputs along the last axis are cut into tiles, weights are packed line by line.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/methods/shared/sample_lines.hpp>
#include <convolt/engine/methods/toeplitz/taps.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace convolt::engine::methods::toeplitz {

/// Outputs along a line, cut into tiles of the largest size and one for the rest.
struct line_tiles {
  index outputs = 0, width = 1;
  index rows = 1;   ///< of most tiles
  index rest = 0;   ///< rows of the last tile, if it has fewer
  index whole = 0;  ///< tiles of most rows

  [[nodiscard]] constexpr index size() const noexcept { return whole + (rest > 0 ? 1 : 0); }
  [[nodiscard]] constexpr index rows_of(index tile) const noexcept { return tile < whole ? rows : rest; }
  [[nodiscard]] constexpr index first_output(index tile) const noexcept { return tile * rows * width; }
  [[nodiscard]] constexpr index stored(index tile) const noexcept {
    return std::min(rows_of(tile) * width, outputs - first_output(tile));
  }
};

/// Sizes: those that tiles may have, the smallest first.
template <std::size_t N>
[[nodiscard]] constexpr line_tiles cut_line(index outputs, index width, std::array<index, N> const& sizes) noexcept {
  index const vectors = outputs / width + (outputs % width != 0 ? 1 : 0);
  line_tiles cut{.outputs = outputs, .width = width, .rows = sizes[N - 1], .whole = vectors / sizes[N - 1]};
  index const left = vectors % cut.rows;
  if (left > 0) {
    cut.rest = *std::find_if(sizes.begin(), sizes.end(), [left](index size) { return size >= left; });
  }
  return cut;
}

/// Pack the weights of an output channel: line by line in the order in which line_list numbers them, and in a line in
/// that of the bunches.
template <class T, class Arch>
T* pack_lines(problem const& p, line_taps const& taps, T const* from, T* to, std::size_t d = 0) {
  if (d + 1 < p.rank) {
    axis_problem const& a = p.axes[d];
    for (index q = 0; q < a.weights; ++q) { to = pack_lines<T, Arch>(p, taps, from + q * a.weights_step, to, d + 1); }
    return to;
  }
  for (index c = 0; c < p.in_channels; ++c) {
    T const* const line = from + c * p.weights_in_step;
    for (index const tap : taps.order) { *to++ = line[tap * line_axis(p).weights_step]; }
  }
  return to;
}

}  // namespace convolt::engine::methods::toeplitz
