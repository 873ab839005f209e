// SPDX-License-Identifier: BSD-3-Clause
/// Responses of any kernel: every event adds its own, sample by sample, in double. The axis is taken in blocks that
/// stay in the caches.
/// Layer: neuro.
#pragma once

#include <convolt/neuro/event_source.hpp>
#include <convolt/neuro/lines.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace convolt::neuro::detail {

/// Writes all samples of the grid.
template <class T, class Lines>
void scatter(Lines const& lines, line_limits const& limits, spike_train const& train, grid const& g,
             event_weights const& weights, T* out) {
  constexpr std::size_t length = 4096;
  std::array<double, length> sums;
  for (index n = 0; n < g.count; n += static_cast<index>(length)) {
    index const count = std::min(static_cast<index>(length), g.count - n);
    double const first = static_cast<double>(n);
    event_source events(train, g, weights, first - limits.reach.last - 2,
                        first + static_cast<double>(count) - limits.reach.first + 1);
    if (events.size() == 0) {
      std::fill(out + n, out + n + count, T(0));
      continue;
    }
    sums.fill(0);
    double position = 0, weight = 0;
    while (events.read(&position, &weight, 1) > 0) { lines.add(position - first, weight, sums.data(), count); }
    for (index i = 0; i < count; ++i) { out[n + i] = static_cast<T>(sums[static_cast<std::size_t>(i)]); }
  }
}

}  // namespace convolt::neuro::detail
