// SPDX-License-Identifier: BSD-3-Clause
/// The walk of long sums: piece by piece along lines of weights, and all outputs of a tile on each. A piece is short,
/// so that its samples stay in the first-level cache while all tiles read them, and that sums of few terms are added to
/// others of their kind, level by level: rounding errors follow the length of a piece, not that of the sum.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/finite.hpp>
#include <convolt/engine/arch/lanes.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/loops/arithmetic.hpp>
#include <convolt/engine/methods/long_sums/flat.hpp>
#include <convolt/engine/methods/long_sums/layout.hpp>
#include <convolt/engine/methods/long_sums/tile.hpp>
#include <convolt/engine/methods/method.hpp>
#include <convolt/engine/methods/shared/bias.hpp>
#include <convolt/engine/methods/shared/sample_lines.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/engine/problem/groups.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace convolt::engine::methods::long_sums {

/// Vectors of a piece.
inline constexpr index vectors_per_piece = 128;

/// Computes the problem of a layout, with the weights where they lie.
template <VectorElement T, class Arch>
class runner {
  static constexpr index width = static_cast<index>(lanes<T, Arch>);
  static constexpr index most = static_cast<index>(most_outputs<Arch>);

 public:
  /// Bytes of workspace that a run takes.
  [[nodiscard]] CONVOLT_COLD static std::size_t workspace_bytes(layout const& all) {
    std::size_t bytes = aligned_size(all_sums(all) * sizeof(T));
    for (std::size_t const size : {copied_samples(all), copied_weights(all), flat_samples(all), flat_weights(all)}) {
      bytes += aligned_size(size * sizeof(T));
    }
    return bytes;
  }

  CONVOLT_COLD runner(layout const& all, operands<T> const& x, workspace& space)
      : all_(all),
        x_(x),
        vector_(all.use == lane_use::taps ? width : 1),
        sums_(space.take<T>(all_sums(all))),
        samples_(space.take<T>(copied_samples(all))),
        weights_(space.take<T>(copied_weights(all))),
        flat_samples_(space.take<T>(flat_samples(all))),
        flat_weights_(space.take<T>(flat_weights(all))),
        levels_(levels(all)) {
    std::fill_n(flat_samples_, flat_samples(all), T(0));
    std::fill_n(flat_weights_, flat_weights(all), T(0));
  }

  /// The tiles of all channels are numbered, those of one after the other; compute the share of them.
  CONVOLT_COLD void run(share part) {
    index const tiles = static_cast<index>(all_.tiles.size());
    index const items = channels(all_) * output_batch(all_.p) * tiles;
    for (index item = part.first(items), end = part.end(items); item < end;) {
      index const channel = item / tiles, first = item % tiles;
      index const count = std::min(tiles - first, end - item);
      compute(channel / output_batch(all_.p), channel % output_batch(all_.p), first, first + count);
      item += count;
    }
  }

 private:
  /// Output channels, or vectors of them.
  static index channels(layout const& all) {
    return all.use == lane_use::taps ? all.p.out_channels : ceil_divide(all.p.out_channels, width);
  }
  /// The sums of all levels.
  static std::size_t levels(layout const& all) {
    return all.levels(vectors_per_piece * (all.use == lane_use::taps ? width : 1));
  }
  static std::size_t all_sums(layout const& all) { return levels(all) * all.places.size() * lanes<T, Arch>; }
  static std::size_t copied_samples(layout const& all) {
    if (!all.copies_samples) { return 0; }
    index size = all.line.size();
    for (std::size_t d = 0; d + 1 < all.p.rank; ++d) { size *= all.p.axes[d].input; }
    return static_cast<std::size_t>(size);
  }
  static std::size_t copied_weights(layout const& all) {
    return all.copies_weights ? static_cast<std::size_t>(plane_size(all.p, &axis_problem::weights).value) : 0;
  }

  static std::size_t flat_samples(layout const& all) {
    return all.flat.possible ? static_cast<std::size_t>(all.flat.samples * flat_size(all)) : 0;
  }
  static std::size_t flat_weights(layout const& all) {
    return all.flat.possible ? static_cast<std::size_t>(all.flat.weights * flat_size(all)) : 0;
  }
  static index flat_size(layout const& all) { return all.flat.vectors ? width : 1; }

  /// A line of weights and where its samples are: how far tap 0 is on the outer axes.
  struct row {
    T const* input;
    T const* weights;
    std::array<index, max_spatial_rank> tap{};
  };

