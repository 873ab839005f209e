// SPDX-License-Identifier: BSD-3-Clause
/// How problems with long sums are cut up: what the lanes are, along which axis the sums run, and which outputs are
/// summed together.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/engine/methods/long_sums/flat.hpp>
#include <convolt/engine/problem/blocks.hpp>
#include <convolt/engine/problem/groups.hpp>
#include <convolt/engine/problem/phases.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>
#include <vector>

namespace convolt::engine::methods::long_sums {

/// What the lanes of a vector are: taps along a line, whose sums are added up at the end; or output channels, each of
/// which has an input channel of its own, all neighbours in memory. Or groups of them have: then the samples of a
/// vector are copied with one channel of each group in all of its lanes.
enum class lane_use { taps, channels };

/// Whether output channels can be the lanes of vectors of that width.
[[nodiscard]] constexpr bool has_channels_as_lanes(problem const& p, index width) noexcept {
  if (p.out_channels < width) { return false; }
  if (p.feature_groups == p.out_channels && p.batch_groups == 1) {
    return p.in_channels * p.input_channel_step == 1 && p.weights_group_step == 1;
  }
  return p.batch_groups == p.out_channels && p.feature_groups == 1 && output_batch(p) * p.input_batch_step == 1 &&
         p.weights_out_step == 1;
}

/// Whether lines of samples, or of weights, are read where they lie: their neighbours are neighbours in memory.
[[nodiscard]] constexpr bool reads_samples_in_place(axis_problem const& a) noexcept {
  return (a.input_dilation == 1 && a.weights_dilation == 1 && a.input_step == 1) || a.input <= 1;
}
[[nodiscard]] constexpr bool reads_weights_in_place(axis_problem const& a) noexcept {
  return a.weights_step == 1 || a.weights <= 1;
}

/// The same problem with the axis last along which sums are longest; axes on which nothing has to be copied first are
/// liked better.
[[nodiscard]] CONVOLT_COLD constexpr problem with_lines_last(problem p, lane_use use) noexcept {
  if (p.rank == 0) { return with_axes(p, 1); }
  auto const worth = [use](axis_problem const& a) {
    bool const in_place = use == lane_use::channels || (reads_samples_in_place(a) && reads_weights_in_place(a));
    return std::min(a.input, a.weights) * (in_place ? 8 : 1);
  };
  std::size_t best = p.rank - 1;
  for (std::size_t d = p.rank - 1; d-- > 0;) { best = worth(p.axes[d]) > worth(p.axes[best]) ? d : best; }
  std::swap(p.axes[best], p.axes[p.rank - 1]);
  return p;
}

/// Channels of a group, where vectors of output channels are made of groups that read as many inputs; 1 where they are
/// not. can_pick says of how many.
template <class CanPick>
[[nodiscard]] constexpr index picked_group(problem const& p, index width, CanPick const& can_pick) noexcept {
  index const group = output_batch(p);
  bool const groups = p.feature_groups == 1 && p.batch_groups * group == p.out_channels && p.input_batch_step == 1 &&
                      p.weights_out_step == 1;
  if (!groups || p.out_channels < width || !can_pick(group)) { return 1; }
  return flat_planes_of(with_lines_last(p, lane_use::channels), true, true).possible ? group : 1;
}

/// Numbers of a plane, which is all axes of one channel.
[[nodiscard]] constexpr checked_index plane_size(problem const& p, index axis_problem::*extent) noexcept {
  checked_index n = 1;
  for (std::size_t d = 0; d < p.rank; ++d) { n = n * (p.axes[d].*extent); }
  return n;
}

/// A copied line of samples: those of each residue class modulo the dilation of the taps side by side.
struct copied_line {
  index dilation = 1, classes = 1, row = 0;

