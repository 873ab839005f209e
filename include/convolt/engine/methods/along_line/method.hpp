// SPDX-License-Identifier: BSD-3-Clause
/// The method for dense problems with few output channels per group: the lanes of a vector are neighbouring positions,
/// and no output is transposed. Samples are copied where windows reach over the input, or where channels lie between
/// them.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/text.hpp>
#include <convolt/engine/arch/costs.hpp>
#include <convolt/engine/arch/finite.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/loops/arithmetic.hpp>
#include <convolt/engine/methods/along_line/copy.hpp>
#include <convolt/engine/methods/along_line/cost.hpp>
#include <convolt/engine/methods/along_line/in_blocks.hpp>
#include <convolt/engine/methods/along_line/plan.hpp>
#include <convolt/engine/methods/along_line/split.hpp>
#include <convolt/engine/methods/along_line/store.hpp>
#include <convolt/engine/methods/along_line/tile.hpp>
#include <convolt/engine/methods/method.hpp>
#include <convolt/engine/methods/shared/bias.hpp>
#include <convolt/engine/methods/shared/block_sums.hpp>
#include <convolt/engine/methods/shared/boxes.hpp>
#include <convolt/engine/methods/shared/pack.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/engine/problem/groups.hpp>
#include <convolt/engine/problem/limits.hpp>
#include <convolt/engine/problem/phases.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace convolt::engine::methods::along_line {

/// A problem with packed weights, all of them finite.
template <VectorElement T, class Arch>
class prepared final : public planned<T> {
 public:
  using planner = along_line::planner<T, Arch>;
  static constexpr index width = planner::width;
  static constexpr index most_panel_rows = planner::most_panel_rows;
  static constexpr index tile_positions = planner::tile_positions;

  CONVOLT_COLD explicit prepared(request<T> const& r, box_limits const& limits = {})
      : planned<T>(r.p), plan_(planner::make(r.p, limits)), runs_(channel_runs(plan_.whole)) {
    packed_ = aligned_array<T>(static_cast<std::size_t>(plan_.rows(plan_.p.out_channels) * plan_.products));
    T* to = packed_.data();
    for (phase_layout const& f : plan_.phases) { in_blocks_ |= sums_in_blocks(r.precision, f.products); }
    for (channel_run const& run : runs_) {
      most_channels_ = std::max(most_channels_, run.count);
      std::vector<index> const offsets = row_offsets(plan_, run.count);
      index const rows = static_cast<index>(offsets.size());
      panel_rows_.push_back(planner::choose_panel(plan_, rows));
      for (phase_layout const& f : plan_.phases) {
        T const* const from = r.weights + (run.weights_offset + f.weights_offset);
        for (index i = 0; i < rows; i += panel_rows_.back()) {
          index const stored = std::min(panel_rows_.back(), rows - i);
          for (index c = 0; c < plan_.p.in_channels; ++c) {
            to = pack_taps(plan_.p, f, {offsets.data() + i, stored}, from + c * plan_.p.weights_in_step, to);
          }
        }
      }
    }
  }

  [[nodiscard]] bool has_finite_weights() const {
    return all_finite<T, Arch>(packed_.data(), static_cast<index>(packed_.size()));
  }

