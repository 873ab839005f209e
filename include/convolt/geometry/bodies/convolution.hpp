// SPDX-License-Identifier: BSD-3-Clause
/// How a call is resolved: each check in its place, then the axes one by one.
/// Layer: geometry.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/core/shared.hpp>
#include <convolt/geometry/axis.hpp>
#include <convolt/geometry/checks.hpp>
#include <convolt/geometry/convolution.hpp>
#include <convolt/geometry/dimension_numbers.hpp>
#include <convolt/geometry/padding.hpp>
#include <convolt/geometry/rules.hpp>
#include <convolt/geometry/steps.hpp>
#include <convolt/geometry/text.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace convolt::geometry {

namespace detail {

constexpr index axis_number(std::size_t axis) { return static_cast<index>(axis); }

/// The layout that was given, or a default, which is known up to 8 spatial axes.
constexpr dimension_numbers const& layout_or(layouts_by_rank const& defaults, conv_arguments const& p,
                                             std::size_t rank) {
  return p.layout.given() ? p.layout : defaults[rank - 2];
}

constexpr resolved_conv start(extents lhs, dimension_numbers const& layout, conv_arguments const& p) {
  return {.axes = {},
          .batch = lhs[layout.lhs_batch_axis()],
          .in_channels = lhs[layout.lhs_feature_axis()],
          .feature_groups = p.feature_group_count,
          .batch_groups = p.batch_group_count,
          .lhs_batch_axis = axis_number(layout.lhs_batch_axis()),
          .lhs_feature_axis = axis_number(layout.lhs_feature_axis()),
          .rhs_out_axis = axis_number(p.transpose_kernel ? layout.rhs_input_axis() : layout.rhs_output_axis()),
          .rhs_in_axis = axis_number(p.transpose_kernel ? layout.rhs_output_axis() : layout.rhs_input_axis()),
          .rhs_group_axis = axis_number(layout.rhs_output_axis()),
          .out_batch_axis = axis_number(layout.out_batch_axis()),
          .out_feature_axis = axis_number(layout.out_feature_axis()),
          .flip_kernel = p.transpose_kernel,
          .swapped_kernel = p.transpose_kernel,
          .out_shape = index_list::unset(layout.rank())};
}

/// Feature groups against both operands; settles out_channels.
CONVOLT_ALWAYS_INLINE constexpr void settle_channels(std::string_view where, extents rhs, resolved_conv& r) {
  index const groups = r.feature_groups;
  place const counts{.where = where, .argument = "feature_group_count"};
  check_group_count(counts, groups);
  check_divides({.where = where, .argument = counts.argument, .letter = 'C'}, "the lhs features", groups,
                r.in_channels);

  index const rhs_in = rhs[static_cast<std::size_t>(r.rhs_in_axis)];
  index const rhs_out = rhs[static_cast<std::size_t>(r.rhs_out_axis)];
  index const expected = r.swapped_kernel ? r.in_channels : quotient(r.in_channels, groups);
  if (rhs_in != expected) {
    throw_channels({.where = where, .argument = "rhs", .letter = r.swapped_kernel ? 'O' : 'I'}, r.in_channels, groups,
                   expected, rhs_in);
  }
  if (r.swapped_kernel) {
    checked_index const out = checked_index(rhs_out) * groups;
    if (out.overflowed) {
      throw_size_overflow(counts, "times the rhs output features overflows", std::to_string(groups));
    }
    r.out_channels = out.value;
    r.rhs_group_step = quotient(r.in_channels, groups);
  } else {
    check_divides({.where = where, .argument = counts.argument, .letter = 'O'}, "the rhs output features", groups,
                  rhs_out);
    r.out_channels = rhs_out;
    r.rhs_group_step = quotient(rhs_out, groups);
  }
}

constexpr void check_batch_groups(std::string_view where, resolved_conv const& r) {
  place at{.where = where, .argument = "batch_group_count"};
  check_group_count(at, r.batch_groups);
  at.letter = 'N';
  check_divides(at, "the lhs batch", r.batch_groups, r.batch);
  at.letter = r.swapped_kernel ? 'I' : 'O';
  check_divides(at, "the rhs output features", r.batch_groups, r.out_channels);
  if (r.batch_groups > 1 && r.feature_groups > 1) { throw_groups_both(where, r.feature_groups, r.batch_groups); }
}

/// Place the sizes in the layout of the output, which has a place for each.
constexpr void settle_output(std::string_view where, index element_size, resolved_conv& r) {
  r.out_shape[static_cast<std::size_t>(r.out_batch_axis)] = quotient(r.batch, r.batch_groups);
  r.out_shape[static_cast<std::size_t>(r.out_feature_axis)] = r.out_channels;
  for (resolved_axis const& axis : r.axes) { r.out_shape[static_cast<std::size_t>(axis.out_axis)] = axis.output; }
  check_extents(where, "output", {r.out_shape.begin(), r.out_shape.size()}, element_size);
  check_allocatable(where, "output", {r.out_shape.begin(), r.out_shape.size()}, element_size);
}

/// Append axis i before its sizes: extents, places, dilation of the kernel.
constexpr resolved_axis& start_axis(extents lhs, extents rhs, conv_arguments const& p, dimension_numbers const& layout,
                                    std::size_t i, resolved_conv& r) {
  resolved_axis& axis = r.axes.emplace_back();
  axis.letter = layout.letter(i);
  axis.lhs_axis = axis_number(layout.lhs_axis(i));
  axis.rhs_axis = axis_number(layout.rhs_axis(i));
  axis.out_axis = axis_number(layout.out_axis(i));
  axis.input = lhs[layout.lhs_axis(i)];
  axis.kernel = rhs[layout.rhs_axis(i)];
  axis.kernel_dilation = p.rhs_dilation.given() ? p.rhs_dilation[i] : 1;
  return axis;
}

/// What forward and transposed convolutions check in the same way, up to the channels.
CONVOLT_ALWAYS_INLINE constexpr resolved_conv start_checked(std::string_view where, extents lhs, extents rhs,
                                                            dimension_numbers const& layout, conv_arguments const& p) {
  resolved_conv r = start(lhs, layout, p);
  settle_channels(where, rhs, r);
  check_batch_groups(where, r);
  return r;
}

constexpr void check_operands(std::string_view where, extents lhs, extents rhs, index element_size) {
  check_ranks(where, lhs.size(), rhs.size());
  check_extents(where, "lhs", lhs, element_size);
  check_extents(where, "rhs", rhs, element_size);
}

constexpr void check_kernel_is_not_empty(std::string_view where, extents rhs, dimension_numbers const& layout) {
  for (std::size_t i = 0; i < layout.spatial_rank(); ++i) {
    if (rhs[layout.rhs_axis(i)] == 0) {
      throw_empty_kernel({.where = where, .argument = "rhs", .letter = layout.letter(i)}, 0);
    }
  }
}

constexpr void check_pad_count(std::string_view where, padding const& pad, dimension_numbers const& layout) {
  if (!pad.is_named()) {
    check_length({.where = where, .argument = "padding"}, "bad_padding_length", layout, pad.pairs().size());
  }
}

/// A forward convolution whose operands are no longer in doubt.
constexpr resolved_conv resolve_conv_parameters(std::string_view where, extents lhs_shape, extents rhs_shape,
                                                conv_arguments const& p) {
  std::size_t const rank = lhs_shape.size();
  dimension_numbers const& layout = layout_or(channels_first_layouts, p, rank);
  check_layout_rank(where, layout, rank);
  check_padding_applies(where, p.pad, p.lhs_dilation);
  check_no_transposed_parameters(where, p.transpose_kernel, p.output_padding, p.output_size);

  resolved_conv r = start_checked(where, lhs_shape, rhs_shape, layout, p);
  check_steps({.where = where, .argument = "window_strides"}, stride_categories, layout, p.strides);
  if (p.lhs_dilation.given()) {
    check_steps({.where = where, .argument = "lhs_dilation"}, dilation_categories, layout, p.lhs_dilation);
  }
  if (p.rhs_dilation.given()) {
    check_steps({.where = where, .argument = "rhs_dilation"}, dilation_categories, layout, p.rhs_dilation);
  }
  check_pad_count(where, p.pad, layout);
  check_kernel_is_not_empty(where, rhs_shape, layout);

  for (std::size_t i = 0; i < layout.spatial_rank(); ++i) {
    resolved_axis& axis = start_axis(lhs_shape, rhs_shape, p, layout, i, r);
    axis.stride = p.strides[i];
    axis.input_dilation = p.lhs_dilation.given() ? p.lhs_dilation[i] : 1;
    settle_conv_axis(where, p.pad.kind(), p.pad.is_named() ? pad_pair{} : p.pad.pairs()[i], axis);
  }
  settle_output(where, p.element_size, r);
  return r;
}

}  // namespace detail

