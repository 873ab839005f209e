// SPDX-License-Identifier: BSD-3-Clause
/// A line of numbers dealt out to rows, one after the other, and rows put back into a line.
/// Layer: dsp.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/dsp/resampling/squares.hpp>

#include <cstddef>
#include <cstring>
#include <utility>

namespace convolt::dsp::detail {

#if defined(CONVOLT_HAS_GNU_ASM)

/// Where lane l of row r is in N vectors of a line, and where lane l of vector r of a line is in N rows.
template <index N, index Lanes>
struct dealt {
  static constexpr index vector(index r, index l) { return (l * N + r) / Lanes; }
  static constexpr index lane(index r, index l) { return (l * N + r) % Lanes; }
};
template <index N, index Lanes>
struct put_back {
  static constexpr index vector(index r, index l) { return (r * Lanes + l) % N; }
  static constexpr index lane(index r, index l) { return (r * Lanes + l) / N; }
};

/// One result, by shuffles of two vectors that every instruction set has: two lanes of one and two of the other, unless
/// there are no more than two.
template <class Order, index R, class Vector, std::size_t N, std::size_t... l>
CONVOLT_ALWAYS_INLINE Vector picked(Vector const (&x)[N], std::index_sequence<l...>) {
  constexpr int lanes = sizeof...(l);
  constexpr auto vector = [](std::size_t i) {
    return static_cast<std::size_t>(Order::vector(R, static_cast<index>(i)));
  };
  constexpr auto lane = [](std::size_t i) { return static_cast<int>(Order::lane(R, static_cast<index>(i))); };
  if constexpr (N == 2) {
    return __builtin_shufflevector(x[0], x[1], (static_cast<int>(vector(l)) * lanes + lane(l))...);
  } else if constexpr (lanes == 2) {
    return __builtin_shufflevector(x[vector(0)], x[vector(1)], lane(0), 2 + lane(1));
  } else {
    Vector const left = __builtin_shufflevector(x[vector(0)], x[vector(1)], lane(0), lane(0), 4 + lane(1), 4 + lane(1));
    Vector const right =
        __builtin_shufflevector(x[vector(2)], x[vector(3)], lane(2), lane(2), 4 + lane(3), 4 + lane(3));
    return __builtin_shufflevector(left, right, 0, 2, 4, 6);
  }
}

/// So many numbers at once: N vectors of 16 bytes, N from 2 to 4.
template <class Order, class T, index N, class From, class To>
CONVOLT_ALWAYS_INLINE void reorder_vectors(From const& from, To const& to) {
  if constexpr (N == square_side<T>) { return transpose_square<T>(from, to); }  // both orders are that, in fewer steps
  [&]<index... v>(std::integer_sequence<index, v...>) CONVOLT_INLINE_LAMBDA {
    using vector = typename square_row<T>::type;
    vector x[sizeof...(v)];
    (std::memcpy(&x[v], from(v), sizeof x[v]), ...);
    vector const y[] = {picked<Order, v>(x, std::make_index_sequence<static_cast<std::size_t>(square_side<T>)>{})...};
    (std::memcpy(to(v), &y[v], sizeof y[v]), ...);
  }(std::make_integer_sequence<index, N>{});
}

#endif

/// rows[r * row_step + i] = line[i * N + r], i < count.
template <index N, class T>
void deal(T const* line, index count, T* rows, index row_step) {
  index i = 0;
#if defined(CONVOLT_HAS_GNU_ASM)
  if constexpr (N > 1) {
    constexpr index side = square_side<T>;
    for (; i + side <= count; i += side) {
      reorder_vectors<dealt<N, side>, T, N>([&](index v) { return line + i * N + v * side; },
                                            [&](index r) { return rows + r * row_step + i; });
    }
  }
#endif
  for (index r = 0; r < N; ++r) {
    for (index k = i; k < count; ++k) { rows[r * row_step + k] = line[k * N + r]; }
  }
}

/// line[i * N + r] = rows[r * row_step + i], i < count.
template <index N, class T>
void put_together(T const* rows, index row_step, T* line, index count) {
  index i = 0;
#if defined(CONVOLT_HAS_GNU_ASM)
  if constexpr (N > 1) {
    constexpr index side = square_side<T>;
    for (; i + side <= count; i += side) {
      reorder_vectors<put_back<N, side>, T, N>([&](index r) { return rows + r * row_step + i; },
                                               [&](index v) { return line + i * N + v * side; });
    }
  }
#endif
  for (index r = 0; r < N; ++r) {
    for (index k = i; k < count; ++k) { line[k * N + r] = rows[r * row_step + k]; }
  }
}

}  // namespace convolt::dsp::detail
