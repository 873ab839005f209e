// SPDX-License-Identifier: BSD-3-Clause
/// Transposed convolution layers as in brainstate: the input is dilated by the stride and convolved with the flipped
/// kernel, which is the gradient of a convolution with respect to its input. Inserted zeros are never multiplied.
/// Layer: nn.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/nn/fwd.hpp>
#include <convolt/nn/layer.hpp>

namespace convolt::nn {

/// A transposed convolution along one axis. Input ([batch,] length, channels), or ([batch,] channels, length) with
/// channel_first; kernel (k, out, in/groups) in both. Padding `same` gives length * stride outputs, `valid` gives
/// length * stride + max(span of the kernel - stride, 0).
template <auto W, auto B, class T>
class ConvTranspose1d : public detail::layer<ConvTranspose1d<W, B, T>, layer_kind::conv_transpose, 1, W, B, T> {
  using base = detail::layer<ConvTranspose1d<W, B, T>, layer_kind::conv_transpose, 1, W, B, T>;

 public:
  using base::base;
};

/// A transposed convolution in the plane: ([batch,] height, width, channels), kernel (kh, kw, out, in/groups).
template <auto W, auto B, class T>
class ConvTranspose2d : public detail::layer<ConvTranspose2d<W, B, T>, layer_kind::conv_transpose, 2, W, B, T> {
  using base = detail::layer<ConvTranspose2d<W, B, T>, layer_kind::conv_transpose, 2, W, B, T>;

 public:
  using base::base;
};

/// A transposed convolution in space: ([batch,] height, width, depth, channels), kernel (kh, kw, kd, out, in/groups).
template <auto W, auto B, class T>
class ConvTranspose3d : public detail::layer<ConvTranspose3d<W, B, T>, layer_kind::conv_transpose, 3, W, B, T> {
  using base = detail::layer<ConvTranspose3d<W, B, T>, layer_kind::conv_transpose, 3, W, B, T>;

 public:
  using base::base;
};

/// Without template arguments: float, in the units of the values that are given, without bias unless one is.
ConvTranspose1d(conv_transpose_options const&) -> ConvTranspose1d<>;
ConvTranspose1d(index, index, conv_transpose_options const&) -> ConvTranspose1d<>;  // refused by the constructor
template <Integer... Numbers>                                                       // refused by the constructor
ConvTranspose1d(Numbers...) -> ConvTranspose1d<>;
template <class Weights>
ConvTranspose1d(conv_transpose_options const&, Weights const&) -> ConvTranspose1d<detail::unit_of_values<Weights>>;
template <class Weights, class Bias, class... Mask>
ConvTranspose1d(conv_transpose_options const&, Weights const&, Bias const&, Mask const&...)
    -> ConvTranspose1d<detail::unit_of_values<Weights>, detail::unit_of_values<Bias>>;
ConvTranspose2d(conv_transpose_options const&) -> ConvTranspose2d<>;
ConvTranspose2d(index, index, conv_transpose_options const&) -> ConvTranspose2d<>;  // refused by the constructor
template <Integer... Numbers>                                                       // refused by the constructor
ConvTranspose2d(Numbers...) -> ConvTranspose2d<>;
template <class Weights>
ConvTranspose2d(conv_transpose_options const&, Weights const&) -> ConvTranspose2d<detail::unit_of_values<Weights>>;
template <class Weights, class Bias, class... Mask>
ConvTranspose2d(conv_transpose_options const&, Weights const&, Bias const&, Mask const&...)
    -> ConvTranspose2d<detail::unit_of_values<Weights>, detail::unit_of_values<Bias>>;
ConvTranspose3d(conv_transpose_options const&) -> ConvTranspose3d<>;
ConvTranspose3d(index, index, conv_transpose_options const&) -> ConvTranspose3d<>;  // refused by the constructor
template <Integer... Numbers>                                                       // refused by the constructor
ConvTranspose3d(Numbers...) -> ConvTranspose3d<>;
template <class Weights>
ConvTranspose3d(conv_transpose_options const&, Weights const&) -> ConvTranspose3d<detail::unit_of_values<Weights>>;
template <class Weights, class Bias, class... Mask>
ConvTranspose3d(conv_transpose_options const&, Weights const&, Bias const&, Mask const&...)
    -> ConvTranspose3d<detail::unit_of_values<Weights>, detail::unit_of_values<Bias>>;

}  // namespace convolt::nn
