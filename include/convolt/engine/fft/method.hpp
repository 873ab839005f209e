// SPDX-License-Identifier: BSD-3-Clause
/// Overlap-save as a method: for which problems, with how long blocks and what in the lanes, and what it costs.
/// Layer: engine.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/engine/fft/block_transform.hpp>
#include <convolt/engine/fft/kernels.hpp>
#include <convolt/engine/fft/lines.hpp>
#include <convolt/engine/fft/overlap_save.hpp>
#include <convolt/engine/machine.hpp>
#include <convolt/engine/method.hpp>
#include <convolt/engine/problem.hpp>
#include <convolt/engine/reference_method.hpp>
#include <convolt/engine/simd.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <memory>
#include <utility>

namespace convolt::engine {

namespace fft {

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

  [[nodiscard]] cost best() const {
    cost result;
    search<lane_use::samples>(result);
    if (has_signals_as_lanes()) { search<lane_use::signals>(result); }
    return result;
  }

 private:
  static constexpr double cycles_per_level = 4;  ///< forward and back, per vector and factor of two of the length
  static constexpr double cycles_per_pair = 150;
  static constexpr double cycles_per_copied = 1.5;  ///< per sample and per output that is not in order

  /// Tables and working memory that do not stay in the second-level cache are slow.
  static double slowdown(double bytes) {
    double const cache = static_cast<double>(machine::second_level_cache);
    return bytes <= cache ? 1 : bytes <= 4 * cache ? 1.35 : 2.5;
  }

  /// What comes from memory and goes there, where it does not stay in a cache.
  double far_bytes() const {
    double const numbers = static_cast<double>(lines_.count * problem_.out_channels) *
                           static_cast<double>(lines_.axis.input + lines_.axis.output);
    double const bytes = numbers * sizeof(T);
    return bytes <= static_cast<double>(machine::second_level_cache) ? 0 : bytes;
  }

  bool has_signals_as_lanes() const {
    problem const& p = problem_;
    return p.batch_groups == 1 && out_channels_per_group(p) == 1 && p.input_channel_step == 1 &&
           p.output_channel_step == 1 && p.out_channels > 1;
  }

  /// Which share of the blocks has to be copied, those at borders apart: all that are not in order, or the group that
  /// does not fill its vectors.
  template <lane_use Lanes>
  double share_copied(index groups) const {
    if (Lanes == lane_use::samples) { return lines_.axis.input_step == 1 && lines_.axis.output_step == 1 ? 0 : 1; }
    return problem_.out_channels % static_cast<index>(lanes<T, Arch>) == 0 ? 0 : 2 / static_cast<double>(groups);
  }

  template <lane_use Lanes>
  void search(cost& result) const {
    using transform = block_transform<T, Arch, Lanes>;
    index const taps = lines_.axis.weights;
    index const longest = std::max(16 * taps, std::min(256 * taps, 2 * (lines_.axis.output + taps)));
    for (index samples = transform::least_samples; samples <= longest || samples == transform::least_samples;
         samples *= 2) {
      consider<Lanes>(samples, result);
    }
  }

  template <lane_use Lanes>
  void consider(index samples, cost& result) const {
    using transform = block_transform<T, Arch, Lanes>;
    axis_problem const& a = lines_.axis;
    block_plan const plan = plan_blocks(a, samples, transform::samples_per_vector);
    if (plan.outputs < 1) { return; }
    index const width = Lanes == lane_use::signals ? static_cast<index>(lanes<T, Arch>) : 1;
    index const groups = (problem_.out_channels + width - 1) / width;
    double const spectrum = 2. * static_cast<double>(samples * width);
    if (spectrum * static_cast<double>(kernel_count(problem_) == 1 ? 1 : groups) > most_spectra) { return; }
    double const vectors = static_cast<double>(samples / transform::samples_per_vector);
    double cycles = vectors * cycles_per_level * std::log2(static_cast<double>(samples));
    cycles *= slowdown((Lanes == lane_use::samples ? 3 : 2) * spectrum * sizeof(T));
    cycles += cycles_per_copied * 2 * static_cast<double>(samples + plan.outputs) * share_copied<Lanes>(groups);
    double const pairs = static_cast<double>(groups) * static_cast<double>(lines_.count * plan.pairs);
    cycles = pairs * (cycles + cycles_per_pair) + far_bytes() / machine::bytes_per_cycle_far;
    if (result.samples == 0 || cycles < result.cycles) {
      result = {.lanes = Lanes, .samples = samples, .cycles = cycles};
    }
  }

  problem const& problem_;
  line_list lines_;
};

}  // namespace fft

/// The method itself.
template <VectorElement T, class Arch>
struct overlap_save {
  static constexpr char const* name = "overlap-save FFT";

  static verdict judge(request<T> const& r) {
    if (r.precision == precision_level::high || r.precision == precision_level::highest) {
      return verdict::decline(
          "its rounding errors follow the largest sample of a block, but direct sums are asked for");
    }
    if (char const* const reason = fft::why_no_lines(r.p)) { return verdict::decline(reason); }
    index const taps = fft::list_lines(r.p).axis.weights;
    if (taps < fft::fewest_taps) { return verdict::decline("the kernel is short"); }
    if (taps > fft::most_taps) { return verdict::decline("the kernel is too long for one transform"); }
    fft::cost const best = fft::cost_model<T, Arch>(r.p).best();
    if (best.samples == 0) { return verdict::decline("the spectra of the kernels would fill the memory"); }
    return verdict::accept(best.cycles);
  }

  /// Kernels with weights that are infinite, NaN, or near the ends of the range go to the reference loops.
  static std::unique_ptr<prepared<T, Arch> const> prepare(request<T> const& r) {
    fft::kernel_list<T, Arch> kernels(r);
    if (!kernels.has_spectra()) { return reference_loops<T, Arch>::prepare(r); }
    fft::cost const best = fft::cost_model<T, Arch>(r.p).best();
    if (best.lanes == fft::lane_use::signals) {
      return std::make_unique<fft::overlap_save_prepared<T, Arch, fft::lane_use::signals> const>(
          r.p, std::move(kernels), best.samples);
    }
    return std::make_unique<fft::overlap_save_prepared<T, Arch, fft::lane_use::samples> const>(r.p, std::move(kernels),
                                                                                               best.samples);
  }
};

}  // namespace convolt::engine
