// SPDX-License-Identifier: BSD-3-Clause
/// Tiny problems with output channels as lanes. Where the kernel is a multiple of the input dilation long and nothing
/// strides, neighbouring outputs of a transposed convolution read the same samples: then lanes are (output, channel)
/// pairs, as many as fill a vector better. Border windows are summed over the taps they have and no others.
/// Layer: engine.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/engine/arithmetic.hpp>
#include <convolt/engine/output_groups.hpp>
#include <convolt/engine/phases.hpp>
#include <convolt/engine/problem.hpp>
#include <convolt/engine/simd.hpp>
#include <convolt/engine/tiny_lines.hpp>
#include <convolt/engine/tiny_tile.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>

namespace convolt::engine::detail {

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
struct tiny_weights {
  T const* first;
  index product_step;                             ///< from an input channel to the next
  std::array<index, max_spatial_rank> tap_steps;  ///< per axis
};

template <VectorElement T, class Arch>
class tiny_channels {
  using vec = simd<T, Arch>;
  static constexpr index width = static_cast<index>(lanes<T, Arch>);

 public:
  /// Numbers that `pack` writes at most.
  static constexpr std::size_t most_packed = static_cast<std::size_t>(2 * most_tiny_weights);
  static_assert(width <= 2 * fewest_tiny_lanes);

  explicit tiny_channels(problem const& p) : p_(p), last_(p.axes[p.rank - 1]), shared_(shares_samples(p, width)) {
    index const channels = p.out_channels * (shared_ ? last_.input_dilation : 1);
    vectors_ = (channels + width - 1) / width;
    channels_ = channels;
    groups_ = shared_ ? shared_groups(last_) : phase_groups(last_, 0);
  }

  /// Whether the weights of the caller can be read as they are: whole vectors of neighbouring output channels.
  [[nodiscard]] bool reads_in_place() const {
    return !shared_ && p_.weights_out_step == 1 && p_.out_channels % width == 0;
  }
  [[nodiscard]] tiny_weights<T> in_place(T const* weights) const {
    tiny_weights<T> w{.first = weights, .product_step = p_.weights_in_step, .tap_steps = {}};
    for (std::size_t d = 0; d < p_.rank; ++d) { w.tap_steps[d] = p_.axes[d].weights_step; }
    return w;
  }

