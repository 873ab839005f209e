// SPDX-License-Identifier: BSD-3-Clause
/// The method for dense problems whose channels are neighbours in memory (channels last): phases times taps through the
/// pointer-row micro-kernel. Weights are packed once; results go straight to their places, phase by phase interleaved.
/// Layer: engine.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/engine/arithmetic.hpp>
#include <convolt/engine/buffer.hpp>
#include <convolt/engine/dense_layout.hpp>
#include <convolt/engine/machine.hpp>
#include <convolt/engine/method.hpp>
#include <convolt/engine/pack.hpp>
#include <convolt/engine/phases.hpp>
#include <convolt/engine/problem.hpp>
#include <convolt/engine/simd.hpp>
#include <convolt/engine/tile.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace convolt::engine {

/// A dense problem with packed weights.
template <VectorElement T, class Arch>
class dense_prepared final : public prepared<T, Arch> {
  using planner = detail::dense_planner<T, Arch>;

 public:
  explicit dense_prepared(request<T> const& r) : problem_(r.p), layout_(planner::make(r.p, false)) {
    pack(r);
    // Zeros times infinite weights are not zero: then no zeros may be multiplied.
    if (!all_finite<T, Arch>(packed_.data(), packed_.size())) { layout_ = planner::make(r.p, true); }
    zeros_ = aligned_array<T>(static_cast<std::size_t>(layout_.longest_row));
  }

  void run(operands<T> const& x, workspace& space, share part) const override {
    if (is_empty(problem_)) { return; }
    space.reserve(workspace_bytes());
    for (dense_run const& run : layout_.runs) { compute(run, x, space, part); }
  }

  std::size_t memory() const override { return (packed_.size() + zeros_.size()) * sizeof(T); }

  std::size_t workspace_bytes() const override {
    std::size_t bytes = 0;
    for (dense_phases const& list : layout_.lists) { bytes = std::max(bytes, list.block_bytes); }
    return bytes + aligned_size(static_cast<std::size_t>(layout_.most_vectors * planner::width) * sizeof(T));
  }

  std::string details() const override {
    std::string text = "  tiles of up to " + std::to_string(layout_.rows) + " positions x ";
    text += std::to_string(std::min(layout_.most_vectors, panel_vectors) * planner::width) + " output channels, ";
    text += std::to_string(layout_.runs.size()) + (layout_.runs.size() == 1 ? " group\n" : " groups\n");
    for (dense_phases const& list : layout_.lists) { text += describe(list); }
    return text;
  }

 private:
  static std::string describe(dense_phases const& list) {
    std::string text;
    for (dense_phase const& f : list.phases) {
      text +=
          "  phase: " + std::to_string(f.rows.positions) + " positions in " + std::to_string(f.tiles()) + " tiles, ";
      text += std::to_string(f.rows.taps.size()) + (f.rows.span > 1 ? " merged taps of " : " taps of ");
      text += std::to_string(f.rows.channels) + " values\n";
    }
    return text + "  weights pass " + std::to_string(list.blocks) + " times\n";
  }

  void pack(request<T> const& r) {
    packed_ = aligned_array<T>(static_cast<std::size_t>(layout_.packed_size));
    for (dense_run const& run : layout_.runs) {
      problem const alone = without_groups(problem_, run.channels);
      dense_phases const& list = layout_.lists[run.phases];
      for (std::size_t number = 0; number < list.phases.size(); ++number) {
        phase_problem const f = phase(alone, static_cast<index>(number));
        if (products_per_output(f.p).value == 0) { continue; }
        T const* const weights = r.weights + (run.channels.weights_offset + f.weights_offset);
        pack_weights(f.p, run.panels, weights,
                     packed_.data() + (run.packed_offset + list.phases[number].packed_offset));
      }
    }
  }

