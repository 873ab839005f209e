// SPDX-License-Identifier: BSD-3-Clause
/// The convolutions of lax on arrays that are split over ranks along one spatial dimension: each rank gives its slice
/// of the signal and gets its slice of the result, those outputs that lie among its samples. Slices may be of any size.
/// The halo travels while each rank computes what needs none of it.
///
/// By direct sums, every number has the same bits for any number of ranks, one included; so it has where
/// `precision = lax::precision_level::highest`. Transforms of long kernels keep their bound of error.
///
/// A call is for all ranks together, with the same weights, bias and parameters. Where one of them cannot go on, all
/// throw parameter_error "fault_on_rank", which names it. The unit of the result is unit(lhs) * unit(rhs).
/// Layer: dist.
#pragma once

#include <convolt/dist/mpi.hpp>

#if defined(CONVOLT_HAS_MPI)

#include <convolt/core/arch.hpp>
#include <convolt/dist/convolve.hpp>
#include <convolt/dist/ranks.hpp>
#include <convolt/geometry/padding.hpp>
#include <convolt/geometry/steps.hpp>
#include <convolt/lax/options.hpp>
#include <convolt/lax/refusal.hpp>
#include <convolt/lax/types.hpp>

namespace convolt::dist {

/// lax::conv_general_dilated of the whole array, this rank's slice of it. `over` is `ranks`, or
/// `ranks.along(dimension)`. Throws parameter_error "fault_on_rank", and on all ranks what lax throws.
template <class L, class R, class B = lax::no_bias_t, class Arch = target_arch>
  requires(lax::ConvolutionOperands<void, L, R> && lax::BiasFor<B, void, L, R>)
auto conv_general_dilated(split const& over, L const& lhs, R const& rhs, steps const& window_strides,
                          padding const& pad, lax::conv_general_dilated_options const& options = {},
                          B const& bias = {}) {
  return convolve<Arch>("dist::conv_general_dilated", over, lhs, rhs, window_strides, pad, options, bias);
}
template <class L, class R, class B = lax::no_bias_t, class Why = lax::why_refused<void, L, R, B>>
  requires lax::refused_operands<void, L, R, B>
void conv_general_dilated(split const&, L const&, R const&, steps const&, padding const&,
                          lax::conv_general_dilated_options const& = {}, B const& = {}) = delete;

/// The same as lax::conv: without dilations, groups and layout, NCHW/OIHW/NCHW.
template <class L, class R, class B = lax::no_bias_t, class Arch = target_arch>
  requires(lax::ConvolutionOperands<void, L, R> && lax::BiasFor<B, void, L, R>)
auto conv(split const& over, L const& lhs, R const& rhs, steps const& window_strides, padding const& pad,
          lax::conv_options const& options = {}, B const& bias = {}) {
  lax::conv_general_dilated_options const general{.precision = options.precision, .executor = options.executor};
  return convolve<Arch, 1>("dist::conv", over, lhs, rhs, window_strides, pad, general, bias);
}
template <class L, class R, class B = lax::no_bias_t, class Why = lax::why_refused<void, L, R, B>>
  requires lax::refused_operands<void, L, R, B>
void conv(split const&, L const&, R const&, steps const&, padding const&, lax::conv_options const& = {},
          B const& = {}) = delete;

/// The same as lax::conv_with_general_padding: conv with dilations.
template <class L, class R, class B = lax::no_bias_t, class Arch = target_arch>
  requires(lax::ConvolutionOperands<void, L, R> && lax::BiasFor<B, void, L, R>)
auto conv_with_general_padding(split const& over, L const& lhs, R const& rhs, steps const& window_strides,
                               padding const& pad, steps const& lhs_dilation, steps const& rhs_dilation,
                               lax::conv_options const& options = {}, B const& bias = {}) {
  lax::conv_general_dilated_options const general{.lhs_dilation = lhs_dilation,
                                                  .rhs_dilation = rhs_dilation,
                                                  .precision = options.precision,
                                                  .executor = options.executor};
  return convolve<Arch, 1>("dist::conv_with_general_padding", over, lhs, rhs, window_strides, pad, general, bias);
}
template <class L, class R, class B = lax::no_bias_t, class Why = lax::why_refused<void, L, R, B>>
  requires lax::refused_operands<void, L, R, B>
void conv_with_general_padding(split const&, L const&, R const&, steps const&, padding const&, steps const&,
                               steps const&, lax::conv_options const& = {}, B const& = {}) = delete;

/// The same as lax::conv_transpose: NHWC/HWIO/NHWC up to three spatial axes.
template <class L, class R, class B = lax::no_bias_t, class Arch = target_arch>
  requires(lax::ConvolutionOperands<void, L, R> && lax::BiasFor<B, void, L, R>)
auto conv_transpose(split const& over, L const& lhs, R const& rhs, steps const& strides, padding const& pad,
                    lax::conv_transpose_options const& options = {}, B const& bias = {}) {
  return convolve<Arch>("dist::conv_transpose", over, lhs, rhs, strides, pad, options, bias);
}
template <class L, class R, class B = lax::no_bias_t, class Why = lax::why_refused<void, L, R, B>>
  requires lax::refused_operands<void, L, R, B>
void conv_transpose(split const&, L const&, R const&, steps const&, padding const&,
                    lax::conv_transpose_options const& = {}, B const& = {}) = delete;

}  // namespace convolt::dist

#endif
