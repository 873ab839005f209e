// SPDX-License-Identifier: BSD-3-Clause
/// Changes of rate by few numbers, such as 3/2 or 1/4, of signals that lie along time: a line is dealt out to `down`
/// rows, the outputs of each phase are lanes, and `up` rows of them are put together. Signals need not be turned over,
/// and the bits are those of signals side by side.
/// Layer: dsp.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/dsp/resampling/interleave.hpp>
#include <convolt/dsp/resampling/lanes.hpp>
#include <convolt/dsp/resampling/phases.hpp>
#include <convolt/engine/entry/backend.hpp>
#include <convolt/engine/lanes/blocks.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/geometry/boundary.hpp>

#include <algorithm>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace convolt::dsp::detail {

template <class T, class Arch>
class line_phases {
 public:
  /// Whether this is faster than signals side by side. A phase alone shares no samples: then each product waits for one
  /// that lies across two lines of the cache, and only short sums pay.
  static bool accepts(phase_table<T> const& table) {
    index const larger = std::max(table.up(), table.down());
    return larger <= few && (table.up() > 1 || larger <= few / 2 || table.longest() <= 32);
  }

  explicit line_phases(phase_table<T> const& table)
      : table_(table), repeats_(few / std::max(table.up(), table.down())) {}

  /// As `polyphase` has it, where x.inner is 1.
  void operator()(signal_block<T const> const& x, beyond_ends<T> const& outside, index first, signal_block<T> const& y,
                  engine::workspace& space) const {
    index const joint = phases(), step = samples_of_round();
    run r{*this, x, outside, first, std::min<index>(most_rounds, (y.count + joint - 1) / joint)};
    index const whole_rounds = whole_groups(r.rounds);
    r.row_step = whole_groups(whole_rounds + (table_.longest() + step) / step + 1);
    r.sum_step = whole_rounds;
    space.reserve(bytes_of_rows(r.row_step, step) + bytes_of_rows(r.sum_step, joint));
    r.rows = space.take<T>(static_cast<std::size_t>(r.row_step * step));
    r.sums = space.take<T>(static_cast<std::size_t>(r.sum_step * joint));
    for (index s = 0; s < y.signals(); ++s) {
      for (index o = 0; o < y.count; o += r.rounds * joint) {
        r.block(s, o, std::min(r.rounds * joint, y.count - o), y.of_signal(s) + o);
      }
    }
  }

 private:
  static constexpr auto few = static_cast<index>(engine::most_joint_phases);

  /// Neighbouring rounds of phases are taken for one, so that more sums share a sample.
  index phases() const { return table_.up() * repeats_; }
  index samples_of_round() const { return table_.down() * repeats_; }

  /// Rows and sums of so many rounds of phases stay in the first cache.
  static constexpr index most_rounds = 512;

  static index whole_groups(index n) { return engine::lane_groups(n) * engine::lane_group; }
  static std::size_t bytes_of_rows(index step, index rows) {
    return engine::aligned_size(static_cast<std::size_t>(step * rows) * sizeof(T));
  }

  /// One call: what is read, and rows for a block of samples and of sums.
  struct run {
    line_phases const& filter;
    signal_block<T const> const& x;
    beyond_ends<T> const& outside;
    index first;
    index rounds;  ///< in a block, at most
    index row_step = 0, sum_step = 0;
    T* rows = nullptr;
    T* sums = nullptr;

    /// `count` outputs of a signal, from the o-th of this call on.
    void block(index s, index o, index count, T* to) const {
      phase_table<T> const& table = filter.table_;
      index const oldest = table.oldest_of(first + o), joint = filter.phases();
      fill_rows(s, oldest, table.behind_newest_of(first + o, count) - oldest);
      engine::phase_block<T> b{.rows = rows,
                               .row_step = row_step,
                               .down = filter.samples_of_round(),
                               .phases = {},
                               .phase_count = std::min(joint, count),
                               .sums = sums,
                               .sum_step = sum_step,
                               .count = (count + joint - 1) / joint};
      for (index p = 0; p < b.phase_count; ++p) {
        phase_sum<T> const sum = table.of_output(first + o + p);
        b.phases[static_cast<std::size_t>(p)] = {sum.taps, sum.oldest - oldest, sum.count};
      }
      engine::backend<T, Arch>::run_phases(b);
      put_sums_together(count, to);
    }

    /// Samples oldest to oldest + count - 1, and zeros behind them.
    void fill_rows(index s, index oldest, index count) const {
      index const down = filter.samples_of_round();
      T const* const line = x.of_signal(s);
      index const ahead = oldest - x.first;  // of the samples that are there
      index const begin = std::clamp<index>(-ahead, 0, count), end = std::clamp<index>(x.count - ahead, begin, count);
      index const whole = std::min(end, (begin + down - 1) / down * down);  // the first that goes to row 0
      index const turns = (end - whole) / down;
      for (index i = 0; i < whole; ++i) { at(i) = sample(line, ahead + i); }
      if (turns > 0) { deal_out(line + (ahead + whole), turns, rows + whole / down); }
      for (index i = whole + turns * down; i < count; ++i) { at(i) = sample(line, ahead + i); }
      for (index r = 0; r < down; ++r) {
        index const filled = (count - r + down - 1) / down;
        std::fill(rows + r * row_step + filled, rows + (r + 1) * row_step, T(0));
      }
    }
    void deal_out(T const* line, index turns, T* to) const {
      with_constant(filter.samples_of_round(), [&](auto n) { deal<n()>(line, turns, to, row_step); });
    }
    T& at(index i) const {
      index const down = filter.samples_of_round();
      return rows[i % down * row_step + i / down];
    }
    T sample(T const* line, index t) const {
      index const source = geometry::source_of(outside.kind, t, x.count);
      return source < 0 ? outside.value : line[source];
    }

    void put_sums_together(index count, T* to) const {
      index const joint = filter.phases(), whole = count / joint;
      with_constant(joint, [&](auto n) { put_together<n()>(sums, sum_step, to, whole); });
      for (index p = 0; p < count - whole * joint; ++p) { to[whole * joint + p] = sums[p * sum_step + whole]; }
    }

    /// f of n, from 1 to 4, as a constant.
    template <class F>
    static void with_constant(index n, F const& f) {
      [&]<index... i>(std::integer_sequence<index, i...>) {
        ((n == i + 1 ? f(std::integral_constant<index, i + 1>{}) : void()), ...);
      }(std::make_integer_sequence<index, few>{});
    }
  };

  phase_table<T> const& table_;
  index repeats_;
};

}  // namespace convolt::dsp::detail
