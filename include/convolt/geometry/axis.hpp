// SPDX-License-Identifier: BSD-3-Clause
/// One spatial axis of a call: from extents, steps and the user's padding to numbers the loops can trust.
/// Layer: geometry.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/geometry/checks.hpp>
#include <convolt/geometry/padding.hpp>
#include <convolt/geometry/refusals.hpp>
#include <convolt/geometry/resolved_axis.hpp>
#include <convolt/geometry/size.hpp>
#include <convolt/geometry/text.hpp>

#include <cstddef>
#include <string_view>

namespace convolt::geometry {

/// What the user asked of one axis of a transposed convolution.
struct transposed_request {
  padding_kind kind = padding_kind::raw;
  pad_pair pads = {};  ///< unless the padding is a name
  index output_padding = 0;
  index output_size = 0;  ///< if size_is_wanted
  bool size_is_wanted = false;
  bool torch_rules = false;
};

namespace detail {

constexpr bool too_long(checked_index n) {
  constexpr auto limit = static_cast<std::size_t>(longest_axis);
  return n.overflowed || static_cast<std::size_t>(n.value) + limit > 2 * limit;
}

/// The argument that makes an axis too long. `input_step` is what dilates the input; a named padding follows the
/// others.
constexpr std::string_view argument_at_fault(checked_index span, checked_index extent, bool named_padding,
                                             std::string_view input_step, resolved_axis const& axis) {
  if (too_long(span)) { return axis.kernel_dilation > 1 ? "rhs_dilation" : "rhs"; }
  if (too_long(extent)) { return axis.input_dilation > 1 ? input_step : "lhs"; }
  return named_padding ? input_step : "padding";
}

/// Whether the pads remove more than the whole axis, also where their sum is below the range of `index`.
constexpr bool remove_too_much(checked_index padded_extent, axis_pads pads) {
  if (pads.lo.overflowed || pads.hi.overflowed) { return false; }
  if (padded_extent.overflowed) { return pads.lo.value < 0 && pads.hi.value < 0; }
  return padded_extent.value < 0;
}

/// Steps that are never taken become 1.
CONVOLT_ALWAYS_INLINE constexpr void drop_idle_steps(resolved_axis& axis) {
  if (axis.output <= 1) { axis.stride = 1; }
  if (axis.input <= 1) { axis.input_dilation = 1; }
  if (axis.kernel <= 1) { axis.kernel_dilation = 1; }
}

/// Pads and span of the kernel are known: check that nothing overflows or is cropped away twice, and compute the
/// output.
CONVOLT_ALWAYS_INLINE constexpr void settle_size(place const& at, axis_pads const& pads, checked_index span,
                                                 bool named_padding, std::string_view input_step, resolved_axis& axis) {
  checked_index const extent = dilated(axis.input, axis.input_dilation);
  checked_index const total = padded(extent, pads);
  if (!extent.overflowed && remove_too_much(total, pads)) { throw_removes_too_much(at, extent, pads); }
  checked_index const output = window_count(total, span, axis.stride);
  if (too_long(extent) || too_long(span) || too_long(pads.lo) || too_long(pads.hi) || too_long(total) ||
      output.overflowed) {
    std::string_view const at_fault = argument_at_fault(span, extent, named_padding, input_step, axis);
    throw_axis_overflow({.where = at.where, .argument = at_fault, .letter = at.letter}, axis);
  }
  axis.pad_lo = pads.lo.value;
  axis.pad_hi = pads.hi.value;
  axis.output = output.value;
  drop_idle_steps(axis);
}

/// The pads of a forward axis, named or given.
CONVOLT_ALWAYS_INLINE constexpr axis_pads conv_pads(padding_kind kind, pad_pair given, checked_index span,
                                                    resolved_axis const& axis) {
  switch (kind) {
    case padding_kind::same:
      return same_pads(axis.input, span, axis.stride);
    case padding_kind::same_lower:
      return same_lower_pads(axis.input, span, axis.stride);
    case padding_kind::valid:
      return {0, 0};
    case padding_kind::full:
      return full_pads(span);
    case padding_kind::causal:
      return causal_pads(span);
    case padding_kind::raw:
    case padding_kind::forward:
      break;
  }
  return {given.lo, given.hi};
}

}  // namespace detail

/// Settle pads and output of an axis of a forward convolution, whose extents and steps are filled in.
CONVOLT_ALWAYS_INLINE constexpr void settle_conv_axis(std::string_view where, padding_kind kind, pad_pair given,
                                                      resolved_axis& axis) {
  checked_index const span = dilated(axis.kernel, axis.kernel_dilation);
  axis_pads const pads = detail::conv_pads(kind, given, span, axis);
  bool const named = kind != padding_kind::raw && kind != padding_kind::forward;
  detail::settle_size({.where = where, .argument = "padding", .letter = axis.letter}, pads, span, named, "lhs_dilation",
                      axis);
}

namespace detail {

/// The pads of a transposed axis before output_padding.
constexpr axis_pads transposed_pads(transposed_request const& request, checked_index span, resolved_axis const& axis) {
  axis_pads const given{request.pads.lo, request.pads.hi};
  switch (request.kind) {
    case padding_kind::same:
      return transposed_same_pads(span, axis.input_dilation);
    case padding_kind::valid:
      return transposed_valid_pads(span, axis.input_dilation);
    case padding_kind::forward:
      return transposed_forward_pads(span, given);
    case padding_kind::same_lower:  // these have been refused
    case padding_kind::full:
    case padding_kind::causal:
    case padding_kind::raw:
      break;
  }
  return given;
}

/// The output_padding that was given or that the wanted size needs.
constexpr index chosen_output_padding(place at, transposed_request const& request, axis_pads pads, checked_index span,
                                      resolved_axis const& axis) {
  index const limit = output_padding_limit(axis.input_dilation, axis.kernel_dilation).value;
  if (!request.size_is_wanted) {
    if (request.output_padding < 0 || request.output_padding >= limit) {
      throw_output_padding(at, request.output_padding, limit);
    }
    return request.output_padding;
  }
  checked_index const extent = dilated(axis.input, axis.input_dilation);
  output_padding_choice const choice = solve_output_padding(padded(extent, pads), span, limit, request.output_size);
  if (choice.overflowed) { throw_axis_overflow(at, axis); }
  if (!choice.possible) { throw_removes_too_much(at, extent, pads); }
  if (!choice.found) { throw_output_size(at, request.output_size, choice); }
  return choice.output_padding;
}

}  // namespace detail

/// Settle pads and output of an axis of a transposed convolution. Its stride is the axis's input_dilation.
constexpr void settle_transposed_axis(std::string_view where, transposed_request const& request, resolved_axis& axis) {
  place const at{.where = where, .argument = "padding", .letter = axis.letter};
  if (request.torch_rules && (request.pads.lo < 0 || request.pads.hi < 0)) { throw_bad_padding(at, request.pads); }
  checked_index const span = dilated(axis.kernel, axis.kernel_dilation);
  axis_pads pads = detail::transposed_pads(request, span, axis);
  if (request.torch_rules && axis.input == 0) {
    // PyTorch's formula has (extent - 1) * stride also for an empty axis.
    pads.hi = pads.hi - (checked_index(axis.input_dilation) - 1);
  }
  if (request.kind == padding_kind::forward) {
    pads.hi = pads.hi + detail::chosen_output_padding(at, request, pads, span, axis);
  }
  if (request.torch_rules) {
    checked_index const size = (padded(dilated(axis.input, axis.input_dilation), pads) - span) + 1;
    if (!size.overflowed && size.value < 1) { detail::throw_non_positive_output(at, size); }
  }
  bool const named = request.kind != padding_kind::raw && request.kind != padding_kind::forward;
  detail::settle_size(at, pads, span, named, "strides", axis);
}

}  // namespace convolt::geometry
