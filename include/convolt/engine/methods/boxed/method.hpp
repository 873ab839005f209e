// SPDX-License-Identifier: BSD-3-Clause
/// The method for dense problems whose channels are not neighbours in memory, in the input, the output or both
/// (channels first): box by box, the samples are transposed into a copy that stays in the cache, the pointer-row
/// micro-kernel computes a panel of output channels there, and the panel is transposed to its places.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/text.hpp>
#include <convolt/engine/arch/costs.hpp>
#include <convolt/engine/arch/family.hpp>
#include <convolt/engine/arch/traits.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/methods/boxed/plan.hpp>
#include <convolt/engine/methods/boxed/runner.hpp>
#include <convolt/engine/methods/boxed/transpose.hpp>
#include <convolt/engine/methods/method.hpp>
#include <convolt/engine/methods/shared/block_sums.hpp>
#include <convolt/engine/methods/shared/boxes.hpp>
#include <convolt/engine/methods/shared/pack.hpp>
#include <convolt/engine/methods/shared/tile.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/engine/problem/groups.hpp>
#include <convolt/engine/problem/limits.hpp>
#include <convolt/engine/problem/phases.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace convolt::engine::methods::boxed {

/// A dense problem with packed weights.
template <VectorElement T, class Arch, bool InPlace = has_wide_tiles<Arch>>
class prepared final : public planned<T> {
  using planner = boxed::planner<T, Arch, InPlace>;
  using runner = boxed::runner<T, Arch, InPlace>;

 public:
  CONVOLT_COLD explicit prepared(request<T> const& r, box_limits const& limits = {})
      : planned<T>(r.p),
        whole_(with_axes(r.p, 1)),
        options_{.copied = planner::copies(r.p, channels_of_all_runs(r.p)), .limits = limits},
        runs_(channel_runs(r.p)) {
    if (is_empty(whole_)) { return; }
    plan();
    // Zeros times infinite weights are not zero: then no zeros may be multiplied.
    options_.exact = !pack(r);
    if (options_.exact) {
      options_.copied = arrays_to_copy(whole_);
      plan();
    }
    index longest_row = 0, longest_sum = 0;
    for (phase_list const& list : lists_) {
      for (phase_layout const& f : list.phases) {
        longest_row = std::max(longest_row, f.rows.channels);
        longest_sum = std::max(longest_sum, f.products);
      }
    }
    in_blocks_ = sums_in_blocks(r.precision, longest_sum);
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
      if (item < run_end) {
        run_layout<T> const run = boxed(i);
        runner(run, x, space).compute({.first = item - base, .end = run_end - base});
      }
      item = std::max(item, run_end);
      base += items_of(runs_[i]);
    }
  }

  std::size_t memory() const override { return (packed_.size() + zeros_.size()) * sizeof(T); }

  std::size_t workspace_bytes() const override {
    std::size_t most = 0;
    for (phase_list const& list : lists_) { most = std::max(most, runner::workspace_bytes(list)); }
    return most;
  }

  CONVOLT_COLD std::string details() const override {
    text out;
    for (phase_list const& list : lists_) {
      out << "  " << list.boxes.size() << " boxes in " << list.phases.size() << " phases, tiles of up to "
          << planner::rows(list.panels, options_.exact) << " positions x " << planner::pitch(list.panels)
          << " output channels\n";
    }
    if (options_.copied.input) { out << "  samples are transposed\n"; }
    if (options_.copied.in_place) { out << "  samples are read in place\n"; }
    if (options_.copied.output) { out << "  outputs are transposed\n"; }
    return out.str();
  }

 private:
  phase_list const& list_of(channel_run const& run) const {
    return *std::find_if(lists_.begin(), lists_.end(), [&](auto const& list) { return list.channels == run.count; });
  }
  /// An item is a panel of output channels in a box.
  index items_of(channel_run const& run) const {
    if (lists_.empty()) { return 0; }
    phase_list const& list = list_of(run);
    return list.boxes.size() * list.panels.size();
  }

  CONVOLT_COLD void plan() {
    lists_.clear();
    packed_offsets_.clear();
    packed_size_ = 0;
    for (channel_run const& run : runs_) {
      bool const known =
          std::any_of(lists_.begin(), lists_.end(), [&](auto const& list) { return list.channels == run.count; });
      if (!known) { lists_.push_back(planner::make(whole_, run, options_)); }
      packed_offsets_.push_back(packed_size_);
      packed_size_ += list_of(run).packed_size();
    }
  }

  /// Returns whether all weights are finite.
  CONVOLT_COLD bool pack(request<T> const& r) {
    bool finite = true;
    packed_ = aligned_array<T>(static_cast<std::size_t>(packed_size_));
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      problem const alone = without_groups(whole_, runs_[i]);
      phase_list const& list = list_of(runs_[i]);
      for (std::size_t number = 0; number < list.phases.size(); ++number) {
        phase_problem const f = phase(alone, static_cast<index>(number));
        if (products_per_output(f.p).value == 0) { continue; }
        T const* const weights = r.weights + (runs_[i].weights_offset + f.weights_offset);
        for (index k = 0; k < list.panels.size(); ++k) {
          index const offset = packed_offsets_[i] + list.packed_offset(list.panels[k], list.phases[number]);
          finite = pack_panel<T, Arch>(f.p, list.panels[k], weights, packed_.data() + offset) && finite;
        }
      }
    }
    return finite;
  }

  run_layout<T> boxed(std::size_t number) const {
    phase_list const& list = list_of(runs_[number]);
    return {.p = whole_,
            .list = list,
            .channels = runs_[number],
            .copied = options_.copied,
            .tile_rows = planner::rows(list.panels, options_.exact),
            .in_blocks = in_blocks_,
            .packed = packed_.data() + packed_offsets_[number],
            .zeros = zeros_.data()};
  }

  problem whole_;
  options options_;
  std::vector<channel_run> runs_;
  std::vector<phase_list> lists_;
  std::vector<index> packed_offsets_;  ///< per run
  index packed_size_ = 0;
  aligned_array<T> packed_;
  aligned_array<T> zeros_;
  bool in_blocks_ = false;  ///< sums are carried so
};

