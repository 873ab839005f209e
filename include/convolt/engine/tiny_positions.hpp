// SPDX-License-Identifier: BSD-3-Clause
/// Tiny problems of one channel with neighbouring outputs as lanes: samples and outputs lie side by side in memory, the
/// weights are broadcast. Border windows are summed one by one over the taps they have.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arithmetic.hpp>
#include <convolt/engine/problem.hpp>
#include <convolt/engine/simd.hpp>
#include <convolt/engine/tile.hpp>
#include <convolt/engine/tiny_lines.hpp>
#include <convolt/engine/tiny_tile.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace convolt::engine::detail {

/// Whether lanes can be neighbouring outputs.
constexpr bool has_line_lanes(problem const& p) noexcept {
  axis_problem const& a = p.axes[p.rank - 1];
  return p.in_channels == 1 && p.out_channels == 1 && a.stride == 1 && a.input_dilation == 1 && a.input_step == 1 &&
         a.output_step == 1;
}

template <VectorElement T, class Arch>
class tiny_positions {
  using vec = simd<T, Arch>;
  static constexpr index width = static_cast<index>(lanes<T, Arch>);

 public:
  explicit tiny_positions(problem const& p) : p_(p), last_(p.axes[p.rank - 1]) {}

  void compute(operands<T> const& x) const {
    std::array<index, max_spatial_rank> steps;
    for (std::size_t d = 0; d < p_.rank; ++d) { steps[d] = p_.axes[d].weights_step; }
    T const bias = x.bias == nullptr ? T(0) : scale(*x.bias, x.bias_scale);
    pass const now{.x = x, .bias = bias, .biased = x.bias != nullptr, .scaled = x.output_scale != T(1)};
    index const reach = (last_.weights - 1) * last_.weights_dilation;
    inner_range inner{};
    if (last_.weights > 0) { inner = find_inner(last_.output, 1, last_.pad_lo, reach, last_.input); }
    if (inner.hi - inner.lo < width) { inner = {}; }
    for_each_tiny_line(p_, steps.data(), [&](tiny_lines const& lines, index output) {
      for (index t = 0; t < inner.lo; ++t) { compute_one(now, lines, output, t); }
      compute_inner(now, lines, output, inner);
      for (index t = inner.hi; t < last_.output; ++t) { compute_one(now, lines, output, t); }
    });
  }

 private:
  struct pass {
    operands<T> const& x;
    T bias;
    bool biased, scaled;

    vec finish(vec sum) const {
      if (scaled) { sum = sum * vec(x.output_scale); }
      return biased ? sum + vec(bias) : sum;
    }
  };

  void compute_one(pass const& now, tiny_lines const& lines, index output, index t) const {
    index const start = t - last_.pad_lo;
    inner_range const taps = find_taps(last_.weights, last_.weights_dilation, start, last_.input);
    T sum(0);
    for (index i = 0; i < lines.count; ++i) {
      tiny_line const line = lines.at[static_cast<std::size_t>(i)];
      for (index q = taps.lo; q < taps.hi; ++q) {
        sum += now.x.input[line.input + start + q * last_.weights_dilation] *
               now.x.weights[line.weights + q * last_.weights_step];
      }
    }
    sum = scale(sum, now.x.output_scale);
    now.x.output[output + t] = now.biased ? sum + now.bias : sum;
  }

  /// Up to four vectors at a time. The last one reaches back over outputs that have been computed, to the same bits.
  void compute_inner(pass const& now, tiny_lines const& lines, index output, inner_range inner) const {
    for (index t = inner.lo; t < inner.hi; t += 4 * width) {
      switch ((std::min(4 * width, inner.hi - t) + width - 1) / width) {
        case 1:
          compute_vectors(now, lines, output, t, inner.hi, upto<1>{});
          break;
        case 2:
          compute_vectors(now, lines, output, t, inner.hi, upto<2>{});
          break;
        case 3:
          compute_vectors(now, lines, output, t, inner.hi, upto<3>{});
          break;
        default:
          compute_vectors(now, lines, output, t, inner.hi, upto<4>{});
          break;
      }
    }
  }

  template <std::size_t... v>
  void compute_vectors(pass const& now, tiny_lines const& lines, index output, index t, index end,
                       std::index_sequence<v...>) const {
    cells<index, std::index_sequence<v...>> place;
    ((at<v>(place) = std::min(t + static_cast<index>(v) * width, end - width)), ...);
    cells<vec, std::index_sequence<v...>> s;
    ((at<v>(s) = vec(T(0))), ...);
    for (index i = 0; i < lines.count; ++i) {
      tiny_line const line = lines.at[static_cast<std::size_t>(i)];
      T const* x = now.x.input + (line.input + t - last_.pad_lo);
      T const* w = now.x.weights + line.weights;
      for (index q = 0; q < last_.weights; ++q, x += last_.weights_dilation, w += last_.weights_step) {
        vec const weight(*w);
        (add_product<T, Arch>(at<v>(s), vec::load_unaligned(x + (at<v>(place) - t)), weight), ...);
      }
    }
    (now.finish(at<v>(s)).store_unaligned(now.x.output + (output + at<v>(place))), ...);
  }

  problem const& p_;
  axis_problem const& last_;
};

}  // namespace convolt::engine::detail
