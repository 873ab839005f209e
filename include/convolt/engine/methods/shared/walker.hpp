// SPDX-License-Identifier: BSD-3-Clause
/// Goes through the positions of a phase, tile by tile, and gathers the pointers each tile needs.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/methods/shared/pieces.hpp>
#include <convolt/engine/methods/shared/rows.hpp>
#include <convolt/engine/methods/shared/tile.hpp>
#include <convolt/engine/problem/buffer.hpp>

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

/// Makes tile_places, in the order of the positions. All their pointers are in a workspace.
/// Partial: whether tiles can leave out the first or the last position of a tap.
template <class T, std::size_t MaxRows, bool Partial = true>
class tile_walker {
 public:
  tile_walker(row_geometry const& g, row_arrays<T> const& arrays, index first_position)
      : g_(g), arrays_(arrays), at_(cursor_at(g, first_position)), input_step_(g.last().stride * g.last().input_step) {}

  /// What one tile takes from the workspace at most.
  [[nodiscard]] static std::size_t workspace_bytes(row_geometry const& g, index rows) noexcept {
    std::size_t const r = static_cast<std::size_t>(rows);
    std::size_t const taps = g.taps.size();
    std::size_t bytes = aligned_size(r * sizeof(index)) * 2 + aligned_size(taps * r * sizeof(index)) +
                        aligned_size(taps * sizeof(tap_place));
    for (std::size_t d = 0; d < g.rank; ++d) {
      bytes += aligned_size(static_cast<std::size_t>(g.axes[d].taps) * sizeof(row_set));
    }
    if (g.span > 1) { bytes += taps * r * aligned_size(static_cast<std::size_t>(g.channels) * sizeof(T)); }
    std::size_t const listed = most_taps(g, rows);
    return std::max(bytes, aligned_size((listed + 1) * r * sizeof(index)) + aligned_size(listed * sizeof(tap_place)));
  }

  /// The next tiles of `count` positions each, at least one and at most `tiles`: those that can have one place. Returns
  /// how many. The place is good as long as the geometry, and what is taken from the workspace.
  /// It is written member by member where it is to stay: a copy of what was only just written would make the processor
  /// wait for every store before it, those of the tile before among them.
  index next(index count, index tiles, workspace& space, tile_place<T>& place) {
    CONVOLT_ASSERT((count >= 1 && static_cast<std::size_t>(count) <= MaxRows && tiles >= 1));
    row_axis const& a = g_.last();
    index const t = at_.t[g_.rank - 1];
    index const start = t * a.stride - a.pad_lo;
    place.count = count;
    place.tiles = 1;
    place.input_step = place.output_step = 0;
    place.input = arrays_.input;
    place.rows = g_.row_offsets.data();
    place.taps = g_.taps.data();
    place.tap_count = static_cast<index>(g_.taps.size());
    place.output = arrays_.output;
    place.outputs = g_.output_offsets.data();
    bool const on_axis = start >= 0 && start + (count - 1) * a.stride + a.reach < a.input;
    bool const inside = at_.inside && on_axis;
    if (t + count > a.outputs || !(inside || place.tap_count == 0 || place_on_line(place, start, space))) {
      gather(place, space);
      return 1;
    }
    if (inside && place.tap_count != 0) { place.input += at_.input + start * a.input_step; }
    place.output += at_.output + t * a.output_step;
    if (tiles > 1 && on_axis) { join_tiles(place, t, tiles); }
    advance(g_, at_, place.tiles * count);
    return place.tiles;
  }

 private:
  static void spread(index first, index step, index count, index* offsets) {
    for (index r = 0; r < count; ++r) { offsets[r] = first + r * step; }
  }

  /// Add the tiles after the one at t whose windows are inside on the last axis too.
  void join_tiles(tile_place<T>& place, index t, index most) const {
    row_axis const& a = g_.last();
    index const end_inside = quotient(a.input - 1 - a.reach + a.pad_lo, a.stride) + 1;  // of the positions
    place.tiles = std::min(most, (std::min(a.outputs, end_inside) - t) / place.count);
    place.input_step = place.count * input_step_;
    place.output_step = place.count * a.output_step;
  }

