// SPDX-License-Identifier: BSD-3-Clause
/// Sums along some axes of an array as problems of the engine: real numbers, row by row in memory. Complex numbers are
/// pairs of real channels, for which the engine has vector loops.
/// Layer: dsp.
#pragma once

#include <convolt/core/executor.hpp>
#include <convolt/core/index.hpp>
#include <convolt/core/inline_list.hpp>
#include <convolt/engine/entry/backend.hpp>
#include <convolt/engine/methods/method.hpp>
#include <convolt/engine/problem/problem.hpp>
#include <convolt/geometry/kept_sums.hpp>

#include <algorithm>
#include <cstddef>

namespace convolt::dsp::detail {

/// One axis of a summation; with one tap at lag 0 it is carried along.
struct summed_axis {
  index samples = 1;
  index taps = 1;
  geometry::kept_sums kept = {0, 1};
};

/// out[b, m.., c] = scale * sum over q.. of x[b, m + first + q - (taps - 1).., c] * w[q..], with zeros beyond the ends.
/// The taps come as the engine takes them: the last one meets the latest sample.
struct summation {
  index batch = 1;     ///< what lies before the axes
  index channels = 1;  ///< what lies behind them: signals side by side, all with the same taps
  index in_parts = 1;  ///< real numbers per element of x that meet taps of their own
  index out_parts = 1;
  inline_list<summed_axis, max_spatial_rank> axes;
  engine::precision_level precision = engine::precision_level::default_;
  executor_ref executor = {};
};

/// Extents of the three arrays but for what lies before and behind the axes.
inline index input_points(summation const& s) {
  index points = 1;
  for (summed_axis const& axis : s.axes) { points *= axis.samples; }
  return points;
}
inline index tap_points(summation const& s) {
  index points = 1;
  for (summed_axis const& axis : s.axes) { points *= axis.taps; }
  return points;
}
inline index output_points(summation const& s) {
  index points = 1;
  for (summed_axis const& axis : s.axes) { points *= axis.kept.count; }
  return points;
}
inline index output_numbers(summation const& s) { return s.batch * output_points(s) * s.channels * s.out_parts; }

/// The part of the kept sums of an axis that meets samples at all: the rest is zero.
inline geometry::kept_sums meeting_samples(summed_axis const& axis) {
  index const sums = axis.samples == 0 ? 0 : axis.samples + axis.taps - 1;
  index const first = std::clamp<index>(axis.kept.first, 0, sums);
  index const end = std::clamp<index>(axis.kept.first + axis.kept.count, first, sums);
  return {first, end - first};
}

/// The problem, and where in the output its first sum lies.
struct placed_problem {
  engine::problem p;
  index offset = 0;
};

inline placed_problem problem_of(summation const& s) {
  index const in_width = s.channels * s.in_parts, out_width = s.channels * s.out_parts;
  placed_problem r;
  engine::problem& p = r.p;
  p.rank = s.axes.size();
  p.batch = s.batch;
  p.in_channels = s.in_parts;
  p.out_channels = out_width;
  p.feature_groups = s.channels;
  p.input_batch_step = input_points(s) * in_width;
  p.output_batch_step = output_points(s) * out_width;
  p.input_channel_step = p.output_channel_step = 1;
  p.weights_in_step = tap_points(s);
  p.weights_out_step = s.in_parts * tap_points(s);
  index input_step = in_width, output_step = out_width, weights_step = 1;
  for (std::size_t d = s.axes.size(); d-- > 0;) {
    summed_axis const& axis = s.axes[d];
    geometry::kept_sums const met = meeting_samples(axis);
    p.axes[d] = {.input = axis.samples,
                 .weights = axis.taps,
                 .output = met.count,
                 .pad_lo = axis.taps - 1 - met.first,
                 .input_step = input_step,
                 .weights_step = weights_step,
                 .output_step = output_step};
    r.offset += (met.first - axis.kept.first) * output_step;
    input_step *= axis.samples;
    output_step *= axis.kept.count;
    weights_step *= axis.taps;
  }
  return r;
}

/// Whether every kept sum meets samples, so that all of the output is computed.
inline bool all_sums_meet_samples(summation const& s) {
  return std::all_of(s.axes.begin(), s.axes.end(),
                     [](summed_axis const& axis) { return meeting_samples(axis) == axis.kept; });
}

/// Compute all of `out`. x: [batch][samples..][channels][in_parts], w: [out_parts][in_parts][taps..].
template <class R, class Arch>
void sum_products(summation const& s, R const* x, R const* w, R* out, R scale) {
  index const numbers = output_numbers(s);
  if (numbers == 0) { return; }
  if (!all_sums_meet_samples(s)) { std::fill_n(out, numbers, R(0)); }
  placed_problem const placed = problem_of(s);
  if (engine::is_empty(placed.p)) { return; }
  engine::backend<R, Arch>::run_once(placed.p,
                                     {.input = x, .weights = w, .output = out + placed.offset, .output_scale = scale},
                                     s.precision, s.executor);
}

}  // namespace convolt::dsp::detail
