// SPDX-License-Identifier: BSD-3-Clause
/// What the loops ask of vectors beyond the four operations, for any instruction set: through xsimd or through memory.
/// A family of instructions that has something better shadows these functions, see family.hpp.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/vector.hpp>

#include <array>
#include <cstddef>
#include <cstring>

namespace convolt::engine {

/// Numbers per 128 bits.
template <class T>
inline constexpr std::size_t part_size = 16 / sizeof(T);
/// Parts of 128 bits per vector.
template <class T, class Arch>
inline constexpr std::size_t parts = lanes<T, Arch> / part_size<T>;

/// What xsimd does is named without its namespace: it declares these functions only where it knows the instruction set,
/// and elsewhere they are never asked for.
template <class T, class Arch>
struct generic_family {
  using vec = simd<T, Arch>;
  static constexpr std::size_t width = lanes<T, Arch>;
  using numbers = std::array<T, width>;

  /// sum += *p * w.
  CONVOLT_ALWAYS_INLINE static void add_broadcast(vec& sum, vec w, T const* p) {
    add_product<T, Arch>(sum, vec(*p), w);
  }

  CONVOLT_ALWAYS_INLINE static vec product_plus(vec const& a, vec const& b, vec const& c) { return fma(a, b, c); }
  CONVOLT_ALWAYS_INLINE static vec product_minus(vec const& a, vec const& b, vec const& c) { return fms(a, b, c); }
  CONVOLT_ALWAYS_INLINE static vec minus_product(vec const& a, vec const& b, vec const& c) { return fnma(a, b, c); }

  CONVOLT_ALWAYS_INLINE static vec load_lanes(T const* p, index n) {
    alignas(64) numbers all{};
    for (index i = 0; i < n; ++i) { all[static_cast<std::size_t>(i)] = p[i]; }
    return vec::load_aligned(all.data());
  }
  CONVOLT_ALWAYS_INLINE static void store_lanes(vec x, T* p, index from, index to) {
    alignas(64) numbers all;
    x.store_aligned(all.data());
    for (index i = from; i < to; ++i) { p[i - from] = all[static_cast<std::size_t>(i)]; }
  }

  CONVOLT_ALWAYS_INLINE static void store_past_caches(vec x, T* p) { x.store_aligned(p); }

  /// Among how many neighbours lanes can be picked in an order that is not known before. Where there are some, the
  /// family has `order_of(numbers)`, a register, and `picked(x, order)`, whose lane i is lane number `numbers[i]` of x.
  static constexpr std::size_t picks_among = 0;
  /// Whether lanes can also be picked from a whole vector of which only the first ones are read. Where they can, the
  /// family has `lanes_before(n)`, which lanes these are, `load_where(p, them)`, with zeros in the others, and
  /// `whole_order_of(numbers)` and `picked_from_all(x, order)`, as above.
  static constexpr bool picks_from_all = false;

  template <std::size_t K>
  CONVOLT_ALWAYS_INLINE static vec load_repeated(T const* p) {
    alignas(64) numbers all;
    for (std::size_t i = 0; i < width; i += K) { std::memcpy(all.data() + i, p, K * sizeof(T)); }
    return vec::load_aligned(all.data());
  }

  /// Lanes of a and b in turn: the first ones, and the others.
  CONVOLT_ALWAYS_INLINE static void zip(vec& a, vec& b) {
    if constexpr (parts<T, Arch> == 1) {
      vec const low = zip_lo(a, b);
      b = zip_hi(a, b);
      a = low;
    } else {
      alignas(64) std::array<T, 2 * width> all;
      alignas(64) numbers x;
      alignas(64) numbers y;
      a.store_aligned(x.data());
      b.store_aligned(y.data());
      for (std::size_t i = 0; i < width; ++i) {
        all[2 * i] = x[i];
        all[2 * i + 1] = y[i];
      }
      a = vec::load_aligned(all.data());
      b = vec::load_aligned(all.data() + width);
    }
  }

  /// The first halves of all 128-bit parts, interleaved; or the second halves.
  template <bool Second>
  CONVOLT_ALWAYS_INLINE static vec interleave(vec const& a, vec const& b) {
    if constexpr (parts<T, Arch> == 1) {
      return Second ? zip_hi(a, b) : zip_lo(a, b);
    } else {
      alignas(64) numbers x;
      alignas(64) numbers y;
      alignas(64) numbers all;
      a.store_aligned(x.data());
      b.store_aligned(y.data());
      for (std::size_t i = 0; i < width; ++i) {
        std::size_t const from =
            i / part_size<T> * part_size<T> + (Second ? part_size<T> / 2 : 0) + i % part_size<T> / 2;
        all[i] = i % 2 == 0 ? x[from] : y[from];
      }
      return vec::load_aligned(all.data());
    }
  }

  /// Transpose a square of whole parts: part i of vector k and part k of vector i change places.
  CONVOLT_ALWAYS_INLINE static void transpose_parts(std::array<vec, parts<T, Arch>>& x) {
    static constexpr std::size_t count = parts<T, Arch>;
    if constexpr (count > 1) {
      alignas(64) std::array<T, count * width> from;
      alignas(64) std::array<T, count * width> to;
      for (std::size_t i = 0; i < count; ++i) { x[i].store_aligned(from.data() + i * width); }
      for (std::size_t i = 0; i < count * width; ++i) {
        std::size_t const vector = i / width, part = i % width / part_size<T>, lane = i % part_size<T>;
        to[part * width + vector * part_size<T> + lane] = from[i];
      }
      for (std::size_t i = 0; i < count; ++i) { x[i] = vec::load_aligned(to.data() + i * width); }
    }
  }
};

/// The functions that an instruction set has, by the size of its vectors: see family.hpp.
template <class T, class Arch, std::size_t Bytes = sizeof(simd<T, Arch>)>
struct family;

}  // namespace convolt::engine
