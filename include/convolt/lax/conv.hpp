// SPDX-License-Identifier: BSD-3-Clause
/// Convolutions as in JAX and brainunit: correlation, nothing is flipped. unit(result) = unit(lhs) * unit(rhs); a
/// product without dimension gives a plain array with its scale folded in. No dt is applied: this is the discrete sum.
/// Layer: lax.
#pragma once

#include <convolt/core/anything.hpp>
#include <convolt/core/arch.hpp>
#include <convolt/core/config.hpp>
#include <convolt/geometry/dimension_numbers.hpp>
#include <convolt/lax/execute.hpp>
#include <convolt/lax/options.hpp>
#include <convolt/lax/refusal.hpp>

namespace convolt::lax {

/// The general convolution. Strides, paddings and dilations follow the spatial letters of the kernel string; default
/// layout NCHW/OIHW/NCHW at every rank. `P` is the preferred element type: `conv_general_dilated<double>(...)` converts
/// both operands first. `bias` has one entry per output channel. Throws unit_error, shape_error, parameter_error.
template <class P = void, class L, class R, class B = no_bias_t, class Arch = target_arch>
  requires(ConvolutionOperands<P, L, R> && BiasFor<B, P, L, R>)
auto conv_general_dilated(L const& lhs, R const& rhs, steps const& window_strides, padding const& pad,
                          conv_general_dilated_options const& options = {}, B const& bias = {}) {
  return detail::convolve<P, Arch>("lax::conv_general_dilated", lhs, rhs, window_strides, pad, options, bias);
}
template <class P = void, class L, class R, class B = no_bias_t, class Why = why_refused<P, L, R, B>>
  requires refused_operands<P, L, R, B>
void conv_general_dilated(L const&, R const&, steps const&, padding const&, conv_general_dilated_options const& = {},
                          B const& = {}) CONVOLT_REFUSED("the last template argument is the reason");
template <class L, class R, class B>
  requires bias_before_options<L, R, B>
void conv_general_dilated(L const&, R const&,  // options, then bias: {}, bias
                          steps const&, padding const&, B const&) CONVOLT_REFUSED("options, then bias: {}, bias");
inline void conv_general_dilated(refused::any,  // write conv_general_dilated(lhs, rhs, {1}, same, {options}, bias)
                                 refused::any = {}, refused::any = {}, refused::any = {}, refused::any = {},
                                 refused::any = {}, refused::any = {}, refused::any = {})
    CONVOLT_REFUSED("write conv_general_dilated(lhs, rhs, {1}, same, {options}, bias); a list * one is an array");

/// The same into `out`, an array in memory of the right shape that overlaps no operand; its unit may differ by a scale.
template <class P = void, class Out, class L, class R, class B = no_bias_t, class Arch = target_arch>
  requires(ConvolutionOperands<P, L, R> && BiasFor<B, P, L, R> && DestinationFor<Out, P, L, R>)
void conv_general_dilated_into(Out&& out, L const& lhs, R const& rhs, steps const& window_strides, padding const& pad,
                               conv_general_dilated_options const& options = {}, B const& bias = {}) {
  detail::convolve_into<P, Arch>("lax::conv_general_dilated_into", out, lhs, rhs, window_strides, pad, options, bias);
}
template <class P = void, class Out, class L, class R, class B = no_bias_t,
          class Why = why_refused_into<Out, P, L, R, B>>
  requires refused_destination<Out, P, L, R, B>
void conv_general_dilated_into(Out&&, L const&, R const&, steps const&, padding const&,
                               conv_general_dilated_options const& = {}, B const& = {})
    CONVOLT_REFUSED("the last template argument is the reason");

/// `conv_general_dilated` without dilations, groups and layout: NCHW/OIHW/NCHW.
template <class P = void, class L, class R, class B = no_bias_t, class Arch = target_arch>
  requires(ConvolutionOperands<P, L, R> && BiasFor<B, P, L, R>)
auto conv(L const& lhs, R const& rhs, steps const& window_strides, padding const& pad, conv_options const& options = {},
          B const& bias = {}) {
  return detail::convolve<P, Arch, 1>("lax::conv", lhs, rhs, window_strides, pad, detail::general(options), bias);
}
template <class P = void, class L, class R, class B = no_bias_t, class Why = why_refused<P, L, R, B>>
  requires refused_operands<P, L, R, B>
void conv(L const&, R const&, steps const&, padding const&, conv_options const& = {}, B const& = {})
    CONVOLT_REFUSED("the last template argument is the reason");
template <class L, class R, class B>
  requires bias_before_options<L, R, B>
void conv(L const&, R const&, steps const&, padding const&, B const&) CONVOLT_REFUSED("options, then bias: {}, bias");
inline void conv(refused::any,  // write conv(lhs, rhs, {1}, same, {options}, bias); a list * one is an array
                 refused::any = {}, refused::any = {}, refused::any = {}, refused::any = {}, refused::any = {},
                 refused::any = {}, refused::any = {})
    CONVOLT_REFUSED("write conv(lhs, rhs, {1}, same, {options}, bias); a list * one is an array");

/// The same into `out`, an array in memory of the right shape that overlaps no operand; its unit may differ by a scale.
template <class P = void, class Out, class L, class R, class B = no_bias_t, class Arch = target_arch>
  requires(ConvolutionOperands<P, L, R> && BiasFor<B, P, L, R> && DestinationFor<Out, P, L, R>)
void conv_into(Out&& out, L const& lhs, R const& rhs, steps const& window_strides, padding const& pad,
               conv_options const& options = {}, B const& bias = {}) {
  detail::convolve_into<P, Arch>("lax::conv_into", out, lhs, rhs, window_strides, pad, detail::general(options), bias);
}
template <class P = void, class Out, class L, class R, class B = no_bias_t,
          class Why = why_refused_into<Out, P, L, R, B>>
  requires refused_destination<Out, P, L, R, B>
void conv_into(Out&&, L const&, R const&, steps const&, padding const&, conv_options const& = {}, B const& = {})
    CONVOLT_REFUSED("the last template argument is the reason");

/// `conv_general_dilated` without groups and layout. Empty lists of dilations are dilations 1.
template <class P = void, class L, class R, class B = no_bias_t, class Arch = target_arch>
  requires(ConvolutionOperands<P, L, R> && BiasFor<B, P, L, R>)
auto conv_with_general_padding(L const& lhs, R const& rhs, steps const& window_strides, padding const& pad,
                               steps const& lhs_dilation, steps const& rhs_dilation, conv_options const& options = {},
                               B const& bias = {}) {
  return detail::convolve<P, Arch, 1>("lax::conv_with_general_padding", lhs, rhs, window_strides, pad,
                                      detail::general(options, lhs_dilation, rhs_dilation), bias);
}
template <class P = void, class L, class R, class B = no_bias_t, class Why = why_refused<P, L, R, B>>
  requires refused_operands<P, L, R, B>
void conv_with_general_padding(L const&, R const&, steps const&, padding const&, steps const&, steps const&,
                               conv_options const& = {}, B const& = {})
    CONVOLT_REFUSED("the last template argument is the reason");
template <class L, class R, class B>
  requires bias_before_options<L, R, B>
void conv_with_general_padding(L const&, R const&,  // options, then bias: {}, bias
                               steps const&, padding const&, steps const&, steps const&, B const&)
    CONVOLT_REFUSED("the last template argument is the reason");
inline void conv_with_general_padding(refused::any,  // after padding: lhs_dilation, rhs_dilation, {options}, bias
                                      refused::any = {}, refused::any = {}, refused::any = {}, refused::any = {},
                                      refused::any = {}, refused::any = {}, refused::any = {}, refused::any = {})
    CONVOLT_REFUSED("after padding: lhs_dilation, rhs_dilation, {options}, bias; a list * one is an array");

/// The same into `out`, an array in memory of the right shape that overlaps no operand; its unit may differ by a scale.
template <class P = void, class Out, class L, class R, class B = no_bias_t, class Arch = target_arch>
  requires(ConvolutionOperands<P, L, R> && BiasFor<B, P, L, R> && DestinationFor<Out, P, L, R>)
void conv_with_general_padding_into(Out&& out, L const& lhs, R const& rhs, steps const& window_strides,
                                    padding const& pad, steps const& lhs_dilation, steps const& rhs_dilation,
                                    conv_options const& options = {}, B const& bias = {}) {
  detail::convolve_into<P, Arch>("lax::conv_with_general_padding_into", out, lhs, rhs, window_strides, pad,
                                 detail::general(options, lhs_dilation, rhs_dilation), bias);
}
template <class P = void, class Out, class L, class R, class B = no_bias_t,
          class Why = why_refused_into<Out, P, L, R, B>>
  requires refused_destination<Out, P, L, R, B>
void conv_with_general_padding_into(Out&&, L const&, R const&, steps const&, padding const&, steps const&, steps const&,
                                    conv_options const& = {}, B const& = {})
    CONVOLT_REFUSED("the last template argument is the reason");

}  // namespace convolt::lax