  static constexpr index most_left_out = Partial ? 1 : 0;
  using outer_taps = std::array<tap_interval, max_spatial_rank>;

  /// A tile within a line, some of whose windows reach over the borders of the input. False if they have no tap of the
  /// last axis in common.
  CONVOLT_NOINLINE bool place_on_line(tile_place<T>& place, index start, workspace& space) {
    row_axis const& a = g_.last();
    outer_taps outer{};
    for (std::size_t d = 0; d + 1 < g_.rank; ++d) {
      outer[d] = taps_inside(g_.axes[d], at_.t[d] * g_.axes[d].stride - g_.axes[d].pad_lo);
      if (outer[d].size() == 0) {
        place.tap_count = 0;
        return true;
      }
    }
    index const origin = at_.input + start * a.input_step;  // possibly outside the input
    // Most lines of a block have the same borders as the one before.
    bool const inside = start >= 0 && start + (place.count - 1) * a.stride + a.reach < a.input;
    line_taps& known = known_[inside ? 0 : start < 0 ? 1 : 2];
    index const key = inside ? 0 : start;
    if (known.count != place.count || known.start != key || known.outer != outer) {
      row_axis axis = a;
      axis.taps *= g_.span;  // as if they were not merged
      line_pieces<MaxRows> const line(axis, start, place.count);
      if (line.common().size() == 0) { return false; }
      known = {.count = place.count, .start = key, .outer = outer};
      list_line(line, origin, known, space);
    }
    place.input += origin + known.anchor;
    place.rows = known.rows;
    place.taps = known.taps;
    place.tap_count = known.tap_count;
    return true;
  }

  /// The taps that the windows of neighbouring positions on a line meet.
  struct line_taps {
    index count = 0, start = 0;  ///< positions, and the first sample of the first window if some are partly outside
    outer_taps outer{};
    tap_place const* taps = nullptr;
    index tap_count = 0;
    index anchor = 0;  ///< of the rows
    index const* rows = nullptr;
  };

  /// List them in the order of the taps, which is that of tiles wholly inside: so where a tile begins and ends does not
  /// show in the rounding.
  CONVOLT_NOINLINE void list_line(line_pieces<MaxRows> const& line, index origin, line_taps& made,
                                  workspace& space) const {
    std::size_t const most = most_taps(g_, made.count);
    tap_lister to{.line = line, .made = made, .taps = space.take<tap_place>(most), .rows = nullptr, .zeros = 0};
    index first_tap = 0;
    for (std::size_t d = 0; d + 1 < g_.rank; ++d) { first_tap = first_tap * g_.axes[d].taps + made.outer[d].lo; }
    // The rows begin where the first common tap is: there, all of them are inside.
    made.anchor = part_of_line(first_tap, line.common()).input;
    made.rows = g_.row_offsets.data();
    made.taps = to.taps;
    bool const all = std::all_of(line.begin(), line.end(),
                                 [](tap_piece const& p) { return p.missing_first + p.missing_last <= most_left_out; });
    if (!all) {
      to.rows = space.take<index>((most + 1) * static_cast<std::size_t>(made.count));
      to.zeros = distance_between(arrays_.input + (origin + made.anchor), arrays_.zeros);
      spread(0, input_step_, made.count, to.rows);
      made.rows = to.rows;
    }
    list_taps(to, 0, 0);
    if (!all) { made.count = 0; }  // from the next line the zeros are further or nearer
  }

  struct tap_lister {
    line_pieces<MaxRows> const& line;
    line_taps& made;
    tap_place* taps;
    index* rows;    ///< where taps have offsets of their own, behind those of all
    index zeros;    ///< how far they are
    index own = 0;  ///< taps that have
  };

