// SPDX-License-Identifier: BSD-3-Clause
/// The method for integers: exact modulo 2^n, in any order of the sums. The lanes of a vector are neighbouring outputs
/// along the longest axis; samples that are not neighbours are copied first, for all output channels that read them.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/text.hpp>
#include <convolt/engine/arch/costs.hpp>
#include <convolt/engine/arch/integers.hpp>
#include <convolt/engine/loops/arithmetic.hpp>
#include <convolt/engine/methods/method.hpp>
#include <convolt/engine/methods/modular/tile.hpp>
#include <convolt/engine/methods/shared/bias.hpp>
#include <convolt/engine/methods/shared/sample_lines.hpp>
#include <convolt/engine/problem/blocks.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/engine/problem/groups.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace convolt::engine::methods::modular {

/// The same problem with the axis of most outputs last.
[[nodiscard]] constexpr problem with_longest_axis_last(problem p) noexcept {
  for (std::size_t d = 0; d + 1 < p.rank; ++d) {
    if (p.axes[d].output > p.axes[p.rank - 1].output && p.axes[d].input_dilation == 1) {
      std::swap(p.axes[d], p.axes[p.rank - 1]);
    }
  }
  return p;
}

/// Integer filters with packed weights.
template <Integer T, class Arch>
class prepared final : public planned<T> {
  using vec = modular_vector<T, Arch>;
  static constexpr index tile_size = tile_rows * vec::size;

 public:
  CONVOLT_COLD explicit prepared(request<T> const& r)
      : planned<T>(r.p),
        lines_of_(with_longest_axis_last(r.p)),
        runs_(channel_runs(r.p)),
        row_(tile_size + window_reach(axis()) / axis().stride),
        channel_weights_(weight_lines(lines_of_).value * axis().weights),
        packed_(static_cast<std::size_t>(r.p.out_channels * channel_weights_)) {
    tap_series const taps = taps_along(axis());
    for (index q = 0; q < taps.taps; ++q) {
      offsets_.push_back(q % taps.phases() * row_ + q * taps.dilation / taps.stride);
    }
    T* to = packed_.data();
    for (channel_run const& run : runs_) {
      for (index o = 0; o < run.count; ++o) {
        to = pack(r.weights + (run.weights_offset + o * lines_of_.weights_out_step), to, 0);
      }
    }
  }

  void run(operands<T> const& x, workspace& space, share part) const override {
    if (is_empty(problem_)) { return; }
    space.reserve(workspace_bytes());
    auto const lines = static_cast<std::size_t>(weight_lines(lines_of_).value);
    pass now{.x = x,
             .lines = space.take<sample_line<T>>(lines),
             .copied_lines = space.take<sample_line<T>>(lines),
             .copies = space.take<T>(lines * copied()),
             .sums = space.take<T>(static_cast<std::size_t>(tile_size))};
    line_list<T, Arch> list(lines_of_, now.lines);
    index const tiles = ceil_divide(axis().output, tile_size);
    index const of_run = lines_of_channel(lines_of_) * tiles;
    index const items = of_run * static_cast<index>(runs_.size());
    for (index item = part.first(items); item < part.end(items); ++item) {
      channel_run const& run = runs_[static_cast<std::size_t>(item / of_run)];
      list.list(x.input + run.input_offset, item % of_run / tiles);
      now.line_count = list.count;
      compute_tile(now, run, list.output_offset, item % tiles * tile_size);
    }
  }

  std::size_t memory() const override { return packed_.size() * sizeof(T) + offsets_.size() * sizeof(index); }
  std::size_t workspace_bytes() const override {
    auto const lines = static_cast<std::size_t>(weight_lines(lines_of_).value);
    return 2 * aligned_size(lines * sizeof(sample_line<T>)) + aligned_size(lines * copied() * sizeof(T)) +
           aligned_size(static_cast<std::size_t>(tile_size) * sizeof(T));
  }
  std::string details() const override {
    text out;
    out << "  " << weight_lines(lines_of_).value << " lines of " << axis().weights << " taps, tiles of " << tile_size
        << " outputs\n";
    return out.str();
  }

 private:
  /// What a share keeps while it runs.
  struct pass {
    operands<T> const& x;
    sample_line<T>* lines;         ///< of samples, for the line of outputs at hand
    sample_line<T>* copied_lines;  ///< copies of a piece of them
    T* copies;
    T* sums;  ///< of a tile
    index line_count = 0;
  };

  axis_problem const& axis() const { return line_axis(lines_of_); }
  /// Numbers of the copy of a line.
  std::size_t copied() const { return static_cast<std::size_t>(row_ * taps_along(axis()).phases()); }

