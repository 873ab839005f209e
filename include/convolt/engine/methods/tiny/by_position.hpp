// SPDX-License-Identifier: BSD-3-Clause
/// Tiny problems with neighbouring outputs as lanes: samples and outputs of a channel lie side by side in memory, the
/// weights are broadcast. Samples are copied with zeros around them, so that all windows are alike. The phases of a
/// dilated input are computed one by one and then interleaved. Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/engine/arch/finite.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/loops/arithmetic.hpp>
#include <convolt/engine/methods/shared/tap_lines.hpp>
#include <convolt/engine/methods/tiny/limits.hpp>
#include <convolt/engine/methods/tiny/lines.hpp>
#include <convolt/engine/methods/tiny/position_tile.hpp>
#include <convolt/engine/methods/tiny/samples.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/engine/problem/output_groups.hpp>
#include <convolt/engine/problem/phases.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <cstddef>

namespace convolt::engine::methods::tiny {

template <VectorElement T, class Arch>
class by_position {
  static constexpr index width = static_cast<index>(lanes<T, Arch>);

 public:
  explicit by_position(problem const& p) : p_(p), last_(p.axes[p.rank - 1]), samples_(p, true) {
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
    alignas(memory_alignment) T copied[sample_copy<T, Arch>::most];
    steps steps;
    samples_.write_steps(steps.input);
    for (std::size_t d = 0; d < p_.rank; ++d) { steps.weights[d] = p_.axes[d].weights_step; }
    pass now{.x = x, .copied = copied, .output = x.output};
    for (index n = 0; n < p_.batch; ++n) {
      samples_.copy(x.input + n * p_.input_batch_step, copied);
      now.output = x.output + n * p_.output_batch_step;
      for_each_line(p_, steps, [&](tap_lines const& lines, index output) { compute_line(now, lines, output); });
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

  CONVOLT_NOINLINE bool are_taps_finite(std::size_t d, T const* weights) const {
    if (d == p_.rank) { return is_finite(*weights); }
    bool finite = true;
    for (index q = 0; q < p_.axes[d].weights; ++q) {
      finite &= are_taps_finite(d + 1, weights + q * p_.axes[d].weights_step);
    }
    return finite;
  }

  void compute_line(pass const& now, tap_lines const& lines, index output) const {
    index const vectors = (groups_[0].groups + width - 1) / width;  // no phase has more outputs than the first
    position_kernels<T> const* kernels = all_position_kernels<T, Arch>.data();
    for (index o = 0; o < p_.out_channels; o += kernels->channels) {
      while (kernels->channels > p_.out_channels - o) { ++kernels; }
      for (index v = 0; v < vectors;) {
        position_kernel<T> const& kernel = kernels->fitting(vectors - v);
        compute_block(kernel, now, lines, output, {o, v * width});
        v += kernel.vectors;
      }
    }
  }

  void compute_block(position_kernel<T> const& kernel, pass const& now, tap_lines const& lines, index output,
                     block const& b) const {
    position_finish<T> const finish = finish_of(now.x, b.first_channel);
    T* const to = now.output + (output + b.first_channel * p_.output_channel_step);
    if (groups_.size() == 1) {
      output_groups const& g = groups_[0];
      kernel.run(task_of(now, g, b), lines, finish,
                 {.first = to + b.from, .row_step = p_.output_channel_step, .stored = g.groups - b.from});
      return;
    }
    index const row = kernel.vectors * width;
    index const phase = kernel.channels * row;
    alignas(memory_alignment)
        T phases[static_cast<std::size_t>(most_phases_at_once * most_block_vectors<Arch> * width)];
    for (std::size_t e = 0; e < groups_.size(); ++e) {
      kernel.run(task_of(now, groups_[e], b), lines, finish,
                 {.first = phases + static_cast<index>(e) * phase, .row_step = row, .stored = row});
    }
    index const s = static_cast<index>(groups_.size());
    for (index r = 0; r < kernel.channels; ++r) {
      interleave_phases<T, Arch>({.first = phases + r * row, .step = phase, .phases = s},
                                 std::min(row * s, last_.output - b.from * s),
                                 to + (r * p_.output_channel_step + b.from * s));
    }
  }

  position_finish<T> finish_of(operands<T> const& x, index o) const {
    return {.scale = x.output_scale,
            .bias = x.bias == nullptr ? nullptr : x.bias + o * p_.bias_step,
            .bias_step = p_.bias_step,
            .bias_scale = x.bias_scale};
  }

  position_task<T> task_of(pass const& now, output_groups const& g, block const& b) const {
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
  inline_list<output_groups, static_cast<std::size_t>(most_phases_at_once)> groups_;
  sample_copy<T, Arch> samples_;
};

}  // namespace convolt::engine::methods::tiny
