// SPDX-License-Identifier: BSD-3-Clause
/// Convolution layers as in brainstate: correlation, nothing is flipped.
/// Layer: nn.
#pragma once

#include <convolt/core/index.hpp>
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

/// Without template arguments: float, in the units of the values that are given, without bias unless one is.
Conv1d(conv_options const&) -> Conv1d<>;
Conv1d(index, index, conv_options const&) -> Conv1d<>;  // refused by the constructor
template <Integer... Numbers>                           // refused by the constructor
Conv1d(Numbers...) -> Conv1d<>;
template <class Weights>
Conv1d(conv_options const&, Weights const&) -> Conv1d<detail::unit_of_values<Weights>>;
template <class Weights, class Bias, class... Mask>
Conv1d(conv_options const&, Weights const&, Bias const&, Mask const&...)
    -> Conv1d<detail::unit_of_values<Weights>, detail::unit_of_values<Bias>>;
Conv2d(conv_options const&) -> Conv2d<>;
Conv2d(index, index, conv_options const&) -> Conv2d<>;  // refused by the constructor
template <Integer... Numbers>                           // refused by the constructor
Conv2d(Numbers...) -> Conv2d<>;
template <class Weights>
Conv2d(conv_options const&, Weights const&) -> Conv2d<detail::unit_of_values<Weights>>;
template <class Weights, class Bias, class... Mask>
Conv2d(conv_options const&, Weights const&, Bias const&, Mask const&...)
    -> Conv2d<detail::unit_of_values<Weights>, detail::unit_of_values<Bias>>;
Conv3d(conv_options const&) -> Conv3d<>;
Conv3d(index, index, conv_options const&) -> Conv3d<>;  // refused by the constructor
template <Integer... Numbers>                           // refused by the constructor
Conv3d(Numbers...) -> Conv3d<>;
template <class Weights>
Conv3d(conv_options const&, Weights const&) -> Conv3d<detail::unit_of_values<Weights>>;
template <class Weights, class Bias, class... Mask>
Conv3d(conv_options const&, Weights const&, Bias const&, Mask const&...)
    -> Conv3d<detail::unit_of_values<Weights>, detail::unit_of_values<Bias>>;

}  // namespace convolt::nn
