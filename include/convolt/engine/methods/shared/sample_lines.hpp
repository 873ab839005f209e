// SPDX-License-Identifier: BSD-3-Clause
/// Problems as lines along their last axis: every line of outputs is a sum over the lines of samples that the taps of
/// the other axes meet, in every input channel. Taps that meet no samples there are left out, so that the other axes
/// may have any stride, dilation and padding.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/engine/problem/groups.hpp>
#include <convolt/engine/problem/phases.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <numeric>
#include <utility>

namespace convolt::engine {

/// A line of samples that the outputs of a tile read, and where the weights of its taps lie.
template <class T>
struct sample_line {
  T const* samples;
  index weights;
};

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
  line_list(problem const& p, sample_line<T>* lines) : p_(p), lines_(lines) {}

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
  sample_line<T>* lines_;
  T const* input_ = nullptr;
  std::array<index, max_spatial_rank> positions_{};
};

/// Taps along a line: so many, so far apart, for outputs that far apart.
struct tap_series {
  index taps = 0, dilation = 1, stride = 1;

  /// How many phases taps meet. Phase j is that of tap j, whose samples have the distance j * dilation modulo stride.
  [[nodiscard]] constexpr index phases() const noexcept {
    return std::min(stride / std::gcd(dilation, stride), std::max<index>(taps, 1));
  }
  [[nodiscard]] constexpr index first_sample(index phase) const noexcept { return phase * dilation % stride; }
};

/// Samples from the first to the last of a window.
[[nodiscard]] constexpr index window_reach(axis_problem const& a) noexcept {
  return a.weights == 0 ? 0 : (a.weights - 1) * a.weights_dilation;
}

/// The taps of an axis.
[[nodiscard]] constexpr tap_series taps_along(axis_problem const& a) noexcept {
  return {.taps = a.weights, .dilation = a.weights_dilation, .stride = a.stride};
}

/// Whether samples are read where they lie, but at the ends of a line.
[[nodiscard]] constexpr bool reads_in_place(axis_problem const& a) noexcept {
  return a.stride == 1 && (a.input_step == 1 || a.input <= 1);
}
/// Whether outputs are stored where they belong, without a copy.
[[nodiscard]] constexpr bool stores_in_place(axis_problem const& a) noexcept {
  return a.output_step == 1 || a.output <= 1;
}

#if defined(CONVOLT_HAS_GNU_ASM)
template <class T, std::size_t... i>
CONVOLT_ALWAYS_INLINE void copy_every_other(T const* from, T* to, std::index_sequence<i...>) {
  typedef T numbers __attribute__((vector_size(sizeof(T) * sizeof...(i))));
  numbers a, b;
  std::memcpy(&a, from, sizeof(a));
  std::memcpy(&b, from + sizeof...(i), sizeof(b));
  numbers const even = __builtin_shufflevector(a, b, static_cast<int>(2 * i)...);
  std::memcpy(to, &even, sizeof(even));
}
#endif

/// Copies `count` numbers that are `step` apart.
template <class T, class Arch>
CONVOLT_NOINLINE void copy_apart(T const* from, index step, T* to, index count) {
  if (step == 1) {
    std::copy_n(from, count, to);
    return;
  }
  index i = 0;
#if defined(CONVOLT_HAS_GNU_ASM)
  static constexpr index width = static_cast<index>(32 / sizeof(T));
  if (step == 2) {  // the last vector may reach beyond the last number
    for (; i + width < count; i += width) {
      copy_every_other(from + 2 * i, to + i, std::make_index_sequence<32 / sizeof(T)>{});
    }
  }
#endif
  for (; i < count; ++i) { to[i] = from[i * step]; }
}

/// The samples that the windows of `outputs` outputs meet, the first of which begins at `begin`, into rows of `row`
/// numbers. `samples` is where sample 0 lies.
template <class T, class Arch>
void copy_samples(axis_problem const& a, T const* samples, index begin, index outputs, index row, T* to) {
  tap_series const line = taps_along(a);
  index const count = outputs + window_reach(a) / a.stride;
  for (index phase = 0; phase < line.phases(); ++phase, to += row) {
    index const at = begin + line.first_sample(phase);
    index const first = std::clamp<index>(-floor_divide(at, a.stride), 0, count);
    index const end = std::clamp<index>(-floor_divide(at - a.input, a.stride), first, count);
    std::fill_n(to, first, T(0));
    if (first < end) {
      T const* const from = samples + (at + first * a.stride) * a.input_step;
      copy_apart<T, Arch>(from, a.stride * a.input_step, to + first, end - first);
    }
    std::fill_n(to + end, count - end, T(0));
  }
}

}  // namespace convolt::engine