  /// Tiles [first, end) of batch n and a channel, or a vector of channels: the last one ends at the last channel, and
  /// what it shares with the one before is stored once.
  CONVOLT_COLD void compute(index number, index n, index first, index end) {
    bool const by_taps = all_.use == lane_use::taps;
    index const channel = by_taps ? number : std::min(number * width, all_.p.out_channels - width);
    output_tile const& last = all_.tiles[static_cast<std::size_t>(end - 1)];
    index const begin = all_.tiles[static_cast<std::size_t>(first)].first;
    bool const groups = all_.group > 1;
    one_of_each_group<T, Arch> const pick(all_.group, groups ? n : 0);
    pick_ = groups ? &pick : nullptr;
    for (std::size_t i = 0; i < levels_; ++i) {
      std::fill(level(i) + begin * width, level(i) + (last.first + last.count) * width, T(0));
    }
    for (index i = 0; i < all_.p.in_channels; ++i) {
      // Of all channels of a group the samples are read from its first one on.
      T const* const input = x_.input + input_offset(all_.p, groups ? 0 : n, channel) + i * all_.p.input_channel_step;
      T const* const weights = x_.weights + weights_offset(all_.p, channel) + i * all_.p.weights_in_step;
      if (all_.flat.possible && can_be_flat(input, weights, groups ? n : 0)) {
        pieces_ = i * ceil_divide(static_cast<index>(flat_weights(all_)), vectors_per_piece * width);
        add_flat(first, end);
      } else {
        add_plane(i, {.input = input, .weights = weights}, first, end);
      }
    }
    for (std::size_t i = levels_ - 1; i > 0; --i) { carry(i, i - 1, first, end); }
    for (index k = begin; k < last.first + last.count; ++k) {
      T* const to = x_.output + n * all_.p.output_batch_step + all_.places[static_cast<std::size_t>(k)].output;
      if (by_taps) {
        store(channel, sum_of(sums_ + k * width), to);
      } else {
        for (index lane = number * width - channel; lane < width; ++lane) {
          store(channel + lane, sums_[k * width + lane], to);
        }
      }
    }
  }

  [[nodiscard]] T* level(std::size_t i) const { return sums_ + i * all_.places.size() * lanes<T, Arch>; }
  /// Adds the sums of these tiles to those of another level.
  CONVOLT_COLD void carry(std::size_t from, std::size_t to, index first, index end) {
    output_tile const& last = all_.tiles[static_cast<std::size_t>(end - 1)];
    T* const terms = level(from);
    T* const sums = level(to);
    index const begin = all_.tiles[static_cast<std::size_t>(first)].first * width;
    for (index k = begin; k < (last.first + last.count) * width; ++k) {
      sums[k] += terms[k];
      terms[k] = T(0);
    }
  }
  /// After each piece. They are counted for each phase alone, so that the bits do not depend on the shares.
  void end_piece(index first, index end) {
    index unit = pieces_per_level;
    ++pieces_;
    for (std::size_t i = 0; i + 1 < levels_ && pieces_ % unit == 0; ++i, unit *= pieces_per_level) {
      carry(i, i + 1, first, end);
    }
  }

  /// Copies both planes, if they are not here yet, of groups their channel `number`. Returns whether all of their
  /// numbers are finite.
  CONVOLT_COLD bool can_be_flat(T const* input, T const* weights, index number) {
    if (input != flat_input_ || number != flat_number_) {
      flat_input_ = input;
      flat_number_ = number;
      element_copier<T, Arch> const copier{.vectors = all_.flat.vectors, .pick = pick_};
      copy_flat_samples<T, Arch>(all_.p, all_.flat, copier, 0, 0, input, flat_samples_);
      finite_samples_ = all_finite<T, Arch>(flat_samples_, static_cast<index>(flat_samples(all_)));
    }
    if (weights != flat_kernel_) {
      flat_kernel_ = weights;
      copy_flat_weights<T, Arch>(all_.p, all_.flat, 0, weights, flat_weights_);
      finite_weights_ = all_finite<T, Arch>(flat_weights_, static_cast<index>(flat_weights(all_)));
    }
    return finite_samples_ && finite_weights_;
  }
  CONVOLT_COLD void add_flat(index first, index end) {
    index const piece = vectors_per_piece * width;
    index const numbers = static_cast<index>(flat_weights(all_));
    for (index begin = 0; begin < numbers; begin += piece) {
      index const taps = std::min(piece, numbers - begin);
      task<T> const task{.input = flat_samples_ + begin,
                         .weights = flat_weights_ + begin,
                         .input_step = width,
                         .weights_step = width,
                         .count = taps / width,
                         .rest = taps % width};
      for (index i = first; i < end; ++i) {
        output_tile const& tile = all_.tiles[static_cast<std::size_t>(i)];
        run_tiles<T, Arch>(task, {all_.flat_inputs.data() + tile.first, all_.numbers.data() + tile.first, tile.count},
                           sums_);
      }
      end_piece(first, end);
    }
  }

