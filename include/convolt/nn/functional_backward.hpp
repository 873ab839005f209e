// SPDX-License-Identifier: BSD-3-Clause
/// The gradients of the functionals conv1d .. conv_transpose3d: members `input`, `weight` and `bias`, from the input,
/// the weight, the options of the call, and the gradient of a loss with respect to its result. All padding modes,
/// inputs with and without batch. Units as of layers: unit(cotangent) unit(weight), unit(cotangent) unit(x),
/// unit(cotangent). Gradients of sampled operands are sampled as they are.
/// Layer: nn.
#pragma once

#include <convolt/array/carried_axes.hpp>
#include <convolt/array/operand.hpp>
#include <convolt/array/owning.hpp>
#include <convolt/array/strided.hpp>
#include <convolt/core/arch.hpp>
#include <convolt/lax/resolved.hpp>
#include <convolt/nn/backward.hpp>
#include <convolt/nn/functional.hpp>
#include <convolt/nn/gradients.hpp>

#include <concepts>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace convolt::nn {

namespace refusal {
template <class Element>
struct gradients_need_floating_point_or_complex_numbers;
}  // namespace refusal

/// A cotangent of the result that a functional makes of X and K. Its unit may be any.
template <class G, class X, class K>
concept FunctionalCotangent = lax::CotangentFor<G, void, X, K> && !std::integral<element_t<arrays::bare_t<K>>> &&
                              detail::RanksAgree<arrays::bare_t<G>, arrays::bare_t<X>>;

namespace detail {

template <class X, class K, class G>
concept refused_functional_gradient = arrays::OperandOrSampled<X> && arrays::OperandOrSampled<K> &&
                                      arrays::OperandOrSampled<G> && !FunctionalCotangent<G, X, K>;

template <class X, class K, class G>
auto why_not_functional_gradient() {
  if constexpr (lax::ConvolutionOperands<void, X, K> && std::integral<element_t<K>>) {
    return std::type_identity<refusal::gradients_need_floating_point_or_complex_numbers<element_t<K>>>{};
  } else {
    return why_not_cotangent<G, X, K, no_bias_t>();
  }
}
template <class X, class K, class G>
using why_not_functional_gradient_t =
    typename decltype(why_not_functional_gradient<arrays::bare_t<X>, arrays::bare_t<K>, arrays::bare_t<G>>())::type;

/// The weight as it lies, or a copy with the axes in its type.
template <std::size_t Rank, class E>
decltype(auto) with_static_rank(std::string_view where, E const& weight) {
  if constexpr (arrays::static_rank<E> == Rank) {
    return (weight);
  } else {
    using T = typename E::value_type;
    return arrays::evaluate<T, Rank>(arrays::shape_of(where, "weight", weight), weight);
  }
}

template <std::size_t N, class Arch, class X, class K, class G, class Options>
auto functional_gradients(std::string_view where, X const& x, K const& weight, G const& cotangent, Options const& o) {
  auto const& input = arrays::without_axes(x);
  auto const& kernel = arrays::without_axes(weight);
  auto const& g = arrays::without_axes(cotangent);
  convolution_call const c = call_of(where, N, raw(input).dimension(), raw(kernel).dimension(), o);
  lax::resolved::forward_engine<Arch> const engine{.executor = o.executor};
  auto d = gradients_of(c, input, with_static_rank<N + 2>(where, raw(kernel)), g, engine);
  auto d_input =
      arrays::with_axes_of(x, input_gradient(where, input, std::move(d.input), unit_of(g) * unit_of(kernel)));
  auto d_weight = arrays::with_axes_of(weight, in_result_unit(where, std::move(d.weight), unit_of(g) * unit_of(input)));
  auto d_bias = in_result_unit(where, std::move(d.bias), unit_of(g));
  return layer_gradients<decltype(d_input), decltype(d_weight), decltype(d_bias)>{
      std::move(d_input), std::move(d_weight), std::move(d_bias)};
}

}  // namespace detail

/// Of conv1d(x, weight, bias, options). `cotangent` has the shape of the result. The numbers of the bias do not count:
/// it may stand where it does in the call, conv1d_backward(x, weight, bias, cotangent, options), or be left out. Throws
/// shape_error "cotangent_shape_mismatch", and what conv1d throws.
template <class X, class K, class G, class Arch = target_arch>
  requires FunctionalCotangent<G, X, K>
auto conv1d_backward(X const& x, K const& weight, G const& cotangent, functional_conv_options const& options = {}) {
  return detail::functional_gradients<1, Arch>("nn::conv1d_backward", x, weight, cotangent, options);
}
template <class X, class K, class G, class Why = detail::why_not_functional_gradient_t<X, K, G>>
  requires detail::refused_functional_gradient<X, K, G>
void conv1d_backward(X const&, K const&, G const&, functional_conv_options const& = {})
    CONVOLT_REFUSED("the last template argument is the reason");
template <class X, class K, class B, class G, class Arch = target_arch>
  requires(FunctionalCotangent<G, X, K> && FunctionalOperands<X, K, B>)
auto conv1d_backward(X const& x, K const& weight, B const&, G const& cotangent,
                     functional_conv_options const& options = {}) {
  return detail::functional_gradients<1, Arch>("nn::conv1d_backward", x, weight, cotangent, options);
}

template <class X, class K, class G, class Arch = target_arch>
  requires FunctionalCotangent<G, X, K>
