// SPDX-License-Identifier: BSD-3-Clause
/// Goes through a dense problem: block of tiles by block, phase by phase, panel of output channels by panel. Where the
/// packed weights come from is said by a class: from memory, or made on the way.
/// Layer: engine.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/engine/arch/costs.hpp>
#include <convolt/engine/arch/memory.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/loops/arithmetic.hpp>
#include <convolt/engine/methods/dense/layout.hpp>
#include <convolt/engine/methods/method.hpp>
#include <convolt/engine/methods/shared/bias.hpp>
#include <convolt/engine/methods/shared/block_sums.hpp>
#include <convolt/engine/methods/shared/pack.hpp>
#include <convolt/engine/methods/shared/prefetch.hpp>
#include <convolt/engine/methods/shared/tile.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace convolt::engine::methods::dense {

/// Where the packed weights come from.
template <class T>
class panel_source {
 public:
  /// The weights of a panel of a phase. False to stop.
  virtual bool find(run_layout const& run, std::size_t phase, index panel, packed_panel<T>& found) = 0;

 protected:
  panel_source() = default;
  panel_source(panel_source const&) = default;
  panel_source& operator=(panel_source const&) = default;
  ~panel_source() = default;
};

/// A dense problem that is cut up.
template <VectorElement T, class Arch>
class runner {
  using planner = dense::planner<T, Arch>;

 public:
  /// zeros: as many as the longest row has numbers.
  runner(problem const& p, layout const& layout, T const* zeros) : problem_(p), layout_(layout), zeros_(zeros) {}

  /// Compute the share's part. False if the weights said to stop.
  bool run(panel_source<T>& weights, operands<T> const& x, workspace& space, share part) const {
    return std::all_of(layout_.runs.begin(), layout_.runs.end(),
                       [&](run_layout const& run) { return compute(run, weights, x, space, part); });
  }

  /// What that takes of a workspace.
  [[nodiscard]] static std::size_t workspace_bytes(layout const& layout) {
    std::size_t bytes = 0;
    for (phase_list const& list : layout.lists) { bytes = std::max(bytes, list.block_bytes); }
    return bytes + aligned_size(static_cast<std::size_t>(layout.most_vectors * planner::width) * sizeof(T));
  }

 private:
  /// What stays the same during one pass over a run of output channels.
  struct pass {
    run_layout const& run;
    operands<T> const& x;
    T const* bias;  ///< scaled and padded to whole vectors, or null
    workspace& space;
    share tiles, panels;
    bool past_caches;  ///< store so
    bool far_weights;  ///< they do not stay in the second-level cache from one run to the next
    bool far_input;    ///< it comes from beyond the second-level cache, and the weights do not
  };

  bool compute(run_layout const& run, panel_source<T>& weights, operands<T> const& x, workspace& space,
               share part) const {
    phase_list const& list = layout_.lists[run.phases];
    std::size_t const begin = space.taken();
    pass now{.run = run,
             .x = x,
             .bias = prepare_bias(run, x, space),
             .space = space,
             .tiles = {},
             .panels = {},
             .past_caches = can_store_past_caches && stores_past_caches(x),
             .far_weights = bytes_of(list.packed_size, sizeof(T)) > costs::second_level_cache,
             .far_input = layout_.large_arrays};
    index tiles = 0;
    for (phase_layout const& f : list.phases) { tiles = std::max(tiles, f.tiles()); }
    // Threads share the positions, or the output channels where there are few positions.
    (tiles < 4 * part.count ? now.panels : now.tiles) = part;
    bool good = true;
    for (index block = 0; good && block < list.blocks; ++block) {
      for (std::size_t number = 0; good && number < list.phases.size(); ++number) {
        std::size_t const mark = space.taken();
        good = compute_block(now, weights, number, {.number = block, .count = list.blocks});
        space.give_back(mark);
      }
    }
    space.give_back(begin);
    if (now.past_caches) { finish_stores_past_caches(); }
    return good;
  }

  /// Whether input and output are too large for the caches, and every vector of outputs is stored whole and aligned.
  bool stores_past_caches(operands<T> const& x) const {
    static constexpr index aligned = static_cast<index>(memory_alignment / sizeof(T));
    if (!layout_.large_arrays || reinterpret_cast<std::uintptr_t>(x.output) % memory_alignment != 0) { return false; }
    bool good = problem_.output_batch_step % aligned == 0;
    for (std::size_t d = 0; d < problem_.rank; ++d) { good = good && problem_.axes[d].output_step % aligned == 0; }
    for (run_layout const& run : layout_.runs) { good = good && run.channels.count % aligned == 0; }
    return good;
  }

