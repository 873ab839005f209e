// SPDX-License-Identifier: BSD-3-Clause
/// Comparison of quantities, after conversion to the unit of the left operand. Scalars give bool. On arrays `<` and its
/// kin are lazy and elementwise and `==` answers once for the whole, as xtensor has it; `equal` is the elementwise one.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/arithmetic.hpp>

#include <compare>

namespace convolt {

#define CONVOLT_COMPARISON(op)                                                                     \
  template <class A, class B>                                                                      \
    requires detail::Summable<A, B>                                                                \
  constexpr auto operator op(A&& a, B&& b) {                                                       \
    auto const unit = detail::unit_of_sum(a, b);                                                   \
    detail::check_extents("operator" #op, raw(a), raw(b));                                         \
    return detail::summand(std::forward<A>(a), unit) op detail::summand(std::forward<B>(b), unit); \
  }                                                                                                \
  template <class A, class B>                                                                      \
    requires operands_cannot_be_summed<A, B>                                                       \
  void operator op(A&& a, B&& b) CONVOLT_REFUSED("they measure different things, or one has no unit");

CONVOLT_COMPARISON(<)
CONVOLT_COMPARISON(<=)
CONVOLT_COMPARISON(>)
CONVOLT_COMPARISON(>=)

#undef CONVOLT_COMPARISON

/// The sentence of `array == number`.
template <class A, class B>
concept one_side_is_an_array_and_one_a_number = detail::Summable<A, B> && Scalar<wrapped_t<A>> != Scalar<wrapped_t<B>>;

template <class A, class B>
  requires(detail::Summable<A, B> && !one_side_is_an_array_and_one_a_number<A, B>)
constexpr bool operator==(A const& a, B const& b) {
  auto const unit = detail::unit_of_sum(a, b);
  return detail::summand(a, unit) == detail::summand(b, unit);
}
template <class A, class B>
  requires one_side_is_an_array_and_one_a_number<A, B>
bool operator==(A const& a, B const& b) CONVOLT_REFUSED("== is for the whole: equal(a, b) compares each element");
template <class A, class B>
  requires operands_cannot_be_summed<A, B>
bool operator==(A const& a, B const& b) CONVOLT_REFUSED("they measure different things, or one has no unit");

/// Of scalars, for std::sort and its kin. Values that are NaN are unordered.
template <class A, class B>
  requires(detail::Summable<A, B> && Scalar<wrapped_t<A>> && Scalar<wrapped_t<B>>)
constexpr auto operator<=>(A const& a, B const& b) {
  auto const unit = detail::unit_of_sum(a, b);
  auto const x = detail::summand(a, unit);
  auto const y = detail::summand(b, unit);
  return detail::for_expression<decltype(y)>(x) <=> detail::for_expression<decltype(x)>(y);
}

/// a == b, element by element, lazily.
template <class A, class B>
  requires detail::Summable<A, B>
constexpr auto equal(A&& a, B&& b) {
  auto const unit = detail::unit_of_sum(a, b);
  if constexpr (Scalar<wrapped_t<A>> && Scalar<wrapped_t<B>>) {
    return detail::summand(a, unit) == detail::summand(b, unit);
  } else {
    detail::check_extents("equal", raw(a), raw(b));
    return xt::equal(detail::summand(std::forward<A>(a), unit), detail::summand(std::forward<B>(b), unit));
  }
}

}  // namespace convolt
