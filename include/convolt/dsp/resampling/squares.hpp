// SPDX-License-Identifier: BSD-3-Clause
/// Squares of numbers turned over on their way through memory, 16 bytes a side: lines along time become rows of lanes,
/// and back.
/// Layer: dsp.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>

#include <cstddef>
#include <cstring>
#include <utility>

namespace convolt::dsp::detail {

/// Numbers along a side.
template <class T>
inline constexpr index square_side = static_cast<index>(16 / sizeof(T));

#if defined(CONVOLT_HAS_GNU_ASM)
template <class T>
struct square_row {
  typedef T type __attribute__((vector_size(16)));
};

CONVOLT_ALWAYS_INLINE void transpose_rows(square_row<double>::type (&x)[2]) {
  auto const first = __builtin_shufflevector(x[0], x[1], 0, 2);
  x[1] = __builtin_shufflevector(x[0], x[1], 1, 3);
  x[0] = first;
}
CONVOLT_ALWAYS_INLINE void transpose_rows(square_row<float>::type (&x)[4]) {
  auto const a = __builtin_shufflevector(x[0], x[1], 0, 4, 1, 5), b = __builtin_shufflevector(x[0], x[1], 2, 6, 3, 7);
  auto const c = __builtin_shufflevector(x[2], x[3], 0, 4, 1, 5), d = __builtin_shufflevector(x[2], x[3], 2, 6, 3, 7);
  x[0] = __builtin_shufflevector(a, c, 0, 1, 4, 5);
  x[1] = __builtin_shufflevector(a, c, 2, 3, 6, 7);
  x[2] = __builtin_shufflevector(b, d, 0, 1, 4, 5);
  x[3] = __builtin_shufflevector(b, d, 2, 3, 6, 7);
}
#endif

/// Row j of the square at to(j) is column j of the one whose row i is at from(i).
template <class T, class From, class To>
CONVOLT_ALWAYS_INLINE void transpose_square(From const& from, To const& to) {
#if defined(CONVOLT_HAS_GNU_ASM)
  [&]<index... i>(std::integer_sequence<index, i...>) CONVOLT_INLINE_LAMBDA {
    typename square_row<T>::type x[sizeof...(i)];
    (std::memcpy(&x[i], from(i), sizeof x[i]), ...);
    transpose_rows(x);
    (std::memcpy(to(i), &x[i], sizeof x[i]), ...);
  }(std::make_integer_sequence<index, square_side<T>>{});
#else
  for (index j = 0; j < square_side<T>; ++j) {
    for (index i = 0; i < square_side<T>; ++i) { to(j)[i] = from(i)[j]; }
  }
#endif
}

}  // namespace convolt::dsp::detail
