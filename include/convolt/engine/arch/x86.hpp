// SPDX-License-Identifier: BSD-3-Clause
/// The family of x86: what its instructions do better than the generic functions. All intrinsics are here.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/generic.hpp>
#include <convolt/engine/arch/vector.hpp>

#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstring>

#if defined(__AVX512VL__) && __has_include(<cpuid.h>)
#include <cpuid.h>
#endif

namespace convolt::engine {

#if defined(__SSE2__)
// The first lanes of a vector, by parts: the instruction with a mask that AVX has takes AMD's processors tens of
// cycles. In the family of an instruction set, so that those of two never meet in a program.
template <class Arch>
struct first_lanes {
  CONVOLT_ALWAYS_INLINE static void store(__m128 x, float* p, index count) {
    if ((count & 2) != 0) {
      _mm_storel_pi(reinterpret_cast<__m64*>(p), x);
      x = _mm_movehl_ps(x, x);
      p += 2;
    }
    if ((count & 1) != 0) { _mm_store_ss(p, x); }
  }
  CONVOLT_ALWAYS_INLINE static void store(__m128d x, double* p, index count) {
    if (count != 0) { _mm_store_sd(p, x); }
  }
};

template <class T, class Arch>
struct family<T, Arch, 16> : generic_family<T, Arch> {
  using typename generic_family<T, Arch>::vec;

  CONVOLT_ALWAYS_INLINE static void store_lanes(vec x, T* p, index from, index to) {
    constexpr index size = 16 / sizeof(T);
    if (from != 0 || to == size) { return generic_family<T, Arch>::store_lanes(x, p, from, to); }
    first_lanes<Arch>::store(x.data, p, to);
  }
  CONVOLT_ALWAYS_INLINE static void store_past_caches(vec x, T* p) {
    _mm_stream_si128(reinterpret_cast<__m128i*>(p), std::bit_cast<__m128i>(x.data));
  }
  template <std::size_t K>
  CONVOLT_ALWAYS_INLINE static vec load_repeated(T const* p) {
    if constexpr (K * sizeof(T) == 8) {
      double pair;
      std::memcpy(&pair, p, sizeof pair);
      return vec(std::bit_cast<typename vec::register_type>(_mm_set1_pd(pair)));
    } else {
      return generic_family<T, Arch>::template load_repeated<K>(p);
    }
  }
};
#endif

#if defined(__AVX__)
template <class Arch>
struct family<float, Arch, 32> : generic_family<float, Arch> {
  using typename generic_family<float, Arch>::vec;

#if defined(__AVX512VL__) && defined(CONVOLT_HAS_GNU_ASM)
  CONVOLT_ALWAYS_INLINE static void add_broadcast(vec& sum, vec w, float const* p) {
    asm("vfmadd231ps {%2%{1to8%}, %1, %0|%0, %1, %2%{1to8%}}" : "+v"(sum.data) : "v"(w.data), "m"(*p));
  }
#endif

