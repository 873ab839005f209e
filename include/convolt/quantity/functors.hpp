// SPDX-License-Identifier: BSD-3-Clause
/// What the elementwise functions do to one number. Constrained to numbers, so that xtensor does not try them on SIMD
/// registers.
/// Layer: quantity.
#pragma once

#include <convolt/core/finite.hpp>
#include <convolt/quantity/concepts.hpp>

#include <cmath>
#include <complex>
#include <type_traits>

namespace convolt::detail {

template <class T>
struct cast_function {
  template <class X>
    requires(Scalar<X> || std::same_as<X, bool>)
  constexpr T operator()(X const& x) const {
    return static_cast<T>(x);
  }
};

}  // namespace convolt::detail

namespace convolt::quantities {

/// The type of f(T): integers are taken as double.
template <class T>
using floating_t = std::conditional_t<std::is_integral_v<T>, double, T>;

}  // namespace convolt::quantities

namespace convolt::detail {

template <int N, int D>
struct power_function {
  /// x^n by squaring.
  template <class T>
  static constexpr T whole_power(T x, unsigned n) {
    T result(1);
    for (; n != 0; n >>= 1) {
      if ((n & 1) != 0) { result = static_cast<T>(result * x); }
      if (n > 1) { x = static_cast<T>(x * x); }
    }
    return result;
  }
  template <class T>
  static T root(T x) {
    if constexpr (D == 1) {
      return x;
    } else if constexpr (D == 2) {
      return std::sqrt(x);
    } else if constexpr (D == 3 && std::floating_point<T>) {
      return std::cbrt(x);
    } else if constexpr (D == 4) {
      return std::sqrt(std::sqrt(x));
    } else {
      return std::pow(x, typename real_type<T>::type(1) / typename real_type<T>::type(D));
    }
  }

  template <class T>
    requires Scalar<T>
  constexpr auto operator()(T const& x) const {
    if constexpr (D == 1 && N >= 0) {
      return whole_power<T>(x, static_cast<unsigned>(N));
    } else {
      using F = floating_t<T>;
      F const r = D == 1 ? F(x) : root(F(x));
      return N < 0 ? F(1) / whole_power<F>(r, static_cast<unsigned>(-N)) : whole_power<F>(r, static_cast<unsigned>(N));
    }
  }
};

struct abs_function {
  template <class T>
    requires Scalar<T>
  constexpr auto operator()(T const& x) const {
    if constexpr (is_complex<T>) {
      return std::abs(x);
    } else if constexpr (std::floating_point<T>) {
      return std::fabs(x);
    } else {
      return static_cast<T>(x < T(0) ? -x : x);
    }
  }
};

struct real_function {
  template <class T>
    requires Scalar<T>
  constexpr auto operator()(T const& x) const {
    if constexpr (is_complex<T>) {
      return x.real();
    } else {
      return x;
    }
  }
};
struct imag_function {
  template <class T>
    requires Scalar<T>
  constexpr auto operator()(T const& x) const {
    if constexpr (is_complex<T>) {
      return x.imag();
    } else {
      return T(0);
    }
  }
};
struct conj_function {
  template <class T>
    requires Scalar<T>
  constexpr T operator()(T const& x) const {
    if constexpr (is_complex<T>) {
      return std::conj(x);
    } else {
      return x;
    }
  }
};
struct arg_function {
  template <class T>
    requires Scalar<T>
  constexpr auto operator()(T const& x) const {
    return std::arg(x);
  }
};
/// x to a power that is known when the program runs.
struct power_by {
  double exponent;
  template <class T>
    requires Scalar<T>
  constexpr auto operator()(T const& x) const {
    if constexpr (std::integral<T>) {
      return std::pow(static_cast<double>(x), exponent);
    } else {
      return T(std::pow(x, static_cast<typename real_type<T>::type>(exponent)));
    }
  }
};
struct sign_function {
  template <class T>
    requires(Scalar<T> && !is_complex<T>)
  constexpr T operator()(T const& x) const {
    if constexpr (std::floating_point<T>) {
      if (bits::is_nan(x)) { return x; }
    }
    return static_cast<T>((x > T(0)) - (x < T(0)));
  }
};

#define CONVOLT_CLASSIFICATION(name, answer, joined)                 \
  struct name##_function {                                           \
    template <class T>                                               \
      requires Scalar<T>                                             \
    constexpr bool operator()(T const& x) const {                    \
      if constexpr (is_complex<T>) {                                 \
        return bits::answer(x.real()) joined bits::answer(x.imag()); \
      } else if constexpr (std::floating_point<T>) {                 \
        return bits::answer(x);                                      \
      } else {                                                       \
        return bits::answer(0.);                                     \
      }                                                              \
    }                                                                \
  };
CONVOLT_CLASSIFICATION(isnan, is_nan, ||)
CONVOLT_CLASSIFICATION(isinf, is_infinite, ||)
CONVOLT_CLASSIFICATION(isfinite, is_finite, &&)
#undef CONVOLT_CLASSIFICATION

#define CONVOLT_STANDARD_FUNCTION(name)                \
  struct name##_function {                             \
    template <class T>                                 \
      requires Scalar<T>                               \
    constexpr auto operator()(T const& x) const {      \
      return std::name(static_cast<floating_t<T>>(x)); \
    }                                                  \
  };