  /// What stays the same during one pass over a run of output channels.
  struct pass {
    dense_run const& run;
    operands<T> const& x;
    T const* bias;  ///< scaled and padded to whole vectors, or null
    workspace& space;
    share tiles, panels;
    bool past_caches;  ///< store so
    bool far_weights;  ///< they do not stay in the second-level cache from one run to the next
    bool far_input;    ///< it comes from beyond the second-level cache, and the weights do not
  };

  void compute(dense_run const& run, operands<T> const& x, workspace& space, share part) const {
    dense_phases const& list = layout_.lists[run.phases];
    std::size_t const begin = space.taken();
    pass now{.run = run,
             .x = x,
             .bias = prepare_bias(run, x, space),
             .space = space,
             .tiles = {},
             .panels = {},
             .past_caches = can_store_past_caches && stores_past_caches(x),
             .far_weights = detail::bytes_of(list.packed_size, sizeof(T)) > machine::second_level_cache,
             .far_input = layout_.large_arrays};
    index tiles = 0;
    for (dense_phase const& f : list.phases) { tiles = std::max(tiles, f.tiles()); }
    // Threads share the positions, or the output channels where there are few positions.
    (tiles < 4 * part.count ? now.panels : now.tiles) = part;
    for (index block = 0; block < list.blocks; ++block) {
      for (dense_phase const& f : list.phases) {
        std::size_t const mark = space.taken();
        compute_block(now, f, {.number = block, .count = list.blocks});
        space.give_back(mark);
      }
    }
    space.give_back(begin);
    if (now.past_caches) { finish_stores_past_caches(); }
  }

  /// Whether input and output are too large for the caches, and every vector of outputs is stored whole and aligned.
  bool stores_past_caches(operands<T> const& x) const {
    static constexpr index aligned = static_cast<index>(memory_alignment / sizeof(T));
    if (!layout_.large_arrays || reinterpret_cast<std::uintptr_t>(x.output) % memory_alignment != 0) { return false; }
    bool good = problem_.output_batch_step % aligned == 0;
    for (std::size_t d = 0; d < problem_.rank; ++d) { good = good && problem_.axes[d].output_step % aligned == 0; }
    for (dense_run const& run : layout_.runs) { good = good && run.channels.count % aligned == 0; }
    return good;
  }

  T const* prepare_bias(dense_run const& run, operands<T> const& x, workspace& space) const {
    if (x.bias == nullptr) { return nullptr; }
    index const size = run.panels.vectors() * planner::width;
    T* const bias = space.take<T>(static_cast<std::size_t>(size));
    for (index o = 0; o < run.channels.count; ++o) {
      bias[o] = scale(x.bias[(run.channels.first + o) * problem_.bias_step], x.bias_scale);
    }
    std::fill(bias + run.channels.count, bias + size, T(0));
    return bias;
  }

  void compute_block(pass const& now, dense_phase const& f, share block) const {
    index const first_tile = now.tiles.first(f.tiles());
    index const tiles = now.tiles.end(f.tiles()) - first_tile;
    index const first = first_tile + block.first(tiles);
    index const count = block.end(tiles) - block.first(tiles);
    if (count == 0) { return; }
    tile_place<T>* const places = now.space.template take<tile_place<T>>(static_cast<std::size_t>(count));
    row_arrays<T> const arrays{.input = now.x.input + now.run.channels.input_offset,
                               .output = now.x.output + (now.run.channels.output_offset + f.output_offset),
                               .zeros = zeros_.data()};
    typename planner::walker walk(f.rows, arrays, f.first_position(first));
    index number = first % f.group_tiles;
    for (index i = 0; i < count; ++i) {
      places[i] = walk.next(f.tile_positions + (number < f.longer ? 1 : 0), now.space);
      number = number + 1 == f.group_tiles ? 0 : number + 1;
    }
    pass_panels(now, f, places, count);
  }

