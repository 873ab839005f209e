// SPDX-License-Identifier: BSD-3-Clause
/// Where a strip of a depthwise problem lies: its lines of outputs, and for each of them the blocks of taps that meet
/// samples. Taps that meet none in the whole strip are not listed; those that meet some tell which.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/engine/methods/depthwise/layout.hpp>
#include <convolt/engine/methods/depthwise/tile.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace convolt::engine::methods::depthwise {

/// One line of a strip.
struct output_line {
  tap_block* blocks;
  index block_count;
  index output_offset;  ///< of position 0
};

/// Some neighbouring lines of outputs, and the piece of them that is computed together: positions first to end - 1 of a
/// class of outputs.
struct strip {
  index output_class = 0, first = 0, end = 0;
  index first_whole = 0, end_whole = 0;  ///< the positions all whose samples exist
  output_line* lines = nullptr;
  index line_count = 0;
};

/// Memory for one strip: as many elements as the layout says.
struct strip_memory {
  tap_block* blocks;   ///< most_tap_blocks
  tap_block* pattern;  ///< most_pattern
  output_line* lines;  ///< most_strip_lines
};

template <class Arch>
class strip_lister {
 public:
  strip_lister(phase_layout const& f, strip_memory const& memory) : f_(f), memory_(memory) {}

  strip list(index item, index lines) {
    strip strip = find(item);
    strip.lines = memory_.lines;
    strip.line_count = lines;
    list_pattern(strip);
    tap_block* blocks = memory_.blocks;
    for (index i = 0; i < lines; ++i) {
      output_line& line = memory_.lines[i];
      line = {.blocks = blocks, .block_count = 0, .output_offset = output_offset_};
      if (f_.p.rank > 1) { line.output_offset += t_[f_.p.rank - 2] * f_.rows.output_step; }
      list_blocks(0, input_offset_, 0, line);
      blocks += line.block_count;
      if (f_.p.rank > 1) { ++t_[f_.p.rank - 2]; }
    }
    return strip;
  }

 private:
  strip find(index item) {
    problem const& p = f_.p;
    index const column = item / f_.rows.output;
    if (p.rank > 1) { t_[p.rank - 2] = item % f_.rows.output; }
    index const classes = f_.lattice.output_classes;
    index plane = column / classes / f_.pieces;
    strip strip;
    strip.output_class = column % classes;
    strip.first = column / classes % f_.pieces * f_.piece_positions;
    strip.end = std::min(strip.first + f_.piece_positions, class_size(f_.last.output, classes, strip.output_class));
    output_offset_ = f_.output_offset + strip.output_class * f_.last.output_step;
    for (std::size_t d = p.rank > 1 ? p.rank - 2 : 0; d-- > 0;) {
      t_[d] = plane % p.axes[d].output;
      plane /= p.axes[d].output;
      output_offset_ += t_[d] * p.axes[d].output_step;
    }
    input_offset_ = plane * p.input_batch_step;
    output_offset_ += plane * p.output_batch_step;
    return strip;
  }

  /// The blocks of one line of taps along the last axis, as if on the first line of samples. They are the same for all
  /// lines of a strip.
  void list_pattern(strip& strip) {
    strip.first_whole = strip.first;
    strip.end_whole = strip.end;
    if (f_.taps == 0) { return; }
    index weights = 0;
    for (index c = 0; c < f_.tap_classes(); ++c) {
      index start = strip.output_class * f_.last.stride + c * f_.last.weights_dilation - f_.last.pad_lo;
      index left = class_size(f_.last.weights, f_.lattice.tap_classes, c);
      while (left > 0) {
        index const taps = f_.wide ? 1 : taps_together<Arch>(left);
        add_to_pattern(strip, start, weights, taps);
        start += taps * f_.lattice.step;
        weights += taps;
        left -= taps;
      }
    }
  }

  /// start: where on the axis sample 0 of the block lies.
  void add_to_pattern(strip& strip, index start, index weights, index taps) {
    index const step = f_.lattice.step;
    tap_block const block{.input = start * f_.last.input_step,
                          .weights = weights,
                          .taps = taps,
                          .first = start < 0 ? (-start - 1) / step + 1 : 0,
                          .end = start < f_.last.input ? (f_.last.input - start - 1) / step + 1 : 0};
    if (block.first >= strip.end + taps - 1 || block.end <= strip.first) { return; }
    memory_.pattern[pattern_size_++] = block;
    strip.first_whole = std::max(strip.first_whole, block.first);
    strip.end_whole = std::min(strip.end_whole, block.end - taps + 1);
  }

  /// The pattern on every line of samples that a line of outputs meets, over the axes from d on.
  CONVOLT_NOINLINE void list_blocks(std::size_t d, index input, index tap, output_line& line) const {
    if (d + 1 >= f_.p.rank) {
      for (index i = 0; i < pattern_size_; ++i) {
        tap_block& block = line.blocks[line.block_count++];
        block = memory_.pattern[i];
        block.input += input;
        block.weights += tap * f_.last.weights;
      }
      return;
    }
    axis_problem const& a = f_.p.axes[d];
    index const start = t_[d] * a.stride - a.pad_lo;
    index q = start < 0 ? (-start - 1) / a.weights_dilation + 1 : 0;
    for (index x = start + q * a.weights_dilation; q < a.weights && x < a.input; ++q, x += a.weights_dilation) {
      list_blocks(d + 1, input + x * a.input_step, tap * a.weights + q, line);
    }
  }

  phase_layout const& f_;
  strip_memory memory_;
  index input_offset_ = 0, output_offset_ = 0;  ///< of the batch, and of the plane
  std::array<index, max_spatial_rank> t_{};     ///< on the axes but the last
  index pattern_size_ = 0;
};

/// The strip of `lines` lines from the one on that the item is. It is empty if its class has no positions there.
template <class Arch>
[[nodiscard]] strip list_strip(phase_layout const& f, index item, index lines, strip_memory const& memory) {
  return strip_lister<Arch>(f, memory).list(item, lines);
}

}  // namespace convolt::engine::methods::depthwise
