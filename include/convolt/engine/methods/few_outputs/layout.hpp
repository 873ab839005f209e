// SPDX-License-Identifier: BSD-3-Clause
/// How outputs and input channels share the lanes where there are few outputs: positions are groups of outputs that
/// read the same samples, a vector holds some outputs of a group times some input channels.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/engine/methods/shared/tap_lines.hpp>
#include <convolt/engine/problem/output_groups.hpp>
#include <convolt/engine/problem/phases.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace convolt::engine::methods::few_outputs {

inline constexpr index most_vectors = 3;
/// Runs of outputs of a group, one per choice of members on the axes but the last.
inline constexpr index most_runs = 64;

/// Where the outputs of a group go: `from` in the sums of a group, `to` in the output.
struct output_run {
  index from, to;
};

/// A line of groups along the last axis.
struct line {
  tap_lines taps;
  std::array<output_run, static_cast<std::size_t>(most_runs)> runs;
  index run_count;
};

struct layout {
  std::array<output_groups, max_spatial_rank> groups{};
  std::array<index, max_spatial_rank> weights_steps{};  ///< from a tap to the next, in the packed weights
  index outputs = 0;                                    ///< of a group, over all its members and channels
  index chunk = 0, vectors = 0;                         ///< input channels per vector; vectors per chunk. 0: no way
  index lines = 0;                                      ///< of groups
  index packed_size = 0;
  char const* fault = nullptr;  ///< why this method does not do the problem
};

/// Where there are few kernels: the chunks for which there are some, and of these tiles of one vector and of three.
[[nodiscard]] constexpr bool has_thin_grid(std::size_t chunk, std::size_t width) noexcept {
  return chunk == 1 || chunk == 4 || chunk == width;
}

/// Choose the chunk with the fewest vectors per input channel.
constexpr void choose_lanes(layout& layout, index channels, index width, bool thin) noexcept {
  for (index chunk = 1; chunk <= width; chunk *= 2) {
    if (thin && !has_thin_grid(static_cast<std::size_t>(chunk), static_cast<std::size_t>(width))) { continue; }
    index const per_vector = width / chunk;
    index const filled = (layout.outputs + per_vector - 1) / per_vector;
    index const vectors = thin && filled == 2 ? 3 : filled;
    if (vectors > most_vectors || channels % chunk != 0) { continue; }
    if (layout.vectors == 0 || vectors * layout.chunk < layout.vectors * chunk) {
      layout.chunk = chunk;
      layout.vectors = vectors;
    }
  }
}

constexpr char const* why_not(problem const& p) noexcept {
  if (p.rank == 0) { return "there is no spatial axis"; }
  if (p.feature_groups != 1 || p.batch_groups != 1) { return "there are groups"; }
  if (p.input_channel_step != 1 && p.in_channels > 1) { return "the input channels are not neighbours in memory"; }
  if (p.output_channel_step != 1 && p.out_channels > 1) { return "the output channels are not neighbours in memory"; }
  if (p.in_channels == 0 || is_empty(p)) { return "there is nothing to sum"; }
  for (std::size_t d = 0; d < p.rank; ++d) {
    axis_problem const& a = p.axes[d];
    if (a.weights == 0 || a.input == 0) { return "there is nothing to sum"; }
    if (a.input_dilation > 1 && !can_share_samples(a)) { return "neighbouring outputs do not read the same samples"; }
  }
  return nullptr;
}