CONVOLT_SHARED_BODY resolved_conv resolve_conv(std::string_view where, extents lhs_shape, extents rhs_shape,
                                               conv_arguments const& p) {
  detail::check_operands(where, lhs_shape, rhs_shape, p.element_size);
  return detail::resolve_conv_parameters(where, lhs_shape, rhs_shape, p);
}

CONVOLT_SHARED_BODY resolved_conv resolve_conv_transpose(std::string_view where, extents lhs_shape, extents rhs_shape,
                                                         conv_arguments const& p) {
  detail::check_operands(where, lhs_shape, rhs_shape, p.element_size);
  std::size_t const rank = lhs_shape.size();
  check_has_default_layout(where, p.layout, rank);
  dimension_numbers const& layout = detail::layout_or(channels_last_layouts, p, rank);
  check_layout_rank(where, layout, rank);
  check_padding_applies_transposed(where, p.pad, p.lhs_dilation);

  resolved_conv r = detail::start_checked(where, lhs_shape, rhs_shape, layout, p);
  check_steps({.where = where, .argument = "strides"}, stride_categories, layout, p.strides);
  if (p.rhs_dilation.given()) {
    check_steps({.where = where, .argument = "rhs_dilation"}, dilation_categories, layout, p.rhs_dilation);
  }
  detail::check_pad_count(where, p.pad, layout);
  detail::check_kernel_is_not_empty(where, rhs_shape, layout);
  check_output_requests(where, layout, p.pad, p.output_padding, p.output_size);

  for (std::size_t i = 0; i < layout.spatial_rank(); ++i) {
    resolved_axis& axis = detail::start_axis(lhs_shape, rhs_shape, p, layout, i, r);
    axis.input_dilation = p.strides[i];
    transposed_request const request{
        .kind = p.pad.kind(),
        .pads = p.pad.is_named() ? pad_pair{} : p.pad.pairs()[i],
        .output_padding = p.output_padding.given() ? p.output_padding[i] : 0,
        .output_size = p.output_size.given() ? p.output_size[i] : 0,
        .size_is_wanted = p.output_size.given(),
        .torch_rules = p.torch_rules,
    };
    settle_transposed_axis(where, request, axis);
  }
  detail::settle_output(where, p.element_size, r);
  return r;
}

}  // namespace convolt::geometry
