// SPDX-License-Identifier: BSD-3-Clause
/// The functions of quantities for sampled ones, with the axes: elementwise mathematics, minimum, clip, where, and the
/// reductions over everything under their free names.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/math.hpp>
#include <convolt/quantity/reduce.hpp>
#include <convolt/quantity/sampled_compare.hpp>
#include <convolt/quantity/select.hpp>

#include <utility>

namespace convolt {

// ---- one operand --------------------------------------------------------------------------------------------------

#define CONVOLT_SAMPLED_FUNCTION(name)                                        \
  template <class S>                                                          \
    requires AnySampled<S>                                                    \
  auto name(S&& x) {                                                          \
    return x.map([](auto const& numbers) { return convolt::name(numbers); }); \
  }

/// Element by element, on the same axes; the units are those of the functions of quantities.
CONVOLT_SAMPLED_FUNCTION(sqrt)
CONVOLT_SAMPLED_FUNCTION(cbrt)
CONVOLT_SAMPLED_FUNCTION(square)
CONVOLT_SAMPLED_FUNCTION(abs)
CONVOLT_SAMPLED_FUNCTION(real)
CONVOLT_SAMPLED_FUNCTION(imag)
CONVOLT_SAMPLED_FUNCTION(conj)
CONVOLT_SAMPLED_FUNCTION(sign)
CONVOLT_SAMPLED_FUNCTION(arg)
CONVOLT_SAMPLED_FUNCTION(isnan)
CONVOLT_SAMPLED_FUNCTION(isinf)
CONVOLT_SAMPLED_FUNCTION(isfinite)
#undef CONVOLT_SAMPLED_FUNCTION

/// x^(N/D), numbers and unit.
template <int N, int D = 1, class S>
  requires AnySampled<S>
auto pow(S&& x) {
  return x.map([](auto const& numbers) { return convolt::pow<N, D>(numbers); });
}

/// In whole multiples of the unit v, kept in it.
#define CONVOLT_SAMPLED_ROUNDING(name)                                              \
  template <class S, AnyUnit V>                                                     \
    requires AnySampled<S>                                                          \
  auto name(S&& x, V const& v) {                                                    \
    return x.map([&v](auto const& numbers) { return convolt::name(numbers, v); });  \
  }                                                                                 \
  template <class S>                                                                \
    requires(AnySampled<S> && detail::NumberLike<detail::operand_t<S>>)             \
  auto name(S&& x) {                                                                \
    return x.map([](auto const& numbers) { return convolt::name(numbers); });       \
  }                                                                                 \
  template <class S>                                                                \
    requires(AnySampled<S> && argument_must_be_dimensionless<detail::operand_t<S>>) \
  void name(S&&) CONVOLT_REFUSED("the result depends on the unit: say which one, as in round(v, mV)");
CONVOLT_SAMPLED_ROUNDING(round)
CONVOLT_SAMPLED_ROUNDING(floor)
CONVOLT_SAMPLED_ROUNDING(ceil)
#undef CONVOLT_SAMPLED_ROUNDING

#define CONVOLT_SAMPLED_FUNCTION_OF_NUMBERS(name)                                   \
  template <class S>                                                                \
    requires(AnySampled<S> && detail::NumberLike<detail::operand_t<S>>)             \
  auto name(S&& x) {                                                                \
    return x.map([](auto const& numbers) { return convolt::name(numbers); });       \
  }                                                                                 \
  template <class S>                                                                \
    requires(AnySampled<S> && argument_must_be_dimensionless<detail::operand_t<S>>) \
  void name(S&&) CONVOLT_REFUSED("the argument has a dimension: divide by a quantity of that dimension");

CONVOLT_SAMPLED_FUNCTION_OF_NUMBERS(exp)
CONVOLT_SAMPLED_FUNCTION_OF_NUMBERS(exp2)
CONVOLT_SAMPLED_FUNCTION_OF_NUMBERS(expm1)
CONVOLT_SAMPLED_FUNCTION_OF_NUMBERS(log)
CONVOLT_SAMPLED_FUNCTION_OF_NUMBERS(log2)
CONVOLT_SAMPLED_FUNCTION_OF_NUMBERS(log10)
CONVOLT_SAMPLED_FUNCTION_OF_NUMBERS(log1p)
CONVOLT_SAMPLED_FUNCTION_OF_NUMBERS(sin)
CONVOLT_SAMPLED_FUNCTION_OF_NUMBERS(cos)
CONVOLT_SAMPLED_FUNCTION_OF_NUMBERS(tan)
CONVOLT_SAMPLED_FUNCTION_OF_NUMBERS(asin)
CONVOLT_SAMPLED_FUNCTION_OF_NUMBERS(acos)
CONVOLT_SAMPLED_FUNCTION_OF_NUMBERS(atan)
CONVOLT_SAMPLED_FUNCTION_OF_NUMBERS(sinh)
CONVOLT_SAMPLED_FUNCTION_OF_NUMBERS(cosh)
CONVOLT_SAMPLED_FUNCTION_OF_NUMBERS(tanh)
CONVOLT_SAMPLED_FUNCTION_OF_NUMBERS(asinh)
CONVOLT_SAMPLED_FUNCTION_OF_NUMBERS(acosh)
CONVOLT_SAMPLED_FUNCTION_OF_NUMBERS(atanh)
CONVOLT_SAMPLED_FUNCTION_OF_NUMBERS(erf)
CONVOLT_SAMPLED_FUNCTION_OF_NUMBERS(erfc)
#undef CONVOLT_SAMPLED_FUNCTION_OF_NUMBERS

// ---- several operands ---------------------------------------------------------------------------------------------

#define CONVOLT_SAMPLED_PAIR(name)                                                                  \
  template <class A, class B>                                                                       \
    requires detail::SummableSampled<A, B>                                                          \
  auto name(A&& a, B&& b) {                                                                         \
    return detail::combine(a, b, [](auto const& x, auto const& y) { return convolt::name(x, y); }); \
  }                                                                                                 \
  template <class A, class B>                                                                       \
    requires detail::UnsummableSampled<A, B>                                                        \
  void name(A&&, B&&) CONVOLT_REFUSED("they measure different things, or one has no unit");         \
  template <class A, class B>                                                                       \
    requires axes_do_not_meet<A, B>                                                                 \
  void name(A&& a, B&& b) CONVOLT_REFUSED("the axes do not meet, or in two ways: reduce with convolt::keepdims");

CONVOLT_SAMPLED_PAIR(minimum)
CONVOLT_SAMPLED_PAIR(maximum)
CONVOLT_SAMPLED_PAIR(min)
CONVOLT_SAMPLED_PAIR(max)
CONVOLT_SAMPLED_PAIR(hypot)
CONVOLT_SAMPLED_PAIR(fmod)
CONVOLT_SAMPLED_PAIR(atan2)
#undef CONVOLT_SAMPLED_PAIR

namespace detail {
/// An operand as it stands beside `large`: a number, or a quantity whose axes are among those of `large`.
template <class Large, class S>
decltype(auto) beside(Large const& large, S const& x) {
  if constexpr (AnySampled<S>) {
    static_cast<void>(joined_axes<false>(large, x));
    return stretched<axes_t<Large>>(x);
  } else if constexpr (Scalar<S>) {
    return tag(x, one);
  } else {
    return pass<S const&>(x);
  }
}
template <class S>
using number_or_operand_t = std::conditional_t<Scalar<S>, quantity<dimensionless, S>, operand_t<S>>;

/// B has axes that S has not, or axes that could be two of S.
template <class S, class B>
concept NotBeside = AnySampled<S> && (axes_do_not_meet<S, B> || (SampledPair<S, B> && !fits_into<S, B>));

template <class S, class... B>
concept AllBeside = AnySampled<S> && ((SampledPair<S, B> && fits_into<S, B>)&&...);
}  // namespace detail

/// x limited to [lo, hi], which are numbers, or have axes that x has. NaN stays.
template <class S, class B, class C>
  requires(detail::AllBeside<S, B, C> && detail::SummableSampled<S, B> && detail::SummableSampled<S, C>)
auto clip(S const& x, B const& lo, C const& hi) {
  return x.map([&](auto const& q) { return convolt::clip(q, detail::beside(x, lo), detail::beside(x, hi)); });
}
template <class S, class B, class C>
  requires(AnySampled<S> && (detail::UnsummableSampled<S, B> || detail::UnsummableSampled<S, C>))
void clip(S const&, B const&, C const&) CONVOLT_REFUSED("they measure different things, or one has no unit");

template <class S, class B, class C>
  requires(detail::NotBeside<S, B> || detail::NotBeside<S, C>)
void clip(S const&, B const&, C const&) CONVOLT_REFUSED("bounds have other axes: reduce with convolt::keepdims");

/// a where the mask, a comparison of sampled quantities, holds; b elsewhere, in the unit of a. Each is a number, or has
/// axes that the mask has.
template <class M, class A, class B>
  requires(SampledMask<M> && detail::AllBeside<M, A, B> &&
           detail::Summable<detail::number_or_operand_t<A>, detail::number_or_operand_t<B>>)
auto where(M const& mask, A const& a, B const& b) {
  return mask.map(
      [&](auto const& m) { return convolt::where(m.raw(), detail::beside(mask, a), detail::beside(mask, b)); });
}
template <class M, class A, class B>
  requires(SampledMask<M> && operands_cannot_be_summed<detail::operand_t<A>, detail::operand_t<B>>)
void where(M const&, A const&, B const&) CONVOLT_REFUSED("they measure different things, or one has no unit");
template <class M, class A, class B>
  requires(!AnySampled<M> && (AnySampled<A> || AnySampled<B>))
void where(M const&, A const&, B const&) CONVOLT_REFUSED("the mask has no axes: compare sampled quantities");

template <class M, class A, class B>
  requires(SampledMask<M> && (detail::NotBeside<M, A> || detail::NotBeside<M, B>))
void where(M const&, A const&, B const&) CONVOLT_REFUSED("choices have other axes: reduce with convolt::keepdims");

// ---- reductions ---------------------------------------------------------------------------------------------------

/// Over everything, and along one dimension: `mean(x)`, `mean<1>(x)`, `mean<ms>(x, keepdims)`, as the members.
#define CONVOLT_SAMPLED_REDUCTION_OF_ONE(name, member)              \
  template <class S>                                                \
    requires AnySampled<S>                                          \
  auto name(S const& x) {                                           \
    return x.member();                                              \
  }                                                                 \
  template <auto D, class S, detail::ReductionOption... O>          \
    requires AnySampled<S>                                          \
  auto name(S const& x, O const&... options) {                      \
    return x.template member<D>(options...);                        \
  }                                                                 \
  template <auto D, class S, class... X>                            \
    requires(AnySampled<S> && !(detail::ReductionOption<X> && ...)) \
  double name(S const&, X const&...) CONVOLT_REFUSED("the options are convolt::keepdims and convolt::ddof{1}");
#define CONVOLT_SAMPLED_REDUCTION(name, member)       \
  CONVOLT_SAMPLED_REDUCTION_OF_ONE(name, member)      \
  template <class S, class X>                         \
    requires(AnySampled<S> && !std::same_as<X, ddof>) \
  void name(S const&, X const&) CONVOLT_REFUSED("the dimension is a template argument, as in mean<1>(x)");
CONVOLT_SAMPLED_REDUCTION(sum, sum)
CONVOLT_SAMPLED_REDUCTION(mean, mean)
CONVOLT_SAMPLED_REDUCTION(var, var)
CONVOLT_SAMPLED_REDUCTION(variance, var)
CONVOLT_SAMPLED_REDUCTION(stddev, stddev)
CONVOLT_SAMPLED_REDUCTION(amin, min)
CONVOLT_SAMPLED_REDUCTION(amax, max)
CONVOLT_SAMPLED_REDUCTION(argmin, argmin)
CONVOLT_SAMPLED_REDUCTION(argmax, argmax)
CONVOLT_SAMPLED_REDUCTION(any, any)
CONVOLT_SAMPLED_REDUCTION(all, all)
CONVOLT_SAMPLED_REDUCTION_OF_ONE(min, min)
CONVOLT_SAMPLED_REDUCTION_OF_ONE(max, max)
#undef CONVOLT_SAMPLED_REDUCTION
#undef CONVOLT_SAMPLED_REDUCTION_OF_ONE

template <class S>
  requires AnySampled<S>
auto var(S const& x, ddof d) {
  return x.var(d);
}
template <class S>
  requires AnySampled<S>
auto stddev(S const& x, ddof d) {
  return x.stddev(d);
}
// ---- closeness ----------------------------------------------------------------------------------------------------

/// Where two sampled quantities, or one and a number, are equal up to tolerances.
template <class A, class B, class... Tolerances>
  requires detail::SummableSampled<A, B>
auto isclose(A const& a, B const& b, Tolerances const&... tolerances) {
  return detail::combine(a, b, [&](auto const& x, auto const& y) { return convolt::isclose(x, y, tolerances...); });
}
/// As isclose everywhere; axes that differ throw.
template <class A, class B, class... Tolerances>
  requires detail::SummableSampled<A, B>
bool allclose(A const& a, B const& b, Tolerances const&... tolerances) {
  return isclose(a, b, tolerances...).all();
}

}  // namespace convolt
