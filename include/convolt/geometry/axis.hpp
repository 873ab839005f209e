// SPDX-License-Identifier: BSD-3-Clause
/// One spatial axis of a call: from extents, steps and the user's padding to numbers the loops can trust.
/// Layer: geometry.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/geometry/checks.hpp>
#include <convolt/geometry/padding.hpp>
#include <convolt/geometry/size.hpp>
#include <convolt/geometry/text.hpp>

#include <cstddef>
#include <limits>
#include <string>
#include <string_view>

namespace convolt::geometry {

/// The longest dilated, padded axis and the longest dilated kernel. A quarter of the range of `index`, so that sums and
/// differences of two or three such numbers are safe without a check in the loops.
inline constexpr index longest_axis = std::numeric_limits<index>::max() / 4;

/// One spatial axis of a resolved call: output t sums over the taps q the products of weight q and of the dilated input
/// at t * stride + q * kernel_dilation - pad_lo.
///
/// Steps that are never taken are 1: the stride of an axis with at most one output, the dilation of at most one input
/// or of one tap. All of the numbers and all positions are below longest_axis in magnitude.
struct resolved_axis {
  char letter = '\0';
  index input = 0;
  index kernel = 0;  ///< taps
  index output = 0;
  index stride = 1;
  index input_dilation = 1;
  index kernel_dilation = 1;
  index pad_lo = 0;  ///< around the dilated input; negative crops
  index pad_hi = 0;
  index lhs_axis = 0;  ///< where the axis lies in each operand
  index rhs_axis = 0;
  index out_axis = 0;
};

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

CONVOLT_COLD inline std::string pair_text(axis_pads pads) {
  return "(" + std::to_string(pads.lo.value) + ", " + std::to_string(pads.hi.value) + ")";
}

}  // namespace detail

[[noreturn]] CONVOLT_COLD inline void throw_empty_kernel(place at, index actual) {
  throw_shape_error(at, {.category = "empty_kernel",
                         .problem = "has no taps",
                         .expected = "at least 1",
                         .actual = std::to_string(actual)});
}

[[noreturn]] CONVOLT_COLD inline void throw_bad_padding(place at, pad_pair pads) {
  throw_parameter_error(at, {.category = "bad_padding",
                             .problem = "must not be negative",
                             .expected = "at least 0",
                             .actual = detail::pair_text({pads.lo, pads.hi})});
}

[[noreturn]] CONVOLT_COLD inline void throw_output_padding(place at, index actual, index limit) {
  at.argument = "output_padding";
  std::string const expected = "0 to " + std::to_string(limit - 1);
  if (actual < 0) {
    throw_parameter_error(at, {.category = "bad_output_padding",
                               .problem = "must not be negative",
                               .expected = expected,
                               .actual = std::to_string(actual)});
  }
  throw_parameter_error(at, {.category = "output_padding_too_large",
                             .problem = "must be smaller than max(stride, dilation) = " + std::to_string(limit),
                             .expected = expected,
                             .actual = std::to_string(actual)});
}

namespace detail {

[[noreturn]] CONVOLT_COLD inline void throw_removes_too_much(place at, checked_index dilated_extent, axis_pads pads) {
  throw_parameter_error(at, {.category = "negative_padding_too_large",
                             .problem = "removes more than the dilated lhs has",
                             .expected = "a sum of at least " + std::to_string(-dilated_extent.value),
                             .actual = "zeros " + pair_text(pads) + " around the dilated lhs"});
}

[[noreturn]] CONVOLT_COLD inline void throw_axis_overflow(place at, resolved_axis const& axis) {
  throw_size_overflow(at, "makes the axis too large",
                      "lhs extent " + std::to_string(axis.input) + " dilated by " +
                          std::to_string(axis.input_dilation) + ", kernel extent " + std::to_string(axis.kernel) +
                          " dilated by " + std::to_string(axis.kernel_dilation) + ", stride " +
                          std::to_string(axis.stride));
}

/// "6, 7 or 8", or "any of 6 to 600".
CONVOLT_COLD inline std::string sizes_text(index smallest, index largest) {
  if (largest - smallest > 7) { return "any of " + std::to_string(smallest) + " to " + std::to_string(largest); }
  std::string text = std::to_string(smallest);
  for (index n = smallest + 1; n <= largest; ++n) { text += (n == largest ? " or " : ", ") + std::to_string(n); }
  return text;
}

[[noreturn]] CONVOLT_COLD inline void throw_output_size(place at, index wanted, output_padding_choice const& choice) {
  at.argument = "output_size";
  throw_parameter_error(at, {.category = "bad_output_size",
                             .problem = "cannot be had with this forward_padding",
                             .expected = sizes_text(choice.smallest, choice.largest),
                             .actual = std::to_string(wanted)});
}

[[noreturn]] CONVOLT_COLD inline void throw_non_positive_output(place at, checked_index size) {
  at.argument = "output";
  throw_shape_error(at, {.category = "non_positive_output",
                         .problem = "would be empty",
                         .expected = "at least 1",
                         .actual = std::to_string(size.value)});
}

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
