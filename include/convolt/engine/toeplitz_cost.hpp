// SPDX-License-Identifier: BSD-3-Clause
/// How the Toeplitz method cuts a problem up, and what it costs.
/// Layer: engine.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/engine/buffer.hpp>
#include <convolt/engine/machine.hpp>
#include <convolt/engine/problem.hpp>
#include <convolt/engine/simd.hpp>
#include <convolt/engine/toeplitz_lines.hpp>
#include <convolt/engine/toeplitz_taps.hpp>
#include <convolt/engine/toeplitz_tile.hpp>

#include <algorithm>
#include <cstddef>

namespace convolt::engine {

/// Samples from the first to the last of a window.
[[nodiscard]] constexpr index window_reach(axis_problem const& a) noexcept {
  return a.weights == 0 ? 0 : (a.weights - 1) * a.weights_dilation;
}

template <class T, class Arch>
[[nodiscard]] line_taps toeplitz_taps(problem const& p) {
  axis_problem const& a = line_axis(p);
  return make_line_taps(a.weights, a.weights_dilation, static_cast<index>(lanes<T, Arch>),
                        static_cast<index>(toeplitz_bunch<Arch>));
}

template <class T, class Arch>
[[nodiscard]] constexpr line_tiles toeplitz_tiles(problem const& p) noexcept {
  return cut_line(line_axis(p).output, static_cast<index>(lanes<T, Arch>), toeplitz_tile_sizes<Arch>);
}

namespace detail {

/// Cycles of a bunch of taps on a tile: limited by its products, by the sums, each of which waits for the one before,
/// or by the loads, of which a core starts two a cycle. A load that crosses a cache
/// line takes a second one, and a little more.
template <class T, class Arch>
[[nodiscard]] constexpr double bunch_cycles(index tile, index taps) noexcept {
  constexpr double latency = 4;
  constexpr double cost_of_crossing = 1.6;
  double const rows = static_cast<double>(tile);
  double const q = static_cast<double>(taps);
  double const crossing = static_cast<double>(lanes<T, Arch> * sizeof(T)) / static_cast<double>(memory_alignment);
  double const loads = (rows + q - 1) * (1 + cost_of_crossing * crossing) + q;
  return std::max({rows * q / machine::products_per_cycle, q * latency, loads / 2});
}

template <class T, class Arch>
[[nodiscard]] double line_cycles(line_taps const& taps, index rows) {
  double cycles = 0;
  for (bunch_run const& run : taps.runs) {
    cycles += static_cast<double>(run.count) * bunch_cycles<T, Arch>(rows, run.taps);
  }
  return cycles;
}

}  // namespace detail

/// Cycles of the whole problem.
template <class T, class Arch>
[[nodiscard]] double estimate_toeplitz(problem const& p) {
  line_taps const taps = toeplitz_taps<T, Arch>(p);
  line_tiles const tiles = toeplitz_tiles<T, Arch>(p);
  // Lines of samples per line of outputs: a mean, since the borders of the other axes have fewer.
  double lines = static_cast<double>(p.in_channels);
  for (std::size_t d = 0; d + 1 < p.rank && !is_empty(p); ++d) {
    axis_problem const& a = p.axes[d];
    lines *= static_cast<double>(detail::count_meetings(a).value) / static_cast<double>(a.output);
  }
  double const whole = static_cast<double>(tiles.whole);
  double const rest = tiles.rest > 0 ? 1 : 0;
  double cycles = whole * detail::line_cycles<T, Arch>(taps, tiles.rows) * lines;
  if (tiles.rest > 0) { cycles += detail::line_cycles<T, Arch>(taps, tiles.rest) * lines; }
  cycles += (whole + rest) * (machine::cycles_per_tile + lines * 8);
  // The tiles at both ends have their samples copied.
  double const copied = static_cast<double>(tiles.rows * tiles.width + window_reach(line_axis(p)));
  cycles += std::min(whole + rest, 2.0) * lines * (20 + copied / static_cast<double>(tiles.width));
  return cycles * static_cast<double>(lines_of_channel(p)) * static_cast<double>(p.out_channels);
}

}  // namespace convolt::engine
