// SPDX-License-Identifier: BSD-3-Clause
/// Goes through the positions of a phase, tile by tile, and gathers the pointers each tile needs.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/buffer.hpp>
#include <convolt/engine/rows.hpp>
#include <convolt/engine/tile.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace convolt::engine {

/// The arrays of a phase: each points to what the first output channel of its first position reads or writes.
template <class T>
struct row_arrays {
  T const* input;
  T* output;
  T const* zeros;  ///< as many as a row has values
};

namespace detail {

/// A set of rows of a tile, one bit each.
using row_set = std::uint32_t;

constexpr row_set rows_from(index first, index count) noexcept { return ((row_set{1} << count) - 1) << first; }

/// A position, and where its line along the last axis begins in memory.
struct line_cursor {
  index n = 0;
  std::array<index, max_spatial_rank> t{};
  index input = 0, output = 0;  ///< of sample 0 and output 0 of the line
  bool inside = true;           ///< whether the windows of the line are inside on all axes but the last
};

/// Place the cursor on the line of its position.
inline void enter_line(row_geometry const& g, line_cursor& at) noexcept {
  at.input = at.n * g.input_batch_step;
  at.output = at.n * g.output_batch_step;
  at.inside = true;
  for (std::size_t d = 0; d + 1 < g.rank; ++d) {
    row_axis const& a = g.axes[d];
    index const start = at.t[d] * a.stride - a.pad_lo;
    at.input += start * a.input_step;
    at.output += at.t[d] * a.output_step;
    at.inside = at.inside && start >= 0 && start + a.reach < a.input;
  }
}

inline line_cursor cursor_at(row_geometry const& g, index position) noexcept {
  line_cursor at;
  for (std::size_t d = g.rank; d-- > 0;) {
    at.t[d] = position % g.axes[d].outputs;
    position /= g.axes[d].outputs;
  }
  at.n = position;
  enter_line(g, at);
  return at;
}

/// Go on by count positions, which do not reach beyond the end of the line.
inline void advance(row_geometry const& g, line_cursor& at, index count) noexcept {
  std::size_t d = g.rank - 1;
  at.t[d] += count;
  if (at.t[d] < g.axes[d].outputs) { return; }
  while (at.t[d] == g.axes[d].outputs) {
    at.t[d] = 0;
    if (d == 0) {
      ++at.n;
      break;
    }
    ++at.t[--d];
  }
  enter_line(g, at);
}

/// The taps q of an axis whose samples start + q * dilation exist: [lo, hi).
struct tap_interval {
  index lo, hi;
};
constexpr tap_interval taps_inside(row_axis const& a, index start) noexcept {
  index const lo = start >= 0 ? 0 : (-start + a.dilation - 1) / a.dilation;
  index const hi = start >= a.input ? 0 : (a.input - 1 - start) / a.dilation + 1;
  return {lo, std::min(hi, a.taps)};
}

}  // namespace detail

/// Makes tile_places, in the order of the positions. All their pointers are in a workspace.
template <class T, std::size_t MaxRows>
class tile_walker {
 public:
  tile_walker(row_geometry const& g, row_arrays<T> const& arrays, index first_position)
      : g_(g),
        arrays_(arrays),
        at_(detail::cursor_at(g, first_position)),
        input_step_(g.last().stride * g.last().input_step) {}

  /// What one tile takes from the workspace at most.
  [[nodiscard]] static std::size_t workspace_bytes(row_geometry const& g, index rows) noexcept {
    std::size_t const r = static_cast<std::size_t>(rows);
    std::size_t const taps = g.taps.size();
    std::size_t bytes = aligned_size(r * sizeof(void*)) * 2 + aligned_size(taps * r * sizeof(void*)) +
                        aligned_size(taps * sizeof(tap_place));
    for (std::size_t d = 0; d < g.rank; ++d) {
      bytes += aligned_size(static_cast<std::size_t>(g.axes[d].taps) * sizeof(detail::row_set));
    }
    if (g.span > 1) { bytes += taps * r * aligned_size(static_cast<std::size_t>(g.channels) * sizeof(T)); }
    return bytes;
  }

