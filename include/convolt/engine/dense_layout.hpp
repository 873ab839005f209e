// SPDX-License-Identifier: BSD-3-Clause
/// How a dense problem is cut up: runs of output channels, phases, tiles, and blocks of tiles that share a pass of the
/// weights. Only integers, so that it can be looked at before anything is packed.
/// Layer: engine.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/engine/buffer.hpp>
#include <convolt/engine/groups.hpp>
#include <convolt/engine/machine.hpp>
#include <convolt/engine/pack.hpp>
#include <convolt/engine/phases.hpp>
#include <convolt/engine/problem.hpp>
#include <convolt/engine/rows.hpp>
#include <convolt/engine/simd.hpp>
#include <convolt/engine/tiles.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace convolt::engine {

/// A phase of one run of output channels.
struct dense_phase {
  row_geometry rows;
  index output_offset = 0;  ///< of the phase in the output
  index packed_offset = 0;  ///< of its weights in those of the run
  /// Positions come in groups (lines along the last axis, or all as one) that are cut into equally many tiles; the
  /// first `longer` of those have one position more: 49 positions are 13 + 12 + 12 + 12.
  index groups = 0, group_positions = 0, group_tiles = 0;
  index tile_positions = 0, longer = 0;

  [[nodiscard]] index tiles() const noexcept { return groups * group_tiles; }
  [[nodiscard]] index first_position(index tile) const noexcept {
    index const group = tile / group_tiles * group_positions;
    index const number = tile % group_tiles;
    return group + number * tile_positions + std::min(number, longer);
  }
  /// Cut every group into so many tiles.
  void cut(index group_count, index tiles_per_group) noexcept {
    groups = group_count;
    group_tiles = tiles_per_group;
    if (groups == 0) { return; }
    group_positions = rows.positions / groups;
    tile_positions = group_positions / group_tiles;
    longer = group_positions % group_tiles;
  }
};

/// The phases of a run of output channels, and in how many blocks their tiles are walked through.
struct dense_phases {
  std::vector<dense_phase> phases;
  index packed_size = 0;        ///< numbers in the packed weights
  index blocks = 1;             ///< for each block of tiles, all panels of weights pass once
  std::size_t block_bytes = 0;  ///< of workspace for a block
  index tile_bytes = 0;         ///< and for a tile
};

/// A run of output channels. Runs of equally many channels share one list of phases.
struct dense_run {
  channel_run channels;
  panel_list panels;
  std::size_t phases = 0;   ///< which list
  index packed_offset = 0;  ///< of its weights in those of all
};

/// A whole problem.
struct dense_layout {
  std::vector<dense_run> runs;
  std::vector<dense_phases> lists;
  index packed_size = 0;
  index rows = 1;             ///< most positions of a tile
  index panel_vectors = 1;    ///< of most panels
  index longest_row = 0;      ///< in numbers
  index most_vectors = 0;     ///< of output channels of one run
  bool large_arrays = false;  ///< input and output do not fit in the last-level cache
};

namespace detail {

constexpr index bytes_of(index numbers, std::size_t size) noexcept { return numbers * static_cast<index>(size); }

/// Taps of the last axis are merged where rows are shorter than this: then the pointers cost more than the products.
inline constexpr index short_row = 48;

/// Tiles that share a pass of weights that are in the second-level cache anyway: some lines of them, since tiles that
/// follow each other on a line are placed at once.
inline constexpr index tiles_per_block = 64;

/// Makes the layout for one element type and instruction set.
template <class T, class Arch>
class dense_planner {
 public:
  static constexpr index width = static_cast<index>(lanes<T, Arch>);
  static constexpr std::size_t max_rows = std::max(tile_rows<Arch, 1>, tile_rows<Arch, 2>);
  using walker = tile_walker<T, max_rows>;

