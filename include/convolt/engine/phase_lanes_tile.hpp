// SPDX-License-Identifier: BSD-3-Clause
/// The micro-kernel for few outputs per position: a vector holds some outputs times K input channels, so that its lanes
/// are full although there are fewer outputs than lanes. The K partial sums of each output are added up at the end.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/simd.hpp>
#include <convolt/engine/tile.hpp>
#include <convolt/engine/tiny_lines.hpp>

#include <bit>
#include <cstddef>
#include <cstring>
#include <utility>

namespace convolt::engine::detail {

/// `bytes` bytes, over and over again; where there is no instruction for that, through memory.
template <class Register, std::size_t bytes>
CONVOLT_ALWAYS_INLINE Register repeat_bytes(void const* p) {
#if defined(__SSE2__)
  if constexpr (bytes == 8) {
    double pair;
    std::memcpy(&pair, p, sizeof pair);
    if constexpr (sizeof(Register) == 16) { return std::bit_cast<Register>(_mm_set1_pd(pair)); }
#if defined(__AVX__)
    if constexpr (sizeof(Register) == 32) { return std::bit_cast<Register>(_mm256_set1_pd(pair)); }
#endif
#if defined(__AVX512F__)
    if constexpr (sizeof(Register) == 64) { return std::bit_cast<Register>(_mm512_set1_pd(pair)); }
#endif
  }
#endif
#if defined(__AVX__)
  if constexpr (bytes == 16 && sizeof(Register) == 32) {
    return std::bit_cast<Register>(_mm256_broadcast_ps(static_cast<__m128 const*>(p)));
  }
#endif
#if defined(__AVX512DQ__)
  // All lanes through a mask, since g++ 12 warns of what the forms without one leave undefined.
  if constexpr (bytes == 16 && sizeof(Register) == 64) {
    __m128i const part = _mm_loadu_si128(static_cast<__m128i const*>(p));
    return std::bit_cast<Register>(_mm512_maskz_broadcast_f32x4(0xffff, _mm_castsi128_ps(part)));
  }
  if constexpr (bytes == 32 && sizeof(Register) == 64) {
    __m256i const part = _mm256_loadu_si256(static_cast<__m256i const*>(p));
    return std::bit_cast<Register>(_mm512_maskz_broadcast_f32x8(0xffff, _mm256_castsi256_ps(part)));
  }
#endif
  Register all;
  for (std::size_t i = 0; i < sizeof all; i += bytes) { std::memcpy(reinterpret_cast<std::byte*>(&all) + i, p, bytes); }
  return all;
}

/// K numbers, over and over again.
template <class T, class Arch, std::size_t K>
CONVOLT_ALWAYS_INLINE simd<T, Arch> load_repeated(T const* p) {
  using vec = simd<T, Arch>;
  if constexpr (K == 1) {
    return vec(*p);
  } else if constexpr (K == lanes<T, Arch>) {
    return vec::load_unaligned(p);
  } else {
    return vec(repeat_bytes<typename vec::register_type, K * sizeof(T)>(p));
  }
}

#if defined(CONVOLT_HAS_GNU_ASM)
/// The sums of neighbouring lanes of a, then those of b.
template <class Register, std::size_t... i>
CONVOLT_ALWAYS_INLINE Register add_neighbours(Register a, Register b, std::index_sequence<i...>) {
  return __builtin_shufflevector(a, b, static_cast<int>(2 * i)...) +
         __builtin_shufflevector(a, b, static_cast<int>(2 * i + 1)...);
}
#endif

/// Replace each K neighbouring numbers by their sum: count vectors become count / K, at the same place.
template <class T, class Arch, std::size_t K>
CONVOLT_ALWAYS_INLINE void add_up_neighbours(T* numbers, std::size_t count) {
  if constexpr (K > 1) {
    using vec = simd<T, Arch>;
    static constexpr std::size_t width = lanes<T, Arch>;
    for (std::size_t i = 0; i + 2 <= count; i += 2) {
#if defined(CONVOLT_HAS_GNU_ASM)
      vec const a = vec::load_aligned(numbers + i * width);
      vec const b = vec::load_aligned(numbers + (i + 1) * width);
      vec(add_neighbours(a.data, b.data, upto<width>{})).store_aligned(numbers + i / 2 * width);
#else
      for (std::size_t l = 0; l < width; ++l) {
        numbers[i / 2 * width + l] = numbers[i * width + 2 * l] + numbers[i * width + 2 * l + 1];
      }
#endif
    }
    add_up_neighbours<T, Arch, K / 2>(numbers, count / 2);
  }
}

/// What all tiles have in common.
template <class T>
struct lane_task {
  T const* input;
  T const* weights;  ///< [line of taps][tap][channel / K][vector], aligned
  index row_step;    ///< from a row to the next, in the input
  index tap_step;    ///< from a tap to the next, in the input
  index channels;    ///< per tap; a multiple of K
};

/// R rows times V vectors of `lanes / K` outputs.
template <class T, class Arch, std::size_t K, std::size_t V, std::size_t R, class = upto<V>, class = upto<R>,
          class = upto<R * V>>
struct lane_tile;

template <class T, class Arch, std::size_t K, std::size_t V, std::size_t R, std::size_t... v, std::size_t... r,
          std::size_t... rv>
struct lane_tile<T, Arch, K, V, R, std::index_sequence<v...>, std::index_sequence<r...>, std::index_sequence<rv...>> {
  using vec = simd<T, Arch>;
  using sums = cells<vec, std::index_sequence<rv...>>;
  static constexpr std::size_t width = lanes<T, Arch>;
  /// Numbers of a row.
  static constexpr std::size_t outputs = V * width / K;
  /// Vectors that become whole vectors when each K numbers are added up.
  static constexpr std::size_t padded = (R * V + K - 1) / K * K;

