// SPDX-License-Identifier: BSD-3-Clause
/// A small copy of the samples with zeros around them along the last axis, so that windows at the borders are summed
/// like all others. Only for finite weights: zero times infinity is not zero. Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/methods/tiny/limits.hpp>
#include <convolt/engine/problem/phases.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace convolt::engine::methods::tiny {

/// Copy n neighbours.
template <class T, class Arch>
CONVOLT_ALWAYS_INLINE void copy_neighbours(T const* from, index n, T* to) {
  using vec = simd<T, Arch>;
  static constexpr index width = static_cast<index>(lanes<T, Arch>);
  if (n < width) {
    for (index i = 0; i < n; ++i) { to[i] = from[i]; }
    return;
  }
  for (index i = 0; i < n; i += width) {
    index const begin = std::min(i, n - width);
    vec::load_unaligned(from + begin).store_unaligned(to + begin);
  }
}

/// The copy of one entry of the batch: [other axes][position][channel], or with the channels before the positions.
template <class T, class Arch>
class sample_copy {
  static constexpr index width = static_cast<index>(lanes<T, Arch>);

 public:
  /// Elements that `copy` writes at most.
  static constexpr std::size_t most = static_cast<std::size_t>(most_samples + fewest_lanes * 2);
  static_assert(width <= fewest_lanes * 2);

  sample_copy(problem const& p, bool channels_first)
      : p_(p), channels_first_(channels_first), margins_(margins_of(p.axes[p.rank - 1])) {
    length_ = margins_.before + p.axes[p.rank - 1].input + margins_.behind + (channels_first ? slack_of_lanes : 0);
  }

  /// Whether the copy has room for them.
  [[nodiscard]] bool fit() const { return count_samples(p_, length_) <= most_samples; }
  /// Zeros before the first sample.
  [[nodiscard]] index before() const { return margins_.before; }
  [[nodiscard]] bool has_margins() const { return margins_.before != 0 || margins_.behind != 0; }
  /// From a position to the next.
  [[nodiscard]] index step() const { return channels_first_ ? 1 : p_.in_channels; }
  [[nodiscard]] index channel_step() const { return channels_first_ ? length_ : 1; }
  /// From a sample to the next, on every axis.
  void write_steps(std::array<index, max_spatial_rank>& to) const {
    index next = length_ * p_.in_channels;
    to[p_.rank - 1] = step();
    for (std::size_t d = p_.rank - 1; d-- > 0;) {
      to[d] = next;
      next *= p_.axes[d].input;
    }
  }

  CONVOLT_ALWAYS_INLINE void copy(T const* input, T* to) const {
    if (p_.rank == 1) {
      copy_line(input, to);
    } else {
      copy_axis(0, input, to);
    }
  }

 private:
  CONVOLT_NOINLINE void copy_axis(std::size_t d, T const* input, T*& to) const {
    if (d + 1 == p_.rank) {
      copy_line(input, to);
      to += length_ * p_.in_channels;
      return;
    }
    for (index x = 0; x < p_.axes[d].input; ++x) { copy_axis(d + 1, input + x * p_.axes[d].input_step, to); }
  }
  void copy_line(T const* input, T* to) const {
    axis_problem const& a = p_.axes[p_.rank - 1];
    index const channels = p_.in_channels;
    if (channels_first_) {
      for (index c = 0; c < channels; ++c, to += length_) {
        write_zeros(to, margins_.before);
        copy_neighbours<T, Arch>(input + c * p_.input_channel_step, a.input, to + margins_.before);
        write_zeros(to + (margins_.before + a.input), length_ - margins_.before - a.input);
      }
      return;
    }
    write_zeros(to, margins_.before * channels);
    to += margins_.before * channels;
    if (a.input_step == channels) {
      copy_neighbours<T, Arch>(input, a.input * channels, to);
    } else {
      for (index x = 0; x < a.input; ++x) {
        copy_neighbours<T, Arch>(input + x * a.input_step, channels, to + x * channels);
      }
    }
    write_zeros(to + a.input * channels, margins_.behind * channels);
  }
  /// They may reach into what is written later. (Mostly one vector is enough, where g++ would call memset.)
  CONVOLT_ALWAYS_INLINE static void write_zeros(T* to, index n) {
    if (n == 0) { return; }
    simd<T, Arch>(T(0)).store_unaligned(to);
    for (index i = width; i < n; i += width) { simd<T, Arch>(T(0)).store_unaligned(to + i); }
  }

  problem const& p_;
  bool channels_first_;
  margins margins_;
  index length_ = 0;
};

}  // namespace convolt::engine::methods::tiny
