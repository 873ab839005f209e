// SPDX-License-Identifier: BSD-3-Clause
/// The lines of the Toeplitz method: outputs along the last axis are cut into tiles, and every line of outputs is a sum
/// over the lines of samples that the taps of the other axes meet. Taps that meet no samples there are left out, so
/// that the other axes may have any stride, dilation and padding.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/engine/methods/toeplitz/tile.hpp>
#include <convolt/engine/problem/groups.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace convolt::engine::methods::toeplitz {

/// Outputs along a line, cut into tiles of the largest size and one for the rest.
struct line_tiles {
  index outputs = 0, width = 1;
  index rows = 1;   ///< of most tiles
  index rest = 0;   ///< rows of the last tile, if it has fewer
  index whole = 0;  ///< tiles of most rows

  [[nodiscard]] constexpr index size() const noexcept { return whole + (rest > 0 ? 1 : 0); }
  [[nodiscard]] constexpr index rows_of(index tile) const noexcept { return tile < whole ? rows : rest; }
  [[nodiscard]] constexpr index first_output(index tile) const noexcept { return tile * rows * width; }
  [[nodiscard]] constexpr index stored(index tile) const noexcept {
    return std::min(rows_of(tile) * width, outputs - first_output(tile));
  }
};

/// Sizes: those that tiles may have, the smallest first.
template <std::size_t N>
[[nodiscard]] constexpr line_tiles cut_line(index outputs, index width, std::array<index, N> const& sizes) noexcept {
  index const vectors = outputs / width + (outputs % width != 0 ? 1 : 0);
  line_tiles cut{.outputs = outputs, .width = width, .rows = sizes[N - 1], .whole = vectors / sizes[N - 1]};
  index const left = vectors % cut.rows;
  if (left > 0) {
    cut.rest = *std::find_if(sizes.begin(), sizes.end(), [left](index size) { return size >= left; });
  }
  return cut;
}

/// The axis along which lines run.
[[nodiscard]] constexpr axis_problem const& line_axis(problem const& p) noexcept { return p.axes[p.rank - 1]; }

/// How many lines of outputs a channel has.
[[nodiscard]] constexpr index lines_of_channel(problem const& p) noexcept {
  index n = output_batch(p);
  for (std::size_t d = 0; d + 1 < p.rank; ++d) { n *= p.axes[d].output; }
  return n;
}

/// How many lines of weights an output channel has: as many lines of samples are summed over at most.
[[nodiscard]] constexpr checked_index weight_lines(problem const& p) noexcept {
  checked_index n = p.in_channels;
  for (std::size_t d = 0; d + 1 < p.rank; ++d) { n = n * p.axes[d].weights; }
  return n;
}

/// The samples that a line of outputs needs, listed.
template <class T, class Arch>
class line_list {
 public:
  /// Room for weight_lines(p) lines.
  line_list(problem const& p, line<T>* lines) : p_(p), lines_(lines) {}

  /// List line `number` of a channel whose group's input begins there, the last outer axis fastest. `output_offset` is
  /// then how far its outputs begin from those of the channel.
  void list(T const* input, index number) {
    input_ = input;
    count = 0;
    output_offset = 0;
    for (std::size_t d = p_.rank - 1; d-- > 0;) {
      axis_problem const& a = p_.axes[d];
      positions_[d] = number % a.output;
      output_offset += positions_[d] * a.output_step;
      number /= a.output;
    }
    output_offset += number * p_.output_batch_step;
    if (line_axis(p_).input > 0) { add_lines(0, number * p_.input_batch_step, 0); }
  }

  index count = 0;
  index output_offset = 0;

 private:
  CONVOLT_NOINLINE void add_lines(std::size_t d, index input, index tap) {
    if (d + 1 == p_.rank) {
      for (index c = 0; c < p_.in_channels; ++c) {
        lines_[count++] = {.samples = input_ + (input + c * p_.input_channel_step),
                           .weights = (tap * p_.in_channels + c) * line_axis(p_).weights};
      }
      return;
    }
    axis_problem const& a = p_.axes[d];
    tap_range const taps = taps_on_input(a, positions_[d]);
    for (index i = 0; i < taps.count; ++i) {
      index const sample = taps.first_input + i * taps.input_step;
      add_lines(d + 1, input + sample * a.input_step, tap * a.weights + taps.first_tap + i * taps.tap_step);
    }
  }

  problem const& p_;
  line<T>* lines_;
  T const* input_ = nullptr;
  std::array<index, max_spatial_rank> positions_{};
};

/// Pack the weights of an output channel: line by line in the order in which line_list numbers them, and in a line in
/// that of the bunches.
template <class T, class Arch>
T* pack_lines(problem const& p, line_taps const& taps, T const* from, T* to, std::size_t d = 0) {
  if (d + 1 < p.rank) {
    axis_problem const& a = p.axes[d];
    for (index q = 0; q < a.weights; ++q) { to = pack_lines<T, Arch>(p, taps, from + q * a.weights_step, to, d + 1); }
    return to;
  }
  for (index c = 0; c < p.in_channels; ++c) {
    T const* const line = from + c * p.weights_in_step;
    for (index const tap : taps.order) { *to++ = line[tap * line_axis(p).weights_step]; }
  }
  return to;
}

}  // namespace convolt::engine::methods::toeplitz
