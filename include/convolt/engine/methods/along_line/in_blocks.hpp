// SPDX-License-Identifier: BSD-3-Clause
/// A tile of neighbouring positions whose sums are long, block by block.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/methods/along_line/tile.hpp>
#include <convolt/engine/methods/shared/block_sums.hpp>
#include <convolt/engine/problem/buffer.hpp>

#include <algorithm>
#include <cstddef>

namespace convolt::engine::methods::along_line {

/// Compute a tile of so many output channels, as run_tile does.
template <VectorElement T, class Arch>
CONVOLT_NOINLINE void run_tile_in_blocks(index rows, task<T> const& task) {
  index const positions = static_cast<index>(tile_vectors<Arch>(static_cast<std::size_t>(rows)) * lanes<T, Arch>);
  block_sums<T, Arch> sums(rows * positions);
  along_line::task<T> part = task;
  part.bias = nullptr;
  part.scale = T(1);
  part.sums = sums.block();
  part.sums_step = positions;
  // Some whole channels, or some taps of one.
  index const channels = std::max<index>(1, products_per_block / std::max<index>(task.taps, 1));
  for (index c = 0; c < task.channels; c += channels) {
    part.channels = std::min(channels, task.channels - c);
    part.samples = go(task.samples, c * task.channel_step);
    for (index tap = 0; tap < task.taps; tap += part.taps) {
      index const begin = c * task.taps + tap;
      part.offsets = task.offsets + tap;
      part.taps = std::min(products_per_block, task.taps - tap);
      part.weights = task.weights + begin * rows;
      run_tile<T, Arch>(rows, part);
      sums.add(begin / products_per_block);
    }
  }
  T const* total = sums.total();
  for (index r = 0; r < rows; ++r, total += positions) {
    T* const to = task.sums + r * task.sums_step;
    T const bias = task.bias == nullptr ? T(0) : task.bias[r];
    for (index i = 0; i < positions; ++i) { to[i] = total[i] * task.scale + bias; }
  }
}

}  // namespace convolt::engine::methods::along_line
