// SPDX-License-Identifier: BSD-3-Clause
/// The method for dense problems with few channels per group whose samples are neighbours along the last axis
/// (channels first): the lanes of a vector are neighbouring positions, and nothing is transposed. Samples are copied
/// only where windows reach over the input.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arithmetic.hpp>
#include <convolt/engine/buffer.hpp>
#include <convolt/engine/channels_first.hpp>
#include <convolt/engine/channels_first_lanes_plan.hpp>
#include <convolt/engine/channels_first_lanes_tile.hpp>
#include <convolt/engine/channels_first_layout.hpp>
#include <convolt/engine/groups.hpp>
#include <convolt/engine/machine.hpp>
#include <convolt/engine/method.hpp>
#include <convolt/engine/pack.hpp>
#include <convolt/engine/phases.hpp>
#include <convolt/engine/problem.hpp>
#include <convolt/engine/simd.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace convolt::engine {

/// A problem with packed weights, all of them finite.
template <VectorElement T, class Arch>
class position_lanes_prepared final : public prepared<T, Arch> {
 public:
  static constexpr index width = static_cast<index>(lanes<T, Arch>);
  static constexpr index panel_channels = static_cast<index>(position_tile_channels<Arch>);
  static constexpr index tile_positions = static_cast<index>(position_tile_vectors<Arch>(1)) * width;

  explicit position_lanes_prepared(request<T> const& r, box_limits const& limits = {})
      : plan_(plan(r.p, limits)), runs_(channel_runs(plan_.p)) {
    packed_ = aligned_array<T>(static_cast<std::size_t>(plan_.p.out_channels * plan_.products));
    T* to = packed_.data();
    for (channel_run const& run : runs_) {
      for (position_phase const& f : plan_.phases) {
        for (index o = 0; o < run.count; o += panel_channels) {
          index const stored = std::min(panel_channels, run.count - o);
          T const* const from = r.weights + (run.weights_offset + f.weights_offset + o * plan_.p.weights_out_step);
          for (index c = 0; c < plan_.p.in_channels; ++c) {
            to = pack_taps(f, 0, stored, from + c * plan_.p.weights_in_step, to);
          }
        }
      }
    }
  }

  [[nodiscard]] static position_plan plan(problem const& p, box_limits const& limits) {
    index const size = static_cast<index>(sizeof(T));
    return make_position_plan(p, limits.input / size / std::max<index>(p.in_channels, 1),
                              limits.output / size / panel_channels, tile_positions);
  }
  [[nodiscard]] bool has_finite_weights() const {
    return std::all_of(packed_.data(), packed_.data() + packed_.size(), [](T w) { return std::isfinite(w); });
  }

  void run(operands<T> const& x, workspace& space, share part) const override {
    index items = 0;
    for (channel_run const& run : runs_) { items += items_of(run); }
    index const end = part.end(items);
    index item = part.first(items);
    if (item == end) { return; }
    space.reserve(workspace_bytes());
    T* const samples = space.take<T>(static_cast<std::size_t>(copy_size()));
    std::fill(samples + plan_.copy_size, samples + copy_size(), T(0));
    T* const sums = space.take<T>(static_cast<std::size_t>(panel_channels * tile_positions));
    index base = 0;  // number of the run's first item
    for (channel_run const& run : runs_) {
      index const run_end = std::min(end, base + items_of(run));
      index const panels = panels_of(run);
      while (item < run_end) {
        index const box = (item - base) / panels;
        index const box_end = std::min(run_end, base + (box + 1) * panels);
        pass const now{.run = run, .x = x, .box = plan_.boxes.box(plan_.p, box), .copy = samples, .sums = sums};
        compute_box(now, {.first = item - base - box * panels, .end = box_end - base - box * panels});
        item = box_end;
      }
      base += items_of(run);
    }
  }

