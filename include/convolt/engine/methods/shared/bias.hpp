// SPDX-License-Identifier: BSD-3-Clause
/// The bias as the tiles add it: scaled, side by side, zeros where there is no channel.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/loops/arithmetic.hpp>
#include <convolt/engine/problem/problem.hpp>

namespace convolt::engine {

/// Of an output channel; 0 if there is none.
template <class T>
[[nodiscard]] T bias_of_channel(problem const& p, operands<T> const& x, index channel) noexcept {
  return x.bias == nullptr ? T(0) : scale(x.bias[channel * p.bias_step], x.bias_scale);
}

/// Channels of a bias.
struct bias_range {
  index first, count;
  index size;         ///< numbers that are written: those after the channels are 0
  index repeats = 1;  ///< each channel so many times
};

/// Write them to `to` and return it; or return null if there is no bias.
template <class T>
CONVOLT_NOINLINE T const* write_bias(problem const& p, operands<T> const& x, bias_range const& range, T* to) noexcept {
  if (x.bias == nullptr) { return nullptr; }
  for (index i = 0; i < range.size; ++i) {
    index const o = i / range.repeats;
    to[i] = o < range.count ? bias_of_channel(p, x, range.first + o) : T(0);
  }
  return to;
}

}  // namespace convolt::engine