/// width: lanes of a vector. thin: there are few kernels.
[[nodiscard]] CONVOLT_COLD constexpr layout make_layout(problem const& p, index width, bool thin = false) noexcept {
  layout layout;
  layout.fault = why_not(p);
  if (layout.fault != nullptr) { return layout; }
  checked_index outputs = p.out_channels;
  checked_index lines = p.batch;
  checked_index line_taps = 1;
  checked_index runs = 1;
  for (std::size_t d = 0; d < p.rank; ++d) {
    axis_problem const& a = p.axes[d];
    layout.groups[d] = a.input_dilation > 1 ? shared_groups(a) : phase_groups(a, 0);
    outputs = outputs * layout.groups[d].members;
    if (d + 1 == p.rank) { break; }
    lines = lines * layout.groups[d].groups;
    line_taps = line_taps * layout.groups[d].taps;
    runs = runs * layout.groups[d].members;
  }
  checked_index const packed = line_taps * layout.groups[p.rank - 1].taps * p.in_channels;
  if (outputs.overflowed || outputs.value > most_vectors * width) {
    layout.fault = "there are enough output channels to fill vectors";
  } else if (line_taps.overflowed || line_taps.value > most_tap_lines || runs.value > most_runs) {
    layout.fault = "the kernel is too large";
  } else if (packed.overflowed || (packed * most_vectors * width).overflowed || lines.overflowed) {
    layout.fault = "it would not fit in memory";
  } else {
    layout.outputs = outputs.value;
    choose_lanes(layout, p.in_channels, width, thin);
    if (layout.vectors == 0) { layout.fault = "the input channels do not divide evenly among the lanes"; }
  }
  if (layout.fault != nullptr) { return layout; }
  layout.lines = lines.value;
  index step = p.in_channels / layout.chunk * layout.vectors * width;
  for (std::size_t d = p.rank; d-- > 0; step *= layout.groups[d].taps) { layout.weights_steps[d] = step; }
  layout.packed_size = step;
  return layout;
}

/// Go from one group of an axis to its taps and members.
CONVOLT_NOINLINE inline void extend(line& line, axis_problem const& a, output_groups const& g, index weights_step,
                                    index group) {
  index const start = group * g.stride - g.pad_lo;
  inner_range const taps = find_taps(g.taps, g.dilation, start, a.input);
  index const count = taps.hi - taps.lo;
  // From behind, so that nothing is overwritten before it has been read.
  for (index i = line.taps.count; i-- > 0;) {
    tap_line const old = line.taps.at[static_cast<std::size_t>(i)];
    for (index k = count; k-- > 0;) {
      index const q = taps.lo + k;
      line.taps.at[static_cast<std::size_t>(i * count + k)] = {
          .input = old.input + (start + q * g.dilation) * a.input_step, .weights = old.weights + q * weights_step};
    }
  }
  line.taps.count *= count;
  index const t = g.first_output + group * g.period;
  index const first = std::max<index>(0, -t);
  index const members = std::min(g.members, a.output - t) - first;
  for (index i = line.run_count; i-- > 0;) {
    output_run const old = line.runs[static_cast<std::size_t>(i)];
    for (index k = members; k-- > 0;) {
      index const e = first + k;
      line.runs[static_cast<std::size_t>(i * members + k)] = {.from = old.from * g.members + e,
                                                              .to = old.to + (t + e) * a.output_step};
    }
  }
  line.run_count *= members;
}

/// Line number `number`. Number 0 of the batch comes first, the last axis but one is fastest.
CONVOLT_NOINLINE inline void enter_line(problem const& p, layout const& layout, index number, line& line) {
  std::array<index, max_spatial_rank> group{};
  for (std::size_t d = p.rank - 1; d-- > 0;) {
    group[d] = number % layout.groups[d].groups;
    number /= layout.groups[d].groups;
  }
  line.taps.count = 1;
  line.taps.at[0] = {.input = number * p.input_batch_step, .weights = 0};
  line.run_count = 1;
  line.runs[0] = {.from = 0, .to = number * p.output_batch_step};
  for (std::size_t d = 0; d + 1 < p.rank; ++d) {
    extend(line, p.axes[d], layout.groups[d], layout.weights_steps[d], group[d]);
  }
  index const outputs = layout.groups[p.rank - 1].members * p.out_channels;
  for (index i = 0; i < line.run_count; ++i) { line.runs[static_cast<std::size_t>(i)].from *= outputs; }
}

}  // namespace convolt::engine::methods::few_outputs