  std::size_t memory() const override { return packed_.size() * sizeof(T); }
  std::size_t workspace_bytes() const override {
    return aligned_size(static_cast<std::size_t>(copy_size()) * sizeof(T)) +
           aligned_size(static_cast<std::size_t>(panel_channels * tile_positions) * sizeof(T));
  }
  std::string details() const override {
    std::string text = "  " + std::to_string(plan_.boxes.size()) + " boxes in " + std::to_string(plan_.phases.size());
    text += " phases, tiles of up to " + std::to_string(panel_channels) + " output channels\n";
    return text + (plan_.copies ? "  samples are copied, with zeros around them\n" : "  samples are read in place\n");
  }

 private:
  /// What stays the same for a box.
  struct pass {
    channel_run const& run;
    operands<T> const& x;
    position_box box;
    T* copy;
    T* sums;  ///< of a tile
  };
  /// Positions of a phase on the lines of the last axis, numbered through where there are several lines.
  struct plane {
    T const* samples;
    T* output;  ///< of the first output channel
    index lines, columns;
    index pitch;  ///< positions from line to line
    index line_step, column_step;

    index positions() const { return (lines - 1) * pitch + columns; }
    /// Whether the outputs of all positions are neighbours in memory.
    bool is_whole() const { return column_step == 1 && (lines == 1 || (pitch == columns && line_step == pitch)); }
  };

  /// The copy, and what tiles read beyond its end.
  index copy_size() const { return plan_.copies ? plan_.copy_size + tile_positions : 0; }
  static index panels_of(channel_run const& run) { return (run.count + panel_channels - 1) / panel_channels; }
  index items_of(channel_run const& run) const { return plan_.boxes.size() * panels_of(run); }

  /// The weights of some output channels, side by side, channel by channel and tap by tap.
  T* pack_taps(position_phase const& f, std::size_t d, index stored, T const* from, T* to) const {
    problem const& p = plan_.p;
    if (d < p.rank) {
      index const step = f.axes[d].tap_step * p.axes[d].weights_step;
      for (index q = 0; q < f.axes[d].taps; ++q) { to = pack_taps(f, d + 1, stored, from + q * step, to); }
      return to;
    }
    for (index o = 0; o < stored; ++o) { *to++ = from[o * p.weights_out_step]; }
    return to;
  }

  void compute_box(pass const& now, index_range panels) const {
    if (plan_.copies) {
      T const* const input = now.x.input + (now.run.input_offset + now.box.batch * plan_.p.input_batch_step);
      for (index c = 0; c < plan_.p.in_channels; ++c) {
        copy_samples(now.box, 0, input + c * plan_.p.input_channel_step, now.copy + c * plan_.channel_step);
      }
    }
    for (position_phase const& f : plan_.phases) { compute_planes(now, f, panels, 0, 0, 0); }
  }

  /// Copy the samples of a box, zeros included.
  void copy_samples(position_box const& box, std::size_t d, T const* from, T* to) const {
    axis_problem const& a = plan_.p.axes[d];
    index_range const wanted = padded_samples(a, box.outputs[d]);
    index const first = std::clamp<index>(0, wanted.first, wanted.end);
    index const end = std::clamp<index>(a.input, first, wanted.end);
    index const step = plan_.steps[d];
    index const before = first - wanted.first;
    from += first * a.input_step;
    if (d == plan_.column_axis()) {
      fill_ends(to, wanted.size(), before, wanted.end - end);
      copy_line(from, a.input_step, end - first, to + before, 1);
      return;
    }
    std::fill_n(to, before * step, T(0));
    std::fill_n(to + (end - wanted.first) * step, (wanted.end - end) * step, T(0));
    to += before * step;
    for (index i = first; i < end; ++i) {
      copy_samples(box, d + 1, from + (i - first) * a.input_step, to + (i - first) * step);
    }
  }
  /// Zeros at the ends of a line, and maybe more of them.
  CONVOLT_ALWAYS_INLINE static void fill_ends(T* line, index size, index before, index behind) {
    using vec = simd<T, Arch>;
    if (size >= width && before <= width && behind <= width) {
      vec(T(0)).store_unaligned(line);
      vec(T(0)).store_unaligned(line + (size - width));
    } else {
      std::fill_n(line, before, T(0));
      std::fill_n(line + (size - behind), behind, T(0));
    }
  }
  /// Short lines, too short for a call.
  CONVOLT_ALWAYS_INLINE static void copy_line(T const* from, index from_step, index count, T* to, index to_step) {
    using vec = simd<T, Arch>;
    if (from_step == 1 && to_step == 1 && count >= width) {
      for (index i = 0; i + width < count; i += width) { vec::load_unaligned(from + i).store_unaligned(to + i); }
      vec::load_unaligned(from + (count - width)).store_unaligned(to + (count - width));
    } else {
      for (index i = 0; i < count; ++i) { to[i * to_step] = from[i * from_step]; }
    }
  }

