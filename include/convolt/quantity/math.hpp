// SPDX-License-Identifier: BSD-3-Clause
/// Elementwise functions of quantities: powers and roots change the unit, absolute values and selections keep it,
/// exponentials and angles take numbers only. Scalars give their result at once, arrays a lazy expression that owns the
/// temporaries it was made from and refers to the named arrays.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/functors.hpp>
#include <convolt/quantity/overload.hpp>
#include <convolt/units/product.hpp>

#include <cmath>
#include <utility>

namespace convolt {

namespace detail {

/// The unit u^(N/D).
template <int N, int D, AnyUnit U>
constexpr auto raised(U const& u) {
  constexpr int g = reduced_by(N, D);
  if constexpr (N == 0) {
    return one;
  } else if constexpr (Unit<U>) {
    return unit_power_t<U, N / g, D / g>{};
  } else {
    return pow<N / g, D / g>(u);
  }
}

/// f of numbers at once, of arrays lazily; every operand is a prvalue or outlives the expression.
template <class F, class... X>
constexpr auto elementwise(F f, X&&... x) {
  if constexpr ((Scalar<X> && ...)) {
    return f(x...);
  } else {
    check_all_extents("elementwise", x...);
    return xt::make_lambda_xfunction(std::move(f), std::forward<X>(x)...);
  }
}

/// q with its numbers mapped by f, in the unit u.
template <class F, class Q, class U>
constexpr auto mapped(F f, Q&& q, U const& u) {
  return tag(elementwise(std::move(f), numbers(std::forward<Q>(q))), u);
}

template <int N, int D>
struct pow_of {
  template <class Q>
  constexpr auto operator()(Q&& q) const {
    static_assert(D > 0, "convolt: the denominator of an exponent is positive");
    static_assert(N >= 0 || !std::integral<element_t<Q>>, "convolt: negative powers of integers are not integers");
    constexpr int g = reduced_by(N, D);
    auto const unit = raised<N, D>(unit_of(q));
    return mapped(power_function<N / g, D / g>{}, std::forward<Q>(q), unit);
  }
};
using square_of = pow_of<2, 1>;

/// For functions that keep the unit: round-tripping numbers through F.
template <class F>
struct keeps_unit {
  template <class Q>
  constexpr auto operator()(Q&& q) const {
    auto const unit = unit_of(q);
    return mapped(F{}, std::forward<Q>(q), unit);
  }
};
template <class F>
struct drops_unit {
  template <class Q>
  constexpr auto operator()(Q&& q) const {
    return elementwise(F{}, numbers(std::forward<Q>(q)));
  }
};

template <class A>
concept NumberLike = AnyQuantity<A> && (DynamicQuantity<A> || SameDimension<unit_t<A>, dimensionless>);

/// The numbers of a dimensionless quantity in 1.
template <class A>
constexpr decltype(auto) in_one(A&& a) {
  auto const unit = unit_of(a);
  if constexpr (Scalar<wrapped_t<A>>) {
    return for_expression(numbers_in_one(raw(a), unit));
  } else {
    return numbers_in_one(raw(std::forward<A>(a)), unit);
  }
}

}  // namespace detail

/// q^(N/D), numbers and unit: `pow<2>(v)`, `pow<1, 2>(f)`, `pow<-1>(t)`.
template <int N, int D = 1, class U, class E>
constexpr auto pow(quantity<U, E> const& q) {
  return detail::pow_of<N, D>{}(q);
}
template <int N, int D = 1, class U, class E>
constexpr auto pow(quantity<U, E>& q) {
  return detail::pow_of<N, D>{}(q);
}
template <int N, int D = 1, class U, class E>
constexpr auto pow(quantity<U, E>&& q) {
  return detail::pow_of<N, D>{}(std::move(q));
}

/// Ratios take an exponent of the moment: `pow(Ca / Kd, 4.)` is a number, or a lazy array of them.
template <class A, class N>
  requires(detail::NumberLike<A> && std::is_arithmetic_v<N>)
constexpr auto pow(A&& a, N exponent) {
  return detail::elementwise(detail::power_by{static_cast<double>(exponent)}, detail::in_one(std::forward<A>(a)));
}
template <class A, class N>
  requires(AnyQuantity<A> && !detail::NumberLike<A> && std::is_arithmetic_v<N>)
void pow(A&& a, N n) CONVOLT_REFUSED("the exponent is a part of the unit: write pow<2>(v), pow<1, 2>(v)");

#if __cpp_nontype_template_args >= 201911L  // template arguments of floating point
template <auto N, class A>
  requires std::floating_point<decltype(N)>
void pow(A const&) CONVOLT_REFUSED("exponents are integers or fractions of two: pow<2>(v), pow<1, 2>(v)");
#endif

#define CONVOLT_ROOT(name, n, d)                       \
  template <class A>                                   \
    requires AnyQuantity<A>                            \
  constexpr auto name(A&& a) {                         \
    return detail::pow_of<n, d>{}(std::forward<A>(a)); \
  }
/// The roots; that of the unit is exact, so that sqrt of mV^2 is in mV.
CONVOLT_ROOT(sqrt, 1, 2)
CONVOLT_ROOT(cbrt, 1, 3)
#undef CONVOLT_ROOT
/// The square, in the square of the unit.
CONVOLT_OVERLOADS(square, detail::square_of)

// ---- one operand, the unit kept or dropped ------------------------------------------------------------------------

/// |q|; of complex numbers the modulus, which is real.
CONVOLT_OVERLOADS(abs, detail::keeps_unit<detail::abs_function>)
CONVOLT_OVERLOADS(real, detail::keeps_unit<detail::real_function>)
CONVOLT_OVERLOADS(imag, detail::keeps_unit<detail::imag_function>)
CONVOLT_OVERLOADS(conj, detail::keeps_unit<detail::conj_function>)
/// -1, 0 or 1, and the phase of complex numbers in radians: plain numbers.
CONVOLT_OVERLOADS(sign, detail::drops_unit<detail::sign_function>)
CONVOLT_OVERLOADS(arg, detail::drops_unit<detail::arg_function>)
/// Plain booleans.
CONVOLT_OVERLOADS(isnan, detail::drops_unit<detail::isnan_function>)
CONVOLT_OVERLOADS(isinf, detail::drops_unit<detail::isinf_function>)
CONVOLT_OVERLOADS(isfinite, detail::drops_unit<detail::isfinite_function>)

/// The sentence of exp(mV) and its kin.
template <class A>
concept argument_must_be_dimensionless = AnyQuantity<A> && !detail::NumberLike<A>;

/// q in whole multiples of the unit u, kept in u: `round(v, mV)`. A ratio is rounded to whole numbers: `round(v / q)`.
#define CONVOLT_ROUNDING(name)                                                                                     \
  template <class A, AnyUnit V>                                                                                    \
    requires(AnyQuantity<A> && !units_measure_different_things<unit_t<A>, V> && std::floating_point<element_t<A>>) \
  constexpr auto name(A&& a, V const& v) {                                                                         \
    return tag(detail::elementwise(detail::name##_function{}, detail::numbers(std::forward<A>(a), v)), v);         \
  }                                                                                                                \
  template <class A, class V>                                                                                      \
    requires(AnyQuantity<A> && !(AnyUnit<V> && !units_measure_different_things<unit_t<A>, V>))                     \
  void name(A&& a, V const& v) CONVOLT_REFUSED("to whole multiples of a unit of this dimension: round(v, mV)");    \
  template <class A>                                                                                               \
    requires detail::NumberLike<A>                                                                                 \
  constexpr auto name(A&& a) {                                                                                     \
    return detail::elementwise(detail::name##_function{}, detail::in_one(std::forward<A>(a)));                     \
  }                                                                                                                \
  template <class A>                                                                                               \
    requires argument_must_be_dimensionless<A>                                                                     \
  void name(A&& a) CONVOLT_REFUSED("the result depends on the unit: say which one, as in round(v, mV)");
CONVOLT_ROUNDING(round)
CONVOLT_ROUNDING(floor)
CONVOLT_ROUNDING(ceil)
#undef CONVOLT_ROUNDING

// ---- functions of numbers -----------------------------------------------------------------------------------------

/// exp, sin, ...: of a dimensionless quantity of any scale (a phase in degrees, Hz ms), converted to 1 first. The
/// result has no unit: a plain number or lazy array. A run-time unit that is not dimensionless throws unit_error.
#define CONVOLT_FUNCTION_OF_NUMBERS(name)                                                      \
  template <class A>                                                                           \
    requires detail::NumberLike<A>                                                             \
  constexpr auto name(A&& a) {                                                                 \
    return detail::elementwise(detail::name##_function{}, detail::in_one(std::forward<A>(a))); \
  }                                                                                            \
  template <class A>                                                                           \
    requires argument_must_be_dimensionless<A>                                                 \
  void name(A&& a) CONVOLT_REFUSED("the argument has a dimension: divide by a quantity of that dimension");

CONVOLT_FUNCTION_OF_NUMBERS(exp)
CONVOLT_FUNCTION_OF_NUMBERS(exp2)
CONVOLT_FUNCTION_OF_NUMBERS(expm1)
CONVOLT_FUNCTION_OF_NUMBERS(log)
CONVOLT_FUNCTION_OF_NUMBERS(log2)
CONVOLT_FUNCTION_OF_NUMBERS(log10)
CONVOLT_FUNCTION_OF_NUMBERS(log1p)
CONVOLT_FUNCTION_OF_NUMBERS(sin)
CONVOLT_FUNCTION_OF_NUMBERS(cos)
CONVOLT_FUNCTION_OF_NUMBERS(tan)
CONVOLT_FUNCTION_OF_NUMBERS(asin)
CONVOLT_FUNCTION_OF_NUMBERS(acos)
CONVOLT_FUNCTION_OF_NUMBERS(atan)
CONVOLT_FUNCTION_OF_NUMBERS(sinh)
CONVOLT_FUNCTION_OF_NUMBERS(cosh)
CONVOLT_FUNCTION_OF_NUMBERS(tanh)
CONVOLT_FUNCTION_OF_NUMBERS(asinh)
CONVOLT_FUNCTION_OF_NUMBERS(acosh)
CONVOLT_FUNCTION_OF_NUMBERS(atanh)
CONVOLT_FUNCTION_OF_NUMBERS(erf)
CONVOLT_FUNCTION_OF_NUMBERS(erfc)
#undef CONVOLT_FUNCTION_OF_NUMBERS

}  // namespace convolt
