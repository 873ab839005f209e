// SPDX-License-Identifier: BSD-3-Clause
/// Changes of rate as numbers: any range of the outputs of a filter in phases, of signals side by side. Every output is
/// one sum, from its oldest sample to its newest, in one loop of the engine: so its bits do not depend on which others
/// are computed with it, nor on how signals lie in memory, and streams have the same ones.
/// Layer: dsp.
#pragma once

#include <convolt/core/arch.hpp>
#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/dsp/resampling/lanes.hpp>
#include <convolt/dsp/resampling/line_phases.hpp>
#include <convolt/dsp/resampling/phases.hpp>
#include <convolt/engine/entry/backend.hpp>
#include <convolt/engine/lanes/blocks.hpp>
#include <convolt/engine/problem/buffer.hpp>

#include <algorithm>
#include <cstddef>

namespace convolt::dsp::detail {

/// The filter h of a phase_table over signals x, y[o] = sum over k of h[k] x'[o down + offset - k]. Float or double.
/// Numbers that are not finite reach the outputs that meet them and no others; zeros of the boundary are multiplied, so
/// taps are finite.
template <class T, class Arch>
class polyphase {
  static constexpr index width = engine::lane_group;
  using lanes = lane_list<width>;

 public:
  explicit polyphase(phase_table<T> const& table) : table_(table) {}

  /// Outputs first .. first + y.count - 1 to y, which has the signals of x. Samples of x that are not there are what
  /// `outside` says: a stream hands over as many as outputs meet. Grows `space`, and allocates nothing once that is
  /// large enough.
  void operator()(signal_block<T const> const& x, beyond_ends<T> const& outside, index first, signal_block<T> const& y,
                  engine::workspace& space) const {
    index const signals = y.signals(), whole = signals - signals % width;
    if (signals == 0 || y.count == 0) { return; }
    if (y.inner == 1 && line_phases<T, Arch>::accepts(table_)) {
      line_phases<T, Arch> const along{table_};
      along(x, outside, first, y, space);
      return;
    }
    run r{*this, {x, outside}, lane_writer<T, width>(y), first, block_for(y.count), is_small(y)};
    index const in_rows = table_.behind_newest_of(first, r.most) - table_.oldest_of(first) + 1;
    space.reserve(bytes_of_rows(in_rows) + bytes_of_rows(r.most));
    r.rows = space.take<T>(static_cast<std::size_t>(in_rows * width));
    r.sums = space.take<T>(static_cast<std::size_t>(r.most * width));
    // Channels side by side share lines of the cache, and go through time together; others one after the other.
    index const step = y.inner < width ? width : whole;
    for (index from = 0; from < whole; from += step) {
      for (index o = 0; o < y.count; o += r.most) {
        index const count = std::min(r.most, y.count - o);
        for (index s = from; s < from + step; s += width) { r.block(lanes_of(s, width, 1, 0), o, count); }
      }
    }
    if (whole == signals) { return; }
    index const rounds = (y.count + table_.up() - 1) / table_.up();
    index const parts = std::min(width / (signals - whole), rounds), rounds_each = (rounds + parts - 1) / parts;
    lanes const l = lanes_of(whole, signals - whole, (rounds + rounds_each - 1) / rounds_each, rounds_each);
    index const length = std::min(rounds_each * table_.up(), y.count);
    for (index o = 0; o < length; o += r.most) { r.block(l, o, std::min(r.most, length - o)); }
  }

 private:
  /// One call: what is read and written, and rows for a block of samples and of sums.
  struct run {
    polyphase const& filter;
    lane_reader<T, width> read;
    lane_writer<T, width> write;
    index first;
    index most;     ///< outputs in a block
    bool in_place;  ///< sums of signals side by side are made where they belong
    T* rows = nullptr;
    T* sums = nullptr;

    void block(lanes const& l, index o, index count) const {
      phase_table<T> const& table = filter.table_;
      index const oldest = table.oldest_of(first + o);
      read(l, oldest, table.behind_newest_of(first + o, count) - oldest, rows);
      if (in_place && l.side_by_side(write.step())) {
        filter.sum_block(first + o, count, l.count, rows, oldest, {write.place(l[0], o), write.step()});
        return;
      }
      filter.sum_block(first + o, count, l.count, rows, oldest, {sums, width});
      write(l, sums, o, count);
    }
  };

  /// Whether results stay in the caches. Others are fetched while rows are read, before they are written: stores of
  /// sums, so far apart, would each wait for memory.
  static bool is_small(signal_block<T> const& y) {
    return static_cast<std::size_t>(y.signals() * y.count) * sizeof(T) <= (std::size_t{8} << 20);
  }
  static std::size_t bytes_of_rows(index count) {
    return engine::aligned_size(static_cast<std::size_t>(count * width) * sizeof(T));
  }
  /// Rounds of phases, several of them, since outputs of one phase are summed together; as long as rows and sums stay
  /// in the caches.
  index block_for(index count) const {
    index const few = 8 * table_.up();
    return std::min(few > 8192 ? index{512} : std::max(few, 128 / few * few), count);
  }
  /// n signals from s on, each in parts of so many rounds of phases: all parts begin at one phase.
  lanes lanes_of(index s, index n, index parts, index rounds) const {
    lanes all;
    for (index i = 0; i < n * parts; ++i) {
      index const part = i % parts * rounds;
      all.at[static_cast<std::size_t>(i)] = {s + i / parts, part * table_.down(), part * table_.up()};
    }
    all.count = n * parts;
    return all;
  }

  /// Where sums of a group of lanes go: from row to row.
  struct sum_rows {
    T* first;
    index step;
  };

  /// Outputs o .. o + count - 1 of so many lanes, from rows of which the first holds sample `oldest`.
  void sum_block(index o, index count, index lanes_there, T const* rows, index oldest, sum_rows const& out) const {
    index const up = table_.up();
    for (index p = 0; p < std::min(up, count); ++p) {
      phase_sum<T> const sum = table_.of_output(o + p);
      engine::backend<T, Arch>::run_taps({.rows = rows + (sum.oldest - oldest) * width,
                                          .row_step = table_.down() * width,
                                          .tap_step = width,
                                          .weights = sum.taps,
                                          .own_weights = false,
                                          .taps = sum.count,
                                          .sums = out.first + p * out.step,
                                          .sum_step = up * out.step,
                                          .count = (count - p + up - 1) / up,
                                          .lanes = lanes_there});
    }
  }

  phase_table<T> const& table_;
};

}  // namespace convolt::dsp::detail
