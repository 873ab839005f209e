// SPDX-License-Identifier: BSD-3-Clause
/// Where the rows of input channels lie that the windows of a phase meet. A window wholly inside the input needs one
/// pointer, to which the same tap offsets are added everywhere; only at borders each tap gets pointers of its own, some
/// of them to zeros. Where channels are few, the taps along the last axis are merged into one long row.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/engine/methods/shared/tile.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

namespace convolt::engine {

/// One axis of a phase. Output t begins its window at sample t * stride - pad_lo; tap q is q * dilation samples
/// further.
struct row_axis {
  index outputs = 1, stride = 1, pad_lo = 0;
  index input = 1;
  index taps = 1, dilation = 1;
  index reach = 0;  ///< samples from the first to the last of a window
  index input_step = 0, output_step = 0;
};

/// Tiles never have more rows than this.
inline constexpr std::size_t most_tile_rows = 16;

/// A phase as rows and positions. Positions are numbered over the batch and the axes, the last one fastest.
struct row_geometry {
  std::size_t rank = 1;  ///< at least 1
  std::array<row_axis, max_spatial_rank> axes{};
  index batch = 1, input_batch_step = 0, output_batch_step = 0;
  index positions = 0;
  index span = 1;               ///< samples per row: more than 1 where the taps of the last axis are merged
  index channels = 0;           ///< values per row: span * input channels
  std::vector<tap_place> taps;  ///< of a window wholly inside; none if the sum has no terms
  /// Where the rows and the outputs of neighbouring positions on a line are, counted from the first.
  std::array<index, most_tile_rows> row_offsets{}, output_offsets{};

  [[nodiscard]] row_axis const& last() const { return axes[rank - 1]; }
};

/// Taps of the last axis are merged where rows are shorter than this: then the pointers cost more than the products.
inline constexpr index short_row = 48;

/// Whether the taps of the last axis lie side by side in memory, so that they can be read as one row.
[[nodiscard]] constexpr bool can_merge_taps(problem const& phase) noexcept {
  if (phase.rank == 0) { return false; }
  axis_problem const& a = phase.axes[phase.rank - 1];
  return a.weights > 1 && a.weights_dilation == 1 && a.input_step == phase.in_channels;
}

CONVOLT_COLD inline void list_taps(row_geometry& g, std::size_t d, index offset) {
  // No rank is above that of the array; g++ -O3 would not know, and warn of axes beyond.
  if (d == g.rank || d == g.axes.size()) {
    g.taps.push_back(
        {.input = offset, .weights = static_cast<index>(g.taps.size()) * g.channels, .channels = g.channels});
    return;
  }
  row_axis const& a = g.axes[d];
  for (index q = 0; q < a.taps; ++q) { list_taps(g, d + 1, offset + q * a.dilation * a.input_step); }
}

/// The rows of a phase: a problem without groups and with input_dilation 1 everywhere. merged: as one row per line of
/// taps, which needs can_merge_taps.
CONVOLT_COLD inline void make_row_geometry(problem const& phase, bool merged, row_geometry& g) {
  g.rank = phase.rank == 0 ? 1 : phase.rank;
  g.batch = phase.batch;
  g.input_batch_step = phase.input_batch_step;
  g.output_batch_step = phase.output_batch_step;
  g.positions = phase.batch;
  g.channels = phase.in_channels;
  bool no_terms = phase.in_channels == 0;
  for (std::size_t d = 0; d < phase.rank; ++d) {
    axis_problem const& a = phase.axes[d];
    g.axes[d] = {.outputs = a.output,
                 .stride = a.stride,
                 .pad_lo = a.pad_lo,
                 .input = a.input,
                 .taps = a.weights,
                 .dilation = a.weights_dilation,
                 .reach = a.weights == 0 ? 0 : (a.weights - 1) * a.weights_dilation,
                 .input_step = a.input_step,
                 .output_step = a.output_step};
    g.positions *= a.output;
    no_terms = no_terms || a.weights == 0 || a.input == 0;
  }
  if (merged) {
    row_axis& a = g.axes[g.rank - 1];
    g.span = a.taps;
    g.channels *= a.taps;
    a.taps = 1;
  }
  if (!no_terms) { list_taps(g, 0, 0); }
  // Only as far as there are positions: further offsets could overflow.
  index const neighbours = std::min(g.last().outputs, static_cast<index>(most_tile_rows));
  for (index r = 0; r < neighbours; ++r) {
    g.row_offsets[static_cast<std::size_t>(r)] = r * g.last().stride * g.last().input_step;
    g.output_offsets[static_cast<std::size_t>(r)] = r * g.last().output_step;
  }
}

[[nodiscard]] inline row_geometry make_row_geometry(problem const& phase, bool merged) {
  row_geometry g;
  make_row_geometry(phase, merged, g);
  return g;
}

}  // namespace convolt::engine
