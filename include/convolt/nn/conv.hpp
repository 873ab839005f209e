// SPDX-License-Identifier: BSD-3-Clause
/// Convolution layers as in brainstate: correlation, nothing is flipped.
/// Layer: nn.
#pragma once

#include <convolt/nn/fwd.hpp>
#include <convolt/nn/layer.hpp>

namespace convolt::nn {

/// A convolution along one axis. Input ([batch,] length, channels), or ([batch,] channels, length) with channel_first;
/// kernel (k, in/groups, out) in both. W is the unit of the weight, B that of the bias (`no_bias`: there is none), T
/// the type of the numbers: `Conv1d<nS, pA> conv({.in_size = {28, 3}, .out_channels = 16, .kernel_size = 5});`
template <auto W, auto B, class T>
class Conv1d : public detail::layer<Conv1d<W, B, T>, layer_kind::conv, 1, W, B, T> {
  using base = detail::layer<Conv1d<W, B, T>, layer_kind::conv, 1, W, B, T>;

 public:
  using base::base;
};

/// A convolution in the plane: ([batch,] height, width, channels), kernel (kh, kw, in/groups, out).
template <auto W, auto B, class T>
class Conv2d : public detail::layer<Conv2d<W, B, T>, layer_kind::conv, 2, W, B, T> {
  using base = detail::layer<Conv2d<W, B, T>, layer_kind::conv, 2, W, B, T>;

 public:
  using base::base;
};

/// A convolution in space: ([batch,] height, width, depth, channels), kernel (kh, kw, kd, in/groups, out).
template <auto W, auto B, class T>
class Conv3d : public detail::layer<Conv3d<W, B, T>, layer_kind::conv, 3, W, B, T> {
  using base = detail::layer<Conv3d<W, B, T>, layer_kind::conv, 3, W, B, T>;

 public:
  using base::base;
};

/// Without template arguments: no units, no bias, float.
template <class... V>
Conv1d(conv_options const&, V const&...) -> Conv1d<>;
template <class... V>
Conv2d(conv_options const&, V const&...) -> Conv2d<>;
template <class... V>
Conv3d(conv_options const&, V const&...) -> Conv3d<>;

}  // namespace convolt::nn
