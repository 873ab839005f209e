// SPDX-License-Identifier: BSD-3-Clause
/// Problems that only the reference loops are asked to do, so that the other methods can count on plain arithmetic:
/// positions of windows, over padding too, and places in memory are indices that do not overflow, there are numbers to
/// point to, and phases can be listed.
/// Layer: engine.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/engine/problem/phases.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <cstddef>

namespace convolt::engine {

/// Whether any product is added up. If not, there may be no arrays.
[[nodiscard]] constexpr bool has_products(problem const& p) noexcept {
  bool some = !is_empty(p) && p.in_channels > 0;
  for (std::size_t d = 0; d < p.rank; ++d) { some = some && p.axes[d].weights > 0 && p.axes[d].input > 0; }
  return some;
}

/// More phases than this are not listed. An image that grows by 128 in both directions has as many.
inline constexpr index most_phases = index{1} << 14;

/// Strides and paddings of arrays in memory are far below: no array has so many bytes.
inline constexpr index farthest = index{1} << 48;

[[nodiscard]] constexpr bool is_near(index x) noexcept { return -farthest < x && x < farthest; }

[[nodiscard]] constexpr bool is_in_range(axis_problem const& a) noexcept {
  checked_index const outputs = checked_index(a.output) * a.stride;
  checked_index const taps = checked_index(a.weights) * a.weights_dilation;
  checked_index const samples = checked_index(a.input) * a.input_dilation;
  checked_index const reach = outputs + taps + samples;
  if (reach.overflowed || !is_near(reach.value) || !is_near(a.pad_lo)) { return false; }
  if (!is_near(a.input_step) || !is_near(a.weights_step) || !is_near(a.output_step)) { return false; }
  auto const size = [](index x) { return checked_index(x < 0 ? -x : x); };
  checked_index const positions = reach + size(a.pad_lo);
  checked_index const steps = size(a.input_step) + size(a.weights_step) + size(a.output_step) + 1;
  return !(positions * steps * 2).overflowed;
}

/// Whether windows reach so far beyond the input that copies with zeros around it are out of the question.
[[nodiscard]] constexpr bool has_far_padding(problem const& p) noexcept {
  constexpr index most = index{1} << 40;
  bool far = false;
  for (std::size_t d = 0; d < p.rank; ++d) { far = far || p.axes[d].pad_lo > most || p.axes[d].pad_lo < -most; }
  return far;
}

/// Why a problem is for the reference loops alone, in words that continue "declined: "; or null.
[[nodiscard]] constexpr char const* beyond_methods(problem const& p) noexcept {
  if (!has_products(p)) { return "there is nothing to multiply"; }
  index phases = 1;
  for (std::size_t d = 0; d < p.rank; ++d) {
    if (!is_in_range(p.axes[d])) { return "strides, dilations or paddings are too large"; }
    index const count = phase_count(p.axes[d]);
    if (count > most_phases / phases) { return "there are too many phases to list"; }
    phases *= count;
  }
  return nullptr;
}

}  // namespace convolt::engine
