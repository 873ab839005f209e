// SPDX-License-Identifier: BSD-3-Clause
/// Vector-Jacobian products of the convolution and of the transposed convolution, for every combination of parameters
/// that they accept. Complex gradients are plain transposes, not conjugated. Gradients of what is never read are zero.
/// Layer: lax.
#pragma once

#include <convolt/core/arch.hpp>
#include <convolt/lax/options.hpp>
#include <convolt/lax/vjp.hpp>

namespace convolt::lax {

/// All gradients of conv_general_dilated: members lhs, rhs and bias. `cotangent` has the shape of the result. Throws
/// shape_error, parameter_error, unit_error.
template <class P = void, class L, class R, class G, class Arch = target_arch>
  requires CotangentFor<G, P, L, R>
auto conv_general_dilated_vjp(L const& lhs, R const& rhs, G const& cotangent, steps const& window_strides,
                              padding const& pad, conv_general_dilated_options const& options = {}) {
  return detail::gradient<detail::of_all, P, Arch>("lax::conv_general_dilated_vjp", lhs, rhs, cotangent, window_strides,
                                                   pad, options);
}
template <class P = void, class L, class R, class G, class Why = why_refused_cotangent<G, P, L, R>>
  requires refused_cotangent<G, P, L, R>
void conv_general_dilated_vjp(L const&, R const&, G const&, steps const&, padding const&,
                              conv_general_dilated_options const& = {})
    CONVOLT_REFUSED("the last template argument is the reason");

/// Only the gradient with respect to lhs, of which nothing but the shape is read.
template <class P = void, class L, class R, class G, class Arch = target_arch>
  requires CotangentFor<G, P, L, R>
auto conv_general_dilated_vjp_lhs(L const& lhs, R const& rhs, G const& cotangent, steps const& window_strides,
                                  padding const& pad, conv_general_dilated_options const& options = {}) {
  return detail::gradient<detail::of_lhs, P, Arch>("lax::conv_general_dilated_vjp_lhs", lhs, rhs, cotangent,
                                                   window_strides, pad, options);
}
template <class P = void, class L, class R, class G, class Why = why_refused_cotangent<G, P, L, R>>
  requires refused_cotangent<G, P, L, R>
void conv_general_dilated_vjp_lhs(L const&, R const&, G const&, steps const&, padding const&,
                                  conv_general_dilated_options const& = {})
    CONVOLT_REFUSED("the last template argument is the reason");

/// Only the gradient with respect to rhs, of which nothing but the shape is read.
template <class P = void, class L, class R, class G, class Arch = target_arch>
  requires CotangentFor<G, P, L, R>
auto conv_general_dilated_vjp_rhs(L const& lhs, R const& rhs, G const& cotangent, steps const& window_strides,
                                  padding const& pad, conv_general_dilated_options const& options = {}) {
  return detail::gradient<detail::of_rhs, P, Arch>("lax::conv_general_dilated_vjp_rhs", lhs, rhs, cotangent,
                                                   window_strides, pad, options);
}
template <class P = void, class L, class R, class G, class Why = why_refused_cotangent<G, P, L, R>>
  requires refused_cotangent<G, P, L, R>
void conv_general_dilated_vjp_rhs(L const&, R const&, G const&, steps const&, padding const&,
                                  conv_general_dilated_options const& = {})
    CONVOLT_REFUSED("the last template argument is the reason");

/// Only the gradient with respect to the bias.
template <class P = void, class L, class R, class G, class Arch = target_arch>
  requires CotangentFor<G, P, L, R>
auto conv_general_dilated_vjp_bias(L const& lhs, R const& rhs, G const& cotangent, steps const& window_strides,
                                   padding const& pad, conv_general_dilated_options const& options = {}) {
  return detail::gradient<detail::of_bias, P, Arch>("lax::conv_general_dilated_vjp_bias", lhs, rhs, cotangent,
                                                    window_strides, pad, options);
}
template <class P = void, class L, class R, class G, class Why = why_refused_cotangent<G, P, L, R>>
  requires refused_cotangent<G, P, L, R>
void conv_general_dilated_vjp_bias(L const&, R const&, G const&, steps const&, padding const&,
                                   conv_general_dilated_options const& = {})
    CONVOLT_REFUSED("the last template argument is the reason");

/// All gradients of conv_transpose: members lhs, rhs and bias. `cotangent` has the shape of the result. Throws
/// shape_error, parameter_error, unit_error.
template <class P = void, class L, class R, class G, class Arch = target_arch>
  requires CotangentFor<G, P, L, R>
auto conv_transpose_vjp(L const& lhs, R const& rhs, G const& cotangent, steps const& strides, padding const& pad,
                        conv_transpose_options const& options = {}) {
  return detail::gradient<detail::of_all, P, Arch>("lax::conv_transpose_vjp", lhs, rhs, cotangent, strides, pad,
                                                   options);
}
template <class P = void, class L, class R, class G, class Why = why_refused_cotangent<G, P, L, R>>
  requires refused_cotangent<G, P, L, R>
void conv_transpose_vjp(L const&, R const&, G const&, steps const&, padding const&, conv_transpose_options const& = {})
    CONVOLT_REFUSED("the last template argument is the reason");

/// Only the gradient with respect to lhs, of which nothing but the shape is read.
template <class P = void, class L, class R, class G, class Arch = target_arch>
  requires CotangentFor<G, P, L, R>
auto conv_transpose_vjp_lhs(L const& lhs, R const& rhs, G const& cotangent, steps const& strides, padding const& pad,
                            conv_transpose_options const& options = {}) {
  return detail::gradient<detail::of_lhs, P, Arch>("lax::conv_transpose_vjp_lhs", lhs, rhs, cotangent, strides, pad,
                                                   options);
}
template <class P = void, class L, class R, class G, class Why = why_refused_cotangent<G, P, L, R>>
  requires refused_cotangent<G, P, L, R>
void conv_transpose_vjp_lhs(L const&, R const&, G const&, steps const&, padding const&,
                            conv_transpose_options const& = {})
    CONVOLT_REFUSED("the last template argument is the reason");

/// Only the gradient with respect to rhs, of which nothing but the shape is read.
template <class P = void, class L, class R, class G, class Arch = target_arch>
  requires CotangentFor<G, P, L, R>
auto conv_transpose_vjp_rhs(L const& lhs, R const& rhs, G const& cotangent, steps const& strides, padding const& pad,
                            conv_transpose_options const& options = {}) {
  return detail::gradient<detail::of_rhs, P, Arch>("lax::conv_transpose_vjp_rhs", lhs, rhs, cotangent, strides, pad,
                                                   options);
}
template <class P = void, class L, class R, class G, class Why = why_refused_cotangent<G, P, L, R>>
  requires refused_cotangent<G, P, L, R>
void conv_transpose_vjp_rhs(L const&, R const&, G const&, steps const&, padding const&,
                            conv_transpose_options const& = {})
    CONVOLT_REFUSED("the last template argument is the reason");

/// Only the gradient with respect to the bias.
template <class P = void, class L, class R, class G, class Arch = target_arch>
  requires CotangentFor<G, P, L, R>
auto conv_transpose_vjp_bias(L const& lhs, R const& rhs, G const& cotangent, steps const& strides, padding const& pad,
                             conv_transpose_options const& options = {}) {
  return detail::gradient<detail::of_bias, P, Arch>("lax::conv_transpose_vjp_bias", lhs, rhs, cotangent, strides, pad,
                                                    options);
}
template <class P = void, class L, class R, class G, class Why = why_refused_cotangent<G, P, L, R>>
  requires refused_cotangent<G, P, L, R>
void conv_transpose_vjp_bias(L const&, R const&, G const&, steps const&, padding const&,
                             conv_transpose_options const& = {})
    CONVOLT_REFUSED("the last template argument is the reason");

}  // namespace convolt::lax
