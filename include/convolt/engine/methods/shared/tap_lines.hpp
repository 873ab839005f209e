// SPDX-License-Identifier: BSD-3-Clause
/// Taps by lines: for a line of outputs along the last axis, the lines of taps that meet samples on the other axes; and
/// along the last axis, which outputs have whole windows and which taps a window has.
/// Layer: engine.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <array>
#include <cstddef>

namespace convolt::engine {

/// Kernels with more lines of taps are left to others.
inline constexpr index most_tap_lines = 32;

/// Outputs j of a dense axis whose window is wholly inside: [lo, hi), empty where there are none.
struct inner_range {
  index lo = 0, hi = 0;
};
constexpr inner_range find_inner(index outputs, index stride, index pad_lo, index reach, index input) noexcept {
  index const last_start = input - 1 - reach + pad_lo;
  if (last_start < 0) { return {}; }
  index const lo = pad_lo <= 0 ? 0 : stride == 1 ? pad_lo : (pad_lo + stride - 1) / stride;
  index const end = (stride == 1 ? last_start : last_start / stride) + 1;
  index const hi = end < outputs ? end : outputs;
  return lo < hi ? inner_range{lo, hi} : inner_range{};
}

/// Taps q of a dense axis whose samples start + q * dilation exist: [lo, hi), empty with lo == hi == 0.
constexpr inner_range find_taps(index taps, index dilation, index start, index input) noexcept {
  index const lo = start >= 0 ? 0 : dilation == 1 ? -start : (dilation - 1 - start) / dilation;
  if (start >= input) { return {}; }
  index const last = input - 1 - start;
  index const end = (dilation == 1 ? last : last / dilation) + 1;
  index const hi = end < taps ? end : taps;
  return lo < hi ? inner_range{lo, hi} : inner_range{};
}

/// A line of taps along the last axis that meets samples: where sample 0 of that line lies, and where its weights.
struct tap_line {
  index input, weights;
};
struct tap_lines {
  std::array<tap_line, static_cast<std::size_t>(most_tap_lines)> at;
  index count;
};

/// Where the window of the first row begins, on a line that begins at 0, and how many taps it has.
struct tap_window {
  index input, weights, taps;
};

/// taps_on_input, with few divisions where no input is dilated.
inline tap_range taps_at(axis_problem const& a, index t) noexcept {
  if (a.input_dilation != 1) { return taps_on_input(a, t); }
  index const start = t * a.stride - a.pad_lo;
  inner_range const taps = find_taps(a.weights, a.weights_dilation, start, a.input);
  return {.count = taps.hi - taps.lo,
          .first_tap = taps.lo,
          .first_input = start + taps.lo * a.weights_dilation,
          .input_step = a.weights_dilation};
}

/// The lines once the window of output t of an axis is taken into account.
inline void extend(tap_lines& lines, axis_problem const& a, index input_step, index weights_step, index t) noexcept {
  tap_range const taps = taps_at(a, t);
  // From behind, so that no line is overwritten before it has been read.
  for (index i = lines.count; i-- > 0;) {
    tap_line const line = lines.at[static_cast<std::size_t>(i)];
    for (index k = taps.count; k-- > 0;) {
      lines.at[static_cast<std::size_t>(i * taps.count + k)] = {
          .input = line.input + (taps.first_input + k * taps.input_step) * input_step,
          .weights = line.weights + (taps.first_tap + k * taps.tap_step) * weights_step};
    }
  }
  lines.count *= taps.count;
}

}  // namespace convolt::engine
