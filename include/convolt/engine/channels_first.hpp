// SPDX-License-Identifier: BSD-3-Clause
/// The method for dense problems whose channels are not neighbours in memory, in the input, the output or both
/// (channels first): box by box, the samples are transposed into a copy that stays in the cache, the pointer-row
/// micro-kernel computes a panel of output channels there, and the panel is transposed to its places.
/// Layer: engine.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/engine/arithmetic.hpp>
#include <convolt/engine/buffer.hpp>
#include <convolt/engine/channels_first_copy.hpp>
#include <convolt/engine/channels_first_layout.hpp>
#include <convolt/engine/channels_first_plan.hpp>
#include <convolt/engine/groups.hpp>
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
#include <vector>

namespace convolt::engine {

/// A dense problem with packed weights.
template <VectorElement T, class Arch>
class channels_first_prepared final : public prepared<T, Arch> {
  using planner = detail::box_planner<T, Arch>;

 public:
  explicit channels_first_prepared(request<T> const& r, box_limits const& limits = {})
      : problem_(with_an_axis(r.p)),
        options_{.copied = arrays_to_copy(r.p), .limits = limits},
        runs_(channel_runs(r.p)) {
    if (is_empty(problem_)) { return; }
    plan();
    pack(r);
    // Zeros times infinite weights are not zero: then no zeros may be multiplied.
    options_.exact = !all_finite<T, Arch>(packed_.data(), packed_.size());
    if (options_.exact) { plan(); }
    index longest_row = 0;
    for (boxed_phases const& list : lists_) {
      for (boxed_phase const& f : list.phases) { longest_row = std::max(longest_row, f.rows.channels); }
    }
    zeros_ = aligned_array<T>(static_cast<std::size_t>(longest_row));
  }

  void run(operands<T> const& x, workspace& space, share part) const override {
    index items = 0;
    for (channel_run const& run : runs_) { items += items_of(run); }
    index const end = part.end(items);
    index item = part.first(items);
    if (item == end) { return; }
    space.reserve(workspace_bytes());
    index base = 0;  // number of the run's first item
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      index const run_end = std::min(end, base + items_of(runs_[i]));
      if (item < run_end) { compute(i, x, space, {.first = item - base, .end = run_end - base}); }
      item = std::max(item, run_end);
      base += items_of(runs_[i]);
    }
  }

  std::size_t memory() const override { return (packed_.size() + zeros_.size()) * sizeof(T); }

  std::size_t workspace_bytes() const override {
    std::size_t most = 0;
    for (boxed_phases const& list : lists_) {
      std::size_t const numbers = aligned_size(static_cast<std::size_t>(list.input_size) * sizeof(T)) +
                                  aligned_size(static_cast<std::size_t>(list.output_size) * sizeof(T)) +
                                  aligned_size(static_cast<std::size_t>(list.panels.vectors() * width) * sizeof(T));
      most = std::max(most, numbers + aligned_size(list.phases.size() * sizeof(placed_tiles)) +
                                static_cast<std::size_t>(list.most_tiles) * list.tile_bytes);
    }
    return most;
  }

  std::string details() const override {
    std::string text;
    for (boxed_phases const& list : lists_) {
      text += "  " + std::to_string(list.boxes.size()) + " boxes in " + std::to_string(list.phases.size());
      text += " phases, tiles of up to " + std::to_string(planner::rows(list.panels, options_.exact)) + " positions x ";
      text += std::to_string(planner::pitch(list.panels)) + " output channels\n";
    }
    if (options_.copied.input) { text += "  samples are transposed\n"; }
    if (options_.copied.output) { text += "  outputs are transposed\n"; }
    return text;
  }

 private:
  static constexpr index width = planner::width;

  /// The tiles of a phase in the box at hand.
  struct placed_tiles {
    tile_place<T>* places;
    index count;
  };
  /// What stays the same for a run of output channels.
  struct pass {
    channel_run const& run;
    boxed_phases const& list;
    T const* packed;
    operands<T> const& x;
    workspace& space;
    T const* bias;  ///< scaled and padded to whole vectors, or null
    T* samples;     ///< the copies
    T* outputs;
    placed_tiles* tiles;  ///< per phase
  };

