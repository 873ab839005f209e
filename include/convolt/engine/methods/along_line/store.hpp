// SPDX-License-Identifier: BSD-3-Clause
/// Brings the sums of neighbouring positions to the outputs: line by line, and groups member by member. Positions
/// beyond the end of a line have no outputs, nor have some members of the first and last group.
/// Layer: engine.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/engine/methods/along_line/copy.hpp>
#include <convolt/engine/methods/along_line/interleave.hpp>
#include <convolt/engine/methods/along_line/plan.hpp>
#include <convolt/engine/methods/shared/boxes.hpp>
#include <convolt/engine/problem/output_groups.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace convolt::engine::methods::along_line {

/// Positions of a phase on the lines of the last axis, numbered through where there are several lines.
template <class T>
struct plane {
  T const* samples = nullptr;
  index output = 0;                             ///< of the first output channel; not for groups
  std::array<index, max_spatial_rank> group{};  ///< number of the first position, per axis
  index lines = 1, columns = 1;
  index pitch = 1;  ///< positions from line to line
  index line_step = 0, column_step = 1;

  [[nodiscard]] index positions() const { return (lines - 1) * pitch + columns; }
  /// Whether the outputs of all positions are neighbours in memory.
  [[nodiscard]] bool is_whole() const {
    return column_step == 1 && (lines == 1 || (pitch == columns && line_step == pitch));
  }
};

/// The sums of some rows, `step` from one to the next, and where the first position of the plane goes.
template <class T>
struct stored_rows {
  T const* sums;
  index step;
  T* to;
  index to_step;
  index count;
};

/// Store the sums of the positions of a range.
template <class T, class Arch>
CONVOLT_NOINLINE void store_positions(plane<T> const& at, index_range range, stored_rows<T> const& rows) {
  for (index m = range.first; m < range.end;) {
    index const line = m / at.pitch;
    index const column = m - line * at.pitch;
    index const count = std::min(at.columns - column, range.end - m);
    T const* const sums = rows.sums + (m - range.first);
    T* const to = rows.to + (count > 0 ? line * at.line_step + column * at.column_step : 0);
    for (index i = 0; i < rows.count && count > 0; ++i) {
      copy_line<T, Arch>(sums + i * rows.step, 1, count, to + i * rows.to_step, at.column_step);
    }
    m = count == range.end - m ? range.end : (line + 1) * at.pitch;
  }
}

/// The outputs of a line of groups; `to` is the offset that the other axes add.
template <class T, class Arch>
void store_group_line(plan const& plan, plane<T> const& at, T const* sums, index step, T* outputs, index to) {
  output_groups const& g = plan.groups[plan.column_axis()];
  axis_problem const& a = plan.whole.axes[plan.column_axis()];
  index const t = g.first_output + at.group[plan.column_axis()] * g.period;
  index_range const inner{.first = t < 0 ? 1 : 0,
                          .end = t + at.columns * g.period > a.output ? at.columns - 1 : at.columns};
  auto const store_members = [&](index j) {
    for (index e = 0; e < g.members; ++e) {
      index const output = t + j * g.period + e;
      if (output >= 0 && output < a.output) { outputs[to + output * a.output_step] = sums[e * step + j]; }
    }
  };
  if (inner.first > 0) { store_members(0); }
  if (inner.end < at.columns && inner.end >= inner.first) { store_members(inner.end); }
  if (inner.first >= inner.end) { return; }
  interleave_groups<T, Arch>({.first = sums + inner.first, .step = step, .groups = inner.size(), .members = g.members},
                             outputs + (to + (t + inner.first * g.period) * a.output_step), a.output_step);
}

/// Store the sums of a plane of groups: those of all members along the last axis, `step` from one to the next. `number`
/// counts the output channels and, faster, the members on the other axes.
template <class T, class Arch>
void store_groups(plan const& plan, plane<T> const& at, index number, T const* sums, index step, T* outputs) {
  index to = 0;
  index_range lines{.first = 0, .end = at.lines};
  for (std::size_t d = plan.column_axis(); d-- > 0;) {
    output_groups const& g = plan.groups[d];
    axis_problem const& a = plan.whole.axes[d];
    index const t = g.first_output + at.group[d] * g.period + number % g.members;
    index const count = d == plan.row_axis() ? at.lines : 1;
    number /= g.members;
    // Only the first and the last group of an axis may have members that are no outputs.
    bool const begins_outside = t < 0;
    bool const ends_outside = t + (count - 1) * g.period >= a.output;
    if (count == 1 && (begins_outside || ends_outside)) { return; }
    if (d == plan.row_axis()) { lines = {.first = begins_outside ? 1 : 0, .end = ends_outside ? count - 1 : count}; }
    to += t * a.output_step;
  }
  to += number * plan.p.output_channel_step;
  for (index i = lines.first; i < lines.end; ++i) {
    store_group_line<T, Arch>(plan, at, sums + i * at.pitch, step, outputs, to + i * at.line_step);
  }
}

}  // namespace convolt::engine::methods::along_line
