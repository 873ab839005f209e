// SPDX-License-Identifier: BSD-3-Clause
/// The micro-kernel for convolutions that keep channels apart, or small groups of them: one vector of channels, R
/// output positions in registers, and a window that slides over the samples of a line. Each sample is loaded once per
/// block of Q taps (and channel of a group) and meets up to Q weights, which are in registers too. A sample that does
/// not exist is skipped together with all its products: so borders are exact and cost no zeros.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/lanes.hpp>
#include <convolt/engine/arch/memory.hpp>
#include <convolt/engine/arch/registers.hpp>
#include <convolt/engine/arch/traits.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/methods/shared/tile.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace convolt::engine::methods::depthwise {

/// Positions of a whole tile: a quarter and a half of them have kernels as well.
template <class Arch>
inline constexpr std::size_t tile_positions = sliding_rows<Arch>;

/// Most taps whose weights are in registers together.
template <class Arch>
inline constexpr std::size_t tile_taps = is_compact<Arch> ? 3 : sliding_taps<Arch>;

/// Whether there are wide tiles: with vectors of a cache line each. Shorter ones were not tried.
template <class T, class Arch>
inline constexpr bool has_wide_tiles = lanes<T, Arch> * sizeof(T) == 64;

/// How many of `taps` neighbouring taps are best taken together first; there are kernels for these numbers only.
template <class Arch>
[[nodiscard]] constexpr index taps_together(index taps) noexcept {
  constexpr index most = static_cast<index>(tile_taps<Arch>);
  if (is_compact<Arch>) { return taps >= 3 ? 3 : 1; }
  if (most == 8 && (taps == 9 || taps == 10)) { return 5; }
  if (taps >= most) { return most; }
  return taps <= (most == 8 ? 5 : 4) ? taps : (taps + 1) / 2;
}

/// Neighbouring taps on one line of samples, as many as taps_together permits. Sample number j of the line meets tap q
/// at position j - q.
struct tap_block {
  index input;       ///< where sample 0 lies, if it exists, counted from the sample array
  index weights;     ///< where the weights of tap 0 lie, counted in vectors
  index taps;        ///< at least 1
  index first, end;  ///< the samples that exist are number first to end - 1
};

/// What is computed for one vector of channels: output[t] = the sum over all blocks and their taps.
template <class T>
struct task {
  tap_block const* blocks;
  index block_count;
  T const* input;     ///< to the first of the channels
  index input_step;   ///< from a sample to the next
  T const* weights;   ///< aligned; of a block those of the first channel of each group, then those of the second ...
  T const* bias;      ///< a vector, aligned and scaled; or null
  T scale;            ///< of the sums
  T* output;          ///< position 0 of the first lane, whether it is stored or not
  index output_step;  ///< from a position to the next
  index first_lane;   ///< lanes before it are not stored
  index end_lane;     ///< nor are those from here on
  bool past_caches;   ///< store past the caches; then all vectors are aligned and all lanes stored
  index group = 1;    ///< channels of a group
};

/// Makes the compiler forget what it knows of a value. Else g++ finds the loads that all branches of a switch have in
/// common and does them before it, into more registers than there are.
CONVOLT_ALWAYS_INLINE void forget_value_of([[maybe_unused]] index& i) {
#if defined(CONVOLT_HAS_GNU_ASM)
  asm volatile("" : "+r"(i));
#endif
}

/// Samples: by what samples are loaded, one for each channel of a group.
template <class T, class Arch, class Samples, std::size_t R, class = upto<R>>
struct tile;

template <class T, class Arch, class Samples, std::size_t R, std::size_t... r>
struct tile<T, Arch, Samples, R, std::index_sequence<r...>> {
  using vec = simd<T, Arch>;
  using sums = cells<vec, std::index_sequence<r...>>;
  using sample_set = std::uint32_t;
  static constexpr index width = static_cast<index>(lanes<T, Arch>);
  static constexpr index most_taps = static_cast<index>(tile_taps<Arch>);
  static constexpr index rows = static_cast<index>(R);
  static constexpr bool is_grouped = !std::same_as<Samples, as_they_lie<T, Arch>>;
  static_assert(R + tile_taps<Arch> <= 32);

