// SPDX-License-Identifier: BSD-3-Clause
/// How a dense problem is cut up: runs of output channels, phases, tiles, and blocks of tiles that share a pass of the
/// weights. Only integers, so that it can be looked at before anything is packed.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/costs.hpp>
#include <convolt/engine/arch/family.hpp>
#include <convolt/engine/arch/traits.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/methods/shared/cut.hpp>
#include <convolt/engine/methods/shared/pack.hpp>
#include <convolt/engine/methods/shared/prefetch.hpp>
#include <convolt/engine/methods/shared/rows.hpp>
#include <convolt/engine/methods/shared/walker.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/engine/problem/groups.hpp>
#include <convolt/engine/problem/phases.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace convolt::engine::methods::dense {

/// A phase of one run of output channels.
struct phase_layout {
  row_geometry rows;
  index output_offset = 0;  ///< of the phase in the output
  index packed_offset = 0;  ///< of its weights in those of the run
  /// Positions come in groups, lines along the last axis or all as one, each of which is cut alike.
  index groups = 0;
  tile_cut cut{};

  [[nodiscard]] index tiles() const noexcept { return groups * cut.tiles; }
  [[nodiscard]] index first_position(index tile) const noexcept {
    return tile / cut.tiles * (rows.positions / groups) + cut.first(tile % cut.tiles);
  }
};

/// The phases of a run of output channels, and in how many blocks their tiles are walked through.
struct phase_list {
  std::vector<phase_layout> phases{};
  index packed_size = 0;        ///< numbers in the packed weights
  index blocks = 1;             ///< for each block of tiles, all panels of weights pass once
  std::size_t block_bytes = 0;  ///< of workspace for a block
  index tile_bytes = 0;         ///< and for a tile
};

/// A run of output channels. Runs of equally many channels share one list of phases.
struct run_layout {
  channel_run channels;
  panel_list panels;
  std::size_t phases = 0;   ///< which list
  index packed_offset = 0;  ///< of its weights in those of all
};

/// A whole problem.
struct layout {
  std::vector<run_layout> runs;
  std::vector<phase_list> lists;
  index packed_size = 0;
  index rows = 1;             ///< most positions of a tile
  index panel_vectors = 1;    ///< of most panels
  index longest_row = 0;      ///< in numbers
  index most_vectors = 0;     ///< of output channels of one run
  bool large_arrays = false;  ///< input and output do not fit in the last-level cache
  bool in_blocks = false;     ///< sums are carried in blocks

  /// Products of the longest sum.
  [[nodiscard]] index longest_sum() const {
    index most = 0;
    for (phase_list const& list : lists) {
      for (phase_layout const& f : list.phases) {
        most = std::max(most, static_cast<index>(f.rows.taps.size()) * f.rows.channels);
      }
    }
    return most;
  }
};

/// Tiles that share a pass of weights that are in the second-level cache anyway: some lines of them, since tiles that
/// follow each other on a line are placed at once.
inline constexpr index tiles_per_block = 64;

/// Makes the layout for one element type and instruction set.
template <class T, class Arch>
class planner {
 public:
  static constexpr index width = static_cast<index>(lanes<T, Arch>);
  static constexpr std::size_t max_rows = std::max(tile_rows<Arch, 1>, tile_rows<Arch, 2>);
  using walker = tile_walker<T, max_rows, has_partial_taps<Arch>>;

  /// exact: one position per tile and nothing merged. No tap is listed then that has no sample, so that no zero is ever
  /// multiplied.
  CONVOLT_NOINLINE static layout make(problem const& p, bool exact) {
    layout layout;
    std::vector<channel_run> const runs = channel_runs(p);
    index most_channels = 0;
    for (channel_run const& channels : runs) { most_channels = std::max(most_channels, channels.count); }
    layout.most_vectors = panel_list{most_channels, width}.vectors();
    layout.panel_vectors = panel_vectors_for(p, runs);
    layout.rows = exact ? 1 : most_rows(std::min(layout.panel_vectors, layout.most_vectors));
    layout.runs = std::vector<run_layout>(runs.size());
    for (std::size_t i = 0; i < runs.size(); ++i) { add_run(layout, p, runs[i], layout.runs[i], exact); }
    layout.large_arrays = exceeds_caches<T>(p);
    return layout;
  }

  /// For weights that are made anew in every pass.
  static void pass_weights_seldom(layout& layout) {
    for (phase_list& list : layout.lists) { set_blocks(list, 1); }
  }

  static bool merges_taps(problem const& phase) noexcept {
    return phase.in_channels < short_row && can_merge_taps(phase);
  }

 private:
  static index most_rows(index vectors) noexcept {
    if (has_wide_tiles<Arch> && vectors == 4) { return static_cast<index>(tile_rows<Arch, 4>); }
    return static_cast<index>(vectors == 1 ? tile_rows<Arch, 1> : tile_rows<Arch, 2>);
  }

