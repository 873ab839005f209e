// SPDX-License-Identifier: BSD-3-Clause
/// As many numbers as a vector register of the instruction set holds, with + and *. The loops above the engine, of
/// recursions and of sums of events, are short: these few lines serve them without a library of vectors, in programs
/// that link the compiled one too.
/// Layer: core.
#pragma once

#include <convolt/core/arch.hpp>
#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>

#include <cstddef>
#include <cstring>

namespace convolt::packs {

/// The bytes of a vector register, by the features of core/arch.hpp: of AVX-512, of AVX, of everything else.
template <class Arch>
inline constexpr std::size_t pack_bytes = (Arch::features & 1U << 8) != 0   ? 64
                                          : (Arch::features & 1U << 5) != 0 ? 32
                                                                            : 16;
template <class T, class Arch>
inline constexpr index pack_size = static_cast<index>(pack_bytes<Arch> / sizeof(T));

#if defined(CONVOLT_HAS_GNU_ASM)
/// `pack_of<T, Arch>::type` is a vector of the compiler's own, or else an array with its operators.
template <class T, class Arch>
struct pack_of {
  /// The vector.
  typedef T type __attribute__((vector_size(pack_bytes<Arch>)));
};
#else
/// `pack_of<T, Arch>::type` is an array with the operators of a vector.
template <class T, class Arch>
struct pack_of {
  /// The array.
  struct type {
    T lane[pack_size<T, Arch>] = {};
    type& operator+=(type const& other) {
      for (index i = 0; i < pack_size<T, Arch>; ++i) { lane[i] += other.lane[i]; }
      return *this;
    }
    type& operator*=(type const& other) {
      for (index i = 0; i < pack_size<T, Arch>; ++i) { lane[i] *= other.lane[i]; }
      return *this;
    }
    type operator+(T x) const {
      type result = *this;
      for (T& l : result.lane) { l += x; }
      return result;
    }
    type operator*(T x) const {
      type result = *this;
      for (T& l : result.lane) { l *= x; }
      return result;
    }
    friend type operator*(type a, type const& b) { return a *= b; }
  };
};
#endif

/// Vectors are handed over by reference: as values they would be passed in a way that depends on flags.
template <class T, class Arch>
using pack = typename pack_of<T, Arch>::type;

template <class Pack, class T>
CONVOLT_ALWAYS_INLINE void load(Pack& x, T const* p) {
  std::memcpy(&x, p, sizeof x);
}
template <class Pack, class T>
CONVOLT_ALWAYS_INLINE void store(Pack const& x, T* p) {
  std::memcpy(p, &x, sizeof x);
}

/// y[i] += a * x[i].
template <class Arch>
void add_scaled(double a, double const* x, double* y, index n) {
  constexpr index width = pack_size<double, Arch>;
  index i = 0;
  for (; i + width <= n; i += width) {
    pack<double, Arch> terms, sums;
    load(terms, x + i);
    load(sums, y + i);
    sums += terms * a;
    store(sums, y + i);
  }
  for (; i < n; ++i) { y[i] += a * x[i]; }
}

}  // namespace convolt::packs
