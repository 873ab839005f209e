// SPDX-License-Identifier: BSD-3-Clause
/// From a resolved call and the strides of its arrays to the problem that the engine computes.
/// Layer: lax.
#pragma once

#include <convolt/engine/problem.hpp>
#include <convolt/geometry/convolution.hpp>
#include <convolt/lax/operand.hpp>

#include <cstddef>

namespace convolt::lax::detail {

inline index at(index_list const& list, index i) { return list[static_cast<std::size_t>(i)]; }

/// A flipped kernel is read from its last tap backwards: how far that tap is from the first element.
inline index flip_offset(geometry::resolved_conv const& r, index_list const& rhs_strides) {
  index offset = 0;
  if (r.flip_kernel) {
    for (geometry::resolved_axis const& axis : r.axes) { offset += (axis.kernel - 1) * at(rhs_strides, axis.rhs_axis); }
  }
  return offset;
}

inline engine::problem make_problem(geometry::resolved_conv const& r, index_list const& lhs_strides,
                                    index_list const& rhs_strides, index_list const& out_strides, index bias_step) {
  engine::problem p;
  p.rank = r.axes.size();
  for (std::size_t d = 0; d < p.rank; ++d) {
    geometry::resolved_axis const& axis = r.axes[d];
    index const rhs_step = at(rhs_strides, axis.rhs_axis);
    engine::axis_problem& to = p.axes[d];
    to.input = axis.input;
    to.weights = axis.kernel;
    to.output = axis.output;
    to.stride = axis.stride;
    to.input_dilation = axis.input_dilation;
    to.weights_dilation = axis.kernel_dilation;
    to.pad_lo = axis.pad_lo;
    to.input_step = at(lhs_strides, axis.lhs_axis);
    to.weights_step = r.flip_kernel ? -rhs_step : rhs_step;
    to.output_step = at(out_strides, axis.out_axis);
  }
  p.batch = r.batch;
  p.in_channels = quotient(r.in_channels, r.feature_groups);
  p.out_channels = r.out_channels;
  p.feature_groups = r.feature_groups;
  p.batch_groups = r.batch_groups;
  p.input_batch_step = at(lhs_strides, r.lhs_batch_axis);
  p.input_channel_step = at(lhs_strides, r.lhs_feature_axis);
  p.weights_out_step = at(rhs_strides, r.rhs_out_axis);
  p.weights_in_step = at(rhs_strides, r.rhs_in_axis);
  p.weights_group_step = r.rhs_group_step * at(rhs_strides, r.rhs_group_axis);
  p.output_batch_step = at(out_strides, r.out_batch_axis);
  p.output_channel_step = at(out_strides, r.out_feature_axis);
  p.bias_step = bias_step;
  return p;
}

}  // namespace convolt::lax::detail
