// SPDX-License-Identifier: BSD-3-Clause
/// One spatial axis of a call as numbers that the loops can trust.
/// Layer: geometry.
#pragma once

#include <convolt/core/index.hpp>

#include <limits>

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

}  // namespace convolt::geometry
