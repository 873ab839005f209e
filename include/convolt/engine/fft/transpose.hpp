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
#include <convolt/engine/simd.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <type_traits>

namespace convolt::engine::fft {

/// Numbers per 128 bits.
template <class T>
inline constexpr std::size_t part_size = 16 / sizeof(T);
/// Parts of 128 bits per vector.
template <class T, class Arch>
inline constexpr std::size_t parts = lanes<T, Arch> / part_size<T>;

namespace detail {

#if defined(__AVX512F__)
/// The mask of all lanes. g++ 12 warns of what the shuffles without a mask leave undefined.
template <class T>
inline constexpr auto all_lanes = static_cast<std::conditional_t<std::same_as<T, float>, __mmask16, __mmask8>>(-1);
#endif

/// The first halves of all 128-bit parts, interleaved; or the second halves.
template <bool Second, class T, class Arch>
CONVOLT_ALWAYS_INLINE simd<T, Arch> interleave(simd<T, Arch> const& a, simd<T, Arch> const& b) {
  [[maybe_unused]] static constexpr bool is_float = std::same_as<T, float>;
  static constexpr std::size_t bytes = sizeof(a.data);
#if defined(__AVX512F__)
  if constexpr (bytes == 64 && is_float) {
    return Second ? _mm512_maskz_unpackhi_ps(all_lanes<float>, a.data, b.data)
                  : _mm512_maskz_unpacklo_ps(all_lanes<float>, a.data, b.data);
  } else if constexpr (bytes == 64) {
    return Second ? _mm512_maskz_unpackhi_pd(all_lanes<double>, a.data, b.data)
                  : _mm512_maskz_unpacklo_pd(all_lanes<double>, a.data, b.data);
  }
#endif
#if defined(__AVX__)
  if constexpr (bytes == 32 && is_float) {
    return Second ? _mm256_unpackhi_ps(a.data, b.data) : _mm256_unpacklo_ps(a.data, b.data);
  } else if constexpr (bytes == 32) {
    return Second ? _mm256_unpackhi_pd(a.data, b.data) : _mm256_unpacklo_pd(a.data, b.data);
  }
#endif
  if constexpr (bytes == 16) { return Second ? xsimd::zip_hi(a, b) : xsimd::zip_lo(a, b); }
}

#if defined(__AVX512F__)
/// Parts I and J of a, then parts I and J of b.
template <int I, int J, class T, class Arch>
CONVOLT_ALWAYS_INLINE simd<T, Arch> pick_parts(simd<T, Arch> const& a, simd<T, Arch> const& b) {
  static constexpr int choice = I | J << 2 | I << 4 | J << 6;
  if constexpr (std::same_as<T, float>) {
    return _mm512_maskz_shuffle_f32x4(all_lanes<float>, a.data, b.data, choice);
  } else {
    return _mm512_maskz_shuffle_f64x2(all_lanes<double>, a.data, b.data, choice);
  }
}
#endif

}  // namespace detail

/// The first half.
template <class T, class Arch>
CONVOLT_ALWAYS_INLINE void transpose_in_parts(std::array<simd<T, Arch>, part_size<T>>& x) {
  if constexpr (part_size<T> == 2) {
    simd<T, Arch> const first = detail::interleave<false, T, Arch>(x[0], x[1]);
    x[1] = detail::interleave<true, T, Arch>(x[0], x[1]);
    x[0] = first;
  } else {
    simd<T, Arch> const even_first = detail::interleave<false, T, Arch>(x[0], x[2]);
    simd<T, Arch> const even_second = detail::interleave<true, T, Arch>(x[0], x[2]);
    simd<T, Arch> const odd_first = detail::interleave<false, T, Arch>(x[1], x[3]);
    simd<T, Arch> const odd_second = detail::interleave<true, T, Arch>(x[1], x[3]);
    x[0] = detail::interleave<false, T, Arch>(even_first, odd_first);
    x[1] = detail::interleave<true, T, Arch>(even_first, odd_first);
    x[2] = detail::interleave<false, T, Arch>(even_second, odd_second);
    x[3] = detail::interleave<true, T, Arch>(even_second, odd_second);
  }
}

/// The second half.
template <class T, class Arch>
CONVOLT_ALWAYS_INLINE void transpose_parts([[maybe_unused]] std::array<simd<T, Arch>, parts<T, Arch>>& x) {
#if defined(__AVX512F__)
  if constexpr (parts<T, Arch> == 4) {
    simd<T, Arch> const even_low = detail::pick_parts<0, 2, T, Arch>(x[0], x[1]);
    simd<T, Arch> const odd_low = detail::pick_parts<1, 3, T, Arch>(x[0], x[1]);
    simd<T, Arch> const even_high = detail::pick_parts<0, 2, T, Arch>(x[2], x[3]);
    simd<T, Arch> const odd_high = detail::pick_parts<1, 3, T, Arch>(x[2], x[3]);
    x[0] = detail::pick_parts<0, 2, T, Arch>(even_low, even_high);
    x[1] = detail::pick_parts<0, 2, T, Arch>(odd_low, odd_high);
    x[2] = detail::pick_parts<1, 3, T, Arch>(even_low, even_high);
    x[3] = detail::pick_parts<1, 3, T, Arch>(odd_low, odd_high);
  }
#endif
#if defined(__AVX__)
  if constexpr (parts<T, Arch> == 2 && std::same_as<T, float>) {
    simd<T, Arch> const low = _mm256_permute2f128_ps(x[0].data, x[1].data, 0x20);
    x[1] = _mm256_permute2f128_ps(x[0].data, x[1].data, 0x31);
    x[0] = low;
  } else if constexpr (parts<T, Arch> == 2) {
    simd<T, Arch> const low = _mm256_permute2f128_pd(x[0].data, x[1].data, 0x20);
    x[1] = _mm256_permute2f128_pd(x[0].data, x[1].data, 0x31);
    x[0] = low;
  }
#endif
}

}  // namespace convolt::engine::fft
