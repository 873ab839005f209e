// SPDX-License-Identifier: BSD-3-Clause
/// The plan of the method whose lanes are neighbouring positions: boxes of outputs, whose samples are copied with zeros
/// around them, so that neighbouring positions of all lines of a plane read neighbouring samples. Where neighbouring
/// outputs of a transposed convolution read the same samples, a position is a group of them.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/methods/shared/boxes.hpp>
#include <convolt/engine/problem/output_groups.hpp>
#include <convolt/engine/problem/phases.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>
#include <vector>

namespace convolt::engine::methods::along_line {

/// Samples with zeros around them: [first, end) of an axis; those before 0 and from `input` on do not exist.
[[nodiscard]] constexpr index_range padded_samples(axis_problem const& a, index_range outputs) noexcept {
  index const first = outputs.first * a.stride - a.pad_lo;
  index const last = (outputs.end - 1) * a.stride + (a.weights - 1) * a.weights_dilation - a.pad_lo;
  return {.first = -floor_divide(-first, a.input_dilation), .end = floor_divide(last, a.input_dilation) + 1};
}

/// A phase of the outputs.
struct phase_layout {
  std::array<axis_phase, max_spatial_rank> axes{};
  std::vector<index> offsets{};  ///< of the samples of each tap
  index packed_offset = 0;       ///< of its weights, per row
  index products = 0;            ///< weights per row
  index weights_offset = 0;      ///< of its weights in those of the problem
};

/// What a plan is made for.
struct limits {
  index samples = 0, outputs = 0;  ///< of a box, of one channel
  index tile = 0;                  ///< most positions of a tile
  index rows = 0;                  ///< most rows of a tile
  index cache_line = 1;            ///< numbers in one
  bool estimate = false;           ///< the plan is not run: taps, which may be millions, need not be listed
};

/// A whole problem.
struct plan {
  problem whole{};  ///< with two axes at least
  /// What the tiles compute: the same, or groups of outputs in the place of outputs. The members of a group are rows of
  /// their own, like output channels.
  problem p{};
  std::array<output_groups, max_spatial_rank> groups{};  ///< per axis
  index members = 1;                                     ///< of a group, over all axes
  bool copies = true;                                    ///< false: the samples are read where they are
  output_boxes boxes{};
  std::array<index, max_spatial_rank> steps{};  ///< of the axes of the samples, copied or not
  /// By how much samples are taken apart: those of an axis that leave the same remainder lie side by side. 1: none are.
  std::array<index, max_spatial_rank> split{};
  std::array<index, max_spatial_rank> remainder_steps{};
  index channel_step = 0;
  index copy_size = 0;  ///< in numbers, without what a tile reads beyond
  index products = 0;   ///< weights per row, all phases together
  std::vector<phase_layout> phases{};