  /// The weights of an output channel, in the order of line_list.
  T* pack(T const* from, T* to, std::size_t d) const {
    if (d + 1 < lines_of_.rank) {
      axis_problem const& a = lines_of_.axes[d];
      for (index q = 0; q < a.weights; ++q) { to = pack(from + q * a.weights_step, to, d + 1); }
      return to;
    }
    for (index c = 0; c < lines_of_.in_channels; ++c) {
      T const* const line = from + c * lines_of_.weights_in_step;
      for (index q = 0; q < axis().weights; ++q) { *to++ = line[q * axis().weights_step]; }
    }
    return to;
  }

  /// Outputs first, first + 1, ... of a line, of all channels of a run.
  void compute_tile(pass& now, channel_run const& run, index line, index first) const {
    axis_problem const& a = axis();
    index const stored = std::min(tile_size, a.output - first);
    index const begin = first * a.stride - a.pad_lo;
    bool const inside = begin >= 0 && begin <= a.input - (tile_size + window_reach(a));
    task<T> task{.lines = now.lines,
                 .line_count = now.line_count,
                 .shift = begin,
                 .weights = nullptr,
                 .offsets = offsets_.data(),
                 .taps = a.weights};
    if (!inside || !reads_in_place(a)) {
      for (index i = 0; i < now.line_count; ++i) {
        T* const copy = now.copies + i * static_cast<index>(copied());
        copy_samples<T, Arch>(a, now.lines[i].samples, begin, tile_size, row_, copy);
        now.copied_lines[i] = {.samples = copy, .weights = now.lines[i].weights};
      }
      task.lines = now.copied_lines;
      task.shift = 0;
    }
    bool const plain = stored == tile_size && a.output_step == 1 && now.x.output_scale == 1 && now.x.bias == nullptr;
    for (index o = run.first; o < run.first + run.count; ++o) {
      task.weights = packed_.data() + o * channel_weights_;
      T* const output = now.x.output + (o * problem_.output_channel_step + line + first * a.output_step);
      sum(task, stored, plain ? output : now.sums);
      if (plain) { continue; }
      T const bias = bias_of_channel(problem_, now.x, o);
      for (index i = 0; i < stored; ++i) {
        output[i * a.output_step] = add(scale(now.sums[i], now.x.output_scale), bias);
      }
    }
  }
  static void sum(task<T> const& task, index stored, T* sums) {
    index const vectors = ceil_divide(stored, vec::size);
    if (vectors == tile_rows) { return tile<T, Arch, static_cast<std::size_t>(tile_rows)>::run(task, 0, sums); }
    for (index i = 0; i < vectors; ++i) { tile<T, Arch, 1>::run(task, i, sums); }
  }

  using planned<T>::problem_;
  problem lines_of_;  ///< the same, whose last axis lines run along
  std::vector<channel_run> runs_;
  index row_;              ///< numbers of a row of copied samples
  index channel_weights_;  ///< weights per output channel
  aligned_array<T> packed_;
  std::vector<index> offsets_;
};

/// The method itself.
template <Integer T, class Arch>
struct method {
  static constexpr char const* name = "modular";
  static constexpr char const* about = "lanes are neighbouring outputs, integers modulo 2^n";

  CONVOLT_COLD static verdict judge(request<T> const& r) {
    if (r.p.rank == 0) { return verdict::decline("there is no spatial axis"); }
    problem const p = with_longest_axis_last(r.p);
    axis_problem const& a = line_axis(p);
    if (a.input_dilation != 1) { return verdict::decline("the input is dilated along the longest axis"); }
    double const size = static_cast<double>(tile_rows * modular_vector<T, Arch>::size);
    double const lines = weight_lines(p).overflowed ? most_numbers : static_cast<double>(weight_lines(p).value);
    double const copied = static_cast<double>(window_reach(a) + 1) + size * static_cast<double>(taps_along(a).phases());
    if (lines * copied > most_copied) { return verdict::decline("the window is too large to be copied"); }
    double const weights = lines * static_cast<double>(a.weights);
    if (weights * static_cast<double>(p.out_channels) > most_numbers) {
      return verdict::decline("the packed weights would not fit in memory");
    }
    double const vectors = static_cast<double>(ceil_divide(a.output, modular_vector<T, Arch>::size));
    double const per_line = vectors * costs::modular::cycles_per_vector * weights * static_cast<double>(p.out_channels);
    double const groups = static_cast<double>(p.out_channels / channels_of_all_runs(p));
    double const copies = lines * copied * vectors / static_cast<double>(tile_rows) * costs::modular::cycles_per_copied;
    return verdict::accept(static_cast<double>(lines_of_channel(p)) * (per_line + groups * copies));
  }
  static std::unique_ptr<planned<T>> plan(request<T> const& r) { return make_planned<T, prepared<T, Arch>>(r); }

 private:
  static constexpr double most_numbers = 1e12;
  static constexpr double most_copied = 4e6;
};

}  // namespace convolt::engine::methods::modular