  /// Input channel `number`, line by line.
  CONVOLT_COLD void add_plane(index number, row plane, index first, index end) {
    if (all_.copies_samples) {
      T* to = samples_;
      copy_samples(0, plane.input, to);
      plane.input = samples_;
    }
    for (index tile = first; tile < end;) {
      index const phase = all_.tiles[static_cast<std::size_t>(tile)].phase;
      index next = tile + 1;
      while (next < end && all_.tiles[static_cast<std::size_t>(next)].phase == phase) { ++next; }
      phase_sums const& sums = all_.phases[static_cast<std::size_t>(phase)];
      axis_problem const& line = sums.p.axes[sums.p.rank - 1];
      pieces_ = number * ceil_divide(line.weights, vectors_per_piece * vector_);
      for (std::size_t d = 0; d + 1 < sums.p.rank; ++d) { pieces_ *= sums.p.axes[d].weights; }
      add_phase(sums, plane.input, plane.weights, tile, next);
      tile = next;
    }
  }

  /// All samples of a channel, the residue classes of a line one after the other.
  CONVOLT_COLD void copy_samples(std::size_t d, T const* from, T*& to) const {
    axis_problem const& a = all_.p.axes[d];
    if (d + 1 < all_.p.rank) {
      for (index i = 0; i < a.input; ++i) { copy_samples(d + 1, from + i * a.input_step, to); }
      return;
    }
    copied_line const& line = all_.line;
    for (index c = 0; c < line.classes; ++c, to += line.row) {
      index const count = ceil_divide(a.input - c, line.dilation);
      copy_apart<T, Arch>(from + c * a.input_step, line.dilation * a.input_step, to, count);
    }
  }
  /// All weights of a phase.
  CONVOLT_COLD void copy_weights(problem const& p, std::size_t d, T const* from, T*& to) const {
    axis_problem const& a = p.axes[d];
    if (d + 1 < p.rank) {
      for (index q = 0; q < a.weights; ++q) { copy_weights(p, d + 1, from + q * a.weights_step, to); }
      return;
    }
    copy_apart<T, Arch>(from, a.weights_step, to, a.weights);
    to += a.weights;
  }

  CONVOLT_COLD void add_phase(phase_sums const& f, T const* input, T const* weights, index first, index end) {
    problem const* p = &f.p;
    weights += f.weights_offset;
    problem copied;
    if (all_.copies_weights) {
      T* to = weights_;
      copy_weights(f.p, 0, weights, to);
      weights = weights_;
      copied = f.p;
      index step = 1;
      for (std::size_t d = copied.rank; d-- > 0; step *= copied.axes[d].weights) { copied.axes[d].weights_step = step; }
      p = &copied;
    }
    row now{.input = input, .weights = weights};
    add_rows(*p, 0, now, first, end);
  }

  CONVOLT_NOINLINE void add_rows(problem const& p, std::size_t d, row& now, index first, index end) {
    if (d + 1 == p.rank) { return add_row(p, now, first, end); }
    axis_problem const& a = p.axes[d];
    row const at_first = now;
    for (index q = 0; q < a.weights; ++q) {
      now.tap[d] = q * a.weights_dilation;
      now.input = go(at_first.input, now.tap[d] * (a.input > 1 ? a.input_step : 0));
      now.weights = go(at_first.weights, q * a.weights_step);
      add_rows(p, d + 1, now, first, end);
    }
    now = at_first;
  }

  /// Piece by piece.
  void add_row(problem const& p, row const& now, index first, index end) {
    index const piece = vectors_per_piece * vector_;
    index const taps = p.axes[p.rank - 1].weights;
    for (index begin = 0; begin < taps; begin += piece) {
      for (index tile = first; tile < end; ++tile) {
        add_piece(p, now, all_.tiles[static_cast<std::size_t>(tile)], begin, std::min(begin + piece, taps));
      }
      end_piece(first, end);
    }
  }

