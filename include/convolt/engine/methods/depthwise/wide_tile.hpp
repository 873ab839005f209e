// SPDX-License-Identifier: BSD-3-Clause
/// The micro-kernel for strided and dilated depthwise problems: V vectors of neighbouring channels, R output positions
/// in registers. Neighbouring outputs share few samples there or none, so that a window has nothing to slide over: each
/// product loads its sample. Samples that lie side by side come from whole cache lines, and do not push each other out
/// of the first-level cache as those of one vector of channels do, which are all the channels apart.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/lanes.hpp>
#include <convolt/engine/arch/memory.hpp>
#include <convolt/engine/arch/registers.hpp>
#include <convolt/engine/arch/traits.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/methods/depthwise/strips.hpp>
#include <convolt/engine/methods/depthwise/tile.hpp>

#include <algorithm>
#include <cstddef>

namespace convolt::engine::methods::depthwise {

/// Vectors of the widest tile. There are tiles of two where there are many kernels.
template <class Arch>
inline constexpr std::size_t wide_vectors = is_compact<Arch> ? 2 : 4;

/// Positions of a tile of V vectors, whose weights are in registers too.
template <std::size_t V>
inline constexpr std::size_t wide_positions = 24 / V;

template <class T, class Arch, std::size_t V>
struct wide_tile {
  using vec = simd<T, Arch>;
  static constexpr std::size_t R = wide_positions<V>;
  static constexpr index rows = static_cast<index>(R);
  using sums = cells<vec, upto<V * R>>;

  /// The positions of a strip, of the first V vectors of the task. `weights_step`: from a vector to the next. Each
  /// block of the task is a single tap.
  static void run(strip const& strip, task<T> const& task, index weights_step) {
    for (index u = strip.first; u < strip.end; u += rows) {
      run_tile(task, weights_step, u, std::min(rows, strip.end - u));
    }
  }

 private:
  static constexpr index width = static_cast<index>(lanes<T, Arch>);

  /// The positions first, ..., first + R - 1, of which so many are stored.
  CONVOLT_NOINLINE static void run_tile(task<T> const& task, index weights_step, index first, index stored) {
    sums s;
    unrolled<V * R>([&](auto i) CONVOLT_INLINE_LAMBDA { at<i>(s) = vec(T(0)); });
    index const step = task.input_step;
    T const* const samples = task.input + first * step;
    tap_block const* const end = task.blocks + task.block_count;
    for (tap_block const* b = task.blocks; b != end; ++b) {
      T const* const weights = task.weights + b->weights * width;
      T const* const x = samples + b->input;
      cells<vec, upto<V>> h;
      unrolled<V>([&](auto v) CONVOLT_INLINE_LAMBDA {
        at<v>(h) = vec::load_aligned(weights + static_cast<index>(v) * weights_step);
      });
      if (b->first <= first && first + rows <= b->end) {
        unrolled<R>([&](auto r) CONVOLT_INLINE_LAMBDA { add<r>(s, h, x + static_cast<index>(r) * step); });
      } else {
        unrolled<R>([&](auto r) CONVOLT_INLINE_LAMBDA {
          index const sample = first + static_cast<index>(r);
          if (b->first <= sample && sample < b->end) { add<r>(s, h, x + static_cast<index>(r) * step); }
        });
      }
    }
    finish(s, task);
    store(s, task, first, stored);
  }

  template <std::size_t Row>
  CONVOLT_ALWAYS_INLINE static void add(sums& s, cells<vec, upto<V>>& h, T const* x) {
    unrolled<V>([&](auto v) CONVOLT_INLINE_LAMBDA {
      add_product<T, Arch>(at<Row * V + v>(s), vec::load_unaligned(x + static_cast<index>(v) * width), at<v>(h));
    });
  }

  CONVOLT_ALWAYS_INLINE static void finish(sums& s, task<T> const& task) {
    if (task.scale != T(1)) {
      vec const factor(task.scale);
      unrolled<V * R>([&](auto i) CONVOLT_INLINE_LAMBDA { at<i>(s) = at<i>(s) * factor; });
    }
    if (task.bias != nullptr) {
      unrolled<V * R>([&](auto i) CONVOLT_INLINE_LAMBDA {
        at<i>(s) = at<i>(s) + vec::load_aligned(task.bias + static_cast<index>(i % V) * width);
      });
    }
  }

  CONVOLT_ALWAYS_INLINE static void store(sums& s, task<T> const& task, index first, index stored) {
    T* const y = task.output + first * task.output_step;
    unrolled<R>([&](auto r) CONVOLT_INLINE_LAMBDA {
      if (static_cast<index>(r) >= stored) { return; }
      unrolled<V>([&](auto v) CONVOLT_INLINE_LAMBDA {
        T* const to = y + (static_cast<index>(r) * task.output_step + static_cast<index>(v) * width);
        if (task.past_caches) {
          store_past_caches<T, Arch>(at<r * V + v>(s), to);
        } else {
          at<r * V + v>(s).store_unaligned(to);
        }
      });
    });
  }
};

}  // namespace convolt::engine::methods::depthwise
