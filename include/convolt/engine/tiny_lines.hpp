// SPDX-License-Identifier: BSD-3-Clause
/// Which problems are tiny, so that planning them would cost more than computing them, and the walk over their lines:
/// for each line of outputs along the last axis, the lines of taps that meet samples on the other axes.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/engine/phases.hpp>
#include <convolt/engine/problem.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace convolt::engine {

namespace detail {

/// What is tiny: no extent, stride or dilation above the first, and not more lines of taps, multiply-adds on padded
/// lanes, packed weights and phases than the others. Products of two extents are far from the range of an index.
inline constexpr index most_tiny_extent = 4096;
inline constexpr index most_tiny_lines = 32;
inline constexpr index most_tiny_products = index{1} << 18;
inline constexpr index most_tiny_weights = 2048;
inline constexpr index most_tiny_phases = 8;
/// Channels are counted as at least so many, since short vectors take as long as whole ones.
inline constexpr index fewest_tiny_lanes = 8;
/// Samples of an entry of the batch with the zeros around them, where they are copied.
inline constexpr index most_tiny_samples = 4608;
/// Lanes behind the last output for which samples are read where lanes are outputs: less than a vector.
inline constexpr index slack_of_lanes = 16;

/// factor * n, or a number above `most`.
constexpr index limited_product(index factor, index n, index most) noexcept {
  return factor > most || n > most_tiny_extent ? most + 1 : factor * n;
}

constexpr bool is_tiny(axis_problem const& a) noexcept {
  auto const is_extent = [](index n) { return n > 0 && n <= most_tiny_extent; };
  return is_extent(a.input) && is_extent(a.weights) && is_extent(a.output) && a.stride <= most_tiny_extent &&
         a.input_dilation <= most_tiny_phases && a.weights_dilation <= most_tiny_extent &&
         a.pad_lo <= most_tiny_extent && a.pad_lo >= -most_tiny_extent;
}

/// How far windows reach beyond the samples of an axis, in samples.
struct tiny_margins {
  index before = 0, behind = 0;
};
/// Counted amply where the input is dilated: for windows of whole groups of neighbouring outputs.
constexpr tiny_margins margins_of(axis_problem const& a) noexcept {
  index const s = a.input_dilation;
  index const first = -a.pad_lo - (s - 1);
  index const last = (a.output - 1) * a.stride + (s - 1) + (a.weights - 1) * a.weights_dilation - a.pad_lo;
  index const before = s == 1 ? -first : -floor_divide(first, s);
  index const behind = (s == 1 ? last : floor_divide(last, s)) - (a.input - 1);
  return {.before = std::max<index>(before, 0), .behind = std::max<index>(behind, 0)};
}

/// Samples with the zeros around them, so many along the last axis; or a number above most_tiny_samples.
constexpr index count_tiny_samples(problem const& p, index length) noexcept {
  index n = limited_product(1, length, most_tiny_samples);
  n = limited_product(n, p.in_channels, most_tiny_samples);
  for (std::size_t d = 0; d + 1 < p.rank; ++d) { n = limited_product(n, p.axes[d].input, most_tiny_samples); }
  return n;
}
constexpr index count_tiny_samples(problem const& p) noexcept {
  tiny_margins const m = margins_of(p.axes[p.rank - 1]);
  return count_tiny_samples(p, m.before + p.axes[p.rank - 1].input + m.behind + slack_of_lanes);
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
  index const lanes = p.out_channels < fewest_tiny_lanes ? fewest_tiny_lanes : p.out_channels;
  index weights = limited_product(limited_product(1, lanes, most_tiny_weights), p.in_channels, most_tiny_weights);
  index positions = p.batch;
  index lines = 1;
  for (std::size_t d = 0; d < p.rank; ++d) {
    axis_problem const& a = p.axes[d];
    if (!is_tiny(a)) { return false; }
    if (d + 1 < p.rank) { lines = limited_product(lines, a.weights, most_tiny_lines); }
    weights = limited_product(weights, a.weights, most_tiny_weights);
    positions = limited_product(positions, a.output, most_tiny_products);
  }
  return lines <= most_tiny_lines && weights <= most_tiny_weights && positions <= most_tiny_products &&
         positions * weights <= most_tiny_products;
}

}  // namespace detail

/// Whether `run_tiny` does this problem.
[[nodiscard]] constexpr bool is_tiny(problem const& p) noexcept {
  return detail::has_tiny_extents(p) &&
         (!detail::has_line_lanes(p) || detail::count_tiny_samples(p) <= detail::most_tiny_samples);
}

namespace detail {

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
struct tiny_line {
  index input, weights;
};
struct tiny_lines {
  std::array<tiny_line, static_cast<std::size_t>(most_tiny_lines)> at;
  index count;
};

/// Where the window of the first row begins, on a line that begins at 0, and how many taps it has.
struct tiny_window {
  index input, weights, taps;
};

/// taps_on_input, with few divisions where no input is dilated.
inline tap_range tiny_taps(axis_problem const& a, index t) noexcept {
  if (a.input_dilation != 1) { return taps_on_input(a, t); }
  index const start = t * a.stride - a.pad_lo;
  inner_range const taps = find_taps(a.weights, a.weights_dilation, start, a.input);
  return {.count = taps.hi - taps.lo,
          .first_tap = taps.lo,
          .first_input = start + taps.lo * a.weights_dilation,
          .input_step = a.weights_dilation};
}

/// The lines once the window of output t of an axis is taken into account.
inline void extend(tiny_lines& lines, axis_problem const& a, index input_step, index weights_step, index t) noexcept {
  tap_range const taps = tiny_taps(a, t);
  // From behind, so that no line is overwritten before it has been read.
  for (index i = lines.count; i-- > 0;) {
    tiny_line const line = lines.at[static_cast<std::size_t>(i)];
    for (index k = taps.count; k-- > 0;) {
      lines.at[static_cast<std::size_t>(i * taps.count + k)] = {
          .input = line.input + (taps.first_input + k * taps.input_step) * input_step,
          .weights = line.weights + (taps.first_tap + k * taps.tap_step) * weights_step};
    }
  }
  lines.count *= taps.count;
}

/// From a sample, and from a tap, to the next, per axis.
struct tiny_steps {
  std::array<index, max_spatial_rank> input, weights;
};

template <class Body>
void walk_tiny_lines(problem const& p, tiny_steps const& steps, std::size_t d, tiny_lines const& lines, index output,
                     Body const& body) {
  if (d + 1 == p.rank) {
    body(lines, output);
    return;
  }
  for (index t = 0; t < p.axes[d].output; ++t) {
    tiny_lines longer = lines;
    extend(longer, p.axes[d], steps.input[d], steps.weights[d], t);
    walk_tiny_lines(p, steps, d + 1, longer, output + t * p.axes[d].output_step, body);
  }
}

/// body(lines, where output 0 lies), for every line of outputs of one entry of the batch.
template <class Body>
CONVOLT_ALWAYS_INLINE void for_each_tiny_line(problem const& p, tiny_steps const& steps, Body const& body) {
  tiny_lines lines;
  lines.count = 1;
  lines.at[0] = {.input = 0, .weights = 0};
  if (p.rank == 1) {
    body(lines, 0);
  } else {
    walk_tiny_lines(p, steps, 0, lines, 0, body);
  }
}

}  // namespace detail
}  // namespace convolt::engine