  void run(operands<T> const& x, workspace& space, share part) const override {
    index items = 0;
    for (std::size_t i = 0; i < runs_.size(); ++i) { items += items_of(i); }
    index const end = part.end(items);
    index item = part.first(items);
    if (item == end) { return; }
    space.reserve(workspace_bytes());
    T* const samples = space.take<T>(static_cast<std::size_t>(copy_size()));
    std::fill(samples + plan_.copy_size, samples + copy_size(), T(0));
    T* const sums = space.take<T>(static_cast<std::size_t>(most_panel_rows * sums_step()));
    T* const bias = space.take<T>(static_cast<std::size_t>(plan_.rows(most_channels_)));
    index base = 0;  // number of the run's first item
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      index const run_end = std::min(end, base + items_of(i));
      index const panels = panels_of(i);
      bool const known = x.bias == nullptr || item >= run_end;
      pass now{.run = runs_[i],
               .x = x,
               .panel_rows = panel_rows_[i],
               .bias = known ? nullptr : write_bias(plan_.p, x, bias_of(runs_[i]), bias),
               .box = {},
               .copy = samples,
               .sums = sums};
      while (item < run_end) {
        index const box = (item - base) / panels;
        index const box_end = std::min(run_end, base + (box + 1) * panels);
        now.box = plan_.boxes.box(plan_.p, box);
        compute_box(now, {.first = item - base - box * panels, .end = box_end - base - box * panels});
        item = box_end;
      }
      base += items_of(i);
    }
  }

  std::size_t memory() const override { return packed_.size() * sizeof(T); }
  std::size_t workspace_bytes() const override {
    return aligned_size(static_cast<std::size_t>(copy_size()) * sizeof(T)) +
           aligned_size(static_cast<std::size_t>(most_panel_rows * sums_step()) * sizeof(T)) +
           aligned_size(static_cast<std::size_t>(plan_.rows(most_channels_)) * sizeof(T));
  }
  std::string details() const override {
    text out;
    out << "  " << plan_.boxes.size() << " boxes in " << plan_.phases.size() << " phases, tiles of up to "
        << panel_rows_.front();
    out << (plan_.members == 1 ? " output channels\n" : " outputs that read the same samples\n");
    out << (!plan_.copies    ? "  samples are read in place\n"
            : plan_.splits() ? "  samples are copied, by their remainders, with zeros around them\n"
                             : "  samples are copied, with zeros around them\n");
    return out.str();
  }

 private:
  /// What stays the same for a box.
  struct pass {
    channel_run const& run;
    operands<T> const& x;
    index panel_rows;
    T const* bias;  ///< scaled, of every row, or null
    output_box box;
    T* copy;
    T* sums;  ///< of a tile, or of a panel
  };
  /// The copy, and what tiles read beyond its end.
  index copy_size() const { return plan_.copies ? plan_.copy_size + tile_positions : 0; }
  /// From a row to the next in the sums: of a tile, or of a plane where groups have to be taken apart.
  index sums_step() const {
    index const positions = plan_.members == 1 ? 0 : most_positions(plan_);
    return std::max(tile_positions, (positions + width - 1) / width * width);
  }
  index rows_of(channel_run const& run) const { return plan_.rows(run.count); }
  index panels_of(std::size_t run) const { return (rows_of(runs_[run]) + panel_rows_[run] - 1) / panel_rows_[run]; }
  index items_of(std::size_t run) const { return plan_.boxes.size() * panels_of(run); }

  bias_range bias_of(channel_run const& run) const {
    return {.first = run.first, .count = run.count, .size = rows_of(run), .repeats = plan_.members};
  }

  void compute_box(pass const& now, index_range panels) const {
    if (plan_.copies) {
      T const* const input = now.x.input + (now.run.input_offset + now.box.batch * plan_.p.input_batch_step);
      if (plan_.splits()) {
        copy_channels(split_box<T, Arch>(plan_, now.box), input, now.copy);
      } else {
        copy_channels(padded_box<T, Arch>(plan_, now.box), input, now.copy);
      }
    }
    for (phase_layout const& f : plan_.phases) { compute_planes(now, f, panels, 0, {}); }
  }

  template <class Box>
  void copy_channels(Box const& box, T const* input, T* copy) const {
    for (index c = 0; c < plan_.p.in_channels; ++c) {
      box.copy(input + c * plan_.p.input_channel_step, copy + c * plan_.channel_step);
    }
  }

  /// Where a plane begins: the offsets that the axes so far add, and the number of its position on them.
  struct plane_start {
    index sample = 0, output = 0;
    std::array<index, max_spatial_rank> group{};
  };
  index begin_of(pass const& now, std::size_t d) const {
    return plan_.copies ? padded_samples(plan_.p.axes[d], now.box.outputs[d]).first : 0;
  }
  void enter(plane_start& at, phase_layout const& f, std::size_t d, index begin, index j) const {
    axis_phase const& axis = f.axes[d];
    if (f.products > 0) { at.sample += (j * axis.stride - axis.pad_lo - begin) / plan_.split[d] * plan_.steps[d]; }
    at.output += (axis.first_output + j * axis.output_step) * plan_.p.axes[d].output_step;
    at.group[d] = j;
  }

  /// Go through the planes of a phase in a box, from axis d on.
  CONVOLT_NOINLINE void compute_planes(pass const& now, phase_layout const& f, index_range panels, std::size_t d,
                                       plane_start const& start) const {
    index_range const range = outputs_of_phase(f.axes[d], now.box.outputs[d]);
    index const begin = begin_of(now, d);
    if (d < plan_.row_axis()) {
      for (index j = range.first; j < range.end; ++j) {
        plane_start at = start;
        enter(at, f, d, begin, j);
        compute_planes(now, f, panels, d + 1, at);
      }
      return;
    }
    index_range const columns = outputs_of_phase(f.axes[d + 1], now.box.outputs[d + 1]);
    if (range.size() == 0 || columns.size() == 0) { return; }
    bool const joined = joins_lines(plan_, f, columns.size());
    for (index j = range.first; j < range.end; j += joined ? range.size() : 1) {
      plane_start at = start;
      enter(at, f, d, begin, j);
      enter(at, f, d + 1, begin_of(now, d + 1), columns.first);
      compute_plane(now, f, panels,
                    {.samples = samples_of(now) + at.sample,
                     .output = at.output,
                     .group = at.group,
                     .lines = joined ? range.size() : 1,
                     .columns = columns.size(),
                     .pitch = joined ? plan_.steps[d] : columns.size(),
                     .line_step = f.axes[d].output_step * plan_.p.axes[d].output_step,
                     .column_step = f.axes[d + 1].output_step * plan_.p.axes[d + 1].output_step});
    }
  }
  T const* samples_of(pass const& now) const {
    if (plan_.copies) { return now.copy; }
    return now.x.input + (now.run.input_offset + now.box.batch * plan_.p.input_batch_step);
  }
  T* outputs_of(pass const& now) const {
    return now.x.output + (now.run.output_offset + now.box.batch * plan_.p.output_batch_step);
  }
  /// The weights of a panel.
  T const* weights_of(pass const& now, phase_layout const& f, index panel) const {
    index const begin = plan_.rows(now.run.first) * plan_.products + rows_of(now.run) * f.packed_offset;
    return packed_.data() + (begin + panel * now.panel_rows * f.products);
  }

  /// All panels of a plane. The operand that stays in the first-level cache is that of the outer loop.
  void compute_plane(pass const& now, phase_layout const& f, index_range panels, plane<T> const& at) const {
    if (plan_.members > 1) {
      for (index i = panels.first; i < panels.end; ++i) {
        compute_panels<true>(now, f, {.first = i, .end = i + 1}, at);
        take_groups_apart(now, i, at);
      }
      return;
    }
    index const full = std::clamp(rows_of(now.run) / now.panel_rows, panels.first, panels.end);
    index const numbers = f.products * now.panel_rows * (full - panels.first);
    bool const near = numbers * static_cast<index>(sizeof(T)) <= costs::second_level_cache / 2;
    if (near && full > panels.first) { compute_panels<false>(now, f, {.first = panels.first, .end = full}, at); }
    for (index i = near ? full : panels.first; i < panels.end; ++i) {
      compute_panels<false>(now, f, {.first = i, .end = i + 1}, at);
    }
  }

  /// Panels of equally many rows, tile by tile. Grouped: the sums of the one panel stay in a line per row.
  template <bool Grouped>
  void compute_panels(pass const& now, phase_layout const& f, index_range panels, plane<T> const& at) const {
    index const first = panels.first * now.panel_rows;
    index const rows = std::min(now.panel_rows, rows_of(now.run) - first);
    index const size = static_cast<index>(tile_vectors<Arch>(static_cast<std::size_t>(rows))) * width;
    index const positions = at.positions();
    index const step = Grouped ? 0 : plan_.p.output_channel_step;
    bool const direct = !Grouped && at.is_whole() && positions >= size;
    T const* const weights = weights_of(now, f, panels.first);
    task<T> task{.samples = at.samples,
                 .offsets = f.offsets.data(),
                 .taps = f.products == 0 ? 0 : static_cast<index>(f.offsets.size()),
                 .channels = plan_.p.in_channels,
                 .channel_step = plan_.channel_step,
                 .weights = weights,
                 .bias = nullptr,
                 .scale = now.x.output_scale,
                 .sums = now.sums,
                 .sums_step = direct    ? step
                              : Grouped ? sums_step()
                                        : tile_positions};
    for (index m = 0; m < positions; m += size) {
      // A tile at the end overlaps the one before.
      index const begin = positions < size ? m : std::min(m, positions - size);
      task.samples = at.samples + (f.products == 0 ? 0 : begin);
      if constexpr (Grouped) { task.sums = now.sums + begin; }
      for (index i = 0; i < panels.size(); ++i) {
        index const row = first + i * now.panel_rows;
        task.weights = weights + i * now.panel_rows * f.products;
        if (now.bias != nullptr) { task.bias = now.bias + row; }
        if constexpr (Grouped) {
          compute_tile(rows, task);
        } else {
          T* const output = outputs_of(now) + (at.output + row * step);
          if (direct) { task.sums = output + begin; }
          compute_tile(rows, task);
          if (!direct) {
            index_range const range{.first = begin, .end = std::min(begin + size, positions)};
            store_positions<T, Arch>(
                at, range, {.sums = now.sums, .step = tile_positions, .to = output, .to_step = step, .count = rows});
          }
        }
      }
    }
  }

  void compute_tile(index rows, task<T> const& task) const {
    if (in_blocks_) { return run_tile_in_blocks<T, Arch>(rows, task); }
    run_tile<T, Arch>(rows, task);
  }

  /// From the sums of a panel to the outputs.
  void take_groups_apart(pass const& now, index panel, plane<T> const& at) const {
    index const first = panel * now.panel_rows;
    index const rows = std::min(now.panel_rows, rows_of(now.run) - first);
    index const members = plan_.last_members();
    for (index row = 0; row < rows; row += members) {
      store_groups<T, Arch>(plan_, at, (first + row) / members, now.sums + row * sums_step(), sums_step(),
                            outputs_of(now));
    }
  }

  plan plan_;
  std::vector<channel_run> runs_;
  std::vector<index> panel_rows_;  ///< per run
  index most_channels_ = 0;        ///< of a run
  aligned_array<T> packed_;
  bool in_blocks_ = false;  ///< sums are carried so
};

