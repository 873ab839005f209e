// SPDX-License-Identifier: BSD-3-Clause
/// The method for few output channels that are neighbours in memory: images with three colours, say. All outputs of a
/// transposed convolution that read the same samples are computed together, and where they still do not fill a vector,
/// input channels share it. Border windows are summed over the taps they have; no zero is ever multiplied.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/text.hpp>
#include <convolt/engine/arch/costs.hpp>
#include <convolt/engine/arch/family.hpp>
#include <convolt/engine/arch/traits.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/loops/arithmetic.hpp>
#include <convolt/engine/methods/few_outputs/layout.hpp>
#include <convolt/engine/methods/few_outputs/tile.hpp>
#include <convolt/engine/methods/method.hpp>
#include <convolt/engine/methods/shared/bias.hpp>
#include <convolt/engine/methods/shared/block_sums.hpp>
#include <convolt/engine/methods/shared/tap_lines.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace convolt::engine::methods::few_outputs {

/// A problem with few output channels and packed weights.
template <VectorElement T, class Arch>
class prepared final : public planned<T> {
  static constexpr index width = static_cast<index>(lanes<T, Arch>);

 public:
  CONVOLT_COLD explicit prepared(request<T> const& r)
      : planned<T>(r.p),
        layout_(make_layout(r.p, width, is_compact<Arch>)),
        kernels_(choose_kernels<T, Arch>(layout_.chunk, layout_.vectors)),
        packed_(static_cast<std::size_t>(layout_.packed_size)) {
    T* to = packed_.data();
    std::vector<index> const outputs = offsets_of_outputs();
    pack_axis(0, r.weights, outputs, to);
    output_groups const& g = groups();
    inner_ = find_inner(g.groups, g.stride, g.pad_lo, (g.taps - 1) * g.dilation, last().input);
    if (g.first_output < 0) { inner_.lo = std::max<index>(inner_.lo, 1); }
    if (g.first_output + g.groups * g.period > last().output) { inner_.hi = std::min(inner_.hi, g.groups - 1); }
    if (inner_.lo >= inner_.hi) { inner_ = {}; }
  }

  void run(operands<T> const& x, workspace& space, share part) const override {
    space.reserve(workspace_bytes());
    T* const sums = space.template take<T>(line_size());
    std::array<T, static_cast<std::size_t>(most_vectors * width + width)> bias{};
    for (index i = 0; x.bias != nullptr && i < layout_.outputs; ++i) {
      bias[static_cast<std::size_t>(i)] = bias_of_channel(problem_, x, i % problem_.out_channels);
    }
    few_outputs::task<T> const task{.input = x.input,
                                    .weights = packed_.data(),
                                    .row_step = groups().stride * last().input_step,
                                    .tap_step = groups().dilation * last().input_step,
                                    .channels = problem_.in_channels};
    finish now{.x = x, .plain = x.bias == nullptr && x.output_scale == T(1), .bias = bias.data(), .line = {}};
    for (index i = part.first(layout_.lines); i < part.end(layout_.lines); ++i) {
      enter_line(problem_, layout_, i, now.line);
      sum_line(task, now.line.taps, sums);
      for (index k = 0; k < now.line.run_count; ++k) {
        store_run(now, now.line.runs[static_cast<std::size_t>(k)], sums);
      }
    }
  }

  std::size_t memory() const override { return packed_.size() * sizeof(T); }
  std::size_t workspace_bytes() const override { return aligned_size(line_size() * sizeof(T)); }
  std::string details() const override {
    text out;
    out << "  " << layout_.outputs << " outputs per position in " << layout_.vectors << " vectors, together with "
        << layout_.chunk << " input channels\n";
    return out.str();
  }

 private:
  /// Sums of a group, and of a line with what a vector reads beyond it.
  index group_size() const { return layout_.vectors * width / layout_.chunk; }
  std::size_t line_size() const { return static_cast<std::size_t>(groups().groups * group_size() + 2 * width); }
  axis_problem const& last() const { return problem_.axes[problem_.rank - 1]; }
  output_groups const& groups() const { return layout_.groups[problem_.rank - 1]; }