  /// Go through the planes of a phase in a box: `sample` and `output` are the offsets that the axes before d add.
  void compute_planes(pass const& now, position_phase const& f, index_range panels, std::size_t d, index sample,
                      index output) const {
    axis_problem const& a = plan_.p.axes[d];
    axis_phase const& axis = f.axes[d];
    index_range const range = outputs_of_phase(axis, now.box.outputs[d]);
    if (range.size() == 0) { return; }
    index const begin = plan_.copies ? padded_samples(a, now.box.outputs[d]).first : 0;
    auto const sample_at = [&](index j) {
      return f.products == 0 ? 0 : (j * axis.stride - axis.pad_lo - begin) * plan_.steps[d];
    };
    auto const output_at = [&](index j) { return (axis.first_output + j * axis.output_step) * a.output_step; };
    if (d < plan_.row_axis()) {
      for (index j = range.first; j < range.end; ++j) {
        compute_planes(now, f, panels, d + 1, sample + sample_at(j), output + output_at(j));
      }
      return;
    }
    axis_problem const& columns = plan_.p.axes[d + 1];
    axis_phase const& column_axis = f.axes[d + 1];
    index_range const column_range = outputs_of_phase(column_axis, now.box.outputs[d + 1]);
    if (column_range.size() == 0) { return; }
    index const column_begin = plan_.copies ? padded_samples(columns, now.box.outputs[d + 1]).first : 0;
    if (f.products > 0) { sample += column_range.first - column_axis.pad_lo - column_begin; }
    output += (column_axis.first_output + column_range.first * column_axis.output_step) * columns.output_step;
    bool const joined = joins_lines(plan_, f, column_range.size());
    for (index j = range.first; j < range.end; j += joined ? range.size() : 1) {
      compute_plane(now, f, panels,
                    {.samples = samples_of(now) + (sample + sample_at(j)),
                     .output = outputs_of(now) + (output + output_at(j)),
                     .lines = joined ? range.size() : 1,
                     .columns = column_range.size(),
                     .pitch = joined ? plan_.steps[d] : column_range.size(),
                     .line_step = axis.output_step * a.output_step,
                     .column_step = column_axis.output_step * columns.output_step});
    }
  }
  T const* samples_of(pass const& now) const {
    if (plan_.copies) { return now.copy; }
    return now.x.input + (now.run.input_offset + now.box.batch * plan_.p.input_batch_step);
  }
  T* outputs_of(pass const& now) const {
    return now.x.output + (now.run.output_offset + now.box.batch * plan_.p.output_batch_step);
  }

