// SPDX-License-Identifier: BSD-3-Clause
/// Goes through a run of output channels of a problem whose channels are not neighbours, box by box: the samples are
/// copied, and panel by panel computed and copied to the output.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/costs.hpp>
#include <convolt/engine/arch/traits.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/loops/arithmetic.hpp>
#include <convolt/engine/methods/boxed/plan.hpp>
#include <convolt/engine/methods/boxed/transpose.hpp>
#include <convolt/engine/methods/method.hpp>
#include <convolt/engine/methods/shared/bias.hpp>
#include <convolt/engine/methods/shared/block_sums.hpp>
#include <convolt/engine/methods/shared/boxes.hpp>
#include <convolt/engine/methods/shared/cut.hpp>
#include <convolt/engine/methods/shared/pack.hpp>
#include <convolt/engine/methods/shared/prefetch.hpp>
#include <convolt/engine/methods/shared/tile.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/engine/problem/groups.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace convolt::engine::methods::boxed {

/// What is computed: a run of output channels of a problem, and where its packed weights are.
template <class T>
struct run_layout {
  problem const& p;
  phase_list const& list;
  channel_run const& channels;
  copied_arrays copied;
  index tile_rows;  ///< most positions of a tile
  bool in_blocks;   ///< sums are carried in blocks
  T const* packed;
  T const* zeros;  ///< as many as the longest row has numbers
};

/// Computes it. The items are the panels of all boxes; the bits do not depend on which of them one call computes.
template <VectorElement T, class Arch, bool InPlace = has_wide_tiles<Arch>>
class runner {
  using planner = boxed::planner<T, Arch, InPlace>;

 public:
  runner(run_layout<T> const& run, operands<T> const& x, workspace& space)
      : run_(run),
        list_(run.list),
        x_(x),
        space_(space),
        mark_(space.taken()),
        far_weights_(bytes_of(list_.packed_size(), sizeof(T)) > costs::second_level_cache),
        line_by_line_(rows_collide<T>(run.p.output_channel_step) && has_near_outputs(run.p)) {
    bias_ = prepare_bias();
    samples_ = take(list_.input_size);
    outputs_ = take(list_.output_size);
    tiles_ = space.take<placed_tiles>(list_.phases.size());
  }
  runner(runner const&) = delete;
  runner& operator=(runner const&) = delete;
  ~runner() { space_.give_back(mark_); }

  void compute(index_range items) {
    index const panels = list_.panels.size();
    for (index item = items.first; item < items.end;) {
      index const box = item / panels;
      index const end = std::min(items.end, (box + 1) * panels);
      std::size_t const mark = space_.taken();
      box_ = list_.boxes.box(run_.p, box);
      if (run_.copied.input) { copy_samples(); }
      place_tiles();
      for (; item < end; ++item) { compute_panel(list_.panels[item - box * panels]); }
      space_.give_back(mark);
    }
  }

  [[nodiscard]] static std::size_t workspace_bytes(phase_list const& list) {
    auto const bytes = [](index numbers) { return aligned_size(static_cast<std::size_t>(numbers) * sizeof(T)); };
    return bytes(list.panels.vectors() * width) + bytes(list.input_size) + bytes(list.output_size) +
           aligned_size(list.phases.size() * sizeof(placed_tiles)) +
           static_cast<std::size_t>(list.most_tiles) * list.tile_bytes;
  }

 private:
  static constexpr index width = planner::width;

  /// The tiles of a phase in the box at hand.
  struct placed_tiles {
    tile_place<T>* places;
    index count;
  };

  T* take(index numbers) { return space_.take<T>(static_cast<std::size_t>(numbers)); }

  /// Whether the outputs of an entry of the batch stay in the caches: beyond these, long lines were slower.
  static bool has_near_outputs(problem const& p) {
    double numbers = static_cast<double>(p.out_channels);
    for (std::size_t d = 0; d < p.rank; ++d) { numbers *= static_cast<double>(p.axes[d].output); }
    return numbers * sizeof(T) < costs::last_level_cache / 4;
  }

  T const* prepare_bias() {
    index const size = list_.panels.vectors() * width;
    T* const bias = take(size);
    return write_bias(run_.p, x_, {.first = run_.channels.first, .count = run_.channels.count, .size = size}, bias);
  }

  CONVOLT_NOINLINE void copy_samples() const {
    axis_problem const& last = run_.p.axes[run_.p.rank - 1];
    T const* const input = x_.input + (run_.channels.input_offset + box_.batch * run_.p.input_batch_step);
    samples_of_box().for_each_line([&](index from, index to, index positions) {
      copy_to_channels_last<T, Arch>(input + from, last.input_step, run_.p.input_channel_step, samples_ + to,
                                     list_.local.axes[run_.p.rank - 1].input_step, positions, run_.p.in_channels);
    });
  }

  CONVOLT_NOINLINE void copy_outputs(channel_panel const& panel) const {
    axis_problem const& last = run_.p.axes[run_.p.rank - 1];
    index const offset = run_.channels.output_offset + box_.batch * run_.p.output_batch_step;
    T* const output = x_.output + (offset + panel.first * run_.p.output_channel_step);
    outputs_of_box().for_each_line([&](index to, index from, index positions) {
      copy_from_channels_last<T, Arch>(outputs_ + from, planner::pitch(list_.panels), output + to, last.output_step,
                                       run_.p.output_channel_step, positions, panel.stored, line_by_line_);
    });
  }

