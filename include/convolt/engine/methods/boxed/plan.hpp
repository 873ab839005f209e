// SPDX-License-Identifier: BSD-3-Clause
/// The plan of a dense problem whose channels are not neighbours in memory: boxes, and phases whose rows and outputs
/// lie in copies of a box. The steps of a copy stay the same from box to box, so that one list of taps serves them all.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/traits.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/methods/shared/boxes.hpp>
#include <convolt/engine/methods/shared/cut.hpp>
#include <convolt/engine/methods/shared/pack.hpp>
#include <convolt/engine/methods/shared/rows.hpp>
#include <convolt/engine/methods/shared/tile.hpp>
#include <convolt/engine/methods/shared/walker.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/engine/problem/groups.hpp>
#include <convolt/engine/problem/phases.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>
#include <vector>

namespace convolt::engine::methods::boxed {

/// Which arrays are copied, and whether the samples, if they are not, are neighbours position by position.
struct copied_arrays {
  bool input = true, output = true;
  bool in_place = false;
};

/// Whether the windows of a phase move by a sample from an output to the next, and at either end of the line at most
/// the outermost of them reaches out of the input, by one sample and not with all of its taps.
[[nodiscard]] constexpr bool moves_by_samples(axis_problem const& a, axis_phase const& f) noexcept {
  if (f.taps == 0 || f.outputs == 0) { return true; }
  index const reach = (f.taps - 1) * f.dilation;
  index const beyond = f.outputs - f.pad_lo - a.input;  // how far behind the last sample the last window begins
  return f.stride == 1 && f.pad_lo <= std::min<index>(1, reach) && beyond <= 0 && beyond + reach <= 1;
}

/// How a plan is made.
struct options {
  copied_arrays copied{};
  box_limits limits{};
  bool exact = false;  ///< no tap is listed that has no sample: no zero is ever multiplied
};

/// A phase in a box.
struct phase_layout {
  row_geometry rows;
  std::array<axis_phase, max_spatial_rank> axes{};
  index output_offset = 0;
  index products = 0;         ///< per output
  index products_before = 0;  ///< of the phases before
  bool by_lines = false;      ///< no tile reaches over the end of a line
};

/// Runs of equally many output channels share one of these.
struct phase_list {
  index channels = 0;  ///< output channels of a run
  panel_list panels{};
  problem local;  ///< of a run, with the steps of the copies
  output_boxes boxes{};
  std::vector<phase_layout> phases{};
  index products = 0;                     ///< per output, over all phases
  index input_size = 0, output_size = 0;  ///< of the copies, in numbers; the output has one panel
  index most_tiles = 0;                   ///< of a box, over all phases
  std::size_t tile_bytes = 0;             ///< of workspace, at most

  /// Numbers of packed weights: panel by panel, and in a panel phase by phase, as they are computed.
  [[nodiscard]] index packed_size() const noexcept { return panels.vectors() * panels.width * products; }
  /// Where the weights of a phase of a panel begin.
  [[nodiscard]] index packed_offset(channel_panel const& panel, phase_layout const& f) const noexcept {
    return panel.first * products + panel.vectors * panels.width * f.products_before;
  }
};

/// The arrays of this problem that have to be copied: those whose channels are not neighbours.
[[nodiscard]] constexpr copied_arrays arrays_to_copy(problem const& p) noexcept {
  return {.input = p.input_channel_step != 1 && p.in_channels > 1,
          .output = p.output_channel_step != 1 && p.out_channels > 1};
}

/// Makes the plan for one element type and instruction set.
/// InPlace: whether samples may be read in place. Tiles of few rows have too little to do with each line of a channel:
/// they were up to 30 % slower so.
template <class T, class Arch, bool InPlace = has_wide_tiles<Arch>>
class planner {
 public:
  static constexpr index width = static_cast<index>(lanes<T, Arch>);
  static constexpr std::size_t max_rows = std::max(tile_rows<Arch, 1>, tile_rows<Arch, 2>);
  using walker = tile_walker<T, max_rows, has_partial_taps<Arch>>;

  /// For a run of a problem that has an axis and outputs.
  CONVOLT_COLD static phase_list make(problem const& p, channel_run const& run, options const& options) {
    phase_list made{.channels = run.count, .panels = {run.count, width}, .local = without_groups(p, run)};
    made.boxes = output_boxes(p, numbers_of(options.limits.input) / std::max<index>(p.in_channels, 1),
                              numbers_of(options.limits.output) / pitch(made.panels));
    if (options.copied.input) { made.input_size = set_input_steps(made); }
    if (options.copied.output) { made.output_size = set_output_steps(made); }
    made.phases = std::vector<phase_layout>(static_cast<std::size_t>(phase_count(made.local)));
    for (index number = 0; number < phase_count(made.local); ++number) { add_phase(made, number, options); }
    return made;
  }

