// SPDX-License-Identifier: BSD-3-Clause
/// The micro-kernel of the Toeplitz method: R neighbouring vectors of outputs along a line. As a matrix a filter is
/// banded and constant along its diagonals; cut into vectors of W outputs, its blocks are so too. Each vector of
/// samples is therefore loaded once per bunch of taps and multiplied by all of them, into as many rows: there are far
/// fewer loads, which are not aligned and cost two aligned ones, than products.
/// Layer: engine.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/engine/arithmetic.hpp>
#include <convolt/engine/simd.hpp>
#include <convolt/engine/tile.hpp>
#include <convolt/engine/toeplitz_taps.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace convolt::engine {

/// Most rows of a tile, and most taps of a bunch: these are in registers together with a vector of samples.
template <class Arch>
inline constexpr std::size_t toeplitz_rows = [] {
#if defined(__FMA__) || defined(__aarch64__)
  return std::size_t{vector_registers<Arch> == 32 ? 16 : 10};
#else
  return std::size_t{8};
#endif
}();
template <class Arch>
inline constexpr std::size_t toeplitz_bunch = vector_registers<Arch> == 32 ? 8 : 4;

/// Tiles come in three sizes; one that has fewer rows to store computes some in vain.
template <class Arch>
inline constexpr std::array<index, 3> toeplitz_tile_sizes = {static_cast<index>(toeplitz_rows<Arch> / 4),
                                                             static_cast<index>(toeplitz_rows<Arch> / 2),
                                                             static_cast<index>(toeplitz_rows<Arch>)};

/// A line of samples that the outputs of a tile read, and where the weights of its taps lie.
template <class T>
struct toeplitz_line {
  T const* samples;
  index weights;
};

/// What is computed: outputs from the samples of some lines, all through the same taps.
template <class T>
struct toeplitz_task {
  toeplitz_line<T> const* lines;
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

namespace detail {

template <class T, class Arch, std::size_t R, class = upto<R>>
struct toeplitz_kernel;

template <class T, class Arch, std::size_t R, std::size_t... r>
struct toeplitz_kernel<T, Arch, R, std::index_sequence<r...>> {
  using vec = simd<T, Arch>;
  using sums = cells<vec, std::index_sequence<r...>>;
  static constexpr std::size_t width = lanes<T, Arch>;

  CONVOLT_NOINLINE static void run(toeplitz_task<T> const& task) {
    sums s;
    ((at<r>(s) = vec(T(0))), ...);
    for (index i = 0; i < task.line_count; ++i) {
      toeplitz_line<T> const line = task.lines[i];
      T const* const x = line.samples + task.shift;
      T const* w = task.weights + line.weights;
      index const* offsets = task.offsets;
      for (index k = 0; k < task.run_count; ++k) {
        bunch_run const run = task.runs[k];
        add_run(s, run, x, w, offsets, upto<toeplitz_bunch<Arch>>{});
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

  CONVOLT_ALWAYS_INLINE static void finish(sums& s, toeplitz_task<T> const& task) {
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

}  // namespace detail

/// The same outputs one by one, without a product for the taps that lie outside the `samples` samples of the lines.
template <class T, class Arch>
void sum_on_input(toeplitz_task<T> const& task, index samples, index width) {
  for (index i = 0; i < task.stored; ++i) {
    T sum(0);
    for (index k = 0; k < task.line_count; ++k) {
      toeplitz_line<T> const line = task.lines[k];
      T const* w = task.weights + line.weights;
      index const* offset = task.offsets;
      for (bunch_run const* run = task.runs; run != task.runs + task.run_count; ++run) {
        for (index b = 0; b < run->count; ++b, ++offset) {
          index at = task.shift + i + *offset;
          for (index q = 0; q < run->taps; ++q, ++w, at += width) {
            if (at >= 0 && at < samples) { sum += line.samples[at] * *w; }
          }
        }
      }
    }
    sum = scale(sum, task.scale);
    task.output[i] = task.bias == nullptr ? sum : sum + *task.bias;
  }
}

/// Compute a tile of `rows` vectors, one of toeplitz_tile_sizes.
template <class T, class Arch>
void run_toeplitz_tile(index rows, toeplitz_task<T> const& task) {
  static constexpr std::size_t most = toeplitz_rows<Arch>;
  if (rows == static_cast<index>(most)) {
    detail::toeplitz_kernel<T, Arch, most>::run(task);
  } else if (rows == static_cast<index>(most / 2)) {
    detail::toeplitz_kernel<T, Arch, most / 2>::run(task);
  } else {
    detail::toeplitz_kernel<T, Arch, most / 4>::run(task);
  }
}

}  // namespace convolt::engine