  /// Where the element with index 0 of an array would lie of which `at` is the one with offset `offset`. That may be
  /// outside, so no pointer is moved there: the number of its address is.
  template <class U>
  static U* moved(U* at, index offset) noexcept {
    return reinterpret_cast<U*>(reinterpret_cast<std::uintptr_t>(at) - static_cast<std::uintptr_t>(offset) * sizeof(U));
  }
  box_copy samples_of_box() const {
    return {.array = run_.p, .copy = list_.local, .ranges = box_.inputs, .step = &axis_problem::input_step};
  }
  box_copy outputs_of_box() const {
    return {.array = run_.p, .copy = list_.local, .ranges = box_.outputs, .step = &axis_problem::output_step};
  }

  CONVOLT_NOINLINE void place_tiles() {
    T const* input = x_.input + run_.channels.input_offset;
    if (run_.copied.input) { input = moved<T const>(samples_, samples_of_box().origin(list_.local)); }
    T* output = x_.output + run_.channels.output_offset;
    if (run_.copied.output) { output = moved<T>(outputs_, outputs_of_box().origin(list_.local)); }
    for (std::size_t i = 0; i < list_.phases.size(); ++i) {
      phase_layout const& f = list_.phases[i];
      row_arrays<T> const arrays{.input = input, .output = moved<T>(output, -f.output_offset), .zeros = run_.zeros};
      tiles_[i] = place_tiles(f, arrays);
    }
  }

  /// The positions of a phase in a box follow each other.
  CONVOLT_NOINLINE placed_tiles place_tiles(phase_layout const& f, row_arrays<T> const& arrays) {
    index first = box_.batch;
    index positions = 1;
    index line = 1;
    for (std::size_t d = 0; d < f.rows.rank; ++d) {
      index_range const range = outputs_of_phase(f.axes[d], box_.outputs[d]);
      first = first * f.rows.axes[d].outputs + range.first;
      line = range.size();
      positions *= line;
    }
    if (positions == 0) { return {.places = nullptr, .count = 0}; }
    index const group = f.by_lines ? line : positions;
    tile_cut const cut = cut_positions<Arch>(group, run_.tile_rows);
    index const count = positions / group * cut.tiles;
    tile_place<T>* const places = space_.take<tile_place<T>>(static_cast<std::size_t>(count));
    typename planner::walker walk(f.rows, arrays, first);
    index used = 0;
    for (index number = 0; number < count; ++used) {
      index const in_group = number % cut.tiles;
      number += walk.next(cut.size(in_group), far_weights_ ? 1 : cut.alike(in_group), space_, places[used]);
    }
    return {.places = places, .count = used};
  }

  void compute_panel(channel_panel const& panel) {
    for (std::size_t i = 0; i < list_.phases.size(); ++i) { compute_phase(list_.phases[i], tiles_[i], panel); }
    if (run_.copied.output) { copy_outputs(panel); }
  }

  CONVOLT_NOINLINE void compute_phase(phase_layout const& f, placed_tiles const& tiles,
                                      channel_panel const& panel) const {
    index const offset = list_.packed_offset(panel, f);
    packed_panel<T> const weights{.begin = run_.packed + offset, .available = list_.packed_size() - offset};
    tile_task<T> task{.weights = weights.begin,
                      .bias = bias_ == nullptr ? nullptr : bias_ + panel.first,
                      .scale = x_.output_scale,
                      .first_channel = run_.copied.output ? 0 : panel.first,
                      .stored_channels = run_.copied.output ? panel.vectors * width : panel.stored,
                      .past_caches = false,
                      .far_outputs = false,
                      .channel_step = run_.copied.in_place ? run_.p.input_channel_step : 1,
                      .fetched = nullptr};
    for (index k = 0; k < tiles.count; ++k) {
      if (far_weights_) {
        index const size = panel.vectors * width * f.products;
        task.fetched = next_weights(weights, size, f.products, {.number = k, .count = tiles.count});
      }
      compute_tile(panel.vectors, tiles.places[k], task);
    }
  }

  void compute_tile(index vectors, tile_place<T> const& place, tile_task<T> const& task) const {
    auto const run = [&](tile_place<T> const& part, tile_task<T> const& block) {
      if constexpr (InPlace) {
        if (run_.copied.in_place) { return run_tile_in_place<T, Arch>(part, block); }
      }
      run_tile<T, Arch>(vectors, part, block);
    };
    if (run_.in_blocks) { return run_tile_in_blocks<T, Arch>(vectors, place, task, run); }
    run(place, task);
  }

  run_layout<T> const& run_;
  phase_list const& list_;
  operands<T> const& x_;
  workspace& space_;
  std::size_t mark_;
  bool far_weights_;         ///< they do not stay in the second-level cache from one box to the next
  bool line_by_line_;        ///< outputs are copied so
  T const* bias_ = nullptr;  ///< scaled and padded to whole vectors, or null
  T* samples_ = nullptr;     ///< the copies
  T* outputs_ = nullptr;
  output_box box_{};               ///< the one at hand
  placed_tiles* tiles_ = nullptr;  ///< of it, per phase
};

}  // namespace convolt::engine::methods::boxed
