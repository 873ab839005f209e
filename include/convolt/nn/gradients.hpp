// SPDX-License-Identifier: BSD-3-Clause
/// The gradients of a layer as one typed object, which cotangents a layer takes, and why it does not take others.
/// Layer: nn.
#pragma once

#include <convolt/array/operand.hpp>
#include <convolt/array/owning.hpp>
#include <convolt/lax/refusal.hpp>
#include <convolt/lax/vjp.hpp>
#include <convolt/nn/input.hpp>
#include <convolt/quantity/concepts.hpp>

#include <concepts>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace convolt::nn {

/// Stands for the gradient of a parameter that the class of the layer does not have.
struct no_gradient_t {};

/// What `backward` of a layer returns. `input` has unit(cotangent) unit(weight) and the shape of the input; `weight`
/// and `gain` have unit(cotangent) unit(input), `bias` has unit(cotangent). So a cotangent in L / unit(y), of a loss in
/// L, makes gradients in L per unit of each parameter. There is no member for what the class of the layer does not
/// have; a layer that was built without its bias or gain has an empty array there. A weight that the mask takes out has
/// gradient 0, unless the kernel is standardised: then it still has its part in the mean and the scale of the others.
template <class Input, class Weight, class Bias = no_gradient_t, class Gain = no_gradient_t>
struct layer_gradients {
  Input input;
  Weight weight;
  Bias bias;
  Gain gain;
};
template <class Input, class Weight, class Gain>
  requires(!std::same_as<Gain, no_gradient_t>)
struct layer_gradients<Input, Weight, no_gradient_t, Gain> {
  Input input;
  Weight weight;
  Gain gain;
};
template <class Input, class Weight, class Bias>
  requires(!std::same_as<Bias, no_gradient_t>)
struct layer_gradients<Input, Weight, Bias, no_gradient_t> {
  Input input;
  Weight weight;
  Bias bias;
};
template <class Input, class Weight>
struct layer_gradients<Input, Weight, no_gradient_t, no_gradient_t> {
  Input input;
  Weight weight;
};

namespace refusal {
template <class Cotangent>
struct cotangent_must_have_the_axes_of_the_result;
}  // namespace refusal

namespace detail {

template <class A, class B>
concept RanksAgree = arrays::static_rank<A> == arrays::dynamic_rank || arrays::static_rank<B> == arrays::dynamic_rank ||
                     arrays::static_rank<A> == arrays::static_rank<B>;

/// A cotangent of the result that a layer with N spatial axes and weights W makes of X. Its unit may be any.
template <class G, class X, std::size_t N, class W>
concept LayerCotangent = lax::CotangentFor<G, void, X, W> && RankFits<arrays::bare_t<G>, N> &&
                         RanksAgree<arrays::bare_t<G>, arrays::bare_t<X>>;

template <class G, class X, class W, class B>
auto why_not_cotangent() {
  if constexpr (lax::refused_operands<void, X, W, B>) {
    return std::type_identity<lax::why_refused<void, X, W, B>>{};
  } else if constexpr (lax::refused_cotangent<G, void, X, W>) {
    return std::type_identity<lax::why_refused_cotangent<G, void, X, W>>{};
  } else {
    return std::type_identity<refusal::cotangent_must_have_the_axes_of_the_result<G>>{};
  }
}
template <class G, class X, class W, class B>
using why_not_cotangent_t = typename decltype(why_not_cotangent<arrays::bare_t<G>, arrays::bare_t<X>, W, B>())::type;

template <class G, class X, std::size_t N, class W, class B>
concept refused_cotangent = arrays::OperandOrSampled<X> && arrays::OperandOrSampled<G> &&
                            !(LayerInput<X, N, W, B> && LayerCotangent<G, X, N, W>);

}  // namespace detail
}  // namespace convolt::nn
