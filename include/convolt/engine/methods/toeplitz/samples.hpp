// SPDX-License-Identifier: BSD-3-Clause
/// The samples of a line side by side, phase by phase, with zeros where there are none: for tiles at the ends of a
/// line, and for all tiles where samples or outputs are not neighbours.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/lanes.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/methods/toeplitz/taps.hpp>
#include <convolt/engine/problem/phases.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <cstddef>

namespace convolt::engine::methods::toeplitz {

/// Samples from the first to the last of a window.
[[nodiscard]] constexpr index window_reach(axis_problem const& a) noexcept {
  return a.weights == 0 ? 0 : (a.weights - 1) * a.weights_dilation;
}

/// The taps of an axis.
[[nodiscard]] constexpr tap_line taps_along(axis_problem const& a) noexcept {
  return {.taps = a.weights, .dilation = a.weights_dilation, .stride = a.stride};
}

/// Copies `count` numbers that are `step` apart.
template <class T, class Arch>
CONVOLT_NOINLINE void copy_apart(T const* from, index step, T* to, index count) {
  if (step == 1) {
    std::copy_n(from, count, to);
    return;
  }
  index i = 0;
#if defined(CONVOLT_HAS_GNU_ASM)
  static constexpr index width = static_cast<index>(lanes<T, Arch>);
  if (step == 2) {  // the last vector may reach beyond the last number
    for (; i + width < count; i += width) { every_other<T, Arch>(from + 2 * i).store_unaligned(to + i); }
  }
#endif
  for (; i < count; ++i) { to[i] = from[i * step]; }
}

/// The samples that the windows of `outputs` outputs meet, the first of which begins at `begin`, into rows of `row`
/// numbers. `samples` is where sample 0 lies.
template <class T, class Arch>
void copy_samples(axis_problem const& a, T const* samples, index begin, index outputs, index row, T* to) {
  tap_line const line = taps_along(a);
  index const count = outputs + window_reach(a) / a.stride;
  for (index phase = 0; phase < line.phases(); ++phase, to += row) {
    index const at = begin + line.first_sample(phase);
    index const first = std::clamp<index>(-floor_divide(at, a.stride), 0, count);
    index const end = std::clamp<index>(-floor_divide(at - a.input, a.stride), first, count);
    std::fill_n(to, first, T(0));
    if (first < end) {
      T const* const from = samples + (at + first * a.stride) * a.input_step;
      copy_apart<T, Arch>(from, a.stride * a.input_step, to + first, end - first);
    }
    std::fill_n(to + end, count - end, T(0));
  }
}

}  // namespace convolt::engine::methods::toeplitz
