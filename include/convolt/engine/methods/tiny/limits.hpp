// SPDX-License-Identifier: BSD-3-Clause
/// Which problems are tiny, so that planning them would cost more than computing them.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/engine/methods/shared/tap_lines.hpp>
#include <convolt/engine/problem/phases.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace convolt::engine::methods::tiny {

/// What is tiny: no extent, stride or dilation above the first, and not more lines of taps, multiply-adds on padded
/// lanes, packed weights and phases than the others. Products of two extents are far from the range of an index.
inline constexpr index most_extent = 4096;
inline constexpr index most_products = index{1} << 18;
inline constexpr index most_weights = 2048;
inline constexpr index most_phases_at_once = 8;
/// Channels are counted as at least so many, since short vectors take as long as whole ones.
inline constexpr index fewest_lanes = 8;
/// Samples of an entry of the batch with the zeros around them, where they are copied.
inline constexpr index most_samples = 4608;
/// Lanes behind the last output for which samples are read where lanes are outputs: less than a vector.
inline constexpr index slack_of_lanes = 16;

/// factor * n, or a number above `most`.
constexpr index limited_product(index factor, index n, index most) noexcept {
  return factor > most || n > most_extent ? most + 1 : factor * n;
}

constexpr bool is_tiny(axis_problem const& a) noexcept {
  auto const is_extent = [](index n) { return n > 0 && n <= most_extent; };
  return is_extent(a.input) && is_extent(a.weights) && is_extent(a.output) && a.stride <= most_extent &&
         a.input_dilation <= most_phases_at_once && a.weights_dilation <= most_extent && a.pad_lo <= most_extent &&
         a.pad_lo >= -most_extent;
}

/// How far windows reach beyond the samples of an axis, in samples.
struct margins {
  index before = 0, behind = 0;
};
/// Counted amply where the input is dilated: for windows of whole groups of neighbouring outputs.
constexpr margins margins_of(axis_problem const& a) noexcept {
  index const s = a.input_dilation;
  index const first = -a.pad_lo - (s - 1);
  index const last = (a.output - 1) * a.stride + (s - 1) + (a.weights - 1) * a.weights_dilation - a.pad_lo;
  index const before = s == 1 ? -first : -floor_divide(first, s);
  index const behind = (s == 1 ? last : floor_divide(last, s)) - (a.input - 1);
  return {.before = std::max<index>(before, 0), .behind = std::max<index>(behind, 0)};
}

/// Samples with the zeros around them, so many along the last axis; or a number above most_samples.
constexpr index count_samples(problem const& p, index length) noexcept {
  index n = limited_product(1, length, most_samples);
  n = limited_product(n, p.in_channels, most_samples);
  for (std::size_t d = 0; d + 1 < p.rank; ++d) { n = limited_product(n, p.axes[d].input, most_samples); }
  return n;
}
constexpr index count_samples(problem const& p) noexcept {
  margins const m = margins_of(p.axes[p.rank - 1]);
  return count_samples(p, m.before + p.axes[p.rank - 1].input + m.behind + slack_of_lanes);
}

constexpr bool has_neighbour_channels(problem const& p) noexcept {
  return (p.input_channel_step == 1 || p.in_channels == 1) && (p.output_channel_step == 1 || p.out_channels == 1);
}

/// Whether lanes are to be neighbouring outputs: these lie side by side in memory, and the channels do not.
constexpr bool has_line_lanes(problem const& p) noexcept {
  axis_problem const& a = p.axes[p.rank - 1];
  bool const one_channel = p.in_channels == 1 && p.out_channels == 1;
  return a.stride == 1 && a.input_step == 1 && a.output_step == 1 && (one_channel || !has_neighbour_channels(p));
}

/// Some but few multiply-adds, no groups, channels or outputs that are neighbours in memory. A handful of integer
/// comparisons.
constexpr bool has_tiny_extents(problem const& p) noexcept {
  if (p.rank == 0 || p.feature_groups != 1 || p.batch_groups != 1) { return false; }
  if (p.batch == 0 || p.in_channels == 0 || p.out_channels == 0) { return false; }
  if (!has_line_lanes(p) && !has_neighbour_channels(p)) { return false; }
  index const lanes = p.out_channels < fewest_lanes ? fewest_lanes : p.out_channels;
  index weights = limited_product(limited_product(1, lanes, most_weights), p.in_channels, most_weights);
  index positions = p.batch;
  index lines = 1;
  for (std::size_t d = 0; d < p.rank; ++d) {
    axis_problem const& a = p.axes[d];
    if (!is_tiny(a)) { return false; }
    if (d + 1 < p.rank) { lines = limited_product(lines, a.weights, most_tap_lines); }
    weights = limited_product(weights, a.weights, most_weights);
    positions = limited_product(positions, a.output, most_products);
  }
  return lines <= most_tap_lines && weights <= most_weights && positions <= most_products &&
         positions * weights <= most_products;
}

/// Whether `run_at_once` does this problem.
[[nodiscard]] constexpr bool is_tiny(problem const& p) noexcept {
  return has_tiny_extents(p) && (!has_line_lanes(p) || count_samples(p) <= most_samples);
}

}  // namespace convolt::engine::methods::tiny
