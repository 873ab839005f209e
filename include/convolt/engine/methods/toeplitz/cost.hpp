// SPDX-License-Identifier: BSD-3-Clause
/// How the Toeplitz method cuts a problem up, and what it costs.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/costs.hpp>
#include <convolt/engine/arch/family.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/methods/shared/sample_lines.hpp>
#include <convolt/engine/methods/toeplitz/lines.hpp>
#include <convolt/engine/methods/toeplitz/taps.hpp>
#include <convolt/engine/methods/toeplitz/tile.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/engine/problem/groups.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace convolt::engine::methods::toeplitz {

template <class T, class Arch>
[[nodiscard]] constexpr line_tiles tiles_of(problem const& p) noexcept {
  return cut_line(line_axis(p).output, static_cast<index>(lanes<T, Arch>), tile_sizes<Arch>);
}

/// Numbers of a row of copied samples: those of a phase that the windows of a tile reach over.
template <class T, class Arch>
[[nodiscard]] constexpr index row_size(problem const& p) noexcept {
  line_tiles const tiles = tiles_of<T, Arch>(p);
  return tiles.rows * tiles.width + window_reach(line_axis(p)) / line_axis(p).stride;
}

template <class T, class Arch>
[[nodiscard]] line_taps taps_of(problem const& p) {
  return make_line_taps(taps_along(line_axis(p)), static_cast<index>(lanes<T, Arch>),
                        static_cast<index>(most_bunch<Arch>), row_size<T, Arch>(p));
}

/// Cycles that it takes to copy the samples of a tile, which all output channels of a group read.
template <class T, class Arch>
[[nodiscard]] constexpr double copy_cycles(problem const& p) noexcept {
  axis_problem const& a = line_axis(p);
  double const copied = static_cast<double>(row_size<T, Arch>(p) * taps_along(a).phases());
  index const step = a.stride * a.input_step;
  double const width = static_cast<double>(lanes<T, Arch>);
  return 20 + copied * (step == 1 ? 1 / width : step == 2 ? 2 / width : costs::toeplitz::cycles_per_gathered);
}

/// Which part of the vectors that are loaded from anywhere crosses a cache line.
template <class T, class Arch>
inline constexpr double crossing =
    static_cast<double>(lanes<T, Arch> * sizeof(T)) / static_cast<double>(memory_alignment);

/// Products wait for such loads where all of them cross, and products do not come by halves.
template <class T, class Arch>
[[nodiscard]] double slowed_by_crossing() noexcept {
  return crossing<T, Arch> >= 1 && !halves_vectors<T, Arch>() ? costs::toeplitz::slowed_by_crossing : 1;
}

/// Cycles of a bunch of taps on a tile: limited by its products, by the sums, each of which waits for the one before,
/// or by the loads, of which a core starts two a cycle. A load that crosses a cache line takes a second one, and a
/// little more.
template <class T, class Arch>
[[nodiscard]] double bunch_cycles(index tile, index taps) noexcept {
  using costs::toeplitz::cost_of_crossing;
  using costs::toeplitz::latency;
  double const rows = static_cast<double>(tile);
  double const q = static_cast<double>(taps);
  double const per_sample = 1 + cost_of_crossing * crossing<T, Arch>;
  double const loads = (rows + q - 1) * per_sample + q;
  return std::max({rows * q / products_per_cycle<T, Arch>(), q * latency, loads / 2}) * slowed_by_crossing<T, Arch>();
}

template <class T, class Arch>
[[nodiscard]] CONVOLT_COLD double line_cycles(std::vector<bunch_run> const& runs, index rows) {
  double cycles = 0;
  for (bunch_run const& run : runs) {
    cycles += static_cast<double>(run.count) * bunch_cycles<T, Arch>(rows, run.taps);
  }
  return cycles;
}

/// Cycles of the whole problem.
template <class T, class Arch>
[[nodiscard]] double estimate_cycles(problem const& p) {
  std::vector<bunch_run> const taps =
      count_bunches(taps_along(line_axis(p)), static_cast<index>(lanes<T, Arch>), static_cast<index>(most_bunch<Arch>));
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
  if (!stores_in_place(line_axis(p))) {
    cycles += costs::toeplitz::cycles_per_gathered * static_cast<double>(line_axis(p).output);
  }
  // The tiles at both ends have their samples copied in any case.
  double const copies = (reads_in_place(line_axis(p)) ? std::min(whole + rest, 2.0) : whole + rest) * lines;
  double const groups = static_cast<double>(p.out_channels) / static_cast<double>(channels_of_all_runs(p));
  return (cycles * static_cast<double>(p.out_channels) + copies * copy_cycles<T, Arch>(p) * groups) *
         static_cast<double>(lines_of_channel(p));
}

}  // namespace convolt::engine::methods::toeplitz
