// SPDX-License-Identifier: BSD-3-Clause
/// The shortest way through tiny problems: no plan, no allocation, no virtual call, weights as the caller has them.
/// The same loops are a method as well, for callers that have a plan: then the weights are packed beforehand.
/// Layer: engine.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/engine/buffer.hpp>
#include <convolt/engine/machine.hpp>
#include <convolt/engine/method.hpp>
#include <convolt/engine/problem.hpp>
#include <convolt/engine/reference_method.hpp>
#include <convolt/engine/simd.hpp>
#include <convolt/engine/tiny_channels.hpp>
#include <convolt/engine/tiny_lines.hpp>
#include <convolt/engine/tiny_positions.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <memory>
#include <string>

namespace convolt::engine {

/// Compute a tiny problem and return true, or return false with nothing written. The promises are those of a plan:
/// `fault_of(p)` is null, and outputs do not overlap with what is read.
template <VectorElement T, class Arch = default_arch>
[[nodiscard]] bool run_tiny(problem const& p, operands<T> const& x) {
  if (!is_tiny(p)) { return false; }
  if (is_empty(p)) { return true; }
  if (detail::has_line_lanes(p)) {
    detail::tiny_positions<T, Arch>(p).compute(x);
    return true;
  }
  detail::tiny_channels<T, Arch> const loops(p);
  if (loops.reads_in_place()) {
    loops.compute(x, loops.in_place(x.weights));
    return true;
  }
  alignas(memory_alignment) T packed[detail::tiny_channels<T, Arch>::most_packed];
  loops.pack(x.weights, packed);
  loops.compute(x, loops.packed(packed));
  return true;
}

/// A tiny problem with packed weights.
template <VectorElement T, class Arch>
class tiny_prepared final : public prepared<T, Arch> {
 public:
  explicit tiny_prepared(request<T> const& r)
      : problem_(detail::on_dense_weights(r.p)), on_line_(detail::has_line_lanes(r.p)), loops_(problem_) {
    if (is_empty(problem_)) { return; }
    if (on_line_) {
      weights_ = aligned_array<T>(static_cast<std::size_t>(problem_.weights_out_step));
      if (weights_.size() != 0) { detail::copy_taps(r.p, problem_, 0, r.weights, weights_.data()); }
    } else {
      weights_ = aligned_array<T>(loops_.packed_size());
      if (weights_.size() != 0) { detail::tiny_channels<T, Arch>(r.p).pack(r.weights, weights_.data()); }
    }
  }

  void run(operands<T> const& x, workspace&, share part) const override {
    if (part.number != 0 || is_empty(problem_)) { return; }
    if (on_line_) {
      operands<T> own = x;
      own.weights = weights_.data();
      detail::tiny_positions<T, Arch>(problem_).compute(own);
    } else {
      loops_.compute(x, loops_.packed(weights_.data()));
    }
  }
  std::size_t memory() const override { return weights_.size() * sizeof(T); }
  std::size_t workspace_bytes() const override { return 0; }
  std::string details() const override {
    return on_line_ ? "  lanes are neighbouring outputs\n" : "  lanes are output channels\n";
  }

 private:
  problem problem_;
  bool on_line_;
  detail::tiny_channels<T, Arch> loops_;
  aligned_array<T> weights_;
};

/// The method: what `run_tiny` does.
template <VectorElement T, class Arch>
struct tiny_method {
  static constexpr char const* name = "tiny";

  static verdict judge(request<T> const& r) {
    if (!is_tiny(r.p)) { return verdict::decline("the problem is not tiny, or its channels are not neighbours"); }
    return verdict::accept(estimate_cycles(r.p));
  }
  static std::unique_ptr<prepared<T, Arch> const> prepare(request<T> const& r) {
    return std::make_unique<tiny_prepared<T, Arch> const>(r);
  }

 private:
  static double estimate_cycles(problem const& p) {
    double const width = static_cast<double>(lanes<T, Arch>);
    double const products = static_cast<double>(useful_multiply_adds(p).value);
    if (is_empty(p) || detail::has_line_lanes(p)) { return call + products / width; }
    // The lanes as they are filled, and per line of outputs the two borders and a tile or two.
    index const s =
        detail::shares_samples(p, static_cast<index>(lanes<T, Arch>)) ? p.axes[p.rank - 1].input_dilation : 1;
    double const channels = static_cast<double>(p.out_channels * s);
    double const vectors = std::max(1., std::ceil(channels / width));
    double lines = static_cast<double>(p.batch) * vectors;
    for (std::size_t d = 0; d + 1 < p.rank; ++d) { lines *= static_cast<double>(p.axes[d].output); }
    return call + products / channels * vectors / machine::products_per_cycle * 1.15 + lines * per_line;
  }

  static constexpr double call = 20, per_line = 20;  ///< cycles, as sparingly counted as those of other methods
};

}  // namespace convolt::engine
