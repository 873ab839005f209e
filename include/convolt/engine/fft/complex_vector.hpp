// SPDX-License-Identifier: BSD-3-Clause
/// The value type of the transforms: a vector of complex numbers, real and imaginary parts apart. Lane by lane it is a
/// complex number, so that the transforms read like scalar ones. Multiplication writes out its four products and never
/// repairs infinities.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/engine/arch/lanes.hpp>
#include <convolt/engine/arch/vector.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace convolt::engine::fft {

template <class T, class Arch>
struct complex_vector {
  static constexpr std::size_t width = lanes<T, Arch>;
  static constexpr std::size_t size = 2 * width;  ///< in elements of T

  simd<T, Arch> re, im;

  /// From and to aligned memory: the real parts, then the imaginary ones.
  [[nodiscard]] static CONVOLT_ALWAYS_INLINE complex_vector load(T const* p) {
    return {simd<T, Arch>::load_aligned(p), simd<T, Arch>::load_aligned(p + width)};
  }
  CONVOLT_ALWAYS_INLINE void store(T* p) const {
    re.store_aligned(p);
    im.store_aligned(p + width);
  }
  /// The same complex number in all lanes, from two neighbours in memory.
  [[nodiscard]] static CONVOLT_ALWAYS_INLINE complex_vector broadcast(T const* p) {
    return {simd<T, Arch>(p[0]), simd<T, Arch>(p[1])};
  }

  friend CONVOLT_ALWAYS_INLINE complex_vector operator+(complex_vector const& a, complex_vector const& b) {
    return {a.re + b.re, a.im + b.im};
  }
  friend CONVOLT_ALWAYS_INLINE complex_vector operator-(complex_vector const& a, complex_vector const& b) {
    return {a.re - b.re, a.im - b.im};
  }
};

/// z * w, or z times the conjugate of w.
template <bool Conjugate, class T, class Arch>
CONVOLT_ALWAYS_INLINE complex_vector<T, Arch> multiply(complex_vector<T, Arch> const& z,
                                                       complex_vector<T, Arch> const& w) {
  if constexpr (Conjugate) {
    return {product_plus<T, Arch>(z.re, w.re, z.im * w.im), product_minus<T, Arch>(z.im, w.re, z.re * w.im)};
  } else {
    return {product_minus<T, Arch>(z.re, w.re, z.im * w.im), product_plus<T, Arch>(z.re, w.im, z.im * w.re)};
  }
}

}  // namespace convolt::engine::fft