  /// R * outputs sums go to `to`.
  CONVOLT_NOINLINE static void run(lane_task<T> const& task, tiny_lines const& lines, tiny_window begin, T* to) {
    sums s;
    ((at<rv>(s) = vec(T(0))), ...);
    for (index i = 0; i < lines.count; ++i) {
      tiny_line const line = lines.at[static_cast<std::size_t>(i)];
      index input = begin.input + line.input;
      T const* w = task.weights + (begin.weights + line.weights);
      for (index q = 0; q < begin.taps; ++q, input += task.tap_step) {
        add_tap(s, task.input + input, task.row_step, w, task.channels);
        w += task.channels * static_cast<index>(V * width / K);
      }
    }
    alignas(64) T numbers[padded * width];
    (at<rv>(s).store_aligned(numbers + rv * width), ...);
    for (std::size_t i = R * V; i < padded; ++i) { vec(T(0)).store_aligned(numbers + i * width); }
    add_up_neighbours<T, Arch, K>(numbers, padded);
    std::memcpy(to, numbers, R * outputs * sizeof(T));
  }

 private:
  CONVOLT_ALWAYS_INLINE static void add_tap(sums& s, T const* x, index row_step, T const* w, index channels) {
    if constexpr (R == 1) {
      // One row alone: four sums per vector, so that a product need not wait for the one before.
      sums s1, s2, s3;
      ((at<rv>(s1) = at<rv>(s2) = at<rv>(s3) = vec(T(0))), ...);
      index c = 0;
      for (; c + 4 * step <= channels; c += 4 * step, w += 4 * V * width) {
        add_chunk(s, x + c, row_step, w);
        add_chunk(s1, x + (c + step), row_step, w + V * width);
        add_chunk(s2, x + (c + 2 * step), row_step, w + 2 * V * width);
        add_chunk(s3, x + (c + 3 * step), row_step, w + 3 * V * width);
      }
      for (; c < channels; c += step, w += V * width) { add_chunk(s1, x + c, row_step, w); }
      ((at<rv>(s) = (at<rv>(s) + at<rv>(s1)) + (at<rv>(s2) + at<rv>(s3))), ...);
    } else {
      for (index c = 0; c < channels; c += step, w += V * width) { add_chunk(s, x + c, row_step, w); }
    }
  }
  static constexpr index step = static_cast<index>(K);

  CONVOLT_ALWAYS_INLINE static void add_chunk(sums& s, T const* x, index row_step, T const* w) {
    cells<vec, std::index_sequence<v...>> l;
    ((at<v>(l) = vec::load_aligned(w + v * width)), ...);
    auto const next = [&] {
      vec const values = load_repeated<T, Arch, K>(x);
      x += row_step;
      return values;
    };
    (add_row<r>(s, l, next()), ...);
  }
  template <std::size_t Row>
  CONVOLT_ALWAYS_INLINE static void add_row(sums& s, cells<vec, std::index_sequence<v...>>& l, vec x) {
    (add_product<T, Arch>(at<Row * V + v>(s), x, at<v>(l)), ...);
  }
};

/// Rows of a large tile of V vectors: V sums per row, V weights and the repeated numbers are to fit in the registers.
template <class Arch, std::size_t V>
inline constexpr std::size_t lane_rows = vector_registers<Arch> == 32 ? (V == 1 ? 16 : 8) : (V == 1 ? 8 : 10 / V);

}  // namespace convolt::engine::detail
