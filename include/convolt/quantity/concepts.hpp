// SPDX-License-Identifier: BSD-3-Clause
/// What the quantity layer accepts: plain scalars and array expressions, and quantities of them.
/// Layer: quantity.
#pragma once

#include <convolt/core/xt.hpp>
#include <convolt/quantity/fwd.hpp>
#include <convolt/units/any_unit.hpp>
#include <convolt/units/unit.hpp>

#include <complex>
#include <concepts>
#include <type_traits>

namespace convolt {

namespace detail {

// Asked of every operand: variables and not classes, which cost compilers several times as much.
template <class Q>
inline constexpr bool is_quantity = false;
template <class U, class E>
inline constexpr bool is_quantity<quantity<U, E>> = true;

}  // namespace detail

namespace quantities {

template <class T>
inline constexpr bool is_complex = false;
template <class T>
inline constexpr bool is_complex<std::complex<T>> = true;

}  // namespace quantities

/// A number: real, integer or complex.
template <class T>
concept Scalar = (std::is_arithmetic_v<std::remove_cvref_t<T>> && !std::same_as<std::remove_cvref_t<T>, bool>) ||
                 detail::is_complex<std::remove_cvref_t<T>>;

/// An xtensor container, adaptor, view or lazy expression.
template <class E>
concept ArrayExpression = xt::is_xexpression<std::remove_cvref_t<E>>::value;

/// A number or an array without a unit. Wherever quantities are taken it stands for one in the unit `one`.
template <class E>
concept Plain = Scalar<E> || ArrayExpression<E>;

/// A quantity, of a scalar or an array, whose unit is static or known at run time.
template <class Q>
concept AnyQuantity = detail::is_quantity<std::remove_cvref_t<Q>>;

/// A quantity or what can stand for one.
template <class Q>
concept Operand = AnyQuantity<Q> || Plain<Q>;

namespace detail {

template <class Q>
struct unit_type {
  using type = dimensionless;
};
template <class U, class E>
struct unit_type<quantity<U, E>> {
  using type = U;
};

template <class Q>
struct wrapped_type {
  using type = Q;
};
template <class U, class E>
struct wrapped_type<quantity<U, E>> {
  using type = std::remove_cvref_t<E>;
};

template <class E>
struct element_type {
  using type = E;
};
template <ArrayExpression E>
struct element_type<E> {
  using type = std::remove_cv_t<typename E::value_type>;
};

}  // namespace detail

namespace quantities {

template <class T>
struct real_type {
  using type = T;
};
template <class T>
struct real_type<std::complex<T>> {
  using type = T;
};

}  // namespace quantities

/// The type of the unit of a quantity; `dimensionless` for plain numbers and arrays.
template <Operand Q>
using unit_t = typename detail::unit_type<std::remove_cvref_t<Q>>::type;

/// What the quantity is a tag around, without reference; a plain operand is itself.
template <Operand Q>
using wrapped_t = typename detail::wrapped_type<std::remove_cvref_t<Q>>::type;

/// The type of the numbers.
template <Operand Q>
using element_t = typename detail::element_type<wrapped_t<Q>>::type;

/// The type of a factor for these numbers: float for complex<float>.
template <Operand Q>
using real_t = typename detail::real_type<element_t<Q>>::type;

namespace detail {

// Names that compilers show.
struct not_a_quantity {};
struct unit_known_at_run_time_only_so_call_with_q_as_mV {};
template <class Q>
struct unit_of_argument {
  using type = not_a_quantity;
};
template <class E>
struct unit_of_argument<quantity<any_unit, E>> {
  using type = unit_known_at_run_time_only_so_call_with_q_as_mV;
};
template <class U, class E>
struct unit_of_argument<quantity<U, E>> {
  using type = U;
};

/// Compilers that explain a refusal say what the first of these lacks, and both arguments.
template <class Given, class Wanted>
struct compared_units {};
template <class Given, class Wanted>
  requires SameDimension<Given, Wanted>
struct compared_units<Given, Wanted> {
  using measure_the_same = bool;
};

}  // namespace detail

/// A quantity that measures what U measures, in any scale: `void f(QuantityOf<volt> auto const& v)`. A run-time unit is
/// checked by who calls: `f(q.as(mV))`.
/// Written so that g++ 12 reports a missing type, which it does where the call is: of a value that is false it shows
/// the line here, with all the headers that led to it.
template <class Q, class U>
concept QuantityOf = typename detail::compared_units<typename detail::unit_of_argument<std::remove_cvref_t<Q>>::type,
                                                     std::remove_cvref_t<U>>::measure_the_same{true};

/// A quantity whose unit is a value, checked when the program runs.
template <class Q>
concept DynamicQuantity = AnyQuantity<Q> && std::same_as<unit_t<Q>, any_unit>;

/// Operands whose units measure the same thing, or whose units are only known at run time.
template <class A, class B>
concept OneDimension =
    Operand<A> && Operand<B> && (DynamicQuantity<A> || DynamicQuantity<B> || SameDimension<unit_t<A>, unit_t<B>>);

/// Numbers in U are numbers in one: a plain array may stand in, and out.
template <class U>
concept PlainUnit = EquivalentUnits<U, dimensionless>;

}  // namespace convolt

/// xtensor's operators are candidates for `array * mV` too. To learn what they would return they ask this of the unit
/// as a scalar expression; here is the answer, without making that class for every unit.
template <class T>
  requires(convolt::AnyUnit<std::remove_cvref_t<T>> || convolt::AnyQuantity<T>)
struct xt::extension::get_expression_tag<xt::xscalar<T>> {
  using type = xt::xtensor_expression_tag;
};
