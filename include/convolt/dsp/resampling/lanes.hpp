// SPDX-License-Identifier: BSD-3-Clause
/// Signals side by side, as a vector holds them: rows of samples that are copied from where signals lie in memory, and
/// rows of results that are copied back. Signals may be channels, lines along time, or parts of one long line.
/// Layer: dsp.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/dsp/resampling/squares.hpp>
#include <convolt/geometry/boundary.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>

namespace convolt::dsp::detail {

/// Samples in memory, [outer][count][inner]: outer * inner signals, each along the axis in the middle.
template <class T>
struct signal_block {
  T* data = nullptr;
  index outer = 1, count = 0, inner = 1;
  index first = 0;  ///< the number of the first sample that is there

  index signals() const { return outer * inner; }
  /// Where there are no samples `data` may be null, and is not moved.
  T* of_signal(index s) const { return count == 0 ? data : data + s / inner * (count * inner) + s % inner; }
};

/// What stands where a signal has no samples.
template <class T>
struct beyond_ends {
  boundary kind = boundary::zero;
  T value = T(0);  ///< where kind is zero
};

/// A lane: which signal, and how far it is behind the first lane along it, in samples and in results.
struct lane {
  index signal = 0;
  index samples_behind = 0, results_behind = 0;
};

/// Up to Width lanes.
template <index Width>
struct lane_list {
  std::array<lane, static_cast<std::size_t>(Width)> at{};
  index count = 0;

  lane const& operator[](index l) const { return at[static_cast<std::size_t>(l)]; }
  /// Whether each is the signal beside the one before it in memory, and all are where the first one is.
  bool side_by_side(index inner) const {
    constexpr std::size_t last = static_cast<std::size_t>(Width) - 1;
    return count == Width && at[0].signal % inner + Width <= inner && at[last].signal == at[0].signal + Width - 1 &&
           at[last].results_behind == at[0].results_behind;
  }
};

/// Asks for so many numbers that are read or written soon. Lines along time are more streams than processors foresee.
template <bool Writes, class E>
CONVOLT_ALWAYS_INLINE void fetch([[maybe_unused]] E* first, [[maybe_unused]] index count) {
#if defined(CONVOLT_HAS_GNU_ASM)
  for (index i = 0; i < count; i += static_cast<index>(64 / sizeof(E))) {
    __builtin_prefetch(first + i, Writes ? 1 : 0);
    asm volatile("" : : "r"(first));  // g++ leaves out what it takes to have no effect
  }
#endif
}

/// Fills rows of lanes.
template <class T, index Width>
class lane_reader {
  static constexpr index side = square_side<T>;

 public:
  lane_reader(signal_block<T const> const& x, beyond_ends<T> const& outside) : x_(x), outside_(outside) {}

  /// rows[r][l] = sample first + r of lane l, r < count; lanes that are not there hold zeros.
  void operator()(lane_list<Width> const& lanes, index first, index count, T* rows) const {
    if (lanes.side_by_side(x_.inner)) {
      read<Width>(lanes.at[0], first, 0, count, rows);
      return;
    }
    if (lanes.count < Width) { std::fill_n(rows, count * Width, T(0)); }
    index l = 0;
    for (; x_.inner == 1 && l + side <= lanes.count; l += side) { read_squares(&lanes[l], first, count, rows + l); }
    for (; l < lanes.count; ++l) { read<1>(lanes[l], first, 0, count, rows + l); }
  }

 private:
  /// Rows `from` to `to` of N signals side by side.
  template <index N>
  void read(lane const& l, index first, index from, index to, T* rows) const {
    T const* const line = x_.of_signal(l.signal);
    index const ahead = first + l.samples_behind - x_.first;  // of the samples that are there
    index const begin = std::clamp<index>(-ahead, from, to), end = std::clamp<index>(x_.count - ahead, begin, to);
    index const step = x_.inner;
    read_outside<N>(line, ahead, from, begin, rows);
    for (index r = begin; r < end; ++r) {
      std::memcpy(rows + r * Width, line + (ahead + r) * step, N * sizeof(T));
      if constexpr (N > 1) { fetch<false>(line + std::min(ahead + r + to, x_.count - 1) * step, N); }
    }
    read_outside<N>(line, ahead, end, to, rows);
  }
  template <index N>
  void read_outside(T const* line, index ahead, index from, index to, T* rows) const {
    for (index r = from; r < to; ++r) {
      index const source = geometry::source_of(outside_.kind, ahead + r, x_.count);
      for (index n = 0; n < N; ++n) { rows[r * Width + n] = source < 0 ? outside_.value : line[source * x_.inner + n]; }
    }
  }

