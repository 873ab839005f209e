// SPDX-License-Identifier: BSD-3-Clause
/// The functions of quantities of plain numbers and arrays, for generic code and for results without a dimension:
/// `convolt::eval`, `convolt::sqrt`, `convolt::where(mask, 1., 0.)`. What they return is plain, and lazy for arrays.
///
/// Each ends in a pack that takes nothing: where xtensor's function of the same name is visible too, it is the more
/// specialised one and is called, without ambiguity. A std::vector is no array, which the functions say of it.
/// Layer: quantity.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/quantity/math.hpp>
#include <convolt/quantity/owning.hpp>
#include <convolt/quantity/sample_list.hpp>
#include <convolt/quantity/select.hpp>

#include <utility>

namespace convolt {

namespace detail {

/// The numbers of a result in 1.
template <class R>
constexpr auto untagged(R&& r) {
  if constexpr (AnyQuantity<R>) {
    return std::remove_cvref_t<wrapped_t<R>>(std::forward<R>(r).raw());
  } else {
    return std::forward<R>(r);
  }
}

using square_root_of = pow_of<1, 2>;
using cube_root_of = pow_of<1, 3>;

template <class F>
struct of_each {
  template <class... X>
  constexpr auto operator()(X&&... x) const {
    return elementwise(F{}, numbers(std::forward<X>(x))...);
  }
};

}  // namespace detail

#define CONVOLT_OF_PLAIN(name, implementation)                             \
  template <Plain X, class... Nothing>                                     \
    requires(sizeof...(Nothing) == 0)                                      \
  constexpr auto name(X&& x, Nothing const&...) {                          \
    return detail::untagged(detail::implementation{}(std::forward<X>(x))); \
  }                                                                        \
  template <quantities::SampleList L, class... Nothing>                    \
    requires(sizeof...(Nothing) == 0)                                      \
  void name(L const& list, Nothing const&...) CONVOLT_REFUSED("a list is no array: list * mV is one, list * one too");
#define CONVOLT_OF_PLAIN_EACH(name) CONVOLT_OF_PLAIN(name, of_each<detail::name##_function>)

/// Each as for quantities.
CONVOLT_OF_PLAIN(eval, eval_of)
CONVOLT_OF_PLAIN_EACH(abs)
CONVOLT_OF_PLAIN_EACH(real)
CONVOLT_OF_PLAIN_EACH(imag)
CONVOLT_OF_PLAIN_EACH(conj)
CONVOLT_OF_PLAIN_EACH(sign)
CONVOLT_OF_PLAIN_EACH(arg)
CONVOLT_OF_PLAIN_EACH(isnan)
CONVOLT_OF_PLAIN_EACH(isinf)
CONVOLT_OF_PLAIN_EACH(isfinite)
CONVOLT_OF_PLAIN_EACH(exp)
CONVOLT_OF_PLAIN_EACH(exp2)
CONVOLT_OF_PLAIN_EACH(expm1)
CONVOLT_OF_PLAIN_EACH(log)
CONVOLT_OF_PLAIN_EACH(log2)
CONVOLT_OF_PLAIN_EACH(log10)
CONVOLT_OF_PLAIN_EACH(log1p)
CONVOLT_OF_PLAIN_EACH(sin)
CONVOLT_OF_PLAIN_EACH(cos)
CONVOLT_OF_PLAIN_EACH(tan)
CONVOLT_OF_PLAIN_EACH(asin)
CONVOLT_OF_PLAIN_EACH(acos)
CONVOLT_OF_PLAIN_EACH(atan)
CONVOLT_OF_PLAIN_EACH(sinh)
CONVOLT_OF_PLAIN_EACH(cosh)
CONVOLT_OF_PLAIN_EACH(tanh)
CONVOLT_OF_PLAIN_EACH(asinh)
CONVOLT_OF_PLAIN_EACH(acosh)
CONVOLT_OF_PLAIN_EACH(atanh)
CONVOLT_OF_PLAIN_EACH(erf)
CONVOLT_OF_PLAIN_EACH(erfc)
CONVOLT_OF_PLAIN_EACH(round)
CONVOLT_OF_PLAIN_EACH(floor)
CONVOLT_OF_PLAIN_EACH(ceil)
CONVOLT_OF_PLAIN(square, square_of)
CONVOLT_OF_PLAIN(sqrt, square_root_of)
CONVOLT_OF_PLAIN(cbrt, cube_root_of)
#undef CONVOLT_OF_PLAIN_EACH
#undef CONVOLT_OF_PLAIN

template <int N, int D = 1, Plain X, class... Nothing>
  requires(sizeof...(Nothing) == 0)
constexpr auto pow(X&& x, Nothing const&...) {
  return detail::untagged(detail::pow_of<N, D>{}(std::forward<X>(x)));
}
template <int N, int D = 1, quantities::SampleList L, class... Nothing>
  requires(sizeof...(Nothing) == 0)
void pow(L const&, Nothing const&...) CONVOLT_REFUSED("a list is no array: list * mV is one, list * one too");
template <Scalar T, Plain X, class... Nothing>
  requires(sizeof...(Nothing) == 0)
constexpr auto cast(X&& x, Nothing const&...) {
  return detail::untagged(detail::cast_of<T>{}(std::forward<X>(x)));
}

#define CONVOLT_OF_TWO_PLAIN(name, function)                                            \
  template <Plain X, Plain Y, class... Nothing>                                         \
    requires(sizeof...(Nothing) == 0)                                                   \
  constexpr auto name(X&& x, Y&& y, Nothing const&...) {                                \
    return detail::of_each<detail::function>{}(std::forward<X>(x), std::forward<Y>(y)); \
  }
/// Of two, which are plain both.
CONVOLT_OF_TWO_PLAIN(minimum, min_function)
CONVOLT_OF_TWO_PLAIN(maximum, max_function)
CONVOLT_OF_TWO_PLAIN(hypot, hypot_function)
CONVOLT_OF_TWO_PLAIN(fmod, fmod_function)
CONVOLT_OF_TWO_PLAIN(atan2, atan2_function)
#undef CONVOLT_OF_TWO_PLAIN

/// x between lo and hi.
template <Plain X, Plain Y, Plain Z, class... Nothing>
  requires(sizeof...(Nothing) == 0)
constexpr auto clip(X&& x, Y&& lo, Z&& hi, Nothing const&...) {
  return detail::of_each<detail::clip_function>{}(std::forward<X>(x), std::forward<Y>(lo), std::forward<Z>(hi));
}
template <quantities::SampleList L, class Y, class Z, class... Nothing>
  requires(sizeof...(Nothing) == 0)
void clip(L const&, Y const&, Z const&, Nothing const&...) CONVOLT_REFUSED("a list is no array: list * mV is one");
template <quantities::SampleList L, class Y, class Z, class... Nothing>
  requires(sizeof...(Nothing) == 0)
void where(L const&, Y const&, Z const&, Nothing const&...) CONVOLT_REFUSED("a list is no array: list * mV is one");
/// x where the condition holds, y elsewhere.
template <class C, Plain X, Plain Y, class... Nothing>
  requires(sizeof...(Nothing) == 0 && (std::same_as<std::remove_cvref_t<C>, bool> || Plain<C>))
constexpr auto where(C&& condition, X&& x, Y&& y, Nothing const&...) {
  if constexpr (std::same_as<std::remove_cvref_t<C>, bool> && Scalar<X> && Scalar<Y>) {
    return detail::where_function{}(condition, x, y);
  } else {
    return detail::chosen(std::forward<C>(condition), detail::numbers(std::forward<X>(x)),
                          detail::numbers(std::forward<Y>(y)));
  }
}

}  // namespace convolt
