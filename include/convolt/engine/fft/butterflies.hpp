// SPDX-License-Identifier: BSD-3-Clause
/// Discrete Fourier transforms of 1, 2, 4 and 8 values, in registers:
///   y[k] = sum over n of x[n] exp(-+ 2 pi i k n / R),
/// with the minus sign forward and the plus sign inverse. Neither is scaled.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/engine/arch/lanes.hpp>
#include <convolt/engine/arch/registers.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/fft/complex_vector.hpp>

#include <array>
#include <cstddef>

namespace convolt::engine::fft {

template <class T, class Arch, std::size_t R>
using complex_vectors = std::array<complex_vector<T, Arch>, R>;

/// a - i b forward, a + i b inverse.
template <bool Inverse, class T, class Arch>
CONVOLT_ALWAYS_INLINE complex_vector<T, Arch> add_turned(complex_vector<T, Arch> const& a,
                                                         complex_vector<T, Arch> const& b) {
  if constexpr (Inverse) {
    return {a.re - b.im, a.im + b.re};
  } else {
    return {a.re + b.im, a.im - b.re};
  }
}

/// a + c b and a - c b, with a real c.
template <class T, class Arch>
CONVOLT_ALWAYS_INLINE void add_and_subtract(complex_vector<T, Arch> const& a, complex_vector<T, Arch> const& b,
                                            simd<T, Arch> const& c, complex_vector<T, Arch>& sum,
                                            complex_vector<T, Arch>& difference) {
  sum = {product_plus<T, Arch>(c, b.re, a.re), product_plus<T, Arch>(c, b.im, a.im)};
  difference = {minus_product<T, Arch>(c, b.re, a.re), minus_product<T, Arch>(c, b.im, a.im)};
}

template <bool Inverse, class T, class Arch>
CONVOLT_ALWAYS_INLINE void transform_four(complex_vector<T, Arch>& a, complex_vector<T, Arch>& b,
                                          complex_vector<T, Arch>& c, complex_vector<T, Arch>& d) {
  complex_vector<T, Arch> const even_sum = a + c;
  complex_vector<T, Arch> const even_difference = a - c;
  complex_vector<T, Arch> const odd_sum = b + d;
  complex_vector<T, Arch> const odd_difference = b - d;
  a = even_sum + odd_sum;
  b = add_turned<Inverse>(even_difference, odd_difference);
  c = even_sum - odd_sum;
  d = add_turned<!Inverse>(even_difference, odd_difference);
}

/// Even and odd members as two transforms of four, and then the odd ones turned by eighths.
template <bool Inverse, class T, class Arch>
CONVOLT_ALWAYS_INLINE void transform_eight(complex_vectors<T, Arch, 8>& x) {
  transform_four<Inverse>(x[0], x[2], x[4], x[6]);
  transform_four<Inverse>(x[1], x[3], x[5], x[7]);
  simd<T, Arch> const c(static_cast<T>(0.70710678118654752440));           // cos(pi / 4)
  complex_vector<T, Arch> const first = add_turned<Inverse>(x[3], x[3]);   // (1 -+ i) times
  complex_vector<T, Arch> const third = add_turned<!Inverse>(x[7], x[7]);  // (1 +- i) times
  complex_vectors<T, Arch, 8> y;
  y[0] = x[0] + x[1];
  y[4] = x[0] - x[1];
  add_and_subtract<T, Arch>(x[2], first, c, y[1], y[5]);
  y[2] = add_turned<Inverse>(x[4], x[5]);
  y[6] = add_turned<!Inverse>(x[4], x[5]);
  add_and_subtract<T, Arch>(x[6], third, c, y[7], y[3]);
  x = y;
}

/// In place. Complexity: R log R.
template <bool Inverse, class T, class Arch, std::size_t R>
CONVOLT_ALWAYS_INLINE void transform_registers(complex_vectors<T, Arch, R>& x) {
  static_assert(R == 1 || R == 2 || R == 4 || R == 8);
  if constexpr (R == 2) {
    complex_vector<T, Arch> const sum = x[0] + x[1];
    x[1] = x[0] - x[1];
    x[0] = sum;
  } else if constexpr (R == 4) {
    transform_four<Inverse>(x[0], x[1], x[2], x[3]);
  } else if constexpr (R == 8) {
    transform_eight<Inverse>(x);
  }
}

/// Multiply values 1 to R - 1 by their twiddle factors or by the conjugates of these: pairs in memory, side by side.
template <bool Conjugate, class T, class Arch, std::size_t R>
CONVOLT_ALWAYS_INLINE void twist(complex_vectors<T, Arch, R>& x, T const* twiddles) {
  unrolled<R - 1>([&](auto i) CONVOLT_INLINE_LAMBDA {
    x[i + 1] = multiply<Conjugate>(x[i + 1], complex_vector<T, Arch>::broadcast(twiddles + 2 * i));
  });
}

}  // namespace convolt::engine::fft
