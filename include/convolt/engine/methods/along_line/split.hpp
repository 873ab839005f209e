// SPDX-License-Identifier: BSD-3-Clause
/// Copies the samples of a box for positions that read every stride-th of them: those that leave the same remainder lie
/// side by side, with zeros around them.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
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

/// Takes `pairs` pairs of neighbours apart.
template <class T, class Arch>
void split_pairs(T const* from, index pairs, T* first, T* second) {
  index i = 0;
#if defined(CONVOLT_HAS_GNU_ASM)
  using vec = simd<T, Arch>;
  static constexpr index width = static_cast<index>(lanes<T, Arch>);
  for (; i + width <= pairs; i += width) {
    vec const a = vec::load_unaligned(from + 2 * i), b = vec::load_unaligned(from + (2 * i + width));
    vec(every_second_lane<0>(a.data, b.data, std::make_index_sequence<lanes<T, Arch>>{})).store_unaligned(first + i);
    vec(every_second_lane<1>(a.data, b.data, std::make_index_sequence<lanes<T, Arch>>{})).store_unaligned(second + i);
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
      : rank_(plan.p.rank), box_(plan, box), split_(plan.split), remainder_steps_(plan.remainder_steps) {}

  /// `from` is where sample 0 of all axes lies.
  void copy(T const* from, T* to) const { copy_axis(0, from + box_.origin, to); }

 private:
  /// Where there are no samples `from` is null.
  CONVOLT_NOINLINE void copy_axis(std::size_t d, T const* from, T* to) const {
    padded_axis const& a = box_.axes[d];
    if (d + 1 == rank_) {
      copy_line(a, from, to);
      return;
    }
    index const split = split_[d], size = (a.size() + split - 1) / split * split;
    for (index i = 0; i < size; ++i) {
      bool const inside = from != nullptr && i >= a.before && i < a.before + a.count;
      T* const line = to + (i % split * remainder_steps_[d] + i / split * a.to_step);
      copy_axis(d + 1, inside ? from + (i - a.before) * a.from_step : nullptr, line);
    }
  }

  void copy_line(padded_axis const& a, T const* from, T* to) const {
    index const split = split_[rank_ - 1], step = remainder_steps_[rank_ - 1], size = (a.size() + split - 1) / split;
    index const end = from == nullptr ? a.before : a.before + a.count;
    for (index r = 0; r < split; ++r) {  // samples r, r + split, ... of the line, of which those in [before, end) exist
      T* const line = to + r * step;
      index const first = std::clamp<index>((a.before - r + split - 1) / split, 0, size);
      index const last = std::clamp<index>((end - r + split - 1) / split, first, size);
      std::fill_n(line, first, T(0));
      std::fill_n(line + last, size - last, T(0));
      if (split == 2 && a.from_step == 1) { continue; }
      for (index i = first; i < last; ++i) { line[i] = from[(i * split + r - a.before) * a.from_step]; }
    }
    if (split == 2 && a.from_step == 1 && from != nullptr) { copy_two(a, from, to, step); }
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
};

}  // namespace convolt::engine::methods::along_line
