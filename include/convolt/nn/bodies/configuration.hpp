// SPDX-License-Identifier: BSD-3-Clause
/// How the options of a layer are checked, and the shapes that follow from them.
/// Layer: nn.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/core/shared.hpp>
#include <convolt/geometry/axis.hpp>
#include <convolt/geometry/checks.hpp>
#include <convolt/geometry/dimension_numbers.hpp>
#include <convolt/geometry/padding.hpp>
#include <convolt/geometry/refusals.hpp>
#include <convolt/geometry/resolved_axis.hpp>
#include <convolt/geometry/rules.hpp>
#include <convolt/geometry/size.hpp>
#include <convolt/geometry/text.hpp>
#include <convolt/nn/configuration.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace convolt::nn::detail {

CONVOLT_SHARED_BODY layer_configuration::layer_configuration(layer_kind kind, std::size_t rank,
                                                             layer_arguments const& a)
    : kind_(kind),
      rank_(rank),
      channel_first_(a.channel_first),
      trainable_(a.trainable),
      mode_(a.padding_mode),
      groups_(a.groups),
      out_channels_(a.out_channels),
      name_(a.name) {
  settle_in_size(a);
  kernel_size_ = a.kernel_size.of_rank(place_of("kernel_size"), rank_);
  stride_ = a.stride.of_rank_or(1, place_of("stride"), rank_);
  lhs_dilation_ = a.lhs_dilation.of_rank_or(1, place_of("lhs_dilation"), rank_);
  rhs_dilation_ = a.rhs_dilation.of_rank_or(1, place_of("rhs_dilation"), rank_);
  output_padding_ = a.output_padding.of_rank_or(0, place_of("output_padding"), rank_);
  check_channels();
  padding_ = a.padding.of_axes(where(), rank_);
  check_windows();
  settle_out_size();
  index_list const weight = kernel_shape();
  geometry::check_extents(where(), "weight", extents_of(weight), sizeof(double));
  geometry::check_allocatable(where(), "weight", extents_of(weight), sizeof(float));
}

inline void layer_configuration::throw_in_size(std::string problem, std::string actual) const {
  std::string const form = channel_first_ ? "(channels, space...)" : "(space..., channels)";
  geometry::throw_parameter_error(place_of("in_size"),
                                  {.category = "bad_in_size",
                                   .problem = std::move(problem),
                                   .expected = std::to_string(rank_ + 1) + " entries " + form + ", without batch",
                                   .actual = std::move(actual)});
}

inline void layer_configuration::settle_in_size(layer_arguments const& a) {
  if (!a.in_size.given()) {
    bool const named = kind_ == layer_kind::lucid_conv_transpose;  // an argument of its own
    if (a.in_channels == 0 && !named) { throw_in_size("must be given, or in_channels alone", "neither"); }
    in_channels_ = a.in_channels;
    in_space_ = index_list::filled(rank_, dynamic);
    return;
  }
  std::string const text = geometry::list_text(a.in_size.values());
  if (a.in_size.size() != rank_ + 1) { throw_in_size("has the wrong number of entries", text); }
  std::size_t const channels = channel_first_ ? 0 : rank_;
  for (std::size_t i = 0; i <= rank_; ++i) {
    index const n = a.in_size[i];
    if (i != channels && n < dynamic) { throw_in_size("has a negative extent", text); }
    if (i != channels) { in_space_.push_back(n); }
  }
  in_channels_ = a.in_size[channels];
  if (a.in_channels != 0 && a.in_channels != in_channels_) { throw_in_size("does not agree with in_channels", text); }
}

inline void layer_configuration::check_positive(std::string_view argument, std::string_view category, index n) const {
  if (n < 1) { geometry::throw_not_positive(place_of(argument), category, n); }
}

inline void layer_configuration::check_channels() const {
  check_positive("in_channels", "bad_channel_count", in_channels_);
  check_positive("out_channels", "bad_channel_count", out_channels_);
  check_positive("groups", "bad_group_count", groups_);
  geometry::check_divides(place_of("groups"), "out_channels", groups_, out_channels_);
  geometry::check_divides(place_of("groups"), "in_channels", groups_, in_channels_);
}

CONVOLT_SHARED_BODY dimension_numbers layer_configuration::layout() const {
  std::string const space(spatial_letters(rank_));
  std::string const data = channel_first_ ? "NC" + space : "N" + space + "C";
  if (kind_ == layer_kind::lucid_conv_transpose) { return {data, "OI" + space, data}; }
  return {data, space + (is_transposed(kind_) ? "OI" : "IO"), data};
}