  static index panel_vectors_for(problem const& p, std::vector<channel_run> const& runs) {
    if constexpr (has_wide_tiles<Arch>) {
      bool const pays = halves_long_vectors<Arch>() ? has_many_positions(p) : has_short_sums(p);
      bool const fills =
          std::all_of(runs.begin(), runs.end(), [](channel_run const& r) { return fills_wide(r.count); });
      if (pays && fills) { return wide_panel_vectors; }
    }
    return panel_vectors;
  }
  /// What is left over makes a panel of one or two vectors, which few rows do not slow.
  static bool fills_wide(index channels) noexcept {
    index const vectors = (channels + width - 1) / width, rest = vectors % wide_panel_vectors;
    return vectors >= wide_panel_vectors && (channels % width == 0 || halves_long_vectors<Arch>()) &&
           (rest == 0 || (rest <= panel_vectors && halves_long_vectors<Arch>()));
  }
  /// Wide panels read their weights anew for each few positions. Where products are as fast as they can be, weights
  /// come fast enough from the first cache only.
  static bool has_short_sums(problem const& p) noexcept {
    index most_products = p.in_channels;
    for (std::size_t d = 0; d < p.rank; ++d) {
      axis_problem const& a = p.axes[d];
      most_products *= (a.weights + a.input_dilation - 1) / a.input_dilation;
    }
    index const most = merges_taps(p) ? costs::most_wide_weights_merged : costs::most_wide_weights;
    return most_products <= most / bytes_of(wide_panel_vectors * width, sizeof(T));
  }
  /// Where products take twice as long, they come fast enough, unless positions are so few that they come from far.
  static bool has_many_positions(problem const& p) noexcept {
    double positions = static_cast<double>(output_batch(p)) / static_cast<double>(phase_count(p));
    for (std::size_t d = 0; d < p.rank; ++d) { positions *= static_cast<double>(p.axes[d].output); }
    return positions >= costs::fewest_wide_positions;
  }

  static void add_run(layout& layout, problem const& p, channel_run const& channels, run_layout& run, bool exact) {
    run = {.channels = channels,
           .panels = {channels.count, width, layout.panel_vectors},
           .phases = layout.lists.size(),
           .packed_offset = layout.packed_size};
    for (run_layout const* other = layout.runs.data(); other != &run; ++other) {
      if (other->channels.count == channels.count) { run.phases = other->phases; }
    }
    if (run.phases == layout.lists.size()) {
      layout.lists.push_back(list_phases(layout, without_groups(p, channels), run.panels, exact));
    }
    layout.packed_size += layout.lists[run.phases].packed_size;
  }

  CONVOLT_NOINLINE static phase_list list_phases(layout& layout, problem const& alone, panel_list const& panels,
                                                 bool exact) {
    phase_list list{.phases = std::vector<phase_layout>(static_cast<std::size_t>(phase_count(alone)))};
    for (std::size_t number = 0; number < list.phases.size(); ++number) {
      phase_problem const f = phase(alone, static_cast<index>(number));
      phase_layout& made = list.phases[number];
      make_row_geometry(f.p, !exact && merges_taps(f.p), made.rows);
      made.output_offset = f.output_offset;
      made.packed_offset = list.packed_size;
      cut_into_tiles(made, f.p, layout);
      layout.longest_row = std::max(layout.longest_row, made.rows.channels);
      list.packed_size += products_per_output(f.p).value * panels.vectors() * width;
    }
    choose_blocks(list, alone, panels.size(), layout.rows);
    return list;
  }

  static void cut_into_tiles(phase_layout& f, problem const& phase, layout const& layout) {
    if (f.rows.positions == 0) { return; }
    double const wider = static_cast<double>(layout.panel_vectors) / static_cast<double>(panel_vectors);
    double const taps = static_cast<double>(f.rows.taps.size());
    phase_work const work{.positions = f.rows.positions,
                          .line = f.rows.last().outputs,
                          .rows = layout.rows,
                          .products = wider * taps * static_cast<double>(f.rows.channels),
                          .wider = wider};
    bool const by_lines = !f.rows.taps.empty() && pays_by_lines(phase, work);
    f.groups = by_lines ? work.positions / work.line : 1;
    f.cut = cut_positions<Arch>(work.positions / f.groups, layout.rows);
  }

  /// The inputs of a block, or else all weights, are to stay in the second-level cache while the others pass.
  CONVOLT_NOINLINE static void choose_blocks(phase_list& list, problem const& alone, index panels, index rows) {
    index const cache = costs::second_level_cache / 2;
    index tiles = 1;
    index tile_bytes = 1;
    for (phase_layout const& f : list.phases) {
      tiles = std::max(tiles, f.tiles());
      tile_bytes = std::max(tile_bytes, static_cast<index>(walker::workspace_bytes(f.rows, rows)));
    }
    tile_bytes += static_cast<index>(aligned_size(sizeof(tile_place<T>)));
    double const weights_bytes = static_cast<double>(list.packed_size) * sizeof(T);
    if (weights_bytes <= static_cast<double>(cache)) {
      list.blocks = (tiles + tiles_per_block - 1) / tiles_per_block;
    } else {
      double const input_bytes = input_numbers(alone) * sizeof(T);
      double const blocks = std::max(1., input_bytes / static_cast<double>(cache));
      double const passes = static_cast<double>(panels) * static_cast<double>(list.phases.size());
      bool const one_block = passes * input_bytes <= blocks * weights_bytes;
      list.blocks = one_block ? 1 : static_cast<index>(std::min(blocks + 1, static_cast<double>(tiles)));
    }
    list.tile_bytes = tile_bytes;
    set_blocks(list, list.blocks);
  }

  /// That many, or more: the places of a block are to stay in the cache as well.
  static void set_blocks(phase_list& list, index blocks) {
    index tiles = 1;
    for (phase_layout const& f : list.phases) { tiles = std::max(tiles, f.tiles()); }
    index const most_tiles = std::max<index>(1, costs::second_level_cache / 2 / list.tile_bytes);
    list.blocks = std::max(blocks, (tiles + most_tiles - 1) / most_tiles);
    index const block_tiles = (tiles + list.blocks - 1) / list.blocks;
    list.block_bytes = static_cast<std::size_t>(block_tiles * list.tile_bytes);
  }
};

}  // namespace convolt::engine::methods::dense
