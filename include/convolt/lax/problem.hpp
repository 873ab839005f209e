// SPDX-License-Identifier: BSD-3-Clause
/// From a resolved call and the strides of its arrays to the problem that the engine computes.
/// Layer: lax.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/engine/problem/problem.hpp>
#include <convolt/geometry/convolution.hpp>

#include <cstddef>

namespace convolt::lax::resolved {

/// Entry i of a list of extents.
inline index at(index_list const& list, index i) { return list[static_cast<std::size_t>(i)]; }

/// A flipped kernel is read from its last tap backwards: how far that tap is from the first element.
inline index flip_offset(geometry::resolved_conv const& r, index_list const& rhs_strides) {
  index offset = 0;
  if (r.flip_kernel) {
    for (geometry::resolved_axis const& axis : r.axes) { offset += (axis.kernel - 1) * at(rhs_strides, axis.rhs_axis); }
  }
  return offset;
}

/// The problem of the engine for a convolution whose parameters are known, on arrays with these steps.
inline engine::problem make_problem(geometry::resolved_conv const& r, index_list const& lhs_strides,
                                    index_list const& rhs_strides, index_list const& out_strides, index bias_step) {
  // Every member is named, since g++ zeroes the whole object before it stores some of them.
  engine::problem p{.rank = r.axes.size(),
                    .axes = engine::axis_problems::unset(),
                    .batch = r.batch,
                    .in_channels = quotient(r.in_channels, r.feature_groups),
                    .out_channels = r.out_channels,
                    .feature_groups = r.feature_groups,
                    .batch_groups = r.batch_groups,
                    .input_batch_step = at(lhs_strides, r.lhs_batch_axis),
                    .input_channel_step = at(lhs_strides, r.lhs_feature_axis),
                    .weights_out_step = at(rhs_strides, r.rhs_out_axis),
                    .weights_in_step = at(rhs_strides, r.rhs_in_axis),
                    .output_batch_step = at(out_strides, r.out_batch_axis),
                    .output_channel_step = at(out_strides, r.out_feature_axis),
                    .bias_step = bias_step,
                    .weights_group_step = r.rhs_group_step * at(rhs_strides, r.rhs_group_axis)};
  for (std::size_t d = 0; d < p.rank; ++d) {
    geometry::resolved_axis const& axis = r.axes[d];
    index const rhs_step = at(rhs_strides, axis.rhs_axis);
    p.axes[d] = {.input = axis.input,
                 .weights = axis.kernel,
                 .output = axis.output,
                 .stride = axis.stride,
                 .input_dilation = axis.input_dilation,
                 .weights_dilation = axis.kernel_dilation,
                 .pad_lo = axis.pad_lo,
                 .input_step = at(lhs_strides, axis.lhs_axis),
                 .weights_step = r.flip_kernel ? -rhs_step : rhs_step,
                 .output_step = at(out_strides, axis.out_axis)};
  }
  return p;
}

}  // namespace convolt::lax::resolved
