// SPDX-License-Identifier: BSD-3-Clause
/// The method for filters along lines: few channels, outputs and samples side by side in memory along the last axis.
/// The lanes of a vector are neighbouring outputs. Filters over several axes are sums of filters along lines; groups
/// and batches are more lines.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/text.hpp>
#include <convolt/engine/arch/finite.hpp>
#include <convolt/engine/arch/memory.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/loops/arithmetic.hpp>
#include <convolt/engine/methods/method.hpp>
#include <convolt/engine/methods/shared/bias.hpp>
#include <convolt/engine/methods/toeplitz/cost.hpp>
#include <convolt/engine/methods/toeplitz/lines.hpp>
#include <convolt/engine/methods/toeplitz/taps.hpp>
#include <convolt/engine/methods/toeplitz/tile.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/engine/problem/groups.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace convolt::engine::methods::toeplitz {

/// Filters with packed weights.
template <VectorElement T, class Arch>
class prepared final : public planned<T> {
 public:
  CONVOLT_COLD explicit prepared(request<T> const& r)
      : planned<T>(r.p),
        runs_(channel_runs(r.p)),
        taps_(taps_of<T, Arch>(r.p)),
        tiles_(tiles_of<T, Arch>(r.p)),
        lines_(weight_lines(r.p).value),
        channel_weights_(lines_ * line_axis(r.p).weights),
        packed_(static_cast<std::size_t>(r.p.out_channels * channel_weights_)) {
    T* to = packed_.data();
    for (channel_run const& run : runs_) {
      for (index o = 0; o < run.count && channel_weights_ > 0; ++o) {
        to = pack_lines<T, Arch>(problem_, taps_, r.weights + (run.weights_offset + o * problem_.weights_out_step), to);
      }
    }
    // Zeros times infinite weights are not zero: then no zeros may be multiplied.
    exact_ = !all_finite<T, Arch>(packed_.data(), static_cast<index>(packed_.size()));
  }

  void run(operands<T> const& x, workspace& space, share part) const override {
    if (is_empty(problem_)) { return; }
    index const lines = lines_of_channel(problem_);
    index const tiles = lines * problem_.out_channels * tiles_.size();
    index const end = part.end(tiles);
    index tile = part.first(tiles);
    space.reserve(workspace_bytes());
    pass now(problem_, x, space, static_cast<std::size_t>(lines_), static_cast<std::size_t>(row_size()));
    index base = 0;  // number of the run's first tile
    for (channel_run const& run : runs_) {
      index const size = run.count * lines * tiles_.size();
      index const run_end = std::min(end, base + size);
      if (tile < run_end) { compute(now, run, tile - base, run_end - base); }
      tile = std::max(tile, run_end);
      base += size;
    }
  }

  std::size_t memory() const override {
    return packed_.size() * sizeof(T) + (taps_.offsets.size() + taps_.order.size()) * sizeof(index);
  }
  std::size_t workspace_bytes() const override {
    std::size_t const lines = static_cast<std::size_t>(lines_);
    return 2 * aligned_size(lines * sizeof(line<T>)) +
           aligned_size(lines * static_cast<std::size_t>(row_size()) * sizeof(T));
  }
  std::string details() const override {
    text out;
    out << "  " << lines_ << " lines of " << line_axis(problem_).weights << " taps, " << tiles_.size()
        << " tiles of up to " << tiles_.rows * tiles_.width << " outputs per line\n";
    for (bunch_run const& run : taps_.runs) {
      out << "  " << run.count << " times " << run.taps << " taps that share samples\n";
    }
    return out.str();
  }

 private:
  /// What a share keeps while it runs.
  struct pass {
    pass(problem const& p, operands<T> const& operands, workspace& space, std::size_t count, std::size_t row)
        : x(operands),
          lines(space.take<line<T>>(count)),
          padded_lines(space.take<line<T>>(count)),
          padded(space.take<T>(count * row)),
          list(p, lines) {}

    operands<T> const& x;
    line<T>* lines;         ///< of samples, for the line of outputs at hand
    line<T>* padded_lines;  ///< copies of a piece of them
    T* padded;
    line_list<T, Arch> list;
  };
  /// A line of outputs.
  struct output_line {
    T const* weights;
    T const* bias;  ///< scaled, or null
    T* output;
  };

  /// Samples that the windows of a tile reach over.
  index row_size() const { return tiles_.rows * tiles_.width + window_reach(line_axis(problem_)); }

  /// Tiles [tile, end) of a run. The output channels of a line take turns on the same samples.
  void compute(pass& now, channel_run const& run, index tile, index end) const {
    index listed = -1;
    while (tile < end) {
      index const number = tile / tiles_.size();
      index const o = run.first + number % run.count;
      if (number / run.count != listed) {
        listed = number / run.count;
        now.list.list(now.x.input + run.input_offset, listed);
      }
      T const bias = bias_of_channel(problem_, now.x, o);
      output_line const line{.weights = packed_.data() + o * channel_weights_,
                             .bias = now.x.bias == nullptr ? nullptr : &bias,
                             .output = now.x.output + (o * problem_.output_channel_step + now.list.output_offset)};
      index const first = number * tiles_.size();
      index const line_end = std::min(end - first, tiles_.size());
      for (index i = tile - first; i < line_end; ++i) { compute_tile(now, line, i); }
      tile = first + line_end;
    }
  }

