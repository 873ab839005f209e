// SPDX-License-Identifier: BSD-3-Clause
/// What long sums cost.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/costs.hpp>
#include <convolt/engine/arch/lanes.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/methods/long_sums/layout.hpp>
#include <convolt/engine/methods/long_sums/runner.hpp>
#include <convolt/engine/methods/long_sums/tile.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/engine/problem/phases.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <cstddef>

namespace convolt::engine::methods::long_sums {

/// Cycles that it takes to copy so many numbers which are `step` apart.
[[nodiscard]] constexpr double copy_cycles(double numbers, index step, index width) noexcept {
  index const apart = step < 0 ? -step : step;
  if (apart == 1) { return numbers * 4 / static_cast<double>(width); }
  namespace c = costs::long_sums;
  return numbers * (apart <= 16 ? c::cycles_per_gathered : apart <= 128 ? c::cycles_per_apart : c::cycles_per_far);
}

/// Channels of a group, where lanes are channels of groups.
template <class T, class Arch>
[[nodiscard]] constexpr index group_of(problem const& p) noexcept {
  return picked_group(p, static_cast<index>(lanes<T, Arch>), can_pick_of<T, Arch>);
}

/// Cycles of the whole problem, which has products and not too many outputs.
template <class T, class Arch>
[[nodiscard]] CONVOLT_COLD double estimate_cycles(problem const& given) {
  namespace c = costs::long_sums;
  constexpr index width = static_cast<index>(lanes<T, Arch>);
  bool const groups = group_of<T, Arch>(given) > 1;
  bool const by_taps = !groups && !has_channels_as_lanes(given, width);
  problem const p = with_lines_last(given, by_taps ? lane_use::taps : lane_use::channels);
  axis_problem const& line = p.axes[p.rank - 1];
  double rows = 1;  // pairs of an output and a line of weights that meet samples
  for (std::size_t d = 0; d + 1 < p.rank; ++d) { rows *= static_cast<double>(count_meetings(p.axes[d]).value); }
  double const outputs = static_cast<double>(line.output);
  double const pairs = static_cast<double>(count_meetings(line).value);
  double const vectors = by_taps ? pairs / static_cast<double>(width) + outputs : pairs;
  double const taps_per_piece = static_cast<double>(vectors_per_piece * (by_taps ? width : 1));
  double const all_outputs = static_cast<double>(plane_size(p, &axis_problem::output).value);
  double const tile = std::min(all_outputs, static_cast<double>(most_outputs<Arch>));
  double const pieces = 1 + static_cast<double>(line.weights) / taps_per_piece;
  bool const crosses = by_taps && lanes<T, Arch> * sizeof(T) == memory_alignment;
  double const per_product = crosses ? c::cycles_per_unaligned : c::cycles_per_product;
  double cycles = rows * vectors * per_product;
  cycles += rows * outputs * (pieces * c::cycles_per_piece / tile + 2 * c::cycles_per_border);
  flat_planes const flat = flat_planes_of(p, !by_taps, groups);
  if (flat.possible) {
    double const lines = by_taps ? static_cast<double>(flat.weights / width + 1) : static_cast<double>(flat.weights);
    cycles = all_outputs * lines * (per_product + c::cycles_per_piece / static_cast<double>(vectors_per_piece));
  }
  double const samples = static_cast<double>(plane_size(p, &axis_problem::input).value);
  double const taps = static_cast<double>(plane_size(p, &axis_problem::weights).value);
  axis_problem const one = phase(p, 0).p.axes[p.rank - 1];
  cycles += c::cycles_per_channel + all_outputs * c::cycles_per_sum;
  if (flat.possible) {
    double const lines = samples / static_cast<double>(line.input) + taps / static_cast<double>(line.weights);
    cycles += lines * c::cycles_per_line;
  }
  if (!by_taps) {
    cycles += flat.possible ? c::cycles_per_vector * (samples + taps) : 0;
  } else {
    if (flat.possible || !reads_samples_in_place(one)) {
      cycles += copy_cycles(samples, one.weights_dilation * one.input_step, width);
    }
    if (flat.possible || !reads_weights_in_place(one)) { cycles += copy_cycles(taps, one.weights_step, width); }
  }
  double const channels = static_cast<double>(by_taps ? p.out_channels : ceil_divide(p.out_channels, width)) *
                          static_cast<double>(output_batch(p));
  double const stored = all_outputs * static_cast<double>(by_taps ? 1 : width);
  return c::cycles_per_call + channels * (cycles * static_cast<double>(p.in_channels) + stored * c::cycles_per_output);
}

}  // namespace convolt::engine::methods::long_sums
