// SPDX-License-Identifier: BSD-3-Clause
/// A chain of second-order sections over many channels, which goes on where it stopped: what recursive filters and
/// their streams run on. It computes in double, whatever the samples are.
/// Layer: dsp.
#pragma once

#include <convolt/core/arch.hpp>
#include <convolt/core/index.hpp>
#include <convolt/dsp/filters/lane_rows.hpp>
#include <convolt/dsp/filters/section.hpp>
#include <convolt/engine/entry/backend.hpp>
#include <convolt/engine/lanes/blocks.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

namespace convolt::dsp {

/// What is before and behind a section while a constant is passed on.
struct settled_section {
  double before = 0, behind = 0;
};

/// The constants with which a chain passes a 1 on as if that had always been there. Not finite behind a section with a
/// pole at 1, which never settles.
inline std::vector<settled_section> settled_sections(std::vector<section> const& chain) {
  std::vector<settled_section> settled;
  double x = 1;
  for (section const& s : chain) {
    double const y = x * (s.b0 + s.b1 + s.b2) / (1 + s.a1 + s.a2);
    settled.push_back({.before = x, .behind = y});
    x = y;
  }
  return settled;
}

/// Sections behind a gain.
struct scaled_chain {
  double gain = 1;
  std::vector<section> sections;
};

namespace detail {

/// Whether sections may have any zeros at the ends of the frequencies. Where the poles of some are much nearer to an
/// end than those of others, as both edges of a wide band are, each half needs the zeros of its own end: with others it
/// amplifies what the other half takes off again, and rounding with it.
inline bool may_exchange_zeros(std::vector<section> const& chain) {
  constexpr double most_amplified = 1000;
  for (double const end : {1., -1.}) {
    double nearest = std::numeric_limits<double>::infinity(), farthest = 0;
    for (section const& s : chain) {
      double const distance = std::sqrt(1 + end * s.a1 + s.a2);  // of a pair of poles, in the geometric mean
      nearest = std::min(nearest, distance);
      farthest = std::max(farthest, distance);
    }
    if (!(std::pow(farthest / nearest, static_cast<double>(chain.size()) / 2) <= most_amplified)) { return false; }
  }
  return true;
}

}  // namespace detail

/// The same filter, with the gain of sections whose zeros are at the ends of the frequencies before all of them:
/// without it, such zeros cost no multiplication. It stays where it is if all together come near the ends of the range
/// of numbers. Where as many zeros are at one end as at the other, each section gets one of each, so that all are
/// alike, unless the band is too wide for that.
inline scaled_chain with_gain_ahead(std::vector<section> chain) {
  scaled_chain scaled{.gain = 1, .sections = std::move(chain)};
  index at_zero = 0, at_half_the_rate = 0;
  for (section& s : scaled.sections) {
    double const gain = scaled.gain * s.b0;
    bool const doubled = s.b2 == s.b0 && std::abs(s.b1) == 2 * std::abs(s.b0);
    bool const one_at_each_end = s.b2 == -s.b0 && s.b1 == 0;
    if (!(doubled || one_at_each_end) || !(std::abs(gain) > 1e-100 && std::abs(gain) < 1e100)) { continue; }
    scaled.gain = gain;
    s = {.b0 = 1, .b1 = s.b1 / s.b0, .b2 = s.b2 / s.b0, .a1 = s.a1, .a2 = s.a2};
    at_zero += s.b1 < 0 ? 1 : 0;
    at_half_the_rate += s.b1 > 0 ? 1 : 0;
  }
  if (at_zero != at_half_the_rate || !detail::may_exchange_zeros(scaled.sections)) { return scaled; }
  for (section& s : scaled.sections) {
    if (s.b0 == 1 && s.b2 == 1 && std::abs(s.b1) == 2) { s.b1 = 0, s.b2 = -1; }
  }
  return scaled;
}

/// The filter and its state, which begins at rest. Copies go on independently. Only the constructor and copies
/// allocate.
class section_lanes {
 public:
  section_lanes() = default;
  section_lanes(std::vector<section> const& chain, index channels)
      : channels_(channels),
        chain_(static_cast<index>(chain.size())),
        state_(static_cast<std::size_t>(engine::lane_groups(channels) * state_size())) {
    scaled_chain const scaled = with_gain_ahead(chain);
    gain_ = scaled.gain;
    settled_ = settled_sections(scaled.sections);
    for (section const& s : scaled.sections) { numbers_.insert(numbers_.end(), {s.b0, s.b1, s.b2, s.a1, s.a2}); }
  }