CONVOLT_STANDARD_FUNCTION(exp)
CONVOLT_STANDARD_FUNCTION(exp2)
CONVOLT_STANDARD_FUNCTION(expm1)
CONVOLT_STANDARD_FUNCTION(log)
CONVOLT_STANDARD_FUNCTION(log2)
CONVOLT_STANDARD_FUNCTION(log10)
CONVOLT_STANDARD_FUNCTION(log1p)
CONVOLT_STANDARD_FUNCTION(sin)
CONVOLT_STANDARD_FUNCTION(cos)
CONVOLT_STANDARD_FUNCTION(tan)
CONVOLT_STANDARD_FUNCTION(asin)
CONVOLT_STANDARD_FUNCTION(acos)
CONVOLT_STANDARD_FUNCTION(atan)
CONVOLT_STANDARD_FUNCTION(sinh)
CONVOLT_STANDARD_FUNCTION(cosh)
CONVOLT_STANDARD_FUNCTION(tanh)
CONVOLT_STANDARD_FUNCTION(asinh)
CONVOLT_STANDARD_FUNCTION(acosh)
CONVOLT_STANDARD_FUNCTION(atanh)
CONVOLT_STANDARD_FUNCTION(erf)
CONVOLT_STANDARD_FUNCTION(erfc)
CONVOLT_STANDARD_FUNCTION(round)
CONVOLT_STANDARD_FUNCTION(floor)
CONVOLT_STANDARD_FUNCTION(ceil)
#undef CONVOLT_STANDARD_FUNCTION

// ---- two and more operands of one element type --------------------------------------------------------------------

/// The smaller, and the larger: a NaN on either side wins, as in the reductions.
struct min_function {
  template <class T, class S>
    requires(Scalar<T> && Scalar<S>)
  constexpr auto operator()(T const& a, S const& b) const {
    using C = std::common_type_t<T, S>;
    C const x = static_cast<C>(a), y = static_cast<C>(b);
    return y < x || y != y ? y : x;
  }
};
struct max_function {
  template <class T, class S>
    requires(Scalar<T> && Scalar<S>)
  constexpr auto operator()(T const& a, S const& b) const {
    using C = std::common_type_t<T, S>;
    C const x = static_cast<C>(a), y = static_cast<C>(b);
    return x < y || y != y ? y : x;
  }
};
/// x limited to [lo, hi]; NaN stays.
struct clip_function {
  template <class T, class S, class R>
    requires(Scalar<T> && Scalar<S> && Scalar<R>)
  constexpr auto operator()(T const& x, S const& lo, R const& hi) const {
    using C = std::common_type_t<T, S, R>;
    C const v = static_cast<C>(x), l = static_cast<C>(lo), h = static_cast<C>(hi);
    return v < l ? l : (h < v ? h : v);
  }
};
/// The remainder with the sign of a; of integers too.
struct fmod_function {
  template <class T, class S>
    requires(Scalar<T> && Scalar<S>)
  constexpr auto operator()(T const& a, S const& b) const {
    using C = std::common_type_t<T, S>;
    if constexpr (std::integral<C>) {
      return static_cast<C>(static_cast<C>(a) % static_cast<C>(b));
    } else {
      return std::fmod(static_cast<C>(a), static_cast<C>(b));
    }
  }
};
struct atan2_function {
  template <class T, class S>
    requires(Scalar<T> && Scalar<S>)
  constexpr auto operator()(T const& a, S const& b) const {
    using C = floating_t<std::common_type_t<T, S>>;
    return std::atan2(static_cast<C>(a), static_cast<C>(b));
  }
};
struct hypot_function {
  template <class T, class S>
    requires(Scalar<T> && Scalar<S>)
  constexpr auto operator()(T const& a, S const& b) const {
    using C = floating_t<std::common_type_t<T, S>>;
    return std::hypot(static_cast<C>(a), static_cast<C>(b));
  }
};
struct where_function {
  template <class B, class T, class S>
    requires(Scalar<T> && Scalar<S>)
  constexpr auto operator()(B const& condition, T const& a, S const& b) const {
    using C = std::common_type_t<T, S>;
    return condition ? static_cast<C>(a) : static_cast<C>(b);
  }
};

/// |a - b| <= absolute + relative |b|, with b the reference, as NumPy has it. Infinities are close to themselves only.
struct isclose_function {
  double relative;
  double absolute;
  bool equal_nan;
  template <class T, class S>
    requires(Scalar<T> && Scalar<S>)
  constexpr bool operator()(T const& a, S const& b) const {
    using C = floating_t<std::common_type_t<T, S>>;
    using R = typename real_type<C>::type;
    C const x = static_cast<C>(a), y = static_cast<C>(b);
    if (isnan_function{}(x) || isnan_function{}(y)) { return equal_nan && isnan_function{}(x) && isnan_function{}(y); }
    if (x == y) { return true; }
    if (!isfinite_function{}(x) || !isfinite_function{}(y)) { return false; }
    return std::abs(x - y) <= static_cast<R>(absolute) + static_cast<R>(relative) * std::abs(y);
  }
};

}  // namespace convolt::detail
