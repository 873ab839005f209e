// SPDX-License-Identifier: BSD-3-Clause
/// What the method makes its plans for, and what a run is estimated at: products, or loads, tiles, copies and stores.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/costs.hpp>
#include <convolt/engine/arch/family.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/methods/along_line/plan.hpp>
#include <convolt/engine/methods/along_line/tile.hpp>
#include <convolt/engine/methods/shared/boxes.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/engine/problem/groups.hpp>
#include <convolt/engine/problem/limits.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <cstddef>

namespace convolt::engine::methods::along_line {

/// Plans for one element type and instruction set.
template <VectorElement T, class Arch>
struct planner {
  static constexpr index width = static_cast<index>(lanes<T, Arch>);
  static constexpr index most_panel_rows = static_cast<index>(most_rows<Arch>);
  static constexpr index tile_positions = static_cast<index>(tile_vectors<Arch>(1)) * width;

  [[nodiscard]] static plan make(problem const& p, box_limits const& limits, bool estimate = false) {
    index const size = static_cast<index>(sizeof(T));
    return make_plan(p, {.samples = limits.input / size / std::max<index>(p.in_channels, 1),
                         .outputs = limits.output / size / (most_panel_rows * 2 / 3),
                         .tile = tile_positions,
                         .rows = most_panel_rows,
                         .cache_line = static_cast<index>(memory_alignment) / size,
                         .estimate = estimate});
  }
  [[nodiscard]] static index choose_panel(plan const& plan, index rows) {
    return panel_rows<Arch>(rows, plan.last_members(), (most_positions(plan) + width - 1) / width);
  }
};

/// Whether the groups of channels are neighbours in memory, in an array that leaves the nearest cache between two.
template <class T>
bool brings_lines_anew(problem const& p) {
  bool const in_groups = std::max(p.feature_groups, p.batch_groups) > 1 && p.axes[p.rank - 1].input_step != 1;
  return in_groups && input_numbers(p) * sizeof(T) > static_cast<double>(costs::first_level_cache);
}

/// Of a sample.
template <class T, class Arch>
double cycles_per_copied(along_line::plan const& plan) {
  namespace cost = costs::along_line;
  axis_problem const& last = plan.p.axes[plan.column_axis()];
  if (last.input_step != 1) {
    return halves_vectors<T, Arch>() ? cost::cycles_per_gathered : cost::cycles_per_gathered_whole;
  }
  return !plan.splits() ? cost::cycles_per_copied : last.stride == 2 ? cost::cycles_per_paired : cost::cycles_per_split;
}

/// Per vector of positions: products, or loads, most of which cross a cache line, or the wait for the sum before where
/// few of them lie side by side, and the costs per tile.
template <class T, class Arch>
double tile_cycles(index channels, index products, double side_by_side) {
  double const vectors = static_cast<double>(tile_vectors<Arch>(static_cast<std::size_t>(channels)));
  double const r = static_cast<double>(channels);
  double const loads = (1.8 + r / vectors) / 2;
  double const wait = costs::along_line::latency / std::min(vectors, side_by_side);
  return std::max({r / products_per_cycle<T, Arch>(), loads, wait}) * static_cast<double>(products) +
         costs::cycles_per_tile / vectors;
}

/// Cycles of a run of the problem.
template <VectorElement T, class Arch>
CONVOLT_COLD double estimate_cycles(problem const& p) {
  using planner = along_line::planner<T, Arch>;
  namespace cost = costs::along_line;
  along_line::plan const plan = planner::make(p, {}, true);
  index const groups = std::max(p.feature_groups, p.batch_groups);
  index const rows = plan.rows(std::max<index>(p.out_channels / groups, 1));
  index const panel = planner::choose_panel(plan, rows);
  double cycles = 0;
  bool const fast_groups = plan.last_members() <= 2 && p.axes[p.rank - 1].output_step == 1;
  for (phase_layout const& f : plan.phases) {
    bool const packed_outputs = plan.members > 1 ? fast_groups : f.axes[p.rank - 1].output_step == 1;
    double positions = static_cast<double>(output_batch(p));
    for (std::size_t d = 0; d < p.rank; ++d) { positions *= static_cast<double>(f.axes[d].outputs); }
    index const columns = std::min(f.axes[p.rank - 1].outputs, plan.boxes.outputs(p.rank - 1));
    double const line = static_cast<double>(std::max<index>(columns, 1));
    bool const joined = joins_lines(plan, f, columns);
    double const gap =
        joined ? static_cast<double>(plan.steps[plan.row_axis()]) - line : static_cast<double>(planner::width) / 2;
    double const vectors_of_line = (line + gap) / static_cast<double>(planner::width);
    double const vectors = positions / line * vectors_of_line;
    double const side_by_side = std::max(1., joined ? vectors : vectors_of_line);
    bool const many_products = cost::most_products_alone < static_cast<double>(f.products);
    bool const alone = many_products && !joined && columns < planner::width / 2;
    for (index i = 0; i < rows; i += panel) {
      index const stored = std::min(panel, rows - i);
      cycles += vectors * tile_cycles<T, Arch>(stored, f.products, side_by_side) * (alone ? cost::slowed_alone : 1);
      cycles += positions * static_cast<double>(stored) *
                (packed_outputs ? cost::cycles_per_stored : cost::cycles_per_scattered);
    }
  }
  // Loads that are not aligned hide behind products that come half as fast.
  bool const waits = plan.copies && !halves_vectors<T, Arch>();
  cycles *= static_cast<double>(groups) * (waits ? cost::slowed_by_unaligned : cost::slowed);
  if (plan.copies) {
    double const samples = static_cast<double>(plan.copy_size) * static_cast<double>(plan.boxes.size() * groups);
    cycles += samples * cycles_per_copied<T, Arch>(plan);
    if (brings_lines_anew<T>(p)) { cycles += (samples + output_numbers(p)) * cost::cycles_per_far; }
    if (p.axes[p.rank - 1].input < planner::width) {
      double const lines = samples / static_cast<double>(plan.steps[plan.row_axis()]);
      cycles += lines * static_cast<double>(p.rank - 1) * cost::cycles_per_short_line;
    }
  }
  return cycles;
}

}  // namespace convolt::engine::methods::along_line
