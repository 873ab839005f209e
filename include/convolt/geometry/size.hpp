// SPDX-License-Identifier: BSD-3-Clause
/// Every output-size and padding formula, for one axis, once. Pure integers, usable in constant expressions.
///
/// Words of the formulas: `extent` of the input, `kernel` taps, `stride`, `input_dilation` and `kernel_dilation`. The
/// *span* of a dilated kernel is dilated(kernel, kernel_dilation). Paddings apply to the dilated input and may be
/// negative.
///
/// The functions are total: a result that does not fit `index`, and arguments that make no sense (a stride of 0), give
/// a checked_index with `overflowed` set. Nothing here throws.
/// Layer: geometry.
#pragma once

#include <convolt/core/index.hpp>

namespace convolt::geometry {

/// Zeros before and after the dilated input of one axis; negative numbers crop it.
struct axis_pads {
  checked_index lo;
  checked_index hi;
};

namespace detail {

constexpr checked_index with_flags_of(checked_index result, checked_index a, checked_index b) {
  result.overflowed = result.overflowed || a.overflowed || b.overflowed;
  return result;
}

constexpr checked_index larger_of(checked_index a, checked_index b) {
  return with_flags_of(a.value < b.value ? b : a, a, b);
}

/// a / b rounded towards minus infinity, for b > 0.
constexpr checked_index floor_quotient(checked_index a, checked_index b) {
  if (b.value <= 0) {
    b.overflowed = true;
    return b;
  }
  if (b.value == 1) { return with_flags_of(a.value, a, b); }
  return with_flags_of(a.value / b.value - (a.value % b.value < 0 ? 1 : 0), a, b);
}

/// a / b rounded towards plus infinity, for a >= 0 and b > 0. Written so that no step leaves the range.
constexpr checked_index ceil_quotient(checked_index a, checked_index b) {
  if (b.value <= 0) {
    b.overflowed = true;
    return b;
  }
  if (b.value == 1) { return with_flags_of(a.value, a, b); }
  return with_flags_of(a.value / b.value + (a.value % b.value > 0 ? 1 : 0), a, b);
}

constexpr axis_pads split_with_more_at_end(checked_index total) {
  checked_index const lo = floor_quotient(total, 2);
  return {lo, total - lo};
}

}  // namespace detail

/// Extent after `dilation - 1` zeros were put between neighbours: 1 + (extent - 1) * dilation. An empty axis stays
/// empty.
constexpr checked_index dilated(checked_index extent, checked_index dilation) {
  if (extent.value < 0 || dilation.value <= 0) { extent.overflowed = true; }
  if (extent.value == 0) { return detail::with_flags_of(0, extent, dilation); }
  return (extent - 1) * dilation + 1;
}

/// Extent of the dilated input with its padding. Negative when the padding removes more than there is.
constexpr checked_index padded(checked_index dilated_extent, axis_pads pads) {
  // Pads of opposite sign are added first: their sum always fits, and so no intermediate value overflows needlessly.
  bool const opposite = (pads.lo.value < 0) != (pads.hi.value < 0);
  return opposite ? dilated_extent + (pads.lo + pads.hi) : (dilated_extent + pads.lo) + pads.hi;
}

/// Windows of `kernel_span` that fit into `padded_extent` at distances of `stride`; 0 when not even one fits.
constexpr checked_index window_count(checked_index padded_extent, checked_index kernel_span, checked_index stride) {
  return detail::larger_of(0, detail::floor_quotient(padded_extent - kernel_span, stride) + 1);
}

// Forward convolution

/// Zeros that `same` adds in total: just enough for ceil(extent / stride) windows.
constexpr checked_index same_total(checked_index extent, checked_index kernel_span, checked_index stride) {
  checked_index const outputs = detail::ceil_quotient(extent, stride);
  return detail::larger_of(0, ((outputs - 1) * stride - extent) + kernel_span);
}

/// `same`: an odd zero goes to the end.
constexpr axis_pads same_pads(checked_index extent, checked_index kernel_span, checked_index stride) {
  return detail::split_with_more_at_end(same_total(extent, kernel_span, stride));
}

/// `same_lower`: an odd zero goes to the start.
constexpr axis_pads same_lower_pads(checked_index extent, checked_index kernel_span, checked_index stride) {
  axis_pads const mirrored = same_pads(extent, kernel_span, stride);
  return {mirrored.hi, mirrored.lo};
}

/// `full`: every window that touches the data.
constexpr axis_pads full_pads(checked_index kernel_span) { return {kernel_span - 1, kernel_span - 1}; }

/// `causal`: the last tap of a window is at the output's own sample.
constexpr axis_pads causal_pads(checked_index kernel_span) { return {kernel_span - 1, 0}; }

/// Extents and steps of one axis of a convolution.
struct axis_window {
  checked_index extent;
  checked_index kernel;
  checked_index stride = 1;
  checked_index input_dilation = 1;
  checked_index kernel_dilation = 1;
};

/// Output extent: max(0, floor((dilated extent + lo + hi - kernel span) / stride) + 1).
constexpr checked_index conv_size(axis_window const& w, axis_pads pads) {
  return window_count(padded(dilated(w.extent, w.input_dilation), pads), dilated(w.kernel, w.kernel_dilation),
                      w.stride);
}

// Transposed convolution: the stride dilates the input, and the window then moves by 1

/// `same`: the output has extent * stride values.
constexpr axis_pads transposed_same_pads(checked_index kernel_span, checked_index stride) {
  checked_index const total = (kernel_span - 1) + (stride - 1);
  checked_index const lo = stride.value >= kernel_span.value ? kernel_span - 1 : detail::ceil_quotient(total, 2);
  return {detail::with_flags_of(lo, kernel_span, stride), total - lo};
}

/// `valid`: the output has extent * stride + max(kernel_span - stride, 0) values.
constexpr axis_pads transposed_valid_pads(checked_index kernel_span, checked_index stride) {
  return {kernel_span - 1, detail::larger_of(kernel_span, stride) - 1};
}

/// The padding of the forward convolution, seen from its transpose: kernel_span - 1 - p, and `output_padding` more at
/// the end.
constexpr axis_pads transposed_forward_pads(checked_index kernel_span, axis_pads forward,
                                            checked_index output_padding = 0) {
  return {(kernel_span - 1) - forward.lo, ((kernel_span - 1) - forward.hi) + output_padding};
}

/// Output extent of a transposed convolution whose pads around the dilated input are known. `stride` is that of the
/// transposed convolution.
constexpr checked_index transposed_size(checked_index extent, checked_index kernel_span, checked_index stride,
                                        axis_pads pads) {
  return window_count(padded(dilated(extent, stride), pads), kernel_span, 1);
}

// output_padding and output_size

/// output_padding must be smaller than this: a larger one would be a forward convolution with another padding.
constexpr checked_index output_padding_limit(checked_index stride, checked_index kernel_dilation) {
  return detail::larger_of(stride, kernel_dilation);
}

/// What can be had from one axis by the choice of output_padding.
struct output_padding_choice {
  index output_padding = 0;  ///< the smallest one that does it, if `found`
  bool found = false;        ///< whether the wanted size can be had
  bool possible = false;     ///< whether any size can be had: not if the forward padding removes more than there is
  bool overflowed = false;   ///< the sizes do not fit `index`; nothing else here means anything
  index smallest = 0;        ///< the sizes that can be had are all of [smallest, largest]
  index largest = 0;
};

/// Find the output_padding in [0, limit) that makes an axis `wanted` long. `unpadded` is the extent of the padded,
/// dilated input with output_padding 0 (it may be negative), `limit` is output_padding_limit().
constexpr output_padding_choice solve_output_padding(checked_index unpadded, checked_index kernel_span,
                                                     checked_index limit, checked_index wanted) {
  checked_index const most = limit - 1;
  checked_index const largest = window_count(unpadded + most, kernel_span, 1);
  // The padded extent may not be negative, so a very negative one needs some output_padding to be legal at all.
  checked_index const least = detail::larger_of(0, checked_index(0) - unpadded);
  checked_index const smallest = window_count(unpadded + least, kernel_span, 1);

  output_padding_choice choice;
  choice.overflowed = largest.overflowed || smallest.overflowed || wanted.overflowed;
  if (choice.overflowed || most.value < least.value) { return choice; }
  choice.possible = true;
  choice.smallest = smallest.value;
  choice.largest = largest.value;
  choice.found = wanted.value >= smallest.value && wanted.value <= largest.value;
  if (choice.found) {
    // Several paddings may give an empty axis: `least` is the first of them. Above that, every zero makes one more
    // output.
    choice.output_padding = wanted.value == smallest.value ? least.value : most.value - (largest.value - wanted.value);
  }
  return choice;
}

}  // namespace convolt::geometry
