// SPDX-License-Identifier: BSD-3-Clause
/// What an instruction set can hold and do, as numbers: registers, fused products, and the tiles that follow from them.
/// Layer: engine.
#pragma once

#include <convolt/core/arch.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/vector.hpp>

#include <algorithm>
#include <cstddef>

namespace convolt::engine {

/// Whether a product and its sum are one instruction. Else products need registers of their own.
inline constexpr bool has_fused_products =
#if defined(__FMA__) || defined(__aarch64__)
    true;
#else
    false;
#endif

/// Vector registers of the instruction set: AVX-512 and 64-bit ARM have 32, the others 16.
template <class Arch>
inline constexpr std::size_t vector_registers = [] {
#if defined(__aarch64__)
  return std::size_t{32};
#else
  return Arch::alignment() >= 64 ? std::size_t{32} : std::size_t{16};
#endif
}();

/// Whether there are few kernels, so that a translation unit with all methods in it compiles fast: every method has a
/// tile or two, and what is left over at the end of a line takes more of them.
template <class Arch>
inline constexpr bool is_compact = false;
template <class Target>
inline constexpr bool is_compact<vectors_of<Target>> = Target::grid == kernel_grid::compact;

/// Whether there are kernels for panels of which only half a vector has channels, see lower_half_of.
template <class Arch>
inline constexpr bool has_half_vectors = false;

/// How many times its own lanes a vector of weights lies from that of the next channel, in a panel of one.
template <class Arch>
inline constexpr index weights_apart = 1;

#if defined(__AVX512VL__) && defined(CONVOLT_HAS_GNU_ASM)
template <>
inline constexpr bool has_half_vectors<default_arch> = default_arch::alignment() == 64;
template <class Whole>
inline constexpr std::size_t vector_registers<lower_half_of<Whole>> = vector_registers<Whole>;
template <class Whole>
inline constexpr index weights_apart<lower_half_of<Whole>> = 2;
#endif

/// Whether a translation unit that only convolves forward leaves out what gradients need.
template <class Arch>
inline constexpr bool has_lean_forward = false;
template <class Target>
inline constexpr bool has_lean_forward<vectors_of<Target>> =
    Target::grid == kernel_grid::compact && Target::loops == loops_from::here;

/// Whether there are registers for large tiles.
template <class Arch>
inline constexpr bool has_many_registers = vector_registers<Arch> == 32;

/// Bytes of a vector; none where the instruction set has no vectors of these numbers.
template <class T, class Arch>
inline constexpr std::size_t vector_bytes = [] {
  if constexpr (xsimd::types::has_simd_register<T, typename isa_of<Arch>::type>::value) {
    return sizeof(simd<T, Arch>);
  } else {
    return std::size_t{0};
  }
}();

/// Vectors of 16, 32 or 64 bytes are what the methods are written for: sets of lanes are 16 bits, arrays are aligned to
/// 64 bytes. Any others are left to the reference loops.
[[nodiscard]] constexpr bool is_known_vector(std::size_t bytes) noexcept {
  return bytes == 16 || bytes == 32 || bytes == 64;
}
template <class T, class Arch>
inline constexpr bool has_vector_loops = VectorElement<T> && is_known_vector(vector_bytes<T, Arch>);

/// Rows of the register tile with V vectors of output channels: V accumulators per row, V weights and one broadcast
/// value, and registers to spare where products are not fused with their sums.
template <class Arch, std::size_t V>
inline constexpr std::size_t tile_rows = [] {
  constexpr std::size_t fits = (vector_registers<Arch> - V - 1) / V;
  if constexpr (has_fused_products) {
    return std::min<std::size_t>(fits, has_many_registers<Arch> ? 14 : 12);
  } else {
    return std::min<std::size_t>(fits, 10 / V);
  }
}();

/// Whether tiles of four vectors of output channels have rows enough.
template <class Arch>
inline constexpr bool has_wide_tiles = has_many_registers<Arch> && !is_compact<Arch>;

/// Rows of tiles of one vector whose samples are vectors too, as those of windows that slide.
template <class Arch>
inline constexpr std::size_t sliding_rows = !has_fused_products        ? 8
                                            : has_many_registers<Arch> ? 16
                                                                       : 10;

/// Most taps whose weights are in registers together in such tiles. As many sums are open at a time: there have to be
/// enough of them to hide the latency of a product.
template <class Arch>
inline constexpr std::size_t sliding_taps = has_many_registers<Arch> && !is_compact<Arch> ? 8 : 4;

}  // namespace convolt::engine
