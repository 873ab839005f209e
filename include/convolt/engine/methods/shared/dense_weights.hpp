// SPDX-License-Identifier: BSD-3-Clause
/// A copy of the weights without gaps, for methods that read them one by one.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/methods/method.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/engine/problem/groups.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <cstddef>
#include <new>

namespace convolt::engine {

/// The problem on a copy of its weights, which has no gaps: in the order of output channel, input channel, taps.
CONVOLT_COLD constexpr problem on_dense_weights(problem p) {
  checked_index step = 1;
  for (std::size_t d = p.rank; d-- > 0;) {
    p.axes[d].weights_step = step.value;
    step = step * p.axes[d].weights;
  }
  p.weights_in_step = step.value;
  step = step * p.in_channels;
  p.weights_out_step = step.value;
  p.weights_group_step = (step * out_channels_per_group(p)).value;
  if ((step * p.out_channels).overflowed) { throw std::bad_alloc(); }
  return p;
}

/// Copy the weights of a line of taps, or of all lines of the axes from d on.
template <class T>
CONVOLT_COLD void copy_taps(problem const& from, problem const& to, std::size_t d, T const* source, T* target) {
  if (d == from.rank) {
    *target = *source;
    return;
  }
  for (index q = 0; q < from.axes[d].weights; ++q) {
    copy_taps(from, to, d + 1, source + q * from.axes[d].weights_step, target + q * to.axes[d].weights_step);
  }
}

/// A copy of the weights, which lie as `to` says, the same problem without gaps.
template <class T>
CONVOLT_COLD aligned_array<T> dense_weights(request<T> const& r, problem const& to) {
  aligned_array<T> weights(static_cast<std::size_t>(to.out_channels * to.weights_out_step));
  for (index o = 0; weights.size() != 0 && o < to.out_channels; ++o) {
    for (index i = 0; i < to.in_channels; ++i) {
      T const* const source = r.weights + (weights_offset(r.p, o) + i * r.p.weights_in_step);
      copy_taps(r.p, to, 0, source, weights.data() + (weights_offset(to, o) + i * to.weights_in_step));
    }
  }
  return weights;
}

}  // namespace convolt::engine