  /// exact: one position per tile and nothing merged. No tap is listed then that has no sample, so that no zero is ever
  /// multiplied.
  static dense_layout make(problem const& p, bool exact) {
    dense_layout layout;
    std::vector<channel_run> const runs = channel_runs(p);
    index most_channels = 0;
    for (channel_run const& channels : runs) { most_channels = std::max(most_channels, channels.count); }
    layout.most_vectors = panel_list{most_channels, width}.vectors();
    layout.panel_vectors = panel_vectors_for(p, runs);
    layout.rows = exact ? 1 : most_rows(std::min(layout.panel_vectors, layout.most_vectors));
    for (channel_run const& channels : runs) { add_run(layout, p, channels, exact); }
    double const numbers = size_of(p, p.batch * p.in_channels * p.feature_groups, &axis_problem::input) +
                           size_of(p, output_batch(p) * p.out_channels, &axis_problem::output);
    layout.large_arrays = numbers * sizeof(T) > static_cast<double>(machine::last_level_cache);
    return layout;
  }

  /// For weights that are made anew in every pass.
  static void pass_weights_seldom(dense_layout& layout) {
    for (dense_phases& list : layout.lists) { set_blocks(list, 1); }
  }

 private:
  static bool merges_taps(problem const& phase) noexcept {
    return phase.in_channels < short_row && can_merge_taps(phase);
  }

  static index most_rows(index vectors) noexcept {
    if (has_wide_tiles<Arch> && vectors == 4) { return static_cast<index>(tile_rows<Arch, 4>); }
    return static_cast<index>(vectors == 1 ? tile_rows<Arch, 1> : tile_rows<Arch, 2>);
  }

  /// Wide panels where all channels fill them and sums are short.
  static index panel_vectors_for(problem const& p, std::vector<channel_run> const& runs) {
    index most_products = p.in_channels;
    for (std::size_t d = 0; d < p.rank; ++d) {
      axis_problem const& a = p.axes[d];
      most_products *= (a.weights + a.input_dilation - 1) / a.input_dilation;
    }
    index const most = merges_taps(p) ? machine::most_wide_weights_merged : machine::most_wide_weights;
    static constexpr index wide = wide_panel_vectors * width;
    bool const fills = std::all_of(runs.begin(), runs.end(), [](channel_run const& r) { return r.count % wide == 0; });
    bool const short_sums = most_products <= most / bytes_of(wide, sizeof(T));
    return has_wide_tiles<Arch> && fills && short_sums ? wide_panel_vectors : panel_vectors;
  }

  static void add_run(dense_layout& layout, problem const& p, channel_run const& channels, bool exact) {
    dense_run run{.channels = channels,
                  .panels = {channels.count, width, layout.panel_vectors},
                  .phases = layout.lists.size(),
                  .packed_offset = layout.packed_size};
    for (dense_run const& other : layout.runs) {
      if (other.channels.count == channels.count) { run.phases = other.phases; }
    }
    if (run.phases == layout.lists.size()) {
      layout.lists.push_back(list_phases(layout, without_groups(p, channels), run.panels, exact));
    }
    layout.packed_size += layout.lists[run.phases].packed_size;
    layout.runs.push_back(run);
  }

  static dense_phases list_phases(dense_layout& layout, problem const& alone, panel_list const& panels, bool exact) {
    dense_phases list;
    for (index number = 0; number < phase_count(alone); ++number) {
      phase_problem const f = phase(alone, number);
      bool const merged = !exact && merges_taps(f.p);
      dense_phase made{
          .rows = make_row_geometry(f.p, merged), .output_offset = f.output_offset, .packed_offset = list.packed_size};
      cut_into_tiles(made, f.p, layout);
      layout.longest_row = std::max(layout.longest_row, made.rows.channels);
      list.packed_size += products_per_output(f.p).value * panels.vectors() * width;
      list.phases.push_back(std::move(made));
    }
    choose_blocks(list, alone, panels.size(), layout.rows);
    return list;
  }