  [[nodiscard]] constexpr index size() const noexcept { return classes * row; }
  /// Where the sample at `position` is. Outside: such that the next tap is the next number.
  [[nodiscard]] constexpr index place(index position) const noexcept {
    return positive_mod(position, dilation) * row + floor_divide(position, dilation);
  }
};
[[nodiscard]] constexpr copied_line copied_line_of(index input, index dilation) noexcept {
  return {.dilation = dilation, .classes = std::min(dilation, input), .row = ceil_divide(input, dilation)};
}

/// Pieces whose sums are added one by one.
inline constexpr index pieces_per_level = 64;

/// An output, all channels and batches alike.
struct output_place {
  index output = 0;                             ///< how far from output 0
  index lo = 0, hi = 0;                         ///< the taps along its line that meet samples
  std::array<index, max_spatial_rank> start{};  ///< on the other axes: the sample of tap 0
};

/// Some outputs of a phase that are summed together.
struct output_tile {
  index phase = 0, first = 0, count = 0;
  index lo = 0, hi = 0;                                 ///< the taps along the line that all of them meet
  std::array<index, max_spatial_rank> least{}, most{};  ///< of their starts
};

/// The problem without phases: p.axes have no dilated input. Its outputs are numbered from `first` on.
struct phase_sums {
  problem p;
  index weights_offset = 0;
  index first = 0;
};

/// All outputs of a channel, and how their samples lie.
struct layout {
  problem p;  ///< with lines last
  lane_use use = lane_use::taps;
  index group = 1;  ///< channels of a group, where lanes are channels
  bool copies_samples = false, copies_weights = false;
  index outputs = 0;
  copied_line line;  ///< of samples, where they are copied
  std::vector<phase_sums> phases;
  std::vector<output_tile> tiles;
  std::vector<output_place> places;
  std::vector<index> inputs;   ///< per output: how far the samples of tap 0 are, which may be outside
  std::vector<index> numbers;  ///< 0, 1, 2 ...
  flat_planes flat;            ///< how finite planes are copied, if that is possible
  std::vector<index> flat_inputs;

  [[nodiscard]] axis_problem const& line_axis() const noexcept { return p.axes[p.rank - 1]; }

