// SPDX-License-Identifier: BSD-3-Clause
/// The named parameters of the layers and functionals: aggregates without units for designated initialisers, spelled
/// and ordered as in the mirrored systems. Initial values, which have units, are arguments of their own.
/// Layer: nn.
#pragma once

#include <convolt/core/executor.hpp>
#include <convolt/geometry/steps.hpp>
#include <convolt/nn/arguments.hpp>
#include <convolt/nn/padding_mode.hpp>

#include <string>

namespace convolt::nn {

/// Of Conv1d, Conv2d and Conv3d, as in brainstate.
///
/// `in_size` is the shape of the input without batch: (space..., channels), or (channels, space...) with
/// `channel_first`. Extents marked `dynamic` may differ from call to call; without in_size all spatial ones may, and
/// `in_channels` is needed. A layer with trainable = false keeps its parameters in training. The `name` chooses the
/// random numbers of the initial values: layers of one shape with neither names nor seeds of their own begin with the
/// same.
struct conv_options {
  steps in_size = {};
  whole_number in_channels = {};  ///< only without in_size
  whole_number out_channels = {};
  per_axis kernel_size = {};
  per_axis stride = 1;
  layer_padding padding = same;
  per_axis lhs_dilation = 1;
  per_axis rhs_dilation = 1;
  whole_number groups = 1;
  bool channel_first = false;
  std::string name = {};
  bool trainable = true;
  padding_mode_argument padding_mode = {};
};

/// Of ScaledWSConv1d, 2d and 3d: `ws_gain` asks for a gain per output channel, `eps` is the smallest value that the
/// variance times the fan-in is taken for; both count the kernel in the unit of the weight.
struct scaled_ws_conv_options {
  steps in_size = {};
  whole_number in_channels = {};  ///< only without in_size
  whole_number out_channels = {};
  per_axis kernel_size = {};
  per_axis stride = 1;
  layer_padding padding = same;
  per_axis lhs_dilation = 1;
  per_axis rhs_dilation = 1;
  whole_number groups = 1;
  bool ws_gain = true;
  double eps = 1e-4;
  bool channel_first = false;
  std::string name = {};
  bool trainable = true;
  padding_mode_argument padding_mode = {};
};

/// Of ConvTranspose1d, 2d and 3d. Numbers as padding are zeros around the dilated input, so that more padding gives
/// more output; forward_padding has PyTorch's meaning and takes an `output_padding` in [0, max(stride, dilation)). The
/// stride dilates the input: `lhs_dilation` is accepted as in older code, and must be 1.
struct conv_transpose_options {
  steps in_size = {};
  whole_number in_channels = {};  ///< only without in_size
  whole_number out_channels = {};
  per_axis kernel_size = {};
  per_axis stride = 1;
  layer_padding padding = same;
  per_axis output_padding = 0;
  per_axis lhs_dilation = 1;
  per_axis rhs_dilation = 1;
  whole_number groups = 1;
  bool channel_first = false;
  std::string name = {};
  bool trainable = true;
  padding_mode_argument padding_mode = {};
};

/// Of the functionals conv1d, conv2d and conv3d, as in lucid and PyTorch.
struct functional_conv_options {
  per_axis stride = 1;
  functional_padding padding = 0;
  per_axis dilation = 1;
  whole_number groups = 1;
  padding_mode_argument padding_mode = {};
  executor_ref executor = {};  ///< who computes: by default the calling thread
};

/// Of the functionals conv_transpose1d, conv_transpose2d and conv_transpose3d. `padding` crops the output;
/// `output_size`, one spatial extent per axis, chooses the output_padding that gives it.
struct functional_conv_transpose_options {
  per_axis stride = 1;
  pad_numbers padding = 0;
  per_axis output_padding = 0;
  whole_number groups = 1;
  per_axis dilation = 1;
  steps output_size = {};
  padding_mode_argument padding_mode = {};
  executor_ref executor = {};  ///< who computes: by default the calling thread
};

/// Of weight_standardization.
struct weight_standardization_options {
  double eps = 1e-4;
  index out_axis = -1;  ///< counted from the end where negative
};

namespace lucid {

/// Of lucid::ConvTranspose1d, 2d and 3d, after the numbers of input and output channels. As in the other layers, the
/// `name` chooses the random numbers of the initial values.
struct conv_transpose_options {
  per_axis kernel_size = {};
  per_axis stride = 1;
  pad_numbers padding = 0;
  per_axis output_padding = 0;
  whole_number groups = 1;
  bool bias = true;
  per_axis dilation = 1;
  std::string name = {};
  bool trainable = true;
  padding_mode_argument padding_mode = {};
  executor_ref executor = {};  ///< who computes: by default the calling thread
};

}  // namespace lucid
}  // namespace convolt::nn
