// SPDX-License-Identifier: BSD-3-Clause
/// The taps along a line of samples, in the order in which the Toeplitz tiles want them. A tile holds neighbouring
/// vectors of W outputs. Taps that are W samples apart read the same vectors, each one row of the tile further, so that
/// taps are taken together by their distance modulo W: a bunch of Q such taps and a tile of R rows need R + Q - 1
/// loads for R * Q products, and no product is wasted.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>

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

/// `taps` taps `dilation` samples apart, for vectors of `width` outputs, in bunches of at most `most`. Taps of one
/// distance modulo the width are `period` apart; they are cut into bunches of nearly equal size, the largest come
/// first.
[[nodiscard]] CONVOLT_COLD inline line_taps make_line_taps(index taps, index dilation, index width, index most) {
  index const period = width / std::gcd(dilation, width);
  index const bunch = period * dilation == width ? most : 1;  // else no two of them are a width apart
  line_taps result;
  for (index size = bunch; size > 0; --size) {
    bunch_run run{.taps = size};
    for (index residue = 0; residue < width; ++residue) {
      index first = 0;
      while (first < period && first * dilation % width != residue) { ++first; }
      if (first >= std::min(period, taps)) { continue; }
      index const count = (taps - first - 1) / period + 1;
      index const pieces = (count + bunch - 1) / bunch;
      for (index i = 0; i < pieces; ++i) {
        index const begin = count * i / pieces;
        if (count * (i + 1) / pieces - begin != size) { continue; }
        ++run.count;
        result.offsets.push_back((first + begin * period) * dilation);
        for (index k = begin; k < begin + size; ++k) { result.order.push_back(first + k * period); }
      }
    }
    if (run.count > 0) { result.runs.push_back(run); }
  }
  return result;
}

}  // namespace convolt::engine::methods::toeplitz