  void compute_tile(pass& now, output_line const& line, index tile) const {
    axis_problem const& a = line_axis(problem_);
    index const rows = tiles_.rows_of(tile);
    index const begin = tiles_.first_output(tile) - a.pad_lo;  // the first sample
    index const samples = rows * tiles_.width + window_reach(a);
    task<T> task{.lines = now.lines,
                 .line_count = now.list.count,
                 .shift = begin,
                 .weights = line.weights,
                 .runs = taps_.runs.data(),
                 .run_count = static_cast<index>(taps_.runs.size()),
                 .offsets = taps_.offsets.data(),
                 .scale = now.x.output_scale,
                 .bias = line.bias,
                 .output = line.output + tiles_.first_output(tile),
                 .stored = tiles_.stored(tile)};
    if (begin < 0 || begin > a.input - samples) {
      if (exact_) {
        sum_on_input<T, Arch>(task, a.input, tiles_.width);
        return;
      }
      for (index i = 0; i < task.line_count; ++i) { now.padded_lines[i] = copy_padded(now, i, begin, samples); }
      task.lines = now.padded_lines;
      task.shift = 0;
    } else {
      fetch_next(now, begin + samples, rows * tiles_.width);
    }
    run_tile<T, Arch>(rows, task);
  }

  /// Fetch the samples of the tile after next, of which the next one has `end` onwards. Where many lines are summed,
  /// they take turns and would be gone again.
  void fetch_next(pass const& now, index end, index step) const {
    static constexpr index cache_line = static_cast<index>(memory_alignment / sizeof(T));
    if (now.list.count > 4 || end + 2 * step > line_axis(problem_).input) { return; }
    for (index i = 0; i < now.list.count; ++i) {
      T const* const samples = now.lines[i].samples + (end + step);
      for (index at = 0; at < step; at += cache_line) { fetch_for_reading(samples + at); }
    }
  }

  /// Samples [begin, begin + count) of line i, zeros where there are none.
  line<T> copy_padded(pass& now, index i, index begin, index count) const {
    index const first = std::clamp<index>(-begin, 0, count);
    index const end = std::clamp<index>(line_axis(problem_).input - begin, first, count);
    T* const row = now.padded + i * row_size();
    std::fill_n(row, first, T(0));
    if (first < end) { std::copy_n(now.lines[i].samples + (begin + first), end - first, row + first); }
    std::fill_n(row + end, count - end, T(0));
    return {.samples = row, .weights = now.lines[i].weights};
  }

  using planned<T>::problem_;
  std::vector<channel_run> runs_;
  line_taps taps_;
  line_tiles tiles_;
  index lines_;            ///< of weights, per output channel
  index channel_weights_;  ///< weights per output channel
  aligned_array<T> packed_;
  bool exact_ = false;  ///< taps outside the input are not multiplied, not even by zero
};

/// The method itself.
template <VectorElement T, class Arch>
struct method {
  static constexpr char const* name = "toeplitz";
  static constexpr char const* about = "lanes are neighbouring outputs, taps share samples";

  CONVOLT_COLD static verdict judge(request<T> const& r) {
    problem const& p = r.p;
    if (p.rank == 0) { return verdict::decline("there is no spatial axis"); }
    axis_problem const& a = line_axis(p);
    if (a.input_dilation != 1 || a.stride != 1) {
      return verdict::decline("neighbouring outputs of the last axis do not read neighbouring samples");
    }
    if ((a.input_step != 1 && a.input > 1) || (a.output_step != 1 && a.output > 1)) {
      return verdict::decline("samples or outputs of the last axis are not neighbours in memory");
    }
    if (a.pad_lo > most_numbers || a.pad_lo < -most_numbers) { return verdict::decline("the padding is too large"); }
    double const lines = weight_lines(p).overflowed ? most_numbers : static_cast<double>(weight_lines(p).value);
    double const row = static_cast<double>(window_reach(a)) + 1024;
    if (lines * row > most_samples) { return verdict::decline("the window is too large to be copied at the borders"); }
    if (lines * static_cast<double>(a.weights) * static_cast<double>(p.out_channels) > most_numbers) {
      return verdict::decline("the packed weights would not fit in memory");
    }
    return verdict::accept(estimate_cycles<T, Arch>(p));
  }
  static std::unique_ptr<planned<T>> plan(request<T> const& r) { return std::make_unique<prepared<T, Arch>>(r); }

 private:
  static constexpr index most_numbers = index{1} << 40;
  static constexpr double most_samples = 4e6;
};

}  // namespace convolt::engine::methods::toeplitz
