// SPDX-License-Identifier: BSD-3-Clause
/// A convolution whose axis is dealt over ranks: which inputs a slice of its outputs needs, what a rank can compute of
/// its own samples alone, and who sends which samples to whom. Forward, strided, dilated and transposed convolutions
/// are one rule: output t meets at tap q the position t * stride + q * kernel_dilation - pad_lo of the dilated input,
/// where sample i lies at position i * input_dilation. Only integers: nothing here knows how samples travel.
/// Layer: geometry.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/geometry/axis.hpp>
#include <convolt/geometry/origin.hpp>
#include <convolt/geometry/shares.hpp>

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>
#include <vector>

namespace convolt::geometry {

namespace detail {

/// Rounded down and up, for b > 0. Positions are far from the ends of the range (longest_axis).
constexpr index floored(index a, index b) noexcept { return a / b - (a % b < 0 ? 1 : 0); }
constexpr index ceiled(index a, index b) noexcept { return -floored(-a, b); }

/// The first sample that a tap meets in the windows of these outputs, or the number of samples if none does. Taps and
/// outputs are passed in their order, and left as soon as no earlier sample can come.
constexpr index first_needed(resolved_axis const& a, slice outputs) noexcept {
  index const begin = outputs.first * a.stride - a.pad_lo;
  index const least = std::max<index>(0, ceiled(begin, a.input_dilation));
  index const period = a.input_dilation / std::gcd(a.stride, a.input_dilation);
  index best = a.input;
  for (index q = 0; q < a.kernel && best > least; ++q) {
    index const at = begin + q * a.kernel_dilation;  // of the first output
    if (at >= best * a.input_dilation) { break; }
    index const skipped = at < 0 ? ceiled(-at, a.stride) : 0;
    index const end = std::min(outputs.size(), skipped + period);
    for (index j = skipped; j < end; ++j) {
      index const position = at + j * a.stride;
      if (position >= best * a.input_dilation) { break; }
      if (position % a.input_dilation == 0) {
        best = position / a.input_dilation;
        break;
      }
    }
  }
  return best;
}

/// The same axis read from its end.
constexpr resolved_axis mirrored(resolved_axis a) noexcept {
  a.pad_lo =
      (a.output - 1) * a.stride + (a.kernel - 1) * a.kernel_dilation - a.pad_lo - (a.input - 1) * a.input_dilation;
  return a;
}

}  // namespace detail

/// The inputs that a slice of the outputs needs: from the first one that a tap meets to the last. Empty, {0, 0}, where
/// no tap meets any.
[[nodiscard]] constexpr slice needed_inputs(resolved_axis const& a, slice outputs) noexcept {
  if (outputs.empty() || a.input == 0 || a.kernel == 0) { return {}; }
  index const first = detail::first_needed(a, outputs);
  if (first == a.input) { return {}; }
  slice const from_end{a.output - outputs.end, a.output - outputs.first};
  return {first, a.input - detail::first_needed(detail::mirrored(a), from_end)};
}

/// Of these outputs, neighbours whose windows hold no sample but those of `inputs`: all but some at both ends. Empty,
/// where the outputs begin, if there are none.
[[nodiscard]] constexpr slice inside_outputs(resolved_axis const& a, slice outputs, slice inputs) noexcept {
  if (inputs.holds(needed_inputs(a, outputs))) { return outputs; }
  slice inside = outputs;
  if (inputs.first > 0) {
    inside.first = detail::floored((inputs.first - 1) * a.input_dilation + a.pad_lo, a.stride) + 1;
  }
  if (inputs.end < a.input) {
    index const reach = (a.kernel - 1) * a.kernel_dilation;
    inside.end = detail::ceiled(inputs.end * a.input_dilation + a.pad_lo - reach, a.stride);
  }
  inside = common(inside, outputs);
  return inside.empty() ? slice{outputs.first, outputs.first} : inside;
}

/// These outputs and these inputs as an axis of their own: the inputs hold all that the outputs need. Its steps are
/// those of the whole axis, taken or not, and its padding may be negative.
[[nodiscard]] constexpr resolved_axis part_of_axis(resolved_axis a, slice outputs, slice inputs) noexcept {
  a.pad_lo += inputs.first * a.input_dilation - outputs.first * a.stride;
  a.input = inputs.size();
  a.output = outputs.size();
  index const dilated_input = a.input == 0 ? 0 : (a.input - 1) * a.input_dilation + 1;
  a.pad_hi = (a.output - 1) * a.stride + (a.kernel - 1) * a.kernel_dilation + 1 - a.pad_lo - dilated_input;
  return a;
}

/// The outputs as they belong to ranks that have these inputs: each output to the rank where it lies (origin.hpp), that
/// is between the first sample of this rank and that of the next one. What lies before all samples belongs to the first
/// rank that has some, what lies behind them to the last one; without samples, all to the first rank.
[[nodiscard]] inline shares shares_of_outputs(shares const& inputs, index outputs, sample_origin const& origin) {
  std::vector<index> ends(static_cast<std::size_t>(inputs.ranks()), outputs);
  for (index r = 0; r + 1 < inputs.ranks(); ++r) {
    index const next = inputs[r + 1].first;
    index end = outputs;
    if (next < inputs.extent()) {
      end = next == 0 ? 0 : detail::ceiled(next * origin.divisor - origin.first(), origin.stride);
    }
    ends[static_cast<std::size_t>(r)] = std::clamp<index>(end, 0, outputs);
  }
  return shares::with_ends(std::move(ends));
}

/// Samples that travel from or to a rank.
struct transfer {
  index rank = 0;
  slice samples;

  friend constexpr bool operator==(transfer const&, transfer const&) = default;
};

/// What one rank has, computes, needs and exchanges. Samples and outputs are numbered as on the whole axis.
struct halo {
  slice inputs;                          ///< its samples
  slice outputs;                         ///< that it computes
  slice inside;                          ///< of these, what needs its own samples only
  slice needed;                          ///< samples, its own and those of others
  std::vector<transfer> received, sent;  ///< in the order of the ranks; none of them is empty
};

/// The halo of a rank. Complexity: the ranks times what needed_inputs takes.
[[nodiscard]] inline halo halo_of(resolved_axis const& a, shares const& inputs, shares const& outputs, index rank) {
  halo h{.inputs = inputs[rank],
         .outputs = outputs[rank],
         .inside = inside_outputs(a, outputs[rank], inputs[rank]),
         .needed = needed_inputs(a, outputs[rank]),
         .received = {},
         .sent = {}};
  for (index r = 0; r < inputs.ranks(); ++r) {
    if (r == rank) { continue; }
    slice const from = common(h.needed, inputs[r]);
    if (!from.empty()) { h.received.push_back({r, from}); }
    if (h.inputs.empty()) { continue; }
    slice const to = common(needed_inputs(a, outputs[r]), h.inputs);
    if (!to.empty()) { h.sent.push_back({r, to}); }
  }
  return h;
}

}  // namespace convolt::geometry
