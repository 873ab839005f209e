// SPDX-License-Identifier: BSD-3-Clause
/// Elementwise functions of several operands of one dimension: minimum, maximum, clip, where, isclose, fmod, atan2,
/// hypot. Every operand is converted to the unit of the first one.
/// Layer: quantity.
#pragma once

#include <convolt/core/error.hpp>
#include <convolt/quantity/math.hpp>

#include <utility>

namespace convolt {

namespace detail {

/// f(a, b) of the numbers in the unit of a.
template <class F, class A, class B>
constexpr auto in_common_unit(F f, A&& a, B&& b) {
  auto const unit = unit_of_sum(a, b);
  return elementwise(std::move(f), summand(std::forward<A>(a), unit), summand(std::forward<B>(b), unit));
}

/// A tolerance without a unit can only be zero, unless the numbers have none either.
template <class U>
void check_tolerance(std::string_view where, double atol, U const& unit) {
  if (atol != 0 && !(unit == one)) {
    throw parameter_error({.category = "bad_tolerance",
                           .where = std::string(where),
                           .argument = "atol",
                           .problem = "is a plain number, but the operands have a unit",
                           .actual = std::to_string(atol),
                           .advice = "give it a unit of the same dimension"});
  }
}

/// Lazily; a condition that is one for all is kept by value.
template <class C, class X, class Y>
constexpr auto chosen(C&& condition, X&& x, Y&& y) {
  check_all_extents("where", condition, x, y);
  if constexpr (std::same_as<std::remove_cvref_t<C>, bool>) {
    return xt::make_lambda_xfunction(where_function{}, bool(condition), std::forward<X>(x), std::forward<Y>(y));
  } else {
    return xt::make_lambda_xfunction(where_function{}, std::forward<C>(condition), std::forward<X>(x),
                                     std::forward<Y>(y));
  }
}

template <class A, class B>
constexpr auto isclose_numbers(A&& a, B&& b, double rtol, double atol, bool equal_nan) {
  return in_common_unit(isclose_function{rtol, atol, equal_nan}, std::forward<A>(a), std::forward<B>(b));
}

template <class X>
bool all_true(X const& x) {
  if constexpr (std::same_as<X, bool>) {
    return x;
  } else {
    if (x.size() == 0) { return true; }  // xtensor's iterators move null pointers on nothing
    auto const end = x.template end<xt::layout_type::row_major>();
    for (auto it = x.template begin<xt::layout_type::row_major>(); it != end; ++it) {
      if (!*it) { return false; }
    }
    return true;
  }
}

}  // namespace detail

#define CONVOLT_TWO_OPERANDS(name, function)                                                              \
  template <class A, class B>                                                                             \
    requires detail::Summable<A, B>                                                                       \
  constexpr auto name(A&& a, B&& b) {                                                                     \
    auto const unit = detail::unit_of_sum(a, b);                                                          \
    return tag(detail::in_common_unit(detail::function{}, std::forward<A>(a), std::forward<B>(b)), unit); \
  }                                                                                                       \
  template <class A, class B>                                                                             \
    requires operands_cannot_be_summed<A, B>                                                              \
  void name(A&& a, B&& b) CONVOLT_REFUSED("they measure different things, or one has no unit");

/// Element by element the smaller and the larger; NaN wins.
CONVOLT_TWO_OPERANDS(minimum, min_function)
CONVOLT_TWO_OPERANDS(maximum, max_function)
CONVOLT_TWO_OPERANDS(min, min_function)
CONVOLT_TWO_OPERANDS(max, max_function)
/// sqrt(a^2 + b^2), and the remainder of a / b with the sign of a.
CONVOLT_TWO_OPERANDS(hypot, hypot_function)
CONVOLT_TWO_OPERANDS(fmod, fmod_function)
#undef CONVOLT_TWO_OPERANDS

// std::min and std::max take two constants of one type and would be chosen for them.
template <class U, class E>
constexpr auto min(quantity<U, E> const& a, quantity<U, E> const& b) {
  return minimum(a, b);
}
template <class U, class E>
constexpr auto max(quantity<U, E> const& a, quantity<U, E> const& b) {
  return maximum(a, b);
}

/// The angle of the point (b, a) in radians, plain numbers.
template <class A, class B>
  requires detail::Summable<A, B>
constexpr auto atan2(A&& a, B&& b) {
  return detail::in_common_unit(detail::atan2_function{}, std::forward<A>(a), std::forward<B>(b));
}
template <class A, class B>
  requires operands_cannot_be_summed<A, B>
void atan2(A&& a, B&& b) CONVOLT_REFUSED("they measure different things, or one has no unit");

/// q limited to [lo, hi], in the unit of q. NaN stays NaN.
template <class A, class B, class C>
  requires(detail::Summable<A, B> && detail::Summable<A, C>)
constexpr auto clip(A&& a, B&& lo, C&& hi) {
  auto const unit = detail::unit_of_sum(a, lo);
  return tag(
      detail::elementwise(detail::clip_function{}, detail::summand(std::forward<A>(a), unit),
                          detail::summand(std::forward<B>(lo), unit), detail::summand(std::forward<C>(hi), unit)),
      unit);
}
template <class A, class B, class C>
  requires(operands_cannot_be_summed<A, B> || operands_cannot_be_summed<A, C>)
void clip(A&& a, B&& lo, C&& hi) CONVOLT_REFUSED("the bounds measure something else, or have no unit");

/// a where the condition (a bool, or a boolean array) holds, b elsewhere, in the unit of a.
template <class A, class B, class C>
  requires detail::Summable<B, C>
constexpr auto where(A&& condition, B&& a, C&& b) {
  auto const unit = detail::unit_of_sum(a, b);
  if constexpr (std::same_as<std::remove_cvref_t<A>, bool> && Scalar<wrapped_t<B>> && Scalar<wrapped_t<C>>) {
    return tag(detail::where_function{}(condition, detail::summand(a, unit), detail::summand(b, unit)), unit);
  } else {
    return tag(detail::chosen(std::forward<A>(condition), detail::summand(std::forward<B>(a), unit),
                              detail::summand(std::forward<C>(b), unit)),
               unit);
  }
}
template <class A, class B, class C>
  requires operands_cannot_be_summed<B, C>
void where(A&& condition, B&& a, C&& b) CONVOLT_REFUSED("the choices measure different things, or one has no unit");

/// |a - b| <= atol + rtol |b|, element by element: plain booleans. The absolute tolerance is a quantity, or 0.
template <class A, class B>
  requires detail::Summable<A, B>
constexpr auto isclose(A&& a, B&& b, double rtol = 1e-05, double atol = 0., bool equal_nan = false) {
  detail::check_tolerance("isclose", atol, detail::unit_of_sum(a, b));
  return detail::isclose_numbers(std::forward<A>(a), std::forward<B>(b), rtol, atol, equal_nan);
}
template <class A, class B, class T>
  requires(detail::Summable<A, B> && AnyQuantity<T> && detail::Summable<A, T>)
constexpr auto isclose(A&& a, B&& b, double rtol, T const& atol, bool equal_nan = false) {
  double const absolute = static_cast<double>(in(atol, detail::unit_of_sum(a, b)));
  return detail::isclose_numbers(std::forward<A>(a), std::forward<B>(b), rtol, absolute, equal_nan);
}
template <class A, class B>
  requires operands_cannot_be_summed<A, B>
void isclose(A&&, B&&, double = 0, double = 0, bool = false) CONVOLT_REFUSED("they measure different things");

/// Whether isclose holds everywhere.
template <class A, class B>
  requires detail::Summable<A, B>
constexpr bool allclose(A&& a, B&& b, double rtol = 1e-05, double atol = 0.) {
  detail::check_tolerance("allclose", atol, detail::unit_of_sum(a, b));
  return detail::all_true(detail::isclose_numbers(std::forward<A>(a), std::forward<B>(b), rtol, atol, false));
}
template <class A, class B, class T>
  requires(detail::Summable<A, B> && AnyQuantity<T> && detail::Summable<A, T>)
constexpr bool allclose(A&& a, B&& b, double rtol, T const& atol) {
  double const absolute = static_cast<double>(in(atol, detail::unit_of_sum(a, b)));
  return detail::all_true(detail::isclose_numbers(std::forward<A>(a), std::forward<B>(b), rtol, absolute, false));
}
template <class A, class B>
  requires operands_cannot_be_summed<A, B>
void allclose(A&&, B&&, double = 0, double = 0) CONVOLT_REFUSED("they measure different things");

}  // namespace convolt