  boxed_phases const& list_of(channel_run const& run) const {
    return *std::find_if(lists_.begin(), lists_.end(), [&](auto const& list) { return list.channels == run.count; });
  }
  /// An item is a panel of output channels in a box.
  index items_of(channel_run const& run) const {
    if (lists_.empty()) { return 0; }
    boxed_phases const& list = list_of(run);
    return list.boxes.size() * list.panels.size();
  }

  void plan() {
    lists_.clear();
    packed_offsets_.clear();
    packed_size_ = 0;
    for (channel_run const& run : runs_) {
      bool const known =
          std::any_of(lists_.begin(), lists_.end(), [&](auto const& list) { return list.channels == run.count; });
      if (!known) { lists_.push_back(planner::make(problem_, run, options_)); }
      packed_offsets_.push_back(packed_size_);
      packed_size_ += list_of(run).packed_size;
    }
  }

  void pack(request<T> const& r) {
    packed_ = aligned_array<T>(static_cast<std::size_t>(packed_size_));
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      problem const alone = without_groups(problem_, runs_[i]);
      boxed_phases const& list = list_of(runs_[i]);
      for (std::size_t number = 0; number < list.phases.size(); ++number) {
        phase_problem const f = phase(alone, static_cast<index>(number));
        if (products_per_output(f.p).value == 0) { continue; }
        T const* const weights = r.weights + (runs_[i].weights_offset + f.weights_offset);
        pack_weights(f.p, list.panels, weights,
                     packed_.data() + (packed_offsets_[i] + list.phases[number].packed_offset));
      }
    }
  }

  void compute(std::size_t number, operands<T> const& x, workspace& space, index_range items) const {
    channel_run const& run = runs_[number];
    boxed_phases const& list = list_of(run);
    std::size_t const begin = space.taken();
    pass const now{.run = run,
                   .list = list,
                   .packed = packed_.data() + packed_offsets_[number],
                   .x = x,
                   .space = space,
                   .bias = prepare_bias(run, list, x, space),
                   .samples = space.take<T>(static_cast<std::size_t>(list.input_size)),
                   .outputs = space.take<T>(static_cast<std::size_t>(list.output_size)),
                   .tiles = space.take<placed_tiles>(list.phases.size())};
    index const panels = list.panels.size();
    for (index item = items.first; item < items.end;) {
      index const box = item / panels;
      index const end = std::min(items.end, (box + 1) * panels);
      std::size_t const mark = space.taken();
      compute_box(now, list.boxes.box(problem_, box), {.first = item - box * panels, .end = end - box * panels});
      space.give_back(mark);
      item = end;
    }
    space.give_back(begin);
  }

  T const* prepare_bias(channel_run const& run, boxed_phases const& list, operands<T> const& x,
                        workspace& space) const {
    index const size = list.panels.vectors() * width;
    T* const bias = space.take<T>(static_cast<std::size_t>(size));
    if (x.bias == nullptr) { return nullptr; }
    for (index o = 0; o < run.count; ++o) {
      bias[o] = scale(x.bias[(run.first + o) * problem_.bias_step], x.bias_scale);
    }
    std::fill(bias + run.count, bias + size, T(0));
    return bias;
  }

  void compute_box(pass const& now, position_box const& box, index_range panels) const {
    T const* input = now.x.input + now.run.input_offset;
    if (options_.copied.input) {
      copy_samples(now, box);
      input = moved<T const>(now.samples, samples_of(now, box).origin(now.list.local));
    }
    T* output = now.x.output + now.run.output_offset;
    if (options_.copied.output) { output = moved<T>(now.outputs, outputs_of(now, box).origin(now.list.local)); }
    for (std::size_t i = 0; i < now.list.phases.size(); ++i) {
      boxed_phase const& f = now.list.phases[i];
      row_arrays<T> const arrays{.input = input, .output = moved<T>(output, -f.output_offset), .zeros = zeros_.data()};
      now.tiles[i] = place_tiles(f, arrays, box, planner::rows(now.list.panels, options_.exact), now.space);
    }
    for (index i = panels.first; i < panels.end; ++i) {
      compute_panel(now, i);
      if (options_.copied.output) { copy_outputs(now, box, now.list.panels[i]); }
    }
  }

  /// Where the element with index 0 of an array would lie of which `at` is the one with offset `offset`. That may be
  /// outside, so no pointer is moved there: the number of its address is.
  template <class U>
  static U* moved(U* at, index offset) noexcept {
    return reinterpret_cast<U*>(reinterpret_cast<std::uintptr_t>(at) - static_cast<std::uintptr_t>(offset) * sizeof(U));
  }
  box_copy samples_of(pass const& now, position_box const& box) const {
    return {.array = problem_, .copy = now.list.local, .ranges = box.inputs, .step = &axis_problem::input_step};
  }
  box_copy outputs_of(pass const& now, position_box const& box) const {
    return {.array = problem_, .copy = now.list.local, .ranges = box.outputs, .step = &axis_problem::output_step};
  }

  /// The positions of a phase in a box follow each other.
  static placed_tiles place_tiles(boxed_phase const& f, row_arrays<T> const& arrays, position_box const& box,
                                  index rows, workspace& space) {
    index first = box.batch;
    index positions = 1;
    index line = 1;
    for (std::size_t d = 0; d < f.rows.rank; ++d) {
      index_range const range = outputs_of_phase(f.axes[d], box.outputs[d]);
      first = first * f.rows.axes[d].outputs + range.first;
      line = range.size();
      positions *= line;
    }
    if (positions == 0) { return {.places = nullptr, .count = 0}; }
    index const group = f.by_lines ? line : positions;
    index const group_tiles = (group + rows - 1) / rows;
    index const count = positions / group * group_tiles;
    tile_place<T>* const places = space.take<tile_place<T>>(static_cast<std::size_t>(count));
    typename planner::walker walk(f.rows, arrays, first);
    for (index i = 0; i < count; ++i) {
      share const tile{.number = i % group_tiles, .count = group_tiles};
      walk.next(tile.end(group) - tile.first(group), space, places[i]);
    }
    return {.places = places, .count = count};
  }

  void compute_panel(pass const& now, index number) const {
    channel_panel const panel = now.list.panels[number];
    for (std::size_t i = 0; i < now.list.phases.size(); ++i) {
      boxed_phase const& f = now.list.phases[i];
      index const products = static_cast<index>(f.rows.taps.size()) * f.rows.channels;
      tile_task<T> const task{.weights = now.packed + (f.packed_offset + panel.first * products),
                              .bias = now.bias == nullptr ? nullptr : now.bias + panel.first,
                              .scale = now.x.output_scale,
                              .first_channel = options_.copied.output ? 0 : panel.first,
                              .stored_channels = options_.copied.output ? panel.vectors * width : panel.stored,
                              .past_caches = false,
                              .fetched = nullptr};
      for (index k = 0; k < now.tiles[i].count; ++k) { run_tile<T, Arch>(panel.vectors, now.tiles[i].places[k], task); }
    }
  }

  void copy_samples(pass const& now, position_box const& box) const {
    axis_problem const& last = problem_.axes[problem_.rank - 1];
    T const* const input = now.x.input + (now.run.input_offset + box.batch * problem_.input_batch_step);
    samples_of(now, box).for_each_line([&](index from, index to, index positions) {
      copy_to_channels_last<T, Arch>(input + from, last.input_step, problem_.input_channel_step, now.samples + to,
                                     problem_.in_channels, positions, problem_.in_channels);
    });
  }

  void copy_outputs(pass const& now, position_box const& box, channel_panel const& panel) const {
    axis_problem const& last = problem_.axes[problem_.rank - 1];
    index const offset = now.run.output_offset + box.batch * problem_.output_batch_step;
    T* const output = now.x.output + (offset + panel.first * problem_.output_channel_step);
    outputs_of(now, box).for_each_line([&](index to, index from, index positions) {
      copy_from_channels_last<T, Arch>(now.outputs + from, planner::pitch(now.list.panels), output + to,
                                       last.output_step, problem_.output_channel_step, positions, panel.stored);
    });
  }

  problem problem_;
  box_options options_;
  std::vector<channel_run> runs_;
  std::vector<boxed_phases> lists_;
  std::vector<index> packed_offsets_;  ///< per run
  index packed_size_ = 0;
  aligned_array<T> packed_;
  aligned_array<T> zeros_;
};

