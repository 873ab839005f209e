// SPDX-License-Identifier: BSD-3-Clause
/// The unshared convolution: every output position has weights of its own.
/// Layer: engine.
#pragma once

#include <convolt/core/arch.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/loops/arithmetic.hpp>
#include <convolt/engine/loops/reference.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <cstddef>

namespace convolt::engine {

namespace detail {

/// The problem that a single output position sees: the entries of its weights are numbered as patches are, by input
/// channel first, then by tap, so that each axis and the channels have a distance in memory like those of shared
/// weights.
constexpr problem problem_of_position(problem const& p) noexcept {
  problem shared = p;
  index step = p.weights_in_step;
  for (std::size_t d = p.rank; d-- > 0;) {
    shared.axes[d].weights_step = step;
    step *= p.axes[d].weights;
  }
  shared.weights_in_step = step;
  return shared;
}

/// Whether there is anything to add up, for some output.
constexpr bool has_weights(problem const& p) noexcept {
  bool some = !is_empty(p) && p.in_channels > 0;
  for (std::size_t d = 0; d < p.rank; ++d) { some = some && p.axes[d].weights > 0; }
  return some;
}

}  // namespace detail

/// Compute output[n, o, t] = output_scale * sum over i, q of input[n, i, x(t, q)] * weights[o, entry(i, q), t] + the
/// bias as everywhere. In the problem the extents of the weights are those of the window; weights_in_step is the
/// distance of two entries, axes[d].weights_step that of the weights of two neighbouring output positions on axis d.
/// Preconditions, groups and complexity are those of `run_reference`.
template <Element T, class Arch = target_arch>
constexpr void run_local(problem const& p, operands<T> const& x) noexcept {
  validate(p);
  if (!detail::has_weights(p)) {
    run_reference<T, Arch>(p, x);
    return;
  }
  problem const shared = detail::problem_of_position(p);
  detail::for_each_output_position(p, [&](detail::coordinates const& t) {
    index weights_shift = 0;
    for (std::size_t d = 0; d < p.rank; ++d) { weights_shift += t[d] * p.axes[d].weights_step; }
    detail::run_position<T, Arch>(shared, x, t, weights_shift);
  });
}

}  // namespace convolt::engine
