// SPDX-License-Identifier: BSD-3-Clause
/// Where a dimensionless quantity is a number: of any scale (percent, mM/nM, Hz ms), and in 1. Where a floating-point
/// number is wanted it is one without being asked, where an integer is wanted it is not.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/container.hpp>
#include <convolt/quantity/convert.hpp>
#include <convolt/quantity/convertible.hpp>
#include <convolt/quantity/functors.hpp>
#include <convolt/quantity/rank.hpp>

#include <concepts>
#include <type_traits>
#include <utility>
#include <vector>

namespace convolt::detail {

/// The elements of X in U are numbers in 1, without a conversion that integers cannot do.
template <class X, class U>
concept WholeScale = PlainUnit<U> || !std::integral<element_t<X>>;

/// The numbers x in the dimensionless unit u, in 1. Integers in another scale become double first.
template <Plain X, AnyUnit U>
constexpr decltype(auto) numbers_in_one(X&& x, U const& u) {
  if constexpr (!Unit<U> || WholeScale<X, U>) {
    return convert(std::forward<X>(x), u, one);
  } else if constexpr (Scalar<X>) {
    return convert(static_cast<double>(x), u, one);
  } else {
    return convert(xt::make_lambda_xfunction(cast_function<double>{}, std::forward<X>(x)), u, one);
  }
}

/// A number in a static unit.
template <class U, class E>
concept StaticNumber = Scalar<E> && !std::is_reference_v<E> && Unit<U>;

struct no_number {};

/// A number in U is one in another scale.
template <class U, class E>
concept Number = Scalar<E> && Unit<U> && SameDimension<U, dimensionless>;
template <class U, class E>
struct number_of {
  using type = no_number;
};
template <class U, class E>
  requires Number<U, E>
struct number_of<U, E> {
  using type = std::conditional_t<WholeScale<E, U>, std::remove_cv_t<E>, double>;
};
template <class U, class E>
using number_t = typename number_of<U, E>::type;

template <class U, class E>
concept FractionalNumber = Number<U, E> && std::floating_point<number_t<U, E>>;

template <class I>
concept AnyInteger = std::integral<I>;
/// Says no more than the other one, but compilers prefer it where both hold.
template <class I>
concept AskedInteger = AnyInteger<I> && Scalar<I>;

/// Integers that numbers of these elements in U are not.
template <class C, class E, class U>
concept IntegersFromFractions = std::integral<element_t<C>> && !(std::integral<element_t<E>> && PlainUnit<U>);

/// An array (or a complex number) that may be made from dimensionless numbers.
template <class C, class U, class E>
concept PlainTarget = Unit<U> && SameDimension<U, dimensionless> &&
                      ((ArrayExpression<C> && ArrayExpression<E> && !IntegersFromFractions<C, E, U>) ||
                       (is_complex<C> && std::floating_point<E>)) &&
                      std::constructible_from<C, E const&>;

/// What was sampled in a unit that measures the same as U.
template <class S, class U>
concept SamplesOf = is_sampled<S> && !units_measure_different_things<typename S::unit_type, U>;

/// What `row(v, 1) = x` takes, where the quantity in U that is assigned to is a view or a reference E without a name.
template <class X, class U, class E, class To = std::remove_reference_t<E>>
concept WritesInto =
    WritesThrough<E> && (PlainBeside<X, U> || SamplesOf<std::remove_cvref_t<X>, U> ||
                         (ImplicitlyConvertible<X, U, element_t<To>> && !RankRefused<wrapped_t<X>, To>));

/// The number of a quantity, or of a ratio, in a unit.
template <class T, class Q, class U>
constexpr T number_in(Q const& q, U const& unit) {
  if constexpr (AnyQuantity<Q>) {
    return static_cast<T>(q.in(unit));
  } else {
    return static_cast<T>(q);
  }
}

template <class C>
inline constexpr bool is_standard_vector = false;
template <class T, class A>
inline constexpr bool is_standard_vector<std::vector<T, A>> = true;
template <class C>
concept StandardVector = is_standard_vector<C>;

}  // namespace convolt::detail