  /// How far the weights of each output are from those of the first one.
  CONVOLT_COLD std::vector<index> offsets_of_outputs() const {
    std::vector<index> offsets(static_cast<std::size_t>(layout_.outputs));
    for (index i = 0; i < layout_.outputs; ++i) {
      index rest = i / problem_.out_channels;
      index& offset = offsets[static_cast<std::size_t>(i)];
      offset = i % problem_.out_channels * problem_.weights_out_step;
      for (std::size_t d = problem_.rank; d-- > 0;) {
        index const members = layout_.groups[d].members;
        offset += (members - 1 - rest % members) * problem_.axes[d].weights_step;
        rest /= members;
      }
    }
    return offsets;
  }
  /// In the order of taps, input channels by chunks, outputs, channels of a chunk.
  CONVOLT_COLD void pack_axis(std::size_t d, T const* from, std::vector<index> const& outputs, T*& to) {
    if (d == problem_.rank) {
      for (index c = 0; c < problem_.in_channels; c += layout_.chunk) {
        pack_chunk(from + c * problem_.weights_in_step, outputs, to);
        to += layout_.vectors * width;
      }
      return;
    }
    output_groups const& g = layout_.groups[d];
    for (index q = 0; q < g.taps; ++q) {
      pack_axis(d + 1, from + q * g.members * problem_.axes[d].weights_step, outputs, to);
    }
  }
  CONVOLT_NOINLINE void pack_chunk(T const* from, std::vector<index> const& outputs, T* to) const {
    for (index const offset : outputs) {
      for (index c = 0; c < layout_.chunk; ++c) { *to++ = from[offset + c * problem_.weights_in_step]; }
    }
  }

  /// What becomes of the sums of a line.
  struct finish {
    operands<T> const& x;
    bool plain;     ///< they are the outputs
    T const* bias;  ///< of the outputs of a group, scaled; zeros if there is none
    few_outputs::line line;
  };

  /// Tiles of equally many rows; the last one reaches back over rows that have been computed, to the same bits.
  void sum_line(task<T> const& task, tap_lines const& lines, T* sums) const {
    index const count = inner_.hi - inner_.lo;
    kernel<T> const& inner = kernels_.fitting(count);
    for (index j = 0; j < inner_.lo; ++j) { sum_border(task, lines, j, sums); }
    for (index j = inner_.lo; j < inner_.hi; j += inner.rows) {
      index const first = std::min(j, inner_.hi - inner.rows);
      inner.run(task, lines, window_of(first, {0, groups().taps}), sums + first * group_size());
    }
    for (index j = inner_.hi; j < groups().groups; ++j) { sum_border(task, lines, j, sums); }
  }
  /// A group whose window may reach over the border of the input.
  void sum_border(task<T> const& task, tap_lines const& lines, index j, T* sums) const {
    output_groups const& g = groups();
    inner_range const taps = find_taps(g.taps, g.dilation, j * g.stride - g.pad_lo, last().input);
    kernels_.single.run(task, lines, window_of(j, taps), sums + j * group_size());
  }
  tap_window window_of(index j, inner_range taps) const {
    output_groups const& g = groups();
    return {.input = (j * g.stride - g.pad_lo + taps.lo * g.dilation) * last().input_step,
            .weights = taps.lo * layout_.weights_steps[problem_.rank - 1],
            .taps = taps.hi - taps.lo};
  }

