// SPDX-License-Identifier: BSD-3-Clause
/// The micro-kernel of tiny problems: some equidistant rows of samples times one vector of outputs, in registers. It
/// needs no tables: rows, taps and channels lie at constant distances.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/simd.hpp>
#include <convolt/engine/tile.hpp>
#include <convolt/engine/tiny_lines.hpp>

#include <cstddef>
#include <utility>

namespace convolt::engine::detail {

/// What all tiles of some lanes have in common.
template <class T, class Arch>
struct tiny_task {
  T const* input;
  T const* weights;
  index row_step;  ///< from a row to the next, in the input
  index tap_input_step, tap_weights_step;
  index channels;      ///< products per tap; neighbours in the input
  index product_step;  ///< from a product to the next, in the weights
  bool joined;         ///< the products of all taps of a line are at these distances
  bool biased, scaled;
  T scale;
  simd<T, Arch> bias;
  index output_step;  ///< from a row to the next
  index stored;       ///< lanes

  CONVOLT_ALWAYS_INLINE simd<T, Arch> finish(simd<T, Arch> sum) const {
    if (scaled) { sum = sum * simd<T, Arch>(scale); }
    return biased ? sum + bias : sum;
  }
};

/// Store lanes [from, to) to p, p + 1, ...
template <class T, class Arch>
CONVOLT_ALWAYS_INLINE void store_lanes(simd<T, Arch> x, T* p, index from, index to) {
  static constexpr index width = static_cast<index>(lanes<T, Arch>);
  if (from == 0 && to == width) {
    x.store_unaligned(p);
    return;
  }
#if defined(__AVX512F__)
  if constexpr (sizeof(x) == 64) {
    unsigned const mask = (1u << to) - (1u << from);
    if constexpr (sizeof(T) == 4) {
      _mm512_mask_storeu_ps(p - from, static_cast<__mmask16>(mask), x.data);
    } else {
      _mm512_mask_storeu_pd(p - from, static_cast<__mmask8>(mask), x.data);
    }
    return;
  }
#endif
  alignas(64) T all[lanes<T, Arch>];
  x.store_aligned(all);
  for (index i = from; i < to; ++i) { p[i - from] = all[i]; }
}

template <class T, class Arch, std::size_t R, class = upto<R>>
struct tiny_tile;

template <class T, class Arch, std::size_t R, std::size_t... r>
struct tiny_tile<T, Arch, R, std::index_sequence<r...>> {
  using vec = simd<T, Arch>;
  using sums = cells<vec, std::index_sequence<r...>>;

  /// R rows of whole groups.
  CONVOLT_NOINLINE static void run(tiny_task<T, Arch> const& task, tiny_lines const& lines, index input, index weights,
                                   index taps, T* output) {
    sums s;
    sum_up(s, task, lines, {input, weights, taps});
    index const step = task.output_step;
    if (task.stored == width) {
      (at<r>(s).store_unaligned(output + static_cast<index>(r) * step), ...);
    } else {
      (store_lanes<T, Arch>(at<r>(s), output + static_cast<index>(r) * step, 0, task.stored), ...);
    }
  }
  /// One row, of which some lanes are stored.
  CONVOLT_NOINLINE static void run_border(tiny_task<T, Arch> const& task, tiny_lines const& lines, tiny_window begin,
                                          T* output, inner_range stored) {
    static_assert(R == 1);
    sums s;
    sum_up(s, task, lines, begin);
    store_lanes<T, Arch>(at<0>(s), output, stored.lo, stored.hi);
  }

 private:
  static constexpr index width = static_cast<index>(lanes<T, Arch>);

  CONVOLT_ALWAYS_INLINE static void sum_up(sums& s, tiny_task<T, Arch> const& task, tiny_lines const& lines,
                                           tiny_window begin) {
    ((at<r>(s) = vec(T(0))), ...);
    index const products = task.joined ? begin.taps * task.channels : task.channels;
    index const taps = products == 0 ? 0 : task.joined ? 1 : begin.taps;
    for (index i = 0; i < lines.count; ++i) {
      tiny_line const line = lines.at[static_cast<std::size_t>(i)];
      index input = begin.input + line.input;
      index weights = begin.weights + line.weights;
      for (index q = 0; q < taps; ++q, input += task.tap_input_step, weights += task.tap_weights_step) {
        add(s, task.input + input, task.row_step, task.weights + weights, task.product_step, products);
      }
    }
    ((at<r>(s) = task.finish(at<r>(s))), ...);
  }
  CONVOLT_ALWAYS_INLINE static void add(sums& s, T const* x, index row_step, T const* w, index product_step,
                                        index products) {
    if constexpr (R == 1) {
      add_alone(at<0>(s), x, w, product_step, products);
    } else {
      index c = 0;
      for (; c + unrolled <= products; c += unrolled, x += unrolled, w += unrolled * product_step) {
        add_products(s, x, row_step, w, product_step, upto<static_cast<std::size_t>(unrolled)>{});
      }
      for (; c < products; ++c, ++x, w += product_step) { add_products(s, x, row_step, w, product_step, upto<1>{}); }
    }
  }
  /// Some products of a row at a time, so that few pointers and little counting are needed.
  static constexpr index unrolled = vector_registers<Arch> == 32 ? 4 : 2;

  template <std::size_t... k>
  CONVOLT_ALWAYS_INLINE static void add_products(sums& s, T const* x, index row_step, T const* w, index product_step,
                                                 std::index_sequence<k...>) {
    cells<vec, std::index_sequence<k...>> l;
    ((at<k>(l) = vec::load_unaligned(w + static_cast<index>(k) * product_step)), ...);
    auto const add_row = [&](vec& sum) CONVOLT_INLINE_LAMBDA {
      (add_product<T, Arch>(sum, vec(x[k]), at<k>(l)), ...);
      x += row_step;
    };
    (add_row(at<r>(s)), ...);
  }
  /// One row alone: four sums, so that a product need not wait for the one before.
  CONVOLT_ALWAYS_INLINE static void add_alone(vec& sum, T const* x, T const* w, index product_step, index products) {
    vec s1(T(0)), s2(T(0)), s3(T(0));
    index c = 0;
    for (; c + 4 <= products; c += 4, x += 4, w += 4 * product_step) {
      add_product<T, Arch>(sum, vec(x[0]), vec::load_unaligned(w));
      add_product<T, Arch>(s1, vec(x[1]), vec::load_unaligned(w + product_step));
      add_product<T, Arch>(s2, vec(x[2]), vec::load_unaligned(w + 2 * product_step));
      add_product<T, Arch>(s3, vec(x[3]), vec::load_unaligned(w + 3 * product_step));
    }
    for (; c < products; ++c, ++x, w += product_step) { add_product<T, Arch>(s1, vec(*x), vec::load_unaligned(w)); }
    sum = (sum + s1) + (s2 + s3);
  }
};

}  // namespace convolt::engine::detail
