// SPDX-License-Identifier: BSD-3-Clause
/// The method for few output channels that are neighbours in memory: images with three colours, say. All outputs of a
/// transposed convolution that read the same samples are computed together, and where they still do not fill a vector,
/// input channels share it. Border windows are summed over the taps they have; no zero is ever multiplied.
/// Layer: engine.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/engine/arithmetic.hpp>
#include <convolt/engine/buffer.hpp>
#include <convolt/engine/machine.hpp>
#include <convolt/engine/method.hpp>
#include <convolt/engine/phase_lanes_layout.hpp>
#include <convolt/engine/phase_lanes_tile.hpp>
#include <convolt/engine/problem.hpp>
#include <convolt/engine/simd.hpp>
#include <convolt/engine/tiny_lines.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <string>

namespace convolt::engine {

/// A problem with few output channels and packed weights.
template <VectorElement T, class Arch>
class phase_lanes_prepared final : public prepared<T, Arch> {
  static constexpr index width = static_cast<index>(lanes<T, Arch>);

 public:
  explicit phase_lanes_prepared(request<T> const& r)
      : problem_(r.p),
        layout_(detail::make_lane_layout(r.p, width)),
        packed_(static_cast<std::size_t>(layout_.packed_size)) {
    T* to = packed_.data();
    pack_axis(0, r.weights, to);
    detail::output_groups const& g = groups();
    inner_ = detail::find_inner(g.groups, g.stride, g.pad_lo, (g.taps - 1) * g.dilation, last().input);
    if (g.first_output < 0) { inner_.lo = std::max<index>(inner_.lo, 1); }
    if (g.first_output + g.groups * g.period > last().output) { inner_.hi = std::min(inner_.hi, g.groups - 1); }
    if (inner_.lo >= inner_.hi) { inner_ = {}; }
  }

  void run(operands<T> const& x, workspace& space, share part) const override {
    space.reserve(workspace_bytes());
    with_chunk<1>(x, space.template take<T>(line_size()), part);
  }

  std::size_t memory() const override { return packed_.size() * sizeof(T); }
  std::size_t workspace_bytes() const override { return aligned_size(line_size() * sizeof(T)); }
  std::string details() const override {
    std::string text = "  " + std::to_string(layout_.outputs) + " outputs per position in ";
    text += std::to_string(layout_.vectors) + " vectors, together with " + std::to_string(layout_.chunk);
    return text + " input channels\n";
  }

 private:
  /// Sums of a group, and of a line with what a vector reads beyond it.
  index group_size() const { return layout_.vectors * width / layout_.chunk; }
  std::size_t line_size() const { return static_cast<std::size_t>(groups().groups * group_size() + 2 * width); }
  axis_problem const& last() const { return problem_.axes[problem_.rank - 1]; }
  detail::output_groups const& groups() const { return layout_.groups[problem_.rank - 1]; }

  /// In the order of taps, input channels by chunks, outputs, channels of a chunk.
  void pack_axis(std::size_t d, T const* from, T*& to) {
    if (d == problem_.rank) {
      for (index c = 0; c < problem_.in_channels; c += layout_.chunk) {
        pack_chunk(from + c * problem_.weights_in_step, to);
        to += layout_.vectors * width;
      }
      return;
    }
    detail::output_groups const& g = layout_.groups[d];
    for (index q = 0; q < g.taps; ++q) { pack_axis(d + 1, from + q * g.members * problem_.axes[d].weights_step, to); }
  }
  void pack_chunk(T const* from, T* to) {
    for (index i = 0; i < layout_.outputs; ++i) {
      index rest = i / problem_.out_channels;
      T const* weights = from + i % problem_.out_channels * problem_.weights_out_step;
      for (std::size_t d = problem_.rank; d-- > 0;) {
        index const members = layout_.groups[d].members;
        weights += (members - 1 - rest % members) * problem_.axes[d].weights_step;
        rest /= members;
      }
      for (index c = 0; c < layout_.chunk; ++c) { to[i * layout_.chunk + c] = weights[c * problem_.weights_in_step]; }
    }
  }

  template <std::size_t K>
  void with_chunk(operands<T> const& x, T* sums, share part) const {
    if (layout_.chunk == static_cast<index>(K)) {
      switch (layout_.vectors) {
        case 1:
          return compute<K, 1>(x, sums, part);
        case 2:
          return compute<K, 2>(x, sums, part);
        default:
          return compute<K, 3>(x, sums, part);
      }
    }
    if constexpr (K < lanes<T, Arch>) { with_chunk<2 * K>(x, sums, part); }
  }

  /// What becomes of the sums of a line.
  struct finish {
    operands<T> const& x;
    bool plain;     ///< they are the outputs
    T const* bias;  ///< of the outputs of a group, scaled; zeros if there is none
    detail::lane_line line;
  };
  using inner_range = detail::inner_range;

