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

/// One result: its lanes are taken from the N vectors, from one of these after the other.
template <class Order, index R, class Vector, std::size_t N, std::size_t... l>
CONVOLT_ALWAYS_INLINE Vector picked(Vector const (&x)[N], std::index_sequence<l...>) {
  constexpr auto lanes = static_cast<int>(sizeof...(l));
  constexpr auto from = [](index v, std::size_t lane) {
    auto const i = static_cast<index>(lane);
    return Order::vector(R, i) == v ? lanes + static_cast<int>(Order::lane(R, i)) : static_cast<int>(lane);
  };
  constexpr auto of_first = [](std::size_t lane) {
    auto const i = static_cast<index>(lane), v = Order::vector(R, i);
    return v > 1 ? 0 : static_cast<int>(v * lanes + Order::lane(R, i));
  };
  Vector result = __builtin_shufflevector(x[0], x[1], of_first(l)...);
  if constexpr (N > 2) { result = __builtin_shufflevector(result, x[2], from(2, l)...); }
  if constexpr (N > 3) { result = __builtin_shufflevector(result, x[3], from(3, l)...); }
  return result;
}

/// So many numbers at once: N vectors of 16 bytes, N from 2 to 4.
template <class Order, class T, index N, class From, class To>
CONVOLT_ALWAYS_INLINE void reorder_vectors(From const& from, To const& to) {
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
