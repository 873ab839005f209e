// SPDX-License-Identifier: BSD-3-Clause
/// The plan of a dense problem whose channels are not neighbours in memory: boxes, and phases whose rows and outputs
/// lie in copies of a box. The steps of a copy stay the same from box to box, so that one list of taps serves them all.
/// Layer: engine.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/engine/buffer.hpp>
#include <convolt/engine/channels_first_layout.hpp>
#include <convolt/engine/dense_layout.hpp>
#include <convolt/engine/groups.hpp>
#include <convolt/engine/machine.hpp>
#include <convolt/engine/pack.hpp>
#include <convolt/engine/phases.hpp>
#include <convolt/engine/problem.hpp>
#include <convolt/engine/rows.hpp>
#include <convolt/engine/simd.hpp>
#include <convolt/engine/tile.hpp>
#include <convolt/engine/tiles.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>
#include <vector>

namespace convolt::engine {

/// Which arrays are copied, and whether the samples, if they are not, are neighbours position by position.
struct copied_arrays {
  bool input = true, output = true;
  bool in_place = false;
};

namespace detail {

/// Whether the windows of a phase move by a sample from an output to the next, and at either end of the line at most
/// the outermost of them reaches out of the input, by one sample and not with all of its taps.
[[nodiscard]] constexpr bool moves_by_samples(axis_problem const& a, axis_phase const& f) noexcept {
  if (f.taps == 0 || f.outputs == 0) { return true; }
  index const reach = (f.taps - 1) * f.dilation;
  index const beyond = f.outputs - f.pad_lo - a.input;  // how far behind the last sample the last window begins
  return f.stride == 1 && f.pad_lo <= std::min<index>(1, reach) && beyond <= 0 && beyond + reach <= 1;
}

}  // namespace detail

/// Bytes of the copies of a box, as far as the windows permit.
struct box_limits {
  index input = machine::second_level_cache;
  index output = machine::second_level_cache / 4;  ///< of one panel
};

/// How a plan is made.
struct box_options {
  copied_arrays copied{};
  box_limits limits{};
  bool exact = false;  ///< no tap is listed that has no sample: no zero is ever multiplied
};

/// A phase in a box.
struct boxed_phase {
  row_geometry rows;
  std::array<axis_phase, max_spatial_rank> axes{};
  index output_offset = 0;
  index products = 0;         ///< per output
  index products_before = 0;  ///< of the phases before
  bool by_lines = false;      ///< no tile reaches over the end of a line
};

/// Runs of equally many output channels share one of these.
struct boxed_phases {
  index channels = 0;  ///< output channels of a run
  panel_list panels{};
  problem local;  ///< of a run, with the steps of the copies
  position_boxes boxes{};
  std::vector<boxed_phase> phases{};
  index products = 0;                     ///< per output, over all phases
  index input_size = 0, output_size = 0;  ///< of the copies, in numbers; the output has one panel
  index most_tiles = 0;                   ///< of a box, over all phases
  std::size_t tile_bytes = 0;             ///< of workspace, at most

  /// Numbers of packed weights: panel by panel, and in a panel phase by phase, as they are computed.
  [[nodiscard]] index packed_size() const noexcept { return panels.vectors() * panels.width * products; }
  /// Where the weights of a phase of a panel begin.
  [[nodiscard]] index packed_offset(channel_panel const& panel, boxed_phase const& f) const noexcept {
    return panel.first * products + panel.vectors * panels.width * f.products_before;
  }
};

/// The same problem with an axis, if it has none.
[[nodiscard]] constexpr problem with_an_axis(problem p) noexcept {
  if (p.rank == 0) {
    p.rank = 1;
    p.axes[0] = {};
  }
  return p;
}

/// The arrays of this problem that have to be copied: those whose channels are not neighbours.
[[nodiscard]] constexpr copied_arrays arrays_to_copy(problem const& p) noexcept {
  return {.input = p.input_channel_step != 1 && p.in_channels > 1,
          .output = p.output_channel_step != 1 && p.out_channels > 1};
}

namespace detail {

/// Makes the plan for one element type and instruction set.
/// InPlace: whether samples may be read in place. Tiles of few rows have too little to do with each line of a channel:
/// they were up to 30 % slower so.
template <class T, class Arch, bool InPlace = has_wide_tiles<Arch>>
class box_planner {
 public:
  static constexpr index width = static_cast<index>(lanes<T, Arch>);
  static constexpr std::size_t max_rows = std::max(tile_rows<Arch, 1>, tile_rows<Arch, 2>);
  using walker = tile_walker<T, max_rows>;

