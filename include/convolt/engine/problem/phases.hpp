// SPDX-License-Identifier: BSD-3-Clause
/// Phases: a convolution whose input is dilated (a transposed one, say) is several convolutions whose input is not.
/// Along an axis the outputs fall into residue classes; in a class the taps that meet real samples are always the same
/// ones, so that no inserted zero is ever read, let alone multiplied. Each phase is a `problem` with input_dilation 1
/// on the same arrays; the phases together write every output exactly once.
/// Layer: engine.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <array>
#include <cstddef>
#include <numeric>

namespace convolt::engine {

/// One residue class of the outputs of an axis: outputs first_output + j * output_step, taps first_tap + k * tap_step;
/// output j meets at tap k the sample j * stride + k * dilation - pad_lo, if there is one.
struct axis_phase {
  index outputs = 0, first_output = 0, output_step = 1;
  index taps = 0, first_tap = 0, tap_step = 1;
  index stride = 1, dilation = 1, pad_lo = 0;
};

/// How many residue classes the outputs of an axis have. Classes beyond the output are not counted.
[[nodiscard]] constexpr index phase_count(axis_problem const& a) noexcept {
  if (a.input_dilation == 1) { return 1; }
  index const period = a.input_dilation / std::gcd(a.stride, a.input_dilation);
  return period < a.output ? period : (a.output > 0 ? a.output : 1);
}

constexpr index floor_divide(index a, index b) noexcept { return a / b - (a % b < 0 ? 1 : 0); }

/// a mod b, in [0, b).
constexpr index positive_mod(index a, index b) noexcept {
  index const r = a % b;
  return r < 0 ? r + b : r;
}

/// Class r of an axis, r < phase_count(a).
[[nodiscard]] constexpr axis_phase phase_of(axis_problem const& a, index r) noexcept {
  index const dilation = a.input_dilation;
  index const common = std::gcd(a.stride, dilation);
  index const tap_period = dilation / std::gcd(a.weights_dilation, dilation);
  axis_phase phase;
  phase.first_output = r;
  phase.output_step = dilation / common;
  phase.outputs = a.output > r ? (a.output - r - 1) / phase.output_step + 1 : 0;
  phase.stride = a.stride / common;
  phase.tap_step = tap_period;
  phase.dilation = a.weights_dilation / std::gcd(a.weights_dilation, dilation);
  // The first tap whose position on the dilated axis is one of a sample.
  index const begin = r * a.stride - a.pad_lo;
  index q = 0;
  index const tries = tap_period < a.weights ? tap_period : a.weights;
  while (q < tries && positive_mod(begin + q * a.weights_dilation, dilation) != 0) { ++q; }
  phase.taps = q < tries ? (a.weights - q - 1) / tap_period + 1 : 0;
  phase.first_tap = q;
  phase.pad_lo = phase.taps > 0 ? -floor_divide(begin + q * a.weights_dilation, dilation) : 0;
  return phase;
}

/// A phase of the whole problem, and how far its weights and outputs begin from those of the whole.
struct phase_problem {
  problem p;
  index weights_offset = 0;
  index output_offset = 0;
};

/// The number of phases of a problem: 1 if no input is dilated.
[[nodiscard]] constexpr index phase_count(problem const& p) noexcept {
  index n = 1;
  for (std::size_t d = 0; d < p.rank; ++d) { n *= phase_count(p.axes[d]); }
  return n;
}

/// Phase number `number`, the last axis fastest. A phase that no tap reaches has an axis with 0 taps: its outputs are
/// the bias or zero, and have to be written all the same.
[[nodiscard]] constexpr phase_problem phase(problem const& p, index number) noexcept {
  phase_problem result{.p = p};
  for (std::size_t d = p.rank; d-- > 0;) {
    axis_problem const& a = p.axes[d];
    index const count = phase_count(a);
    axis_phase const f = phase_of(a, number % count);
    number /= count;
    result.p.axes[d] = {.input = a.input,
                        .weights = f.taps,
                        .output = f.outputs,
                        .stride = f.stride,
                        .input_dilation = 1,
                        .weights_dilation = f.dilation,
                        .pad_lo = f.pad_lo,
                        .input_step = a.input_step,
                        .weights_step = f.tap_step * a.weights_step,
                        .output_step = f.output_step * a.output_step};
    result.weights_offset += f.taps > 0 ? f.first_tap * a.weights_step : 0;
    result.output_offset += f.first_output * a.output_step;
  }
  return result;
}

}  // namespace convolt::engine
