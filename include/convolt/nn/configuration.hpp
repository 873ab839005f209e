// SPDX-License-Identifier: BSD-3-Clause
/// A layer's integers: its options checked once, the shapes that follow from them, and the resolved convolution of each
/// call. One class for all kinds of layers and all ranks.
/// Layer: nn.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/core/shared.hpp>
#include <convolt/geometry/axis.hpp>
#include <convolt/geometry/convolution.hpp>
#include <convolt/geometry/dimension_numbers.hpp>
#include <convolt/geometry/padding.hpp>
#include <convolt/geometry/resolved_axis.hpp>
#include <convolt/geometry/steps.hpp>
#include <convolt/geometry/text.hpp>
#include <convolt/nn/options.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace convolt::nn {

/// What the class of a layer computes.
enum class layer_kind { conv, scaled_ws_conv, conv_transpose, lucid_conv_transpose };

namespace detail {

/// "nn::Conv2d": what errors call a layer.
constexpr std::string_view qualified_name(layer_kind kind, std::size_t rank) {
  constexpr std::array<std::array<std::string_view, 3>, 4> names{{
      {"nn::Conv1d", "nn::Conv2d", "nn::Conv3d"},
      {"nn::ScaledWSConv1d", "nn::ScaledWSConv2d", "nn::ScaledWSConv3d"},
      {"nn::ConvTranspose1d", "nn::ConvTranspose2d", "nn::ConvTranspose3d"},
      {"nn::lucid::ConvTranspose1d", "nn::lucid::ConvTranspose2d", "nn::lucid::ConvTranspose3d"},
  }};
  return names[static_cast<std::size_t>(kind)][rank - 1];
}

constexpr bool is_transposed(layer_kind kind) {
  return kind == layer_kind::conv_transpose || kind == layer_kind::lucid_conv_transpose;
}

/// The letters of the spatial axes in messages.
constexpr std::string_view spatial_letters(std::size_t rank) {
  constexpr std::array<std::string_view, 3> letters{"L", "HW", "HWD"};
  return letters[rank - 1];
}

/// What the options of all kinds of layers come down to.
struct layer_arguments {
  steps in_size = {};
  index in_channels = 0;
  index out_channels = 0;
  per_axis kernel_size = {};
  per_axis stride = 1;
  layer_padding padding = {};
  per_axis output_padding = 0;
  per_axis lhs_dilation = 1;
  per_axis rhs_dilation = 1;
  index groups = 1;
  bool channel_first = false;
  std::string name = {};
  bool trainable = true;
  nn::padding_mode padding_mode = boundary::zero;
};

template <class Options>
layer_arguments arguments_of(Options const& o) {
  layer_arguments a{.in_size = o.in_size,
                    .in_channels = o.in_channels.value(),
                    .out_channels = o.out_channels.value(),
                    .kernel_size = o.kernel_size,
                    .stride = o.stride,
                    .padding = o.padding,
                    .lhs_dilation = o.lhs_dilation,
                    .rhs_dilation = o.rhs_dilation,
                    .groups = o.groups.value(),
                    .channel_first = o.channel_first,
                    .name = o.name,
                    .trainable = o.trainable,
                    .padding_mode = o.padding_mode.value()};
  if constexpr (requires { o.output_padding; }) { a.output_padding = o.output_padding; }
  return a;
}

inline layer_arguments arguments_of(index in_channels, index out_channels, std::size_t rank,
                                    lucid::conv_transpose_options const& o) {
  std::string_view const where = qualified_name(layer_kind::lucid_conv_transpose, rank);
  return {.in_channels = in_channels,
          .out_channels = out_channels,
          .kernel_size = o.kernel_size,
          .stride = o.stride,
          .padding = forward_padding(o.padding.symmetric_of_rank(where, rank)),
          .output_padding = o.output_padding,
          .rhs_dilation = o.dilation,
          .groups = o.groups.value(),
          .channel_first = true,
          .name = o.name,
          .trainable = o.trainable,
          .padding_mode = o.padding_mode.value()};
}

/// Options that have been checked, and what follows from them.
class layer_configuration {
 public:
  /// Throws parameter_error and shape_error.
  CONVOLT_SHARED layer_configuration(layer_kind kind, std::size_t rank, layer_arguments const& a);

  layer_kind kind() const { return kind_; }
  std::size_t rank() const { return rank_; }
  std::string_view where() const { return qualified_name(kind_, rank_); }
  std::string const& name() const { return name_; }
  bool trainable() const { return trainable_; }
  void set_trainable(bool trainable) { trainable_ = trainable; }
  bool channel_first() const { return channel_first_; }
  index in_channels() const { return in_channels_; }
  index out_channels() const { return out_channels_; }
  index groups() const { return groups_; }
  index_list const& kernel_size() const { return kernel_size_; }
  index_list const& stride() const { return stride_; }
  index_list const& lhs_dilation() const { return lhs_dilation_; }
  index_list const& rhs_dilation() const { return rhs_dilation_; }
  index_list const& output_padding() const { return output_padding_; }
  convolt::padding const& padding() const { return padding_; }
  nn::padding_mode padding_mode() const { return mode_; }

