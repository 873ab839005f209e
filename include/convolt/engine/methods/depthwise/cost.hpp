// SPDX-License-Identifier: BSD-3-Clause
/// What a problem that keeps channels apart costs, in cycles.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/costs.hpp>
#include <convolt/engine/arch/family.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/methods/depthwise/layout.hpp>
#include <convolt/engine/methods/depthwise/loading.hpp>
#include <convolt/engine/methods/depthwise/tile.hpp>
#include <convolt/engine/problem/phases.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace convolt::engine::methods::depthwise {

/// Cycles of a problem that the method accepts.
template <class T, class Arch>
[[nodiscard]] CONVOLT_COLD double estimate_cycles(problem const& p) {
  static constexpr double rows = static_cast<double>(tile_positions<Arch>);
  double const channels = static_cast<double>(std::max<index>(p.out_channels, 1));
  loading const how = loading_of<T, Arch>(p);
  double const vectors = static_cast<double>(vectors_of_channels<T, Arch>(p, how).count());
  double const products = static_cast<double>(useful_multiply_adds(p).value) / channels * vectors;
  double lines = static_cast<double>(p.batch);
  double tap_lines = 1;
  for (std::size_t d = 0; d + 1 < p.rank; ++d) {
    lines *= static_cast<double>(p.axes[d].output);
    tap_lines *= static_cast<double>(p.axes[d].weights) / static_cast<double>(p.axes[d].input_dilation);
  }
  axis_problem const last = p.rank > 0 ? p.axes[p.rank - 1] : axis_problem{.output = 1};
  sample_lattice const lattice = lattice_of(last, has_wide_tiles<T, Arch>);
  double const classes = static_cast<double>(phase_count(last) * lattice.output_classes);
  double const positions = std::max(1., static_cast<double>(last.output) / classes);
  double const tiles = lines * classes * std::ceil(positions / rows) * vectors;
  // A tile of few positions cannot add up its sums as fast as products come.
  double const slowed = std::max(1., 2 * costs::fewest_fast_rows / (positions * products_per_cycle<T, Arch>()));
  double const picked = p.in_channels > 1        ? costs::depthwise::slowed_by_groups
                        : how == loading::picked ? costs::depthwise::slowed_by_picking
                                                 : 1;
  double cycles =
      products * slowed * picked / products_per_cycle<T, Arch>() + tiles * costs::depthwise::cycles_per_tile;
  if (how == loading::copied) {
    double const reached = static_cast<double>(last.output - 1) * static_cast<double>(last.stride) +
                           static_cast<double>(last.weights - 1) * static_cast<double>(last.weights_dilation) + 1;
    double const samples = std::min(static_cast<double>(last.input), reached);
    bool const neighbours = p.input_channel_step == 1 && out_channels_per_group(p) == 1;
    double const copied = neighbours ? vectors * costs::depthwise::cycles_per_copied_vector
                                     : channels * costs::depthwise::cycles_per_copy;
    cycles += lines * tap_lines * samples * copied;
  }
  return cycles;
}

}  // namespace convolt::engine::methods::depthwise
