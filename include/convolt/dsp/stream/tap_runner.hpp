// SPDX-License-Identifier: BSD-3-Clause
/// Runs a stream through taps. Lanes are channels where there are many, and neighbouring results where there are few:
/// every result is the same sum in the same order in both, and however the samples are cut into chunks.
/// Layer: dsp.
#pragma once

#include <convolt/core/arch.hpp>
#include <convolt/core/index.hpp>
#include <convolt/dsp/filters/lane_rows.hpp>
#include <convolt/dsp/filters/response.hpp>
#include <convolt/dsp/stream/delays.hpp>
#include <convolt/dsp/stream/row_history.hpp>
#include <convolt/dsp/stream/tap_plan.hpp>
#include <convolt/engine/entry/backend.hpp>
#include <convolt/engine/lanes/blocks.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>
#include <vector>

namespace convolt::dsp::detail {

template <class T>
class tap_runner {
 public:
  explicit tap_runner(tap_plan<T> plan)
      : plan_(std::move(plan)),
        along_(!plan_.own_weights && plan_.channels < few_channels),
        history_({.parts = along_ ? plan_.channels : engine::lane_groups(plan_.channels),
                  .width = along_ ? 1 : group,
                  .kept = std::max<index>(plan_.back + plan_.hold, 0),
                  .ahead = plan_.ahead,
                  .room = along_ ? block_rows * group : block_rows}) {}

  index channels() const { return plan_.channels; }
  /// Results that come when so many samples do.
  index ready(index rows) const { return std::max<index>(count_ + rows - plan_.hold, 0) - results(); }
  /// Results that a sample waits for.
  index held() const { return plan_.hold; }
  /// Results after those that have come, and the zeros that bring them.
  index tail() const { return ready(zeros_for_tail()); }
  index zeros_for_tail() const { return count_ == 0 ? 0 : plan_.tail + plan_.hold; }
  index preferred_rows() const { return history_.room(); }

  void reset() {
    history_.reset();
    count_ = 0;
  }

  /// Take so many rows, and give the ready(rows) results that come.
  template <class Arch, class In, class Out>
  void run(lane_rows<In const> from, index rows, lane_rows<Out> to, scaling const& by) {
    for (index first = 0; first < rows; first += history_.room()) {
      index const n = std::min(history_.room(), rows - first);
      index const out = ready(n);
      history_.make_room(n);
      if (along_) {
        run_lines<Arch>(from, n, to, out, by);
      } else {
        run_groups<Arch>(from, n, to, out, by);
      }
      history_.advance(n);
      count_ += n;
      from = from.from(n, 0);
      to = to.from(out, 0);
    }
  }

 private:
  static constexpr index group = engine::lane_group;
  static constexpr index block_rows = 64;
  static constexpr index few_channels = 16;

  /// Those that have come.
  index results() const { return std::max<index>(count_ - plan_.hold, 0); }
  /// The first row for the next result, from the first that comes on.
  index first_row() const { return results() - count_ - plan_.back; }

  template <class Arch, class In, class Out>
  void run_groups(lane_rows<In const> const& from, index n, lane_rows<Out> const& to, index out, scaling const& by) {
    alignas(64) std::array<T, static_cast<std::size_t>(block_rows * group)> sums;
    for (index g = 0; g < engine::lane_groups(plan_.channels); ++g) {
      index const channel = g * group, lanes = std::min(group, plan_.channels - channel);
      gather(from.from(0, channel), n, g, lanes, static_cast<T>(by.gain));
      engine::backend<T, Arch>::run_taps(
          {.rows = history_.row(g, first_row()),
           .row_step = group,
           .tap_step = group,
           .weights = plan_.weights.data() + (plan_.own_weights ? g * plan_.taps * group : 0),
           .own_weights = plan_.own_weights,
           .taps = plan_.taps,
           .sums = sums.data(),
           .count = out,
           .lanes = lanes});
      scatter_lanes(sums.data(), out, lanes, static_cast<T>(by.factor), to.from(0, channel));
    }
  }

  template <class In>
  void gather(lane_rows<In const> const& from, index n, index g, index lanes, T gain) {
    if (plan_.offsets.empty()) { return gather_lanes(from, n, lanes, gain, history_.row(g, 0)); }
    for (index l = 0; l < lanes; ++l) {
      T* const to = history_.row(g, plan_.offsets[static_cast<std::size_t>(g * group + l)]) + l;
      In const* const p = from.first + l * from.channel_step;
      for (index t = 0; t < n; ++t) { to[t * group] = static_cast<T>(p[t * from.row_step]) * gain; }
    }
  }

  template <class Arch, class In, class Out>
  void run_lines(lane_rows<In const> const& from, index n, lane_rows<Out> const& to, index out, scaling const& by) {
    alignas(64) std::array<T, static_cast<std::size_t>(block_rows * group)> sums;
    for (index c = 0; c < plan_.channels; ++c) {
      T* const line = history_.row(c, 0);
      In const* const p = from.first + c * from.channel_step;
      for (index t = 0; t < n; ++t) { line[t] = static_cast<T>(p[t * from.row_step]) * static_cast<T>(by.gain); }
      engine::backend<T, Arch>::run_taps({.rows = history_.row(c, first_row()),
                                          .row_step = group,
                                          .tap_step = 1,
                                          .weights = plan_.weights.data(),
                                          .own_weights = false,
                                          .taps = plan_.taps,
                                          .sums = sums.data(),
                                          .count = engine::lane_groups(out),
                                          .lanes = std::min(group, out)});
      Out* const y = to.first + c * to.channel_step;
      for (index t = 0; t < out; ++t) {
        y[t * to.row_step] = to_sample<Out>(sums[static_cast<std::size_t>(t)] * static_cast<T>(by.factor));
      }
    }
  }

  tap_plan<T> plan_;
  bool along_;  ///< whether lanes are neighbouring results
  row_history<T> history_;
  index count_ = 0;  ///< samples that have come
};

/// One list of taps for all channels.
template <class T>
class fir_runner : public tap_runner<T> {
 public:
  fir_runner(std::vector<double> const& taps, index channels)
      : tap_runner<T>(causal_plan<T>(taps, channels)), filter_{taps} {}
  /// In samples, at so many radians per sample.
  double group_delay(double turn) const { return filter_.delay(turn); }

 private:
  evaluated_taps filter_;
};

/// A delay for each channel.
template <class T>
class delay_runner : public tap_runner<T> {
 public:
  delay_runner(channel_delays const& given, double rate)
      : tap_runner<T>(plan_of_delays<T>(given, rate)), seconds_(given.seconds) {}
  std::vector<double> const& delays_in_seconds() const { return seconds_; }

 private:
  std::vector<double> seconds_;
};

}  // namespace convolt::dsp::detail
