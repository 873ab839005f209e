// SPDX-License-Identifier: BSD-3-Clause
/// Convolutions and transposed convolutions as functions, with the parameters of lucid and PyTorch: channels first,
/// weights (out, in/groups, k...) and, transposed, (in, out/groups, k...); padding is that of the forward convolution.
/// As in lax nothing is flipped in a forward convolution, and unit(result) = unit(x) * unit(weight).
/// Layer: nn.
#pragma once

#include <convolt/array/carried_axes.hpp>
#include <convolt/array/operand.hpp>
#include <convolt/core/anything.hpp>
#include <convolt/core/arch.hpp>
#include <convolt/core/config.hpp>
#include <convolt/lax/refusal.hpp>
#include <convolt/lax/resolved.hpp>
#include <convolt/nn/functional_call.hpp>
#include <convolt/nn/options.hpp>
#include <convolt/nn/run.hpp>

#include <cstddef>
#include <string_view>

namespace convolt::nn {

namespace detail {

template <class Arch, class X, class K, class B, class Options>
auto functional(std::string_view where, std::size_t n, X const& x, K const& weight, B const& bias, Options const& o) {
  auto const& input = arrays::without_axes(x);
  auto const& kernel = arrays::without_axes(weight);
  convolution_call const c = call_of(where, n, raw(input).dimension(), raw(kernel).dimension(), o);
  lax::resolved::forward_engine<Arch> const engine{.executor = o.executor};
  auto const numbers = [&] { return run(c, input, kernel, arrays::without_axes(bias), engine); };
  if constexpr (arrays::Sampled<X>) {
    return arrays::with_carried_axes(where, x, arrays::axes_of(weight), numbers(),
                                     [&] { return axes_of_call(c, input, kernel); });
  } else {
    return numbers();
  }
}

template <class Arch, class Out, class X, class K, class B, class Options>
void functional_into(std::string_view where, std::size_t n, Out& out, X const& x, K const& weight, B const& bias,
                     Options const& o) {
  auto const& input = arrays::without_axes(x);
  auto const& kernel = arrays::without_axes(weight);
  convolution_call const c = call_of(where, n, raw(input).dimension(), raw(kernel).dimension(), o);
  lax::resolved::forward_engine<Arch> const engine{.executor = o.executor};
  run_into(c, out, input, kernel, arrays::without_axes(bias), engine);
}

}  // namespace detail

/// What the functionals take: as lax, operands of one element type, and a bias of the dimension of the result.
template <class X, class K, class B>
concept FunctionalOperands = lax::ConvolutionOperands<void, X, K> && lax::BiasFor<B, void, X, K>;
template <class Out, class X, class K, class B>
concept FunctionalOutput = FunctionalOperands<X, K, B> && lax::DestinationFor<Out, void, X, K>;

/// y[n, o, t] = bias[o] + sum over i, q of x[n, i, t*stride + q*dilation - padding] * weight[o, i, q], with or without
/// the batch axis n. The bias is a vector, or no_bias, or left out: conv1d(x, weight, {.padding = 1}). Throws
/// shape_error, parameter_error, unit_error.
template <class X, class K, class B = no_bias_t, class Arch = target_arch>
  requires FunctionalOperands<X, K, B>
auto conv1d(X const& x, K const& weight, B const& bias = {}, functional_conv_options const& options = {}) {
  return detail::functional<Arch>("nn::conv1d", 1, x, weight, bias, options);
}
template <class X, class K, class B = no_bias_t, class Why = lax::why_refused<void, X, K, B>>
  requires lax::refused_operands<void, X, K, B>
void conv1d(X const&, K const&, B const& = {}, functional_conv_options const& = {})
    CONVOLT_REFUSED("the last template argument is the reason");
template <class X, class K, class Arch = target_arch>
  requires lax::ConvolutionOperands<void, X, K>
auto conv1d(X const& x, K const& weight, functional_conv_options const& options) {
  return detail::functional<Arch>("nn::conv1d", 1, x, weight, no_bias, options);
}
template <class X, class K, class B>
  requires lax::bias_before_options<X, K, B>
void conv1d(X const&, K const&, functional_conv_options const&, B const&) CONVOLT_REFUSED("bias, then options");
inline void conv1d(refused::any,  // write conv1d(x, weight, bias, {.stride = 2}); a list * one is an array
                   refused::any = {}, refused::any = {}, refused::any = {}, refused::any = {}, refused::any = {})
    CONVOLT_REFUSED("write conv1d(x, weight, bias, {.stride = 2}); a list * one is an array");
template <class Out, class X, class K, class B = no_bias_t, class Arch = target_arch>
  requires FunctionalOutput<Out, X, K, B>
void conv1d_into(Out&& out, X const& x, K const& weight, B const& bias = {},
                 functional_conv_options const& options = {}) {
  detail::functional_into<Arch>("nn::conv1d_into", 1, out, x, weight, bias, options);
}
template <class Out, class X, class K, class B = no_bias_t, class Why = lax::why_refused_into<Out, void, X, K, B>>
  requires lax::refused_destination<Out, void, X, K, B>
void conv1d_into(Out&&, X const&, K const&, B const& = {}, functional_conv_options const& = {})
    CONVOLT_REFUSED("the last template argument is the reason");
template <class Out, class X, class K, class Arch = target_arch>
  requires(lax::ConvolutionOperands<void, X, K> && lax::DestinationFor<Out, void, X, K>)
void conv1d_into(Out&& out, X const& x, K const& weight, functional_conv_options const& options) {
  detail::functional_into<Arch>("nn::conv1d_into", 1, out, x, weight, no_bias, options);
}

template <class X, class K, class B = no_bias_t, class Arch = target_arch>
  requires FunctionalOperands<X, K, B>
auto conv2d(X const& x, K const& weight, B const& bias = {}, functional_conv_options const& options = {}) {
  return detail::functional<Arch>("nn::conv2d", 2, x, weight, bias, options);
}
template <class X, class K, class B = no_bias_t, class Why = lax::why_refused<void, X, K, B>>
  requires lax::refused_operands<void, X, K, B>
void conv2d(X const&, K const&, B const& = {}, functional_conv_options const& = {})
    CONVOLT_REFUSED("the last template argument is the reason");
template <class X, class K, class Arch = target_arch>
  requires lax::ConvolutionOperands<void, X, K>
auto conv2d(X const& x, K const& weight, functional_conv_options const& options) {
  return detail::functional<Arch>("nn::conv2d", 2, x, weight, no_bias, options);
}
template <class X, class K, class B>
  requires lax::bias_before_options<X, K, B>
void conv2d(X const&, K const&, functional_conv_options const&, B const&) CONVOLT_REFUSED("bias, then options");
inline void conv2d(refused::any,  // write conv2d(x, weight, bias, {.stride = 2}); a list * one is an array
                   refused::any = {}, refused::any = {}, refused::any = {}, refused::any = {}, refused::any = {})
    CONVOLT_REFUSED("write conv2d(x, weight, bias, {.stride = 2}); a list * one is an array");
template <class Out, class X, class K, class B = no_bias_t, class Arch = target_arch>
  requires FunctionalOutput<Out, X, K, B>
void conv2d_into(Out&& out, X const& x, K const& weight, B const& bias = {},
                 functional_conv_options const& options = {}) {
  detail::functional_into<Arch>("nn::conv2d_into", 2, out, x, weight, bias, options);
}
template <class Out, class X, class K, class B = no_bias_t, class Why = lax::why_refused_into<Out, void, X, K, B>>
  requires lax::refused_destination<Out, void, X, K, B>
void conv2d_into(Out&&, X const&, K const&, B const& = {}, functional_conv_options const& = {})
    CONVOLT_REFUSED("the last template argument is the reason");
template <class Out, class X, class K, class Arch = target_arch>
  requires(lax::ConvolutionOperands<void, X, K> && lax::DestinationFor<Out, void, X, K>)
void conv2d_into(Out&& out, X const& x, K const& weight, functional_conv_options const& options) {
  detail::functional_into<Arch>("nn::conv2d_into", 2, out, x, weight, no_bias, options);
}

template <class X, class K, class B = no_bias_t, class Arch = target_arch>
  requires FunctionalOperands<X, K, B>
auto conv3d(X const& x, K const& weight, B const& bias = {}, functional_conv_options const& options = {}) {
  return detail::functional<Arch>("nn::conv3d", 3, x, weight, bias, options);
}
template <class X, class K, class B = no_bias_t, class Why = lax::why_refused<void, X, K, B>>
  requires lax::refused_operands<void, X, K, B>
void conv3d(X const&, K const&, B const& = {}, functional_conv_options const& = {})
    CONVOLT_REFUSED("the last template argument is the reason");
template <class X, class K, class Arch = target_arch>
  requires lax::ConvolutionOperands<void, X, K>
auto conv3d(X const& x, K const& weight, functional_conv_options const& options) {
  return detail::functional<Arch>("nn::conv3d", 3, x, weight, no_bias, options);
}
template <class X, class K, class B>
  requires lax::bias_before_options<X, K, B>
void conv3d(X const&, K const&, functional_conv_options const&, B const&) CONVOLT_REFUSED("bias, then options");
inline void conv3d(refused::any,  // write conv3d(x, weight, bias, {.stride = 2}); a list * one is an array
                   refused::any = {}, refused::any = {}, refused::any = {}, refused::any = {}, refused::any = {})
    CONVOLT_REFUSED("write conv3d(x, weight, bias, {.stride = 2}); a list * one is an array");
template <class Out, class X, class K, class B = no_bias_t, class Arch = target_arch>
  requires FunctionalOutput<Out, X, K, B>
void conv3d_into(Out&& out, X const& x, K const& weight, B const& bias = {},
                 functional_conv_options const& options = {}) {
  detail::functional_into<Arch>("nn::conv3d_into", 3, out, x, weight, bias, options);
}
template <class Out, class X, class K, class B = no_bias_t, class Why = lax::why_refused_into<Out, void, X, K, B>>
  requires lax::refused_destination<Out, void, X, K, B>
void conv3d_into(Out&&, X const&, K const&, B const& = {}, functional_conv_options const& = {})
    CONVOLT_REFUSED("the last template argument is the reason");
template <class Out, class X, class K, class Arch = target_arch>
  requires(lax::ConvolutionOperands<void, X, K> && lax::DestinationFor<Out, void, X, K>)
void conv3d_into(Out&& out, X const& x, K const& weight, functional_conv_options const& options) {
  detail::functional_into<Arch>("nn::conv3d_into", 3, out, x, weight, no_bias, options);
}

/// The adjoint of conv1d: y[n, o, l*stride + q*dilation - padding] += x[n, i, l] * weight[i, o, q]. The output has
/// (L - 1) * stride - 2 padding + dilation * (k - 1) + output_padding + 1 places, at least one; or output_size, as far
/// as an output_padding in [0, max(stride, dilation)) gives it.
template <class X, class K, class B = no_bias_t, class Arch = target_arch>
  requires FunctionalOperands<X, K, B>
auto conv_transpose1d(X const& x, K const& weight, B const& bias = {},
                      functional_conv_transpose_options const& options = {}) {
  return detail::functional<Arch>("nn::conv_transpose1d", 1, x, weight, bias, options);
}
template <class X, class K, class B = no_bias_t, class Why = lax::why_refused<void, X, K, B>>
  requires lax::refused_operands<void, X, K, B>
void conv_transpose1d(X const&, K const&, B const& = {}, functional_conv_transpose_options const& = {})
    CONVOLT_REFUSED("the last template argument is the reason");
template <class X, class K, class Arch = target_arch>
  requires lax::ConvolutionOperands<void, X, K>
auto conv_transpose1d(X const& x, K const& weight, functional_conv_transpose_options const& options) {
  return detail::functional<Arch>("nn::conv_transpose1d", 1, x, weight, no_bias, options);
}
template <class X, class K, class B>
  requires lax::bias_before_options<X, K, B>
void conv_transpose1d(X const&, K const&,  // bias, then options
                      functional_conv_transpose_options const&, B const&) CONVOLT_REFUSED("bias, then options");
inline void conv_transpose1d(refused::any,  // write conv_transpose1d(x, weight, bias, {.stride = 2}) of arrays
                             refused::any = {}, refused::any = {}, refused::any = {}, refused::any = {},
                             refused::any = {})
    CONVOLT_REFUSED("write conv_transpose1d(x, weight, bias, {.stride = 2}) of arrays; a list * one is an array");
template <class Out, class X, class K, class B = no_bias_t, class Arch = target_arch>
  requires FunctionalOutput<Out, X, K, B>
void conv_transpose1d_into(Out&& out, X const& x, K const& weight, B const& bias = {},
                           functional_conv_transpose_options const& options = {}) {
  detail::functional_into<Arch>("nn::conv_transpose1d_into", 1, out, x, weight, bias, options);
}
template <class Out, class X, class K, class B = no_bias_t, class Why = lax::why_refused_into<Out, void, X, K, B>>
  requires lax::refused_destination<Out, void, X, K, B>
void conv_transpose1d_into(Out&&, X const&, K const&, B const& = {}, functional_conv_transpose_options const& = {})
    CONVOLT_REFUSED("the last template argument is the reason");
template <class Out, class X, class K, class Arch = target_arch>
  requires(lax::ConvolutionOperands<void, X, K> && lax::DestinationFor<Out, void, X, K>)
void conv_transpose1d_into(Out&& out, X const& x, K const& weight, functional_conv_transpose_options const& options) {
  detail::functional_into<Arch>("nn::conv_transpose1d_into", 1, out, x, weight, no_bias, options);
}

template <class X, class K, class B = no_bias_t, class Arch = target_arch>
  requires FunctionalOperands<X, K, B>
auto conv_transpose2d(X const& x, K const& weight, B const& bias = {},
                      functional_conv_transpose_options const& options = {}) {
  return detail::functional<Arch>("nn::conv_transpose2d", 2, x, weight, bias, options);
}
template <class X, class K, class B = no_bias_t, class Why = lax::why_refused<void, X, K, B>>
  requires lax::refused_operands<void, X, K, B>
void conv_transpose2d(X const&, K const&, B const& = {}, functional_conv_transpose_options const& = {})
    CONVOLT_REFUSED("the last template argument is the reason");
template <class X, class K, class Arch = target_arch>
  requires lax::ConvolutionOperands<void, X, K>
auto conv_transpose2d(X const& x, K const& weight, functional_conv_transpose_options const& options) {
  return detail::functional<Arch>("nn::conv_transpose2d", 2, x, weight, no_bias, options);
}
template <class X, class K, class B>
  requires lax::bias_before_options<X, K, B>
void conv_transpose2d(X const&, K const&,  // bias, then options
                      functional_conv_transpose_options const&, B const&) CONVOLT_REFUSED("bias, then options");
inline void conv_transpose2d(refused::any,  // write conv_transpose2d(x, weight, bias, {.stride = 2}) of arrays
                             refused::any = {}, refused::any = {}, refused::any = {}, refused::any = {},
                             refused::any = {})
    CONVOLT_REFUSED("write conv_transpose2d(x, weight, bias, {.stride = 2}) of arrays; a list * one is an array");
template <class Out, class X, class K, class B = no_bias_t, class Arch = target_arch>
  requires FunctionalOutput<Out, X, K, B>
void conv_transpose2d_into(Out&& out, X const& x, K const& weight, B const& bias = {},
                           functional_conv_transpose_options const& options = {}) {
  detail::functional_into<Arch>("nn::conv_transpose2d_into", 2, out, x, weight, bias, options);
}
template <class Out, class X, class K, class B = no_bias_t, class Why = lax::why_refused_into<Out, void, X, K, B>>
  requires lax::refused_destination<Out, void, X, K, B>
void conv_transpose2d_into(Out&&, X const&, K const&, B const& = {}, functional_conv_transpose_options const& = {})
    CONVOLT_REFUSED("the last template argument is the reason");
template <class Out, class X, class K, class Arch = target_arch>
  requires(lax::ConvolutionOperands<void, X, K> && lax::DestinationFor<Out, void, X, K>)
void conv_transpose2d_into(Out&& out, X const& x, K const& weight, functional_conv_transpose_options const& options) {
  detail::functional_into<Arch>("nn::conv_transpose2d_into", 2, out, x, weight, no_bias, options);
}

template <class X, class K, class B = no_bias_t, class Arch = target_arch>
  requires FunctionalOperands<X, K, B>
auto conv_transpose3d(X const& x, K const& weight, B const& bias = {},
                      functional_conv_transpose_options const& options = {}) {
  return detail::functional<Arch>("nn::conv_transpose3d", 3, x, weight, bias, options);
}
template <class X, class K, class B = no_bias_t, class Why = lax::why_refused<void, X, K, B>>
  requires lax::refused_operands<void, X, K, B>
void conv_transpose3d(X const&, K const&, B const& = {}, functional_conv_transpose_options const& = {})
    CONVOLT_REFUSED("the last template argument is the reason");
template <class X, class K, class Arch = target_arch>
  requires lax::ConvolutionOperands<void, X, K>
auto conv_transpose3d(X const& x, K const& weight, functional_conv_transpose_options const& options) {
  return detail::functional<Arch>("nn::conv_transpose3d", 3, x, weight, no_bias, options);
}
template <class X, class K, class B>
  requires lax::bias_before_options<X, K, B>
void conv_transpose3d(X const&, K const&,  // bias, then options
                      functional_conv_transpose_options const&, B const&) CONVOLT_REFUSED("bias, then options");
inline void conv_transpose3d(refused::any,  // write conv_transpose3d(x, weight, bias, {.stride = 2}) of arrays
                             refused::any = {}, refused::any = {}, refused::any = {}, refused::any = {},
                             refused::any = {})
    CONVOLT_REFUSED("write conv_transpose3d(x, weight, bias, {.stride = 2}) of arrays; a list * one is an array");
template <class Out, class X, class K, class B = no_bias_t, class Arch = target_arch>
  requires FunctionalOutput<Out, X, K, B>
void conv_transpose3d_into(Out&& out, X const& x, K const& weight, B const& bias = {},
                           functional_conv_transpose_options const& options = {}) {
  detail::functional_into<Arch>("nn::conv_transpose3d_into", 3, out, x, weight, bias, options);
}
template <class Out, class X, class K, class B = no_bias_t, class Why = lax::why_refused_into<Out, void, X, K, B>>
  requires lax::refused_destination<Out, void, X, K, B>
void conv_transpose3d_into(Out&&, X const&, K const&, B const& = {}, functional_conv_transpose_options const& = {})
    CONVOLT_REFUSED("the last template argument is the reason");
template <class Out, class X, class K, class Arch = target_arch>
  requires(lax::ConvolutionOperands<void, X, K> && lax::DestinationFor<Out, void, X, K>)
void conv_transpose3d_into(Out&& out, X const& x, K const& weight, functional_conv_transpose_options const& options) {
  detail::functional_into<Arch>("nn::conv_transpose3d_into", 3, out, x, weight, no_bias, options);
}

}  // namespace convolt::nn