  /// The positions first, ..., first + tiles * R - 1, for which all samples exist.
  CONVOLT_NOINLINE static void run_whole(task<T> const& task, Samples const* channels, index first, index tiles) {
    tap_block const* const end = task.blocks + task.block_count;
    for (; tiles > 0; --tiles, first += rows) {
      sums s;
      ((at<r>(s) = vec(T(0))), ...);
      index const start = first * task.input_step;
      for (tap_block const* b = task.blocks; b != end; ++b) { add_block<false>(s, task, channels, *b, start, 0); }
      finish(s, task);
      store_whole(s, task, first);
    }
  }

  /// The positions first, ..., first + count - 1, of which there are at most R.
  CONVOLT_NOINLINE static void run_part(task<T> const& task, Samples const* channels, index first, index count) {
    tap_block const* const end = task.blocks + task.block_count;
    sums s;
    ((at<r>(s) = vec(T(0))), ...);
    index const start = first * task.input_step;
    for (tap_block const* b = task.blocks; b != end; ++b) {
      sample_set const inside = samples_between(b->first - first, std::min(b->end - first, count + b->taps - 1));
      if (inside == 0) { continue; }
      add_block<true>(s, task, channels, *b, start, inside);
    }
    finish(s, task);
    store_part(s, task, first, count);
  }

 private:
  /// Numbers first, ..., end - 1 out of 0, ..., 31.
  static sample_set samples_between(index first, index end) {
    auto const below = [](index n) {
      return n >= 32 ? ~sample_set{0} : n <= 0 ? sample_set{0} : (sample_set{1} << n) - 1;
    };
    return below(end) & ~below(first);
  }

  /// Checked: only the samples inside exist.
  template <bool Checked>
  CONVOLT_ALWAYS_INLINE static void add_block(sums& s, task<T> const& task, Samples const* channels,
                                              tap_block const& block, index start, sample_set inside) {
    T const* weights = task.weights + block.weights * (is_grouped ? task.group : 1) * width;
    for (index c = 0; c < (is_grouped ? task.group : 1); ++c, weights += block.taps * width) {
      add_channel<Checked>(s, channels[c], task.input, block.input + start, task.input_step, weights, block.taps,
                           inside);
    }
  }

  template <bool Checked>
  CONVOLT_ALWAYS_INLINE static void add_channel(sums& s, Samples const& channel, T const* samples, index place,
                                                index step, T const* weights, index taps, sample_set inside) {
    switch (taps) {
      case 8:
        if constexpr (most_taps == 8) { add_taps<Checked, 8>(s, channel, samples, place, step, weights, inside); }
        break;
      case 5:
        if constexpr (most_taps == 8) { add_taps<Checked, 5>(s, channel, samples, place, step, weights, inside); }
        break;
      case 4:
        if constexpr (most_taps >= 4) { add_taps<Checked, 4>(s, channel, samples, place, step, weights, inside); }
        break;
      case 3:
        add_taps<Checked, 3>(s, channel, samples, place, step, weights, inside);
        break;
      case 2:
        if constexpr (most_taps >= 4) { add_taps<Checked, 2>(s, channel, samples, place, step, weights, inside); }
        break;
      default:
        add_taps<Checked, 1>(s, channel, samples, place, step, weights, inside);
        break;
    }
  }

  template <bool Checked, std::size_t Q>
  CONVOLT_ALWAYS_INLINE static void add_taps(sums& s, Samples const& channel, T const* samples, index place, index step,
                                             T const* weights, sample_set inside) {
    forget_value_of(place);
    add_samples<Checked, Q>(s, channel, samples, place, step, weights, inside, upto<Q>{}, upto<R + Q - 1>{});
  }