  /// Without batch; `dynamic` where an extent may differ from call to call.
  index_list in_size() const { return with_channels(in_channels_, in_space_); }
  index_list out_size() const { return with_channels(out_channels_, out_space_); }

  /// (kernel..., in/groups, out), transposed (kernel..., out, in/groups), lucid's transposed (in, out/groups,
  /// kernel...).
  [[nodiscard]] CONVOLT_SHARED index_list kernel_shape() const;

  /// The shape that brainstate gives the bias: (1..., out), with channel_first (1, out, 1...); lucid (out).
  index_list bias_shape() const {
    if (kind_ == layer_kind::lucid_conv_transpose) { return {out_channels_}; }
    index_list const ones = index_list::filled(rank_, 1);
    return channel_first_ ? joined({1, out_channels_}, ones) : joined(ones, {out_channels_});
  }
  /// (1..., out): the shape that brainstate gives the gain.
  index_list gain_shape() const { return joined(index_list::filled(rank_ + 1, 1), {out_channels_}); }

  /// How many input values meet in one output value, and the converse, as brainstate and PyTorch count: in/groups, but
  /// out.
  index fan_in() const { return in_channels_ / groups_ * taps(); }
  index fan_out() const { return out_channels_ * taps(); }
  index taps() const {
    index n = 1;
    for (index k : kernel_size_) { n *= k; }
    return n;
  }

  /// Whether the input has a batch axis. Throws shape_error "input_shape_mismatch".
  bool check_input(index_list const& shape) const {
    bool const batched = shape.size() == rank_ + 2;
    index_list const expected = in_size();
    bool good = batched || shape.size() == rank_ + 1;
    for (std::size_t i = 0; good && i < expected.size(); ++i) {
      good = expected[i] == dynamic || expected[i] == shape[i + (batched ? 1U : 0U)];
    }
    if (!good) { throw_input_shape(shape); }
    return batched;
  }

  /// The parameters of the convolution that the layer computes. `output_size` is of lucid's layers only.
  geometry::conv_parameters parameters(steps const& output_size = {}) const {
    geometry::conv_parameters p{.strides = stride_,
                                .pad = padding_,
                                .rhs_dilation = rhs_dilation_,
                                .layout = layout(),
                                .feature_group_count = groups_};
    if (!is_transposed(kind_)) {
      p.lhs_dilation = lhs_dilation_;
      return p;
    }
    p.transpose_kernel = p.torch_rules = kind_ == layer_kind::lucid_conv_transpose;
    p.output_size = output_size;
    if (padding_.kind() == padding_kind::forward && !output_size.given()) { p.output_padding = output_padding_; }
    return p;
  }

  friend bool operator==(layer_configuration const&, layer_configuration const&) = default;

 private:
  static geometry::extents extents_of(index_list const& list) { return {list.begin(), list.size()}; }
  geometry::place place_of(std::string_view argument) const { return {.where = where(), .argument = argument}; }

  index_list with_channels(index channels, index_list const& space) const {
    return channel_first_ ? joined({channels}, space) : joined(space, {channels});
  }

  [[noreturn]] void throw_in_size(std::string problem, std::string actual) const;
  void settle_in_size(layer_arguments const& a);
  void check_positive(std::string_view argument, std::string_view category, index n) const;
  void check_channels() const;
  void check_windows() const;
  void settle_out_size();
  geometry::resolved_axis settled_axis(std::size_t i) const;
  geometry::transposed_request request_of(std::size_t i) const;
  [[nodiscard]] CONVOLT_SHARED dimension_numbers layout() const;
  [[noreturn]] CONVOLT_RARE CONVOLT_SHARED void throw_input_shape(index_list const& shape) const;

  layer_kind kind_;
  std::size_t rank_;
  bool channel_first_;
  bool trainable_;
  nn::padding_mode mode_;
  index groups_;
  index in_channels_ = 0;
  index out_channels_;
  index_list in_space_;
  index_list out_space_;
  index_list kernel_size_;
  index_list stride_;
  index_list lhs_dilation_;
  index_list rhs_dilation_;
  index_list output_padding_;
  convolt::padding padding_;
  std::string name_;
};

}  // namespace detail
}  // namespace convolt::nn

#if defined(CONVOLT_BODIES_HERE)
#include <convolt/nn/bodies/configuration.hpp>
#endif
