// SPDX-License-Identifier: BSD-3-Clause
/// The micro-kernel of the Toeplitz method: R neighbouring vectors of outputs along a line. As a matrix a filter is
/// banded and constant along its diagonals; cut into vectors of W outputs, its blocks are so too. Each vector of
/// samples is therefore loaded once per bunch of taps and multiplied by all of them, into as many rows: there are far
/// fewer loads, which are not aligned and cost two aligned ones, than products.
/// Layer: engine.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/engine/arch/registers.hpp>
#include <convolt/engine/arch/traits.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/methods/shared/sample_lines.hpp>
#include <convolt/engine/methods/shared/tile.hpp>
#include <convolt/engine/methods/toeplitz/taps.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace convolt::engine::methods::toeplitz {

/// Most rows of a tile, and most taps of a bunch: these are in registers together with a vector of samples.
template <class Arch>
inline constexpr std::size_t most_rows = sliding_rows<Arch>;
template <class Arch>
inline constexpr std::size_t most_bunch = sliding_taps<Arch>;

/// Tiles come in a few sizes; one that has fewer rows to store computes some in vain.
template <class Arch>
inline constexpr auto tile_sizes = [] {
  constexpr index most = static_cast<index>(most_rows<Arch>);
  if constexpr (is_compact<Arch>) {
    return std::array{most / 4, most};
  } else {
    return std::array{most / 4, most / 2, most};
  }
}();

/// What is computed: outputs from the samples of some lines, all through the same taps.
template <class T>
struct task {
  sample_line<T> const* lines;
  index line_count;
  index shift;  ///< from the samples of a line to the first window
  T const* weights;
  bunch_run const* runs;
  index run_count;
  index const* offsets;
  T scale;        ///< of the sums
  T const* bias;  ///< scaled, or null
  T* output;
  index stored;  ///< outputs
};

template <class T, class Arch, std::size_t R, class = upto<R>>
struct tile;

template <class T, class Arch, std::size_t R, std::size_t... r>
struct tile<T, Arch, R, std::index_sequence<r...>> {
  using vec = simd<T, Arch>;
  using sums = cells<vec, std::index_sequence<r...>>;
  static constexpr std::size_t width = lanes<T, Arch>;

  CONVOLT_NOINLINE static void run(task<T> const& task) {
    sums s;
    ((at<r>(s) = vec(T(0))), ...);
    for (index i = 0; i < task.line_count; ++i) {
      sample_line<T> const line = task.lines[i];
      T const* const x = line.samples + task.shift;
      T const* w = task.weights + line.weights;
      index const* offsets = task.offsets;
      for (index k = 0; k < task.run_count; ++k) {
        bunch_run const run = task.runs[k];
        add_run(s, run, x, w, offsets, upto<most_bunch<Arch>>{});
        w += run.taps * run.count;
        offsets += run.count;
      }
    }
    finish(s, task);
  }

 private:
  /// All bunches of a run, by the loop for its number of taps.
  template <std::size_t... q>
  CONVOLT_ALWAYS_INLINE static void add_run(sums& s, bunch_run run, T const* x, T const* w, index const* offsets,
                                            std::index_sequence<q...>) {
    static_cast<void>(
        ((run.taps == static_cast<index>(q + 1) && (add_bunches(s, x, w, offsets, run.count, upto<q + 1>{}), true)) ||
         ...));
  }
  template <std::size_t... q>
  CONVOLT_ALWAYS_INLINE static void add_bunches(sums& s, T const* x, T const* w, index const* offsets, index count,
                                                std::index_sequence<q...> taps) {
    using factors = cells<vec, std::index_sequence<q...>>;
    for (index const* const end = offsets + count; offsets != end; ++offsets, w += sizeof...(q)) {
      factors h;
      ((at<q>(h) = vec(w[q])), ...);
      add_samples(s, h, x + *offsets, taps, upto<R + sizeof...(q) - 1>{});
    }
  }
  template <class Factors, class Taps, std::size_t... m>
  CONVOLT_ALWAYS_INLINE static void add_samples(sums& s, Factors& h, T const* x, Taps taps, std::index_sequence<m...>) {
    (add_vector<m>(s, h, vec::load_unaligned(x + m * width), taps), ...);
  }
  /// Vector number M of the samples: tap q of row M - q.
  template <std::size_t M, class Factors, std::size_t... q>
  CONVOLT_ALWAYS_INLINE static void add_vector(sums& s, Factors& h, vec x, std::index_sequence<q...>) {
    (add_tap<M, q>(s, h, x), ...);
  }
  template <std::size_t M, std::size_t Q, class Factors>
  CONVOLT_ALWAYS_INLINE static void add_tap(sums& s, Factors& h, vec x) {
    if constexpr (M >= Q && M - Q < R) { add_product<T, Arch>(at<M - Q>(s), x, at<Q>(h)); }
  }

  CONVOLT_ALWAYS_INLINE static void finish(sums& s, task<T> const& task) {
    if (task.scale != T(1)) {
      vec const factor(task.scale);
      ((at<r>(s) = at<r>(s) * factor), ...);
    }
    if (task.bias != nullptr) {
      vec const bias(*task.bias);
      ((at<r>(s) = at<r>(s) + bias), ...);
    }
    if (task.stored == static_cast<index>(R * width)) {
      (at<r>(s).store_unaligned(task.output + r * width), ...);
      return;
    }
    alignas(64) T all[R * width];
    (at<r>(s).store_aligned(all + r * width), ...);
    std::copy_n(all, task.stored, task.output);
  }
};

/// Compute a tile of `rows` vectors, one of tile_sizes.
template <class T, class Arch>
void run_tile(index rows, task<T> const& task) {
  static constexpr std::size_t most = most_rows<Arch>;
  if (rows == static_cast<index>(most)) {
    tile<T, Arch, most>::run(task);
  } else if (!is_compact<Arch> && rows == static_cast<index>(most / 2)) {
    tile<T, Arch, is_compact<Arch> ? most : most / 2>::run(task);
  } else {
    tile<T, Arch, most / 4>::run(task);
  }
}

}  // namespace convolt::engine::methods::toeplitz
