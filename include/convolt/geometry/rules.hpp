// SPDX-License-Identifier: BSD-3-Clause
/// Which parameters go together: a padding that a function has no meaning for is an error, never taken for another one.
/// Layer: geometry.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/geometry/checks.hpp>
#include <convolt/geometry/dimension_numbers.hpp>
#include <convolt/geometry/padding.hpp>
#include <convolt/geometry/refusals.hpp>
#include <convolt/geometry/steps.hpp>
#include <convolt/geometry/text.hpp>

#include <cstddef>
#include <string_view>

namespace convolt::geometry {

namespace detail {

constexpr bool is_only_forward(padding_kind kind) {
  return kind == padding_kind::same_lower || kind == padding_kind::full || kind == padding_kind::causal;
}

}  // namespace detail

/// A forward convolution takes names and forward_padding only if the input is not dilated.
constexpr void check_padding_applies(std::string_view where, padding const& pad, steps const& lhs_dilation) {
  if (pad.kind() == padding_kind::raw) { return; }
  for (index dilation : lhs_dilation.values()) {
    if (dilation != 1) { detail::throw_padding_with_lhs_dilation(where, pad.kind()); }
  }
}

/// A transposed convolution has no `same_lower`, `full` or `causal`, and its strides are its lhs_dilation.
constexpr void check_padding_applies_transposed(std::string_view where, padding const& pad, steps const& lhs_dilation) {
  if (detail::is_only_forward(pad.kind())) { detail::throw_only_forward(where, pad.kind()); }
  if (lhs_dilation.given()) {
    throw_not_applicable({.where = where, .argument = "lhs_dilation"}, "is not a parameter of this function",
                         "its strides dilate the lhs");
  }
}

/// The parameters that only a transposed convolution has are not given.
constexpr void check_no_transposed_parameters(std::string_view where, bool transpose_kernel,
                                              steps const& output_padding, steps const& output_size) {
  if (transpose_kernel) { detail::throw_only_transposed(where, "transpose_kernel"); }
  if (output_padding.given()) { detail::throw_only_transposed(where, "output_padding"); }
  if (output_size.given()) { detail::throw_only_transposed(where, "output_size"); }
}

/// output_padding or output_size, not both; one entry per axis; only with forward_padding.
constexpr void check_output_requests(std::string_view where, dimension_numbers const& layout, padding const& pad,
                                     steps const& output_padding, steps const& output_size) {
  place const extra{.where = where, .argument = "output_padding"};
  place const size{.where = where, .argument = "output_size"};
  bool const forward = pad.kind() == padding_kind::forward;
  if (output_padding.given() && output_size.given()) { detail::throw_two_requests(where); }
  if (output_padding.given()) {
    if (!forward) { throw_needs_forward_padding(extra, "bad_output_padding", pad.kind()); }
    check_length(extra, "bad_output_padding_length", layout, output_padding.size());
  }
  if (output_size.given()) {
    if (!forward) { throw_needs_forward_padding(size, "bad_output_size", pad.kind()); }
    check_length(size, "bad_output_size_length", layout, output_size.size());
  }
}

/// conv_transpose has default layouts for up to three spatial axes.
constexpr void check_has_default_layout(std::string_view where, dimension_numbers const& layout, std::size_t rank) {
  if (!layout.given() && rank > 5) { detail::throw_no_default_layout(where, rank); }
}

}  // namespace convolt::geometry
