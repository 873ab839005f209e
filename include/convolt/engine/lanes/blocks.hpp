// SPDX-License-Identifier: BSD-3-Clause
/// Channels as lanes: how samples of many channels lie for the loops of filters, and what these loops are asked.
/// Layer: engine.
#pragma once

#include <convolt/core/index.hpp>

#include <array>
#include <cstddef>

namespace convolt::engine {

/// Neighbouring channels that are kept together, a row of them for each point in time; what is missing to the last
/// group is filled up. The same for all instruction sets, since callers make these rows for loops that are chosen when
/// the program runs.
inline constexpr index lane_group = 32;

/// So many groups for these channels.
[[nodiscard]] constexpr index lane_groups(index channels) noexcept {
  return channels / lane_group + (channels % lane_group != 0 ? 1 : 0);
}

/// Numbers per section of a chain.
inline constexpr index numbers_of_section = 5;

/// Rows of state per section.
inline constexpr index states_of_section = 4;

/// A group of channels through a chain of sections. Per section and channel, the difference equation as it stands:
///     y[n] = b0 x[n] + b1 x[n-1] + b2 x[n-2] - a1 y[n-1] - a2 y[n-2]
struct section_block {
  double const* from;  ///< a row of lane_group numbers for each point in time; may be where the results are
  index from_step;     ///< from row to row
  double* to;
  index to_step;
  index count;             ///< of rows
  index lanes;             ///< of a row that are channels; the others hold numbers too
  double const* sections;  ///< b0 b1 b2 a1 a2 of each
  index chain;             ///< how many sections
  double* state;           ///< four rows for each section: the last two x, the later one first, and the last two y
  double gain = 1;         ///< that samples are multiplied by before the first section
};

/// sums[n * sum_step + l] = sum over k of weights[k] rows[n * row_step + k * tap_step + l], k upwards, for each lane l
/// of a group. Channels as lanes have all steps equal to the size of a group; outputs of one channel as lanes step by
/// that from row to row, and by 1 from tap to tap; where the rate changes, outputs of one phase have their own steps.
template <class T>
struct tap_block {
  T const* rows;
  index row_step, tap_step;
  T const* weights;  ///< one for each tap, or a row of lane_group
  bool own_weights;  ///< whether lanes have weights of their own
  index taps;
  T* sums;  ///< rows of lane_group
  index sum_step = lane_group;
  index count;  ///< of rows
  index lanes;  ///< of these that are wanted
};

/// So many phases at most are summed together: more sums than that do not fit in the registers.
inline constexpr std::size_t most_joint_phases = 4;

/// What output 0 of a phase is: the sum of weights[k] * sample first + k, k < count. Output n is so much behind it in
/// samples as n rounds of phases are.
template <class T>
struct phase_weights {
  T const* weights = nullptr;
  index first = 0, count = 0;
};

/// Outputs of one signal as lanes, where its rate changes: for each phase p
///     sums[p * sum_step + n] = sum over k of weights[k] * sample(n * down + first + k), k upwards,
/// where sample i is rows[i % down * row_step + i / down]. All that phases share is read once. Rows have numbers, and
/// sums have room, up to a whole lane_group of outputs.
template <class T>
struct phase_block {
  T const* rows;
  index row_step, down;
  std::array<phase_weights<T>, most_joint_phases> phases;
  index phase_count;  ///< at least 1
  T* sums;
  index sum_step;
  index count;  ///< of outputs of each phase
};

}  // namespace convolt::engine
