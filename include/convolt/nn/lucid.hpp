// SPDX-License-Identifier: BSD-3-Clause
/// Transposed convolution layers as in lucid and PyTorch: channels first, weights (in, out/groups, k...), a padding
/// that crops the output, output_padding, and the size of the output on request. Groups and dilation work.
/// Layer: nn.
#pragma once

#include <convolt/core/arch.hpp>
#include <convolt/core/executor.hpp>
#include <convolt/nn/fwd.hpp>
#include <convolt/nn/layer.hpp>

#include <cstddef>

namespace convolt::nn {

namespace detail {

/// A layer whose bias is an option, and that takes the spatial extents of its output at the call. B is its unit.
template <class Self, std::size_t N, auto W, auto B, class T>
class lucid_layer : public layer<Self, layer_kind::lucid_conv_transpose, N, W, B, T> {
  using base = layer<Self, layer_kind::lucid_conv_transpose, N, W, B, T>;

 public:
  using base::operator();
  using base::backward;
  using base::into;

  /// Without initial values they are uniform within 1/sqrt(fan), fan = out_channels/groups * taps, as in lucid.
  template <class Weights = default_values, class Bias = default_values, class Mask = no_mask_t>
    requires(InitialWeights<Weights, unit_argument_t<W>, N> && InitialBias<Bias, B> && InitialMask<Mask, N>)
  lucid_layer(whole_number in_channels, whole_number out_channels, lucid::conv_transpose_options const& o,
              Weights const& weights = {}, Bias const& bias = {}, Mask const& mask = {})
      : base(arguments_of(in_channels.value(), out_channels.value(), N, o), o.bias, weights, bias, mask) {}
  template <Integer K, class... More>
  lucid_layer(whole_number, whole_number, K, More const&...) = delete;  // options in braces: {.kernel_size = 3}
  explicit lucid_layer(lucid::conv_transpose_options const&) = delete;  // channels first: (16, 8, {.kernel_size = 3})

  index_list const& output_padding() const { return this->configuration().output_padding(); }
  convolt::padding const& padding() const { return this->configuration().padding(); }

  /// The output has these spatial extents, one per axis; the output_padding of the layer does not count. Throws
  /// parameter_error "bad_output_size", which lists the sizes that can be had.
  template <class X, class Arch = target_arch>
    requires requires(base const& b, X const& x) { b(x); }
  auto operator()(X const& input, steps const& output_size, executor_ref executor = {}) const {
    return this->template result_for<Arch>(input, output_size, executor);
  }
  template <class Out, class X, class Arch = target_arch>
    requires requires(base const& b, Out& out, X const& x) { b.into(out, x); }
  void into(Out&& output, X const& input, steps const& output_size, executor_ref executor = {}) const {
    this->template compute_into<Arch>(output, input, output_size, executor);
  }
  template <class X, class G, class Arch = target_arch>
    requires requires(base const& b, X const& x, G const& g) { b.backward(x, g); }
  auto backward(X const& input, G const& cotangent, steps const& output_size, executor_ref executor = {}) const {
    return this->template gradients_for<Arch>(input, cotangent, output_size, executor);
  }
};

}  // namespace detail

namespace lucid {

/// A transposed convolution along one axis: ([batch,] channels, length). With a bias unless `.bias = false` or B is
/// no_bias; B is the unit of the result, or another one of its dimension: `lucid::ConvTranspose1d<nS, pA> up(16, 8,
/// {.kernel_size = 4, .stride = 2, .padding = 1});`
template <auto W, auto B, class T>
class ConvTranspose1d : public nn::detail::lucid_layer<ConvTranspose1d<W, B, T>, 1, W, B, T> {
  using base = nn::detail::lucid_layer<ConvTranspose1d<W, B, T>, 1, W, B, T>;

 public:
  using base::base;
};

/// A transposed convolution in the plane: ([batch,] channels, height, width).
template <auto W, auto B, class T>
class ConvTranspose2d : public nn::detail::lucid_layer<ConvTranspose2d<W, B, T>, 2, W, B, T> {
  using base = nn::detail::lucid_layer<ConvTranspose2d<W, B, T>, 2, W, B, T>;

 public:
  using base::base;
};

/// A transposed convolution in space: ([batch,] channels, depth, height, width).
template <auto W, auto B, class T>
class ConvTranspose3d : public nn::detail::lucid_layer<ConvTranspose3d<W, B, T>, 3, W, B, T> {
  using base = nn::detail::lucid_layer<ConvTranspose3d<W, B, T>, 3, W, B, T>;

 public:
  using base::base;
};

/// Without template arguments: no units, float.
template <class... V>
ConvTranspose1d(whole_number, whole_number, conv_transpose_options const&, V const&...) -> ConvTranspose1d<>;
template <class... V>
ConvTranspose2d(whole_number, whole_number, conv_transpose_options const&, V const&...) -> ConvTranspose2d<>;
template <class... V>
ConvTranspose3d(whole_number, whole_number, conv_transpose_options const&, V const&...) -> ConvTranspose3d<>;

}  // namespace lucid
}  // namespace convolt::nn
