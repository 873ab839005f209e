// SPDX-License-Identifier: BSD-3-Clause
/// Convolution layers with scaled weight standardisation, as in brainstate: the kernel that is used has, in each output
/// channel, mean 0 and a sum of squares of 1, times a gain. The standardised kernel is a number; the gain has the unit
/// of the weight, and so has the layer. The mask is applied afterwards.
/// Layer: nn.
#pragma once

#include <convolt/core/index.hpp>
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

/// Without template arguments: float, in the units of the values that are given, without bias unless one is.
ScaledWSConv1d(scaled_ws_conv_options const&) -> ScaledWSConv1d<>;
ScaledWSConv1d(index, index, scaled_ws_conv_options const&) -> ScaledWSConv1d<>;  // refused by the constructor
template <Integer... Numbers>                                                     // refused by the constructor
ScaledWSConv1d(Numbers...) -> ScaledWSConv1d<>;
template <class Weights>
ScaledWSConv1d(scaled_ws_conv_options const&, Weights const&) -> ScaledWSConv1d<detail::unit_of_values<Weights>>;
template <class Weights, class Bias, class... Mask>
ScaledWSConv1d(scaled_ws_conv_options const&, Weights const&, Bias const&, Mask const&...)
    -> ScaledWSConv1d<detail::unit_of_values<Weights>, detail::unit_of_values<Bias>>;
ScaledWSConv2d(scaled_ws_conv_options const&) -> ScaledWSConv2d<>;
ScaledWSConv2d(index, index, scaled_ws_conv_options const&) -> ScaledWSConv2d<>;  // refused by the constructor
template <Integer... Numbers>                                                     // refused by the constructor
ScaledWSConv2d(Numbers...) -> ScaledWSConv2d<>;
template <class Weights>
ScaledWSConv2d(scaled_ws_conv_options const&, Weights const&) -> ScaledWSConv2d<detail::unit_of_values<Weights>>;
template <class Weights, class Bias, class... Mask>
ScaledWSConv2d(scaled_ws_conv_options const&, Weights const&, Bias const&, Mask const&...)
    -> ScaledWSConv2d<detail::unit_of_values<Weights>, detail::unit_of_values<Bias>>;
ScaledWSConv3d(scaled_ws_conv_options const&) -> ScaledWSConv3d<>;
ScaledWSConv3d(index, index, scaled_ws_conv_options const&) -> ScaledWSConv3d<>;  // refused by the constructor
template <Integer... Numbers>                                                     // refused by the constructor
ScaledWSConv3d(Numbers...) -> ScaledWSConv3d<>;
template <class Weights>
ScaledWSConv3d(scaled_ws_conv_options const&, Weights const&) -> ScaledWSConv3d<detail::unit_of_values<Weights>>;
template <class Weights, class Bias, class... Mask>
ScaledWSConv3d(scaled_ws_conv_options const&, Weights const&, Bias const&, Mask const&...)
    -> ScaledWSConv3d<detail::unit_of_values<Weights>, detail::unit_of_values<Bias>>;

}  // namespace convolt::nn
