// SPDX-License-Identifier: BSD-3-Clause
/// The micro-kernel of tiny problems: some equidistant rows of samples times one vector of outputs, in registers. It
/// needs no tables: rows, taps and channels lie at constant distances.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/buffer.hpp>
#include <convolt/engine/simd.hpp>
#include <convolt/engine/tile.hpp>
#include <convolt/engine/tiny_lines.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace convolt::engine::detail {

/// How the arrays lie, the same for all calls.
struct tiny_steps_of_rows {
  index row_step = 0;  ///< from a row to the next, in the input
  index tap_input_step = 0, tap_weights_step = 0;
  index channels = 0;      ///< products per tap; neighbours in the input
  index product_step = 0;  ///< from a product to the next, in the weights
  bool joined = false;     ///< the products of all taps of a line are at these distances
  index output_step = 0;   ///< from a row to the next
};

/// The arrays of a call.
template <class T>
struct tiny_task {
  T const* input;
  T const* weights;
  T* output;
  T const* bias;  ///< of every lane, scaled and aligned; null: none
  T scale;
};

/// Some rows: the window of the first one, where its lane 0 belongs in the output, and the lanes that are stored: of
/// the first row, of the last one and of those between them.
struct tiny_rows {
  tiny_window begin;
  index output;
  inner_range first, last;
  index stored;
};

/// sum += *p * w. The other form of the instruction, which broadcasts by itself, makes loops half as long.
template <class T, class Arch>
CONVOLT_ALWAYS_INLINE void add_broadcast(simd<T, Arch>& sum, simd<T, Arch> w, T const* p) {
#if defined(__AVX512F__) && defined(CONVOLT_HAS_GNU_ASM)
  if constexpr (sizeof(sum) == 64 && sizeof(T) == 4) {
    asm("vfmadd231ps {%2%{1to16%}, %1, %0|%0, %1, %2%{1to16%}}" : "+v"(sum.data) : "v"(w.data), "m"(*p));
    return;
  }
  if constexpr (sizeof(sum) == 64 && sizeof(T) == 8) {
    asm("vfmadd231pd {%2%{1to8%}, %1, %0|%0, %1, %2%{1to8%}}" : "+v"(sum.data) : "v"(w.data), "m"(*p));
    return;
  }
#endif
  add_product<T, Arch>(sum, simd<T, Arch>(*p), w);
}

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

/// Store the lanes of rows that are outputs. Lane 0 of the first row may belong before all outputs.
template <class T, class Arch>
CONVOLT_NOINLINE void store_rows(tiny_rows const& rows, T const* all, index count, T* output, index step) {
  static constexpr index width = static_cast<index>(lanes<T, Arch>);
  for (index r = 0; r < count; ++r) {
    inner_range const stored = r == 0 ? rows.first : r + 1 == count ? rows.last : inner_range{0, rows.stored};
    store_lanes<T, Arch>(simd<T, Arch>::load_aligned(all + r * width), output + (rows.output + r * step + stored.lo),
                         stored.lo, stored.hi);
  }
}

template <class T, class Arch, std::size_t R, class = upto<R>>
struct tiny_tile;

template <class T, class Arch, std::size_t R, std::size_t... r>
struct tiny_tile<T, Arch, R, std::index_sequence<r...>> {
  using vec = simd<T, Arch>;
  using sums = cells<vec, std::index_sequence<r...>>;

  CONVOLT_NOINLINE static void run(tiny_steps_of_rows const& steps, tiny_task<T> const& task, tiny_lines const& lines,
                                   tiny_rows const& rows) {
    sums s;
    sum_up(s, steps, task, lines, rows.begin);
    index const step = steps.output_step;
    if (rows.stored != width) {
      alignas(memory_alignment) T all[R * lanes<T, Arch>];
      (at<r>(s).store_aligned(all + r * lanes<T, Arch>), ...);
      store_rows<T, Arch>(rows, all, static_cast<index>(R), task.output, step);
      return;
    }
    // The first row may begin before all outputs.
    store_lanes<T, Arch>(at<0>(s), task.output + (rows.output + rows.first.lo), rows.first.lo, rows.first.hi);
    if constexpr (R > 1) {
      T* to = task.output + (rows.output + step);
      auto const store = [&](vec sum) CONVOLT_INLINE_LAMBDA {
        sum.store_unaligned(to);
        to += step;
      };
      ((r == 0 || r == R - 1 ? void() : store(at<r>(s))), ...);
      store_lanes<T, Arch>(at<R - 1>(s), to + rows.last.lo, rows.last.lo, rows.last.hi);
    }
  }

