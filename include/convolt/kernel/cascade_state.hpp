// SPDX-License-Identifier: BSD-3-Clause
/// Kernels of the exponential family as a few numbers that go from step to step without error: what recursions and
/// synapses compute with.
/// Layer: kernel.
#pragma once

#include <convolt/kernel/cascade.hpp>

#include <array>
#include <cstddef>

namespace convolt::kernel {

/// State x of a cascade of N stages on steps of one length. What an event of weight w at t_0 makes of it:
///
///     x at t_0 + d          w * arrival(d)          for any d >= 0, so off the grid too
///     x one step later      step() * x              step() is lower triangular, no entry is negative
///     the response          output() * x[N - 1]     in units of w times the kernel's scale
///
/// Exact: states of many events add up, and none is ever recomputed from its time.
template <std::size_t N>
class cascade_state {
 public:
  using state = std::array<double, N>;

  cascade_state(cascade<N> const& shape, double step) : shape_(shape) {
    for (std::size_t to = 0; to < N; ++to) {
      for (std::size_t from = 0; from <= to; ++from) { step_[to][from] = shape.transfer(from, to, step); }
    }
  }

  /// step()[to][from]: what stage `to` gets in one step of what stage `from` holds.
  std::array<state, N> const& step() const { return step_; }
  double output() const { return shape_.gain(); }

  /// The state a time d >= 0 after an event of weight 1.
  state arrival(double d) const {
    state x{};
    for (std::size_t to = 0; to < N; ++to) { x[to] = shape_.transfer(0, to, d); }
    return x;
  }

 private:
  cascade<N> shape_;
  std::array<state, N> step_{};
};

}  // namespace convolt::kernel