auto conv2d_backward(X const& x, K const& weight, G const& cotangent, functional_conv_options const& options = {}) {
  return detail::functional_gradients<2, Arch>("nn::conv2d_backward", x, weight, cotangent, options);
}
template <class X, class K, class G, class Why = detail::why_not_functional_gradient_t<X, K, G>>
  requires detail::refused_functional_gradient<X, K, G>
void conv2d_backward(X const&, K const&, G const&, functional_conv_options const& = {})
    CONVOLT_REFUSED("the last template argument is the reason");
template <class X, class K, class B, class G, class Arch = target_arch>
  requires(FunctionalCotangent<G, X, K> && FunctionalOperands<X, K, B>)
auto conv2d_backward(X const& x, K const& weight, B const&, G const& cotangent,
                     functional_conv_options const& options = {}) {
  return detail::functional_gradients<2, Arch>("nn::conv2d_backward", x, weight, cotangent, options);
}

template <class X, class K, class G, class Arch = target_arch>
  requires FunctionalCotangent<G, X, K>
auto conv3d_backward(X const& x, K const& weight, G const& cotangent, functional_conv_options const& options = {}) {
  return detail::functional_gradients<3, Arch>("nn::conv3d_backward", x, weight, cotangent, options);
}
template <class X, class K, class G, class Why = detail::why_not_functional_gradient_t<X, K, G>>
  requires detail::refused_functional_gradient<X, K, G>
void conv3d_backward(X const&, K const&, G const&, functional_conv_options const& = {})
    CONVOLT_REFUSED("the last template argument is the reason");
template <class X, class K, class B, class G, class Arch = target_arch>
  requires(FunctionalCotangent<G, X, K> && FunctionalOperands<X, K, B>)
auto conv3d_backward(X const& x, K const& weight, B const&, G const& cotangent,
                     functional_conv_options const& options = {}) {
  return detail::functional_gradients<3, Arch>("nn::conv3d_backward", x, weight, cotangent, options);
}

/// Of conv_transpose1d(x, weight, bias, options); output_size is that of the call.
template <class X, class K, class G, class Arch = target_arch>
  requires FunctionalCotangent<G, X, K>
auto conv_transpose1d_backward(X const& x, K const& weight, G const& cotangent,
                               functional_conv_transpose_options const& options = {}) {
  return detail::functional_gradients<1, Arch>("nn::conv_transpose1d_backward", x, weight, cotangent, options);
}
template <class X, class K, class G, class Why = detail::why_not_functional_gradient_t<X, K, G>>
  requires detail::refused_functional_gradient<X, K, G>
void conv_transpose1d_backward(X const&, K const&, G const&, functional_conv_transpose_options const& = {})
    CONVOLT_REFUSED("the last template argument is the reason");
template <class X, class K, class B, class G, class Arch = target_arch>
  requires(FunctionalCotangent<G, X, K> && FunctionalOperands<X, K, B>)
auto conv_transpose1d_backward(X const& x, K const& weight, B const&, G const& cotangent,
                               functional_conv_transpose_options const& options = {}) {
  return detail::functional_gradients<1, Arch>("nn::conv_transpose1d_backward", x, weight, cotangent, options);
}

template <class X, class K, class G, class Arch = target_arch>
  requires FunctionalCotangent<G, X, K>
auto conv_transpose2d_backward(X const& x, K const& weight, G const& cotangent,
                               functional_conv_transpose_options const& options = {}) {
  return detail::functional_gradients<2, Arch>("nn::conv_transpose2d_backward", x, weight, cotangent, options);
}
template <class X, class K, class G, class Why = detail::why_not_functional_gradient_t<X, K, G>>
  requires detail::refused_functional_gradient<X, K, G>
void conv_transpose2d_backward(X const&, K const&, G const&, functional_conv_transpose_options const& = {})
    CONVOLT_REFUSED("the last template argument is the reason");
template <class X, class K, class B, class G, class Arch = target_arch>
  requires(FunctionalCotangent<G, X, K> && FunctionalOperands<X, K, B>)
auto conv_transpose2d_backward(X const& x, K const& weight, B const&, G const& cotangent,
                               functional_conv_transpose_options const& options = {}) {
  return detail::functional_gradients<2, Arch>("nn::conv_transpose2d_backward", x, weight, cotangent, options);
}

template <class X, class K, class G, class Arch = target_arch>
  requires FunctionalCotangent<G, X, K>
auto conv_transpose3d_backward(X const& x, K const& weight, G const& cotangent,
                               functional_conv_transpose_options const& options = {}) {
  return detail::functional_gradients<3, Arch>("nn::conv_transpose3d_backward", x, weight, cotangent, options);
}
template <class X, class K, class G, class Why = detail::why_not_functional_gradient_t<X, K, G>>
  requires detail::refused_functional_gradient<X, K, G>
void conv_transpose3d_backward(X const&, K const&, G const&, functional_conv_transpose_options const& = {})
    CONVOLT_REFUSED("the last template argument is the reason");
template <class X, class K, class B, class G, class Arch = target_arch>
  requires(FunctionalCotangent<G, X, K> && FunctionalOperands<X, K, B>)
auto conv_transpose3d_backward(X const& x, K const& weight, B const&, G const& cotangent,
                               functional_conv_transpose_options const& options = {}) {
  return detail::functional_gradients<3, Arch>("nn::conv_transpose3d_backward", x, weight, cotangent, options);
}

}  // namespace convolt::nn
