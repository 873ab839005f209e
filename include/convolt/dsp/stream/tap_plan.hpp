// SPDX-License-Identifier: BSD-3-Clause
/// Filters with a finite response as streams run them: which samples a result needs, and their weights.
/// Layer: dsp.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/dsp/stream/row_history.hpp>
#include <convolt/engine/lanes/blocks.hpp>

#include <cstddef>
#include <vector>

namespace convolt::dsp::detail {

/// Result n of a channel is the sum of weights[k] x[n - back + k - offset], with the offset of the channel.
template <class T>
struct tap_plan {
  index channels = 0;
  index taps = 0;
  aligned_vector<T> weights;  ///< those of all channels; or rows of engine::lane_group, of each group one after another
  bool own_weights = false;   ///< whether channels have weights of their own
  std::vector<index> offsets;  ///< of each channel, from 0 upwards; none where all are 0
  index ahead = 0;             ///< the largest of these
  index back = 0;              ///< may be negative, for results that need samples after theirs
  index hold = 0;              ///< results that wait for later samples
  index tail = 0;              ///< results after the last sample
};

/// y[n] = sum over k of h[k] x[n - k] in each of these channels.
template <class T, class H>
tap_plan<T> causal_plan(std::vector<H> const& h, index channels) {
  tap_plan<T> plan;
  plan.channels = channels;
  plan.taps = static_cast<index>(h.size());
  for (std::size_t k = h.size(); k-- > 0;) { plan.weights.push_back(static_cast<T>(h[k])); }
  plan.back = plan.tail = plan.taps - 1;
  return plan;
}

}  // namespace convolt::dsp::detail
