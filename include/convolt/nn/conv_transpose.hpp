// SPDX-License-Identifier: BSD-3-Clause
/// Transposed convolution layers as in brainstate: the input is dilated by the stride and convolved with the flipped
/// kernel, which is the gradient of a convolution with respect to its input. Inserted zeros are never multiplied.
/// Layer: nn.
#pragma once

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

/// Without template arguments: no units, no bias, float.
template <class... V>
ConvTranspose1d(conv_transpose_options const&, V const&...) -> ConvTranspose1d<>;
template <class... V>
ConvTranspose2d(conv_transpose_options const&, V const&...) -> ConvTranspose2d<>;
template <class... V>
ConvTranspose3d(conv_transpose_options const&, V const&...) -> ConvTranspose3d<>;

}  // namespace convolt::nn
