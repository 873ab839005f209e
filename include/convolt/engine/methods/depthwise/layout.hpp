// SPDX-License-Identifier: BSD-3-Clause
/// How a problem that keeps channels apart is cut up. Along the last axis, strides and dilations are taken apart until
/// only windows of neighbouring samples are left: outputs fall into classes in which neighbours are one lattice step of
/// samples apart, and so do taps. Lines of outputs are cut into blocks whose samples stay in a cache while all channels
/// pass. Only integers, so that it can be looked at before anything is packed.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/costs.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/methods/depthwise/loading.hpp>
#include <convolt/engine/methods/depthwise/tile.hpp>
#include <convolt/engine/methods/shared/pack.hpp>
#include <convolt/engine/methods/shared/prefetch.hpp>
#include <convolt/engine/methods/shared/tap_lines.hpp>
#include <convolt/engine/problem/phases.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <vector>

namespace convolt::engine::methods::depthwise {

/// The last axis of a phase. Output t reads at tap q the sample t * stride + q * dilation - pad_lo. With
/// t = r + u * output_classes and q = c + a * tap_classes that is (u + a) * step + r * stride + c * dilation - pad_lo.
struct sample_lattice {
  index output_classes = 1;  ///< r < output_classes
  index tap_classes = 1;     ///< c < tap_classes
  index step = 1;
};

/// Classes of outputs above which few taps do not pay for them: neighbours in a class are so far apart in memory that
/// each costs a cache line and a page of its own. Then every tap is a class, and every output reads its own samples.
/// The second figure is for wide tiles without strides: outputs of a class are too few for windows to slide far.
inline constexpr index most_near_classes = 7, most_wide_classes = 2;
inline constexpr index few_taps = 8;

[[nodiscard]] constexpr sample_lattice lattice_of(axis_problem const& a, bool wide = false) noexcept {
  if (a.weights <= 1) { return {.output_classes = 1, .tap_classes = 1, .step = a.stride}; }  // there is no next tap
  // One output has the taps in the order that it would have among others: the classes of these are left out.
  bool const alone = a.output <= 1;
  index const common = std::gcd(a.stride, a.weights_dilation);
  index const most_classes = wide && a.stride == 1 ? most_wide_classes : most_near_classes;
  if (a.weights_dilation / common > most_classes && a.weights <= few_taps) {
    return {.output_classes = 1, .tap_classes = a.weights, .step = a.stride};
  }
  return {.output_classes = alone ? 1 : a.weights_dilation / common,
          .tap_classes = a.stride / common,
          .step = a.stride / common * a.weights_dilation};
}

/// Members of class number `number` among `count` things that are dealt out to `classes` in turn.
[[nodiscard]] constexpr index class_size(index count, index classes, index number) noexcept {
  return count > number ? (count - number - 1) / classes + 1 : 0;
}

/// Blocks of taps that a line of taps is cut into.
template <class Arch>
[[nodiscard]] constexpr index count_tap_blocks(index taps) noexcept {
  index blocks = 0;
  for (; taps > 0; taps -= taps_together<Arch>(taps)) { ++blocks; }
  return blocks;
}

/// One phase of the problem. Outputs are walked through in strips: neighbouring lines along the last axis but one, cut
/// into pieces of `piece_positions`. All channels pass a strip before the next one begins.
struct phase_layout {
  problem p;          ///< without input dilation
  axis_problem last;  ///< axis; a single position if there is none
  axis_problem rows;  ///< the last axis but one, likewise
  sample_lattice lattice;
  index output_offset = 0;
  index taps = 0;         ///< per channel; 0 if no sum has a term
  index packed_taps = 0;  ///< taps of the phases before it
  index tap_blocks = 0;   ///< most blocks of taps that a window has
  index planes = 0;       ///< of outputs, over the batch and all other axes
  index pieces = 0, piece_positions = 0;
  index strip_lines = 1;    ///< most lines of a strip
  index strip_vectors = 1;  ///< of channels that pass a strip together
  bool wide = false;        ///< several of them at a time, since windows have nothing to slide over

  /// Classes of taps that there are.
  [[nodiscard]] index tap_classes() const noexcept { return std::min(lattice.tap_classes, last.weights); }
  /// Strips lie along these: all lines of one piece of one class of one plane.
  [[nodiscard]] index columns() const noexcept { return planes * pieces * lattice.output_classes; }
  /// What is dealt out to threads, column by column.
  [[nodiscard]] index items() const noexcept { return columns() * rows.output; }
};

struct layout {
  std::vector<phase_layout> phases;
  loading load = loading::as_they_lie;
  channel_vectors channels;
  index vectors = 0;      ///< of channels
  index multiplier = 1;   ///< outputs per group
  index group = 1;        ///< input channels per group
  bool gathered = false;  ///< samples are copied to where a vector of channels can be loaded
  index packed_taps = 0;
  index most_tap_blocks = 0;  ///< of a strip
  index most_strip_lines = 0;
  index most_pattern = 0;   ///< blocks of taps along the last axis
  index most_gathered = 0;  ///< samples that are copied for a line of a strip
  bool large_arrays = false;

  /// The first input channel that a vector reads, where samples are not gathered.
  [[nodiscard]] index first_input(index vector) const noexcept { return channels.first(vector) / multiplier * group; }
};

/// Makes the layout for one element type and instruction set.
template <class T, class Arch>
class planner {
 public:
  static constexpr index width = static_cast<index>(lanes<T, Arch>);
  static constexpr index rows = static_cast<index>(tile_positions<Arch>);

