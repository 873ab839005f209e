// SPDX-License-Identifier: BSD-3-Clause
/// How patches and local convolutions are resolved: as convolutions with the kernel that they would have.
/// Layer: geometry.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/core/shared.hpp>
#include <convolt/geometry/axis.hpp>
#include <convolt/geometry/bodies/convolution.hpp>
#include <convolt/geometry/checks.hpp>
#include <convolt/geometry/convolution.hpp>
#include <convolt/geometry/dimension_numbers.hpp>
#include <convolt/geometry/patches.hpp>
#include <convolt/geometry/rules.hpp>
#include <convolt/geometry/steps.hpp>
#include <convolt/geometry/text.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace convolt::geometry {

namespace detail {

[[noreturn]] CONVOLT_COLD inline void throw_kernel_shape(std::string_view where, char letter, std::string problem,
                                                         index expected, index actual) {
  throw_shape_error({.where = where, .argument = "rhs", .letter = letter}, {.category = "kernel_shape_mismatch",
                                                                            .problem = std::move(problem),
                                                                            .expected = std::to_string(expected),
                                                                            .actual = std::to_string(actual)});
}

constexpr void check_no_groups(std::string_view where, conv_arguments const& p) {
  if (p.feature_group_count != 1 || p.batch_group_count != 1) {
    throw_not_applicable({.where = where, .argument = "feature_group_count"}, "is not a parameter of this function",
                         "leave the group counts at 1");
  }
}

/// One positive entry per spatial axis, and the number of taps times the channels fits `index`. Returns that product.
constexpr index check_filter(std::string_view where, dimension_numbers const& layout, steps const& filter_shape,
                             index channels) {
  place at{.where = where, .argument = "filter_shape"};
  check_length(at, "bad_filter_shape", layout, filter_shape.size());
  checked_index features = channels;
  for (std::size_t i = 0; i < filter_shape.size(); ++i) {
    at.letter = layout.letter(i);
    if (filter_shape[i] < 1) { throw_empty_kernel(at, filter_shape[i]); }
    features = features * filter_shape[i];
  }
  at.letter = '\0';
  if (features.overflowed) {
    throw_size_overflow(at, "times the lhs features overflows", list_text(filter_shape.values()));
  }
  return features.value;
}

/// The shape an ordinary kernel with this filter would have.
constexpr index_list kernel_shape(dimension_numbers const& layout, steps const& filter_shape, index out, index in) {
  index_list shape = index_list::filled(layout.rank(), 0);
  shape[layout.rhs_output_axis()] = out;
  shape[layout.rhs_input_axis()] = in;
  for (std::size_t i = 0; i < filter_shape.size(); ++i) { shape[layout.rhs_axis(i)] = filter_shape[i]; }
  return shape;
}

constexpr dimension_numbers const& checked_layout(std::string_view where, conv_arguments const& p, std::size_t rank) {
  dimension_numbers const& layout = layout_or(channels_first_layouts, p, rank);
  check_layout_rank(where, layout, rank);
  return layout;
}

}  // namespace detail

CONVOLT_SHARED_BODY resolved_conv resolve_patches(std::string_view where, extents lhs_shape, steps const& filter_shape,
                                                  conv_arguments p) {
  check_ranks(where, lhs_shape.size(), lhs_shape.size());
  check_extents(where, "lhs", lhs_shape, p.element_size);
  detail::check_no_groups(where, p);
  dimension_numbers const& layout = detail::checked_layout(where, p, lhs_shape.size());
  index const channels = lhs_shape[layout.lhs_feature_axis()];
  index const features = detail::check_filter(where, layout, filter_shape, channels);

  p.feature_group_count = channels == 0 ? 1 : channels;
  index_list const rhs = detail::kernel_shape(layout, filter_shape, features, channels == 0 ? 0 : 1);
  return detail::resolve_conv_parameters(where, lhs_shape, {rhs.begin(), rhs.size()}, p);
}

CONVOLT_SHARED_BODY resolved_conv resolve_local(std::string_view where, extents lhs_shape, extents rhs_shape,
                                                steps const& filter_shape, conv_arguments const& p) {
  detail::check_operands(where, lhs_shape, rhs_shape, p.element_size);
  detail::check_no_groups(where, p);
  dimension_numbers const& layout = detail::checked_layout(where, p, lhs_shape.size());
  index const channels = lhs_shape[layout.lhs_feature_axis()];
  index const features = detail::check_filter(where, layout, filter_shape, channels);

  index_list const shared = detail::kernel_shape(layout, filter_shape, rhs_shape[layout.rhs_output_axis()], channels);
  resolved_conv const r = detail::resolve_conv_parameters(where, lhs_shape, {shared.begin(), shared.size()}, p);

  index const rhs_in = rhs_shape[layout.rhs_input_axis()];
  if (rhs_in != features) {
    detail::throw_kernel_shape(where, 'I', "must have an entry for every channel and tap", features, rhs_in);
  }
  for (resolved_axis const& axis : r.axes) {
    index const extent = rhs_shape[static_cast<std::size_t>(axis.rhs_axis)];
    if (extent != axis.output) {
      detail::throw_kernel_shape(where, axis.letter, "must have the extent of the output", axis.output, extent);
    }
  }
  return r;
}

}  // namespace convolt::geometry
