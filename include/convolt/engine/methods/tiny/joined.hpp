// SPDX-License-Identifier: BSD-3-Clause
/// Axes along which every output meets one sample, its own, as those of 1x1 convolutions: where lines follow each other
/// in memory they are one long line, which costs what a line begins with once.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/methods/tiny/limits.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>

namespace convolt::engine::methods::tiny {

[[nodiscard]] constexpr bool has_own_samples(axis_problem const& a) noexcept {
  return a.weights == 1 && a.stride == 1 && a.input_dilation == 1 && a.pad_lo == 0 && a.input == a.output;
}

/// Whether the last axis but one and the last one are a single axis, that is no longer than what is tiny.
[[nodiscard]] constexpr bool can_join(problem const& p) noexcept {
  if (p.rank < 2) { return false; }
  axis_problem const& a = p.axes[p.rank - 2];
  axis_problem const& b = p.axes[p.rank - 1];
  if (!has_own_samples(b) || !has_own_samples(a) || a.input < 1 || b.input < 1) { return false; }
  if (a.input > most_extent || a.input * std::min(b.input, most_extent + 1) > most_extent) { return false; }
  return a.input_step == b.input * b.input_step && a.output_step == b.output * b.output_step;
}

/// The same problem with as few axes as that permits.
[[nodiscard]] constexpr problem with_joined_axes(problem p) noexcept {
  while (can_join(p)) {
    axis_problem& a = p.axes[p.rank - 2];
    axis_problem const& b = p.axes[p.rank - 1];
    a.input = a.output = a.input * b.input;
    a.input_step = b.input_step;
    a.output_step = b.output_step;
    --p.rank;
  }
  return p;
}

}  // namespace convolt::engine::methods::tiny
