// SPDX-License-Identifier: BSD-3-Clause
/// The shortest way through tiny problems: no plan, no allocation, no virtual call, weights as the caller has them.
/// The same loops are a method as well, for callers that have a plan: then the weights are packed beforehand.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/costs.hpp>
#include <convolt/engine/arch/family.hpp>
#include <convolt/engine/arch/traits.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/loops/reference.hpp>
#include <convolt/engine/methods/method.hpp>
#include <convolt/engine/methods/shared/dense_weights.hpp>
#include <convolt/engine/methods/tiny/by_channel.hpp>
#include <convolt/engine/methods/tiny/by_position.hpp>
#include <convolt/engine/methods/tiny/joined.hpp>
#include <convolt/engine/methods/tiny/limits.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/engine/problem/phases.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <memory>
#include <string>

namespace convolt::engine::methods::tiny {

/// Compute a tiny problem and return true, or return false with nothing written. The promises are those of a plan:
/// `fault_of(p)` is null, and outputs do not overlap with what is read.
template <VectorElement T, class Arch = default_arch>
[[nodiscard]] bool run_at_once(problem const& p, operands<T> const& x) {
  if (can_join(p)) { return run_at_once<T, Arch>(with_joined_axes(p), x); }
  if (!has_tiny_extents(p)) { return false; }
  if (has_line_lanes(p)) {
    by_position<T, Arch> const loops(p);
    if (!loops.fits()) { return false; }
    if (loops.takes(x.weights)) {
      loops.compute(x);
    } else {
      run_reference<T, Arch>(p, x);
    }
    return true;
  }
  by_channel<T, Arch> loops(p);
  alignas(memory_alignment) T packed[by_channel<T, Arch>::most_packed];
  bool const in_place = loops.reads_in_place();
  if (!in_place) { loops.pack(x.weights, packed); }
  weights_view<T> const weights = in_place ? loops.in_place(x.weights) : loops.packed(packed);
  loops.settle(weights);
  loops.compute(x, weights.first);
  return true;
}

/// A tiny problem with packed weights.
template <VectorElement T, class Arch>
class prepared_by_channel final : public planned<T> {
 public:
  explicit prepared_by_channel(request<T> const& r)
      : planned<T>(r.p), joined_(with_joined_axes(r.p)), loops_(joined_), weights_(loops_.packed_size()) {
    loops_.pack(r.weights, weights_.data());
    loops_.settle(loops_.packed(weights_.data()));
  }

  void run(operands<T> const& x, workspace&, share part) const override {
    if (part.number == 0) { loops_.compute(x, weights_.data()); }
  }
  std::size_t memory() const override { return weights_.size() * sizeof(T); }
  std::size_t workspace_bytes() const override { return 0; }
  std::string details() const override { return "  lanes are output channels\n"; }

 private:
  problem joined_;
  by_channel<T, Arch> loops_;
  aligned_array<T> weights_;
};

/// A tiny problem with a copy of its weights.
template <VectorElement T, class Arch>
class prepared_by_position final : public planned<T> {
 public:
  explicit prepared_by_position(request<T> const& r)
      : planned<T>(r.p),
        dense_(on_dense_weights(r.p)),
        joined_(with_joined_axes(dense_)),
        loops_(joined_),
        weights_(dense_weights(r, dense_)) {
    taken_ = loops_.takes(weights_.data());
  }

  void run(operands<T> const& x, workspace&, share part) const override {
    if (part.number != 0) { return; }
    operands<T> own = x;
    own.weights = weights_.data();
    if (taken_) {
      loops_.compute(own);
    } else {
      run_reference<T, Arch>(dense_, own);
    }
  }
  std::size_t memory() const override { return weights_.size() * sizeof(T); }
  std::size_t workspace_bytes() const override { return 0; }
  std::string details() const override { return "  lanes are neighbouring outputs\n"; }

 private:
  problem dense_;
  problem joined_;
  by_position<T, Arch> loops_;
  aligned_array<T> weights_;
  bool taken_ = false;
};

/// The method: what `run_at_once` does.
template <VectorElement T, class Arch>
struct method {
  static constexpr char const* name = "tiny";
  static constexpr weights_use single_run = weights_use::in_place;
  static constexpr char const* about = "no plan, no tables";
  static constexpr bool same_in_parts = false;  ///< a tile of one position has four sums

  CONVOLT_COLD static verdict judge(request<T> const& r) {
    problem const p = with_joined_axes(r.p);
    if (!is_tiny(p)) { return verdict::decline("the problem is not tiny, or its channels are not neighbours"); }
    return verdict::accept(estimate_cycles(p));
  }
  static std::unique_ptr<planned<T>> plan(request<T> const& r) {
    if (has_line_lanes(with_joined_axes(r.p))) { return make_planned<T, prepared_by_position<T, Arch>>(r); }
    return make_planned<T, prepared_by_channel<T, Arch>>(r);
  }

 private:
  CONVOLT_COLD static double estimate_cycles(problem const& p) {
    namespace cost = costs::tiny;
    double const width = static_cast<double>(lanes<T, Arch>);
    double const products = static_cast<double>(useful_multiply_adds(p).value);
    double lines = static_cast<double>(p.batch);  // of taps, for all lines of outputs
    for (std::size_t d = 0; d + 1 < p.rank; ++d) { lines *= static_cast<double>(p.axes[d].output); }
    double const output_lines = lines;
    lines *= engine::lines_of_taps(p);
    axis_problem const& last = p.axes[p.rank - 1];
    if (has_line_lanes(p)) {
      // The lanes as they are filled, and what a single sum has to wait for.
      double const phases = static_cast<double>(phase_count(last));
      double const outputs = static_cast<double>(last.output);
      double const vectors = std::ceil(outputs / phases / width) * phases;
      double const waits = p.out_channels < 4 ? 2 : 1.15;
      double const summed = products / outputs * vectors / products_per_cycle<T, Arch>() * waits;
      // Few products leave nothing to do while vectors are copied and stored; many hide it.
      double const moved = output_lines * vectors *
                           (static_cast<double>(p.in_channels) * cost::cycles_per_copied_vector +
                            static_cast<double>(p.out_channels) * cost::cycles_per_stored_vector);
      return cost::cycles_per_call + std::max(summed, moved) + lines * cost::cycles_per_line;
    }
    // The lanes as they are filled.
    index const s = shares_samples(p, static_cast<index>(lanes<T, Arch>)) ? last.input_dilation : 1;
    double const channels = static_cast<double>(p.out_channels * s);
    double const vectors = std::max(1., std::ceil(channels / width));
    double const rows = static_cast<double>(tile_rows<Arch, 1>);
    return cost::cycles_per_call + products / channels * vectors / products_per_cycle<T, Arch>() * 1.15 +
           lines * vectors * std::ceil(static_cast<double>(last.output) / rows) * cost::cycles_per_line_of_tile +
           (std::fmod(channels, width) == 0 ? 0 : output_numbers(p) / channels * cost::cycles_per_part_of_vector);
  }
};

}  // namespace convolt::engine::methods::tiny