 private:
  static constexpr index width = static_cast<index>(lanes<T, Arch>);

  CONVOLT_ALWAYS_INLINE static void sum_up(sums& s, tiny_steps_of_rows const& steps, tiny_task<T> const& task,
                                           tiny_lines const& lines, tiny_window begin) {
    ((at<r>(s) = vec(T(0))), ...);
    index const products = steps.joined ? begin.taps * steps.channels : steps.channels;
    index const taps = products == 0 ? 0 : steps.joined ? 1 : begin.taps;
    for (index i = 0; i < lines.count; ++i) {
      tiny_line const line = lines.at[static_cast<std::size_t>(i)];
      index input = begin.input + line.input;
      index weights = begin.weights + line.weights;
      for (index q = 0; q < taps; ++q, input += steps.tap_input_step, weights += steps.tap_weights_step) {
        add(s, task.input + input, steps.row_step, task.weights + weights, steps.product_step, products);
      }
    }
    if (task.scale != T(1)) { ((at<r>(s) = at<r>(s) * vec(task.scale)), ...); }
    if (task.bias != nullptr) { ((at<r>(s) = at<r>(s) + vec::load_aligned(task.bias)), ...); }
  }
  CONVOLT_ALWAYS_INLINE static void add(sums& s, T const* x, index row_step, T const* w, index product_step,
                                        index products) {
    if constexpr (R == 1) {
      add_alone(at<0>(s), x, w, product_step, products);
    } else {
      add_rows(s, x, row_step, w, product_step, products, upto<(R + rows_per_pointer - 1) / rows_per_pointer>{});
    }
  }
  /// Rows that are reached from one pointer: addresses are a pointer plus once or twice the step.
  static constexpr std::size_t rows_per_pointer = 3;

  template <std::size_t... p>
  CONVOLT_ALWAYS_INLINE static void add_rows(sums& s, T const* x, index row_step, T const* w, index product_step,
                                             index products, std::index_sequence<p...>) {
    cells<T const*, std::index_sequence<p...>> rows;
    ((at<p>(rows) = x + static_cast<index>(p * rows_per_pointer) * row_step), ...);
    for (index c = 0; c < products; ++c, w += product_step) {
      vec const weights = vec::load_unaligned(w);
      (add_broadcast<T, Arch>(at<r>(s), weights,
                              at<r / rows_per_pointer>(rows) + static_cast<index>(r % rows_per_pointer) * row_step),
       ...);
      (++at<p>(rows), ...);
    }
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

template <class T, class Arch>
struct tiny_kernel {
  index rows;
  void (*run)(tiny_steps_of_rows const&, tiny_task<T> const&, tiny_lines const&, tiny_rows const&);
};

template <class T, class Arch, std::size_t R>
inline constexpr tiny_kernel<T, Arch> tiny_kernel_of{static_cast<index>(R), &tiny_tile<T, Arch, R>::run};

/// The kernel that does `count` rows fastest, in equal tiles of at most so many rows.
template <class T, class Arch>
tiny_kernel<T, Arch> choose_tiny_kernel(index count) {
  static constexpr std::size_t large = tile_rows<Arch, 1>, larger = vector_registers<Arch> == 32 ? 28 : large;
  if (count < 8) {
    if (count == 6) { return tiny_kernel_of<T, Arch, 6>; }
    if (count >= 4) { return tiny_kernel_of<T, Arch, 4>; }
    return count >= 2 ? tiny_kernel_of<T, Arch, 2> : tiny_kernel_of<T, Arch, 1>;
  }
  tiny_kernel<T, Arch> best{};
  index least = most_tiny_extent * 2;
  // The work in rows; the weights and the rest of a tile count as one. Rows are constants, so that nothing is divided.
  auto const offer = [&]<std::size_t R>(std::integral_constant<std::size_t, R>) {
    static constexpr index rows = static_cast<index>(R);
    index const cost = (count + rows - 1) / rows * (rows + 1);
    if (rows <= count && cost <= least) {
      least = cost;
      best = tiny_kernel_of<T, Arch, R>;
    }
  };
  offer(std::integral_constant<std::size_t, 8>{});
  offer(std::integral_constant<std::size_t, 10>{});
  offer(std::integral_constant<std::size_t, large>{});
  offer(std::integral_constant<std::size_t, larger>{});
  return best;
}

}  // namespace convolt::engine::detail
