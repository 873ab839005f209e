// SPDX-License-Identifier: BSD-3-Clause
/// Tiny problems with output channels as lanes. Where the kernel is a multiple of the input dilation long and nothing
/// strides, neighbouring outputs of a transposed convolution read the same samples: then lanes are (output, channel)
/// pairs, as many as fill a vector better. Where the weights are finite, samples with zeros around them are copied, so
/// that all windows are alike; else border windows are summed over the taps they have and no others.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/engine/arch/finite.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/loops/arithmetic.hpp>
#include <convolt/engine/methods/shared/bias.hpp>
#include <convolt/engine/methods/shared/tap_lines.hpp>
#include <convolt/engine/methods/tiny/channel_tile.hpp>
#include <convolt/engine/methods/tiny/limits.hpp>
#include <convolt/engine/methods/tiny/lines.hpp>
#include <convolt/engine/methods/tiny/samples.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/engine/problem/output_groups.hpp>
#include <convolt/engine/problem/phases.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>

namespace convolt::engine::methods::tiny {

/// Whether `input_dilation` neighbouring outputs read the same samples, each with taps of its own, and the vectors are
/// fuller that way.
constexpr bool shares_samples(problem const& p, index width) noexcept {
  axis_problem const& a = p.axes[p.rank - 1];
  index const s = a.input_dilation;
  if (s == 1 || !can_share_samples(a) || a.output_step != p.out_channels) { return false; }
  return (s * p.out_channels + width - 1) / width < s * ((p.out_channels + width - 1) / width);
}

/// Weights as the kernel reads them: whole vectors of lanes, at constant distances.
template <class T>
struct weights_view {
  T const* first;
  index product_step;                             ///< from an input channel to the next
  std::array<index, max_spatial_rank> tap_steps;  ///< per axis
};

template <VectorElement T, class Arch>
class by_channel {
  static constexpr index width = static_cast<index>(lanes<T, Arch>);

 public:
  /// Numbers that `pack` writes at most.
  static constexpr std::size_t most_packed = static_cast<std::size_t>(2 * most_weights);
  static_assert(width <= 2 * fewest_lanes);

  explicit by_channel(problem const& p)
      : p_(p), last_(p.axes[p.rank - 1]), shared_(shares_samples(p, width)), samples_(p, false) {
    channels_ = p.out_channels * (shared_ ? last_.input_dilation : 1);
    vectors_ = (channels_ + width - 1) / width;
    index const phases = shared_ || last_.input_dilation == 1 ? 1 : phase_count(last_);
    for (index number = 0; number < phases; ++number) {
      phases_.emplace_back().g = shared_ ? shared_groups(last_) : phase_groups(last_, number);
    }
  }

  /// Whether the weights of the caller can be read as they are: whole vectors of neighbouring output channels.
  [[nodiscard]] bool reads_in_place() const {
    return !shared_ && p_.weights_out_step == 1 && p_.out_channels % width == 0;
  }
  [[nodiscard]] weights_view<T> in_place(T const* weights) const {
    weights_view<T> w{.first = weights, .product_step = p_.weights_in_step, .tap_steps = {}};
    for (std::size_t d = 0; d < p_.rank; ++d) { w.tap_steps[d] = p_.axes[d].weights_step; }
    return w;
  }

  /// The weights in the order of taps, input channels and lanes, with zeros in the lanes that have no channel.
  [[nodiscard]] weights_view<T> packed(T const* to) const {
    weights_view<T> w{.first = to, .product_step = vectors_ * width, .tap_steps = {}};
    index step = w.product_step * p_.in_channels;
    for (std::size_t d = p_.rank; d-- > 0;) {
      w.tap_steps[d] = step;
      step *= d + 1 == p_.rank && shared_ ? last_.weights / last_.input_dilation : p_.axes[d].weights;
    }
    return w;
  }
  [[nodiscard]] std::size_t packed_size() const {
    index size = vectors_ * width * p_.in_channels;
    for (std::size_t d = 0; d < p_.rank; ++d) { size *= p_.axes[d].weights; }
    return static_cast<std::size_t>(shared_ ? size / last_.input_dilation : size);
  }
  void pack(T const* weights, T* to) const { pack_axis(0, weights, to); }

  /// Choose how these weights are computed with.
  void settle(weights_view<T> const& weights) {
    copies_ = is_worth_copying() && are_finite(weights);
    if (copies_) {
      samples_.write_steps(steps_.input);
    } else {
      for (std::size_t d = 0; d < p_.rank; ++d) { steps_.input[d] = p_.axes[d].input_step; }
    }
    steps_.weights = weights.tap_steps;
    for (phase& f : phases_) { settle(f, weights); }
  }

