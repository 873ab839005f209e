// SPDX-License-Identifier: BSD-3-Clause
/// The micro-kernel of tiny problems whose lanes are neighbouring outputs: some output channels times some vectors of
/// outputs in registers, and the interleaving of phases. Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arithmetic.hpp>
#include <convolt/engine/buffer.hpp>
#include <convolt/engine/simd.hpp>
#include <convolt/engine/tile.hpp>
#include <convolt/engine/tiny_lines.hpp>
#include <convolt/engine/tiny_tile.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace convolt::engine::detail {

/// What the sums of a tile are taken over. Samples of all taps of all lanes can be read.
template <class T>
struct positions_task {
  T const* input;    ///< of tap 0 of the first output, on a line that begins at 0
  T const* weights;  ///< of tap 0 of the first output channel
  index taps;
  index tap_input_step, tap_weights_step;
  index channels;
  index channel_input_step, channel_weights_step;
  index row_weights_step;  ///< from an output channel to the next
};

/// output = scale * sum + bias_scale * bias.
template <class T>
struct positions_finish {
  T scale;
  T const* bias;  ///< of the first output channel; null: none
  index bias_step;
  T bias_scale;
};

/// Where the outputs go: `stored` neighbours of each channel.
template <class T>
struct positions_place {
  T* first;
  index row_step;
  index stored;
};

template <class T, class Arch, std::size_t R, std::size_t V, class = upto<R>, class = upto<V>, class = upto<R * V>>
struct positions_tile;

template <class T, class Arch, std::size_t R, std::size_t V, std::size_t... r, std::size_t... v, std::size_t... rv>
struct positions_tile<T, Arch, R, V, std::index_sequence<r...>, std::index_sequence<v...>, std::index_sequence<rv...>> {
  using vec = simd<T, Arch>;
  using sums = cells<vec, std::index_sequence<rv...>>;

  CONVOLT_NOINLINE static void run(positions_task<T> const& task, tiny_lines const& lines,
                                   positions_finish<T> const& finish, positions_place<T> const& place) {
    sums s;
    ((at<rv>(s) = vec(T(0))), ...);
    for (index i = 0; i < lines.count; ++i) {
      tiny_line const line = lines.at[static_cast<std::size_t>(i)];
      T const* x = task.input + line.input;
      T const* w = task.weights + line.weights;
      for (index c = 0; c < task.channels; ++c, x += task.channel_input_step, w += task.channel_weights_step) {
        add_taps(s, task, x, w);
      }
    }
    if (finish.scale != T(1)) { ((at<rv>(s) = at<rv>(s) * vec(finish.scale)), ...); }
    if (finish.bias != nullptr) {
      ((at<rv>(s) =
            at<rv>(s) + vec(scale(finish.bias[static_cast<index>(rv / V) * finish.bias_step], finish.bias_scale))),
       ...);
    }
    if (place.stored >= static_cast<index>(V) * width) {
      (at<rv>(s).store_unaligned(place.first + place_of(rv, place)), ...);
    } else {
      (store_lanes<T, Arch>(at<rv>(s), place.first + place_of(rv, place), 0,
                            std::clamp<index>(place.stored - static_cast<index>(rv % V) * width, 0, width)),
       ...);
    }
  }

 private:
  static constexpr index width = static_cast<index>(lanes<T, Arch>);

  CONVOLT_ALWAYS_INLINE static index place_of(std::size_t number, positions_place<T> const& place) {
    return static_cast<index>(number / V) * place.row_step + static_cast<index>(number % V) * width;
  }
  CONVOLT_ALWAYS_INLINE static void add_taps(sums& s, positions_task<T> const& task, T const* x, T const* w) {
    for (index q = 0; q < task.taps; ++q, x += task.tap_input_step, w += task.tap_weights_step) {
      cells<vec, std::index_sequence<v...>> samples;
      ((at<v>(samples) = vec::load_unaligned(x + v * lanes<T, Arch>)), ...);
      T const* weight = w;
      auto const add_row = [&]<std::size_t Row>(std::integral_constant<std::size_t, Row>) CONVOLT_INLINE_LAMBDA {
        vec const factor(*weight);
        (add_product<T, Arch>(at<Row * V + v>(s), at<v>(samples), factor), ...);
        weight += task.row_weights_step;
      };
      (add_row(std::integral_constant<std::size_t, r>{}), ...);
    }
  }
};

