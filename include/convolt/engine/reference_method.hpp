// SPDX-License-Identifier: BSD-3-Clause
/// The reference loops as a method: any element type, any layout, never declined. It keeps a copy of the weights.
/// Layer: engine.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/engine/arithmetic.hpp>
#include <convolt/engine/buffer.hpp>
#include <convolt/engine/machine.hpp>
#include <convolt/engine/method.hpp>
#include <convolt/engine/problem.hpp>
#include <convolt/engine/reference.hpp>

#include <cstddef>
#include <memory>
#include <new>
#include <string>

namespace convolt::engine {

namespace detail {

/// The problem on a copy of its weights, which has no gaps: in the order of output channel, input channel, taps.
constexpr problem on_dense_weights(problem p) {
  checked_index step = 1;
  for (std::size_t d = p.rank; d-- > 0;) {
    p.axes[d].weights_step = step.value;
    step = step * p.axes[d].weights;
  }
  p.weights_in_step = step.value;
  step = step * p.in_channels;
  p.weights_out_step = step.value;
  p.weights_group_step = (step * out_channels_per_group(p)).value;
  if ((step * p.out_channels).overflowed) { throw std::bad_alloc(); }
  return p;
}

/// Copy the weights of a line of taps, or of all lines of the axes from d on.
template <class T>
void copy_taps(problem const& from, problem const& to, std::size_t d, T const* source, T* target) {
  if (d == from.rank) {
    *target = *source;
    return;
  }
  for (index q = 0; q < from.axes[d].weights; ++q) {
    copy_taps(from, to, d + 1, source + q * from.axes[d].weights_step, target + q * to.axes[d].weights_step);
  }
}

/// A copy of the weights, which lie as `to` says, the same problem without gaps.
template <class T>
aligned_array<T> dense_weights(request<T> const& r, problem const& to) {
  aligned_array<T> weights(static_cast<std::size_t>(to.out_channels * to.weights_out_step));
  for (index o = 0; weights.size() != 0 && o < to.out_channels; ++o) {
    for (index i = 0; i < to.in_channels; ++i) {
      T const* const source = r.weights + (weights_offset(r.p, o) + i * r.p.weights_in_step);
      copy_taps(r.p, to, 0, source, weights.data() + (weights_offset(to, o) + i * to.weights_in_step));
    }
  }
  return weights;
}

}  // namespace detail

template <Element T, class Arch>
class reference_prepared final : public prepared<T, Arch> {
 public:
  explicit reference_prepared(request<T> const& r)
      : problem_(detail::on_dense_weights(r.p)), weights_(detail::dense_weights(r, problem_)) {}

  void run(operands<T> const& x, workspace&, share part) const override {
    if (part.number != 0) { return; }
    operands<T> own = x;
    own.weights = weights_.data();
    run_reference(problem_, own);
  }
  std::size_t memory() const override { return weights_.size() * sizeof(T); }
  std::size_t workspace_bytes() const override { return 0; }
  std::string details() const override { return {}; }

 private:
  problem problem_;
  aligned_array<T> weights_;
};

template <Element T, class Arch>
struct reference_loops {
  static constexpr char const* name = "reference loops";

  static verdict judge(request<T> const& r) {
    double const products = static_cast<double>(useful_multiply_adds(r.p).value);
    return verdict::accept(products * machine::reference_cycles_per_product);
  }
  static std::unique_ptr<prepared<T, Arch> const> prepare(request<T> const& r) {
    return std::make_unique<reference_prepared<T, Arch> const>(r);
  }
};

}  // namespace convolt::engine