  /// The next `count` positions.
  [[nodiscard]] tile_place<T> next(index count, workspace& space) {
    CONVOLT_ASSERT((count >= 1 && static_cast<std::size_t>(count) <= MaxRows));
    T const** const rows = space.take<T const*>(static_cast<std::size_t>(count));
    T** const outputs = space.take<T*>(static_cast<std::size_t>(count));
    tile_place<T> place{.count = count,
                        .rows = rows,
                        .rows_step = 0,
                        .taps = g_.taps.data(),
                        .tap_count = static_cast<index>(g_.taps.size()),
                        .outputs = outputs};
    row_axis const& a = g_.last();
    index const t = at_.t[g_.rank - 1];
    index const start = t * a.stride - a.pad_lo;
    bool const inside = at_.inside && start >= 0 && start + (count - 1) * a.stride + a.reach < a.input;
    if (inside && t + count <= a.outputs) {
      if (place.tap_count != 0) {
        spread(arrays_.input + (at_.input + start * a.input_step), input_step_, count, rows);
      }
      spread(arrays_.output + (at_.output + t * a.output_step), a.output_step, count, outputs);
      detail::advance(g_, at_, count);
    } else {
      gather(place, rows, outputs, space);
    }
    return place;
  }

 private:
  template <class U>
  static void spread(U* first, index step, index count, U** pointers) {
    for (index r = 0; r < count; ++r) { pointers[r] = first + r * step; }
  }

  /// A tile that reaches over the end of a line, or has windows that reach over the borders of the input.
  void gather(tile_place<T>& place, T const** rows, T** outputs, workspace& space) {
    detail::line_cursor const begin = at_;
    row_axis const& a = g_.last();
    bool inside = true;
    for (index r = 0; r < place.count;) {
      index const t = at_.t[g_.rank - 1];
      index const n = std::min(place.count - r, a.outputs - t);
      index const start = t * a.stride - a.pad_lo;
      index const input = at_.input + start * a.input_step;
      for (index k = 0; k < n; ++k) { offsets_[static_cast<std::size_t>(r + k)] = input + k * input_step_; }
      spread(arrays_.output + (at_.output + t * a.output_step), a.output_step, n, outputs + r);
      inside = inside && at_.inside && start >= 0 && start + (n - 1) * a.stride + a.reach < a.input;
      r += n;
      detail::advance(g_, at_, n);
    }
    if (place.tap_count == 0) { return; }
    if (inside) {
      for (index r = 0; r < place.count; ++r) { rows[r] = arrays_.input + offsets_[static_cast<std::size_t>(r)]; }
    } else {
      gather_border(begin, place, space);
    }
  }

  /// What is known of a tile with windows that are partly outside.
  struct border {
    std::array<detail::row_set*, max_spatial_rank> inside{};  ///< per axis and tap, the rows that meet a sample there
    detail::row_set partial = 0;                              ///< rows of merged taps of which only some are inside
    std::array<index, MaxRows> start{};                       ///< first sample of the window on the last axis
    T const** rows = nullptr;
    tap_place* taps = nullptr;
    index tap_count = 0;
  };

  void gather_border(detail::line_cursor at, tile_place<T>& place, workspace& space) const {
    border b;
    for (std::size_t d = 0; d < g_.rank; ++d) {
      std::size_t const taps = static_cast<std::size_t>(g_.axes[d].taps);
      b.inside[d] = space.take<detail::row_set>(taps);
      std::fill_n(b.inside[d], taps, detail::row_set{0});
    }
    b.rows = space.take<T const*>(g_.taps.size() * static_cast<std::size_t>(place.count));
    b.taps = space.take<tap_place>(g_.taps.size());
    for (index r = 0; r < place.count;) {
      index const n = std::min(place.count - r, g_.last().outputs - at.t[g_.rank - 1]);
      mark_line(at, r, n, b);
      r += n;
      detail::advance(g_, at, n);
    }
    list_taps(b, 0, detail::rows_from(0, place.count), 0, place.count, space);
    place.rows = b.rows;
    place.rows_step = place.count;
    place.taps = b.taps;
    place.tap_count = b.tap_count;
  }