/// The method itself.
template <VectorElement T, class Arch>
struct method {
  static constexpr char const* name = "along_line";
  static constexpr char const* about = "lanes are neighbouring outputs along the last axis";

  CONVOLT_COLD static verdict judge(request<T> const& r) {
    problem const p = with_axes(r.p, 2);
    if (has_far_padding(p)) { return verdict::decline("the padding is too large"); }
    axis_problem const& last = p.axes[p.rank - 1];
    if (phase_of(last, 0).stride != 1 && !must_split(p)) {
      return verdict::decline("neighbouring outputs of the last axis do not read neighbouring samples");
    }
    for (std::size_t d = 0; d < p.rank; ++d) {
      axis_problem const& a = p.axes[d];
      double const padded = static_cast<double>(padded_samples(a, {.first = 0, .end = a.output}).size());
      if (padded > 4. * static_cast<double>(a.input) + 64 && !r.is_part) {
        return verdict::decline("there is more padding than input");
      }
    }
    if (is_empty(p) || useful_multiply_adds(p).value == 0) { return verdict::decline("nothing is to be multiplied"); }
    if (char const* const reason = why_not_packed(p)) { return verdict::decline(reason); }
    return verdict::accept(call_cycles(r.p, std::max(r.p.feature_groups, r.p.batch_groups)) + axes_cycles(r.p) +
                           estimate_cycles<T, Arch>(p));
  }
  /// Zeros times infinite weights are not zero: then no zeros may be multiplied.
  static std::unique_ptr<planned<T>> plan(request<T> const& r) {
    auto made = make_planned<T, prepared<T, Arch>>(r);
    if (!static_cast<prepared<T, Arch> const&>(*made).has_finite_weights()) { return nullptr; }
    return made;
  }
};

}  // namespace convolt::engine::methods::along_line
