// SPDX-License-Identifier: BSD-3-Clause
/// Problems that correlate two long signals at few lags, as the gradient of the weights of a long kernel does; how the
/// signals are cut into blocks, with what in the lanes, and what it costs.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/costs.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/fft/block_transform.hpp>
#include <convolt/engine/problem/blocks.hpp>
#include <convolt/engine/problem/groups.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace convolt::engine::methods::cross_spectra {

using fft::block_transform;
using fft::lane_use;

/// Fewer taps have no long sums; and lags of which the buffers keep all.
inline constexpr index fewest_taps = 64;
inline constexpr index most_lags = index{1} << 20;
inline constexpr index farthest = index{1} << 40;

/// The two signals of an output channel: "weights" along one axis, and samples, from the first of the others.
struct signals {
  axis_problem axis{};
  index lags = 0;     ///< from output 0 to the last one, without the stride
  index cropped = 0;  ///< elements of the input before the first line
};

/// Why a problem does not correlate two signals, or null where it does.
[[nodiscard]] constexpr char const* why_no_signals(problem const& p) noexcept {
  index long_axes = 0;
  for (std::size_t d = 0; d < p.rank; ++d) {
    axis_problem const& a = p.axes[d];
    if (a.input_dilation != 1 || a.weights_dilation != 1) { return "an axis is dilated"; }
    if (a.weights > 1) {
      ++long_axes;
      bool const near = a.pad_lo < farthest && a.pad_lo > -farthest && a.stride <= most_lags;
      if (!near || a.output > most_lags || (a.output - 1) * a.stride >= most_lags) { return "there are many lags"; }
      if (a.weights < fewest_taps || a.weights > farthest) { return "the sums are short"; }
    } else if (a.weights != 1 || a.output != 1 || a.pad_lo > 0 || -a.pad_lo >= a.input) {
      return "the signals have more than one axis";
    }
  }
  bool const empty = p.in_channels == 0 || is_empty(p);
  return long_axes == 1 && !empty ? nullptr : "the signals do not extend along exactly one axis";
}

/// The signals of a problem that has them.
[[nodiscard]] constexpr signals signals_of(problem const& p) noexcept {
  signals s;
  for (std::size_t d = 0; d < p.rank; ++d) {
    axis_problem const& a = p.axes[d];
    if (a.weights > 1) {
      s.axis = a;
      s.lags = (a.output - 1) * a.stride + 1;
    } else {
      s.cropped -= a.pad_lo * a.input_step;
    }
  }
  return s;
}

/// Whether output channels that follow each other have signals that are neighbours in memory.
[[nodiscard]] constexpr bool has_neighbour_signals(problem const& p) noexcept {
  if (p.out_channels == 1) { return false; }
  if (p.feature_groups == p.out_channels && p.batch_groups == 1) {
    return p.in_channels * p.input_channel_step == 1 && p.weights_group_step == 1;
  }
  return p.batch_groups == p.out_channels && p.feature_groups == 1 && output_batch(p) * p.input_batch_step == 1 &&
         p.weights_out_step == 1;
}

/// How they are cut: blocks of `taps` weights, each with `samples` samples, of which a transform makes a spectrum.
struct block_plan {
  lane_use lanes = lane_use::samples;
  index samples = 0;  ///< 0: nothing is possible
  index taps = 0;
  index blocks = 0;
  double cycles = 0;
};

template <class T, class Arch>
class cost_model {
 public:
  explicit cost_model(problem const& p) : problem_(p), signals_(signals_of(p)) {}

  [[nodiscard]] CONVOLT_COLD block_plan best() const {
    block_plan result;
    search(lane_use::samples, result);
    if (has_neighbour_signals(problem_)) { search(lane_use::signals, result); }
    return result;
  }

 private:
  using transform = block_transform<T, Arch>;

  void search(lane_use use, block_plan& result) const {
    index const least = transform::least_samples(use);
    index const longest = std::max(least, std::min(64 * signals_.lags, 2 * (signals_.axis.weights + signals_.lags)));
    for (index samples = least; samples <= longest; samples *= 2) {
      if (samples > signals_.lags && transform::has_length(use, samples)) { consider(use, samples, result); }
    }
  }

  /// Two transforms of each pair of blocks, the product of their spectra, and one transform back.
  CONVOLT_COLD void consider(lane_use use, index samples, block_plan& result) const {
    namespace c = costs::cross_spectra;
    index const width = use == lane_use::signals ? static_cast<index>(lanes<T, Arch>) : 1;
    block_plan plan{.lanes = use, .samples = samples, .taps = samples - signals_.lags + 1};
    plan.blocks = ceil_divide(signals_.axis.weights, plan.taps);
    double const vectors = static_cast<double>(samples / transform::samples_per_vector(use));
    double const levels = fft::cycles_per_level<T, Arch>() * std::log2(static_cast<double>(samples));
    double const bytes = 8. * static_cast<double>(samples * width) * sizeof(T);
    double const cache = static_cast<double>(costs::second_level_cache);
    double const slowed = bytes <= cache ? 1 : bytes <= 4 * cache ? c::slowed_beyond_cache : c::slowed_far_beyond;
    double const numbers = 2. * static_cast<double>(samples + plan.taps);
    bool const in_order =
        use == lane_use::signals || (signals_.axis.input_step == 1 && signals_.axis.weights_step == 1);
    double const copied = numbers * (in_order ? c::cycles_per_copied : c::cycles_per_gathered);
    double const pairs = static_cast<double>(ceil_divide(problem_.in_channels * plan.blocks, 2));
    double const groups = static_cast<double>(ceil_divide(problem_.out_channels, width) * output_batch(problem_));
    plan.cycles = vectors * slowed * (pairs * (levels + c::cycles_per_product) + levels) + pairs * copied;
    plan.cycles = groups * (plan.cycles + c::cycles_per_group) + c::cycles_per_call;
    if (result.samples == 0 || plan.cycles < result.cycles) { result = plan; }
  }

  problem const& problem_;
  signals signals_;
};

}  // namespace convolt::engine::methods::cross_spectra
