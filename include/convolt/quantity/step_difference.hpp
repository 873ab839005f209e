// SPDX-License-Identifier: BSD-3-Clause
/// Units that differ by the step of an axis: what is asked for where a sum was taken for an integral, or the other way
/// round. The sentences of compile errors.
/// Layer: quantity.
#pragma once

#include <convolt/quantity/fwd.hpp>
#include <convolt/quantity/tag.hpp>
#include <convolt/units/product.hpp>

#include <type_traits>

namespace convolt {

namespace detail {

/// V is U times the unit of this axis.
template <class Axis, class U, class V>
inline constexpr bool step_leads_to = false;
template <Unit A, class T, Unit U, Unit V>
inline constexpr bool step_leads_to<axis<A, T>, U, V> = SameDimension<unit_product_t<U, A>, V>;

}  // namespace detail

/// What somebody meant who asks U for V, as the name of a type that is never defined.
template <class U, class V>
struct this_unit_does_not_measure_what_was_sampled;
template <class U, class V>
struct a_sum_has_no_step_in_its_unit_measure_integral_has_this_unit_of_deconvolve_measure_sum;
template <class U, class V>
struct an_integral_has_the_step_in_its_unit_measure_sum_has_this_unit_of_deconvolve_measure_integral;

namespace detail {

template <class U, class V, class... Axes>
constexpr auto step_difference_of() {
  if constexpr ((step_leads_to<Axes, U, V> || ...)) {
    return std::type_identity<
        a_sum_has_no_step_in_its_unit_measure_integral_has_this_unit_of_deconvolve_measure_sum<U, V>>{};
  } else if constexpr ((step_leads_to<Axes, V, U> || ...)) {
    return std::type_identity<
        an_integral_has_the_step_in_its_unit_measure_sum_has_this_unit_of_deconvolve_measure_integral<U, V>>{};
  } else {
    return std::type_identity<this_unit_does_not_measure_what_was_sampled<U, V>>{};
  }
}

}  // namespace detail

/// The reason why samples in U with these axes are none in V, where the units measure different things.
template <class U, class V, class... Axes>
using step_difference = typename decltype(detail::step_difference_of<U, V, Axes...>())::type;

}  // namespace convolt
