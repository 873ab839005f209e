// SPDX-License-Identifier: BSD-3-Clause
/// Whether numbers are finite, asked of their bits: comparisons and arithmetic say nothing under -ffast-math, which
/// lets the compiler assume that there is neither NaN nor infinity. Nothing else in the engine asks this.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/lanes.hpp>
#include <convolt/engine/arch/vector.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

namespace convolt::engine {

/// The bits of a number, as an integer of its size.
template <VectorElement T>
using bits_of = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;

/// The bits of the exponent, all set in infinities and NaN; adding the lowest of them carries into the bit of the sign
/// then, and only then.
template <VectorElement T>
inline constexpr bits_of<T> exponent_bits =
    sizeof(T) == 4 ? bits_of<T>{0x7f800000U} : static_cast<bits_of<T>>(std::uint64_t{0x7ff} << 52);
template <VectorElement T>
inline constexpr bits_of<T> lowest_exponent_bit = static_cast<bits_of<T>>(bits_of<T>{1} << (sizeof(T) == 4 ? 23 : 52));

template <VectorElement T>
[[nodiscard]] constexpr bool is_finite(T x) noexcept {
  return (std::bit_cast<bits_of<T>>(x) & exponent_bits<T>) != exponent_bits<T>;
}
template <VectorElement T>
[[nodiscard]] constexpr bool is_nan(T x) noexcept {
  return (std::bit_cast<bits_of<T>>(x) & ~(bits_of<T>{1} << (8 * sizeof(T) - 1))) > exponent_bits<T>;
}

/// Looks at numbers as they come by, vector by vector.
template <VectorElement T, class Arch>
class finite_numbers {
  using vec = simd<T, Arch>;
  static constexpr index width = static_cast<index>(lanes<T, Arch>);
#if defined(CONVOLT_HAS_GNU_ASM)
  typedef bits_of<T> bits __attribute__((vector_size(sizeof(vec))));
#else
  struct bits {
    bits_of<T> lane[lanes<T, Arch>] = {};
  };
#endif

 public:
  CONVOLT_ALWAYS_INLINE void add(vec const& x) {
#if defined(CONVOLT_HAS_GNU_ASM)
    met_ |= (std::bit_cast<bits>(x.data) & exponent_bits<T>)+lowest_exponent_bit<T>;
#else
    T each[lanes<T, Arch>];
    x.store_unaligned(each);
    for (std::size_t i = 0; i < lanes<T, Arch>; ++i) {
      met_.lane[i] |= (std::bit_cast<bits_of<T>>(each[i]) & exponent_bits<T>)+lowest_exponent_bit<T>;
    }
#endif
  }
  /// n numbers side by side.
  CONVOLT_ALWAYS_INLINE void add(T const* numbers, index n) {
    finite_numbers other;  // two of them, which wait less for one another
    index i = 0;
    for (; i + 2 * width <= n; i += 2 * width) {
      add(vec::load_unaligned(numbers + i));
      other.add(vec::load_unaligned(numbers + (i + width)));
    }
    for (; i + width <= n; i += width) { add(vec::load_unaligned(numbers + i)); }
    if (i < n) { other.add(load_lanes<T, Arch>(numbers + i, n - i)); }
    add(other);
  }
  CONVOLT_ALWAYS_INLINE void add(finite_numbers const& other) {
#if defined(CONVOLT_HAS_GNU_ASM)
    met_ |= other.met_;
#else
    for (std::size_t i = 0; i < lanes<T, Arch>; ++i) { met_.lane[i] |= other.met_.lane[i]; }
#endif
  }
  /// Whether all have been.
  [[nodiscard]] CONVOLT_ALWAYS_INLINE bool all() const {
    bits_of<T> each[lanes<T, Arch>];
    static_assert(sizeof(each) == sizeof(met_));
    std::memcpy(each, &met_, sizeof(met_));
    bits_of<T> any = 0;
    for (bits_of<T> const lane : each) { any |= lane; }
    return any >> (8 * sizeof(T) - 1) == 0;
  }

 private:
  bits met_{};
};

/// Whether n numbers are.
template <VectorElement T, class Arch>
[[nodiscard]] bool all_finite(T const* numbers, index n) {
  finite_numbers<T, Arch> seen;
  seen.add(numbers, n);
  return seen.all();
}

}  // namespace convolt::engine