  void pass_panels(pass const& now, dense_phase const& f, tile_place<T> const* places, index count) const {
    panel_list const& panels = now.run.panels;
    T const* const weights = packed_.data() + (now.run.packed_offset + f.packed_offset);
    index const products = static_cast<index>(f.rows.taps.size()) * f.rows.channels;
    for (index i = now.panels.first(panels.size()); i < now.panels.end(panels.size()); ++i) {
      channel_panel const panel = panels[i];
      index const size = panel.vectors * planner::width * products;
      tile_task<T> task{.weights = weights + panel.first * products,
                        .bias = now.bias == nullptr ? nullptr : now.bias + panel.first,
                        .scale = now.x.output_scale,
                        .first_channel = panel.first,
                        .stored_channels = panel.stored,
                        .past_caches = now.past_caches,
                        .fetched = nullptr};
      for (index k = 0; k < count; ++k) {
        task.fetched = nullptr;
        if (now.far_weights) {
          task.fetched = next_weights(task.weights, size, products, {.number = k, .count = count});
        } else if (now.far_input && i + 1 == panels.size() && !f.rows.taps.empty()) {
          task.fetched = next_input(places, {.number = k, .count = count});
        }
        if (panel.vectors == 2) {
          run_tile<T, Arch, 2>(places[k], task);
        } else {
          run_tile<T, Arch, 1>(places[k], task);
        }
      }
    }
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

  /// What a tile fetches of weights that come from far: the last one of a panel the beginning of the next panel, the
  /// first ones the parts of the panel after that.
  T const* next_weights(T const* panel, index size, index products, share tile) const {
    index const fetched = products / 2 * static_cast<index>(weights_fetched / sizeof(T));
    index const part = tile.number + 1 == tile.count ? size : (tile.number + 1) * fetched;
    bool const beyond = tile.number + 1 < tile.count && part >= size;
    index const left = packed_.data() + packed_.size() - panel;
    return beyond || part + fetched > left ? nullptr : panel + part;
  }

  problem problem_;
  dense_layout layout_;
  aligned_array<T> packed_;
  aligned_array<T> zeros_;
};

/// The method itself.
template <VectorElement T, class Arch>
struct dense_channels_last {
  static constexpr char const* name = "dense, channels last";

  static verdict judge(request<T> const& r) {
    problem const& p = r.p;
    index const in_group = p.in_channels * p.feature_groups;
    if (p.input_channel_step != 1 && in_group > 1) {
      return verdict::decline("the input channels are not neighbours in memory");
    }
    if (p.output_channel_step != 1 && p.out_channels > 1) {
      return verdict::decline("the output channels are not neighbours in memory");
    }
    double const packed = static_cast<double>(p.out_channels) * static_cast<double>(products_per_output(p).value);
    if (products_per_output(p).overflowed || packed > most_packed) {
      return verdict::decline("the packed weights would not fit in memory");
    }
    return verdict::accept(estimate_cycles(p));
  }
  static std::unique_ptr<prepared<T, Arch> const> prepare(request<T> const& r) {
    return std::make_unique<dense_prepared<T, Arch> const>(r);
  }

 private:
  static constexpr double most_packed = 1e12;  ///< numbers

  /// Products, padded to whole vectors, and the costs per tile.
  static double estimate_cycles(problem const& p) {
    index const groups = p.feature_groups > p.batch_groups ? p.feature_groups : p.batch_groups;
    panel_list const panels{p.out_channels / groups, static_cast<index>(lanes<T, Arch>)};
    double const vectors = static_cast<double>(panels.vectors() * groups);
    double const channels = static_cast<double>(std::max<index>(p.out_channels, 1));
    double const products = static_cast<double>(useful_multiply_adds(p).value) / channels * vectors;
    double positions = static_cast<double>(output_batch(p));
    for (std::size_t d = 0; d < p.rank; ++d) { positions *= static_cast<double>(p.axes[d].output); }
    double const rows = static_cast<double>(panels.vectors() == 1 ? tile_rows<Arch, 1> : tile_rows<Arch, 2>);
    double const tiles = positions / rows * static_cast<double>(panels.size() * groups);
    return products / machine::products_per_cycle + tiles * machine::cycles_per_tile;
  }
};

}  // namespace convolt::engine