  [[nodiscard]] std::size_t row_axis() const noexcept { return p.rank - 2; }
  [[nodiscard]] std::size_t column_axis() const noexcept { return p.rank - 1; }
  /// Rows of so many output channels; those of the members along the last axis follow each other.
  [[nodiscard]] index rows(index channels) const noexcept { return channels * members; }
  [[nodiscard]] index last_members() const noexcept { return groups[p.rank - 1].members; }
  [[nodiscard]] bool splits() const noexcept { return split[p.rank - 1] > 1; }
};

/// Remainders by which samples are split, at most: more than that have few samples each.
inline constexpr index most_remainders = 64;

/// Whether the samples of an axis can be split by its stride.
[[nodiscard]] constexpr bool can_split(axis_problem const& a) noexcept {
  return a.stride <= most_remainders && a.input_dilation == 1;
}

/// Whether neighbouring positions of the last axis read every stride-th sample only, and samples are split therefore.
[[nodiscard]] constexpr bool must_split(problem const& p) noexcept {
  axis_problem const& last = p.axes[p.rank - 1];
  return last.stride > 1 && can_split(last);
}

/// Whether no window reaches over the input, neighbouring positions read neighbouring samples, and those of different
/// channels do not compete for the same few places of a cache.
[[nodiscard]] constexpr bool reads_in_place(problem const& p, index cache_line) noexcept {
  bool const competing = p.in_channels > 8 && p.input_channel_step % (16 * cache_line) == 0;
  bool inside = p.axes[p.rank - 1].input_step == 1 && !competing && !must_split(p);
  for (std::size_t d = 0; d < p.rank; ++d) {
    axis_problem const& a = p.axes[d];
    index_range const samples = padded_samples(a, {.first = 0, .end = a.output});
    inside = inside && samples.first >= 0 && samples.end <= a.input;
  }
  return inside;
}

/// Whether the outputs of a problem come in groups that read the same samples, with few enough along the last axis.
[[nodiscard]] constexpr bool has_groups(problem const& p, index rows) noexcept {
  bool dilated = false;
  for (std::size_t d = 0; d < p.rank; ++d) {
    if (p.axes[d].input_dilation == 1) { continue; }
    dilated = true;
    if (!can_share_samples(p.axes[d])) { return false; }
  }
  return dilated && p.axes[p.rank - 1].input_dilation <= rows;
}

/// An axis with groups in the place of outputs.
constexpr axis_problem grouped_axis(axis_problem const& a, output_groups const& g) noexcept {
  return {.input = a.input,
          .weights = g.taps,
          .output = g.groups,
          .pad_lo = g.pad_lo,
          .input_step = a.input_step,
          .weights_step = a.weights_step * g.members,
          .output_step = a.output_step * g.period};
}

inline void group_outputs(plan& plan, bool shared) {
  plan.p = plan.whole;
  for (std::size_t d = 0; d < plan.whole.rank; ++d) {
    axis_problem const& a = plan.whole.axes[d];
    if (!shared || a.input_dilation == 1) { continue; }
    plan.groups[d] = shared_groups(a);
    plan.members *= plan.groups[d].members;
    plan.p.axes[d] = grouped_axis(a, plan.groups[d]);
  }
}

CONVOLT_COLD inline void list_taps(plan const& plan, phase_layout& f, std::size_t d, index offset) {
  if (d == plan.p.rank) {
    f.offsets.push_back(offset);
    return;
  }
  for (index q = 0; q < f.axes[d].taps; ++q) {
    index const sample = q * f.axes[d].dilation, split = plan.split[d];
    list_taps(plan, f, d + 1, offset + sample % split * plan.remainder_steps[d] + sample / split * plan.steps[d]);
  }
}

/// Whether the lines of a plane follow each other closely enough that their positions are numbered through.
[[nodiscard]] inline bool joins_lines(plan const& plan, phase_layout const& f, index columns) noexcept {
  index const gap = plan.steps[plan.row_axis()] - columns;
  return f.axes[plan.row_axis()].stride == plan.split[plan.row_axis()] && gap >= 0 && gap <= columns;
}

/// Whether every plane of a box has at least so many positions, so that a tile need not reach over its end.
[[nodiscard]] inline bool has_positions(plan const& plan, index least) noexcept {
  for (phase_layout const& f : plan.phases) {
    auto const fewest = [&](std::size_t d) {
      index const outputs = plan.boxes.outputs(d) - (d == plan.boxes.axis() ? 1 : 0);  // slices differ by one
      return outputs / f.axes[d].output_step;
    };
    index const columns = fewest(plan.column_axis());
    index const most_columns = std::min(f.axes[plan.column_axis()].outputs, plan.boxes.outputs(plan.column_axis()));
    bool const joined = joins_lines(plan, f, columns) && joins_lines(plan, f, most_columns);
    index const before = joined ? (fewest(plan.row_axis()) - 1) * plan.steps[plan.row_axis()] : 0;
    if (before + columns < least) { return false; }
  }
  return true;
}

/// Channels begin an odd number of cache lines apart, so that they compete for no place in a cache.
constexpr index spread_channels(index size, index cache_line) noexcept {
  return ((size + cache_line - 1) / cache_line | 1) * cache_line;
}

/// Along the last axis, and along that of the lines, which can then be numbered through.
inline void choose_split(plan& plan) {
  plan.split.fill(1);
  if (!must_split(plan.p)) { return; }
  for (std::size_t const d : {plan.row_axis(), plan.column_axis()}) {
    if (can_split(plan.p.axes[d])) { plan.split[d] = plan.p.axes[d].stride; }
  }
}

inline void set_steps(plan& plan, bool copies, index cache_line) {
  problem const& p = plan.p;
  plan.copies = copies;
  index size = 1;
  for (std::size_t d = p.rank; d-- > 0;) {
    axis_problem const& a = p.axes[d];
    plan.steps[d] = copies ? size : a.input_step;
    index const reach = (plan.boxes.outputs(d) - 1) * a.stride + (a.weights - 1) * a.weights_dilation;
    size *= reach / a.input_dilation / plan.split[d] + 1;
  }
  for (std::size_t d = p.rank; d-- > 0;) {
    plan.remainder_steps[d] = size;
    size *= plan.split[d];
  }
  plan.channel_step = copies ? spread_channels(size, cache_line) : p.input_channel_step;
  plan.copy_size = copies ? plan.channel_step * p.in_channels : 0;
}

CONVOLT_COLD inline void list_phases(plan& plan) {
  problem const& p = plan.p;
  plan.phases = std::vector<phase_layout>(static_cast<std::size_t>(phase_count(p)));
  plan.products = 0;
  for (index number = 0; number < phase_count(p); ++number) {
    phase_layout& f = plan.phases[static_cast<std::size_t>(number)];
    f.packed_offset = plan.products;
    f.weights_offset = phase(p, number).weights_offset;
    index rest = number;
    for (std::size_t d = p.rank; d-- > 0;) {
      f.axes[d] = phase_of(p.axes[d], rest % phase_count(p.axes[d]));
      rest /= phase_count(p.axes[d]);
    }
    f.products = p.in_channels;
    for (std::size_t d = 0; d < p.rank; ++d) { f.products *= f.axes[d].taps; }
    plan.products += f.products;
  }
}

/// The problem has outputs and taps.
[[nodiscard]] CONVOLT_COLD inline plan make_plan(problem const& whole, limits const& limits) {
  plan plan{.whole = with_axes(whole, 2)};
  bool const grouped = has_groups(plan.whole, limits.rows);
  group_outputs(plan, grouped);
  choose_split(plan);
  plan.boxes = output_boxes(plan.p, grouped ? limits.samples / 2 : limits.samples, limits.outputs);
  for (bool const copies : {!reads_in_place(plan.p, limits.cache_line), true}) {
    set_steps(plan, copies, limits.cache_line);
    list_phases(plan);
    if (copies || has_positions(plan, limits.tile)) { break; }
  }
  for (phase_layout& f : plan.phases) {
    if (!limits.estimate) { list_taps(plan, f, 0, 0); }
  }
  return plan;
}

/// Most positions of a plane that are numbered through.
[[nodiscard]] inline index most_positions(plan const& plan) noexcept {
  index const columns = plan.boxes.outputs(plan.column_axis());
  index const lines = plan.boxes.outputs(plan.row_axis());
  bool const joined = lines > 1 && joins_lines(plan, plan.phases.front(), columns);
  return (joined ? (lines - 1) * plan.steps[plan.row_axis()] : 0) + columns;
}

/// Where the weights of the rows begin: output channel by channel, member by member, the last axis fastest. The first
/// member of a group has the last of its taps.
[[nodiscard]] CONVOLT_COLD inline std::vector<index> row_offsets(plan const& plan, index channels) {
  std::vector<index> offsets(static_cast<std::size_t>(plan.rows(channels)));
  for (std::size_t i = 0; i < offsets.size(); ++i) {
    index rest = static_cast<index>(i);
    for (std::size_t d = plan.p.rank; d-- > 0;) {
      index const members = plan.groups[d].members;
      offsets[i] += (members - 1 - rest % members) * plan.whole.axes[d].weights_step;
      rest /= members;
    }
    offsets[i] += rest * plan.p.weights_out_step;
  }
  return offsets;
}

/// Some rows: where their weights begin.
struct row_list {
  index const* offsets;
  index size;
};

/// Write the weights of some rows side by side, tap by tap on the axes from d on. Returns the end of what is written.
template <class T>
T* pack_taps(problem const& p, phase_layout const& f, row_list rows, T const* from, T* to, std::size_t d = 0) {
  if (d < p.rank) {
    index const step = f.axes[d].tap_step * p.axes[d].weights_step;
    for (index q = 0; q < f.axes[d].taps; ++q) { to = pack_taps(p, f, rows, from + q * step, to, d + 1); }
    return to;
  }
  for (index i = 0; i < rows.size; ++i) { *to++ = from[rows.offsets[i]]; }
  return to;
}

}  // namespace convolt::engine::methods::along_line