/// The method itself.
template <VectorElement T, class Arch>
struct dense_channels_first {
  static constexpr char const* name = "dense, channels first";

  static verdict judge(request<T> const& r) {
    problem const& p = r.p;
    copied_arrays const copied = arrays_to_copy(p);
    if (!copied.input && !copied.output) { return verdict::decline("the channels are neighbours in memory"); }
    for (std::size_t d = 0; d < p.rank; ++d) {
      if (p.axes[d].pad_lo > most_padding || p.axes[d].pad_lo < -most_padding) {
        return verdict::decline("the padding is too large");
      }
    }
    double const packed = static_cast<double>(p.out_channels) * static_cast<double>(products_per_output(p).value);
    if (products_per_output(p).overflowed || packed > most_packed) {
      return verdict::decline("the packed weights would not fit in memory");
    }
    return verdict::accept(estimate_cycles(p, copied));
  }
  static std::unique_ptr<prepared<T, Arch> const> prepare(request<T> const& r) {
    return std::make_unique<channels_first_prepared<T, Arch> const>(r);
  }

 private:
  static constexpr double most_packed = 1e12;  ///< numbers
  static constexpr index most_padding = index{1} << 40;
  static constexpr double cycles_per_line = 8;    ///< of a vector that is transposed
  static constexpr double cycles_per_number = 3;  ///< that is copied alone