inline void layer_configuration::check_windows() const {
  dimension_numbers const letters = layout();
  for (std::size_t i = 0; i < rank_; ++i) {
    if (kernel_size_[i] < 1) {
      geometry::place const at{.where = where(), .argument = "kernel_size", .letter = letters.letter(i)};
      geometry::throw_empty_kernel(at, kernel_size_[i]);
    }
  }
  using geometry::check_steps;
  check_steps(place_of("stride"), geometry::stride_categories, letters, stride_);
  check_steps(place_of("lhs_dilation"), geometry::dilation_categories, letters, lhs_dilation_);
  check_steps(place_of("rhs_dilation"), geometry::dilation_categories, letters, rhs_dilation_);
  index_list const ones = index_list::filled(rank_, 1);
  if (is_transposed(kind_)) {
    geometry::check_padding_applies_transposed(where(), padding_, {});
    if (!(lhs_dilation_ == ones)) {
      geometry::throw_not_applicable(place_of("lhs_dilation"), "must be 1 in a transposed convolution",
                                     "its stride dilates the input");
    }
    if (padding_.kind() != padding_kind::forward && !(output_padding_ == index_list::filled(rank_, 0))) {
      geometry::throw_needs_forward_padding(place_of("output_padding"), "bad_output_padding", padding_.kind());
    }
    return;
  }
  geometry::check_padding_applies(where(), padding_, lhs_dilation_);
  if (mode_ != boundary::zero && !(lhs_dilation_ == ones)) {
    geometry::throw_not_applicable(place_of("padding_mode"), "must be zeros together with lhs_dilation",
                                   "dilate the input by a transposed convolution");
  }
}

inline geometry::transposed_request layer_configuration::request_of(std::size_t i) const {
  return {.kind = padding_.kind(),
          .pads = padding_.is_named() ? pad_pair{} : padding_.pairs()[i],
          .output_padding = output_padding_[i],
          .torch_rules = kind_ == layer_kind::lucid_conv_transpose};
}

inline geometry::resolved_axis layer_configuration::settled_axis(std::size_t i) const {
  geometry::resolved_axis axis;
  axis.letter = spatial_letters(rank_)[i];
  axis.input = in_space_[i];
  axis.kernel = kernel_size_[i];
  axis.kernel_dilation = rhs_dilation_[i];
  if (is_transposed(kind_)) {
    axis.input_dilation = stride_[i];
    geometry::settle_transposed_axis(where(), request_of(i), axis);
  } else {
    axis.stride = stride_[i];
    axis.input_dilation = lhs_dilation_[i];
    geometry::settle_conv_axis(where(), padding_.kind(), request_of(i).pads, axis);
  }
  return axis;
}

inline void layer_configuration::settle_out_size() {
  for (std::size_t i = 0; i < rank_; ++i) {
    out_space_.push_back(in_space_[i] == dynamic ? dynamic : settled_axis(i).output);
  }
  if (!is_transposed(kind_)) { return; }
  for (std::size_t i = 0; i < rank_; ++i) {  // what does not depend on the extents holds for dynamic ones, too
    geometry::transposed_request const request = request_of(i);
    geometry::place at{.where = where(), .argument = "padding", .letter = spatial_letters(rank_)[i]};
    if (request.torch_rules && (request.pads.lo < 0 || request.pads.hi < 0)) {
      geometry::throw_bad_padding(at, request.pads);
    }
    index const limit = geometry::output_padding_limit(stride_[i], rhs_dilation_[i]).value;
    if (output_padding_[i] < 0 || output_padding_[i] >= limit) {
      geometry::throw_output_padding(at, output_padding_[i], limit);
    }
  }
}

CONVOLT_SHARED_BODY void layer_configuration::throw_input_shape(index_list const& shape) const {
  std::string expected = geometry::list_text(extents_of(in_size()));
  for (std::size_t at = 0; (at = expected.find("-1", at)) != std::string::npos;) { expected.replace(at, 2, "any"); }
  geometry::throw_shape_error(place_of("input"), {.category = "input_shape_mismatch",
                                                  .problem = "has the wrong shape",
                                                  .expected = expected + ", or the same after a batch axis",
                                                  .actual = geometry::list_text(extents_of(shape))});
}

CONVOLT_SHARED_BODY index_list layer_configuration::kernel_shape() const {
  switch (kind_) {
    case layer_kind::conv:
    case layer_kind::scaled_ws_conv:
      return joined(kernel_size_, {in_channels_ / groups_, out_channels_});
    case layer_kind::conv_transpose:
      return joined(kernel_size_, {out_channels_, in_channels_ / groups_});
    case layer_kind::lucid_conv_transpose:
      break;
  }
  return joined({in_channels_, out_channels_ / groups_}, kernel_size_);
}

}  // namespace convolt::nn::detail