  /// The weights in the order of taps, input channels and lanes, with zeros in the lanes that have no channel.
  [[nodiscard]] tiny_weights<T> packed(T const* to) const {
    tiny_weights<T> w{.first = to, .product_step = vectors_ * width, .tap_steps = {}};
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

  void compute(operands<T> const& x, tiny_weights<T> const& weights) const {
    for (index v = 0; v < vectors_; ++v) { compute_lanes(x, weights, groups_, v * width); }
    index const phases = shared_ || last_.input_dilation == 1 ? 1 : phase_count(last_);
    for (index number = 1; number < phases; ++number) {
      output_groups const g = phase_groups(last_, number);
      for (index v = 0; v < vectors_; ++v) { compute_lanes(x, weights, g, v * width); }
    }
  }

 private:
  /// Lanes first, first + 1, ... of all groups.
  struct pass {
    output_groups const& g;
    inner_range inner;  ///< groups whose windows are inside and that are stored whole
    index first;
    T* output;
    index first_weights;  ///< of tap 0
    tiny_task<T, Arch> task;
  };

  void compute_lanes(operands<T> const& x, tiny_weights<T> const& weights, output_groups const& g, index first) const {
    index const tap_step = weights.tap_steps[p_.rank - 1];
    bool const joined = g.dilation == 1 && g.tap_step == 1 && last_.input_step == p_.in_channels &&
                        tap_step == weights.product_step * p_.in_channels;
    pass const now{.g = g,
                   .inner = inner_groups(g),
                   .first = first,
                   .output = x.output,
                   .first_weights = first + g.first_tap * tap_step,
                   .task = {.input = x.input,
                            .weights = weights.first,
                            .row_step = g.stride * last_.input_step,
                            .tap_input_step = g.dilation * last_.input_step,
                            .tap_weights_step = g.tap_step * tap_step,
                            .channels = p_.in_channels,
                            .product_step = weights.product_step,
                            .joined = joined,
                            .biased = x.bias != nullptr,
                            .scaled = x.output_scale != T(1),
                            .scale = x.output_scale,
                            .bias = bias(x, first),
                            .output_step = g.period * last_.output_step,
                            .stored = std::min(width, channels_ - first)}};
    for_each_tiny_line(p_, weights.tap_steps.data(),
                       [&](tiny_lines const& lines, index output) { compute_line(now, lines, output); });
  }

  vec bias(operands<T> const& x, index first) const {
    if (x.bias == nullptr) { return vec(T(0)); }
    alignas(64) T values[lanes<T, Arch>];
    for (index i = 0; i < width; ++i) {
      values[i] = scale(x.bias[(first + i) % p_.out_channels * p_.bias_step], x.bias_scale);
    }
    return vec::load_aligned(values);
  }

  inner_range inner_groups(output_groups const& g) const {
    if (g.taps == 0) { return {}; }
    inner_range inner = find_inner(g.groups, g.stride, g.pad_lo, (g.taps - 1) * g.dilation, last_.input);
    if (g.members > 1) {
      if (g.first_output < 0) { inner.lo = std::max<index>(inner.lo, 1); }
      if (g.first_output + g.groups * g.period > last_.output) { inner.hi = std::min(inner.hi, g.groups - 1); }
    }
    return inner.lo < inner.hi ? inner : inner_range{};
  }

  void compute_line(pass const& now, tiny_lines const& lines, index output) const {
    for (index j = 0; j < now.inner.lo; ++j) { compute_border(now, lines, output, j); }
    if (now.inner.lo < now.inner.hi) { compute_inner(now, lines, output); }
    for (index j = now.inner.hi; j < now.g.groups; ++j) { compute_border(now, lines, output, j); }
  }

  /// Tiles of equally many rows; the last one reaches back over rows that have been computed, to the same bits.
  void compute_inner(pass const& now, tiny_lines const& lines, index output) const {
    static constexpr std::size_t large = tile_rows<Arch, 1>;
    static constexpr index rows = static_cast<index>(large);
    index const count = now.inner.hi - now.inner.lo;
    if (count >= rows && (count + rows - 1) / rows * rows <= (count + 7) / 8 * 8 + 2) {
      compute_tiles<large>(now, lines, output);
    } else if (count >= 8) {
      compute_tiles<8>(now, lines, output);
    } else if (count == 6) {
      compute_tiles<6>(now, lines, output);
    } else if (count >= 4) {
      compute_tiles<4>(now, lines, output);
    } else if (count >= 2) {
      compute_tiles<2>(now, lines, output);
    } else {
      compute_tiles<1>(now, lines, output);
    }
  }

  template <std::size_t R>
  void compute_tiles(pass const& now, tiny_lines const& lines, index output) const {
    index const rows = static_cast<index>(R);
    for (index j = now.inner.lo; j < now.inner.hi; j += rows) {
      index const begin = std::min(j, now.inner.hi - rows);
      index const input = (begin * now.g.stride - now.g.pad_lo) * last_.input_step;
      index const t = now.g.first_output + begin * now.g.period;
      T* const to = now.output + (output + t * last_.output_step + now.first);
      tiny_tile<T, Arch, R>::run(now.task, lines, input, now.first_weights, now.g.taps, to);
    }
  }

  /// A group whose window reaches over the border of the input, or of which some members are no outputs.
  void compute_border(pass const& now, tiny_lines const& lines, index output, index j) const {
    index const start = j * now.g.stride - now.g.pad_lo;
    inner_range const taps = find_taps(now.g.taps, now.g.dilation, start, last_.input);
    index const t = now.g.first_output + j * now.g.period;
    index const from = std::max<index>(0, -t) * p_.out_channels - now.first;
    index const to = std::min(now.g.members, last_.output - t) * p_.out_channels - now.first;
    inner_range const stored{std::clamp<index>(from, 0, now.task.stored), std::clamp<index>(to, 0, now.task.stored)};
    tiny_window const begin{.input = (start + taps.lo * now.g.dilation) * last_.input_step,
                            .weights = now.first_weights + taps.lo * now.task.tap_weights_step,
                            .taps = taps.hi - taps.lo};
    T* const first = now.output + (output + t * last_.output_step + now.first + stored.lo);
    tiny_tile<T, Arch, 1>::run_border(now.task, lines, begin, first, stored);
  }

  void pack_axis(std::size_t d, T const* from, T*& to) const {
    if (d == p_.rank) {
      pack_tap(from, to);
      to += vectors_ * width * p_.in_channels;
      return;
    }
    bool const shared = d + 1 == p_.rank && shared_;
    index const taps = shared ? groups_.taps : p_.axes[d].weights;
    index const step = p_.axes[d].weights_step * (shared ? groups_.members : 1);
    for (index q = 0; q < taps; ++q) { pack_axis(d + 1, from + q * step, to); }
  }

  /// Member e of a group has tap s - 1 - e where the group has its first.
  void pack_tap(T const* from, T* to) const {
    index const members = groups_.members;
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
  index channels_ = 0, vectors_ = 0;  ///< lanes that are stored, and their vectors
  output_groups groups_;              ///< all of them, or those of phase 0
};

}  // namespace convolt::engine::detail
