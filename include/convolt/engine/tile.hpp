// SPDX-License-Identifier: BSD-3-Clause
/// The pointer-row micro-kernel: R output positions times V vectors of output channels in registers, summed over taps and
/// input channels. Each tap brings one pointer per position, to a row of input channels or, outside the input, to zeros; so
/// borders, padding, dilation and phases cost no code here.
/// Layer: engine.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/engine/simd.hpp>

#include <array>
#include <cstddef>

namespace convolt::engine {

/// What one tile computes.
template <class T>
struct tile_task {
  T const* const* rows;     ///< R pointers per listed tap
  index const* taps;        ///< which taps are listed: their places in the packed weights
  index tap_count;          ///< how many
  index channels;           ///< input channels per row
  T const* weights;         ///< a panel: [tap][channel][V * lanes]
  T* const* outputs;        ///< R pointers
  T const* bias;            ///< V * lanes values, scaled, or null
  T scale;                  ///< of the sums
  index stored_channels;    ///< of the V * lanes
};

namespace detail {

template <class T, class Arch, std::size_t R, std::size_t V>
struct tile {
  using vec = simd<T, Arch>;
  // The accumulators are bare registers: g++ keeps an array of them out of memory, one of class type it does not.
  using reg = typename vec::register_type;
  static constexpr std::size_t width = lanes<T, Arch>;
  static constexpr index panel = static_cast<index>(V * width);

  static void run(tile_task<T> const& task) {
    reg sums[R][V];
    unrolled<R>([&](auto r) CONVOLT_INLINE_LAMBDA { unrolled<V>([&](auto v) CONVOLT_INLINE_LAMBDA { sums[r][v] = vec(T(0)); }); });
    for (index i = 0; i < task.tap_count; ++i) {
      T const* const* const rows = task.rows + i * static_cast<index>(R);
      T const* x[R];
      unrolled<R>([&](auto r) CONVOLT_INLINE_LAMBDA { x[r] = rows[r]; });
      T const* w = task.weights + task.taps[i] * task.channels * panel;
      add_channels(x, w, task.channels, sums);
    }
    store(task, sums);
  }

 private:
  /// Four channels a turn, so that the pointers, more than there are general registers, are fetched once for four.
  CONVOLT_ALWAYS_INLINE static void add_channels(T const* const (&x)[R], T const* w, index channels, reg (&sums)[R][V]) {
    index c = 0;
    for (; c + 4 <= channels; c += 4, w += 4 * panel) {
      unrolled<4>([&](auto k) CONVOLT_INLINE_LAMBDA { add_channel<k>(x, c, w + k * V * width, sums); });
    }
    for (; c < channels; ++c, w += panel) { add_channel<0>(x, c, w, sums); }
  }

  template <std::size_t K>
  CONVOLT_ALWAYS_INLINE static void add_channel(T const* const (&x)[R], index c, T const* w, reg (&sums)[R][V]) {
    reg weights[V];
    unrolled<V>([&](auto v) CONVOLT_INLINE_LAMBDA { weights[v] = vec::load_aligned(w + v * width); });
    unrolled<R>([&](auto r) CONVOLT_INLINE_LAMBDA {
      vec const value(x[r][c + static_cast<index>(K)]);
      unrolled<V>([&](auto v) CONVOLT_INLINE_LAMBDA { sums[r][v] = xsimd::fma(value, vec(weights[v]), vec(sums[r][v])); });
    });
  }

  CONVOLT_ALWAYS_INLINE static void store(tile_task<T> const& task, reg (&sums)[R][V]) {
    if (task.scale != T(1)) {
      vec const scale(task.scale);
      unrolled<R>([&](auto r) CONVOLT_INLINE_LAMBDA { unrolled<V>([&](auto v) CONVOLT_INLINE_LAMBDA { sums[r][v] = vec(sums[r][v]) * scale; }); });
    }
    if (task.bias != nullptr) {
      unrolled<V>([&](auto v) CONVOLT_INLINE_LAMBDA {
        vec const bias = vec::load_aligned(task.bias + v * width);
        unrolled<R>([&](auto r) CONVOLT_INLINE_LAMBDA { sums[r][v] = vec(sums[r][v]) + bias; });
      });
    }
    if (task.stored_channels == panel) {
      unrolled<R>([&](auto r) CONVOLT_INLINE_LAMBDA {
        unrolled<V>([&](auto v) CONVOLT_INLINE_LAMBDA { vec(sums[r][v]).store_unaligned(task.outputs[r] + v * width); });
      });
    } else {
      store_part(task, sums);
    }
  }

  // Inlined as well: an array of accumulators that is passed to a function lives in memory all the time.
  CONVOLT_ALWAYS_INLINE static void store_part(tile_task<T> const& task, reg const (&sums)[R][V]) {
    alignas(64) T line[V * width];
    unrolled<R>([&](auto r) CONVOLT_INLINE_LAMBDA {
      unrolled<V>([&](auto v) CONVOLT_INLINE_LAMBDA { vec(sums[r][v]).store_aligned(line + v * width); });
      for (index c = 0; c < task.stored_channels; ++c) { task.outputs[r][c] = line[c]; }
    });
  }
};

template <class T, class Arch, std::size_t V, std::size_t... R>
constexpr auto make_tiles(std::index_sequence<R...>) {
  return std::array<void (*)(tile_task<T> const&), sizeof...(R)>{&tile<T, Arch, R + 1, V>::run...};
}

/// The kernels of 1, 2, ..., tile_rows positions.
template <class T, class Arch, std::size_t V>
inline constexpr auto tiles = make_tiles<T, Arch, V>(std::make_index_sequence<tile_rows<Arch, V>>{});

}  // namespace detail

/// Compute a tile of `rows` positions, at most tile_rows<Arch, V>.
template <class T, class Arch, std::size_t V>
void run_tile(index rows, tile_task<T> const& task) {
  detail::tiles<T, Arch, V>[static_cast<std::size_t>(rows - 1)](task);
}

}  // namespace convolt::engine
