// SPDX-License-Identifier: BSD-3-Clause
/// The walk over the lines of outputs of a tiny problem, each with the lines of taps that meet samples on the other
/// axes.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/engine/methods/shared/tap_lines.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <array>
#include <cstddef>

namespace convolt::engine::methods::tiny {

/// From a sample, and from a tap, to the next, per axis.
struct steps {
  std::array<index, max_spatial_rank> input, weights;
};

template <class Body>
void walk_lines(problem const& p, steps const& steps, std::size_t d, tap_lines const& lines, index output,
                Body const& body) {
  if (d + 1 == p.rank) {
    body(lines, output);
    return;
  }
  for (index t = 0; t < p.axes[d].output; ++t) {
    tap_lines longer = lines;
    extend(longer, p.axes[d], steps.input[d], steps.weights[d], t);
    walk_lines(p, steps, d + 1, longer, output + t * p.axes[d].output_step, body);
  }
}

/// body(lines, where output 0 lies), for every line of outputs of one entry of the batch.
template <class Body>
CONVOLT_ALWAYS_INLINE void for_each_line(problem const& p, steps const& steps, Body const& body) {
  tap_lines lines;
  lines.count = 1;
  lines.at[0] = {.input = 0, .weights = 0};
  if (p.rank == 1) {
    body(lines, 0);
  } else {
    walk_lines(p, steps, 0, lines, 0, body);
  }
}

}  // namespace convolt::engine::methods::tiny
