// SPDX-License-Identifier: BSD-3-Clause
/// Runs a stream through a change of rate, phase by phase. Results lie at the times of the samples, as those of
/// scipy.signal.resample_poly do, so that each waits for half a filter.
/// Layer: dsp.
#pragma once

#include <convolt/core/arch.hpp>
#include <convolt/core/error.hpp>
#include <convolt/core/index.hpp>
#include <convolt/dsp/filters/lane_rows.hpp>
#include <convolt/dsp/resampling/design.hpp>
#include <convolt/dsp/resampling/phases.hpp>
#include <convolt/dsp/stream/resampling.hpp>
#include <convolt/dsp/stream/row_history.hpp>
#include <convolt/dsp/window.hpp>
#include <convolt/engine/entry/backend.hpp>
#include <convolt/engine/lanes/blocks.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace convolt::dsp::detail {

/// The filter of dsp::resample as it is unless told otherwise, which passes an equal rate on as it is. Taps in T.
template <class T>
phase_table<T> phases_of(rate_change const& r) {
  rate_filter const f = resampling_filter({r.up, r.down}, window::kaiser(5), 0);
  std::vector<T> const rounded(f.taps.begin(), f.taps.end());
  return {rounded.data(), static_cast<index>(rounded.size()), r.up, r.down, f.offset};
}

/// Of a large ratio down a result needs so many samples of all channels that two steps are better. Throws
/// parameter_error "ratio_too_large".
inline rate_change const& checked_memory(rate_change const& r, std::size_t number) {
  std::size_t const most = std::size_t{1} << 28, twenty = 20;  // what the filter of dsp::resample has
  std::size_t const needed = twenty * static_cast<std::size_t>(r.down) * engine::lane_group * number;
  if (needed <= most) { return r; }
  throw parameter_error({.category = "ratio_too_large",
                         .where = "dsp::stream",
                         .argument = "resampling",
                         .problem = "remembers more than 256 MiB for every 32 channels",
                         .expected = "down to 1 / " + std::to_string(most / (twenty * engine::lane_group * number)),
                         .actual = std::to_string(r.up) + " / " + std::to_string(r.down),
                         .advice = "change the rate in two steps"});
}

template <class T>
class resampling_runner {
 public:
  resampling_runner(rate_change const& r, index channels)
      : phases_(phases_of<T>(checked_memory(r, sizeof(T)))),
        channels_(channels),
        history_({.parts = engine::lane_groups(channels),
                  .width = group,
                  .kept = phases_.longest(),
                  .ahead = 0,
                  .room = std::clamp<index>(8 * r.down, 64, 4096)}) {
    index const most = (history_.room() * r.up + r.down - 1) / r.down + 1;
    sums_.resize(static_cast<std::size_t>(std::min(most, most_sums) * group));
  }

  index channels() const { return channels_; }
  index ready(index rows) const { return results(count_ + rows) - results(count_); }
  index held() const { return (phases_.offset() + phases_.up() - 1) / phases_.up(); }
  /// As many results in all as there is time for, as SciPy has it.
  index tail() const { return (count_ * phases_.up() + phases_.down() - 1) / phases_.down() - results(count_); }
  index zeros_for_tail() const {
    index const last = results(count_) + tail() - 1;  // the result after which none comes
    if (tail() == 0) { return 0; }
    index const needed = (last * phases_.down() + phases_.offset() + 1 + phases_.up() - 1) / phases_.up();
    return std::max<index>(needed - count_, 0);
  }
  index preferred_rows() const { return history_.room(); }
  double steps_per_result() const { return static_cast<double>(phases_.down()) / static_cast<double>(phases_.up()); }
  /// The filter is symmetric, and results lie where its middle is.
  double group_delay(double) const { return 0; }

  void reset() {
    history_.reset();
    count_ = 0;
  }

  template <class Arch, class In, class Out>
  void run(lane_rows<In const> from, index rows, lane_rows<Out> to, scaling const& by) {
    for (index first = 0; first < rows; first += history_.room()) {
      index const n = std::min(history_.room(), rows - first);
      index const out = ready(n);
      history_.make_room(n);
      for (index g = 0; g < engine::lane_groups(channels_); ++g) {
        index const channel = g * group, lanes = std::min(group, channels_ - channel);
        gather_lanes(from.from(0, channel), n, lanes, static_cast<T>(by.gain), history_.row(g, 0));
        for (index done = 0; done < out; done += most_sums) {
          index const sums = std::min(most_sums, out - done);
          sum_phases<Arch>(g, lanes, results(count_) + done, sums);
          scatter_lanes(sums_.data(), sums, lanes, static_cast<T>(by.factor), to.from(done, channel));
        }
      }
      history_.advance(n);
      count_ += n;
      from = from.from(n, 0);
      to = to.from(out, 0);
    }
  }

 private:
  static constexpr index group = engine::lane_group;
  static constexpr index most_sums = 1 << 13;  ///< at a time: of large ratios a sample brings many

  /// Results that so many samples suffice for: o is one if its newest sample, (o down + offset) / up, is among them.
  index results(index samples) const {
    index const last = samples * phases_.up() - 1 - phases_.offset();
    return last < 0 ? 0 : last / phases_.down() + 1;
  }

  /// So many results from the first one on: those of one phase are as far apart as there are phases.
  template <class Arch>
  void sum_phases(index g, index lanes, index first, index out) {
    for (index p = 0; p < std::min(out, phases_.up()); ++p) {
      phase_sum<T> const sum = phases_.of_output(first + p);
      engine::backend<T, Arch>::run_taps({.rows = history_.row(g, sum.oldest - count_),
                                          .row_step = phases_.down() * group,
                                          .tap_step = group,
                                          .weights = sum.taps,
                                          .own_weights = false,
                                          .taps = sum.count,
                                          .sums = sums_.data() + p * group,
                                          .sum_step = phases_.up() * group,
                                          .count = (out - p + phases_.up() - 1) / phases_.up(),
                                          .lanes = lanes});
    }
  }

  phase_table<T> phases_;
  index channels_;
  row_history<T> history_;
  aligned_vector<T> sums_;
  index count_ = 0;  ///< samples that have come
};

}  // namespace convolt::dsp::detail
