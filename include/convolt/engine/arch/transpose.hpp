// SPDX-License-Identifier: BSD-3-Clause
/// The transposition of a square of numbers in registers, in two halves. A vector consists of Q parts of 128 bits with
/// E numbers each. The first half exchanges numbers among E neighbouring vectors, part by part; the second exchanges
/// whole parts among Q vectors. Each half is its own inverse, and needs few registers.
///
/// Of a square with W = Q E rows take the rows g E to g E + E - 1 through the first half, for every g, and then number
/// j of what came out for g = 0 to Q - 1 through the second: number q of the result is column q E + j of the square.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/engine/arch/family.hpp>
#include <convolt/engine/arch/generic.hpp>
#include <convolt/engine/arch/vector.hpp>

#include <array>

namespace convolt::engine {

/// The first half.
template <class T, class Arch>
CONVOLT_ALWAYS_INLINE void transpose_in_parts(std::array<simd<T, Arch>, part_size<T>>& x) {
  using of = family<T, Arch>;
  if constexpr (part_size<T> == 2) {
    x = {of::template interleave<false>(x[0], x[1]), of::template interleave<true>(x[0], x[1])};
  } else {
    simd<T, Arch> const even_first = of::template interleave<false>(x[0], x[2]);
    simd<T, Arch> const even_second = of::template interleave<true>(x[0], x[2]);
    simd<T, Arch> const odd_first = of::template interleave<false>(x[1], x[3]);
    simd<T, Arch> const odd_second = of::template interleave<true>(x[1], x[3]);
    x = {of::template interleave<false>(even_first, odd_first), of::template interleave<true>(even_first, odd_first),
         of::template interleave<false>(even_second, odd_second),
         of::template interleave<true>(even_second, odd_second)};
  }
}

/// The second half.
template <class T, class Arch>
CONVOLT_ALWAYS_INLINE void transpose_parts(std::array<simd<T, Arch>, parts<T, Arch>>& x) {
  family<T, Arch>::transpose_parts(x);
}

}  // namespace convolt::engine
