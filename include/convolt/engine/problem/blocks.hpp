// SPDX-License-Identifier: BSD-3-Clause
/// Parts of a problem that are problems themselves: a block of the outputs along an axis, with the samples that its
/// windows reach and no others.
/// Layer: engine.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/engine/problem/gradients.hpp>
#include <convolt/engine/problem/phases.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <cstddef>

namespace convolt::engine {

[[nodiscard]] constexpr index ceil_divide(index a, index b) noexcept { return -floor_divide(-a, b); }

/// Leave samples out that no window reaches.
constexpr void crop(gradient_part& part, std::size_t d) noexcept {
  axis_problem& a = part.p.axes[d];
  index const reach = (a.output - 1) * a.stride + (a.weights - 1) * a.weights_dilation;
  index const first = std::max<index>(0, ceil_divide(-a.pad_lo, a.input_dilation));
  index const last = std::min(a.input - 1, floor_divide(reach - a.pad_lo, a.input_dilation));
  a.input = std::max<index>(0, last - first + 1);
  a.pad_lo += first * a.input_dilation;
  part.input_offset += first * a.input_step;
}

/// Outputs first to first + count - 1 of axis d. The problem is not beyond the methods (limits.hpp).
[[nodiscard]] constexpr gradient_part block_of(problem const& p, std::size_t d, index first, index count) noexcept {
  gradient_part block{.p = p, .output_offset = first * p.axes[d].output_step};
  axis_problem& a = block.p.axes[d];
  a.output = count;
  a.pad_lo -= first * a.stride;
  crop(block, d);
  return block;
}

}  // namespace convolt::engine