  /// Levels of sums: the pieces of a level are added up among themselves before they are added to the next one.
  [[nodiscard]] std::size_t levels(index taps_per_piece) const noexcept {
    double pieces = static_cast<double>(p.in_channels);
    for (std::size_t d = 0; d + 1 < p.rank; ++d) { pieces *= static_cast<double>(p.axes[d].weights); }
    pieces *= static_cast<double>(ceil_divide(line_axis().weights, taps_per_piece));
    double const level = static_cast<double>(pieces_per_level);
    return pieces <= level ? 1 : pieces <= level * level ? 2 : 3;
  }
};

namespace detail {

/// Where output t of a phase is and what it reads; its samples are `step` apart on the outer axes.
CONVOLT_COLD inline void add_output(layout& all, phase_problem const& f, std::array<index, max_spatial_rank> const& t,
                                    std::array<index, max_spatial_rank> const& steps, index width) {
  output_place place{.output = f.output_offset};
  index input = 0;
  for (std::size_t d = 0; d < f.p.rank; ++d) {
    axis_problem const& a = f.p.axes[d];
    index const start = t[d] * a.stride - a.pad_lo;
    place.output += t[d] * a.output_step;
    place.start[d] = start;
    bool const is_line = d + 1 == f.p.rank;
    input += is_line && all.copies_samples ? all.line.place(start) : start * steps[d];
    if (is_line) {
      tap_range const taps = taps_on_input(a, t[d]);
      place.lo = taps.first_tap;
      place.hi = taps.first_tap + taps.count;
    }
  }
  std::size_t const number = static_cast<std::size_t>(all.outputs++);
  if (all.flat.possible) { all.flat_inputs[number] = all.flat.input_of(f.p, t) * (all.flat.vectors ? width : 1); }
  all.numbers[number] = static_cast<index>(number);
  all.places[number] = place;
  all.inputs[number] = input;
}

CONVOLT_COLD inline void add_tile(layout& all, index phase, index first, index count) {
  output_tile tile{.phase = phase, .first = first, .count = count};
  output_place const& one = all.places[static_cast<std::size_t>(first)];
  tile.lo = one.lo;
  tile.hi = one.hi;
  tile.least = tile.most = one.start;
  index end = one.hi;
  for (index i = 1; i < count; ++i) {
    output_place const& next = all.places[static_cast<std::size_t>(first + i)];
    tile.lo = std::max(tile.lo, next.lo);
    tile.hi = std::min(tile.hi, next.hi);
    end = std::max(end, next.hi);
    for (std::size_t d = 0; d + 1 < all.p.rank; ++d) {
      tile.least[d] = std::min(tile.least[d], next.start[d]);
      tile.most[d] = std::max(tile.most[d], next.start[d]);
    }
  }
  if (tile.lo >= tile.hi) { tile.lo = tile.hi = end; }  // each for itself
  all.tiles.push_back(tile);
}

}  // namespace detail

/// Lay out a problem whose outputs are few; in tiles of at most `most` outputs, for vectors of `width` numbers, whose
/// channels may be in groups. Throws std::bad_alloc.
[[nodiscard]] CONVOLT_COLD inline layout make_layout(problem const& given, index width, index most, index group = 1) {
  layout all;
  all.group = group;
  all.use = group > 1 || has_channels_as_lanes(given, width) ? lane_use::channels : lane_use::taps;
  all.p = with_lines_last(given, all.use);
  all.line = copied_line_of(all.line_axis().input, phase(all.p, 0).p.axes[all.p.rank - 1].weights_dilation);
  std::array<index, max_spatial_rank> steps{};
  index const phases = phase_count(all.p);
  all.flat = flat_planes_of(all.p, all.use == lane_use::channels, group > 1);
  if (all.use == lane_use::taps) {
    for (index k = 0; k < phases; ++k) {
      axis_problem const a = phase(all.p, k).p.axes[all.p.rank - 1];  // a copy: the phase ends here
      all.copies_samples = all.copies_samples || !reads_samples_in_place(a);
      all.copies_weights = all.copies_weights || !reads_weights_in_place(a);
    }
  }
  index plane = all.line.size();
  for (std::size_t d = all.p.rank; d-- > 0;) {
    steps[d] = all.p.axes[d].input > 1 ? all.p.axes[d].input_step : 0;
    if (!all.copies_samples || d + 1 == all.p.rank) { continue; }
    steps[d] = all.p.axes[d].input > 1 ? plane : 0;
    plane *= all.p.axes[d].input;
  }
  auto const outputs_of_all = static_cast<std::size_t>(plane_size(all.p, &axis_problem::output).value);
  all.places = std::vector<output_place>(outputs_of_all);
  all.inputs = all.numbers = all.flat_inputs = std::vector<index>(outputs_of_all);
  all.phases = std::vector<phase_sums>(static_cast<std::size_t>(phases));
  for (index k = 0; k < phases; ++k) {
    phase_problem const f = phase(all.p, k);
    index const first = all.outputs;
    phase_sums& sums = all.phases[static_cast<std::size_t>(k)];
    sums = {.p = f.p, .weights_offset = f.weights_offset, .first = first};
    index outputs = plane_size(f.p, &axis_problem::output).value;
    for (index number = 0; number < outputs; ++number) {
      std::array<index, max_spatial_rank> t{};
      index rest = number;
      for (std::size_t d = f.p.rank; d-- > 0;) {
        t[d] = rest % f.p.axes[d].output;
        rest /= f.p.axes[d].output;
      }
      detail::add_output(all, f, t, steps, width);
    }
    index const pieces = ceil_divide(outputs, most);
    for (index i = 0; i < pieces; ++i) {
      index const begin = outputs * i / pieces;
      detail::add_tile(all, k, first + begin, outputs * (i + 1) / pieces - begin);
    }
    if (all.copies_samples) {  // then the outer steps are those of the copy
      for (std::size_t d = 0; d + 1 < all.p.rank; ++d) { sums.p.axes[d].input_step = steps[d]; }
    }
  }
  return all;
}

}  // namespace convolt::engine::methods::long_sums
