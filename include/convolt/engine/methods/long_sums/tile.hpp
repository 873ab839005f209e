// SPDX-License-Identifier: BSD-3-Clause
/// The micro-kernel for long sums: N outputs, each of which is a sum of products of vectors. All of them read the same
/// weights, and each its own samples, so that a vector of weights is loaded once for N products.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/lanes.hpp>
#include <convolt/engine/arch/registers.hpp>
#include <convolt/engine/arch/traits.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/problem/buffer.hpp>

#include <array>
#include <cstddef>
#include <utility>

namespace convolt::engine::methods::long_sums {

/// A piece of the sums: `count` whole vectors, then `rest` lanes of one more.
template <class T>
struct task {
  T const* input;
  T const* weights;
  index input_step, weights_step;  ///< from a vector to the next
  index count, rest;
};

/// Some outputs: how far the samples of each begin from those of the task, and the number of its vector of sums.
struct output_list {
  index const* inputs;
  index const* numbers;
  index count;
};

/// Outputs of the largest tile. The sums, the weights and a vector of samples are in registers, and each sum waits for
/// the one before: a dozen hide the latency of a product.
template <class Arch>
inline constexpr std::size_t most_outputs = has_fused_products && !is_compact<Arch> ? 12 : 9;

template <class T, class Arch, std::size_t N, class = upto<N>>
struct tile;

template <class T, class Arch, std::size_t N, std::size_t... n>
struct tile<T, Arch, N, std::index_sequence<n...>> {
  using vec = simd<T, Arch>;
  using all_sums = cells<vec, std::index_sequence<n...>>;
  using pointers = cells<T const*, std::index_sequence<n...>>;
  static constexpr index width = static_cast<index>(lanes<T, Arch>);

  /// Adds the products to sums[numbers[i] * width] ... Those of the rest only where there is a single output.
  CONVOLT_NOINLINE static void run(task<T> const& task, index const* inputs, index const* numbers, T* sums) {
    all_sums s;
    ((at<n>(s) = vec(T(0))), ...);
    pointers x;
    ((at<n>(x) = go(task.input, inputs[n])), ...);
    T const* w = task.weights;
    index const input_step = task.input_step, weights_step = task.weights_step;
    index i = 0, k = 0;  // two vectors a turn: there are more pointers than general registers
    for (; k + 2 <= task.count; k += 2, w = go(w, 2 * weights_step)) {
      add(s, x, i, vec::load_unaligned(w));
      i += input_step;
      add(s, x, i, vec::load_unaligned(go(w, weights_step)));
      i += input_step;
    }
    if (k < task.count) {
      add(s, x, i, vec::load_unaligned(w));
      w = go(w, weights_step);
      i += input_step;
    }
    if constexpr (N == 1) {
      if (task.rest > 0) {
        vec const rest = load_lanes<T, Arch>(w, task.rest);
        add_product<T, Arch>(at<0>(s), load_lanes<T, Arch>(go(at<0>(x), i), task.rest), rest);
      }
    }
    (add_to(sums + numbers[n] * width, at<n>(s)), ...);
  }

 private:
  CONVOLT_ALWAYS_INLINE static void add(all_sums& s, pointers& x, index i, vec const w) {
    (add_product<T, Arch>(at<n>(s), vec::load_unaligned(go(at<n>(x), i)), w), ...);
  }
  CONVOLT_ALWAYS_INLINE static void add_to(T* sums, vec terms) {
    (vec::load_aligned(sums) + terms).store_aligned(sums);
  }
};

/// For how many outputs there are kernels, the largest first.
template <class Arch>
inline constexpr auto tile_sizes = [] {
  if constexpr (is_compact<Arch>) {
    return std::index_sequence<most_outputs<Arch>, 3, 1>{};
  } else {
    return std::index_sequence<most_outputs<Arch>, 9, 6, 4, 3, 2, 1>{};
  }
}();

template <class T>
struct sized_tile {
  index outputs;
  void (*run)(task<T> const&, index const*, index const*, T*);
};
template <class T, class Arch, std::size_t... N>
constexpr auto make_tiles(std::index_sequence<N...>) {
  return std::array<sized_tile<T>, sizeof...(N)>{{{static_cast<index>(N), &tile<T, Arch, N>::run}...}};
}
template <class T, class Arch>
inline constexpr auto tiles = make_tiles<T, Arch>(tile_sizes<Arch>);

/// All outputs of the list, by the largest kernels that they fill.
template <class T, class Arch>
void run_tiles(task<T> const& task, output_list list, T* sums) {
  long_sums::task<T> whole = task, rest = task;
  whole.rest = 0;
  rest.input = go(task.input, task.count * task.input_step);
  rest.weights = go(task.weights, task.count * task.weights_step);
  rest.count = 0;
  for (index i = 0; task.rest > 0 && i < list.count; ++i) {
    tile<T, Arch, 1>::run(rest, list.inputs + i, list.numbers + i, sums);
  }
  if (task.count == 0) { return; }
  for (sized_tile<T> const& kernel : tiles<T, Arch>) {
    for (; list.count >= kernel.outputs; list.count -= kernel.outputs) {
      kernel.run(whole, list.inputs, list.numbers, sums);
      list.inputs += kernel.outputs;
      list.numbers += kernel.outputs;
    }
  }
}

/// The same one by one, with one channel of each group: for samples that cannot be copied.
template <class T, class Arch>
CONVOLT_NOINLINE void run_picked(task<T> const& task, output_list const& list, one_of_each_group<T, Arch> const& pick,
                                 T* sums) {
  using vec = simd<T, Arch>;
  constexpr index width = static_cast<index>(lanes<T, Arch>);
  for (index i = 0; i < list.count; ++i) {
    T const* const x = go(task.input, list.inputs[i]);
    vec sum(T(0));
    for (index k = 0; k < task.count; ++k) {
      add_product<T, Arch>(sum, pick.load(go(x, k * task.input_step)),
                           vec::load_unaligned(go(task.weights, k * task.weights_step)));
    }
    T* const to = sums + list.numbers[i] * width;
    (vec::load_aligned(to) + sum).store_aligned(to);
  }
}

}  // namespace convolt::engine::methods::long_sums
