// SPDX-License-Identifier: BSD-3-Clause
/// Convolution layers with scaled weight standardisation, as in brainstate: the kernel that is used has, in each output
/// channel, mean 0 and a sum of squares of 1, times a gain. The standardised kernel is a number; the gain has the unit
/// of the weight, and so has the layer. The mask is applied afterwards.
/// Layer: nn.
#pragma once

#include <convolt/nn/fwd.hpp>
#include <convolt/nn/layer.hpp>

namespace convolt::nn {

/// Conv1d with a standardised kernel.
template <auto W, auto B, class T>
class ScaledWSConv1d : public detail::layer<ScaledWSConv1d<W, B, T>, layer_kind::scaled_ws_conv, 1, W, B, T> {
  using base = detail::layer<ScaledWSConv1d<W, B, T>, layer_kind::scaled_ws_conv, 1, W, B, T>;

 public:
  using base::base;
};

/// Conv2d with a standardised kernel.
template <auto W, auto B, class T>
class ScaledWSConv2d : public detail::layer<ScaledWSConv2d<W, B, T>, layer_kind::scaled_ws_conv, 2, W, B, T> {
  using base = detail::layer<ScaledWSConv2d<W, B, T>, layer_kind::scaled_ws_conv, 2, W, B, T>;

 public:
  using base::base;
};

/// Conv3d with a standardised kernel.
template <auto W, auto B, class T>
class ScaledWSConv3d : public detail::layer<ScaledWSConv3d<W, B, T>, layer_kind::scaled_ws_conv, 3, W, B, T> {
  using base = detail::layer<ScaledWSConv3d<W, B, T>, layer_kind::scaled_ws_conv, 3, W, B, T>;

 public:
  using base::base;
};

/// Without template arguments: no units, no bias, float.
template <class... V>
ScaledWSConv1d(scaled_ws_conv_options const&, V const&...) -> ScaledWSConv1d<>;
template <class... V>
ScaledWSConv2d(scaled_ws_conv_options const&, V const&...) -> ScaledWSConv2d<>;
template <class... V>
ScaledWSConv3d(scaled_ws_conv_options const&, V const&...) -> ScaledWSConv3d<>;

}  // namespace convolt::nn