  template <std::size_t K, std::size_t V>
  void compute(operands<T> const& x, T* sums, share part) const {
    static constexpr index most_outputs = detail::most_lane_vectors * width;
    std::array<T, static_cast<std::size_t>(most_outputs + width)> bias{};
    for (index i = 0; x.bias != nullptr && i < layout_.outputs; ++i) {
      bias[static_cast<std::size_t>(i)] = scale(x.bias[i % problem_.out_channels * problem_.bias_step], x.bias_scale);
    }
    detail::output_groups const& g = groups();
    detail::lane_task<T> const task{.input = x.input,
                                    .weights = packed_.data(),
                                    .row_step = g.stride * last().input_step,
                                    .tap_step = g.dilation * last().input_step,
                                    .channels = problem_.in_channels};
    finish now{.x = x, .plain = x.bias == nullptr && x.output_scale == T(1), .bias = bias.data(), .line = {}};
    for (index i = part.first(layout_.lines); i < part.end(layout_.lines); ++i) {
      detail::enter_line(problem_, layout_, i, now.line);
      sum_line<K, V>(task, now.line.taps, sums);
      for (index k = 0; k < now.line.run_count; ++k) {
        store_run(now, now.line.runs[static_cast<std::size_t>(k)], sums);
      }
    }
  }

  /// Tiles of equally many rows; the last one reaches back over rows that have been computed, to the same bits.
  template <std::size_t K, std::size_t V>
  void sum_line(detail::lane_task<T> const& task, detail::tiny_lines const& lines, T* sums) const {
    static constexpr std::size_t large = detail::lane_rows<Arch, V>;
    static constexpr std::size_t small = large > 4 ? 4 : 2;
    index const count = inner_.hi - inner_.lo;
    for (index j = 0; j < inner_.lo; ++j) { sum_tile<K, V, 1>(task, lines, j, sums); }
    if (count >= static_cast<index>(large)) {
      sum_tiles<K, V, large>(task, lines, sums);
    } else if (count >= static_cast<index>(small)) {
      sum_tiles<K, V, small>(task, lines, sums);
    } else {
      sum_tiles<K, V, 1>(task, lines, sums);
    }
    for (index j = inner_.hi; j < groups().groups; ++j) { sum_tile<K, V, 1>(task, lines, j, sums); }
  }
  template <std::size_t K, std::size_t V, std::size_t R>
  void sum_tiles(detail::lane_task<T> const& task, detail::tiny_lines const& lines, T* sums) const {
    static constexpr index rows = static_cast<index>(R);
    for (index j = inner_.lo; j < inner_.hi; j += rows) {
      sum_tile<K, V, R>(task, lines, std::min(j, inner_.hi - rows), sums);
    }
  }
  template <std::size_t K, std::size_t V, std::size_t R>
  void sum_tile(detail::lane_task<T> const& task, detail::tiny_lines const& lines, index j, T* sums) const {
    using tile = detail::lane_tile<T, Arch, K, V, R>;
    detail::output_groups const& g = groups();
    index const start = j * g.stride - g.pad_lo;
    inner_range taps{0, g.taps};
    if constexpr (R == 1) { taps = detail::find_taps(g.taps, g.dilation, start, last().input); }
    detail::tiny_window const begin{.input = (start + taps.lo * g.dilation) * last().input_step,
                                    .weights = taps.lo * layout_.weights_steps[problem_.rank - 1],
                                    .taps = taps.hi - taps.lo};
    tile::run(task, lines, begin, sums + j * static_cast<index>(tile::outputs));
  }

  /// From all groups of a line, what goes to one line of outputs.
  void store_run(finish const& now, detail::lane_run run, T const* sums) const {
    detail::output_groups const& g = groups();
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
    detail::output_groups const& g = groups();
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

  problem problem_;
  detail::lane_layout layout_;
  aligned_array<T> packed_;
  detail::inner_range inner_;  ///< groups of a line that have all taps and all members
};

/// The method itself.
template <VectorElement T, class Arch>
struct phase_lanes {
  static constexpr char const* name = "few output channels, lanes shared with input channels";

  static verdict judge(request<T> const& r) {
    detail::lane_layout const layout = detail::make_lane_layout(r.p, static_cast<index>(lanes<T, Arch>));
    if (layout.fault != nullptr) { return verdict::decline(layout.fault); }
    double const positions =
        static_cast<double>(layout.lines) * static_cast<double>(layout.groups[r.p.rank - 1].groups);
    double const sums = static_cast<double>(useful_multiply_adds(r.p).value) / static_cast<double>(layout.outputs) /
                        static_cast<double>(layout.chunk);
    double const products = sums * static_cast<double>(layout.vectors) / machine::products_per_cycle;
    return verdict::accept(products * loop + positions * (position + static_cast<double>(layout.outputs)));
  }
  static std::unique_ptr<prepared<T, Arch> const> prepare(request<T> const& r) {
    return std::make_unique<phase_lanes_prepared<T, Arch> const>(r);
  }

 private:
  static constexpr double loop = 1.1;      ///< cycles per cycle of products
  static constexpr double position = 10.;  ///< cycles per group, apart from what each output takes
};

}  // namespace convolt::engine
