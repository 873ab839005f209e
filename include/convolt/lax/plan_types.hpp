// SPDX-License-Identifier: BSD-3-Clause
/// What the type of a plan is made of, what its copies share, and which inputs it takes. Layer: lax.
#pragma once

#include <convolt/array/destination.hpp>
#include <convolt/array/known_call.hpp>
#include <convolt/array/operand.hpp>
#include <convolt/array/result_unit.hpp>
#include <convolt/core/executor.hpp>
#include <convolt/geometry/convolution.hpp>
#include <convolt/geometry/origin.hpp>
#include <convolt/lax/refusal.hpp>
#include <convolt/lax/surroundings.hpp>
#include <convolt/lax/types.hpp>

#include <concepts>
#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace convolt::lax {

namespace refusal {

template <class Given, class Planned>
struct input_needs_the_element_type_of_the_planned_lhs;
template <class Given, class Planned>
struct input_needs_a_unit_of_the_dimension_of_the_planned_lhs;

}  // namespace refusal

namespace detail {

/// What the types of a plan are made of. T: elements of the result; E, LhsUnit: of the planned lhs; BiasUnit: no_bias_t
/// where there is none; Rank: of the result, as far as it is known; Lags: the axes of a sampled rhs.
template <class T, class E, std::size_t Rank, class LhsUnit, class RhsUnit, class BiasUnit, class Lags = std::tuple<>>
struct plan_types {
  using element = T;
  using input_element = E;
  using lhs_unit = LhsUnit;
  using rhs_unit = RhsUnit;
  using bias_unit = BiasUnit;
  using lags = Lags;
  using out_unit = decltype(arrays::result_unit<T>(std::declval<LhsUnit>() * std::declval<RhsUnit>()));
  static constexpr std::size_t rank = Rank;
  static constexpr bool has_bias = !std::same_as<BiasUnit, no_bias_t>;
};

/// What all copies of a plan share.
template <class Types>
struct plan_state {
  using T = typename Types::element;

  arrays::known_call<T> call;  ///< of inputs that lie as planned, with an output without gaps
  std::vector<T> bias;
  executor_ref executor;
  typename Types::lhs_unit lhs_unit;
  typename Types::rhs_unit rhs_unit;
  typename Types::bias_unit bias_unit;
  typename Types::out_unit out_unit;
  geometry::result_axes axes;  ///< for inputs that are sampled
  geometry::resolved_conv r;   ///< of the call: what is planned is its inner convolution, unless the boundary is zero
  resolved::outside beyond;
  typename Types::lags lags;
};

/// The unit of the sums for inputs in the unit of X.
template <class X, class Types>
using planned_product_t = decltype(std::declval<unit_t<X>>() * std::declval<typename Types::rhs_unit>());

template <class X, class Types>
concept BarePlanned = arrays::ArrayOperand<X> && std::same_as<element_t<X>, typename Types::input_element> &&
                      arrays::MayShareDimension<unit_t<X>, typename Types::lhs_unit>;

/// An input for a plan: of the element type and the dimension of the planned lhs.
template <class X, class Types>
concept PlannedInput =
    BarePlanned<arrays::bare_t<X>, Types> &&
    arrays::ScaleFits<typename Types::element, planned_product_t<arrays::bare_t<X>, Types>, typename Types::out_unit>;
template <class Out, class X, class Types>
concept PlannedInto = BarePlanned<arrays::bare_t<X>, Types> &&
                      arrays::Destination<Out, typename Types::element, planned_product_t<arrays::bare_t<X>, Types>>;

template <class X, class Types>
auto why_not_planned() {
  using T = typename Types::element;
  using E = typename Types::input_element;
  using U = typename Types::lhs_unit;
  if constexpr (!arrays::ArrayOperand<X>) {
    return std::type_identity<refusal::operand_is_not_an_array_of_numbers<X>>{};
  } else if constexpr (!std::same_as<element_t<X>, E>) {
    return std::type_identity<refusal::input_needs_the_element_type_of_the_planned_lhs<element_t<X>, E>>{};
  } else if constexpr (!arrays::MayShareDimension<unit_t<X>, U>) {
    return std::type_identity<refusal::input_needs_a_unit_of_the_dimension_of_the_planned_lhs<unit_t<X>, U>>{};
  } else {
    return std::type_identity<refusal::integers_cannot_take_in_the_scale_of_this_unit_ask_for_double<T, unit_t<X>>>{};
  }
}
template <class Out, class X, class Types>
auto why_not_planned_into() {
  if constexpr (!BarePlanned<X, Types>) {
    return why_not_planned<X, Types>();
  } else {
    return why_not_out<Out, typename Types::element, planned_product_t<X, Types>>();
  }
}
template <class X, class Types>
using why_not_planned_t = typename decltype(why_not_planned<arrays::bare_t<X>, Types>())::type;
template <class Out, class X, class Types>
using why_not_planned_into_t = typename decltype(why_not_planned_into<Out, arrays::bare_t<X>, Types>())::type;

}  // namespace detail

}  // namespace convolt::lax
