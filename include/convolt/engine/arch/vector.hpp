// SPDX-License-Identifier: BSD-3-Clause
/// The vectors of the loops and the one operation that all of them live on. The instruction set is a template parameter
/// everywhere, so that translation units compiled with different flags never share a function.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>

#include <xsimd/xsimd.hpp>

#include <concepts>
#include <cstddef>
#include <cstring>

namespace convolt::engine {

/// The element types that have vector loops.
template <class T>
concept VectorElement = std::same_as<T, float> || std::same_as<T, double>;

/// The best instruction set that the flags of this translation unit permit.
using default_arch = xsimd::default_arch;

/// The same for a target of core/arch.hpp: functions of targets that differ in flags or grid are different functions.
template <class Target>
struct vectors_of : default_arch {};

/// The instruction set as xsimd names it.
template <class Arch>
struct isa_of {
  using type = Arch;
};
template <class Target>
struct isa_of<vectors_of<Target>> {
  using type = default_arch;
};

template <class T, class Arch>
struct vector_of {
  using type = xsimd::batch<T, typename isa_of<Arch>::type>;
};

template <class T, class Arch>
using simd = typename vector_of<T, Arch>::type;

/// Vectors of half the size, with the registers of whole ones. In a panel of weights that is made for one whole vector
/// they are its lower half: where the other one has no channels, nothing is multiplied for it.
template <class Whole>
struct lower_half_of {};

#if defined(__AVX512VL__) && defined(CONVOLT_HAS_GNU_ASM)
/// Its register.
template <class T>
struct half_register {
  /// What the compilers call so.
  typedef T type __attribute__((vector_size(32)));
};

/// Such a vector. It is not the one that xsimd has for processors without AVX-512: the same functions of two sets of
/// instructions must not meet in a program.
template <class T, class Whole>
struct half_vector {
  using register_type = typename half_register<T>::type;
  static constexpr std::size_t size = sizeof(register_type) / sizeof(T);

  half_vector() = default;
  CONVOLT_ALWAYS_INLINE half_vector(register_type x) : data(x) {}
  CONVOLT_ALWAYS_INLINE explicit half_vector(T x) {
    for (std::size_t i = 0; i < size; ++i) { data[i] = x; }
  }
  CONVOLT_ALWAYS_INLINE static half_vector load_aligned(T const* p) {
    half_vector x;
    std::memcpy(&x.data, p, sizeof x.data);
    return x;
  }
  CONVOLT_ALWAYS_INLINE void store_unaligned(T* p) const { std::memcpy(p, &data, sizeof data); }
  CONVOLT_ALWAYS_INLINE void store_aligned(T* p) const { store_unaligned(p); }
  CONVOLT_ALWAYS_INLINE friend half_vector operator*(half_vector a, half_vector b) { return a.data * b.data; }
  CONVOLT_ALWAYS_INLINE friend half_vector operator+(half_vector a, half_vector b) { return a.data + b.data; }

  register_type data;
};

template <class T, class Whole>
struct vector_of<T, lower_half_of<Whole>> {
  using type = half_vector<T, Whole>;
};
#endif

template <class T, class Arch>
inline constexpr std::size_t lanes = simd<T, Arch>::size;

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
  sum = fma(a, b, sum);  // of xsimd, where that knows the instruction set
#endif
}

/// x, in a register: used several times, it is not loaded anew each time, as an operand that is read from memory would
/// be.
template <class T, class Arch>
[[nodiscard]] CONVOLT_ALWAYS_INLINE simd<T, Arch> in_register(simd<T, Arch> x) {
#if defined(__FMA__) && defined(CONVOLT_HAS_GNU_ASM)
  asm("" : "+v"(x.data));
#endif
  return x;
}

}  // namespace convolt::engine
