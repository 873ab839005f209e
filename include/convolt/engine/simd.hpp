// SPDX-License-Identifier: BSD-3-Clause
/// The vector types of the loops, and how many of them a micro-kernel may keep in registers. The instruction set is a
/// template parameter everywhere, so that translation units compiled with different flags never share a function.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>

#include <xsimd/xsimd.hpp>

#include <algorithm>
#include <bit>
#include <concepts>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace convolt::engine {

/// The element types that have vector loops.
template <class T>
concept VectorElement = std::same_as<T, float> || std::same_as<T, double>;

/// The best instruction set that the flags of this translation unit permit.
using default_arch = xsimd::default_arch;

template <class T, class Arch>
using simd = xsimd::batch<T, Arch>;

template <class T, class Arch>
inline constexpr std::size_t lanes = simd<T, Arch>::size;

/// Vector registers of the instruction set: AVX-512 and 64-bit ARM have 32, the others 16.
template <class Arch>
inline constexpr std::size_t vector_registers = [] {
#if defined(__aarch64__)
  return std::size_t{32};
#else
  return Arch::alignment() >= 64 ? std::size_t{32} : std::size_t{16};
#endif
}();

/// Rows of the register tile with V vectors of output channels: V accumulators per row, V weights and one broadcast
/// value, and registers to spare where products are not fused with their sums.
template <class Arch, std::size_t V>
inline constexpr std::size_t tile_rows = [] {
  constexpr std::size_t fits = (vector_registers<Arch> - V - 1) / V;
#if defined(__FMA__) || defined(__aarch64__)
  return std::min<std::size_t>(fits, vector_registers<Arch> == 32 ? 14 : 12);
#else
  return std::min<std::size_t>(fits, 10 / V);
#endif
}();

/// sum += a * b, rounded once where the instruction set can; xsimd 8 does not know that AVX-512 can. On x86 the
/// instruction is written out: left to themselves, g++ 12 and clang 14 multiply into the register of a factor and then
/// move the sums around, through memory once there are many.
template <class T, class Arch>
CONVOLT_ALWAYS_INLINE void add_product(simd<T, Arch>& sum, simd<T, Arch> a, simd<T, Arch> b) {
#if defined(__FMA__) && defined(CONVOLT_HAS_GNU_ASM)
  if constexpr (std::same_as<T, float>) {
    asm("vfmadd231ps {%2, %1, %0|%0, %1, %2}" : "+v"(sum.data) : "v"(a.data), "v"(b.data));
  } else {
    asm("vfmadd231pd {%2, %1, %0|%0, %1, %2}" : "+v"(sum.data) : "v"(a.data), "v"(b.data));
  }
#else
  sum = xsimd::fma(a, b, sum);
#endif
}

/// Ask for the cache line of an address that will be read, but not soon: into the second-level cache.
CONVOLT_ALWAYS_INLINE void fetch_for_reading([[maybe_unused]] void const* p) {
#if defined(CONVOLT_HAS_GNU_ASM)
  __builtin_prefetch(p, 0, 2);
#endif
}

/// Ask for the cache line of an address that will be written.
CONVOLT_ALWAYS_INLINE void fetch_for_writing([[maybe_unused]] void* p) {
#if defined(CONVOLT_HAS_GNU_ASM)
  __builtin_prefetch(p, 1, 3);
  // To g++ a function that only fetches has no effect, and its calls are left out. This is one.
  asm volatile("" : : "r"(p));
#endif
}

/// Whether store_past_caches does what it says.
inline constexpr bool can_store_past_caches =
#if defined(__SSE2__)
    true;
#else
    false;
#endif

/// Store to an aligned address without reading its cache line first, for arrays larger than the caches. Where the
/// instruction set has no such store, an ordinary one. Others see the values after finish_stores_past_caches().
template <class T, class Arch>
CONVOLT_ALWAYS_INLINE void store_past_caches(simd<T, Arch> x, T* p) {
#if defined(__SSE2__)
  static constexpr std::size_t bytes = sizeof(typename simd<T, Arch>::register_type);
  if constexpr (bytes == 16) { _mm_stream_si128(reinterpret_cast<__m128i*>(p), std::bit_cast<__m128i>(x.data)); }
#if defined(__AVX__)
  if constexpr (bytes == 32) { _mm256_stream_si256(reinterpret_cast<__m256i*>(p), std::bit_cast<__m256i>(x.data)); }
#endif
#if defined(__AVX512F__)
  if constexpr (bytes == 64) { _mm512_stream_si512(reinterpret_cast<__m512i*>(p), std::bit_cast<__m512i>(x.data)); }
#endif
#else
  x.store_aligned(p);
#endif
}
inline void finish_stores_past_caches() {
#if defined(__SSE2__)
  _mm_sfence();
#endif
}

}  // namespace convolt::engine