  /// So many lanes along time as a square has: squares where all of them have samples.
  void read_squares(lane const* lanes, index first, index count, T* rows) const {
    T const* lines[static_cast<std::size_t>(side)];
    index ahead[static_cast<std::size_t>(side)];
    index begin = 0, end = count;
    for (index i = 0; i < side; ++i) {
      lines[i] = x_.of_signal(lanes[i].signal);
      ahead[i] = first + lanes[i].samples_behind - x_.first;
      begin = std::max(begin, -ahead[i]);
      end = std::min(end, x_.count - ahead[i]);
    }
    begin = std::min(begin, count);
    for (index i = 0; i < side; ++i) {
      index const next = ahead[i] + count;
      if (next >= 0) { fetch<false>(lines[i] + next, std::min(count, x_.count - next)); }
    }
    end = begin + std::max<index>(end - begin, 0) / side * side;
    for (index r = begin; r < end; r += side) {
      transpose_square<T>([&](index i) { return lines[i] + (ahead[i] + r); },
                          [&](index i) { return rows + (r + i) * Width; });
    }
    for (index i = 0; i < side; ++i) {
      read<1>(lanes[i], first, 0, begin, rows + i);
      read<1>(lanes[i], first, end, count, rows + i);
    }
  }

  signal_block<T const> x_;
  beyond_ends<T> outside_;
};

/// Empties rows of lanes.
template <class T, index Width>
class lane_writer {
  static constexpr index side = square_side<T>;

 public:
  explicit lane_writer(signal_block<T> const& y) : y_(y) {}

  /// From one result of a signal to the next.
  index step() const { return y_.inner; }
  /// Of result `number` of a lane.
  T* place(lane const& l, index number) const {
    return y_.of_signal(l.signal) + (number + l.results_behind) * y_.inner;
  }

  /// Row r of lane l becomes result first + r of its signal, where there is such a one.
  void operator()(lane_list<Width> const& lanes, T const* rows, index first, index count) const {
    if (lanes.side_by_side(y_.inner)) {
      write<Width>(lanes.at[0], rows, first, 0, count);
      return;
    }
    index l = 0;
    for (; y_.inner == 1 && l + side <= lanes.count; l += side) { write_squares(&lanes[l], rows + l, first, count); }
    for (; l < lanes.count; ++l) { write<1>(lanes[l], rows + l, first, 0, count); }
  }

 private:
  template <index N>
  void write(lane const& l, T const* rows, index first, index from, index to) const {
    index const left = y_.count - (first + l.results_behind), end = std::min(to, left), step = y_.inner;
    T* const results = place(l, first);
    for (index r = from; r < end; ++r) {
      std::memcpy(results + r * step, rows + r * Width, N * sizeof(T));
      if constexpr (N > 1) { fetch<true>(results + std::min(r + to, left - 1) * step, N); }
    }
  }
  void write_squares(lane const* lanes, T const* rows, index first, index count) const {
    T* lines[static_cast<std::size_t>(side)];
    index end = count;
    for (index i = 0; i < side; ++i) {
      index const ahead = first + lanes[i].results_behind;
      lines[i] = y_.of_signal(lanes[i].signal) + ahead;
      end = std::min(end, y_.count - ahead);
      fetch<true>(lines[i] + count, std::min(count, y_.count - ahead - count));
    }
    end = std::max<index>(end, 0) / side * side;
    for (index r = 0; r < end; r += side) {
      transpose_square<T>([&](index i) { return rows + (r + i) * Width; }, [&](index i) { return lines[i] + r; });
    }
    for (index i = 0; i < side; ++i) { write<1>(lanes[i], rows + i, first, end, count); }
  }

  signal_block<T> y_;
};

}  // namespace convolt::dsp::detail
