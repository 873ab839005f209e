// SPDX-License-Identifier: BSD-3-Clause
/// The vector types of the loops, and how many of them a micro-kernel may keep in registers. The instruction set is a template
/// parameter everywhere, so that translation units compiled with different flags never share a function.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>

#include <xsimd/xsimd.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace convolt::engine {

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

/// Rows of the register tile with V vectors of output channels: V accumulators per row, V weights and one broadcast value.
template <class Arch, std::size_t V>
inline constexpr std::size_t tile_rows = (vector_registers<Arch> - V - 1) / V > 14 ? 14 : (vector_registers<Arch> - V - 1) / V;

namespace detail {

/// f(0), f(1), ..., f(N - 1) with constant arguments, written out: a rolled loop over an array of accumulators would keep
/// them in memory.
template <std::size_t N, class F>
CONVOLT_ALWAYS_INLINE void unrolled(F&& f) {
  [&]<std::size_t... I>(std::index_sequence<I...>) CONVOLT_INLINE_LAMBDA {
    (f(std::integral_constant<std::size_t, I>{}), ...);
  }(std::make_index_sequence<N>{});
}

}  // namespace detail
}  // namespace convolt::engine
