// SPDX-License-Identifier: BSD-3-Clause
/// Where the samples of a result lie among those of the input: whole numbers and their quotients, no coordinates.
///
/// A kernel entry counts as lag zero: by default entry (taps - 1) / 2, rounded down; with `causal` the last one; what
/// a sampled kernel says. Where that entry meets an input sample there lies the output. So in a forward convolution
/// output o lies at input (o * stride - lo + entry * dilation) / lhs_dilation; in a transposed one, whose forward
/// convolution crops by `crop`, input i lies at output i * stride + entry * dilation - crop.
/// Layer: geometry.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/geometry/convolution.hpp>
#include <convolt/geometry/padding.hpp>

#include <cstddef>

namespace convolt::geometry {

/// The samples of one spatial axis of a result: sample o lies at input (first() + o * stride) / divisor.
struct sample_origin {
  index taps = 1;
  index tap_step = 1;  ///< positions of the dilated input from one kernel entry to the next
  index pad_lo = 0;    ///< zeros before the dilated input
  index stride = 1;
  index divisor = 1;       ///< positions of the dilated input per sample
  index lag_zero = 0;      ///< the kernel entry of lag zero, unless the kernel has an axis that says another
  bool backwards = false;  ///< the last entry of the kernel meets the earliest position

  constexpr index first() const { return (backwards ? taps - 1 - lag_zero : lag_zero) * tap_step - pad_lo; }
  /// The same for a kernel that says where its lag zero is: at an entry, between two, or outside of it.
  template <class Real>
  constexpr Real first_for(Real entry) const {
    Real const from_start = backwards ? static_cast<Real>(taps - 1) - entry : entry;
    return from_start * static_cast<Real>(tap_step) - static_cast<Real>(pad_lo);
  }
};

/// What becomes of the coordinates along a dimension of the input.
enum class axis_fate {
  kept,   ///< the batch: one result for each
  lost,   ///< channels, whose sums are over all of them, and batches that are regrouped
  moved,  ///< space: see origin
};

/// A dimension of the result and the dimensions of the operands that it comes from.
struct result_axis {
  axis_fate fate = axis_fate::lost;
  char letter = '\0';
  index lhs_axis = 0;
  index rhs_axis = 0;         ///< of a spatial one
  sample_origin origin = {};  ///< of a spatial one
};

using result_axes = inline_list<result_axis, max_spatial_rank + 2>;

namespace detail {

/// Steps are taken from the arguments: a resolved axis drops those that are never taken, but an axis has a step even if
/// it has one sample.
constexpr sample_origin origin_of(resolved_axis const& axis, bool flipped, conv_arguments const& p, bool transposed,
                                  std::size_t i) {
  sample_origin o{.taps = axis.kernel, .pad_lo = axis.pad_lo, .backwards = flipped};
  if (p.rhs_dilation.given()) { o.tap_step = p.rhs_dilation[i]; }
  if (transposed) {
    o.divisor = p.strides[i];
  } else {
    o.stride = p.strides[i];
    if (p.lhs_dilation.given()) { o.divisor = p.lhs_dilation[i]; }
  }
  index const middle = (axis.kernel - 1) / 2;
  // A transposed convolution spreads its input from the far end of a kernel that is not flipped.
  o.lag_zero = transposed && !flipped ? axis.kernel - 1 - middle : middle;
  if (p.pad.kind() == padding_kind::causal) { o.lag_zero = axis.kernel - 1; }
  return o;
}

}  // namespace detail

/// The dimensions of the result of a call, in their order. Without a batch (the output has one dimension less than the
/// call has axes and groups of channels) there is none for it.
constexpr result_axes axes_of_result(resolved_conv const& r, conv_arguments const& p, bool transposed) {
  result_axes all = result_axes::filled(r.out_shape.size(), result_axis{});
  if (r.out_shape.size() == r.axes.size() + 2) {
    all[static_cast<std::size_t>(r.out_batch_axis)] = {
        .fate = r.batch_groups == 1 ? axis_fate::kept : axis_fate::lost, .letter = 'N', .lhs_axis = r.lhs_batch_axis};
  }
  all[static_cast<std::size_t>(r.out_feature_axis)] = {
      .fate = axis_fate::lost, .letter = 'C', .lhs_axis = r.lhs_feature_axis};
  for (std::size_t i = 0; i < r.axes.size(); ++i) {
    resolved_axis const& axis = r.axes[i];
    all[static_cast<std::size_t>(axis.out_axis)] = {.fate = axis_fate::moved,
                                                    .letter = axis.letter,
                                                    .lhs_axis = axis.lhs_axis,
                                                    .rhs_axis = axis.rhs_axis,
                                                    .origin = detail::origin_of(axis, r.flip_kernel, p, transposed, i)};
  }
  return all;
}

}  // namespace convolt::geometry