  /// Mark which taps are inside for the rows r, ..., r + n - 1, which are on one line.
  void mark_line(detail::line_cursor const& at, index r, index n, border& b) const {
    for (std::size_t d = 0; d + 1 < g_.rank; ++d) {
      row_axis const& a = g_.axes[d];
      auto const [lo, hi] = detail::taps_inside(a, at.t[d] * a.stride - a.pad_lo);
      for (index q = lo; q < hi; ++q) { b.inside[d][q] |= detail::rows_from(r, n); }
    }
    row_axis const& a = g_.last();
    for (index k = 0; k < n; ++k) {
      index const start = (at.t[g_.rank - 1] + k) * a.stride - a.pad_lo;
      detail::row_set const row = detail::rows_from(r + k, 1);
      b.start[static_cast<std::size_t>(r + k)] = start;
      if (g_.span > 1) {
        bool const whole = start >= 0 && start + a.reach < a.input;
        bool const some = start < a.input && start + a.reach >= 0;
        if (some) { b.inside[g_.rank - 1][0] |= row; }
        if (some && !whole) { b.partial |= row; }
      } else {
        auto const [lo, hi] = detail::taps_inside(a, start);
        for (index q = lo; q < hi; ++q) { b.inside[g_.rank - 1][q] |= row; }
      }
    }
  }

  /// List the taps on axes d, d + 1, ... that meet a sample in at least one of the given rows.
  void list_taps(border& b, std::size_t d, detail::row_set rows, index tap, index count, workspace& space) const {
    if (rows == 0) { return; }
    if (d < g_.rank) {
      index const taps = g_.axes[d].taps;
      for (index q = 0; q < taps; ++q) { list_taps(b, d + 1, rows & b.inside[d][q], tap * taps + q, count, space); }
      return;
    }
    tap_place const place = g_.taps[static_cast<std::size_t>(tap)];
    T const** const pointers = b.rows + b.tap_count * count;
    for (index r = 0; r < count; ++r) {
      bool const inside = (rows >> r & 1) != 0;
      index const offset = offsets_[static_cast<std::size_t>(r)] + place.input;
      pointers[r] = inside ? arrays_.input + offset : arrays_.zeros;
    }
    if ((rows & b.partial) != 0) { copy_partial_rows(b, rows & b.partial, place.input, pointers, count, space); }
    b.taps[b.tap_count] = {.input = 0, .weights = place.weights};
    ++b.tap_count;
  }

  /// Rows of merged taps that reach over the end of the input: a copy with zeros where there are no samples.
  void copy_partial_rows(border const& b, detail::row_set rows, index tap, T const** pointers, index count,
                         workspace& space) const {
    row_axis const& a = g_.last();
    index const width = g_.channels / g_.span;
    for (index r = 0; r < count; ++r) {
      if ((rows >> r & 1) == 0) { continue; }
      index const start = b.start[static_cast<std::size_t>(r)];
      index const first = std::max<index>(0, -start);
      index const end = std::min(g_.span, a.input - start);
      T* const row = space.take<T>(static_cast<std::size_t>(g_.channels));
      std::fill_n(row, first * width, T(0));
      T const* const samples = arrays_.input + (offsets_[static_cast<std::size_t>(r)] + tap + first * a.input_step);
      std::copy_n(samples, (end - first) * width, row + first * width);
      std::fill_n(row + end * width, (g_.span - end) * width, T(0));
      pointers[r] = row;
    }
  }

  row_geometry const& g_;
  row_arrays<T> arrays_;
  detail::line_cursor at_;
  index input_step_;                      ///< from a position to the next on its line
  std::array<index, MaxRows> offsets_{};  ///< of the first tap of each row, possibly outside the input
};

}  // namespace convolt::engine
