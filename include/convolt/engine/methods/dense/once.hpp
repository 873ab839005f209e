// SPDX-License-Identifier: BSD-3-Clause
/// One run of a dense problem whose weights are not kept: they are packed on the way, into the workspace. Large ones
/// panel by panel, so that no second array of their size is needed, and each panel is computed while it is in the
/// cache.
/// Layer: engine.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/engine/arch/costs.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/methods/dense/layout.hpp>
#include <convolt/engine/methods/dense/runner.hpp>
#include <convolt/engine/methods/method.hpp>
#include <convolt/engine/methods/shared/block_sums.hpp>
#include <convolt/engine/methods/shared/pack.hpp>
#include <convolt/engine/methods/shared/prefetch.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/engine/problem/groups.hpp>
#include <convolt/engine/problem/phases.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <cstddef>

namespace convolt::engine::methods::dense {

/// Packs a panel when it is asked for.
template <class T, class Arch>
class weights_on_the_way final : public panel_source<T> {
 public:
  /// keep: the buffer has room for all panels.
  weights_on_the_way(request<T> const& asked, dense::layout const& made, T* memory, bool room_for_all)
      : r(asked), layout(made), buffer(memory), keep(room_for_all) {}

  bool find(run_layout const& run, std::size_t phase_number, index number, packed_panel<T>& found) override {
    phase_layout const& f = layout.lists[run.phases].phases[phase_number];
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
  [[nodiscard]] static index largest_panel(dense::layout const& layout, index width) {
    index most = 0;
    for (run_layout const& run : layout.runs) {
      for (phase_layout const& f : layout.lists[run.phases].phases) {
        index const products = static_cast<index>(f.rows.taps.size()) * f.rows.channels;
        most = std::max(most, products * std::min(run.panels.most, run.panels.vectors()) * width);
      }
    }
    return most;
  }

 private:
  bool pack_all() {
    for (run_layout const& run : layout.runs) {
      phase_list const& list = layout.lists[run.phases];
      for (std::size_t phase_number = 0; phase_number < list.phases.size(); ++phase_number) {
        phase_layout const& f = list.phases[phase_number];
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
  bool pack(run_layout const& run, std::size_t phase_number, channel_panel const& panel, T* to) const {
    problem const alone = without_groups(r.p, run.channels);
    phase_problem const f = phase(alone, static_cast<index>(phase_number));
    T const* const weights = r.weights + (run.channels.weights_offset + f.weights_offset);
    return pack_panel<T, Arch>(f.p, panel, weights, to);
  }

  request<T> const& r;
  dense::layout const& layout;
  T* buffer;
  bool keep;  ///< the buffer has room for all panels
  bool kept = false;
};

/// The most that the workspace of such a run may take.
inline constexpr std::size_t most_once_bytes = std::size_t{2} << 20;

/// Compute the problem. False, and the output is not complete, where that would take too large a workspace or where a
/// weight is not finite.
template <VectorElement T, class Arch>
[[nodiscard]] bool run_and_forget(request<T> const& r, operands<T> const& x, workspace& space) {
  using planner = planner<T, Arch>;
  using source = weights_on_the_way<T, Arch>;
  if (is_empty(r.p)) { return true; }
  layout layout = planner::make(r.p, false);
  layout.in_blocks = sums_in_blocks(r.precision, layout.longest_sum());
  bool const keep = bytes_of(layout.packed_size, sizeof(T)) <= costs::second_level_cache;
  if (!keep) { planner::pass_weights_seldom(layout); }
  index const buffered = keep ? layout.packed_size : source::largest_panel(layout, planner::width);
  std::size_t const buffer_bytes = aligned_size(static_cast<std::size_t>(buffered) * sizeof(T));
  std::size_t const zeros_bytes = aligned_size(static_cast<std::size_t>(layout.longest_row) * sizeof(T));
  std::size_t const bytes = buffer_bytes + zeros_bytes + runner<T, Arch>::workspace_bytes(layout);
  if (bytes > most_once_bytes) { return false; }
  space.reserve(bytes);
  T* const zeros = space.take<T>(static_cast<std::size_t>(layout.longest_row));
  std::fill_n(zeros, layout.longest_row, T(0));
  source weights(r, layout, space.take<T>(static_cast<std::size_t>(buffered)), keep);
  return runner<T, Arch>(r.p, layout, zeros).run(weights, x, space, share{});
}

}  // namespace convolt::engine::methods::dense
