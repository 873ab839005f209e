// SPDX-License-Identifier: BSD-3-Clause
/// Which inputs and outputs a layer takes, decided when the call is compiled, and why it does not take others.
/// Layer: nn.
#pragma once

#include <convolt/array/operand.hpp>
#include <convolt/array/owning.hpp>
#include <convolt/lax/refusal.hpp>
#include <convolt/lax/types.hpp>

#include <concepts>
#include <cstddef>
#include <type_traits>

namespace convolt::nn {

namespace refusal {
template <class Input>
struct input_must_have_the_axes_of_the_layer_with_or_without_a_batch_axis;
}  // namespace refusal

namespace detail {

template <class X, std::size_t N>
concept RankFits = arrays::static_rank<X> == arrays::dynamic_rank || arrays::static_rank<X> == N + 1 ||
                   arrays::static_rank<X> == N + 2;

/// An input of a layer with N spatial axes, weights W and biases B: of the element type of the weights, and with a unit
/// whose product with theirs has the dimension of the bias.
template <class X, std::size_t N, class W, class B>
concept LayerInput =
    lax::ConvolutionOperands<void, X, W> && std::same_as<element_t<arrays::bare_t<X>>, element_t<arrays::bare_t<W>>> &&
    lax::BiasFor<B, void, X, W> && RankFits<arrays::bare_t<X>, N>;

template <class X, std::size_t N, class W, class B>
concept refused_input = arrays::OperandOrSampled<X> && !LayerInput<X, N, W, B>;

template <class X, class W, class B>
auto why_not_input() {
  if constexpr (!arrays::OperandOrSampled<X>) {
    return std::type_identity<void>{};  // something else is said of it
  } else if constexpr (lax::refused_operands<void, X, W, B>) {
    return std::type_identity<lax::why_refused<void, X, W, B>>{};
  } else if constexpr (!std::same_as<element_t<X>, element_t<W>>) {
    return std::type_identity<
        lax::refusal::lhs_and_rhs_need_one_element_type_there_is_no_silent_promotion<element_t<X>, element_t<W>>>{};
  } else {
    return std::type_identity<refusal::input_must_have_the_axes_of_the_layer_with_or_without_a_batch_axis<X>>{};
  }
}
template <class X, class W, class B>
using why_not_input_t = typename decltype(why_not_input<X, W, B>())::type;

template <class Out, class X, class W, class B>
auto why_not_output() {
  if constexpr (lax::refused_destination<Out, void, X, W, B>) {
    return std::type_identity<lax::why_refused_into<Out, void, X, W, B>>{};
  } else {
    return why_not_input<X, W, B>();
  }
}
template <class Out, class X, class W, class B>
using why_not_output_t = typename decltype(why_not_output<Out, X, W, B>())::type;

}  // namespace detail
}  // namespace convolt::nn
