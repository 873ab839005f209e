// SPDX-License-Identifier: BSD-3-Clause
/// The loop of the method for integers: neighbouring outputs along a line as lanes, R vectors of them at a time.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/integers.hpp>
#include <convolt/engine/arch/registers.hpp>
#include <convolt/engine/methods/shared/sample_lines.hpp>

#include <cstddef>
#include <utility>

namespace convolt::engine::methods::modular {

/// Vectors of a tile.
inline constexpr index tile_rows = 8;

/// What is computed: outputs from the samples of some lines, all through the same taps.
template <class T>
struct task {
  sample_line<T> const* lines;
  index line_count;
  index shift;           ///< from the samples of a line to the first window
  T const* weights;      ///< of an output channel
  index const* offsets;  ///< from the first sample of a window to that of each tap
  index taps;
};

template <class T, class Arch, std::size_t R, class = upto<R>>
struct tile;

template <class T, class Arch, std::size_t R, std::size_t... r>
struct tile<T, Arch, R, std::index_sequence<r...>> {
  using vec = modular_vector<T, Arch>;

  /// The sums of vector `first` and those after it, to the same place in `output`.
  CONVOLT_NOINLINE static void run(task<T> const& task, index first, T* output) {
    cells<vec, std::index_sequence<r...>> sums;
    ((at<r>(sums) = vec(T(0))), ...);
    for (index i = 0; i < task.line_count; ++i) {
      T const* const x = task.lines[i].samples + (task.shift + first * vec::size);
      T const* const w = task.weights + task.lines[i].weights;
      for (index q = 0; q < task.taps; ++q) {
        vec const factor(w[q]);
        T const* const from = x + task.offsets[q];
        (at<r>(sums).add_product(vec::load(from + static_cast<index>(r) * vec::size), factor), ...);
      }
    }
    (at<r>(sums).store(output + (first + static_cast<index>(r)) * vec::size), ...);
  }
};

}  // namespace convolt::engine::methods::modular