  index channels() const { return channels_; }

  /// At rest again.
  void reset() { std::fill(state_.begin(), state_.end(), 0.); }

  /// As if this row, times the gain, had always been there.
  template <class In>
  void settle(lane_rows<In const> const& row, double gain = 1) {
    std::array<double, engine::lane_group> x{};
    for (index g = 0; g < engine::lane_groups(channels_); ++g) {
      detail::gather_lanes(row.from(0, g * engine::lane_group), 1, lanes_of(g), gain * gain_, x.data());
      double* z = state_of(g);
      for (settled_section const& s : settled_) {
        for (double const level : {s.before, s.before, s.behind, s.behind}) {
          for (double const value : x) { *z++ = level * value; }
        }
      }
    }
  }

  /// So many rows of samples, times the gain, through the sections; results times the factor. `to` may be where `from`
  /// is. The same bits however the rows are cut into calls. What is NaN or infinite stays in its channel, until reset.
  template <class Arch, class In, class Out>
  void run(lane_rows<In const> const& from, lane_rows<Out> const& to, index rows, double gain = 1, double factor = 1) {
    row_block block;
    // What is missing to the last group is computed with too, and must be numbers.
    bool const is_padded = channels_ % engine::lane_group != 0;
    if (is_padded) { std::fill_n(block.rows.begin(), std::min(block_rows, rows) * engine::lane_group, 0.); }
    for (index first = 0; first < rows; first += block_rows) {
      index const count = std::min(block_rows, rows - first);
      for (index g = 0; g < engine::lane_groups(channels_); ++g) {
        index const channel = g * engine::lane_group;
        run_block<Arch>(g, from.from(first, channel), to.from(first, channel), count, gain, factor, block);
      }
    }
  }

 private:
  static constexpr index block_rows = 64;

  /// Room for the rows of a group.
  struct row_block {
    alignas(64) std::array<double, static_cast<std::size_t>(block_rows* engine::lane_group)> rows;
  };

  /// A group of channels, from where it lies and to where it shall lie; or by way of rows of double.
  template <class Arch, class In, class Out>
  void run_block(index g, lane_rows<In const> const& from, lane_rows<Out> const& to, index count, double gain,
                 double factor, row_block& block) {
    constexpr index group = engine::lane_group;
    index const lanes = lanes_of(g);
    if constexpr (std::same_as<In, double> && std::same_as<Out, double>) {
      bool const as_it_is = lanes == 1 || (lanes == group && from.channel_step == 1 && to.channel_step == 1);
      if (as_it_is && factor == 1) {
        run_chain<Arch>(g, from.first, from.row_step, to.first, to.row_step, count, gain);
        return;
      }
    }
    double* const rows = block.rows.data();
    detail::gather_lanes(from, count, lanes, 1., rows);
    run_chain<Arch>(g, rows, group, rows, group, count, gain);
    detail::scatter_lanes(rows, count, lanes, factor, to);
  }
  template <class Arch>
  void run_chain(index g, double const* from, index from_step, double* to, index to_step, index count, double gain) {
    engine::backend<double, Arch>::run_sections({.from = from,
                                                 .from_step = from_step,
                                                 .to = to,
                                                 .to_step = to_step,
                                                 .count = count,
                                                 .lanes = lanes_of(g),
                                                 .sections = numbers_.data(),
                                                 .chain = chain_,
                                                 .state = state_of(g),
                                                 .gain = gain * gain_});
  }

  index state_size() const { return engine::states_of_section * chain_ * engine::lane_group; }
  index lanes_of(index g) const { return std::min(engine::lane_group, channels_ - g * engine::lane_group); }
  double* state_of(index g) { return state_.data() + g * state_size(); }

  index channels_ = 0;
  index chain_ = 0;
  double gain_ = 1;              ///< before the sections
  std::vector<double> numbers_;  ///< b0 b1 b2 a1 a2 of each section
  std::vector<settled_section> settled_;
  std::vector<double> state_;  ///< of each group and section, rows of its last two samples before and behind
};

}  // namespace convolt::dsp