  template <bool Checked, std::size_t Q, std::size_t... q, std::size_t... j>
  CONVOLT_ALWAYS_INLINE static void add_samples(sums& s, Samples const& channel, T const* samples, index place,
                                                index step, T const* weights, sample_set inside,
                                                std::index_sequence<q...>, std::index_sequence<j...>) {
    cells<vec, upto<Q>> h;
    ((at<q>(h) = vec::load_aligned(weights + static_cast<index>(q) * width)), ...);
    ((add_sample<Checked, Q, j>(s, h, channel, samples, place, inside, upto<Q>{}), place += step), ...);
  }

  template <bool Checked, std::size_t Q, std::size_t J, std::size_t... q>
  CONVOLT_ALWAYS_INLINE static void add_sample(sums& s, cells<vec, upto<Q>>& h, Samples const& channel,
                                               T const* samples, index place, sample_set inside,
                                               std::index_sequence<q...>) {
    if constexpr (Checked) {
      if ((inside >> J & 1) == 0) { return; }
    }
    vec const x = channel.load(samples + place);
    (add_at<J, q>(s, x, at<q>(h)), ...);
  }

  /// The product of sample J and tap q belongs to position J - q, if that is one of the tile's.
  template <std::size_t J, std::size_t q>
  CONVOLT_ALWAYS_INLINE static void add_at(sums& s, vec x, vec h) {
    if constexpr (J >= q && J - q < R) { add_product<T, Arch>(at<J - q>(s), x, h); }
  }

  CONVOLT_ALWAYS_INLINE static void finish(sums& s, task<T> const& task) {
    if (task.scale != T(1)) {
      vec const factor(task.scale);
      ((at<r>(s) = at<r>(s) * factor), ...);
    }
    if (task.bias != nullptr) {
      vec const bias = vec::load_aligned(task.bias);
      ((at<r>(s) = at<r>(s) + bias), ...);
    }
  }

  CONVOLT_ALWAYS_INLINE static void store_whole(sums& s, task<T> const& task, index first) {
    T* y = task.output + first * task.output_step;
    index const step = task.output_step;
    if (task.past_caches) {
      ((store_past_caches<T, Arch>(at<r>(s), y), y += step), ...);
    } else if (task.first_lane == 0 && task.end_lane == width) {
      ((at<r>(s).store_unaligned(y), y += step), ...);
    } else {
      store_lanes(s, task, y, rows);
    }
  }
  CONVOLT_ALWAYS_INLINE static void store_part(sums& s, task<T> const& task, index first, index count) {
    T* const y = task.output + first * task.output_step;
    if (task.first_lane == 0 && task.end_lane == width) {
      ((static_cast<index>(r) < count ? at<r>(s).store_unaligned(y + static_cast<index>(r) * task.output_step)
                                      : void()),
       ...);
    } else {
      store_lanes(s, task, y, count);
    }
  }
  CONVOLT_ALWAYS_INLINE static void store_lanes(sums& s, task<T> const& task, T* y, index count) {
    if constexpr (has_wide_tiles<T, Arch> && !is_compact<Arch>) {  // they have masks
      y += task.first_lane;
      index const from = task.first_lane, to = task.end_lane;
      ((static_cast<index>(r) < count
            ? engine::store_lanes<T, Arch>(at<r>(s), y + static_cast<index>(r) * task.output_step, from, to)
            : void()),
       ...);
      return;
    }
    alignas(64) T all[R * static_cast<std::size_t>(width)];
    (at<r>(s).store_aligned(all + static_cast<index>(r) * width), ...);
    for (index i = 0; i < count; ++i, y += task.output_step) {
      if (task.first_lane == 0) {
        engine::store_lanes<T, Arch>(vec::load_aligned(all + i * width), y, 0, task.end_lane);
        continue;
      }
      for (index lane = task.first_lane; lane < task.end_lane; ++lane) { y[lane] = all[i * width + lane]; }
    }
  }
};

}  // namespace convolt::engine::methods::depthwise