  /// With weights that have been settled, the first of which is given.
  void compute(operands<T> const& x, T const* weights) const {
    if (copies_) {
      alignas(memory_alignment) T copied[sample_copy<T, Arch>::most];
      for (index n = 0; n < p_.batch; ++n) {
        samples_.copy(x.input + n * p_.input_batch_step, copied);
        compute_entry(x, weights, copied, x.output + n * p_.output_batch_step);
      }
    } else {
      for (index n = 0; n < p_.batch; ++n) {
        compute_entry(x, weights, x.input + n * p_.input_batch_step, x.output + n * p_.output_batch_step);
      }
    }
  }

 private:
  /// Outputs that meet the same taps, and how they are computed.
  struct phase {
    output_groups g;
    // Settled later.
    index pad_lo;       ///< of the samples as they are read
    inner_range inner;  ///< groups whose windows are inside
    tile_kernel<T, Arch> kernel;
    row_steps steps;
    index input_step;  ///< from a sample to the next
    index first_weights;
  };
  /// Lanes first, first + 1, ... of all groups.
  struct pass {
    phase const& f;
    index first, stored;
    channel_task<T> task;
  };

  /// Copying a vector takes a cycle or two, a group at the border takes some dozens.
  bool is_worth_copying() const {
    index const samples = count_samples(p_);
    index borders = 0;
    for (phase const& f : phases_) {
      inner_range const inner = inner_groups(f.g);
      borders += f.g.groups - (inner.hi - inner.lo);
    }
    for (std::size_t d = 0; d + 1 < p_.rank; ++d) { borders *= p_.axes[d].output; }
    return samples <= most_samples && samples <= borders * 4 * width;
  }

  void settle(phase& f, weights_view<T> const& weights) const {
    output_groups const& g = f.g;
    index const tap_step = weights.tap_steps[p_.rank - 1];
    f.pad_lo = copies_ ? g.pad_lo - samples_.before() : g.pad_lo;
    f.inner = copies_ ? inner_range{0, g.groups} : inner_groups(g);
    f.kernel = choose_kernel<T, Arch>(f.inner.hi - f.inner.lo);
    f.input_step = steps_.input[p_.rank - 1];
    f.steps = {.row_step = g.stride * f.input_step,
               .tap_input_step = g.dilation * f.input_step,
               .tap_weights_step = g.tap_step * tap_step,
               .channels = p_.in_channels,
               .product_step = weights.product_step,
               .joined = g.dilation == 1 && g.tap_step == 1 && f.input_step == p_.in_channels &&
                         tap_step == weights.product_step * p_.in_channels,
               .output_step = g.period * last_.output_step};
    f.first_weights = g.first_tap * tap_step;
  }

  /// Whether zeros may be multiplied with these weights.
  bool are_finite(weights_view<T> const& weights) const {
    finite_numbers<T, Arch> numbers;
    weights_view<T> const dense = packed(weights.first);
    if (weights.product_step == dense.product_step && weights.tap_steps == dense.tap_steps) {
      numbers.add(weights.first, static_cast<index>(packed_size()));
    } else {
      add_axis(numbers, weights, 0, weights.first);
    }
    return numbers.all();
  }
  CONVOLT_NOINLINE void add_axis(finite_numbers<T, Arch>& numbers, weights_view<T> const& weights, std::size_t d,
                                 T const* from) const {
    if (d == p_.rank) {
      for (index c = 0; c < p_.in_channels; ++c) { numbers.add(from + c * weights.product_step, vectors_ * width); }
      return;
    }
    index const taps = shared_ && d + 1 == p_.rank ? phases_[0].g.taps : p_.axes[d].weights;
    for (index q = 0; q < taps; ++q) { add_axis(numbers, weights, d + 1, from + q * weights.tap_steps[d]); }
  }

  void compute_entry(operands<T> const& x, T const* weights, T const* input, T* output) const {
    for (phase const& f : phases_) {
      for (index first = 0; first < channels_; first += width) {
        alignas(memory_alignment) T bias[lanes<T, Arch>];
        if (x.bias != nullptr) { write_bias(x, first, bias); }
        pass const now{.f = f,
                       .first = first,
                       .stored = std::min(width, channels_ - first),
                       .task = {.input = input,
                                .weights = weights,
                                .output = output,
                                .bias = x.bias == nullptr ? nullptr : bias,
                                .scale = x.output_scale}};
        for_each_line(p_, steps_, [&](tap_lines const& lines, index to) { compute_line(now, lines, to); });
      }
    }
  }

  void write_bias(operands<T> const& x, index first, T* bias) const {
    for (index i = 0; i < width; ++i) { bias[i] = bias_of_channel(p_, x, (first + i) % p_.out_channels); }
  }

  inner_range inner_groups(output_groups const& g) const {
    if (g.taps == 0) { return {}; }
    return find_inner(g.groups, g.stride, g.pad_lo, (g.taps - 1) * g.dilation, last_.input);
  }