  /// For a run of a problem that has an axis and outputs.
  static boxed_phases make(problem const& p, channel_run const& run, box_options const& options) {
    boxed_phases made{.channels = run.count, .panels = {run.count, width}, .local = without_groups(p, run)};
    made.boxes = position_boxes(p, numbers_of(options.limits.input) / std::max<index>(p.in_channels, 1),
                                numbers_of(options.limits.output) / pitch(made.panels));
    if (options.copied.input) { made.input_size = set_input_steps(made); }
    if (options.copied.output) { made.output_size = set_output_steps(made); }
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

  static index set_input_steps(boxed_phases& made) {
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
  static index set_output_steps(boxed_phases& made) {
    problem& p = made.local;
    index step = pitch(made.panels);
    for (std::size_t d = p.rank; d-- > 0;) {
      p.axes[d].output_step = d < made.boxes.axis() ? 0 : step;
      step *= made.boxes.outputs(d);
    }
    p.output_batch_step = 0;
    return step;
  }

  static void add_phase(boxed_phases& made, index number, box_options const& options) {
    problem const& p = made.local;
    phase_problem const f = phase(p, number);
    bool const merged = !options.exact && !options.copied.in_place && p.in_channels < short_row && can_merge_taps(f.p);
    boxed_phase made_phase{.rows = make_row_geometry(f.p, merged),
                           .output_offset = f.output_offset,
                           .products = products_per_output(f.p).value,
                           .products_before = made.products};
    index positions = 1;
    for (std::size_t d = p.rank; d-- > 0;) {
      axis_problem const& a = p.axes[d];
      axis_phase const axis = phase_of(a, number % phase_count(a));
      number /= phase_count(a);
      made_phase.axes[d] = axis;
      positions *= std::min(axis.outputs, (made.boxes.outputs(d) - 1) / axis.output_step + 1);
    }
    index const most_rows = rows(made.panels, options.exact);
    cut(made_phase, f.p, positions, most_rows);
    made_phase.by_lines = made_phase.by_lines || options.copied.in_place;
    index const line = std::max<index>(1, std::min(positions, made_phase.axes[p.rank - 1].outputs));
    made.most_tiles += made_phase.by_lines ? positions / line * ((line + most_rows - 1) / most_rows)
                                           : (positions + most_rows - 1) / most_rows;
    made.tile_bytes = std::max(
        made.tile_bytes, walker::workspace_bytes(made_phase.rows, most_rows) + aligned_size(sizeof(tile_place<T>)));
    made.products += made_phase.products;
    made.phases.push_back(std::move(made_phase));
  }

  /// Tiles within lines leave out the taps that are outside on the other axes, exactly; but there are more of them.
  static void cut(boxed_phase& f, problem const& phase, index positions, index rows) {
    if (positions == 0 || f.rows.taps.empty()) { return; }
    double inside = 1;
    for (std::size_t d = 0; d + 1 < phase.rank; ++d) {
      axis_problem const& a = phase.axes[d];
      inside *= static_cast<double>(count_meetings(a).value) / static_cast<double>(a.output * a.weights);
    }
    double const products = static_cast<double>(f.rows.taps.size()) * static_cast<double>(f.rows.channels);
    auto const cost = [&](index tiles, double share_inside) {
      double const per_tile = static_cast<double>(positions) / static_cast<double>(tiles);
      double const slowed = std::max(per_tile, machine::fewest_fast_rows);
      return static_cast<double>(tiles) * (slowed * products * share_inside + machine::cycles_per_tile);
    };
    index const line = std::min(f.rows.last().outputs, positions);
    f.by_lines = cost(positions / line * ((line + rows - 1) / rows), inside) < cost((positions + rows - 1) / rows, 1);
  }
};

}  // namespace detail
}  // namespace convolt::engine
