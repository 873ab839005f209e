// SPDX-License-Identifier: BSD-3-Clause
/// The windows of a convolution laid side by side as channels (im2col). Values are copied and never multiplied, so a
/// NaN stays in its own entries, and what lies outside the input is zero.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/loops/arithmetic.hpp>
#include <convolt/engine/loops/reference.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <cstddef>

namespace convolt::engine {

/// The number of taps of a window: the product of the extents of the weights, 1 for rank 0. It fits in an index
/// wherever the patches themselves fit in memory.
[[nodiscard]] constexpr index window_size(problem const& p) noexcept {
  index taps = 1;
  for (std::size_t d = 0; d < p.rank; ++d) { taps *= p.axes[d].weights; }
  return taps;
}

namespace detail {

/// The sample that tap q of a window meets, or -1 where it meets none.
constexpr index sample_of_tap(tap_range const& taps, index q) noexcept {
  index const past = q - taps.first_tap;
  if (past < 0 || past % taps.tap_step != 0 || past / taps.tap_step >= taps.count) { return -1; }
  return taps.first_input + past / taps.tap_step * taps.input_step;
}

/// Writes one window of one output position.
template <Element T>
struct patch_copier {
  problem const& p;
  window const& w;
  T factor;
  T* output;  ///< channel 0 of the position

  /// Write the entries whose channel and taps before axis d make up `entry`; `input` is null where those meet no data.
  constexpr void copy(std::size_t d, index entry, T const* input) const noexcept {
    if (d == p.rank) {
      output[entry * p.output_channel_step] = input == nullptr ? T{} : scale(*input, factor);
      return;
    }
    for (index q = 0; q < p.axes[d].weights; ++q) {
      index const sample = input == nullptr ? -1 : sample_of_tap(w[d], q);
      T const* const next = sample < 0 ? nullptr : input + sample * p.axes[d].input_step;
      copy(d + 1, entry * p.axes[d].weights + q, next);
    }
  }
};

}  // namespace detail

/// Copy every window into the channels of its output position, which are numbered by input channel first, then by
/// tap, the last axis fastest. A factor other than 1 (a change of unit) multiplies the copied values. The problem has
/// no groups, weights that stand for their extents only, and out_channels = in_channels * window_size(p). Complexity:
/// one read and one write per element of the output. Allocates and throws nothing.
template <Element T>
constexpr void copy_patches(problem const& p, T const* input, T* output, T factor = T(1)) noexcept {
  validate(p);
  CONVOLT_ASSERT(p.feature_groups == 1 && p.batch_groups == 1);
  CONVOLT_ASSERT(p.out_channels == p.in_channels * window_size(p));
  detail::for_each_output_position(p, [&](detail::coordinates const& t) {
    detail::window const w = detail::window_at(p, t);
    bool const all_zero = detail::has_no_terms(p, w);
    for (index n = 0; n < p.batch; ++n) {
      detail::patch_copier<T> const copier{p, w, factor, output + detail::output_offset(p, t, n, 0)};
      for (index c = 0; c < p.in_channels; ++c) {
        copier.copy(0, c, all_zero ? nullptr : input + n * p.input_batch_step + c * p.input_channel_step);
      }
    }
  });
}

}  // namespace convolt::engine
