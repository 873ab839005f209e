// SPDX-License-Identifier: BSD-3-Clause
/// Neighbouring outputs of a transposed convolution that read the same samples, each with taps of its own: groups of
/// them are the outputs of a dense axis, and their sums can be lanes of one vector without a product too many.
/// Layer: engine.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/engine/problem/phases.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>

namespace convolt::engine {

/// Outputs of an axis in groups of `members` neighbours that read the same samples. Group j begins at output
/// first_output + j * period, which may lie before output 0, and its window at sample j * stride - pad_lo.
struct output_groups {
  index groups = 0, members = 1;
  index first_output = 0, period = 1;
  index stride = 1, pad_lo = 0, dilation = 1;
  index taps = 0, first_tap = 0, tap_step = 1;  ///< tap k of a phase is tap first_tap + k * tap_step of the axis
};

/// Whether each `input_dilation` neighbouring outputs, rightly begun, read the same samples: nothing strides, and every
/// phase has equally many taps.
constexpr bool can_share_samples(axis_problem const& a) noexcept {
  return a.stride == 1 && a.weights_dilation == 1 && a.weights > 0 && a.weights % a.input_dilation == 0;
}

/// Output t reads the samples (t + q - pad_lo) / s; with q = s * m + s - 1 - e these are u + m for all outputs
/// t = pad_lo + s * (u - 1) + 1 + e, e < s: the groups.
constexpr output_groups shared_groups(axis_problem const& a) noexcept {
  index const s = a.input_dilation;
  index const first = -floor_divide(a.pad_lo, s);
  index const end = floor_divide(a.output - 2 - a.pad_lo, s) + 2;
  return {.groups = std::max<index>(end - first, 0),
          .members = s,
          .first_output = a.pad_lo + s * (first - 1) + 1,
          .period = s,
          .pad_lo = -first,
          .taps = a.weights / s};
}

/// One phase of the axis, each output on its own.
constexpr output_groups phase_groups(axis_problem const& a, index number) noexcept {
  if (a.input_dilation == 1) {
    return {
        .groups = a.output, .stride = a.stride, .pad_lo = a.pad_lo, .dilation = a.weights_dilation, .taps = a.weights};
  }
  axis_phase const f = phase_of(a, number);
  return {.groups = f.outputs,
          .first_output = f.first_output,
          .period = f.output_step,
          .stride = f.stride,
          .pad_lo = f.pad_lo,
          .dilation = f.dilation,
          .taps = f.taps,
          .first_tap = f.first_tap,
          .tap_step = f.tap_step};
}

}  // namespace convolt::engine