  /// Rows of a tile.
  static index rows(panel_list const& panels, bool exact) noexcept {
    return exact ? 1 : static_cast<index>(panels.vectors() == 1 ? tile_rows<Arch, 1> : tile_rows<Arch, 2>);
  }
  /// Distance of two positions in the copy of a panel of outputs.
  static index pitch(panel_list const& panels) noexcept { return std::min(panels.vectors(), panel_vectors) * width; }

  /// What is copied of this problem, given a number that divides the output channels of every run: not the samples if
  /// tiles can read them where they are and gain by it. Then each line is many tiles long, so that its tiles need not
  /// reach into the next.
  static copied_arrays copies(problem const& p, index run_channels) noexcept {
    copied_arrays copied = arrays_to_copy(p);
    bool const whole_panels = InPlace && run_channels % (panel_vectors * width) == 0;
    if (copied.input && whole_panels && p.in_channels >= fewest_channels_in_place && has_samples_in_place(p)) {
      copied.input = false;
      copied.in_place = true;
    }
    return copied;
  }

 private:
  static constexpr index fewest_channels_in_place = 32;
  static constexpr index fewest_tiles_in_place = 4;  ///< of a line

  static bool has_samples_in_place(problem const& p) noexcept {
    if (p.rank == 0 || p.axes[p.rank - 1].input_step != 1) { return false; }
    axis_problem const& a = p.axes[p.rank - 1];
    for (index r = 0; r < phase_count(a); ++r) {
      axis_phase const f = phase_of(a, r);
      bool const is_long = f.outputs >= fewest_tiles_in_place * static_cast<index>(tile_rows<Arch, 2>);
      if (!is_long || !moves_by_samples(a, f)) { return false; }
    }
    return true;
  }

  static index numbers_of(index bytes) noexcept { return bytes / static_cast<index>(sizeof(T)); }

  /// Distance of two positions in the copy of the samples. Rows a multiple of so many cache lines apart have so few
  /// places in the first-level cache that they drive each other out: then it is a line more.
  static index apart(index channels) noexcept {
    static constexpr index crowded_lines = 16;
    static constexpr index line = static_cast<index>(memory_alignment / sizeof(T));
    return channels % (crowded_lines * line) == 0 ? channels + line : channels;
  }

  static index set_input_steps(phase_list& made) {
    problem& p = made.local;
    index step = apart(p.in_channels);
    for (std::size_t d = p.rank; d-- > 0;) {
      p.axes[d].input_step = step;
      step *= made.boxes.inputs(d);
    }
    p.input_batch_step = 0;
    return step;
  }

  /// Outputs of the axes of which a box has one are all in the same place.
  static index set_output_steps(phase_list& made) {
    problem& p = made.local;
    index step = pitch(made.panels);
    for (std::size_t d = p.rank; d-- > 0;) {
      p.axes[d].output_step = d < made.boxes.axis() ? 0 : step;
      step *= made.boxes.outputs(d);
    }
    p.output_batch_step = 0;
    return step;
  }

  CONVOLT_COLD static void add_phase(phase_list& made, index number, options const& options) {
    problem const& p = made.local;
    phase_problem const f = phase(p, number);
    bool const merged = !options.exact && !options.copied.in_place && p.in_channels < short_row && can_merge_taps(f.p);
    phase_layout& made_phase = made.phases[static_cast<std::size_t>(number)];
    make_row_geometry(f.p, merged, made_phase.rows);
    made_phase.output_offset = f.output_offset;
    made_phase.products = products_per_output(f.p).value;
    made_phase.products_before = made.products;
    index positions = 1;
    for (std::size_t d = p.rank; d-- > 0;) {
      axis_problem const& a = p.axes[d];
      axis_phase const axis = phase_of(a, number % phase_count(a));
      number /= phase_count(a);
      made_phase.axes[d] = axis;
      positions *= std::min(axis.outputs, (made.boxes.outputs(d) - 1) / axis.output_step + 1);
    }
    index const most_rows = rows(made.panels, options.exact);
    index const line = std::max<index>(1, std::min(positions, made_phase.axes[p.rank - 1].outputs));
    phase_work const work{
        .positions = positions, .line = line, .rows = most_rows, .products = static_cast<double>(made_phase.products)};
    bool const has_work = positions > 0 && !made_phase.rows.taps.empty();
    made_phase.by_lines = options.copied.in_place || (has_work && pays_by_lines(f.p, work));
    made.most_tiles += made_phase.by_lines ? positions / line * ((line + most_rows - 1) / most_rows)
                                           : (positions + most_rows - 1) / most_rows;
    made.tile_bytes = std::max(
        made.tile_bytes, walker::workspace_bytes(made_phase.rows, most_rows) + aligned_size(sizeof(tile_place<T>)));
    made.products += made_phase.products;
  }
};

}  // namespace convolt::engine::methods::boxed
