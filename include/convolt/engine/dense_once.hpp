// SPDX-License-Identifier: BSD-3-Clause
/// One run of a dense problem whose weights are not kept: they are packed on the way, into the workspace. Large ones
/// panel by panel, so that no second array of their size is needed, and each panel is computed while it is in the
/// cache.
/// Layer: engine.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/engine/buffer.hpp>
#include <convolt/engine/dense_layout.hpp>
#include <convolt/engine/dense_run.hpp>
#include <convolt/engine/groups.hpp>
#include <convolt/engine/machine.hpp>
#include <convolt/engine/method.hpp>
#include <convolt/engine/pack.hpp>
#include <convolt/engine/phases.hpp>
#include <convolt/engine/problem.hpp>
#include <convolt/engine/simd.hpp>

#include <algorithm>
#include <cstddef>

namespace convolt::engine {

namespace detail {

/// Packs a panel when it is asked for.
template <class T, class Arch>
struct weights_on_the_way {
  request<T> const& r;
  dense_layout const& layout;
  T* buffer;
  bool keep;  ///< the buffer has room for all panels
  bool kept = false;

  bool find(dense_run const& run, std::size_t phase_number, index number, packed_panel<T>& found) {
    dense_phase const& f = layout.lists[run.phases].phases[phase_number];
    index const products = static_cast<index>(f.rows.taps.size()) * f.rows.channels;
    channel_panel const panel = run.panels[number];
    if (keep) {
      if (!kept && !pack_all()) { return false; }
      found.begin = buffer + (run.packed_offset + f.packed_offset + panel.first * products);
      return true;
    }
    found.begin = buffer;
    return products == 0 || pack(run, phase_number, panel, buffer);
  }

  /// Numbers of the largest panel.
  [[nodiscard]] static index largest_panel(dense_layout const& layout, index width) {
    index most = 0;
    for (dense_run const& run : layout.runs) {
      for (dense_phase const& f : layout.lists[run.phases].phases) {
        index const products = static_cast<index>(f.rows.taps.size()) * f.rows.channels;
        most = std::max(most, products * std::min(run.panels.most, run.panels.vectors()) * width);
      }
    }
    return most;
  }

 private:
  bool pack_all() {
    for (dense_run const& run : layout.runs) {
      dense_phases const& list = layout.lists[run.phases];
      for (std::size_t phase_number = 0; phase_number < list.phases.size(); ++phase_number) {
        dense_phase const& f = list.phases[phase_number];
        index const products = static_cast<index>(f.rows.taps.size()) * f.rows.channels;
        for (index i = 0; products != 0 && i < run.panels.size(); ++i) {
          T* const to = buffer + (run.packed_offset + f.packed_offset + run.panels[i].first * products);
          if (!pack(run, phase_number, run.panels[i], to)) { return false; }
        }
      }
    }
    kept = true;
    return true;
  }

  /// False if a weight is not finite: then zeros may not be multiplied, as the tiles do it.
  bool pack(dense_run const& run, std::size_t phase_number, channel_panel const& panel, T* to) const {
    problem const alone = without_groups(r.p, run.channels);
    phase_problem const f = phase(alone, static_cast<index>(phase_number));
    T const* const weights = r.weights + (run.channels.weights_offset + f.weights_offset);
    return pack_panel<T, Arch>(f.p, panel, weights, to);
  }
};

}  // namespace detail

/// The most that the workspace of such a run may take.
inline constexpr std::size_t most_once_bytes = std::size_t{2} << 20;

/// Compute the problem. False, and the output is not complete, where that would take too large a workspace or where a
/// weight is not finite.
template <VectorElement T, class Arch>
[[nodiscard]] bool run_dense_once(request<T> const& r, operands<T> const& x, workspace& space) {
  using planner = detail::dense_planner<T, Arch>;
  using weights_on_the_way = detail::weights_on_the_way<T, Arch>;
  if (is_empty(r.p)) { return true; }
  dense_layout layout = planner::make(r.p, false);
  bool const keep = detail::bytes_of(layout.packed_size, sizeof(T)) <= machine::second_level_cache;
  if (!keep) { planner::pass_weights_seldom(layout); }
  index const buffered = keep ? layout.packed_size : weights_on_the_way::largest_panel(layout, planner::width);
  std::size_t const buffer_bytes = aligned_size(static_cast<std::size_t>(buffered) * sizeof(T));
  std::size_t const zeros_bytes = aligned_size(static_cast<std::size_t>(layout.longest_row) * sizeof(T));
  std::size_t const bytes = buffer_bytes + zeros_bytes + dense_runner<T, Arch>::workspace_bytes(layout);
  if (bytes > most_once_bytes) { return false; }
  space.reserve(bytes);
  T* const zeros = space.take<T>(static_cast<std::size_t>(layout.longest_row));
  std::fill_n(zeros, layout.longest_row, T(0));
  weights_on_the_way weights{
      .r = r, .layout = layout, .buffer = space.take<T>(static_cast<std::size_t>(buffered)), .keep = keep};
  return dense_runner<T, Arch>(r.p, layout, zeros).run(weights, x, space, share{});
}

}  // namespace convolt::engine