  CONVOLT_NOINLINE void add_piece(problem const& p, row const& now, output_tile const& tile, index begin, index end) {
    std::array<index, static_cast<std::size_t>(most)> inputs, numbers;
    output_list list{
        .inputs = all_.inputs.data() + tile.first, .numbers = all_.numbers.data() + tile.first, .count = tile.count};
    if (!meets_all(p, now, tile.least, tile.most)) {
      index count = 0;
      for (index i = tile.first; i < tile.first + tile.count; ++i) {
        std::array<index, max_spatial_rank> const& start = all_.places[static_cast<std::size_t>(i)].start;
        if (!meets_all(p, now, start, start)) { continue; }
        inputs[static_cast<std::size_t>(count)] = all_.inputs[static_cast<std::size_t>(i)];
        numbers[static_cast<std::size_t>(count++)] = i;
      }
      list = {.inputs = inputs.data(), .numbers = numbers.data(), .count = count};
    }
    if (list.count == 0) { return; }
    add_taps(p, now, list, std::max(tile.lo, begin), std::min(tile.hi, end));
    for (index i = 0; i < list.count; ++i) {  // what the others do not meet
      output_place const& place = all_.places[static_cast<std::size_t>(list.numbers[i])];
      output_list const alone{.inputs = list.inputs + i, .numbers = list.numbers + i, .count = 1};
      add_taps(p, now, alone, std::max(place.lo, begin), std::min({place.hi, tile.lo, end}));
      add_taps(p, now, alone, std::max({place.lo, tile.hi, begin}), std::min(place.hi, end));
    }
  }

  /// Whether samples exist on all outer axes for windows that start from `least` to `most`.
  static bool meets_all(problem const& p, row const& now, std::array<index, max_spatial_rank> const& least,
                        std::array<index, max_spatial_rank> const& most_start) {
    bool all = true;
    for (std::size_t d = 0; d + 1 < p.rank; ++d) {
      all = all && least[d] + now.tap[d] >= 0 && most_start[d] + now.tap[d] < p.axes[d].input;
    }
    return all;
  }

  /// Taps [begin, end) of a line, if that is not empty.
  CONVOLT_NOINLINE void add_taps(problem const& p, row const& now, output_list const& list, index begin, index end) {
    if (begin >= end) { return; }
    axis_problem const& a = p.axes[p.rank - 1];
    index const sample_step = all_.copies_samples ? 1 : a.input > 1 ? a.weights_dilation * a.input_step : 0;
    task<T> const task{.input = go(now.input, begin * sample_step),
                       .weights = go(now.weights, begin * a.weights_step),
                       .input_step = vector_ * sample_step,
                       .weights_step = vector_ * a.weights_step,
                       .count = (end - begin) / vector_,
                       .rest = (end - begin) % vector_};
    if (pick_ != nullptr) { return run_picked<T, Arch>(task, list, *pick_, sums_); }
    run_tiles<T, Arch>(task, list, sums_);
  }

  CONVOLT_COLD static T sum_of(T const* lanes_of_sum) {
    std::array<T, static_cast<std::size_t>(width)> sum;
    std::copy_n(lanes_of_sum, width, sum.begin());
    for (std::size_t half = sum.size() / 2; half > 0; half /= 2) {
      for (std::size_t i = 0; i < half; ++i) { sum[i] += sum[i + half]; }
    }
    return sum[0];
  }
  void store(index channel, T sum, T* to) const {
    T const scaled = scale(sum, x_.output_scale);
    to[channel * all_.p.output_channel_step] =
        x_.bias == nullptr ? scaled : scaled + bias_of_channel(all_.p, x_, channel);
  }

  layout const& all_;
  operands<T> const& x_;
  index vector_;  ///< taps per vector
  T* sums_;       ///< a vector for each output
  T* samples_;    ///< of a channel, copied
  T* weights_;    ///< of a phase, copied
  T* flat_samples_;
  T* flat_weights_;
  T const* flat_input_ = nullptr;  ///< of which these are copies
  T const* flat_kernel_ = nullptr;
  index flat_number_ = 0;
  bool finite_samples_ = false, finite_weights_ = false;
  one_of_each_group<T, Arch> const* pick_ = nullptr;  ///< while there are groups, for the channel at hand
  std::size_t levels_;
  index pieces_ = 0;  ///< that have been summed, of the phase at hand
};

}  // namespace convolt::engine::methods::long_sums
