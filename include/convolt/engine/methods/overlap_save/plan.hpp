// SPDX-License-Identifier: BSD-3-Clause
/// How lines are cut into blocks, with how long blocks and what in the lanes, and what it costs.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/costs.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/fft/block_transform.hpp>
#include <convolt/engine/methods/overlap_save/kernels.hpp>
#include <convolt/engine/methods/overlap_save/lines.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace convolt::engine::methods::overlap_save {

using fft::block_transform;
using fft::lane_use;

/// How the lines of a problem are cut.
struct block_plan {
  index samples = 0;  ///< of a block, a power of two
  index outputs = 0;  ///< of a block
  index pairs = 0;    ///< of blocks per line
};

/// Blocks of that many samples, whose outputs are whole vectors. Fewer than 1 output: the blocks are too short.
[[nodiscard]] constexpr block_plan plan_blocks(axis_problem const& a, index samples,
                                               index samples_per_vector) noexcept {
  index const outputs = (samples - a.weights + 1) / samples_per_vector * samples_per_vector;
  return {
      .samples = samples, .outputs = outputs, .pairs = outputs < 1 ? 0 : (a.output + 2 * outputs - 1) / (2 * outputs)};
}

/// Below this many taps the error of the transforms, 2 log2(N) eps max|x| sum|w|, is no longer below 3 times the bound
/// of a direct sum, taps eps sum|x||w|, for every N that is used.
inline constexpr index fewest_taps = 16;
inline constexpr index most_taps = index{1} << 24;
/// Elements of all spectra together.
inline constexpr double most_spectra = 1 << 28;

/// The block length and the lanes that cost least.
struct cost {
  lane_use lanes = lane_use::samples;
  index samples = 0;  ///< 0: nothing is possible
  double cycles = 0;
};

template <class T, class Arch>
class cost_model {
 public:
  explicit cost_model(problem const& p) : problem_(p), lines_(list_lines(p)) {}

  [[nodiscard]] CONVOLT_COLD cost best() const {
    cost result;
    search(lane_use::samples, result);
    if (has_signals_as_lanes()) { search(lane_use::signals, result); }
    return result;
  }

 private:
  /// Tables and working memory that do not stay in the second-level cache are slow.
  static double slowdown(double bytes) {
    double const cache = static_cast<double>(costs::second_level_cache);
    return bytes <= cache ? 1 : bytes <= 4 * cache ? 1.35 : 2.5;
  }

  /// What comes from memory and goes there, where it does not stay in a cache.
  double far_bytes() const {
    double const numbers = static_cast<double>(lines_.count * problem_.out_channels) *
                           static_cast<double>(lines_.axis.input + lines_.axis.output);
    double const bytes = numbers * sizeof(T);
    return bytes <= static_cast<double>(costs::second_level_cache) ? 0 : bytes;
  }

  bool has_signals_as_lanes() const {
    problem const& p = problem_;
    return p.batch_groups == 1 && out_channels_per_group(p) == 1 && p.input_channel_step == 1 &&
           p.output_channel_step == 1 && p.out_channels > 1;
  }

  /// Numbers of a block that are copied one by one, those at borders apart: samples and outputs that are not in order,
  /// or the group of signals that does not fill its vectors.
  double copied(lane_use use, index groups, double samples, double outputs) const {
    axis_problem const& a = lines_.axis;
    if (use == lane_use::samples) {
      bool const outputs_in_order = a.output_step == 1 && a.stride == 1;
      return (a.input_step == 1 ? 0 : samples) + (outputs_in_order ? 0 : outputs / static_cast<double>(a.stride));
    }
    bool const whole = problem_.out_channels % static_cast<index>(lanes<T, Arch>) == 0;
    return whole ? 0 : (samples + outputs) * 2 / static_cast<double>(groups);
  }

  void search(lane_use use, cost& result) const {
    using transform = block_transform<T, Arch>;
    index const taps = lines_.axis.weights;
    index const longest = std::max(16 * taps, std::min(256 * taps, 2 * (lines_.axis.output + taps)));
    for (index samples = transform::least_samples(use); samples <= longest || samples == transform::least_samples(use);
         samples *= 2) {
      if (transform::has_length(use, samples)) { consider(use, samples, result); }
    }
  }

  CONVOLT_COLD void consider(lane_use use, index samples, cost& result) const {
    using transform = block_transform<T, Arch>;
    axis_problem const& a = lines_.axis;
    block_plan const plan = plan_blocks(a, samples, transform::samples_per_vector(use));
    if (plan.outputs < 1) { return; }
    index const width = use == lane_use::signals ? static_cast<index>(lanes<T, Arch>) : 1;
    index const groups = (problem_.out_channels + width - 1) / width;
    double const spectrum = 2. * static_cast<double>(samples * width);
    if (spectrum * static_cast<double>(kernel_count(problem_) == 1 ? 1 : groups) > most_spectra) { return; }
    double const vectors = static_cast<double>(samples / transform::samples_per_vector(use));
    double cycles = vectors * fft::cycles_per_level<T, Arch>() * std::log2(static_cast<double>(samples));
    cycles *= slowdown((use == lane_use::samples ? 3 : 2) * spectrum * sizeof(T));
    cycles += costs::overlap_save::cycles_per_copied * 2 *
              copied(use, groups, static_cast<double>(samples), static_cast<double>(plan.outputs));
    double const pairs = static_cast<double>(groups) * static_cast<double>(lines_.count * plan.pairs);
    cycles = pairs * (cycles + costs::overlap_save::cycles_per_pair) + far_bytes() / costs::bytes_per_cycle_far;
    if (result.samples == 0 || cycles < result.cycles) {
      result = {.lanes = use, .samples = samples, .cycles = cycles};
    }
  }

  problem const& problem_;
  line_list lines_;
};

}  // namespace convolt::engine::methods::overlap_save
