// SPDX-License-Identifier: BSD-3-Clause
/// Tiny problems with neighbouring outputs as lanes: samples and outputs of a channel lie side by side in memory, the
/// weights are broadcast. Samples are copied with zeros around them, so that all windows are alike. The phases of a
/// dilated input are computed one by one and then interleaved. Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/engine/arithmetic.hpp>
#include <convolt/engine/output_groups.hpp>
#include <convolt/engine/phases.hpp>
#include <convolt/engine/problem.hpp>
#include <convolt/engine/simd.hpp>
#include <convolt/engine/tiny_lines.hpp>
#include <convolt/engine/tiny_positions_tile.hpp>
#include <convolt/engine/tiny_samples.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace convolt::engine::detail {

template <VectorElement T, class Arch>
class tiny_positions {
  static constexpr index width = static_cast<index>(lanes<T, Arch>);
  /// Channels at a time, where there are so many.
  static constexpr index large = vector_registers<Arch> == 32 ? 8 : 4;

 public:
  explicit tiny_positions(problem const& p) : p_(p), last_(p.axes[p.rank - 1]), samples_(p, true) {
    index const phases = phase_count(last_);
    for (index number = 0; number < phases; ++number) {
      groups_.append_made([&] { return phase_groups(last_, number); });
    }
  }

  /// Whether the samples are few enough.
  [[nodiscard]] bool fits() const { return samples_.fit(); }

  /// Whether zeros may be multiplied with all weights. They lie as the problem says.
  [[nodiscard]] bool takes(T const* weights) const {
    index count = p_.out_channels * p_.in_channels;
    index low = 0, high = 0;
    auto const add_axis = [&](index extent, index step) {
      index const distance = (extent - 1) * step;
      low += std::min<index>(distance, 0);
      high += std::max<index>(distance, 0);
    };
    add_axis(p_.out_channels, p_.weights_out_step);
    add_axis(p_.in_channels, p_.weights_in_step);
    for (std::size_t d = 0; d < p_.rank; ++d) {
      count *= p_.axes[d].weights;
      add_axis(p_.axes[d].weights, p_.axes[d].weights_step);
    }
    // Without gaps, and in no two places the same, the order does not matter. Overlapping steps are only slower.
    if (high - low + 1 <= count) {
      finite_numbers<T, Arch> numbers;
      numbers.add(weights + low, high - low + 1);
      return numbers.all();
    }
    bool finite = true;
    for (index o = 0; o < p_.out_channels; ++o) {
      for (index c = 0; c < p_.in_channels; ++c) {
        finite &= are_taps_finite(0, weights + (o * p_.weights_out_step + c * p_.weights_in_step));
      }
    }
    return finite;
  }

  /// With such weights.
  void compute(operands<T> const& x) const {
    alignas(memory_alignment) T copied[tiny_samples<T, Arch>::most];
    tiny_steps steps;
    samples_.write_steps(steps.input);
    for (std::size_t d = 0; d < p_.rank; ++d) { steps.weights[d] = p_.axes[d].weights_step; }
    pass now{.x = x, .copied = copied, .output = x.output};
    for (index n = 0; n < p_.batch; ++n) {
      samples_.copy(x.input + n * p_.input_batch_step, copied);
      now.output = x.output + n * p_.output_batch_step;
      for_each_tiny_line(p_, steps, [&](tiny_lines const& lines, index output) { compute_line(now, lines, output); });
    }
  }

 private:
  struct pass {
    operands<T> const& x;
    T const* copied;
    T* output;
  };
  /// Channels o, o + 1, ... and vectors of a phase, from output `from` of it on.
  struct block {
    index first_channel, from;
  };

  bool are_taps_finite(std::size_t d, T const* weights) const {
    if (d == p_.rank) { return std::isfinite(*weights); }
    bool finite = true;
    for (index q = 0; q < p_.axes[d].weights; ++q) {
      finite &= are_taps_finite(d + 1, weights + q * p_.axes[d].weights_step);
    }
    return finite;
  }

  void compute_line(pass const& now, tiny_lines const& lines, index output) const {
    index o = 0;
    for (; o + large <= p_.out_channels; o += large) { compute_channels<large, 2>(now, lines, output, o); }
    if (large == 8 && o + 4 <= p_.out_channels) {
      compute_channels<4, 2>(now, lines, output, o);
      o += 4;
    }
    for (; o < p_.out_channels; ++o) { compute_channels<1, 4>(now, lines, output, o); }
  }

  /// Most: vectors at a time.
  template <index Channels, index Most>
  void compute_channels(pass const& now, tiny_lines const& lines, index output, index o) const {
    index const vectors = (groups_[0].groups + width - 1) / width;  // no phase has more outputs than the first
    index v = 0;
    for (; v + Most <= vectors; v += Most) { compute_block<Channels, Most>(now, lines, output, {o, v * width}); }
    if constexpr (Most > 2) {
      if (v + 2 <= vectors) {
        compute_block<Channels, 2>(now, lines, output, {o, v * width});
        v += 2;
      }
    }
    if (v < vectors) { compute_block<Channels, 1>(now, lines, output, {o, v * width}); }
  }

  template <index Channels, index Vectors>
  void compute_block(pass const& now, tiny_lines const& lines, index output, block const& b) const {
    using tile = positions_tile<T, Arch, static_cast<std::size_t>(Channels), static_cast<std::size_t>(Vectors)>;
    positions_finish<T> const finish = finish_of(now.x, b.first_channel);
    T* const to = now.output + (output + b.first_channel * p_.output_channel_step);
    if (groups_.size() == 1) {
      output_groups const& g = groups_[0];
      tile::run(task_of(now, g, b), lines, finish,
                {.first = to + b.from, .row_step = p_.output_channel_step, .stored = g.groups - b.from});
      return;
    }
    static constexpr index row = Vectors * width;
    alignas(memory_alignment) T phases[static_cast<std::size_t>(most_tiny_phases * Channels * row)];
    for (std::size_t e = 0; e < groups_.size(); ++e) {
      tile::run(task_of(now, groups_[e], b), lines, finish,
                {.first = phases + static_cast<index>(e) * Channels * row, .row_step = row, .stored = row});
    }
    index const s = static_cast<index>(groups_.size());
    for (index r = 0; r < Channels; ++r) {
      interleave_phases<T, Arch>({.first = phases + r * row, .step = Channels * row, .phases = s},
                                 std::min(row * s, last_.output - b.from * s),
                                 to + (r * p_.output_channel_step + b.from * s));
    }
  }

  positions_finish<T> finish_of(operands<T> const& x, index o) const {
    return {.scale = x.output_scale,
            .bias = x.bias == nullptr ? nullptr : x.bias + o * p_.bias_step,
            .bias_step = p_.bias_step,
            .bias_scale = x.bias_scale};
  }

  positions_task<T> task_of(pass const& now, output_groups const& g, block const& b) const {
    return {.input = now.copied + (b.from + samples_.before() - g.pad_lo),
            .weights = now.x.weights + (b.first_channel * p_.weights_out_step + g.first_tap * last_.weights_step),
            .taps = g.taps,
            .tap_input_step = g.dilation,
            .tap_weights_step = g.tap_step * last_.weights_step,
            .channels = p_.in_channels,
            .channel_input_step = samples_.channel_step(),
            .channel_weights_step = p_.weights_in_step,
            .row_weights_step = p_.weights_out_step};
  }

  problem const& p_;
  axis_problem const& last_;
  inline_list<output_groups, static_cast<std::size_t>(most_tiny_phases)> groups_;
  tiny_samples<T, Arch> samples_;
};

}  // namespace convolt::engine::detail
