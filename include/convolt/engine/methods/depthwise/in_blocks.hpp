// SPDX-License-Identifier: BSD-3-Clause
/// A tile of channels that are kept apart, whose sums are long, block by block.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/methods/depthwise/tile.hpp>
#include <convolt/engine/methods/shared/block_sums.hpp>
#include <convolt/engine/problem/buffer.hpp>

namespace convolt::engine::methods::depthwise {

/// Compute the positions first, ..., first + count - 1: run(task) does it for some of the blocks of taps.
template <VectorElement T, class Arch, class Run>
CONVOLT_NOINLINE void run_in_blocks(task<T> const& task, index first, index count, Run const& run) {
  static constexpr index width = static_cast<index>(lanes<T, Arch>);
  block_sums<T, Arch> sums(count * width);
  depthwise::task<T> part = task;
  part.bias = nullptr;
  part.scale = T(1);
  part.output = go(sums.block(), -first * width);
  part.output_step = width;
  part.first_lane = 0;
  part.end_lane = width;
  part.past_caches = false;
  for (index i = 0; i < task.block_count; i += part.block_count) {
    index const number = task.blocks[i].weights * task.group / products_per_block;
    part.blocks = task.blocks + i;
    part.block_count = 1;
    while (i + part.block_count < task.block_count &&
           part.blocks[part.block_count].weights * task.group / products_per_block == number) {
      ++part.block_count;
    }
    run(part);
    sums.add(number);
  }
  T const* total = sums.total();
  for (index t = first; t < first + count; ++t, total += width) {
    T* const to = task.output + t * task.output_step;
    for (index lane = task.first_lane; lane < task.end_lane; ++lane) {
      T const sum = total[lane] * task.scale;
      to[lane] = task.bias == nullptr ? sum : sum + task.bias[lane];
    }
  }
}

}  // namespace convolt::engine::methods::depthwise
