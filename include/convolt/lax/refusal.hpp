// SPDX-License-Identifier: BSD-3-Clause
/// Calls that do not compile, and why. The overload that takes them is deleted, and the last template argument that the
/// compiler prints for it has a name that is the reason, with the offending types behind it.
/// Layer: lax.
#pragma once

#include <convolt/array/destination.hpp>
#include <convolt/array/operand.hpp>
#include <convolt/array/result_unit.hpp>
#include <convolt/core/config.hpp>
#include <convolt/lax/types.hpp>

#include <type_traits>

namespace convolt::lax {

/// The reasons. None of them is ever defined.
namespace refusal {

template <class Operand>
struct operand_is_not_an_array_of_numbers;
template <class Lhs, class Rhs>
struct lhs_and_rhs_need_one_element_type_there_is_no_silent_promotion;
template <class Preferred, class Given>
struct preferred_element_type_must_be_of_the_same_kind_and_not_narrower;
template <class Element, class Unit>
struct integers_cannot_take_in_the_scale_of_this_unit_ask_for_double;
template <class Given, class Needed>
struct bias_needs_the_element_type_of_the_result;
template <class Given, class Needed>
struct bias_needs_a_unit_of_the_dimension_of_lhs_times_rhs;
template <class Given, class Needed>
struct integer_bias_cannot_be_converted_to_the_unit_of_the_result;
template <class Out>
struct out_is_not_an_array_in_memory_that_can_be_written;
template <class Out>
struct out_is_a_temporary_whose_numbers_would_be_lost_look_at_yours_with_tag_ref;
template <class Given, class Needed>
struct out_needs_the_element_type_of_the_result;
template <class Given, class Needed>
struct out_needs_a_unit_of_the_dimension_of_the_result;
template <class Given, class Needed>
struct integer_results_cannot_be_stored_in_the_unit_of_out;

}  // namespace refusal

namespace detail {

template <class P, class L, class R, class B>
auto why_not_bias() {
  using Product = arrays::product_unit_t<L, R>;
  using T = result_element<P, element_t<L>>;
  if constexpr (!arrays::ArrayOperand<B>) {
    return std::type_identity<refusal::operand_is_not_an_array_of_numbers<B>>{};
  } else if constexpr (!std::same_as<element_t<B>, T>) {
    return std::type_identity<refusal::bias_needs_the_element_type_of_the_result<element_t<B>, T>>{};
  } else if constexpr (!arrays::MayShareDimension<unit_t<B>, Product>) {
    return std::type_identity<refusal::bias_needs_a_unit_of_the_dimension_of_lhs_times_rhs<unit_t<B>, Product>>{};
  } else {
    return std::type_identity<
        refusal::integer_bias_cannot_be_converted_to_the_unit_of_the_result<unit_t<B>, Product>>{};
  }
}

template <class P, class L, class R, class B>
auto why_not_operands() {
  if constexpr (!arrays::ArrayOperand<L>) {
    return std::type_identity<refusal::operand_is_not_an_array_of_numbers<L>>{};
  } else if constexpr (!arrays::ArrayOperand<R>) {
    return std::type_identity<refusal::operand_is_not_an_array_of_numbers<R>>{};
  } else if constexpr (!OneElementType<L, R>) {
    return std::type_identity<
        refusal::lhs_and_rhs_need_one_element_type_there_is_no_silent_promotion<element_t<L>, element_t<R>>>{};
  } else if constexpr (!PreferredFor<P, element_t<L>>) {
    return std::type_identity<
        refusal::preferred_element_type_must_be_of_the_same_kind_and_not_narrower<P, element_t<L>>>{};
  } else if constexpr (!arrays::Folds<result_element<P, element_t<L>>, arrays::product_unit_t<L, R>>) {
    return std::type_identity<refusal::integers_cannot_take_in_the_scale_of_this_unit_ask_for_double<
        result_element<P, element_t<L>>, arrays::product_unit_t<L, R>>>{};
  } else {
    return why_not_bias<P, L, R, B>();
  }
}

template <class Out, class T, class U>
auto why_not_out() {
  using O = std::remove_reference_t<Out>;
  if constexpr (!arrays::WritableArray<O>) {
    return std::type_identity<refusal::out_is_not_an_array_in_memory_that_can_be_written<O>>{};
  } else if constexpr (arrays::OwnTemporary<Out>) {
    return std::type_identity<refusal::out_is_a_temporary_whose_numbers_would_be_lost_look_at_yours_with_tag_ref<O>>{};
  } else if constexpr (!std::same_as<element_t<O>, T>) {
    return std::type_identity<refusal::out_needs_the_element_type_of_the_result<element_t<O>, T>>{};
  } else if constexpr (!arrays::MayShareDimension<unit_t<O>, U>) {
    return std::type_identity<refusal::out_needs_a_unit_of_the_dimension_of_the_result<unit_t<O>, U>>{};
  } else {
    return std::type_identity<refusal::integer_results_cannot_be_stored_in_the_unit_of_out<unit_t<O>, U>>{};
  }
}

template <class Out, class P, class L, class R, class B>
auto why_not_into() {
  if constexpr (!(ConvolutionOperands<P, L, R> && BiasFor<B, P, L, R>)) {
    return why_not_operands<P, L, R, B>();
  } else {
    return why_not_out<Out, result_element<P, element_t<L>>, arrays::product_unit_t<L, R>>();
  }
}

}  // namespace detail

/// A destination for the result: in memory, of the result's element type, of its dimension.
template <class Out, class P, class L, class R>
concept DestinationFor = arrays::Destination<Out, detail::result_element<P, element_t<arrays::bare_t<L>>>,
                                             arrays::product_unit_t<arrays::bare_t<L>, arrays::bare_t<R>>>;

/// The constraints of the deleted overloads, and the reasons that they show.
template <class P, class L, class R, class B>
concept refused_operands = arrays::OperandOrSampled<L> && arrays::OperandOrSampled<R> &&
                           !(ConvolutionOperands<P, L, R> && BiasFor<B, P, L, R>);
template <class P, class L, class R, class B>
using why_refused =
    typename decltype(detail::why_not_operands<P, arrays::bare_t<L>, arrays::bare_t<R>, arrays::bare_t<B>>())::type;

/// A bias that stands where the options do.
template <class L, class R, class B>
concept bias_before_options = arrays::OperandOrSampled<L> && arrays::OperandOrSampled<R> &&
                              (arrays::OperandOrSampled<B> || std::same_as<B, no_bias_t>);

template <class Out, class P, class L, class R, class B>
concept refused_destination = arrays::OperandOrSampled<L> && arrays::OperandOrSampled<R> &&
                              !(ConvolutionOperands<P, L, R> && BiasFor<B, P, L, R> && DestinationFor<Out, P, L, R>);
/// The sentence for operands or an output that the _into forms do not take.
template <class Out, class P, class L, class R, class B>
using why_refused_into =
    typename decltype(detail::why_not_into<Out, P, arrays::bare_t<L>, arrays::bare_t<R>, arrays::bare_t<B>>())::type;

}  // namespace convolt::lax
