// SPDX-License-Identifier: BSD-3-Clause
/// The gradients of a convolution as convolutions. With y the output and g its cotangent, per group:
///   d input   = g, dilated by the stride, convolved with the weights flipped and with in and out channels swapped;
///   d weights = the input convolved with g as weights, batch and channels swapped, stride and dilation swapped.
/// (JAX's rules, conv_general_dilated's transposes; here as problems on the arrays as they lie, without a copy.)
/// Layer: engine.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/engine/problem/groups.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <cstddef>

namespace convolt::engine {

/// One of the independent problems a gradient is made of, and how far its arrays begin from those of the whole.
struct gradient_part {
  problem p;
  index input_offset = 0;
  index weights_offset = 0;
  index output_offset = 0;
};

/// One part per feature group or batch group (a convolution has only one of the two kinds).
[[nodiscard]] constexpr index gradient_parts(problem const& forward) noexcept {
  return forward.feature_groups * forward.batch_groups;
}

/// Where group k begins in the arrays of the forward convolution.
struct group_offsets {
  index input, weights, output;
};

constexpr group_offsets offsets_of_group(problem const& f, index k) noexcept {
  index const out_channels = f.out_channels / gradient_parts(f);
  bool const in_batches = f.batch_groups > 1;
  return {.input = k * (in_batches ? output_batch(f) * f.input_batch_step : f.in_channels * f.input_channel_step),
          .weights = k * (in_batches ? out_channels * f.weights_out_step : f.weights_group_step),
          .output = k * out_channels * f.output_channel_step};
}

constexpr problem without_groups(problem const& f) noexcept {
  problem p;
  p.rank = f.rank;
  p.batch = output_batch(f);
  return p;
}

/// Part k of the gradient with respect to the input: "input" is the cotangent, "output" the gradient. `forward` has the
/// steps of the gradient in the place of the input's and those of the cotangent in the place of the output's.
[[nodiscard]] constexpr gradient_part input_gradient(problem const& forward, index k) noexcept {
  group_offsets const begin = offsets_of_group(forward, k);
  gradient_part part{.p = without_groups(forward),
                     .input_offset = begin.output,
                     .weights_offset = begin.weights,
                     .output_offset = begin.input};
  problem& p = part.p;
  p.in_channels = forward.out_channels / gradient_parts(forward);
  p.out_channels = forward.in_channels;
  p.input_batch_step = forward.output_batch_step;
  p.input_channel_step = forward.output_channel_step;
  p.weights_out_step = forward.weights_in_step;
  p.weights_in_step = forward.weights_out_step;
  p.output_batch_step = forward.input_batch_step;
  p.output_channel_step = forward.input_channel_step;
  for (std::size_t d = 0; d < p.rank; ++d) {
    axis_problem const& f = forward.axes[d];
    p.axes[d] = {.input = f.output,
                 .weights = f.weights,
                 .output = f.input,
                 .stride = f.input_dilation,
                 .input_dilation = f.stride,
                 .weights_dilation = f.weights_dilation,
                 .pad_lo = (f.weights - 1) * f.weights_dilation - f.pad_lo,
                 .input_step = f.output_step,
                 .weights_step = -f.weights_step,
                 .output_step = f.input_step};
    part.weights_offset += (f.weights - 1) * f.weights_step;
  }
  return part;
}

/// Whether the gradient with respect to the input is a single problem: feature groups have input channels of their own,
/// batch groups share them.
[[nodiscard]] constexpr bool is_one_input_gradient(problem const& forward) noexcept {
  return forward.batch_groups == 1;
}

/// All parts of such a gradient as one: the feature groups are those of the convolution.
[[nodiscard]] constexpr gradient_part input_gradient(problem const& forward) noexcept {
  gradient_part whole = input_gradient(forward, 0);
  whole.p.feature_groups = forward.feature_groups;
  whole.p.out_channels *= forward.feature_groups;
  whole.p.weights_group_step = forward.weights_group_step;
  return whole;
}

/// Part k of the gradient with respect to the weights: "weights" is the cotangent, "output" the gradient. `forward` has
/// the steps of the gradient in the place of the weights' and those of the cotangent in the place of the output's.
[[nodiscard]] constexpr gradient_part weights_gradient(problem const& forward, index k) noexcept {
  group_offsets const begin = offsets_of_group(forward, k);
  gradient_part part{.p = without_groups(forward),
                     .input_offset = begin.input,
                     .weights_offset = begin.output,
                     .output_offset = begin.weights};
  problem& p = part.p;
  p.batch = forward.in_channels;
  p.in_channels = output_batch(forward);
  p.out_channels = forward.out_channels / gradient_parts(forward);
  p.input_batch_step = forward.input_channel_step;
  p.input_channel_step = forward.input_batch_step;
  p.weights_out_step = forward.output_channel_step;
  p.weights_in_step = forward.output_batch_step;
  p.output_batch_step = forward.weights_in_step;
  p.output_channel_step = forward.weights_out_step;
  for (std::size_t d = 0; d < p.rank; ++d) {
    axis_problem const& f = forward.axes[d];
    p.axes[d] = {.input = f.input,
                 .weights = f.output,
                 .output = f.weights,
                 .stride = f.weights_dilation,
                 .input_dilation = f.input_dilation,
                 .weights_dilation = f.stride,
                 .pad_lo = f.pad_lo,
                 .input_step = f.input_step,
                 .weights_step = f.output_step,
                 .output_step = f.weights_step};
  }
  return part;
}

/// Whether the gradient with respect to the weights is a single problem: its groups lie one after the other.
[[nodiscard]] constexpr bool is_one_weights_gradient(problem const& forward) noexcept {
  if (forward.feature_groups == 1) { return true; }
  index const channels = out_channels_per_group(forward);
  return forward.batch_groups == 1 &&
         (channels == 1 || forward.weights_group_step == channels * forward.weights_out_step);
}

/// All parts of such a gradient as one. Feature groups, which have channels of their own, become batch groups, since
/// channels take the place of the batch, and the other way round.
[[nodiscard]] constexpr gradient_part weights_gradient(problem const& forward) noexcept {
  gradient_part whole = weights_gradient(forward, 0);
  problem& p = whole.p;
  p.out_channels = forward.out_channels;
  p.batch_groups = forward.feature_groups;
  p.batch *= p.batch_groups;
  p.feature_groups = forward.batch_groups;
  p.weights_group_step = p.out_channels / p.feature_groups * p.weights_out_step;
  if (p.batch_groups == p.out_channels) { p.output_channel_step = forward.weights_group_step; }
  if (p.batch_groups == 1) { p.output_channel_step = forward.weights_out_step; }
  return whole;
}

}  // namespace convolt::engine
