// SPDX-License-Identifier: BSD-3-Clause
/// Random problems of every kind that some method of the table is for, and many that none likes: windows whose strides,
/// dilations and paddings are far larger than the arrays, empty axes, views that repeat their elements or run
/// backwards.
#pragma once

#include <unit/engine/channels_last.hpp>
#include <unit/engine/exact_blocks.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <random>
#include <utility>

namespace test {

namespace detail {

inline bool one_in(std::mt19937_64& random, convolt::index n) { return pick(random, 1, n) == 1; }

/// A few, or more than 32 bits hold, or so many that no float counts them.
inline convolt::index any_step(std::mt19937_64& random) {
  convolt::index const large[] = {convolt::index{1} << 31, (convolt::index{1} << 32) + 1, convolt::index{3} << 40};
  switch (pick(random, 0, 3)) {
    case 0:
      return 1;
    case 1:
      return pick(random, 2, 5);
    default:
      return large[pick(random, 0, 2)];
  }
}

/// Paddings with which some windows begin at a sample or a tap's distance from it, however far apart both are.
inline void draw_far_windows(std::mt19937_64& random, convolt::engine::axis_problem& a) {
  a.stride = a.input_dilation = a.weights_dilation = any_step(random);
  if (!one_in(random, 3)) {
    a.input_dilation = any_step(random);
    a.weights_dilation = any_step(random);
  }
  a.pad_lo = pick(random, 0, 3) * a.weights_dilation;
  a.pad_lo += pick(random, -3, 3) * a.input_dilation;
  a.pad_lo += pick(random, 0, 2) * a.stride;
  if (one_in(random, 4)) { a.pad_lo += pick(random, -4, 7); }
}

/// One input channel per group: for the depthwise methods.
inline void keep_channels_apart(std::mt19937_64& random, problem& p) {
  p.feature_groups = pick(random, 1, 20);
  p.batch_groups = p.in_channels = 1;
  p.batch = std::min<convolt::index>(p.batch, 3);
  p.out_channels = p.feature_groups * (one_in(random, 3) ? pick(random, 1, 3) : 1);
}

/// A long kernel on the last axis and one tap elsewhere: for the transforms, and for the lanes along lines.
inline void draw_filter(std::mt19937_64& random, problem& p) {
  if (p.rank == 0) { p.rank = 1; }
  p.in_channels = pick(random, 1, 2);
  p.out_channels = p.feature_groups * p.batch_groups * pick(random, 1, 2);
  for (std::size_t d = 0; d < p.rank; ++d) {
    convolt::engine::axis_problem& a = p.axes[d];
    a.stride = a.input_dilation = a.weights_dilation = a.weights = 1;
    a.pad_lo = 0;
    a.output = std::min(a.output, a.input);
  }
  convolt::engine::axis_problem& a = p.axes[p.rank - 1];
  a.weights = pick(random, 10, 60);
  a.input = pick(random, 1, 150);
  a.output = pick(random, 1, 150);
  a.pad_lo = pick(random, -20, a.weights + 20);
}

/// A transposed convolution with kernels of whole phases and few output channels.
inline void draw_whole_phases(std::mt19937_64& random, problem& p) {
  p.feature_groups = p.batch_groups = 1;
  p.in_channels = pick(random, 1, 40);
  p.out_channels = pick(random, 1, 4);
  for (std::size_t d = 0; d < p.rank; ++d) {
    convolt::engine::axis_problem& a = p.axes[d];
    a.stride = a.weights_dilation = 1;
    a.input_dilation = pick(random, 1, 3);
    a.weights = a.input_dilation * pick(random, 1, 2);
  }
}

/// Taps along neighbouring samples of the last axis, and little padding.
inline void draw_picture(std::mt19937_64& random, problem& p) {
  for (std::size_t d = 0; d < p.rank; ++d) {
    convolt::engine::axis_problem& a = p.axes[d];
    a.input_dilation = 1;
    a.pad_lo = pick(random, 0, 1);
    if (d + 1 < p.rank) { continue; }
    a.stride = 1;
    a.input = a.output + (a.weights - 1) * a.weights_dilation + pick(random, -2, 2);
    a.input = std::max<convolt::index>(a.input, 0);
  }
}

}  // namespace detail

/// Extents and windows, without distances in memory.
inline problem any_method_extents(std::mt19937_64& random) {
  problem p = random_extents(random, {.rank = static_cast<std::size_t>(pick(random, 1, 3)), .channels = 20});
  switch (pick(random, 0, 7)) {
    case 0:
      detail::keep_channels_apart(random, p);
      break;
    case 1:
      detail::draw_filter(random, p);
      break;
    case 2:
      detail::draw_whole_phases(random, p);
      break;
    case 3:
      detail::draw_picture(random, p);
      break;
    case 4:
      detail::draw_filter(random, p);
      detail::keep_channels_apart(random, p);
      break;
    case 5:
      detail::draw_whole_phases(random, p);
      p.in_channels = pick(random, 1, 4);
      break;
    default:
      break;
  }
  for (std::size_t d = 0; d < p.rank; ++d) {
    convolt::engine::axis_problem& a = p.axes[d];
    if (detail::one_in(random, 8)) { *std::array{&a.input, &a.weights, &a.output}[random() % 3] = 1; }
    if (detail::one_in(random, 3)) { detail::draw_far_windows(random, a); }
  }
  return p;
}

/// Long sums along one axis, few of them, as in the gradient of the weights of a filter.
inline problem long_sums_extents(std::mt19937_64& random) {
  problem p = any_method_extents(random);
  p.rank = 1;
  p.axes[0] = {.input = pick(random, 1, 600),
               .weights = pick(random, 64, 500),
               .output = pick(random, 1, 20),
               .stride = pick(random, 1, 2),
               .pad_lo = pick(random, 0, 9)};
  return p;
}

/// Distances in memory: channels last or lines first, the rest and the weights in any order. The dimensions of inputs,
/// weights and the bias may repeat one element.
inline void lay_out_any(std::mt19937_64& random, problem& p) {
  for (dimensions all : {input_dimensions(p), output_dimensions(p)}) {
    if (!detail::one_in(random, 8)) {
      std::swap(all[0], detail::one_in(random, 2) ? all[1] : all.back());
      if (detail::one_in(random, 2)) { std::reverse(all.begin() + 1, all.end()); }
    } else {
      std::shuffle(all.begin(), all.end(), random);
    }
    lay_out(random, all);
  }
  dimensions weights = weights_dimensions(p);
  std::shuffle(weights.begin(), weights.end(), random);
  lay_out(random, weights);
  p.bias_step = pick(random, -1, 2);
  if (detail::one_in(random, 6)) { *weights[random() % weights.size()].step = 0; }
  if (detail::one_in(random, 4)) {
    for (auto const& [extent, step] : input_dimensions(p)) {
      if (detail::one_in(random, 2)) { *step = 0; }
    }
  }
}

}  // namespace test
