// SPDX-License-Identifier: BSD-3-Clause
/// A whole call of a convolution or transposed convolution, resolved to integers: shapes and parameters in, everything
/// the loops need out, or a typed error. Nothing after this has to check a number again.
///
/// Checks run in one fixed order: ranks, extents, layout, parameters that do not apply, feature groups and channels,
/// batch groups, strides, dilations, length of the padding, empty kernels, output_padding and output_size, and last,
/// per axis in the order of the kernel's letters, the sizes.
/// Layer: geometry.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/core/shared.hpp>
#include <convolt/geometry/dimension_numbers.hpp>
#include <convolt/geometry/padding.hpp>
#include <convolt/geometry/resolved_axis.hpp>
#include <convolt/geometry/steps.hpp>
#include <convolt/geometry/text.hpp>

#include <string_view>

namespace convolt::geometry {

inline constexpr steps steps_not_given{};
inline constexpr dimension_numbers layout_not_given{};

/// The parameters of a call, where the caller has them: to copy them would take longer than to check them. What is not
/// given has the default of the function: dilations 1, output_padding 0, and its layout. Strides have no default;
/// without spatial axes they are empty.
struct conv_arguments {
  steps const& strides;
  padding const& pad;
  steps const& lhs_dilation = steps_not_given;  ///< not of a transposed convolution
  steps const& rhs_dilation = steps_not_given;
  dimension_numbers const& layout = layout_not_given;
  index feature_group_count = 1;
  index batch_group_count = 1;
  bool transpose_kernel = false;  ///< transposed only: the kernel of the forward convolution, to be flipped and swapped
  steps const& output_padding = steps_not_given;  ///< transposed only, with forward_padding
  steps const& output_size = steps_not_given;     ///< transposed only, with forward_padding: the extents to get
  /// Transposed only: the narrower rules of PyTorch and lucid. No negative padding, no empty output, and an empty input
  /// axis follows the size formula (n - 1) * stride - lo - hi + kernel span + output_padding as it stands.
  bool torch_rules = false;
  index element_size = 1;  ///< bytes of one element; arrays must not be larger than the address space
};

/// The same as values, to be kept.
struct conv_parameters {
  steps strides = {};
  padding pad = {};
  steps lhs_dilation = {};
  steps rhs_dilation = {};
  dimension_numbers layout = {};
  index feature_group_count = 1;
  index batch_group_count = 1;
  bool transpose_kernel = false;
  steps output_padding = {};
  steps output_size = {};
  bool torch_rules = false;
  index element_size = 1;

  /// They must not outlive this object.
  constexpr operator conv_arguments() const {  // NOLINT(google-explicit-constructor): they are the same
    return {.strides = strides,
            .pad = pad,
            .lhs_dilation = lhs_dilation,
            .rhs_dilation = rhs_dilation,
            .layout = layout,
            .feature_group_count = feature_group_count,
            .batch_group_count = batch_group_count,
            .transpose_kernel = transpose_kernel,
            .output_padding = output_padding,
            .output_size = output_size,
            .torch_rules = torch_rules,
            .element_size = element_size};
  }
};

/// A call whose every number is known to be good.
///
/// Output channel o of feature group g = o / (out_channels / feature_groups), at place oo in its group, is summed over
/// the input channels ii of the group. Its weights are at oo along rhs_out_axis and ii along rhs_in_axis, and from one
/// group to the next rhs_group_step entries further along rhs_group_axis. (Batch groups do not divide the kernel: there
/// o itself counts.)
struct resolved_conv {
  inline_list<resolved_axis, max_spatial_rank> axes;  ///< in the order of the kernel's letters
  index batch = 0;                                    ///< of the input, all batch groups together
  index in_channels = 0;                              ///< of the input, all feature groups together
  index out_channels = 0;                             ///< of the output, all groups together
  index feature_groups = 1;
  index batch_groups = 1;
  index lhs_batch_axis = 0;
  index lhs_feature_axis = 0;
  index rhs_out_axis = 0;    ///< axis of output channels: 'O', or 'I' if the kernel is swapped
  index rhs_in_axis = 0;     ///< axis of input channels: 'I', or 'O' if the kernel is swapped
  index rhs_group_axis = 0;  ///< always 'O': groups lie behind one another there
  index rhs_group_step = 0;  ///< entries of that axis per group
  index out_batch_axis = 0;
  index out_feature_axis = 0;
  bool flip_kernel = false;     ///< the taps of every axis run backwards
  bool swapped_kernel = false;  ///< 'O' holds the input features and 'I' the output features (transpose_kernel)
  index_list out_shape;         ///< in the layout of the output
};

/// Resolve conv_general_dilated (and conv, conv_with_general_padding: the same with fewer parameters).
/// `where` is the name that errors give to the function.
[[nodiscard]] CONVOLT_SHARED resolved_conv resolve_conv(std::string_view where, extents lhs_shape, extents rhs_shape,
                                                        conv_arguments const& p);

/// Resolve conv_transpose: the strides become dilations of the input, the window moves by 1.
[[nodiscard]] CONVOLT_SHARED resolved_conv resolve_conv_transpose(std::string_view where, extents lhs_shape,
                                                                  extents rhs_shape, conv_arguments const& p);

}  // namespace convolt::geometry

#if defined(CONVOLT_BODIES_HERE)
#include <convolt/geometry/bodies/convolution.hpp>
#endif
