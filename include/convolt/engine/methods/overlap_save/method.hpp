// SPDX-License-Identifier: BSD-3-Clause
/// Overlap-save as a method: for which problems, with how long blocks and what in the lanes, and what it costs.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/fft/block_transform.hpp>
#include <convolt/engine/methods/method.hpp>
#include <convolt/engine/methods/overlap_save/kernels.hpp>
#include <convolt/engine/methods/overlap_save/lines.hpp>
#include <convolt/engine/methods/overlap_save/plan.hpp>
#include <convolt/engine/methods/overlap_save/runner.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <memory>
#include <utility>

namespace convolt::engine::methods::overlap_save {

/// The method itself.
template <VectorElement T, class Arch>
struct method {
  static constexpr char const* name = "overlap_save";
  static constexpr weights_use single_run = weights_use::transformed;
  static constexpr char const* about = "fast Fourier transforms of overlapping blocks";
  static constexpr bool same_in_parts = false;  ///< errors follow the samples of a block

  CONVOLT_COLD static verdict judge(request<T> const& r) {
    if (r.precision == precision_level::high || r.precision == precision_level::highest) {
      return verdict::decline(
          "its rounding errors follow the largest sample of a block, but direct sums are asked for");
    }
    if (char const* const reason = why_no_lines(r.p)) { return verdict::decline(reason); }
    index const taps = list_lines(r.p).axis.weights;
    if (taps < fewest_taps) { return verdict::decline("the kernel is short"); }
    if (taps > most_taps) { return verdict::decline("the kernel is too long for one transform"); }
    cost const best = cost_model<T, Arch>(r.p).best();
    if (best.samples == 0) { return verdict::decline("the spectra of the kernels would fill the memory"); }
    return verdict::accept(best.cycles);
  }

  /// Not for kernels with weights that are infinite, NaN, or near the ends of the range.
  static std::unique_ptr<planned<T>> plan(request<T> const& r) {
    kernel_list<T, Arch> kernels(r);
    if (!kernels.has_spectra()) { return nullptr; }
    cost const best = cost_model<T, Arch>(r.p).best();
    return make_planned<T, prepared<T, Arch>>(r.p, std::move(kernels), best.lanes, best.samples);
  }
};

}  // namespace convolt::engine::methods::overlap_save
