// SPDX-License-Identifier: BSD-3-Clause
/// The plan of the method whose lanes are neighbouring positions: boxes of outputs, whose samples are copied with zeros
/// around them, so that neighbouring positions of all lines of a plane read neighbouring samples.
/// Layer: engine.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/engine/channels_first_layout.hpp>
#include <convolt/engine/machine.hpp>
#include <convolt/engine/phases.hpp>
#include <convolt/engine/problem.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>
#include <vector>

namespace convolt::engine {

/// Samples with zeros around them: [first, end) of an axis; those before 0 and from `input` on do not exist.
[[nodiscard]] constexpr index_range padded_samples(axis_problem const& a, index_range outputs) noexcept {
  index const first = outputs.first * a.stride - a.pad_lo;
  index const last = (outputs.end - 1) * a.stride + (a.weights - 1) * a.weights_dilation - a.pad_lo;
  return {.first = -detail::floor_divide(-first, a.input_dilation),
          .end = detail::floor_divide(last, a.input_dilation) + 1};
}

/// A phase of the outputs.
struct position_phase {
  std::array<axis_phase, max_spatial_rank> axes{};
  std::vector<index> offsets{};  ///< of the samples of each tap
  index packed_offset = 0;       ///< of its weights, per output channel
  index products = 0;            ///< weights per output channel
  index weights_offset = 0;      ///< of its weights in those of the problem
};

/// A whole problem.
struct position_plan {
  problem p{};         ///< with two axes at least
  bool copies = true;  ///< false: the samples are read where they are
  position_boxes boxes{};
  std::array<index, max_spatial_rank> steps{};  ///< of the axes of the samples, copied or not
  index channel_step = 0;
  index copy_size = 0;  ///< in numbers, without what a tile reads beyond
  index products = 0;   ///< weights per output channel, all phases together
  std::vector<position_phase> phases{};

  [[nodiscard]] std::size_t row_axis() const noexcept { return p.rank - 2; }
  [[nodiscard]] std::size_t column_axis() const noexcept { return p.rank - 1; }
};

/// The same problem with at least two axes; those added come first and have extent 1.
[[nodiscard]] constexpr problem with_two_axes(problem p) noexcept {
  while (p.rank < 2) {
    for (std::size_t d = p.rank; d-- > 0;) { p.axes[d + 1] = p.axes[d]; }
    p.axes[0] = {};
    ++p.rank;
  }
  return p;
}

/// Whether no window reaches over the input, and neighbouring positions read neighbouring samples.
[[nodiscard]] constexpr bool reads_in_place(problem const& p) noexcept {
  bool inside = p.axes[p.rank - 1].input_step == 1;
  for (std::size_t d = 0; d < p.rank; ++d) {
    axis_problem const& a = p.axes[d];
    index_range const samples = padded_samples(a, {.first = 0, .end = a.output});
    inside = inside && samples.first >= 0 && samples.end <= a.input;
  }
  return inside;
}

namespace detail {

inline void list_position_taps(position_plan const& plan, position_phase& f, std::size_t d, index offset) {
  if (d == plan.p.rank) {
    f.offsets.push_back(offset);
    return;
  }
  for (index q = 0; q < f.axes[d].taps; ++q) {
    list_position_taps(plan, f, d + 1, offset + q * f.axes[d].dilation * plan.steps[d]);
  }
}

}  // namespace detail

/// Whether the lines of a plane follow each other closely enough that their positions are numbered through.
[[nodiscard]] inline bool joins_lines(position_plan const& plan, position_phase const& f, index columns) noexcept {
  index const gap = plan.steps[plan.row_axis()] - columns;
  return f.axes[plan.row_axis()].stride == 1 && gap >= 0 && gap <= columns;
}

/// Whether every plane of a box has at least so many positions, so that a tile need not reach over its end.
[[nodiscard]] inline bool has_positions(position_plan const& plan, index least) noexcept {
  for (position_phase const& f : plan.phases) {
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

namespace detail {

inline void set_position_steps(position_plan& plan, bool copies) {
  problem const& p = plan.p;
  plan.copies = copies;
  index size = 1;
  for (std::size_t d = p.rank; d-- > 0;) {
    axis_problem const& a = p.axes[d];
    plan.steps[d] = copies ? size : a.input_step;
    index const reach = (plan.boxes.outputs(d) - 1) * a.stride + (a.weights - 1) * a.weights_dilation;
    size *= reach / a.input_dilation + 1;
  }
  plan.channel_step = copies ? size : p.input_channel_step;
  plan.copy_size = copies ? size * p.in_channels : 0;
}

inline void list_position_phases(position_plan& plan) {
  problem const& p = plan.p;
  plan.phases.clear();
  plan.products = 0;
  for (index number = 0; number < phase_count(p); ++number) {
    position_phase f{.packed_offset = plan.products, .weights_offset = phase(p, number).weights_offset};
    index rest = number;
    for (std::size_t d = p.rank; d-- > 0;) {
      f.axes[d] = phase_of(p.axes[d], rest % phase_count(p.axes[d]));
      rest /= phase_count(p.axes[d]);
    }
    list_position_taps(plan, f, 0, 0);
    f.products = static_cast<index>(f.offsets.size()) * p.in_channels;
    plan.products += f.products;
    plan.phases.push_back(std::move(f));
  }
}

}  // namespace detail

/// A plan whose boxes have at most so many samples and outputs of one channel, and whose tiles have at most so many
/// positions. The problem has outputs and taps.
[[nodiscard]] inline position_plan make_position_plan(problem const& whole, index most_samples, index most_outputs,
                                                      index tile_positions) {
  position_plan plan{.p = with_two_axes(whole)};
  plan.boxes = position_boxes(plan.p, most_samples, most_outputs);
  for (bool const copies : {!reads_in_place(plan.p), true}) {
    detail::set_position_steps(plan, copies);
    detail::list_position_phases(plan);
    if (copies || has_positions(plan, tile_positions)) { break; }
  }
  return plan;
}

}  // namespace convolt::engine