  CONVOLT_NOINLINE void compute_line(pass const& now, tap_lines const& lines, index output) const {
    inner_range const inner = now.f.inner;
    for (index j = 0; j < inner.lo; ++j) { compute_border(now, lines, output, j); }
    // The last tile reaches back over rows that have been computed, to the same bits.
    index const rows = now.f.kernel.rows;
    for (index j = inner.lo; j < inner.hi; j += rows) {
      compute_rows(now, lines, output, std::min(j, inner.hi - rows));
    }
    for (index j = inner.hi; j < now.f.g.groups; ++j) { compute_border(now, lines, output, j); }
  }

  CONVOLT_ALWAYS_INLINE void compute_rows(pass const& now, tap_lines const& lines, index output, index begin) const {
    output_groups const& g = now.f.g;
    index const t = g.first_output + begin * g.period;
    channel_rows rows{.begin = {.input = (begin * g.stride - now.f.pad_lo) * now.f.input_step,
                                .weights = now.f.first_weights + now.first,
                                .taps = g.taps},
                      .output = output + t * last_.output_step + now.first,
                      .first = {0, now.stored},
                      .last = {0, now.stored},
                      .stored = now.stored};
    if (g.members > 1) {
      rows.first = stored_lanes(now, begin);
      rows.last = stored_lanes(now, begin + now.f.kernel.rows - 1);
    }
    now.f.kernel.run(now.f.steps, now.task, lines, rows);
  }

  /// Those of group j that are outputs: of the first and the last group maybe not all.
  inner_range stored_lanes(pass const& now, index j) const {
    output_groups const& g = now.f.g;
    if (j != 0 && j + 1 != g.groups) { return {0, now.stored}; }
    index const t = g.first_output + j * g.period;
    index const from = std::max<index>(0, -t) * p_.out_channels - now.first;
    index const to = std::min(g.members, last_.output - t) * p_.out_channels - now.first;
    return {std::clamp<index>(from, 0, now.stored), std::clamp<index>(to, 0, now.stored)};
  }

  /// A group whose window reaches over the border of the input.
  void compute_border(pass const& now, tap_lines const& lines, index output, index j) const {
    output_groups const& g = now.f.g;
    index const start = j * g.stride - g.pad_lo;
    inner_range const taps = find_taps(g.taps, g.dilation, start, last_.input);
    index const t = g.first_output + j * g.period;
    inner_range const stored = stored_lanes(now, j);
    channel_tile<T, Arch, 1>::run(
        now.f.steps, now.task, lines,
        {.begin = {.input = (start + taps.lo * g.dilation) * last_.input_step,
                   .weights = now.f.first_weights + now.first + taps.lo * now.f.steps.tap_weights_step,
                   .taps = taps.hi - taps.lo},
         .output = output + t * last_.output_step + now.first,
         .first = stored,
         .last = stored,
         .stored = now.stored});
  }

  CONVOLT_NOINLINE void pack_axis(std::size_t d, T const* from, T*& to) const {
    if (d == p_.rank) {
      pack_tap(from, to);
      to += vectors_ * width * p_.in_channels;
      return;
    }
    bool const shared = d + 1 == p_.rank && shared_;
    index const taps = shared ? phases_[0].g.taps : p_.axes[d].weights;
    index const step = p_.axes[d].weights_step * (shared ? phases_[0].g.members : 1);
    for (index q = 0; q < taps; ++q) { pack_axis(d + 1, from + q * step, to); }
  }

  /// Member e of a group has tap s - 1 - e where the group has its first.
  void pack_tap(T const* from, T* to) const {
    index const members = phases_[0].g.members;
    for (index e = 0; e < members; ++e) {
      pack_member(from + (members - 1 - e) * last_.weights_step, to + e * p_.out_channels);
    }
    for (index i = channels_; i < vectors_ * width; ++i) {
      for (index c = 0; c < p_.in_channels; ++c) { to[c * vectors_ * width + i] = T(0); }
    }
  }
  /// All input channels of some output channels at a time: calls of memcpy would take longer than what they copy.
  void pack_member(T const* from, T* to) const {
    static constexpr index piece = 8;
    index const panel = vectors_ * width;
    index o = 0;
    for (; p_.weights_out_step == 1 && o + piece <= p_.out_channels; o += piece) {
      for (index c = 0; c < p_.in_channels; ++c) {
        std::memcpy(to + (c * panel + o), from + (c * p_.weights_in_step + o), piece * sizeof(T));
      }
    }
    for (; o < p_.out_channels; ++o) {
      T const* const weights = from + o * p_.weights_out_step;
      for (index c = 0; c < p_.in_channels; ++c) { to[c * panel + o] = weights[c * p_.weights_in_step]; }
    }
  }

  problem const& p_;
  axis_problem const& last_;
  bool shared_;
  bool copies_ = false;  ///< samples are copied
  index channels_ = 0,
        vectors_ = 0;  ///< lanes that are stored, and their vectors
  inline_list<phase, static_cast<std::size_t>(most_phases_at_once)> phases_;
  sample_copy<T, Arch> samples_;
  steps steps_;
};

}  // namespace convolt::engine::methods::tiny
