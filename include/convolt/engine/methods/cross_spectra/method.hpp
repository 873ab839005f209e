// SPDX-License-Identifier: BSD-3-Clause
/// The method for correlations of two long signals at few lags, as gradients of the weights of long kernels are:
/// products of spectra are added up over blocks, and transformed back once.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/text.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/methods/cross_spectra/plan.hpp>
#include <convolt/engine/methods/cross_spectra/runner.hpp>
#include <convolt/engine/methods/method.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/engine/problem/groups.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <cstddef>
#include <memory>
#include <string>

namespace convolt::engine::methods::cross_spectra {

/// The problem on a copy of its weights, in which taps are neighbours, or channels where these are the lanes.
[[nodiscard]] CONVOLT_COLD constexpr problem on_own_weights(problem p) noexcept {
  index const taps = signals_of(p).axis.weights;
  bool const together = has_neighbour_signals(p);
  for (std::size_t d = 0; d < p.rank; ++d) { p.axes[d].weights_step = together ? p.out_channels : 1; }
  p.weights_in_step = taps * (together ? p.out_channels : 1);
  p.weights_out_step = together ? 1 : p.in_channels * taps;
  p.weights_group_step = p.weights_out_step * out_channels_per_group(p);
  return p;
}

/// The problem with a copy of its weights.
template <VectorElement T, class Arch>
class prepared final : public planned<T> {
 public:
  CONVOLT_COLD prepared(request<T> const& r, block_plan const& plan)
      : planned<T>(r.p), own_(on_own_weights(r.p)), plan_(plan), runner_(own_, plan) {
    axis_problem const from = signals_of(r.p).axis, to = signals_of(own_).axis;
    weights_ = aligned_array<T>(static_cast<std::size_t>(r.p.out_channels * r.p.in_channels * to.weights));
    for (index o = 0; o < own_.out_channels; ++o) {
      for (index i = 0; i < own_.in_channels; ++i) {
        T const* const source = r.weights + (weights_offset(r.p, o) + i * r.p.weights_in_step);
        T* const target = weights_.data() + (weights_offset(own_, o) + i * own_.weights_in_step);
        for (index q = 0; q < to.weights; ++q) { target[q * to.weights_step] = source[q * from.weights_step]; }
      }
    }
  }

  void run(operands<T> const& x, workspace& space, share part) const override {
    space.reserve(workspace_bytes());
    operands<T> own = x;
    own.weights = weights_.data();
    runner_.run(own, space, part);
  }
  std::size_t memory() const override { return weights_.size() * sizeof(T) + runner_.memory(); }
  std::size_t workspace_bytes() const override { return runner_.workspace_bytes(); }
  std::string details() const override {
    text out;
    out << "  blocks of " << plan_.samples << " samples and " << plan_.taps << " taps, two at a time, " << plan_.blocks
        << " of them; lanes are " << (plan_.lanes == lane_use::signals ? "channels\n" : "samples\n");
    return out.str();
  }

 private:
  problem own_;
  block_plan plan_;
  aligned_array<T> weights_;
  runner<T, Arch> runner_;
};

/// The method itself.
template <VectorElement T, class Arch>
struct method {
  static constexpr char const* name = "cross_spectra";
  static constexpr char const* about = "few lags of long signals, sums of products of spectra";
  static constexpr bool same_in_parts = false;  ///< errors follow the samples of a block
  static constexpr weights_use single_run = weights_use::in_place;
  static constexpr bool has_pieces = true;

  CONVOLT_COLD static verdict judge(request<T> const& r) {
    if (r.precision == precision_level::high || r.precision == precision_level::highest) {
      return verdict::decline("its rounding errors follow the largest samples, but direct sums are asked for");
    }
    if (char const* const reason = why_no_signals(r.p)) { return verdict::decline(reason); }
    checked_index const weights = checked_index(r.p.out_channels) * r.p.in_channels * signals_of(r.p).axis.weights;
    if (weights.overflowed || weights.value > farthest) {
      return verdict::decline("the copied weights would not fit in memory");
    }
    block_plan const best = cost_model<T, Arch>(r.p).best();
    if (best.samples == 0) { return verdict::decline("there are too many lags for one transform"); }
    return verdict::accept(best.cycles);
  }
  static std::unique_ptr<planned<T>> plan(request<T> const& r) {
    return make_planned<T, prepared<T, Arch>>(r, cost_model<T, Arch>(r.p).best());
  }

  /// With the weights where they are.
  CONVOLT_COLD static bool run_once(request<T> const& r, operands<T> const& x, workspace& space) {
    runner<T, Arch> const now(r.p, cost_model<T, Arch>(r.p).best());
    space.reserve(now.workspace_bytes());
    now.run(x, space, {});
    return true;
  }
};

/// Its place in lists for translation units that take no gradients.
template <VectorElement T, class Arch>
struct left_out {
  static constexpr char const* name = method<T, Arch>::name;
  static constexpr char const* about = method<T, Arch>::about;
  static constexpr bool same_in_parts = false;

  static verdict judge(request<T> const&) { return verdict::decline("this file computes no gradients so"); }
  static std::unique_ptr<planned<T>> plan(request<T> const&) { return nullptr; }
};

}  // namespace convolt::engine::methods::cross_spectra
