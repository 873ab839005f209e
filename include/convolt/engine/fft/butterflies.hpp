// SPDX-License-Identifier: BSD-3-Clause
/// Discrete Fourier transforms of 1, 2, 3, 4, 5 and 8 values, in registers:
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

/// The two results that mirror each other, even -+ i odd, from the even and the odd part of the sum.
template <bool Inverse, class T, class Arch>
CONVOLT_ALWAYS_INLINE void set_mirrored(complex_vector<T, Arch> const& even, complex_vector<T, Arch> const& odd,
                                        complex_vector<T, Arch>& a, complex_vector<T, Arch>& b) {
  a = add_turned<Inverse>(even, odd);
  b = add_turned<!Inverse>(even, odd);
}

/// x by a real number.
template <class T, class Arch>
CONVOLT_ALWAYS_INLINE complex_vector<T, Arch> scaled(complex_vector<T, Arch> const& x, simd<T, Arch> const& by) {
  return {x.re * by, x.im * by};
}
/// a + c b, with a real c.
template <class T, class Arch>
CONVOLT_ALWAYS_INLINE complex_vector<T, Arch> add_scaled(complex_vector<T, Arch> const& a,
                                                         complex_vector<T, Arch> const& b, simd<T, Arch> const& c) {
  return {product_plus<T, Arch>(c, b.re, a.re), product_plus<T, Arch>(c, b.im, a.im)};
}

template <bool Inverse, class T, class Arch>
CONVOLT_ALWAYS_INLINE void transform_three(complex_vectors<T, Arch, 3>& x) {
  complex_vector<T, Arch> const sum = x[1] + x[2];
  complex_vector<T, Arch> const even = add_scaled(x[0], sum, simd<T, Arch>(T(-0.5)));
  complex_vector<T, Arch> const odd =
      scaled(x[1] - x[2], simd<T, Arch>(static_cast<T>(0.86602540378443864676)));  // sin(2 pi / 3)
  x[0] = x[0] + sum;
  set_mirrored<Inverse>(even, odd, x[1], x[2]);
}

template <bool Inverse, class T, class Arch>
CONVOLT_ALWAYS_INLINE void transform_five(complex_vectors<T, Arch, 5>& x) {
  simd<T, Arch> const c1(static_cast<T>(0.30901699437494742410)), c2(static_cast<T>(-0.80901699437494742410));
  simd<T, Arch> const s1(static_cast<T>(0.95105651629515357212)), s2(static_cast<T>(0.58778525229247312917));
  complex_vector<T, Arch> const outer = x[1] + x[4], inner = x[2] + x[3];
  complex_vector<T, Arch> const outer_difference = x[1] - x[4], inner_difference = x[2] - x[3];
  complex_vector<T, Arch> const even_one = add_scaled(add_scaled(x[0], outer, c1), inner, c2);
  complex_vector<T, Arch> const even_two = add_scaled(add_scaled(x[0], outer, c2), inner, c1);
  complex_vector<T, Arch> const odd_one = add_scaled(scaled(outer_difference, s1), inner_difference, s2);
  complex_vector<T, Arch> const odd_two = {product_minus<T, Arch>(s2, outer_difference.re, s1 * inner_difference.re),
                                           product_minus<T, Arch>(s2, outer_difference.im, s1 * inner_difference.im)};
  x[0] = x[0] + outer + inner;
  set_mirrored<Inverse>(even_one, odd_one, x[1], x[4]);
  set_mirrored<Inverse>(even_two, odd_two, x[2], x[3]);
}

/// In place. Complexity: R log R.
template <bool Inverse, class T, class Arch, std::size_t R>
CONVOLT_ALWAYS_INLINE void transform_registers(complex_vectors<T, Arch, R>& x) {
  static_assert(R == 1 || R == 2 || R == 3 || R == 4 || R == 5 || R == 8);
  if constexpr (R == 2) {
    complex_vector<T, Arch> const sum = x[0] + x[1];
    x[1] = x[0] - x[1];
    x[0] = sum;
  } else if constexpr (R == 3) {
    transform_three<Inverse, T, Arch>(x);
  } else if constexpr (R == 4) {
    transform_four<Inverse>(x[0], x[1], x[2], x[3]);
  } else if constexpr (R == 5) {
    transform_five<Inverse, T, Arch>(x);
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
