// SPDX-License-Identifier: BSD-3-Clause
/// The taps along a line of samples, in the order in which the Toeplitz tiles want them. A tile holds neighbouring
/// vectors of W outputs. Taps that are W samples apart read the same vectors, each one row of the tile further, so that
/// taps are taken together by their distance modulo W: a bunch of Q such taps and a tile of R rows need R + Q - 1
/// loads for R * Q products, and no product is wasted.
///
/// With a stride s between outputs, taps whose distances are equal modulo s meet the same samples, those of a phase,
/// which are s apart: copied side by side, they are a line that is filtered without a stride. A line of samples is then
/// a row per phase, one after the other.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/methods/shared/sample_lines.hpp>

#include <algorithm>
#include <numeric>
#include <vector>

namespace convolt::engine::methods::toeplitz {

/// So many bunches of equally many taps.
struct bunch_run {
  index taps = 0, count = 0;
};

/// All taps of a line: bunch b begins offsets[b] samples after the first sample of a window, its taps are W samples
/// apart. Bunches of equally many taps follow each other.
struct line_taps {
  std::vector<bunch_run> runs;
  std::vector<index> offsets;
  std::vector<index> order;  ///< the number of each tap, bunch by bunch
};

/// How taps fall into bunches.
struct bunch_rule {
  index apart = 1;  ///< neighbouring taps of a phase, in its row
  index most = 1;   ///< taps of a bunch
  index step = 1;   ///< from a tap of a bunch to the next
};
[[nodiscard]] constexpr bunch_rule rule_of(tap_series const& line, index width, index most) noexcept {
  index const phases = line.phases();
  index const apart = line.dilation * phases / line.stride;
  index const period = width / std::gcd(std::max<index>(apart, 1), width);
  bool const some_fit = period * apart == width;  // else no two of them are a width apart
  return {.apart = apart, .most = some_fit ? most : 1, .step = phases * period};
}

/// The runs of make_line_taps, in a time that does not depend on the number of taps.
[[nodiscard]] CONVOLT_COLD inline std::vector<bunch_run> count_bunches(tap_series const& line, index width,
                                                                       index most) {
  bunch_rule const rule = rule_of(line, width, most);
  std::vector<index> counts(static_cast<std::size_t>(rule.most + 1));
  auto const add = [&](index classes, index count) {  // classes of so many taps each
    if (classes == 0 || count == 0) { return; }
    index const pieces = (count + rule.most - 1) / rule.most;
    index const larger = count % pieces;
    if (larger > 0) { counts[static_cast<std::size_t>(count / pieces + 1)] += classes * larger; }
    counts[static_cast<std::size_t>(count / pieces)] += classes * (pieces - larger);
  };
  index const more = line.taps % rule.step;
  add(more, line.taps / rule.step + 1);
  add(rule.step - more, line.taps / rule.step);
  std::vector<bunch_run> runs;
  for (index size = rule.most; size > 0; --size) {
    index const count = counts[static_cast<std::size_t>(size)];
    if (count > 0) { runs.push_back({.taps = size, .count = count}); }
  }
  return runs;
}

/// For vectors of `width` outputs, in bunches of at most `most`. Rows of phases begin `row` samples apart. Taps of one
/// distance modulo the width are cut into bunches of nearly equal size; the largest come first.
[[nodiscard]] CONVOLT_COLD inline line_taps make_line_taps(tap_series const& line, index width, index most,
                                                           index row = 0) {
  index const phases = line.phases();
  bunch_rule const rule = rule_of(line, width, most);
  index const fitting = rule.most, step = rule.step;
  line_taps result;
  for (index size = fitting; size > 0; --size) {
    bunch_run run{.taps = size};
    for (index tap = 0; tap < std::min(step, line.taps); ++tap) {
      index const count = (line.taps - tap - 1) / step + 1;
      index const pieces = (count + fitting - 1) / fitting;
      for (index i = 0; i < pieces; ++i) {
        index const begin = count * i / pieces;
        if (count * (i + 1) / pieces - begin != size) { continue; }
        ++run.count;
        index const first = tap + begin * step;
        result.offsets.push_back(tap % phases * row + first * line.dilation / line.stride);
        for (index k = 0; k < size; ++k) { result.order.push_back(first + k * step); }
      }
    }
    if (run.count > 0) { result.runs.push_back(run); }
  }
  return result;
}

}  // namespace convolt::engine::methods::toeplitz