  T const* prepare_bias(run_layout const& run, operands<T> const& x, workspace& space) const {
    if (x.bias == nullptr) { return nullptr; }
    index const size = run.panels.vectors() * planner::width;
    T* const bias = space.take<T>(static_cast<std::size_t>(size));
    return write_bias(problem_, x, {.first = run.channels.first, .count = run.channels.count, .size = size}, bias);
  }

  bool compute_block(pass const& now, panel_source<T>& weights, std::size_t phase_number, share block) const {
    phase_layout const& f = layout_.lists[now.run.phases].phases[phase_number];
    index const first_tile = now.tiles.first(f.tiles());
    index const tiles = now.tiles.end(f.tiles()) - first_tile;
    index const first = first_tile + block.first(tiles);
    index const count = block.end(tiles) - block.first(tiles);
    if (count == 0) { return true; }
    tile_place<T>* const places = now.space.template take<tile_place<T>>(static_cast<std::size_t>(count));
    row_arrays<T> const arrays{.input = now.x.input + now.run.channels.input_offset,
                               .output = now.x.output + (now.run.channels.output_offset + f.output_offset),
                               .zeros = zeros_};
    typename planner::walker walk(f.rows, arrays, f.first_position(first));
    // Tiles that fetch something of their own need a place each.
    bool const joined = !now.far_weights && !now.far_input;
    index number = first % f.cut.tiles;
    index used = 0;
    for (index left = count; left > 0; ++used) {
      index const most = joined ? std::min(f.cut.alike(number), left) : 1;
      index const placed = walk.next(f.cut.size(number), most, now.space, places[used]);
      left -= placed;
      number = number + placed == f.cut.tiles ? 0 : number + placed;
    }
    return pass_panels(now, weights, phase_number, places, used);
  }

  bool pass_panels(pass const& now, panel_source<T>& weights, std::size_t phase_number, tile_place<T> const* places,
                   index count) const {
    phase_layout const& f = layout_.lists[now.run.phases].phases[phase_number];
    panel_list const& panels = now.run.panels;
    index const products = static_cast<index>(f.rows.taps.size()) * f.rows.channels;
    for (index i = now.panels.first(panels.size()); i < now.panels.end(panels.size()); ++i) {
      channel_panel const panel = panels[i];
      index const size = panel.vectors * planner::width * products;
      packed_panel<T> packed;
      if (!weights.find(now.run, phase_number, i, packed)) { return false; }
      tile_task<T> task{.weights = packed.begin,
                        .bias = now.bias == nullptr ? nullptr : now.bias + panel.first,
                        .scale = now.x.output_scale,
                        .first_channel = panel.first,
                        .stored_channels = panel.stored,
                        .past_caches = now.past_caches,
                        .far_outputs = !now.past_caches && has_far_outputs(f),
                        .channel_step = 1,
                        .fetched = nullptr};
      for (index k = 0; k < count; ++k) {
        task.fetched = nullptr;
        if (now.far_weights) {
          task.fetched = next_weights(packed, size, products, {.number = k, .count = count});
        } else if (now.far_input && i + 1 == panels.size() && !f.rows.taps.empty()) {
          task.fetched = next_input(places, {.number = k, .count = count});
        }
        compute_tile(panel.vectors, places[k], task);
      }
    }
    return true;
  }

  void compute_tile(index vectors, tile_place<T> const& place, tile_task<T> const& task) const {
    if (!layout_.in_blocks) { return run_tile<T, Arch>(vectors, place, task); }
    run_tile_in_blocks<T, Arch>(vectors, place, task, [vectors](tile_place<T> const& part, tile_task<T> const& block) {
      run_tile<T, Arch>(vectors, part, block);
    });
  }

  /// Whether neighbouring outputs lie on different pages, where the processor does not fetch ahead by itself.
  static bool has_far_outputs(phase_layout const& f) {
    return std::abs(f.rows.last().output_step) >= costs::page / static_cast<index>(sizeof(T));
  }

  /// What a tile fetches of an input that comes from far: what the same tile of the next block will read, as far as
  /// that can be foretold. It may lie beyond the input; to fetch that does no harm, but a pointer must not go there.
  static T const* next_input(tile_place<T> const* places, share tile) {
    auto const first_sample = [&](index k) {
      return reinterpret_cast<std::uintptr_t>(go(places[k].input, places[k].rows[places[k].taps[0].rows]));
    };
    std::uintptr_t const tiles = static_cast<std::uintptr_t>(tile.count);
    if (tiles < 2 || places[tile.number].tap_count == 0 || places[0].tap_count == 0 ||
        places[tile.count - 1].tap_count == 0) {
      return nullptr;
    }
    std::uintptr_t const block = (first_sample(tile.count - 1) - first_sample(0)) / (tiles - 1) * tiles;
    return reinterpret_cast<T const*>(first_sample(tile.number) + block);
  }

  problem const& problem_;
  layout const& layout_;
  T const* zeros_;
};

}  // namespace convolt::engine::methods::dense
