// SPDX-License-Identifier: BSD-3-Clause
/// The method for filters along lines: few channels, outputs and samples along the last axis, at best side by side in
/// memory. The lanes of a vector are neighbouring outputs. Filters over several axes are sums of filters along lines;
/// groups and batches are more lines.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/text.hpp>
#include <convolt/engine/arch/costs.hpp>
#include <convolt/engine/arch/finite.hpp>
#include <convolt/engine/arch/memory.hpp>
#include <convolt/engine/arch/traits.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/loops/arithmetic.hpp>
#include <convolt/engine/methods/method.hpp>
#include <convolt/engine/methods/shared/bias.hpp>
#include <convolt/engine/methods/shared/block_sums.hpp>
#include <convolt/engine/methods/shared/sample_lines.hpp>
#include <convolt/engine/methods/toeplitz/cost.hpp>
#include <convolt/engine/methods/toeplitz/in_blocks.hpp>
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
        row_(row_size<T, Arch>(r.p)),
        copied_(taps_along(line_axis(r.p)).phases() * row_),
        lines_(weight_lines(r.p).value),
        channel_weights_(lines_ * line_axis(r.p).weights),
        packed_(static_cast<std::size_t>(r.p.out_channels * channel_weights_)),
        in_blocks_(sums_in_blocks(r.precision, channel_weights_)) {
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
    pass now(*this, x, space);
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
    return 2 * aligned_size(lines * sizeof(sample_line<T>)) +
           aligned_size(lines * static_cast<std::size_t>(copied_) * sizeof(T)) +
           aligned_size(static_cast<std::size_t>(tiles_.rows * tiles_.width) * sizeof(T));
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
    pass(prepared const& plan, operands<T> const& operands, workspace& space)
        : x(operands),
          lines(space.take<sample_line<T>>(static_cast<std::size_t>(plan.lines_))),
          copied_lines(space.take<sample_line<T>>(static_cast<std::size_t>(plan.lines_))),
          copies(space.take<T>(static_cast<std::size_t>(plan.lines_ * plan.copied_))),
          outputs(space.take<T>(static_cast<std::size_t>(plan.tiles_.rows * plan.tiles_.width))),
          list(plan.problem_, lines) {}

    operands<T> const& x;
    sample_line<T>* lines;         ///< of samples, for the line of outputs at hand
    sample_line<T>* copied_lines;  ///< copies of a piece of them
    T* copies;
    T* outputs;          ///< of a tile that cannot store them where they belong
    bool exact = false;  ///< for the tile at hand: no products with what is outside
    line_list<T, Arch> list;
  };

  /// Tiles [tile, end) of a run. The output channels take turns on the samples of a tile.
  void compute(pass& now, channel_run const& run, index tile, index end) const {
    index listed = -1, placed = -1;
    task<T> task{};
    for (; tile < end; ++tile) {
      index const number = tile / run.count;
      index const o = run.first + tile % run.count;
      index const place = number % tiles_.size();
      if (number / tiles_.size() != listed) {
        listed = number / tiles_.size();
        now.list.list(now.x.input + run.input_offset, listed);
      }
      if (number != placed) {
        placed = number;
        place_tile(now, task, place);
      }
      T const bias = bias_of_channel(problem_, now.x, o);
      task.weights = packed_.data() + o * channel_weights_;
      task.bias = now.x.bias == nullptr ? nullptr : &bias;
      T* const output = now.x.output + (o * problem_.output_channel_step + now.list.output_offset);
      compute_tile(now, task, place, output);
    }
  }

  /// The samples of a tile: where they lie, or copies.
  void place_tile(pass& now, task<T>& task, index tile) const {
    axis_problem const& a = line_axis(problem_);
    index const outputs = tiles_.rows_of(tile) * tiles_.width;
    index const begin = tiles_.first_output(tile) * a.stride - a.pad_lo;  // the first sample
    index const samples = (outputs - 1) * a.stride + window_reach(a) + 1;
    bool const inside = begin >= 0 && begin <= a.input - samples;
    task = {.lines = now.lines,
            .line_count = now.list.count,
            .shift = begin,
            .weights = nullptr,
            .runs = taps_.runs.data(),
            .run_count = static_cast<index>(taps_.runs.size()),
            .offsets = taps_.offsets.data(),
            .scale = now.x.output_scale,
            .bias = nullptr,
            .output = nullptr,
            .stored = tiles_.stored(tile)};
    now.exact = exact_ && !inside;
    if (now.exact) { return; }
    if (inside && reads_in_place(a)) {
      fetch_next(now, begin + samples, outputs);
      return;
    }
    for (index i = 0; i < task.line_count; ++i) {
      T* const copy = now.copies + i * copied_;
      copy_samples<T, Arch>(a, now.lines[i].samples, begin, outputs, row_, copy);
      now.copied_lines[i] = {.samples = copy, .weights = now.lines[i].weights};
    }
    task.lines = now.copied_lines;
    task.shift = 0;
  }

  void compute_tile(pass& now, task<T>& task, index tile, T* line) const {
    axis_problem const& a = line_axis(problem_);
    T* const first = line + tiles_.first_output(tile) * a.output_step;
    if (now.exact) {
      sum_on_input(task, first);
      return;
    }
    task.output = stores_in_place(a) ? first : now.outputs;
    if (in_blocks_) {
      run_tile_in_blocks<T, Arch>(tiles_.rows_of(tile), a.weights, task);
    } else {
      run_tile<T, Arch>(tiles_.rows_of(tile), task);
    }
    if (stores_in_place(a)) { return; }
    for (index i = 0; i < task.stored; ++i) { first[i * a.output_step] = now.outputs[i]; }
  }

  /// One more term, rounded as in a tile: an output has the same bits in whatever tile it is.
  static T with_product(T sum, T x, T w) {
    if constexpr (has_fused_products) { return std::fma(x, w, sum); }
    return sum + x * w;
  }

  /// The same outputs one by one, without a product for taps outside the input.
  void sum_on_input(task<T> const& task, T* output) const {
    axis_problem const& a = line_axis(problem_);
    for (index i = 0; i < task.stored; ++i) {
      T sum(0);
      for (index k = 0; k < task.line_count; ++k) {
        T const* w = task.weights + task.lines[k].weights;
        T of_line(0), of_block(0);
        for (index q = 0; q < a.weights; ++q, ++w) {
          index const tap = taps_.order[static_cast<std::size_t>(q)];
          index const at = task.shift + i * a.stride + tap * a.weights_dilation;
          if (at >= 0 && at < a.input) {
            T& part = in_blocks_ ? of_block : sum;
            part = with_product(part, task.lines[k].samples[at * a.input_step], *w);
          }
          if (q % products_per_block == products_per_block - 1) {
            of_line += of_block;
            of_block = T(0);
          }
        }
        sum += of_line + of_block;
      }
      sum = scale(sum, task.scale);
      output[i * a.output_step] = task.bias == nullptr ? sum : sum + *task.bias;
    }
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

  using planned<T>::problem_;
  std::vector<channel_run> runs_;
  line_taps taps_;
  line_tiles tiles_;
  index row_;              ///< numbers of a row of copied samples
  index copied_;           ///< and of all rows of a line
  index lines_;            ///< of weights, per output channel
  index channel_weights_;  ///< weights per output channel
  aligned_array<T> packed_;
  bool in_blocks_;      ///< sums are carried so
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
    if (a.input_dilation != 1) { return verdict::decline("the input is dilated along the last axis"); }
    if (a.pad_lo > most_numbers || a.pad_lo < -most_numbers) { return verdict::decline("the padding is too large"); }
    double const lines = weight_lines(p).overflowed ? most_numbers : static_cast<double>(weight_lines(p).value);
    double const row = static_cast<double>(window_reach(a) + 1) + static_cast<double>(taps_along(a).phases()) * 1024;
    if (lines * row > most_samples) { return verdict::decline("the window is too large to be copied at the borders"); }
    if (lines * static_cast<double>(a.weights) * static_cast<double>(p.out_channels) > most_numbers) {
      return verdict::decline("the packed weights would not fit in memory");
    }
    return verdict::accept(costs::cycles_per_call + estimate_cycles<T, Arch>(p));
  }
  static std::unique_ptr<planned<T>> plan(request<T> const& r) { return make_planned<T, prepared<T, Arch>>(r); }

 private:
  static constexpr index most_numbers = index{1} << 40;
  static constexpr double most_samples = 4e6;
};

}  // namespace convolt::engine::methods::toeplitz