  CONVOLT_COLD static layout make(problem const& p) {
    layout layout;
    layout.load = loading_of<T, Arch>(p);
    layout.channels = vectors_of_channels<T, Arch>(p, layout.load);
    layout.vectors = layout.channels.count();
    layout.multiplier = out_channels_per_group(p);
    layout.group = p.in_channels;
    layout.gathered = layout.load == loading::copied;
    layout.large_arrays = exceeds_caches<T>(p);
    layout.phases = std::vector<phase_layout>(static_cast<std::size_t>(phase_count(p)));
    for (index number = 0; number < phase_count(p); ++number) {
      add_phase(layout, phase(p, number), layout.phases[static_cast<std::size_t>(number)]);
    }
    return layout;
  }

 private:
  /// Positions of a piece whose samples are gathered, in tiles.
  static constexpr index gathered_tiles = 8;
  /// Most positions of a piece, in tiles.
  static constexpr index most_tiles = 64;

  CONVOLT_COLD static void add_phase(layout& layout, phase_problem const& part, phase_layout& f) {
    f.p = part.p;
    f.output_offset = part.output_offset;
    problem const& p = f.p;
    if (p.rank > 0) { f.last = p.axes[p.rank - 1]; }
    if (p.rank > 1) { f.rows = p.axes[p.rank - 2]; }
    f.lattice = lattice_of(f.last, has_wide_tiles<T, Arch>);
    f.packed_taps = layout.packed_taps;
    f.taps = products_per_output(p).value;
    f.planes = p.batch;
    index outer_taps = 1;
    for (std::size_t d = 0; d < p.rank; ++d) {
      if (p.axes[d].input == 0) { f.taps = 0; }
      if (d + 1 < p.rank) { outer_taps *= p.axes[d].weights; }
      if (d + 2 < p.rank) { f.planes *= p.axes[d].output; }
    }
    f.wide = has_wide_tiles<T, Arch> && layout.load == loading::as_they_lie &&
             pays_wide(f, layout.channels.channels / width);
    if (f.taps > 0) { f.tap_blocks = outer_taps * blocks_of_line(f); }
    choose_strips(layout, f, outer_taps);
    layout.packed_taps += f.taps;
    layout.most_tap_blocks = std::max(layout.most_tap_blocks, f.tap_blocks * f.strip_lines);
    layout.most_pattern = std::max(layout.most_pattern, blocks_of_line(f));
    layout.most_strip_lines = std::max(layout.most_strip_lines, f.strip_lines);
    index const tap_lines = outer_taps * f.tap_classes();
    layout.most_gathered = std::max(layout.most_gathered, tap_lines * (f.piece_positions - 1) + f.taps);
  }

  /// Whether neighbouring outputs share no samples, or few that are far apart, and there are so many whole vectors of
  /// channels that tiles of several of them are worth it. Long strided windows share many.
  static bool pays_wide(phase_layout const& f, index vectors) noexcept {
    if (f.last.weights <= 1 || f.last.weights > few_taps || f.lattice.output_classes > 1) { return false; }
    return f.last.stride > 1 ? vectors >= 4 : f.last.weights_dilation > 1 && vectors >= 2;
  }

  static index blocks_of_line(phase_layout const& f) {
    if (f.wide) { return f.last.weights; }
    index blocks = 0;
    for (index c = 0; c < f.tap_classes(); ++c) {
      blocks += count_tap_blocks<Arch>(class_size(f.last.weights, f.lattice.tap_classes, c));
    }
    return blocks;
  }

  /// The samples and outputs of a strip are to stay in the second-level cache while the channels pass. Those of the
  /// vectors that pass together are to stay in the first-level cache until the next line of outputs needs them again.
  CONVOLT_COLD static void choose_strips(layout const& layout, phase_layout& f, index outer_taps) {
    index const positions = std::max<index>(1, class_size(f.last.output, f.lattice.output_classes, 0));
    index const row_bytes = std::max<index>(1, layout.channels.channels * static_cast<index>(sizeof(T)));
    index const most_positions = std::max<index>(1, costs::second_level_cache / 2 / row_bytes);
    index const vector_bytes = static_cast<index>(sizeof(T)) * width * (outer_taps + 1);
    index const near = costs::first_level_cache * 3 / 4 / vector_bytes;  // vectors times positions
    index const near_vectors = std::min<index>(layout.vectors, 2);
    bool const by_near = f.p.rank > 1 && !f.wide;
    index const near_positions = by_near ? near / std::max<index>(1, near_vectors) : most_positions;
    index tiles = std::clamp<index>(std::min(most_positions, near_positions) / rows, 1, most_tiles);
    if (layout.gathered) { tiles = gathered_tiles; }
    index const all_tiles = (positions + rows - 1) / rows;
    f.pieces = (all_tiles + tiles - 1) / tiles;
    f.piece_positions = (all_tiles + f.pieces - 1) / f.pieces * rows;
    index const used = std::min(f.piece_positions, positions);
    index const most_lines = layout.gathered ? 1 : std::clamp<index>(most_positions / used, 1, most_tiles);
    index const strips = std::max<index>(1, (f.rows.output + most_lines - 1) / most_lines);
    f.strip_lines = std::max<index>(1, (f.rows.output + strips - 1) / strips);
    f.strip_vectors = f.wide ? std::max<index>(1, layout.vectors) : std::max<index>(1, near / used);
  }
};

}  // namespace convolt::engine::methods::depthwise
