// SPDX-License-Identifier: BSD-3-Clause
/// What adding and multiplying mean for each element type of the loops. Floating-point numbers: the plain operators.
/// Complex numbers: the plain products of their parts, never conjugated, because `std::complex` repairs infinities at
/// a multiple of the cost. Integers: exact modulo 2^n, without the promotions and overflows of the language.
/// Layer: engine.
#pragma once

#include <convolt/core/index.hpp>

#include <complex>
#include <concepts>
#include <type_traits>

namespace convolt::engine {

namespace detail {

template <class T>
inline constexpr bool is_complex = false;
template <std::floating_point R>
inline constexpr bool is_complex<std::complex<R>> = true;

/// The unsigned type in which integers of type T are multiplied: at least as wide as T, and at least an `unsigned int`,
/// since anything narrower would be promoted to the signed `int`, in which uint16 * uint16 overflows.
template <Integer T>
using modular = std::common_type_t<std::make_unsigned_t<T>, unsigned int>;

}  // namespace detail

/// Complex over one of the floating-point types.
template <class T>
concept Complex = detail::is_complex<T>;

/// The types the loops compute with. `bool` and character types are not numbers.
template <class T>
concept Element = std::floating_point<T> || Complex<T> || Integer<T>;

/// a + b. Complexity: constant, like everything here.
template <Element T>
[[nodiscard]] constexpr T add(T a, T b) noexcept {
  if constexpr (Integer<T>) {
    using M = detail::modular<T>;
    return static_cast<T>(static_cast<M>(static_cast<M>(a) + static_cast<M>(b)));
  } else {
    return a + b;
  }
}

/// a * b. An infinite complex number times zero has NaN parts, as the formula says.
template <Element T>
[[nodiscard]] constexpr T multiply(T a, T b) noexcept {
  if constexpr (Integer<T>) {
    using M = detail::modular<T>;
    return static_cast<T>(static_cast<M>(static_cast<M>(a) * static_cast<M>(b)));
  } else if constexpr (Complex<T>) {
    return T(a.real() * b.real() - a.imag() * b.imag(), a.real() * b.imag() + a.imag() * b.real());
  } else {
    return a * b;
  }
}

/// a * b + c. Whether floating-point numbers are rounded once or twice is left to the compiler.
template <Element T>
[[nodiscard]] constexpr T multiply_add(T a, T b, T c) noexcept {
  if constexpr (std::floating_point<T>) {
    return a * b + c;
  } else {
    return add(multiply(a, b), c);
  }
}

/// value * factor, for factors between units. Such a factor is real also where the element type is complex, and then
/// it scales the two parts separately: infinity times a real factor stays infinity and grows no NaN. A factor of 1 is
/// skipped.
template <Element T>
[[nodiscard]] constexpr T scale(T value, T factor) noexcept {
  if (factor == T(1)) { return value; }
  if constexpr (Complex<T>) {
    if (factor.imag() == 0) { return T(value.real() * factor.real(), value.imag() * factor.real()); }
  }
  return multiply(value, factor);
}

}  // namespace convolt::engine
