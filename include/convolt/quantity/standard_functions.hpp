// SPDX-License-Identifier: BSD-3-Clause
/// What `std::sqrt(v)` and its kin say of a quantity that is no number. Of ratios they take the number; of anything
/// else compilers would list the overloads of the standard library. (Declarations in std, for the message alone: no
/// call of a valid program reaches them.)
///
/// Argument-dependent lookup finds them too, beside our functions, for what has a std:: type in its own. The trailing
/// packs take nothing: with them ours are the more specialised ones.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/tag.hpp>

#include <type_traits>

namespace convolt::detail {

/// What does not convert to a number: a quantity with a dimension or a run-time unit, an array, samples.
template <class Q>
concept NoNumber = is_sampled<std::remove_cvref_t<Q>> || (AnyQuantity<Q> && !Number<unit_t<Q>, wrapped_t<Q>>);

}  // namespace convolt::detail

namespace std {

// Each sentence stands where its name does: that is the line which compilers show.
#define CONVOLT_IN_STD(name, sentence)                                \
  template <class Q, class... Nothing>                                \
    requires(convolt::detail::NoNumber<Q> && sizeof...(Nothing) == 0) \
  void name(Q&& q, Nothing const&... nothing) CONVOLT_REFUSED(sentence);

CONVOLT_IN_STD(exp, "takes a ratio of quantities: divide by one; of arrays take convolt::exp(q)")
CONVOLT_IN_STD(exp2, "takes a ratio of quantities: divide by one; of arrays take convolt::exp2(q)")
CONVOLT_IN_STD(expm1, "takes a ratio of quantities: divide by one; of arrays take convolt::expm1(q)")
CONVOLT_IN_STD(log, "takes a ratio of quantities: divide by one; of arrays take convolt::log(q)")
CONVOLT_IN_STD(log2, "takes a ratio of quantities: divide by one; of arrays take convolt::log2(q)")
CONVOLT_IN_STD(log10, "takes a ratio of quantities: divide by one; of arrays take convolt::log10(q)")
CONVOLT_IN_STD(log1p, "takes a ratio of quantities: divide by one; of arrays take convolt::log1p(q)")
CONVOLT_IN_STD(sin, "takes a ratio of quantities: divide by one; of arrays take convolt::sin(q)")
CONVOLT_IN_STD(cos, "takes a ratio of quantities: divide by one; of arrays take convolt::cos(q)")
CONVOLT_IN_STD(tan, "takes a ratio of quantities: divide by one; of arrays take convolt::tan(q)")
CONVOLT_IN_STD(asin, "takes a ratio of quantities: divide by one; of arrays take convolt::asin(q)")
CONVOLT_IN_STD(acos, "takes a ratio of quantities: divide by one; of arrays take convolt::acos(q)")
CONVOLT_IN_STD(atan, "takes a ratio of quantities: divide by one; of arrays take convolt::atan(q)")
CONVOLT_IN_STD(sinh, "takes a ratio of quantities: divide by one; of arrays take convolt::sinh(q)")
CONVOLT_IN_STD(cosh, "takes a ratio of quantities: divide by one; of arrays take convolt::cosh(q)")
CONVOLT_IN_STD(tanh, "takes a ratio of quantities: divide by one; of arrays take convolt::tanh(q)")
CONVOLT_IN_STD(erf, "takes a ratio of quantities: divide by one; of arrays take convolt::erf(q)")
CONVOLT_IN_STD(sqrt, "take convolt::sqrt(q), which takes the root of the unit too")
CONVOLT_IN_STD(cbrt, "take convolt::cbrt(q), which takes the root of the unit too")
CONVOLT_IN_STD(fabs, "take convolt::abs(q), which keeps the unit")
CONVOLT_IN_STD(isnan, "take convolt::isnan(q)")
CONVOLT_IN_STD(isinf, "take convolt::isinf(q)")
CONVOLT_IN_STD(isfinite, "take convolt::isfinite(q)")
CONVOLT_IN_STD(round, "take convolt::round(q, mV), to whole multiples of a unit")
CONVOLT_IN_STD(floor, "take convolt::floor(q, mV), to whole multiples of a unit")
CONVOLT_IN_STD(ceil, "take convolt::ceil(q, mV), to whole multiples of a unit")
CONVOLT_IN_STD(to_string, "take convolt::to_string(q), or write os << q")
#undef CONVOLT_IN_STD

/// std::abs has overloads for integers too, which dimensionless quantities convert to no less than to others.
template <class Q>
  requires convolt::AnyQuantity<Q>
void abs(Q&& q) CONVOLT_REFUSED("take convolt::abs(q), which keeps the unit, or std::abs(q.in(one))");

template <class Q, class N, class... Nothing>
  requires(convolt::detail::NoNumber<Q> && is_arithmetic_v<N> && sizeof...(Nothing) == 0)
void pow(Q&& q, N n, Nothing const&... nothing) CONVOLT_REFUSED("the exponent is a part of the unit: pow<2>(q)");

#define CONVOLT_IN_STD_OF_TWO(name, sentence)                                                         \
  template <class P, class Q, class... Nothing>                                                       \
    requires(convolt::detail::NoNumber<P> && convolt::detail::NoNumber<Q> && sizeof...(Nothing) == 0) \
  void name(P&& p, Q&& q, Nothing const&... nothing) CONVOLT_REFUSED(sentence);
CONVOLT_IN_STD_OF_TWO(hypot, "take convolt::hypot(a, b)")
CONVOLT_IN_STD_OF_TWO(atan2, "take convolt::atan2(a, b)")
CONVOLT_IN_STD_OF_TWO(fmod, "take convolt::fmod(a, b)")
#undef CONVOLT_IN_STD_OF_TWO

#define CONVOLT_IN_STD_OF_NUMBER(name, sentence)                                     \
  template <class U, class A, class N>                                               \
    requires(is_arithmetic_v<A> && is_arithmetic_v<N>)                               \
  void name(convolt::quantity<U, A> const& a, N const& b) CONVOLT_REFUSED(sentence); \
  template <class U, class A, class N>                                               \
    requires(is_arithmetic_v<A> && is_arithmetic_v<N>)                               \
  void name(N const& a, convolt::quantity<U, A> const& b) CONVOLT_REFUSED(sentence);
CONVOLT_IN_STD_OF_NUMBER(min, "std:: takes two of one type: convolt::min(v, 0. * mV), or min(x, 0.) of a ratio")
CONVOLT_IN_STD_OF_NUMBER(max, "std:: takes two of one type: convolt::max(v, 0. * mV), or max(x, 0.) of a ratio")
#undef CONVOLT_IN_STD_OF_NUMBER

#define CONVOLT_IN_STD_OF_TWO_UNITS(name, sentence)                                             \
  template <class U, class A, class V, class B>                                                 \
    requires(is_arithmetic_v<A> && is_arithmetic_v<B> && !(is_same_v<U, V> && is_same_v<A, B>)) \
  void name(convolt::quantity<U, A> const& a, convolt::quantity<V, B> const& b) CONVOLT_REFUSED(sentence);
CONVOLT_IN_STD_OF_TWO_UNITS(min, "std:: takes two of one type: convolt::min(a, b) converts units")
CONVOLT_IN_STD_OF_TWO_UNITS(max, "std:: takes two of one type: convolt::max(a, b) converts units")
#undef CONVOLT_IN_STD_OF_TWO_UNITS

}  // namespace std
