// SPDX-License-Identifier: BSD-3-Clause
/// How the Toeplitz method cuts a problem up, and what it costs.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/costs.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/methods/toeplitz/lines.hpp>
#include <convolt/engine/methods/toeplitz/taps.hpp>
#include <convolt/engine/methods/toeplitz/tile.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <cstddef>

namespace convolt::engine::methods::toeplitz {

/// Samples from the first to the last of a window.
[[nodiscard]] constexpr index window_reach(axis_problem const& a) noexcept {
  return a.weights == 0 ? 0 : (a.weights - 1) * a.weights_dilation;
}

template <class T, class Arch>
[[nodiscard]] line_taps taps_of(problem const& p) {
  axis_problem const& a = line_axis(p);
  return make_line_taps(a.weights, a.weights_dilation, static_cast<index>(lanes<T, Arch>),
                        static_cast<index>(most_bunch<Arch>));
}

template <class T, class Arch>
[[nodiscard]] constexpr line_tiles tiles_of(problem const& p) noexcept {
  return cut_line(line_axis(p).output, static_cast<index>(lanes<T, Arch>), tile_sizes<Arch>);
}

/// Cycles of a bunch of taps on a tile: limited by its products, by the sums, each of which waits for the one before,
/// or by the loads, of which a core starts two a cycle. A load that crosses a cache
/// line takes a second one, and a little more.
template <class T, class Arch>
[[nodiscard]] constexpr double bunch_cycles(index tile, index taps) noexcept {
  using costs::toeplitz::cost_of_crossing;
  using costs::toeplitz::latency;
  double const rows = static_cast<double>(tile);
  double const q = static_cast<double>(taps);
  double const crossing = static_cast<double>(lanes<T, Arch> * sizeof(T)) / static_cast<double>(memory_alignment);
  double const loads = (rows + q - 1) * (1 + cost_of_crossing * crossing) + q;
  return std::max({rows * q / costs::products_per_cycle, q * latency, loads / 2});
}

template <class T, class Arch>
[[nodiscard]] CONVOLT_COLD double line_cycles(line_taps const& taps, index rows) {
  double cycles = 0;
  for (bunch_run const& run : taps.runs) {
    cycles += static_cast<double>(run.count) * bunch_cycles<T, Arch>(rows, run.taps);
  }
  return cycles;
}

/// Cycles of the whole problem.
template <class T, class Arch>
[[nodiscard]] double estimate_cycles(problem const& p) {
  line_taps const taps = taps_of<T, Arch>(p);
  line_tiles const tiles = tiles_of<T, Arch>(p);
  // Lines of samples per line of outputs: a mean, since the borders of the other axes have fewer.
  double lines = static_cast<double>(p.in_channels);
  for (std::size_t d = 0; d + 1 < p.rank && !is_empty(p); ++d) {
    axis_problem const& a = p.axes[d];
    lines *= static_cast<double>(count_meetings(a).value) / static_cast<double>(a.output);
  }
  double const whole = static_cast<double>(tiles.whole);
  double const rest = tiles.rest > 0 ? 1 : 0;
  double cycles = whole * line_cycles<T, Arch>(taps, tiles.rows) * lines;
  if (tiles.rest > 0) { cycles += line_cycles<T, Arch>(taps, tiles.rest) * lines; }
  cycles += (whole + rest) * (costs::cycles_per_tile + lines * costs::toeplitz::cycles_per_line);
  // The tiles at both ends have their samples copied.
  double const copied = static_cast<double>(tiles.rows * tiles.width + window_reach(line_axis(p)));
  cycles += std::min(whole + rest, 2.0) * lines * (20 + copied / static_cast<double>(tiles.width));
  return cycles * static_cast<double>(lines_of_channel(p)) * static_cast<double>(p.out_channels);
}

}  // namespace convolt::engine::methods::toeplitz
