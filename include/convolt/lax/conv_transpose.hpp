// SPDX-License-Identifier: BSD-3-Clause
/// The transposed convolution as in JAX and brainunit: the input is dilated by the strides and correlated with the
/// kernel; inserted zeros are never multiplied. unit(result) = unit(lhs) * unit(rhs).
/// Layer: lax.
#pragma once

#include <convolt/core/anything.hpp>
#include <convolt/core/arch.hpp>
#include <convolt/core/config.hpp>
#include <convolt/lax/execute.hpp>
#include <convolt/lax/options.hpp>
#include <convolt/lax/refusal.hpp>

namespace convolt::lax {

/// Default layout NHWC/HWIO/NHWC up to three spatial axes. `same` gives L*s outputs, `valid` L*s + max(K-s, 0);
/// `raw_padding` counts zeros around the dilated input (JAX's pairs), `forward_padding` is that of the convolution this
/// one transposes (PyTorch's, JAX's use_consistent_padding). With `transpose_kernel` the kernel is that of the forward
/// convolution and is flipped and swapped, which makes the result its adjoint; with groups it holds (k..., out/g, in).
/// Throws unit_error, shape_error, parameter_error.
template <class P = void, class L, class R, class B = no_bias_t, class Arch = target_arch>
  requires(ConvolutionOperands<P, L, R> && BiasFor<B, P, L, R>)
auto conv_transpose(L const& lhs, R const& rhs, steps const& strides, padding const& pad,
                    conv_transpose_options const& options = {}, B const& bias = {}) {
  return detail::convolve<P, Arch>("lax::conv_transpose", lhs, rhs, strides, pad, options, bias);
}
template <class P = void, class L, class R, class B = no_bias_t, class Why = why_refused<P, L, R, B>>
  requires refused_operands<P, L, R, B>
void conv_transpose(L const&, R const&, steps const&, padding const&, conv_transpose_options const& = {}, B const& = {})
    CONVOLT_REFUSED("the last template argument is the reason");
template <class L, class R, class B>
  requires bias_before_options<L, R, B>
void conv_transpose(L const&, R const&, steps const&, padding const&, B const&) CONVOLT_REFUSED("options, then bias");
inline void conv_transpose(refused::any,  // write conv_transpose(lhs, rhs, {2}, same, {options}, bias)
                           refused::any = {}, refused::any = {}, refused::any = {}, refused::any = {},
                           refused::any = {}, refused::any = {}, refused::any = {})
    CONVOLT_REFUSED("write conv_transpose(lhs, rhs, {2}, same, {options}, bias); a list * one is an array");

/// The same into `out`, an array in memory of the right shape that overlaps no operand; its unit may differ by a scale.
template <class P = void, class Out, class L, class R, class B = no_bias_t, class Arch = target_arch>
  requires(ConvolutionOperands<P, L, R> && BiasFor<B, P, L, R> && DestinationFor<Out, P, L, R>)
void conv_transpose_into(Out&& out, L const& lhs, R const& rhs, steps const& strides, padding const& pad,
                         conv_transpose_options const& options = {}, B const& bias = {}) {
  detail::convolve_into<P, Arch>("lax::conv_transpose_into", out, lhs, rhs, strides, pad, options, bias);
}
template <class P = void, class Out, class L, class R, class B = no_bias_t,
          class Why = why_refused_into<Out, P, L, R, B>>
  requires refused_destination<Out, P, L, R, B>
void conv_transpose_into(Out&&, L const&, R const&, steps const&, padding const&, conv_transpose_options const& = {},
                         B const& = {}) CONVOLT_REFUSED("the last template argument is the reason");

}  // namespace convolt::lax