/// The outputs of a channel, phase by phase.
template <class T>
struct phase_rows {
  T const* first;
  index step;  ///< from a phase to the next
  index phases;
};

/// Whether two vectors can be zipped in registers.
template <class T, class Arch>
inline constexpr bool has_zip = sizeof(simd<T, Arch>) == 16
#if defined(__AVX__)
                                || sizeof(simd<T, Arch>) == 32
#endif
#if defined(__AVX512F__)
                                || sizeof(simd<T, Arch>) == 64
#endif
    ;

/// Replace a and b by their lanes in turn.
template <class T, class Arch>
CONVOLT_ALWAYS_INLINE void zip(simd<T, Arch>& a, simd<T, Arch>& b) {
  simd<T, Arch> const x = a, y = b;
#if defined(__AVX512F__)
  if constexpr (sizeof(a) == 64 && sizeof(T) == 4) {
    __m512i const first = _mm512_setr_epi32(0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    a = _mm512_permutex2var_ps(x.data, first, y.data);
    b = _mm512_permutex2var_ps(x.data, _mm512_add_epi32(first, _mm512_set1_epi32(8)), y.data);
    return;
  }
  if constexpr (sizeof(a) == 64 && sizeof(T) == 8) {
    __m512i const first = _mm512_setr_epi64(0, 8, 1, 9, 2, 10, 3, 11);
    a = _mm512_permutex2var_pd(x.data, first, y.data);
    b = _mm512_permutex2var_pd(x.data, _mm512_add_epi64(first, _mm512_set1_epi64(4)), y.data);
    return;
  }
#endif
#if defined(__AVX__)
  // xsimd 8 zips each half of such a vector by itself.
  if constexpr (sizeof(a) == 32 && sizeof(T) == 4) {
    __m256 const low = _mm256_unpacklo_ps(x.data, y.data), high = _mm256_unpackhi_ps(x.data, y.data);
    a = _mm256_permute2f128_ps(low, high, 0x20);
    b = _mm256_permute2f128_ps(low, high, 0x31);
  }
  if constexpr (sizeof(a) == 32 && sizeof(T) == 8) {
    __m256d const low = _mm256_unpacklo_pd(x.data, y.data), high = _mm256_unpackhi_pd(x.data, y.data);
    a = _mm256_permute2f128_pd(low, high, 0x20);
    b = _mm256_permute2f128_pd(low, high, 0x31);
  }
#endif
  if constexpr (sizeof(a) == 16) {
    a = xsimd::zip_lo(x, y);
    b = xsimd::zip_hi(x, y);
  }
}

/// Write `count` outputs, phase 0 first. The rows of the phases consist of whole vectors.
template <class T, class Arch>
void interleave_phases(phase_rows<T> const& from, index count, T* to) {
  using vec = simd<T, Arch>;
  static constexpr index width = static_cast<index>(lanes<T, Arch>);
  if (has_zip<T, Arch> && from.phases == 2) {
    for (index t = 0; t < count; t += 2 * width) {
      vec a = vec::load_aligned(from.first + t / 2), b = vec::load_aligned(from.first + from.step + t / 2);
      zip<T, Arch>(a, b);
      store_lanes<T, Arch>(a, to + t, 0, std::min(width, count - t));
      if (count - t > width) { store_lanes<T, Arch>(b, to + (t + width), 0, std::min(width, count - t - width)); }
    }
    return;
  }
  index j = 0, e = 0;
  for (index t = 0; t < count; ++t) {
    to[t] = from.first[e * from.step + j];
    if (++e == from.phases) {
      e = 0;
      ++j;
    }
  }
}

}  // namespace convolt::engine::detail
