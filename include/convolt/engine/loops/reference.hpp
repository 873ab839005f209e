// SPDX-License-Identifier: BSD-3-Clause
/// The convolution as its formula says it, in loops that can be read: any rank, layout, dilation, grouping and element
/// type. Every faster method is tested against these loops and falls back to them. The only cleverness is that the taps
/// of a window are cut to those that meet data, so that nothing outside the input is read or multiplied.
/// Layer: engine.
#pragma once

#include <convolt/core/arch.hpp>
#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/loops/arithmetic.hpp>
#include <convolt/engine/problem/groups.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <array>
#include <cstddef>

namespace convolt::engine {

namespace detail {

using coordinates = std::array<index, max_spatial_rank>;
using window = std::array<tap_range, max_spatial_rank>;

/// Call visit(t) for every position t of the output, the last axis fastest; not at all if the output has no elements.
template <class Visit>
constexpr void for_each_output_position(problem const& p, Visit visit) {
  if (is_empty(p)) { return; }
  coordinates t{};
  for (;;) {
    visit(t);
    std::size_t d = p.rank;
    while (d > 0 && ++t[d - 1] == p.axes[d - 1].output) { t[--d] = 0; }
    if (d == 0) { return; }
  }
}

/// The taps of the window of position t that meet data, per axis.
constexpr window window_at(problem const& p, coordinates const& t) noexcept {
  window w{};
  for (std::size_t d = 0; d < p.rank; ++d) { w[d] = taps_on_input(p.axes[d], t[d]); }
  return w;
}

/// Whether the sum over this window has no terms. Then there may be no input and no weights to point into.
constexpr bool has_no_terms(problem const& p, window const& w) noexcept {
  bool none = p.in_channels == 0;
  for (std::size_t d = 0; d < p.rank; ++d) { none = none || w[d].count == 0; }
  return none;
}

/// Where output (n, o, t) is stored.
constexpr index output_offset(problem const& p, coordinates const& t, index n, index o) noexcept {
  index offset = n * p.output_batch_step + o * p.output_channel_step;
  for (std::size_t d = 0; d < p.rank; ++d) { offset += t[d] * p.axes[d].output_step; }
  return offset;
}

/// The sum with its scale and bias, as it is stored.
template <Element T>
constexpr T finish(problem const& p, operands<T> const& x, index o, T sum) noexcept {
  T const scaled = scale(sum, x.output_scale);
  return x.bias == nullptr ? scaled : add(scaled, scale(x.bias[o * p.bias_step], x.bias_scale));
}

/// Terms [first, end) of a sum.
struct term_range {
  index first, end;
};

/// All terms on axis d, or all channels after the last axis.
constexpr term_range all_terms(problem const& p, window const& w, std::size_t d) noexcept {
  return {0, d == p.rank ? p.in_channels : w[d].count};
}

/// The products of some taps of a window on axis d and all on those after it, and of all channels, added up; or of some
/// channels after the last axis. Many terms are added up in halves: rounding errors grow with the logarithm of their
/// number then.
template <Element T, class Arch>
CONVOLT_NOINLINE constexpr T sum_window(problem const& p, window const& w, std::size_t d, term_range part,
                                        T const* input, T const* weights) noexcept {
  constexpr index most_one_by_one = 128;
  if (part.end - part.first > most_one_by_one) {
    index const middle = part.first + (part.end - part.first) / 2;
    return add(sum_window<T, Arch>(p, w, d, {part.first, middle}, input, weights),
               sum_window<T, Arch>(p, w, d, {middle, part.end}, input, weights));
  }
  T sum{};
  if (d == p.rank) {
    for (index i = part.first; i < part.end; ++i) {
      sum = multiply_add(input[i * p.input_channel_step], weights[i * p.weights_in_step], sum);
    }
    return sum;
  }
  for (index k = part.first; k < part.end; ++k) {
    index const tap = w[d].first_tap + k * w[d].tap_step;
    index const sample = w[d].first_input + k * w[d].input_step;
    T const* const x = input + sample * p.axes[d].input_step;
    T const* const next = weights + tap * p.axes[d].weights_step;
    sum = add(sum, sum_window<T, Arch>(p, w, d + 1, all_terms(p, w, d + 1), x, next));
  }
  return sum;
}

/// Compute the outputs of all batches and channels at position t. The weights are those of the problem moved by
/// weights_shift elements.
template <Element T, class Arch>
CONVOLT_NOINLINE constexpr void run_position(problem const& p, operands<T> const& x, coordinates const& t,
                                             index weights_shift) noexcept {
  window const w = window_at(p, t);
  bool const no_terms = has_no_terms(p, w);
  for (index n = 0; n < output_batch(p); ++n) {
    for (index o = 0; o < p.out_channels; ++o) {
      T sum{};
      if (!no_terms) {
        T const* const weights = x.weights + (weights_offset(p, o) + weights_shift);
        sum = sum_window<T, Arch>(p, w, 0, all_terms(p, w, 0), x.input + input_offset(p, n, o), weights);
      }
      x.output[output_offset(p, t, n, o)] = finish(p, x, o, sum);
    }
  }
}

}  // namespace detail

/// Compute the whole output. Preconditions: `fault_of(p)` is null, every index of the problem is inside its array,
/// and the output overlaps neither itself nor an operand. Complexity: `useful_multiply_adds(p)`. Allocates and throws
/// nothing.
template <Element T, class Arch = target_arch>
constexpr void run_reference(problem const& p, operands<T> const& x) noexcept {
  validate(p);
  detail::for_each_output_position(p, [&](detail::coordinates const& t) { detail::run_position<T, Arch>(p, x, t, 0); });
}

}  // namespace convolt::engine