  /// Tiles within lines leave out the taps that are outside on the other axes, exactly; but there are more of them.
  static void cut_into_tiles(dense_phase& f, problem const& phase, dense_layout const& layout) {
    index const rows = layout.rows;
    if (f.rows.positions == 0) { return; }
    index const all_tiles = (f.rows.positions + rows - 1) / rows;
    f.cut(1, all_tiles);
    if (f.rows.taps.empty()) { return; }
    double inside = 1;
    for (std::size_t d = 0; d + 1 < phase.rank; ++d) {
      axis_problem const& a = phase.axes[d];
      inside *= static_cast<double>(count_meetings(a).value) / static_cast<double>(a.output * a.weights);
    }
    index const line = f.rows.last().outputs;
    index const line_tiles = (line + rows - 1) / rows;
    index const lines = f.rows.positions / line;
    double const wider = static_cast<double>(layout.panel_vectors) / static_cast<double>(panel_vectors);
    double const products = wider * static_cast<double>(f.rows.taps.size()) * static_cast<double>(f.rows.channels);
    auto const cost = [&](index tiles, double share_inside) {
      double const per_tile = static_cast<double>(f.rows.positions) / static_cast<double>(tiles);
      double const slowed = std::max(per_tile, machine::fewest_fast_rows / wider);
      return static_cast<double>(tiles) * (slowed * products * share_inside + machine::cycles_per_tile);
    };
    if (cost(lines * line_tiles, inside) < cost(all_tiles, 1)) { f.cut(lines, line_tiles); }
  }

  /// The inputs of a block, or else all weights, are to stay in the second-level cache while the others pass.
  static void choose_blocks(dense_phases& list, problem const& alone, index panels, index rows) {
    index const cache = machine::second_level_cache / 2;
    index tiles = 1;
    index tile_bytes = 1;
    for (dense_phase const& f : list.phases) {
      tiles = std::max(tiles, f.tiles());
      tile_bytes = std::max(tile_bytes, static_cast<index>(walker::workspace_bytes(f.rows, rows)));
    }
    tile_bytes += static_cast<index>(aligned_size(sizeof(tile_place<T>)));
    double const weights_bytes = static_cast<double>(list.packed_size) * sizeof(T);
    if (weights_bytes <= static_cast<double>(cache)) {
      list.blocks = (tiles + tiles_per_block - 1) / tiles_per_block;
    } else {
      double const input_bytes = size_of(alone, alone.batch * alone.in_channels, &axis_problem::input) * sizeof(T);
      double const blocks = std::max(1., input_bytes / static_cast<double>(cache));
      double const passes = static_cast<double>(panels) * static_cast<double>(list.phases.size());
      bool const one_block = passes * input_bytes <= blocks * weights_bytes;
      list.blocks = one_block ? 1 : static_cast<index>(std::min(blocks + 1, static_cast<double>(tiles)));
    }
    list.tile_bytes = tile_bytes;
    set_blocks(list, list.blocks);
  }

  /// That many, or more: the places of a block are to stay in the cache as well.
  static void set_blocks(dense_phases& list, index blocks) {
    index tiles = 1;
    for (dense_phase const& f : list.phases) { tiles = std::max(tiles, f.tiles()); }
    index const most_tiles = std::max<index>(1, machine::second_level_cache / 2 / list.tile_bytes);
    list.blocks = std::max(blocks, (tiles + most_tiles - 1) / most_tiles);
    index const block_tiles = (tiles + list.blocks - 1) / list.blocks;
    list.block_bytes = static_cast<std::size_t>(block_tiles * list.tile_bytes);
  }

  static double size_of(problem const& p, index per_position, index axis_problem::*extent) noexcept {
    double numbers = static_cast<double>(per_position);
    for (std::size_t d = 0; d < p.rank; ++d) { numbers *= static_cast<double>(p.axes[d].*extent); }
    return numbers;
  }
};

}  // namespace detail
}  // namespace convolt::engine