/// The method itself.
template <VectorElement T, class Arch>
struct method {
  static constexpr char const* name = "boxed";
  static constexpr char const* about = "channels first, box by box through the cache";

  CONVOLT_COLD static verdict judge(request<T> const& r) {
    problem const& p = r.p;
    copied_arrays const needed = arrays_to_copy(p);
    if (!needed.input && !needed.output) { return verdict::decline("the channels are neighbours in memory"); }
    if (has_far_padding(p)) { return verdict::decline("the padding is too large"); }
    if (char const* const reason = why_not_packed(p)) { return verdict::decline(reason); }
    return verdict::accept(costs::cycles_per_call + places_cycles(p) +
                           estimate_cycles(p, planner<T, Arch>::copies(p, channels_of_all_runs(p))));
  }
  static std::unique_ptr<planned<T>> plan(request<T> const& r) { return make_planned<T, prepared<T, Arch>>(r); }

 private:
  /// Products, those with padding among them, padded to whole vectors; the costs per tile, and the copies.
  CONVOLT_COLD static double estimate_cycles(problem const& p, copied_arrays copied) {
    index const groups = std::max(p.feature_groups, p.batch_groups);
    panel_list const panels{p.out_channels / groups, static_cast<index>(lanes<T, Arch>)};
    double const vectors = static_cast<double>(panels.vectors() * groups);
    double const channels = static_cast<double>(std::max<index>(p.out_channels, 1));
    double const products = padded_multiply_adds(p) / channels * vectors;
    double positions = static_cast<double>(output_batch(p));
    double samples = static_cast<double>(p.batch);
    for (std::size_t d = 0; d < p.rank; ++d) {
      positions *= static_cast<double>(p.axes[d].output);
      samples *= static_cast<double>(p.axes[d].input);
    }
    double const rows = static_cast<double>(panels.vectors() == 1 ? tile_rows<Arch, 1> : tile_rows<Arch, 2>);
    double const tiles = positions / rows * static_cast<double>(panels.size() * groups);
    auto const copies = [&](bool squares, double numbers) {
      return numbers * (squares ? costs::boxed::cycles_per_line / static_cast<double>(panels.width)
                                : costs::boxed::cycles_per_number);
    };
    bool const input_squares = p.in_channels >= panels.width && p.rank > 0 && p.axes[p.rank - 1].input_step == 1;
    bool const output_squares = p.rank > 0 && p.axes[p.rank - 1].output_step == 1;
    double cycles = products / products_per_cycle<T, Arch>() + tiles * costs::cycles_per_tile +
                    positions * static_cast<double>(panels.size() * groups) * lines_of_taps(p) * costs::cycles_per_row;
    double const input = copies(input_squares, samples * static_cast<double>(p.in_channels * p.feature_groups));
    if (copied.input) { cycles += input; }
    if (copied.in_place) { cycles += input * costs::boxed::in_place_of_copied; }
    if (copied.output) { cycles += copies(output_squares, positions * channels); }
    bool const single = groups > 1 && p.in_channels == 1;
    return single ? cycles * costs::boxed::slowed_by_single : cycles;
  }
};

}  // namespace convolt::engine::methods::boxed
