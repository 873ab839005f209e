// SPDX-License-Identifier: BSD-3-Clause
/// The micro-kernel for few outputs per position: a vector holds some outputs times K input channels, so that its lanes
/// are full although there are fewer outputs than lanes. The K partial sums of each output are added up at the end.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/lanes.hpp>
#include <convolt/engine/arch/registers.hpp>
#include <convolt/engine/arch/traits.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/methods/shared/tap_lines.hpp>
#include <convolt/engine/methods/shared/tile.hpp>

#include <bit>
#include <cstddef>
#include <cstring>
#include <type_traits>
#include <utility>

namespace convolt::engine::methods::few_outputs {

/// What all tiles have in common.
template <class T>
struct task {
  T const* input;
  T const* weights;  ///< [line of taps][tap][channel / K][vector], aligned
  index row_step;    ///< from a row to the next, in the input
  index tap_step;    ///< from a tap to the next, in the input
  index channels;    ///< per tap; a multiple of K
};

/// R rows times V vectors of `lanes / K` outputs.
template <class T, class Arch, std::size_t K, std::size_t V, std::size_t R, class = upto<V>, class = upto<R>,
          class = upto<R * V>>
struct tile;

template <class T, class Arch, std::size_t K, std::size_t V, std::size_t R, std::size_t... v, std::size_t... r,
          std::size_t... rv>
struct tile<T, Arch, K, V, R, std::index_sequence<v...>, std::index_sequence<r...>, std::index_sequence<rv...>> {
  using vec = simd<T, Arch>;
  using sums = cells<vec, std::index_sequence<rv...>>;
  static constexpr std::size_t width = lanes<T, Arch>;
  /// Numbers of a row.
  static constexpr std::size_t outputs = V * width / K;
  /// Vectors that become whole vectors when each K numbers are added up.
  static constexpr std::size_t padded = (R * V + K - 1) / K * K;

  /// R * outputs sums go to `to`.
  CONVOLT_NOINLINE static void run(task<T> const& task, tap_lines const& lines, tap_window begin, T* to) {
    sums s;
    ((at<rv>(s) = vec(T(0))), ...);
    for (index i = 0; i < lines.count; ++i) {
      tap_line const line = lines.at[static_cast<std::size_t>(i)];
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
    // There may be no place a step behind the last row.
    auto const next = [&](auto row) {
      if constexpr (row.value > 0) { x += row_step; }
      return load_repeated<T, Arch, K>(x);
    };
    (add_row<r>(s, l, next(std::integral_constant<std::size_t, r>{})), ...);
  }
  template <std::size_t Row>
  CONVOLT_ALWAYS_INLINE static void add_row(sums& s, cells<vec, std::index_sequence<v...>>& l, vec x) {
    (add_product<T, Arch>(at<Row * V + v>(s), x, at<v>(l)), ...);
  }
};

/// Rows of a large tile of V vectors: V sums per row, V weights and the repeated numbers are to fit in the registers.
template <class Arch, std::size_t V>
inline constexpr std::size_t most_rows = has_many_registers<Arch> ? (V == 1 ? 16 : 8) : (V == 1 ? 8 : 10 / V);

/// A tile of so many rows.
template <class T>
struct kernel {
  index rows;
  void (*run)(task<T> const&, tap_lines const&, tap_window, T*);
};

/// The tiles of one chunk and number of vectors.
template <class T>
struct kernels {
  kernel<T> large{}, small{}, single{};

  /// That for `count` rows in tiles of equally many.
  [[nodiscard]] kernel<T> const& fitting(index count) const noexcept {
    return count >= large.rows ? large : count >= small.rows ? small : single;
  }
};

template <class T, class Arch, std::size_t K, std::size_t V>
inline constexpr kernels<T> kernels_of = [] {
  constexpr std::size_t large = most_rows<Arch, V>;
  constexpr std::size_t small = is_compact<Arch> ? 1 : large > 4 ? 4 : 2;
  return kernels<T>{.large = {static_cast<index>(large), &tile<T, Arch, K, V, large>::run},
                    .small = {static_cast<index>(small), &tile<T, Arch, K, V, small>::run},
                    .single = {1, &tile<T, Arch, K, V, 1>::run}};
}();

template <class T, class Arch, std::size_t K = 1>
[[nodiscard]] CONVOLT_COLD kernels<T> choose_kernels(index chunk, index vectors) {
  if constexpr (K < lanes<T, Arch>) {
    if (chunk > static_cast<index>(K)) { return choose_kernels<T, Arch, 2 * K>(chunk, vectors); }
  }
  if constexpr (!is_compact<Arch>) {
    return vectors == 1   ? kernels_of<T, Arch, K, 1>
           : vectors == 2 ? kernels_of<T, Arch, K, 2>
                          : kernels_of<T, Arch, K, 3>;
  } else if constexpr (has_thin_grid(K, lanes<T, Arch>)) {
    return vectors == 1 ? kernels_of<T, Arch, K, 1> : kernels_of<T, Arch, K, 3>;
  } else {
    return {};
  }
}

}  // namespace convolt::engine::methods::few_outputs