  CONVOLT_NOINLINE void list_taps(tap_lister& to, std::size_t d, index tap) const {
    if (d + 1 < g_.rank) {
      tap_interval const inside = to.made.outer[d];
      for (index q = inside.lo; q < inside.hi; ++q) { list_taps(to, d + 1, tap * g_.axes[d].taps + q); }
      return;
    }
    for (tap_piece const& piece : to.line) {
      if (g_.span > 1) {
        list_part(to, tap, piece, piece.taps);
      } else {
        for (index q = piece.taps.lo; q < piece.taps.hi; ++q) { list_part(to, tap, piece, {q, q + 1}); }
      }
    }
  }

  void list_part(tap_lister& to, index tap, tap_piece const& piece, tap_interval part) const {
    tap_place& place = to.taps[to.made.tap_count++];
    place = part_of_line(tap, part);
    place.input -= to.made.anchor;
    index const missing = piece.missing_first + piece.missing_last;
    if (missing == 0) { return; }
    if (Partial) { place.positions = piece.missing_first > 0 ? met_by::all_but_first : met_by::all_but_last; }
    if (missing <= most_left_out) { return; }
    place.rows = ++to.own * to.made.count;
    std::fill_n(to.rows + place.rows, to.made.count, to.zeros);
    spread(place.input + piece.missing_first * input_step_, input_step_, to.made.count - missing,
           to.rows + place.rows + piece.missing_first);
    place.input = 0;
  }

  /// Some taps of the last axis, merged, or one of them. tap: the number on the other axes.
  [[nodiscard]] tap_place part_of_line(index tap, tap_interval part) const {
    if (g_.span == 1) { return g_.taps[static_cast<std::size_t>(tap * g_.last().taps + part.lo)]; }
    index const width = g_.channels / g_.span;
    tap_place place = g_.taps[static_cast<std::size_t>(tap)];
    place.input += part.lo * width;
    place.weights += part.lo * width;
    place.channels = part.size() * width;
    return place;
  }

  /// What place_on_line lists at most.
  [[nodiscard]] static std::size_t most_taps(row_geometry const& g, index count) noexcept {
    index const pieces = g.span > 1 ? std::min(g.span, 2 * count - 1) : 1;
    return g.taps.size() * static_cast<std::size_t>(pieces);
  }

  /// A tile that reaches over the end of a line, or has windows that reach over the borders of the input.
  CONVOLT_NOINLINE void gather(tile_place<T>& place, workspace& space) {
    line_cursor const begin = at_;
    row_axis const& a = g_.last();
    index* const rows = space.take<index>(static_cast<std::size_t>(place.count));
    index* const outputs = space.take<index>(static_cast<std::size_t>(place.count));
    bool inside = true;
    for (index r = 0; r < place.count;) {
      index const t = at_.t[g_.rank - 1];
      index const n = std::min(place.count - r, a.outputs - t);
      index const start = t * a.stride - a.pad_lo;
      spread(at_.input + start * a.input_step, input_step_, n, rows + r);
      spread(at_.output + t * a.output_step, a.output_step, n, outputs + r);
      inside = inside && at_.inside && start >= 0 && start + (n - 1) * a.stride + a.reach < a.input;
      r += n;
      advance(g_, at_, n);
    }
    place.rows = rows;
    place.outputs = outputs;
    if (place.tap_count != 0 && !inside) { gather_border(begin, place, space); }
  }

  /// What is known of a tile with windows that are partly outside.
  struct border {
    std::array<row_set*, max_spatial_rank> inside{};  ///< per axis and tap, the rows that meet a sample there
    row_set partial = 0;                              ///< rows of merged taps of which only some are inside
    std::array<index, MaxRows> start{};               ///< first sample of the window on the last axis
    index const* first = nullptr;                     ///< per row, where its window begins; possibly outside the input
    index* rows = nullptr;
    tap_place* taps = nullptr;
    index tap_count = 0;
  };

