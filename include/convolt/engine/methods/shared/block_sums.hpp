// SPDX-License-Identifier: BSD-3-Clause
/// Long sums in blocks. A sum of n products one by one has an error of up to n eps sum|x||w|. Summed in blocks of b
/// products, and these in blocks of their own, it is (b + 3 c) eps sum|x||w| with c blocks a level, as long as there
/// are no more than b c^3 products (after Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed.,
/// section 4.2): it follows the size of a block and not the length. The kernels sum the blocks, each as if it were a
/// problem of its own; here they are added up.
///
/// Which products are a block is told by their place among all weights of an output, those outside the input counted:
/// so the bits of an output do not depend on the tile that it is in.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/methods/method.hpp>
#include <convolt/engine/methods/shared/tile.hpp>
#include <convolt/engine/problem/buffer.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace convolt::engine {

/// Products of a block, and blocks of a level.
inline constexpr index products_per_block = 256;
inline constexpr index blocks_per_level = 64;

/// Whether sums of so many products, one after the other, are to be carried in blocks: where precision is asked for,
/// and one block would not do.
[[nodiscard]] constexpr bool sums_in_blocks(precision_level precision, index products) noexcept {
  return precision >= precision_level::high && products > 2 * products_per_block;
}

/// The sums of a tile: at most so many vectors.
template <VectorElement T, class Arch>
class block_sums {
  using vec = simd<T, Arch>;
  static constexpr std::size_t most = 32 * lanes<T, Arch>;
  static constexpr std::size_t levels = 3;

 public:
  /// For `size` sums, which are zero: whole vectors of them.
  explicit block_sums(index size) : size_(static_cast<std::size_t>(size)) {
    CONVOLT_ASSERT(size >= 0 && size_ <= most && size_ % (lanes<T, Arch>) == 0);
    for (auto& level : levels_) { std::fill_n(level.begin(), size_, T(0)); }
  }

  /// Where the sums of the next block are written. Aligned.
  [[nodiscard]] T* block() noexcept { return block_.data(); }

  /// Add what was written there. Numbers of blocks ascend; those of which no product exists are left out.
  CONVOLT_NOINLINE void add(index number) noexcept {
    for (std::size_t level = 0; level + 1 < levels; ++level) {
      number /= blocks_per_level;
      if (number == numbers_[level]) { break; }
      numbers_[level] = number;
      carry(level);
    }
    for (std::size_t i = 0; i < size_; i += lanes<T, Arch>) {
      T* const sum = levels_[0].data() + i;
      (vec::load_aligned(sum) + vec::load_aligned(block_.data() + i)).store_aligned(sum);
    }
  }

  /// All of them.
  [[nodiscard]] T const* total() noexcept {
    for (std::size_t level = 0; level + 1 < levels; ++level) { carry(level); }
    return levels_[levels - 1].data();
  }

 private:
  CONVOLT_NOINLINE void carry(std::size_t level) noexcept {
    for (std::size_t i = 0; i < size_; i += lanes<T, Arch>) {
      T* const terms = levels_[level].data() + i;
      T* const sum = levels_[level + 1].data() + i;
      (vec::load_aligned(sum) + vec::load_aligned(terms)).store_aligned(sum);
      vec(T(0)).store_aligned(terms);
    }
  }

  std::size_t size_;
  std::array<index, levels> numbers_{};  ///< of the blocks of each level that are being added to the next one
  alignas(memory_alignment) std::array<T, most> block_;
  alignas(memory_alignment) std::array<std::array<T, most>, levels> levels_;
};

/// The taps of a place, cut where blocks end.
template <class T>
class block_taps {
 public:
  explicit block_taps(tile_place<T> const& place) : place_(place) {}

  /// The next block that has any: its number is `number` then. False at the end.
  bool next(index channel_step) noexcept {
    count = 0;
    for (; tap_ < place_.tap_count; ++tap_, done_ = 0) {
      tap_place tap = place_.taps[tap_];
      if (tap.channels == 0) { continue; }
      index const begin = tap.weights + done_;
      if (count == 0) { number = begin / products_per_block; }
      index const end = std::min(tap.weights + tap.channels, (number + 1) * products_per_block);
      if (begin >= end) { break; }
      tap.channels = end - begin;
      tap.weights = begin;
      tap.input += done_ * channel_step;
      taps[static_cast<std::size_t>(count++)] = tap;
      if (end < place_.taps[tap_].weights + place_.taps[tap_].channels) {
        done_ += tap.channels;
        break;
      }
    }
    return count > 0;
  }

  std::array<tap_place, static_cast<std::size_t>(products_per_block)> taps;
  index count = 0, number = 0;

 private:
  tile_place<T> const& place_;
  index tap_ = 0, done_ = 0;
};

/// From the sums of a tile to its outputs.
template <class T>
void store_total(T const* total, index row, tile_place<T> const& place, index output_offset, tile_task<T> const& task) {
  for (index r = 0; r < place.count; ++r, total += row) {
    T* const to = place.output + (task.first_channel + output_offset + place.outputs[r]);
    for (index c = 0; c < task.stored_channels; ++c) {
      T const sum = total[c] * task.scale;
      to[c] = task.bias == nullptr ? sum : sum + task.bias[c];
    }
  }
}

/// Compute tiles of at most tile_rows<Arch, vectors> positions: run(place, task) computes one for some of its taps.
template <VectorElement T, class Arch, class Run>
CONVOLT_NOINLINE void run_tile_in_blocks(index vectors, tile_place<T> const& place, tile_task<T> const& task,
                                         Run const& run) {
  index const row = vectors * static_cast<index>(lanes<T, Arch>);
  std::array<index, 32> outputs;
  for (index r = 0; r < place.count; ++r) { outputs[static_cast<std::size_t>(r)] = r * row; }
  for (index i = 0; i < place.tiles; ++i) {
    block_sums<T, Arch> sums(place.count * row);
    block_taps<T> block(place);
    tile_place<T> part = place;
    part.tiles = 1;
    part.input = go(place.input, i * place.input_step);
    part.taps = block.taps.data();
    part.output = sums.block();
    part.outputs = outputs.data();
    tile_task<T> sum_of_block = task;
    sum_of_block.bias = nullptr;
    sum_of_block.scale = T(1);
    sum_of_block.first_channel = 0;
    sum_of_block.stored_channels = row;
    sum_of_block.past_caches = sum_of_block.far_outputs = false;
    sum_of_block.fetched = nullptr;
    while (block.next(task.channel_step)) {
      part.tap_count = block.count;
      run(part, sum_of_block);
      sums.add(block.number);
    }
    store_total(sums.total(), row, place, i * place.output_step, task);
  }
}

}  // namespace convolt::engine