  /// Products, padded to whole vectors, the costs per tile, and the copies.
  static double estimate_cycles(problem const& p, copied_arrays copied) {
    index const groups = std::max(p.feature_groups, p.batch_groups);
    panel_list const panels{p.out_channels / groups, static_cast<index>(lanes<T, Arch>)};
    double const vectors = static_cast<double>(panels.vectors() * groups);
    double const channels = static_cast<double>(std::max<index>(p.out_channels, 1));
    double const products = static_cast<double>(useful_multiply_adds(p).value) / channels * vectors;
    double positions = static_cast<double>(output_batch(p));
    double samples = static_cast<double>(p.batch);
    for (std::size_t d = 0; d < p.rank; ++d) {
      positions *= static_cast<double>(p.axes[d].output);
      samples *= static_cast<double>(p.axes[d].input);
    }
    double const rows = static_cast<double>(panels.vectors() == 1 ? tile_rows<Arch, 1> : tile_rows<Arch, 2>);
    double const tiles = positions / rows * static_cast<double>(panels.size() * groups);
    auto const copies = [&](bool squares, double numbers) {
      return numbers * (squares ? cycles_per_line / static_cast<double>(panels.width) : cycles_per_number);
    };
    bool const input_squares = p.in_channels >= panels.width && p.rank > 0 && p.axes[p.rank - 1].input_step == 1;
    bool const output_squares = p.rank > 0 && p.axes[p.rank - 1].output_step == 1;
    double cycles = products / machine::products_per_cycle + tiles * machine::cycles_per_tile;
    if (copied.input) {
      cycles += copies(input_squares, samples * static_cast<double>(p.in_channels * p.feature_groups));
    }
    if (copied.output) { cycles += copies(output_squares, positions * channels); }
    return cycles;
  }
};

}  // namespace convolt::engine
