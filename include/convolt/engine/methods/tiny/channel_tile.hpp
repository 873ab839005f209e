// SPDX-License-Identifier: BSD-3-Clause
/// The micro-kernel of tiny problems: some equidistant rows of samples times one vector of outputs, in registers. It
/// needs no tables: rows, taps and channels lie at constant distances.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/lanes.hpp>
#include <convolt/engine/arch/registers.hpp>
#include <convolt/engine/arch/traits.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/loops/arithmetic.hpp>
#include <convolt/engine/methods/shared/tap_lines.hpp>
#include <convolt/engine/methods/shared/tile.hpp>
#include <convolt/engine/methods/tiny/limits.hpp>
#include <convolt/engine/problem/buffer.hpp>

#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace convolt::engine::methods::tiny {

/// How the arrays lie, the same for all calls.
struct row_steps {
  index row_step = 0;  ///< from a row to the next, in the input
  index tap_input_step = 0, tap_weights_step = 0;
  index channels = 0;      ///< products per tap; neighbours in the input
  index product_step = 0;  ///< from a product to the next, in the weights
  bool joined = false;     ///< the products of all taps of a line are at these distances
  index output_step = 0;   ///< from a row to the next
};

/// The arrays of a call.
template <class T>
struct channel_task {
  T const* input;
  T const* weights;
  T* output;
  T const* bias;  ///< of every lane, scaled and aligned; null: none
  T scale;
};

/// Some rows: the window of the first one, where its lane 0 belongs in the output, and the lanes that are stored: of
/// the first row, of the last one and of those between them.
struct channel_rows {
  tap_window begin;
  index output;
  inner_range first, last;
  index stored;
};

/// Store the lanes of rows that are outputs. Lane 0 of the first row may belong before all outputs.
template <class T, class Arch>
CONVOLT_NOINLINE void store_rows(channel_rows const& rows, T const* all, index count, T* output, index step) {
  static constexpr index width = static_cast<index>(lanes<T, Arch>);
  for (index r = 0; r < count; ++r) {
    inner_range const stored = r == 0 ? rows.first : r + 1 == count ? rows.last : inner_range{0, rows.stored};
    store_lanes<T, Arch>(simd<T, Arch>::load_aligned(all + r * width), output + (rows.output + r * step + stored.lo),
                         stored.lo, stored.hi);
  }
}

template <class T, class Arch, std::size_t R, class = upto<R>>
struct channel_tile;

template <class T, class Arch, std::size_t R, std::size_t... r>
struct channel_tile<T, Arch, R, std::index_sequence<r...>> {
  using vec = simd<T, Arch>;
  using sums = cells<vec, std::index_sequence<r...>>;

  CONVOLT_NOINLINE static void run(row_steps const& steps, channel_task<T> const& task, tap_lines const& lines,
                                   channel_rows const& rows) {
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

  CONVOLT_ALWAYS_INLINE static void sum_up(sums& s, row_steps const& steps, channel_task<T> const& task,
                                           tap_lines const& lines, tap_window begin) {
    ((at<r>(s) = vec(T(0))), ...);
    index const products = steps.joined ? begin.taps * steps.channels : steps.channels;
    index const taps = products == 0 ? 0 : steps.joined ? 1 : begin.taps;
    for (index i = 0; i < lines.count; ++i) {
      tap_line const line = lines.at[static_cast<std::size_t>(i)];
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
struct tile_kernel {
  index rows;
  void (*run)(row_steps const&, channel_task<T> const&, tap_lines const&, channel_rows const&);
};

template <class T, class Arch, std::size_t R>
inline constexpr tile_kernel<T, Arch> kernel_of{static_cast<index>(R), &channel_tile<T, Arch, R>::run};

/// The kernels that there are, those of few rows first.
template <class T, class Arch>
inline constexpr auto kernels_by_rows = [] {
  constexpr std::size_t large = tile_rows<Arch, 1>;
  if constexpr (is_compact<Arch>) {
    return std::array{kernel_of<T, Arch, 1>, kernel_of<T, Arch, 4>, kernel_of<T, Arch, large>};
  } else {
    constexpr std::size_t larger = has_many_registers<Arch> ? 28 : large;
    return std::array{kernel_of<T, Arch, 1>,     kernel_of<T, Arch, 2>,     kernel_of<T, Arch, 4>,
                      kernel_of<T, Arch, 6>,     kernel_of<T, Arch, 8>,     kernel_of<T, Arch, 10>,
                      kernel_of<T, Arch, large>, kernel_of<T, Arch, larger>};
  }
}();

/// The kernel that does `count` rows fastest, in tiles of as many rows: the last one reaches back over rows that have
/// been computed.
template <class T, class Arch>
tile_kernel<T, Arch> choose_kernel(index count) {
  auto const& kernels = kernels_by_rows<T, Arch>;
  tile_kernel<T, Arch> best = kernels[0];
  index least = most_extent * 2;
  for (tile_kernel<T, Arch> const& k : kernels) {
    if (k.rows > count) { break; }
    // The work in rows; the weights and the rest of a tile count as one.
    index const cost = (count < 2 * k.rows ? (count == k.rows ? 1 : 2) : (count + k.rows - 1) / k.rows) * (k.rows + 1);
    if (cost <= least) {
      least = cost;
      best = k;
    }
  }
  return best;
}

}  // namespace convolt::engine::methods::tiny