  CONVOLT_NOINLINE void gather_border(line_cursor at, tile_place<T>& place, workspace& space) const {
    border b;
    b.first = place.rows;
    for (std::size_t d = 0; d < g_.rank; ++d) {
      std::size_t const taps = static_cast<std::size_t>(g_.axes[d].taps);
      b.inside[d] = space.take<row_set>(taps);
      std::fill_n(b.inside[d], taps, row_set{0});
    }
    b.rows = space.take<index>(g_.taps.size() * static_cast<std::size_t>(place.count));
    b.taps = space.take<tap_place>(g_.taps.size());
    for (index r = 0; r < place.count;) {
      index const n = std::min(place.count - r, g_.last().outputs - at.t[g_.rank - 1]);
      mark_line(at, r, n, b);
      r += n;
      advance(g_, at, n);
    }
    list_met_taps(b, 0, rows_from(0, place.count), 0, place.count, space);
    place.rows = b.rows;
    place.taps = b.taps;
    place.tap_count = b.tap_count;
  }

  /// Mark which taps are inside for the rows r, ..., r + n - 1, which are on one line.
  void mark_line(line_cursor const& at, index r, index n, border& b) const {
    for (std::size_t d = 0; d + 1 < g_.rank; ++d) {
      row_axis const& a = g_.axes[d];
      auto const [lo, hi] = taps_inside(a, at.t[d] * a.stride - a.pad_lo);
      for (index q = lo; q < hi; ++q) { b.inside[d][q] |= rows_from(r, n); }
    }
    row_axis const& a = g_.last();
    for (index k = 0; k < n; ++k) {
      index const start = (at.t[g_.rank - 1] + k) * a.stride - a.pad_lo;
      row_set const row = rows_from(r + k, 1);
      b.start[static_cast<std::size_t>(r + k)] = start;
      if (g_.span > 1) {
        bool const whole = start >= 0 && start + a.reach < a.input;
        bool const some = start < a.input && start + a.reach >= 0;
        if (some) { b.inside[g_.rank - 1][0] |= row; }
        if (some && !whole) { b.partial |= row; }
      } else {
        auto const [lo, hi] = taps_inside(a, start);
        for (index q = lo; q < hi; ++q) { b.inside[g_.rank - 1][q] |= row; }
      }
    }
  }

  /// List the taps on axes d, d + 1, ... that meet a sample in at least one of the given rows.
  CONVOLT_NOINLINE void list_met_taps(border& b, std::size_t d, row_set rows, index tap, index count,
                                      workspace& space) const {
    if (rows == 0) { return; }
    if (d < g_.rank) {
      index const taps = g_.axes[d].taps;
      for (index q = 0; q < taps; ++q) { list_met_taps(b, d + 1, rows & b.inside[d][q], tap * taps + q, count, space); }
      return;
    }
    tap_place const place = g_.taps[static_cast<std::size_t>(tap)];
    index* const offsets = b.rows + b.tap_count * count;
    index const zeros = distance_between(arrays_.input, arrays_.zeros);
    for (index r = 0; r < count; ++r) { offsets[r] = (rows >> r & 1) != 0 ? b.first[r] + place.input : zeros; }
    if ((rows & b.partial) != 0) { copy_partial_rows(b, rows & b.partial, place.input, offsets, count, space); }
    b.taps[b.tap_count] = {.rows = b.tap_count * count, .weights = place.weights, .channels = place.channels};
    ++b.tap_count;
  }

  /// Rows of merged taps that reach over the end of the input: a copy with zeros where there are no samples.
  void copy_partial_rows(border const& b, row_set rows, index tap, index* offsets, index count,
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
      T const* const samples = arrays_.input + (b.first[r] + tap + first * a.input_step);
      std::copy_n(samples, (end - first) * width, row + first * width);
      std::fill_n(row + end * width, (g_.span - end) * width, T(0));
      offsets[r] = distance_between<T>(arrays_.input, row);
    }
  }

  row_geometry const& g_;
  row_arrays<T> arrays_;
  line_cursor at_;
  index input_step_;                  ///< from a position to the next on its line
  std::array<line_taps, 3> known_{};  ///< of lines wholly inside on their axis, at its begin, at its end
};

}  // namespace convolt::engine