  CONVOLT_ALWAYS_INLINE static void store_lanes(vec x, float* p, index from, index to) {
    if (from != 0 || to == 8) { return generic_family<float, Arch>::store_lanes(x, p, from, to); }
    __m128 part = _mm256_castps256_ps128(x.data);
    if (to >= 4) {
      _mm_storeu_ps(p, part);
      part = _mm256_extractf128_ps(x.data, 1);
      p += 4;
    }
    first_lanes<Arch>::store(part, p, to % 4);
  }
  CONVOLT_ALWAYS_INLINE static void store_past_caches(vec x, float* p) {
    _mm256_stream_si256(reinterpret_cast<__m256i*>(p), std::bit_cast<__m256i>(x.data));
  }
  template <std::size_t K>
  CONVOLT_ALWAYS_INLINE static vec load_repeated(float const* p) {
    if constexpr (K == 2) {
      double pair;
      std::memcpy(&pair, p, sizeof pair);
      return vec(std::bit_cast<__m256>(_mm256_set1_pd(pair)));
    } else {
      static_assert(K == 4);
      return vec(_mm256_broadcast_ps(reinterpret_cast<__m128 const*>(p)));
    }
  }
  // xsimd 8 zips each half of such a vector by itself.
  CONVOLT_ALWAYS_INLINE static void zip(vec& a, vec& b) {
    __m256 const low = _mm256_unpacklo_ps(a.data, b.data), high = _mm256_unpackhi_ps(a.data, b.data);
    a = _mm256_permute2f128_ps(low, high, 0x20);
    b = _mm256_permute2f128_ps(low, high, 0x31);
  }
  template <bool Second>
  CONVOLT_ALWAYS_INLINE static vec interleave(vec const& a, vec const& b) {
    return Second ? _mm256_unpackhi_ps(a.data, b.data) : _mm256_unpacklo_ps(a.data, b.data);
  }
  CONVOLT_ALWAYS_INLINE static void transpose_parts(std::array<vec, 2>& x) {
    vec const low = _mm256_permute2f128_ps(x[0].data, x[1].data, 0x20);
    x[1] = _mm256_permute2f128_ps(x[0].data, x[1].data, 0x31);
    x[0] = low;
  }
  // The instruction for the whole vector, that of AVX2, takes AMD's processors twice as long or longer.
  static constexpr std::size_t picks_among = part_size<float>;
  CONVOLT_ALWAYS_INLINE static __m256i order_of(std::array<int, 8> const& numbers) {
    return std::bit_cast<__m256i>(numbers);  // it looks at two bits
  }
  CONVOLT_ALWAYS_INLINE static vec picked(vec x, __m256i order) { return _mm256_permutevar_ps(x.data, order); }
#if defined(__AVX2__)
  static constexpr bool picks_from_all = true;
  CONVOLT_ALWAYS_INLINE static __m256i lanes_before(index n) {
    return _mm256_cmpgt_epi32(_mm256_set1_epi32(static_cast<int>(n)), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
  }
  CONVOLT_ALWAYS_INLINE static vec load_where(float const* p, __m256i which) { return _mm256_maskload_ps(p, which); }
  CONVOLT_ALWAYS_INLINE static vec load_lanes(float const* p, index n) { return load_where(p, lanes_before(n)); }
  CONVOLT_ALWAYS_INLINE static __m256i whole_order_of(std::array<int, 8> const& numbers) {
    return std::bit_cast<__m256i>(numbers);
  }
  CONVOLT_ALWAYS_INLINE static vec picked_from_all(vec x, __m256i order) {
    return _mm256_permutevar8x32_ps(x.data, order);
  }
#endif
};

template <class Arch>
struct family<double, Arch, 32> : generic_family<double, Arch> {
  using typename generic_family<double, Arch>::vec;

#if defined(__AVX512VL__) && defined(CONVOLT_HAS_GNU_ASM)
  CONVOLT_ALWAYS_INLINE static void add_broadcast(vec& sum, vec w, double const* p) {
    asm("vfmadd231pd {%2%{1to4%}, %1, %0|%0, %1, %2%{1to4%}}" : "+v"(sum.data) : "v"(w.data), "m"(*p));
  }
#endif

