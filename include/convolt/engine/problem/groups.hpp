// SPDX-License-Identifier: BSD-3-Clause
/// Groups as runs of output channels: within a run all channels read the same input channels of the same batches, so
/// that a run is a convolution without groups. Also where the arrays of such a run begin.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/problem/problem.hpp>

#include <algorithm>
#include <numeric>
#include <vector>

namespace convolt::engine {

/// Where the input of output (n, o) begins: at the first channel of the feature group of o, in the batch group of o.
[[nodiscard]] constexpr index input_offset(problem const& p, index n, index o) noexcept {
  index const g = o / out_channels_per_group(p);
  index const b = o / (p.out_channels / p.batch_groups);
  return (b * output_batch(p) + n) * p.input_batch_step + g * p.in_channels * p.input_channel_step;
}

/// Where the weights of output channel o begin.
[[nodiscard]] constexpr index weights_offset(problem const& p, index o) noexcept {
  index const per_group = out_channels_per_group(p);
  return o % per_group * p.weights_out_step + o / per_group * p.weights_group_step;
}

/// A run of output channels, and how far its arrays begin from those of the whole problem.
struct channel_run {
  index first = 0, count = 0;
  index input_offset = 0, weights_offset = 0, output_offset = 0;
};

/// All runs, in order: one per feature group or batch group, and where a problem has both kinds, one per pair that has
/// output channels in common.
[[nodiscard]] CONVOLT_COLD inline std::vector<channel_run> channel_runs(problem const& p) {
  std::vector<channel_run> runs;
  index const per_feature_group = out_channels_per_group(p);
  index const per_batch_group = p.out_channels / p.batch_groups;
  for (index first = 0; first < p.out_channels;) {
    index const g = first / per_feature_group;
    index const b = first / per_batch_group;
    index const end = std::min((g + 1) * per_feature_group, (b + 1) * per_batch_group);
    runs.push_back({.first = first,
                    .count = end - first,
                    .input_offset = b * output_batch(p) * p.input_batch_step + g * p.in_channels * p.input_channel_step,
                    .weights_offset = first % per_feature_group * p.weights_out_step + g * p.weights_group_step,
                    .output_offset = first * p.output_channel_step});
    first = end;
  }
  return runs;
}

/// The greatest number of output channels that divides those of every run.
[[nodiscard]] constexpr index channels_of_all_runs(problem const& p) noexcept {
  return std::gcd(out_channels_per_group(p), p.out_channels / p.batch_groups);
}

/// The problem of one run: no groups, on pointers moved by the run's offsets.
[[nodiscard]] constexpr problem without_groups(problem const& p, channel_run const& run) noexcept {
  problem alone = p;
  alone.batch = output_batch(p);
  alone.out_channels = run.count;
  alone.feature_groups = 1;
  alone.batch_groups = 1;
  alone.weights_group_step = 0;
  return alone;
}

}  // namespace convolt::engine
