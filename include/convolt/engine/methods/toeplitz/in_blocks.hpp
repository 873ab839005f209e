// SPDX-License-Identifier: BSD-3-Clause
/// A Toeplitz tile whose sums are long, block by block.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/methods/shared/block_sums.hpp>
#include <convolt/engine/methods/shared/sample_lines.hpp>
#include <convolt/engine/methods/toeplitz/taps.hpp>
#include <convolt/engine/methods/toeplitz/tile.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace convolt::engine::methods::toeplitz {

/// The bunches of a line, some at a time: those of a block.
template <class Arch>
class block_bunches {
 public:
  block_bunches(bunch_run const* all, index count) : runs_(all), count_(count) {}

  /// The next ones. False at the end.
  bool next() noexcept {
    offsets += bunches_;
    weights += products_;
    run_count = bunches_ = products_ = 0;
    for (; at_ < count_; ++at_, done_ = 0) {
      bunch_run const& run = runs_[at_];
      index const fit = std::min(run.count - done_, (products_per_block - products_) / run.taps);
      if (fit == 0) { break; }
      runs[static_cast<std::size_t>(run_count++)] = {.taps = run.taps, .count = fit};
      bunches_ += fit;
      products_ += fit * run.taps;
      done_ += fit;
      if (done_ < run.count) { break; }
    }
    return run_count > 0;
  }

  std::array<bunch_run, most_bunch<Arch>> runs;  ///< of the block: as many taps in a bunch as the tiles have loops for
  index run_count = 0;
  index offsets = 0, weights = 0;  ///< how far those of the block are from the first ones

 private:
  bunch_run const* runs_;
  index count_;
  index at_ = 0, done_ = 0;
  index bunches_ = 0, products_ = 0;
};

/// Compute a tile of `rows` vectors, as run_tile does, of lines with so many taps.
template <VectorElement T, class Arch>
CONVOLT_NOINLINE void run_tile_in_blocks(index rows, index taps, task<T> const& task) {
  index const size = rows * static_cast<index>(lanes<T, Arch>);
  block_sums<T, Arch> sums(size);
  toeplitz::task<T> part = task;
  part.bias = nullptr;
  part.scale = T(1);
  part.output = sums.block();
  part.stored = size;
  index const lines = std::max<index>(1, products_per_block / taps);
  for (index i = 0; i < task.line_count; i += part.line_count) {
    // Some whole lines, or some taps of one.
    index const first = task.lines[i].weights / taps;
    part.lines = task.lines + i;
    part.line_count = 1;
    while (i + part.line_count < task.line_count &&
           part.lines[part.line_count].weights / taps / lines == first / lines) {
      ++part.line_count;
    }
    block_bunches<Arch> block(task.runs, task.run_count);
    while (block.next()) {
      part.weights = task.weights + block.weights;
      part.runs = block.runs.data();
      part.run_count = block.run_count;
      part.offsets = task.offsets + block.offsets;
      run_tile<T, Arch>(rows, part);
      sums.add((first * taps + block.weights) / products_per_block);
    }
  }
  T const* const total = sums.total();
  T const bias = task.bias == nullptr ? T(0) : *task.bias;
  for (index i = 0; i < task.stored; ++i) { task.output[i] = total[i] * task.scale + bias; }
}

}  // namespace convolt::engine::methods::toeplitz
