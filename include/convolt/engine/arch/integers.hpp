// SPDX-License-Identifier: BSD-3-Clause
/// Vectors of integers modulo 2^n, of the compiler's own making: they know all widths, and none of the headers of the
/// vectors of floating-point numbers.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <type_traits>

namespace convolt::engine {

/// Bytes of a vector by the bits of `arch::features`: AVX-512 with BW, AVX2, or 16.
[[nodiscard]] constexpr std::size_t integer_vector_bytes(unsigned features) noexcept {
  constexpr unsigned avx2 = 1U << 7;
  constexpr unsigned avx512 = 1U << 8 | 1U << 11;
  return (features & avx512) == avx512 ? 64 : (features & avx2) != 0 ? 32 : 16;
}

/// A vector of integers that wrap around. Their signs make no difference to sums and products.
template <Integer T, class Arch>
class modular_vector {
  using number = std::make_unsigned_t<T>;
#if defined(CONVOLT_HAS_GNU_ASM)
  typedef number numbers __attribute__((vector_size(integer_vector_bytes(Arch::features))));
#else
  using numbers = number[integer_vector_bytes(Arch::features) / sizeof(T)];
#endif

 public:
  static constexpr index size = static_cast<index>(integer_vector_bytes(Arch::features) / sizeof(T));

  modular_vector() = default;
  CONVOLT_ALWAYS_INLINE static modular_vector load(T const* from) {
    modular_vector v;
    std::memcpy(&v.lanes_, from, sizeof(v.lanes_));
    return v;
  }
  CONVOLT_ALWAYS_INLINE void store(T* to) const { std::memcpy(to, &lanes_, sizeof(lanes_)); }

#if defined(CONVOLT_HAS_GNU_ASM)
  /// The same value everywhere.
  CONVOLT_ALWAYS_INLINE explicit modular_vector(T value) : lanes_(static_cast<number>(value) + numbers{}) {}
  /// this += a * b.
  CONVOLT_ALWAYS_INLINE void add_product(modular_vector const& a, modular_vector const& b) {
    lanes_ += a.lanes_ * b.lanes_;
  }
#else
  explicit modular_vector(T value) { std::fill_n(lanes_, size, static_cast<number>(value)); }
  CONVOLT_ALWAYS_INLINE void add_product(modular_vector const& a, modular_vector const& b) {
    using wide = std::common_type_t<number, unsigned>;  // what is narrower would be promoted to int and overflow
    for (index i = 0; i < size; ++i) {
      lanes_[i] = static_cast<number>(lanes_[i] + static_cast<number>(wide(a.lanes_[i]) * wide(b.lanes_[i])));
    }
  }
#endif

 private:
  numbers lanes_;
};

}  // namespace convolt::engine