  /// All panels of a plane. The operand that stays in the first-level cache is that of the outer loop.
  void compute_plane(pass const& now, position_phase const& f, index_range panels, plane const& at) const {
    static constexpr index size = static_cast<index>(position_tile_vectors<Arch>(position_tile_channels<Arch>)) * width;
    T const* const weights = packed_.data() + (now.run.first * plan_.products + now.run.count * f.packed_offset);
    index const positions = at.positions();
    index const full = std::min(panels.end, now.run.count / panel_channels);
    index const weights_size = f.products * panel_channels * (full - panels.first) * static_cast<index>(sizeof(T));
    bool const near = weights_size <= machine::second_level_cache / 2;
    for (index m = 0; near && m < positions; m += size) {
      for (index i = panels.first; i < full; ++i) {
        compute_panel(now, f, weights, i, at, {.first = m, .end = std::min(m + size, positions)});
      }
    }
    for (index i = near ? std::max(panels.first, full) : panels.first; i < panels.end; ++i) {
      compute_panel(now, f, weights, i, at, {.first = 0, .end = positions});
    }
  }

  /// A panel of output channels at the positions of a range.
  void compute_panel(pass const& now, position_phase const& f, T const* weights, index panel, plane const& at,
                     index_range range) const {
    index const first = panel * panel_channels;
    index const channels = std::min(panel_channels, now.run.count - first);
    index const size = static_cast<index>(position_tile_vectors<Arch>(static_cast<std::size_t>(channels))) * width;
    std::array<T, position_tile_channels<Arch>> bias{};
    if (now.x.bias != nullptr) {
      for (index o = 0; o < channels; ++o) {
        bias[static_cast<std::size_t>(o)] =
            scale(now.x.bias[(now.run.first + first + o) * plan_.p.bias_step], now.x.bias_scale);
      }
    }
    position_task<T> task{.samples = at.samples,
                          .offsets = f.offsets.data(),
                          .taps = f.products == 0 ? 0 : static_cast<index>(f.offsets.size()),
                          .channels = plan_.p.in_channels,
                          .channel_step = plan_.channel_step,
                          .weights = weights + first * f.products,
                          .bias = now.x.bias == nullptr ? nullptr : bias.data(),
                          .scale = now.x.output_scale,
                          .sums = now.sums,
                          .sums_step = tile_positions};
    T* const output = at.output + first * plan_.p.output_channel_step;
    bool const direct = at.is_whole() && at.positions() >= size;
    if (direct) { task.sums_step = plan_.p.output_channel_step; }
    for (index m = range.first; m < range.end; m += size) {
      // A tile at the end overlaps the one before.
      index const begin = at.positions() < size ? m : std::min(m, at.positions() - size);
      task.samples = at.samples + (f.products == 0 ? 0 : begin);
      if (direct) { task.sums = output + begin; }
      run_position_tile<T, Arch>(channels, task);
      if (!direct) {
        copy_sums(now.sums, {.first = begin, .end = std::min(begin + size, at.positions())}, at, output, channels);
      }
    }
  }

  /// Positions beyond the end of a line have no outputs.
  void copy_sums(T const* sums, index_range range, plane const& at, T* output, index channels) const {
    for (index m = range.first; m < range.end;) {
      index const line = m / at.pitch;
      index const column = m - line * at.pitch;
      index const count = std::min(at.columns - column, range.end - m);
      for (index o = 0; o < channels && count > 0; ++o) {
        T const* const from = sums + (o * tile_positions + (m - range.first));
        T* const to = output + (o * plan_.p.output_channel_step + line * at.line_step + column * at.column_step);
        copy_line(from, 1, count, to, at.column_step);
      }
      m = count == range.end - m ? range.end : (line + 1) * at.pitch;
    }
  }

  position_plan plan_;
  std::vector<channel_run> runs_;
  aligned_array<T> packed_;
};

/// The method itself.
template <VectorElement T, class Arch>
struct dense_position_lanes {
  static constexpr char const* name = "dense, lanes along the last axis";