  /// From all groups of a line, what goes to one line of outputs.
  void store_run(finish const& now, output_run run, T const* sums) const {
    output_groups const& g = groups();
    index const channels = problem_.out_channels;
    index const size = g.members * channels;
    T* const to = now.x.output + run.to;
    index j = 0;
    if (last().output_step == channels && g.period == g.members && size <= width) {
      // The outputs of the groups follow each other: whole vectors, of which the next group overwrites what is too
      // much.
      if (g.first_output < 0) { store_group(now, run.from, sums, j++, to); }
      index const reached = (last().output - g.first_output) * channels - width;
      index const end = reached < 0 ? 0 : reached / size + 1;
      store_vectors(now, {j, end}, sums + run.from, now.bias + run.from, to);
      j = std::max(j, end);
    }
    for (; j < g.groups; ++j) { store_group(now, run.from, sums, j, to); }
  }
  void store_vectors(finish const& now, inner_range range, T const* sums, T const* bias, T* to) const {
    using vec = simd<T, Arch>;
    index const size = groups().members * problem_.out_channels;
    index const step = group_size();
    index const begin = groups().first_output * problem_.out_channels;
    vec const factor(now.x.output_scale);
    vec const term = vec::load_unaligned(bias);
    for (index j = range.lo; j < range.hi; ++j) {
      vec sum = vec::load_unaligned(sums + j * step);
      if (!now.plain) { sum = sum * factor + term; }
      sum.store_unaligned(to + (begin + j * size));
    }
  }

  /// The outputs of one group, number by number.
  void store_group(finish const& now, index from, T const* sums, index j, T* to) const {
    output_groups const& g = groups();
    index const t = g.first_output + j * g.period;
    index const first = std::max<index>(0, -t);
    index const end = std::min(g.members, last().output - t);
    for (index e = first; e < end; ++e) {
      index const begin = from + e * problem_.out_channels;
      T* const channels = to + (t + e) * last().output_step;
      for (index o = 0; o < problem_.out_channels; ++o) {
        T const sum = sums[j * group_size() + begin + o];
        channels[o] = now.plain ? sum : scale(sum, now.x.output_scale) + now.bias[begin + o];
      }
    }
  }

  using planned<T>::problem_;
  layout layout_;
  kernels<T> kernels_;
  aligned_array<T> packed_;
  inner_range inner_;  ///< groups of a line that have all taps and all members
};

/// The method itself.
template <VectorElement T, class Arch>
struct method {
  static constexpr char const* name = "few_outputs";
  static constexpr char const* about = "lanes are outputs times input channels";
  static constexpr bool same_in_parts = false;  ///< a tile of one position has four sums

  CONVOLT_COLD static verdict judge(request<T> const& r) {
    layout const layout = make_layout(r.p, static_cast<index>(lanes<T, Arch>), is_compact<Arch>);
    if (layout.fault != nullptr) { return verdict::decline(layout.fault); }
    index terms = r.p.in_channels / layout.chunk;  // of a lane, one after the other
    for (std::size_t d = 0; d < r.p.rank; ++d) { terms *= layout.groups[d].taps; }
    if (sums_in_blocks(r.precision, terms)) {
      return verdict::decline("its sums are too long for the precision that is asked for");
    }
    double const positions =
        static_cast<double>(layout.lines) * static_cast<double>(layout.groups[r.p.rank - 1].groups);
    double const sums =
        padded_multiply_adds(r.p) / static_cast<double>(layout.outputs) / static_cast<double>(layout.chunk);
    namespace cost = costs::few_outputs;
    double const vectors = static_cast<double>(layout.vectors);
    bool const alone = layout.groups[r.p.rank - 1].groups == 1;
    double const products = sums * (alone ? cost::cycles_per_tap_alone + cost::cycles_per_vector_alone * vectors
                                          : cost::slowed * vectors / products_per_cycle<T, Arch>());
    double const position = cost::cycles_per_position + static_cast<double>(layout.outputs) +
                            cost::cycles_per_tap_line * lines_of_taps(layout, r.p.rank);
    return verdict::accept(call_cycles(r.p) + products + positions * position);
  }
  static std::unique_ptr<planned<T>> plan(request<T> const& r) { return make_planned<T, prepared<T, Arch>>(r); }

 private:
  static double lines_of_taps(layout const& l, std::size_t rank) {
    double lines = 1;
    for (std::size_t d = 0; d + 1 < rank; ++d) { lines *= static_cast<double>(l.groups[d].taps); }
    return lines;
  }
};

}  // namespace convolt::engine::methods::few_outputs
