// SPDX-License-Identifier: BSD-3-Clause
/// Copies the samples of a box for positions that read every stride-th of them: those that leave the same remainder lie
/// side by side, with zeros around them.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/lanes.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/methods/along_line/copy.hpp>
#include <convolt/engine/methods/along_line/plan.hpp>
#include <convolt/engine/methods/shared/boxes.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace convolt::engine::methods::along_line {

#if defined(CONVOLT_HAS_GNU_ASM)
/// The even lanes of a and b, or the odd ones.
template <std::size_t First, class Register, std::size_t... i>
CONVOLT_ALWAYS_INLINE Register every_second_lane(Register a, Register b, std::index_sequence<i...>) {
  return __builtin_shufflevector(a, b, static_cast<int>(First + 2 * i)...);
}
#endif

/// Takes `pairs` pairs of neighbours apart. A vector at the end overlaps the one before.
template <class T, class Arch>
void split_pairs(T const* from, index pairs, T* first, T* second) {
  index i = 0;
#if defined(CONVOLT_HAS_GNU_ASM)
  using vec = simd<T, Arch>;
  static constexpr index width = static_cast<index>(lanes<T, Arch>);
  auto const take = [&](index at) CONVOLT_INLINE_LAMBDA {
    vec const a = vec::load_unaligned(from + 2 * at), b = vec::load_unaligned(from + (2 * at + width));
    vec(every_second_lane<0>(a.data, b.data, std::make_index_sequence<lanes<T, Arch>>{})).store_unaligned(first + at);
    vec(every_second_lane<1>(a.data, b.data, std::make_index_sequence<lanes<T, Arch>>{})).store_unaligned(second + at);
  };
  for (; i + width <= pairs; i += width) { take(i); }
  if (0 < i && i < pairs) {
    take(pairs - width);
    return;
  }
  // Of lines that are shorter than a vector the lanes that there are.
  if constexpr (picks_from_all<T, Arch>) {
    if (i == 0 && 4 * pairs >= width) {
      index const low = std::min(2 * pairs, width), high = 2 * pairs - low;
      vec const a = low == width ? vec::load_unaligned(from) : load_lanes<T, Arch>(from, low);
      vec const b = load_lanes<T, Arch>(high == 0 ? from : from + low, high);
      vec const even = every_second_lane<0>(a.data, b.data, std::make_index_sequence<lanes<T, Arch>>{});
      vec const odd = every_second_lane<1>(a.data, b.data, std::make_index_sequence<lanes<T, Arch>>{});
      store_lanes<T, Arch>(even, first, 0, pairs);
      store_lanes<T, Arch>(odd, second, 0, pairs);
      return;
    }
  }
#endif
  for (; i < pairs; ++i) {
    first[i] = from[2 * i];
    second[i] = from[2 * i + 1];
  }
}

/// A box of samples, of one channel, that are split as the plan says.
template <class T, class Arch>
class split_box {
 public:
  split_box(plan const& plan, output_box const& box)
      : rank_(plan.p.rank), box_(plan, box), split_(plan.split), remainder_steps_(plan.remainder_steps) {
    padded_axis const& a = box_.axes[rank_ - 1];
    index const split = split_[rank_ - 1];
    for (index r = 0; r < split; ++r) {
      lines_[static_cast<std::size_t>(r)] = {.first = members_below(a.before, r, split),
                                             .end = members_below(a.before + a.count, r, split)};
    }
    size_ = members_below(a.size(), 0, split);
  }

  /// `from` is where sample 0 of all axes lies.
  void copy(T const* from, T* to) const { copy_axis(0, from + box_.origin, to); }

 private:
  static constexpr index width = static_cast<index>(lanes<T, Arch>);

  /// How many of r, r + split, ... are below n.
  static constexpr index members_below(index n, index r, index split) {
    return std::max<index>(0, (n - r + split - 1) / split);
  }

  /// Where there are no samples `from` is null.
  CONVOLT_NOINLINE void copy_axis(std::size_t d, T const* from, T* to) const {
    padded_axis const& a = box_.axes[d];
    if (d + 1 == rank_) {
      copy_line(a, from, to);
      return;
    }
    index const split = split_[d], size = members_below(a.size(), 0, split);
    index sample = -a.before;
    for (index i = 0; i < size; ++i) {
      for (index r = 0; r < split; ++r, ++sample) {
        bool const inside = from != nullptr && sample >= 0 && sample < a.count;
        T* const line = to + (r * remainder_steps_[d] + i * a.to_step);
        copy_axis(d + 1, inside ? from + sample * a.from_step : nullptr, line);
      }
    }
  }

  void copy_line(padded_axis const& a, T const* from, T* to) const {
    index const split = split_[rank_ - 1], step = remainder_steps_[rank_ - 1];
    bool const pairs = split == 2 && a.from_step == 1;
    for (index r = 0; r < split; ++r) {  // samples r, r + split, ... of the line, of which those in `there` exist
      T* const line = to + r * step;
      index_range const there = from == nullptr ? index_range{} : lines_[static_cast<std::size_t>(r)];
      write_zeros_around(line, there);
      if (pairs) { continue; }
      for (index i = there.first; i < there.end; ++i) { line[i] = from[(i * split + r - a.before) * a.from_step]; }
    }
    if (pairs && from != nullptr) { copy_two(a, from, to, step); }
  }

  /// Whole vectors of them where samples go over what is too many.
  void write_zeros_around(T* line, index_range there) const {
    index const behind = size_ - there.end;
    if (there.size() >= width && there.first <= width && behind <= width) {
      simd<T, Arch>(T(0)).store_unaligned(line);
      simd<T, Arch>(T(0)).store_unaligned(line + (size_ - width));
      return;
    }
    if (picks_from_all<T, Arch> && size_ < width) { return store_lanes<T, Arch>(simd<T, Arch>(T(0)), line, 0, size_); }
    std::fill_n(line, there.first, T(0));
    std::fill_n(line + there.end, behind, T(0));
  }

  /// The samples of both remainders at once.
  static void copy_two(padded_axis const& a, T const* from, T* to, index step) {
    index const alone = std::min(a.before % 2, a.count), pairs = (a.count - alone) / 2;
    index const begin = (a.before + alone) / 2;
    if (alone == 1) { to[step + a.before / 2] = from[0]; }
    split_pairs<T, Arch>(from + alone, pairs, to + begin, to + (step + begin));
    if (alone + 2 * pairs < a.count) { to[begin + pairs] = from[a.count - 1]; }
  }

  std::size_t rank_;
  padded_axes box_;
  std::array<index, max_spatial_rank> split_, remainder_steps_;
  std::array<index_range, most_remainders> lines_;  ///< the samples that exist, of each remainder along the last axis
  index size_;                                      ///< of these lines
};

}  // namespace convolt::engine::methods::along_line
