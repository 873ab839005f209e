// SPDX-License-Identifier: BSD-3-Clause
/// Sums of products of neighbouring samples with weights, for a group of channels or of outputs at a time: the loop of
/// filters with a finite response.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/registers.hpp>
#include <convolt/engine/arch/traits.hpp>
#include <convolt/engine/lanes/blocks.hpp>
#include <convolt/engine/lanes/vectors.hpp>

#include <array>
#include <cstddef>

namespace convolt::engine {

namespace lanes_of_channels {

template <class T, class Vector, std::size_t Rows, bool Own>
struct tap_tile {
  static constexpr std::size_t vectors = 2;
  static constexpr index width = Vector::width;

  /// Two vectors of Rows rows from row n on.
  static void run(tap_block<T> const& b, index n, index first) {
    std::array<Vector, Rows * vectors> sums;
    unrolled<Rows * vectors>([&](auto i) CONVOLT_INLINE_LAMBDA { sums[i] = Vector::broadcast(T(0)); });
    T const* x = b.rows + n * b.row_step + first;
    T const* w = Own ? b.weights + first : b.weights;
    for (index k = 0; k < b.taps; ++k, x += b.tap_step, w += Own ? lane_group : 1) {
      Vector const w0 = Own ? Vector::load(w) : Vector::broadcast(*w);
      Vector const w1 = Own ? Vector::load(w + width) : w0;
      unrolled<Rows>([&](auto r) CONVOLT_INLINE_LAMBDA {
        T const* const row = x + static_cast<index>(r) * b.row_step;
        Vector::add_product(sums[r * vectors], Vector::load(row), w0);
        Vector::add_product(sums[r * vectors + 1], Vector::load(row + width), w1);
      });
    }
    unrolled<Rows>([&](auto r) CONVOLT_INLINE_LAMBDA {
      T* const to = b.sums + (n + static_cast<index>(r)) * b.sum_step + first;
      sums[r * vectors].store(to);
      sums[r * vectors + 1].store(to + width);
    });
  }
};

template <class T, class Vector, std::size_t Rows, bool Own>
void run_rows(tap_block<T> const& b) {
  constexpr index step = 2 * Vector::width;
  for (index first = 0; first < b.lanes; first += step) {
    index n = 0;
    for (; n + static_cast<index>(Rows) <= b.count; n += static_cast<index>(Rows)) {
      tap_tile<T, Vector, Rows, Own>::run(b, n, first);
    }
    for (; n < b.count; ++n) { tap_tile<T, Vector, 1, Own>::run(b, n, first); }
  }
}

}  // namespace lanes_of_channels

/// The sums. The same bits for the same samples and weights, however they are cut into blocks.
template <class T, class Arch>
void run_taps(tap_block<T> const& b) {
  using vector = lanes_of_channels::lane_vector_t<T, Arch>;
  constexpr std::size_t rows = vector_registers<Arch> == 32 ? 8 : has_fused_products ? 5 : 4;
  if (b.own_weights) {
    lanes_of_channels::run_rows<T, vector, rows, true>(b);
  } else {
    lanes_of_channels::run_rows<T, vector, rows, false>(b);
  }
}

}  // namespace convolt::engine
