// SPDX-License-Identifier: BSD-3-Clause
/// The vectors of the loops and the one operation that all of them live on. The instruction set is a template parameter
/// everywhere, so that translation units compiled with different flags never share a function.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>

#include <xsimd/xsimd.hpp>

#include <concepts>
#include <cstddef>

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
using simd = xsimd::batch<T, typename isa_of<Arch>::type>;

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

}  // namespace convolt::engine