  static verdict judge(request<T> const& r) {
    problem const p = with_two_axes(r.p);
    axis_problem const& last = p.axes[p.rank - 1];
    if (phase_of(last, 0).stride != 1) {
      return verdict::decline("neighbouring outputs of the last axis do not read neighbouring samples");
    }
    if (last.input_step != 1 && p.input_channel_step == 1 && p.in_channels > 1) {
      return verdict::decline("the channels are neighbours in memory");
    }
    for (std::size_t d = 0; d < p.rank; ++d) {
      axis_problem const& a = p.axes[d];
      if (a.pad_lo > most_padding || a.pad_lo < -most_padding) { return verdict::decline("the padding is too large"); }
      double const padded = static_cast<double>(padded_samples(a, {.first = 0, .end = a.output}).size());
      if (padded > 4. * static_cast<double>(a.input) + 64) {
        return verdict::decline("there is more padding than input");
      }
    }
    if (is_empty(p) || useful_multiply_adds(p).value == 0) { return verdict::decline("nothing is to be multiplied"); }
    double const packed = static_cast<double>(p.out_channels) * static_cast<double>(products_per_output(p).value);
    if (products_per_output(p).overflowed || packed > most_packed) {
      return verdict::decline("the packed weights would not fit in memory");
    }
    return verdict::accept(estimate_cycles(p));
  }
  /// Zeros times infinite weights are not zero: then no zeros may be multiplied.
  static std::unique_ptr<prepared<T, Arch> const> prepare(request<T> const& r) {
    auto made = std::make_unique<position_lanes_prepared<T, Arch> const>(r);
    if (made->has_finite_weights()) { return made; }
    return std::make_unique<channels_first_prepared<T, Arch> const>(r);
  }

 private:
  using planner = position_lanes_prepared<T, Arch>;
  static constexpr double most_packed = 1e12;  ///< numbers
  static constexpr index most_padding = index{1} << 40;

  /// Cycles per cycle of products. Shifted samples are not aligned.
  static constexpr double slowed = 1.1;
  static constexpr double slowed_by_unaligned = 1.25;

  static double estimate_cycles(problem const& p) {
    position_plan const plan = planner::plan(p, {});
    index const groups = std::max(p.feature_groups, p.batch_groups);
    index const channels = std::max<index>(p.out_channels / groups, 1);
    double cycles = 0;
    for (position_phase const& f : plan.phases) {
      double positions = static_cast<double>(output_batch(p));
      for (std::size_t d = 0; d < p.rank; ++d) { positions *= static_cast<double>(f.axes[d].outputs); }
      index const columns = std::min(f.axes[p.rank - 1].outputs, plan.boxes.outputs(p.rank - 1));
      double const line = static_cast<double>(std::max<index>(columns, 1));
      double const gap = joins_lines(plan, f, columns) ? static_cast<double>(plan.steps[plan.row_axis()]) - line
                                                       : static_cast<double>(planner::width) / 2;
      double const vectors = positions * (line + gap) / line / static_cast<double>(planner::width);
      for (index o = 0; o < channels; o += planner::panel_channels) {
        cycles += vectors * tile_cycles(std::min(planner::panel_channels, channels - o), f.products);
        double const stored = static_cast<double>(std::min(planner::panel_channels, channels - o));
        cycles += positions * stored * (f.axes[p.rank - 1].output_step == 1 ? 0.25 : 1.);
      }
    }
    cycles *= static_cast<double>(groups) * (plan.copies ? slowed_by_unaligned : slowed);
    if (plan.copies) {
      double const samples = static_cast<double>(plan.copy_size) * static_cast<double>(plan.boxes.size() * groups);
      cycles += samples * (p.axes[p.rank - 1].input_step == 1 ? 0.25 : 3.);
    }
    return cycles;
  }

  /// Per vector of positions: products, or loads, most of which cross a cache line, and the costs per tile.
  static double tile_cycles(index channels, index products) {
    double const vectors = static_cast<double>(position_tile_vectors<Arch>(static_cast<std::size_t>(channels)));
    double const r = static_cast<double>(channels);
    double const loads = (1.8 + r / vectors) / 2;
    return std::max(r / machine::products_per_cycle, loads) * static_cast<double>(products) +
           machine::cycles_per_tile / vectors;
  }
};

}  // namespace convolt::engine