  CONVOLT_ALWAYS_INLINE static void store_lanes(vec x, double* p, index from, index to) {
    if (from != 0 || to == 4) { return generic_family<double, Arch>::store_lanes(x, p, from, to); }
    __m128d part = _mm256_castpd256_pd128(x.data);
    if (to >= 2) {
      _mm_storeu_pd(p, part);
      part = _mm256_extractf128_pd(x.data, 1);
      p += 2;
    }
    first_lanes<Arch>::store(part, p, to % 2);
  }
  CONVOLT_ALWAYS_INLINE static void store_past_caches(vec x, double* p) {
    _mm256_stream_si256(reinterpret_cast<__m256i*>(p), std::bit_cast<__m256i>(x.data));
  }
  template <std::size_t K>
  CONVOLT_ALWAYS_INLINE static vec load_repeated(double const* p) {
    static_assert(K == 2);
    return vec(_mm256_broadcast_pd(reinterpret_cast<__m128d const*>(p)));
  }
  CONVOLT_ALWAYS_INLINE static void zip(vec& a, vec& b) {
    __m256d const low = _mm256_unpacklo_pd(a.data, b.data), high = _mm256_unpackhi_pd(a.data, b.data);
    a = _mm256_permute2f128_pd(low, high, 0x20);
    b = _mm256_permute2f128_pd(low, high, 0x31);
  }
  template <bool Second>
  CONVOLT_ALWAYS_INLINE static vec interleave(vec const& a, vec const& b) {
    return Second ? _mm256_unpackhi_pd(a.data, b.data) : _mm256_unpacklo_pd(a.data, b.data);
  }
  CONVOLT_ALWAYS_INLINE static void transpose_parts(std::array<vec, 2>& x) {
    vec const low = _mm256_permute2f128_pd(x[0].data, x[1].data, 0x20);
    x[1] = _mm256_permute2f128_pd(x[0].data, x[1].data, 0x31);
    x[0] = low;
  }
  static constexpr std::size_t picks_among = part_size<double>;
  CONVOLT_ALWAYS_INLINE static __m256i order_of(std::array<int, 4> const& numbers) {
    std::array<long long, 4> bits{};  // it looks at the second one
    for (std::size_t i = 0; i < 4; ++i) { bits[i] = 2LL * numbers[i]; }
    return std::bit_cast<__m256i>(bits);
  }
  CONVOLT_ALWAYS_INLINE static vec picked(vec x, __m256i order) { return _mm256_permutevar_pd(x.data, order); }
#if defined(__AVX2__)
  static constexpr bool picks_from_all = true;
  CONVOLT_ALWAYS_INLINE static __m256i lanes_before(index n) {
    return _mm256_cmpgt_epi64(_mm256_set1_epi64x(n), _mm256_setr_epi64x(0, 1, 2, 3));
  }
  CONVOLT_ALWAYS_INLINE static vec load_where(double const* p, __m256i which) { return _mm256_maskload_pd(p, which); }
  CONVOLT_ALWAYS_INLINE static vec load_lanes(double const* p, index n) { return load_where(p, lanes_before(n)); }
  CONVOLT_ALWAYS_INLINE static __m256i whole_order_of(std::array<int, 4> const& numbers) {
    std::array<int, 8> halves{};  // there is no such instruction for numbers of this size
    for (std::size_t i = 0; i < 8; ++i) { halves[i] = 2 * numbers[i / 2] + static_cast<int>(i % 2); }
    return std::bit_cast<__m256i>(halves);
  }
  CONVOLT_ALWAYS_INLINE static vec picked_from_all(vec x, __m256i order) {
    return std::bit_cast<__m256d>(_mm256_permutevar8x32_ps(std::bit_cast<__m256>(x.data), order));
  }
#endif
};
#endif

#if defined(__AVX512VL__) && __has_include(<cpuid.h>)
/// Whether this processor does an operation on 64 bytes as two on 32: with AVX-512 AMD's family 19h, that is Zen 4.
template <class Arch>
bool halves_long_vectors() {
  static bool const halves = [] {
    unsigned maximum = 0, b = 0, c = 0, d = 0, version = 0;
    if (__get_cpuid(0, &maximum, &b, &c, &d) == 0 || b != signature_AMD_ebx) { return false; }
    if (__get_cpuid(1, &version, &b, &c, &d) == 0) { return false; }
    return (version >> 8 & 0xFU) == 0xFU && (version >> 20 & 0xFFU) == 0x19U - 0xFU;
  }();
  return halves;
}
#else
template <class Arch>
constexpr bool halves_long_vectors() {
  return false;
}
#endif

// Masks of all lanes below: g++ 12 warns of what the forms without a mask leave undefined.
#if defined(__AVX512F__) && defined(__AVX512DQ__)
template <class Arch>
struct family<float, Arch, 64> : generic_family<float, Arch> {
  using typename generic_family<float, Arch>::vec;

#if defined(CONVOLT_HAS_GNU_ASM)
  // The other form of the instruction, which broadcasts by itself, makes loops half as long.
  CONVOLT_ALWAYS_INLINE static void add_broadcast(vec& sum, vec w, float const* p) {
    asm("vfmadd231ps {%2%{1to16%}, %1, %0|%0, %1, %2%{1to16%}}" : "+v"(sum.data) : "v"(w.data), "m"(*p));
  }
#endif
  CONVOLT_ALWAYS_INLINE static vec product_plus(vec const& a, vec const& b, vec const& c) {
    return _mm512_fmadd_ps(a.data, b.data, c.data);
  }
  CONVOLT_ALWAYS_INLINE static vec product_minus(vec const& a, vec const& b, vec const& c) {
    return _mm512_fmsub_ps(a.data, b.data, c.data);
  }
  CONVOLT_ALWAYS_INLINE static vec minus_product(vec const& a, vec const& b, vec const& c) {
    return _mm512_fnmadd_ps(a.data, b.data, c.data);
  }
  CONVOLT_ALWAYS_INLINE static vec load_lanes(float const* p, index n) {
    return _mm512_maskz_loadu_ps(static_cast<__mmask16>((1U << n) - 1), p);
  }
  CONVOLT_ALWAYS_INLINE static void store_lanes(vec x, float* p, index from, index to) {
    _mm512_mask_storeu_ps(p - from, static_cast<__mmask16>((1U << to) - (1U << from)), x.data);
  }
  CONVOLT_ALWAYS_INLINE static void store_past_caches(vec x, float* p) {
    _mm512_stream_si512(reinterpret_cast<__m512i*>(p), std::bit_cast<__m512i>(x.data));
  }
  template <std::size_t K>
  CONVOLT_ALWAYS_INLINE static vec load_repeated(float const* p) {
    if constexpr (K == 2) {
      double pair;
      std::memcpy(&pair, p, sizeof pair);
      return vec(std::bit_cast<__m512>(_mm512_set1_pd(pair)));
    } else if constexpr (K == 4) {
      return vec(_mm512_maskz_broadcast_f32x4(all, _mm_loadu_ps(p)));
    } else {
      static_assert(K == 8);
      return vec(_mm512_maskz_broadcast_f32x8(all, _mm256_loadu_ps(p)));
    }
  }
  static constexpr std::size_t picks_among = 16;
  CONVOLT_ALWAYS_INLINE static __m512i order_of(std::array<int, 16> const& numbers) {
    return std::bit_cast<__m512i>(numbers);
  }
  CONVOLT_ALWAYS_INLINE static vec picked(vec x, __m512i order) {
    return _mm512_maskz_permutexvar_ps(all, order, x.data);
  }
  static constexpr bool picks_from_all = true;
  CONVOLT_ALWAYS_INLINE static __mmask16 lanes_before(index n) { return static_cast<__mmask16>((1U << n) - 1); }
  CONVOLT_ALWAYS_INLINE static vec load_where(float const* p, __mmask16 which) {
    return _mm512_maskz_loadu_ps(which, p);
  }
  CONVOLT_ALWAYS_INLINE static __m512i whole_order_of(std::array<int, 16> const& numbers) { return order_of(numbers); }
  CONVOLT_ALWAYS_INLINE static vec picked_from_all(vec x, __m512i order) { return picked(x, order); }
  CONVOLT_ALWAYS_INLINE static void zip(vec& a, vec& b) {
    __m512i const first = _mm512_setr_epi32(0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    __m512 const low = _mm512_permutex2var_ps(a.data, first, b.data);
    b = _mm512_permutex2var_ps(a.data, _mm512_add_epi32(first, _mm512_set1_epi32(8)), b.data);
    a = low;
  }
  template <bool Second>
  CONVOLT_ALWAYS_INLINE static vec interleave(vec const& a, vec const& b) {
    return Second ? _mm512_maskz_unpackhi_ps(all, a.data, b.data) : _mm512_maskz_unpacklo_ps(all, a.data, b.data);
  }
  CONVOLT_ALWAYS_INLINE static void transpose_parts(std::array<vec, 4>& x) {
    vec const even_low = pick<0, 2>(x[0], x[1]), odd_low = pick<1, 3>(x[0], x[1]);
    vec const even_high = pick<0, 2>(x[2], x[3]), odd_high = pick<1, 3>(x[2], x[3]);
    x = {pick<0, 2>(even_low, even_high), pick<0, 2>(odd_low, odd_high), pick<1, 3>(even_low, even_high),
         pick<1, 3>(odd_low, odd_high)};
  }

 private:
  static constexpr __mmask16 all = 0xffff;

  /// Parts I and J of a, then parts I and J of b.
  template <int I, int J>
  CONVOLT_ALWAYS_INLINE static vec pick(vec const& a, vec const& b) {
    return _mm512_maskz_shuffle_f32x4(all, a.data, b.data, I | J << 2 | I << 4 | J << 6);
  }
};

template <class Arch>
struct family<double, Arch, 64> : generic_family<double, Arch> {
  using typename generic_family<double, Arch>::vec;

#if defined(CONVOLT_HAS_GNU_ASM)
  CONVOLT_ALWAYS_INLINE static void add_broadcast(vec& sum, vec w, double const* p) {
    asm("vfmadd231pd {%2%{1to8%}, %1, %0|%0, %1, %2%{1to8%}}" : "+v"(sum.data) : "v"(w.data), "m"(*p));
  }
#endif
  CONVOLT_ALWAYS_INLINE static vec product_plus(vec const& a, vec const& b, vec const& c) {
    return _mm512_fmadd_pd(a.data, b.data, c.data);
  }
  CONVOLT_ALWAYS_INLINE static vec product_minus(vec const& a, vec const& b, vec const& c) {
    return _mm512_fmsub_pd(a.data, b.data, c.data);
  }
  CONVOLT_ALWAYS_INLINE static vec minus_product(vec const& a, vec const& b, vec const& c) {
    return _mm512_fnmadd_pd(a.data, b.data, c.data);
  }
  CONVOLT_ALWAYS_INLINE static vec load_lanes(double const* p, index n) {
    return _mm512_maskz_loadu_pd(static_cast<__mmask8>((1U << n) - 1), p);
  }
  CONVOLT_ALWAYS_INLINE static void store_lanes(vec x, double* p, index from, index to) {
    _mm512_mask_storeu_pd(p - from, static_cast<__mmask8>((1U << to) - (1U << from)), x.data);
  }
  CONVOLT_ALWAYS_INLINE static void store_past_caches(vec x, double* p) {
    _mm512_stream_si512(reinterpret_cast<__m512i*>(p), std::bit_cast<__m512i>(x.data));
  }
  template <std::size_t K>
  CONVOLT_ALWAYS_INLINE static vec load_repeated(double const* p) {
    if constexpr (K == 2) {
      return vec(_mm512_maskz_broadcast_f64x2(all, _mm_loadu_pd(p)));
    } else {
      static_assert(K == 4);
      return vec(_mm512_maskz_broadcast_f64x4(all, _mm256_loadu_pd(p)));
    }
  }
  static constexpr std::size_t picks_among = 8;
  CONVOLT_ALWAYS_INLINE static __m512i order_of(std::array<int, 8> const& numbers) {
    return _mm512_maskz_cvtepi32_epi64(all, std::bit_cast<__m256i>(numbers));
  }
  CONVOLT_ALWAYS_INLINE static vec picked(vec x, __m512i order) {
    return _mm512_maskz_permutexvar_pd(all, order, x.data);
  }
  static constexpr bool picks_from_all = true;
  CONVOLT_ALWAYS_INLINE static __mmask8 lanes_before(index n) { return static_cast<__mmask8>((1U << n) - 1); }
  CONVOLT_ALWAYS_INLINE static vec load_where(double const* p, __mmask8 which) {
    return _mm512_maskz_loadu_pd(which, p);
  }
  CONVOLT_ALWAYS_INLINE static __m512i whole_order_of(std::array<int, 8> const& numbers) { return order_of(numbers); }
  CONVOLT_ALWAYS_INLINE static vec picked_from_all(vec x, __m512i order) { return picked(x, order); }
  CONVOLT_ALWAYS_INLINE static void zip(vec& a, vec& b) {
    __m512i const first = _mm512_setr_epi64(0, 8, 1, 9, 2, 10, 3, 11);
    __m512d const low = _mm512_permutex2var_pd(a.data, first, b.data);
    b = _mm512_permutex2var_pd(a.data, _mm512_add_epi64(first, _mm512_set1_epi64(4)), b.data);
    a = low;
  }
  template <bool Second>
  CONVOLT_ALWAYS_INLINE static vec interleave(vec const& a, vec const& b) {
    return Second ? _mm512_maskz_unpackhi_pd(all, a.data, b.data) : _mm512_maskz_unpacklo_pd(all, a.data, b.data);
  }
  CONVOLT_ALWAYS_INLINE static void transpose_parts(std::array<vec, 4>& x) {
    vec const even_low = pick<0, 2>(x[0], x[1]), odd_low = pick<1, 3>(x[0], x[1]);
    vec const even_high = pick<0, 2>(x[2], x[3]), odd_high = pick<1, 3>(x[2], x[3]);
    x = {pick<0, 2>(even_low, even_high), pick<0, 2>(odd_low, odd_high), pick<1, 3>(even_low, even_high),
         pick<1, 3>(odd_low, odd_high)};
  }

 private:
  static constexpr __mmask8 all = 0xff;

  template <int I, int J>
  CONVOLT_ALWAYS_INLINE static vec pick(vec const& a, vec const& b) {
    return _mm512_maskz_shuffle_f64x2(all, a.data, b.data, I | J << 2 | I << 4 | J << 6);
  }
};
#endif

}  // namespace convolt::engine
