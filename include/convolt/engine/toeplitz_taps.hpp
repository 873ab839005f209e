// SPDX-License-Identifier: BSD-3-Clause
/// The taps along a line of samples, in the order in which the Toeplitz tiles want them. A tile holds neighbouring
/// vectors of W outputs. Taps that are W samples apart read the same vectors, each one row of the tile further, so that
/// taps are taken together by their distance modulo W: a bunch of Q such taps and a tile of R rows need R + Q - 1
/// loads for R * Q products, and no product is wasted.
/// Layer: engine.
#pragma once

#include <convolt/core/index.hpp>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace convolt::engine {

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

namespace detail {

/// A bunch before it has its place.
struct tap_bunch {
  index offset = 0, taps = 0;
  index first = 0;  ///< place of its first tap among those sorted by residue
};

/// Cut `count` taps that follow each other W samples apart into equal bunches of at most `most`.
inline void cut_bunches(std::vector<tap_bunch>& bunches, tap_bunch all, index width, index most) {
  index const pieces = (all.taps + most - 1) / most;
  for (index i = 0; i < pieces; ++i) {
    index const begin = all.taps * i / pieces;
    index const end = all.taps * (i + 1) / pieces;
    bunches.push_back({.offset = all.offset + begin * width, .taps = end - begin, .first = all.first + begin});
  }
}

}  // namespace detail

/// `taps` taps `dilation` samples apart, for vectors of `width` outputs, in bunches of at most `most`.
[[nodiscard]] inline line_taps make_line_taps(index taps, index dilation, index width, index most) {
  std::vector<std::vector<index>> residues(static_cast<std::size_t>(width));
  for (index tap = 0; tap < taps; ++tap) { residues[static_cast<std::size_t>(tap * dilation % width)].push_back(tap); }
  std::vector<index> sorted;
  for (std::vector<index> const& same : residues) { sorted.insert(sorted.end(), same.begin(), same.end()); }
  auto const offset = [&](index place) { return sorted[static_cast<std::size_t>(place)] * dilation; };

  std::vector<detail::tap_bunch> bunches;
  for (index first = 0; first < taps;) {
    index end = first + 1;
    while (end < taps && offset(end) == offset(end - 1) + width) { ++end; }
    detail::cut_bunches(bunches, {.offset = offset(first), .taps = end - first, .first = first}, width, most);
    first = end;
  }
  std::stable_sort(bunches.begin(), bunches.end(), [](auto const& a, auto const& b) { return a.taps > b.taps; });

  line_taps result;
  for (detail::tap_bunch const& b : bunches) {
    if (result.runs.empty() || result.runs.back().taps != b.taps) { result.runs.push_back({.taps = b.taps}); }
    ++result.runs.back().count;
    result.offsets.push_back(b.offset);
    auto const begin = sorted.begin() + b.first;
    result.order.insert(result.order.end(), begin, begin + b.taps);
  }
  return result;
}

}  // namespace convolt::engine
