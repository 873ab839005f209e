// SPDX-License-Identifier: BSD-3-Clause
/// Copies between arrays whose channels are neighbours in memory and arrays whose positions are: squares of numbers are
/// transposed in registers. Lines too short for a square, and arrays in which neither are neighbours, go number by
/// number.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/costs.hpp>
#include <convolt/engine/arch/generic.hpp>
#include <convolt/engine/arch/transpose.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/problem/buffer.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace convolt::engine {

/// A square of numbers in registers, as many rows as a vector has lanes.
template <class T, class Arch>
struct square {
  using vec = simd<T, Arch>;
  static constexpr std::size_t width = lanes<T, Arch>;
  static constexpr std::size_t part = part_size<T>;
  static constexpr std::size_t part_count = parts<T, Arch>;
  std::array<std::array<vec, part>, part_count> rows;

  /// Row i begins at from + i * step.
  CONVOLT_ALWAYS_INLINE void load(T const* from, index step) { load(from, step, std::make_index_sequence<width>{}); }

  CONVOLT_ALWAYS_INLINE void transpose() {
    transpose(std::make_index_sequence<part_count>{}, std::make_index_sequence<part>{});
  }

  /// Store the first `count` rows.
  CONVOLT_ALWAYS_INLINE void store(T* to, index step, index count) const {
    if (count == static_cast<index>(width)) {
      store_all(to, step, std::make_index_sequence<width>{});
    } else {
      store_some(to, step, count, std::make_index_sequence<width>{});
    }
  }

 private:
  template <std::size_t... I>
  CONVOLT_ALWAYS_INLINE void load(T const* from, index step, std::index_sequence<I...>) {
    ((rows[I / part][I % part] = vec::load_unaligned(from + static_cast<index>(I) * step)), ...);
  }
  template <std::size_t... P, std::size_t... E>
  CONVOLT_ALWAYS_INLINE void transpose(std::index_sequence<P...> all, std::index_sequence<E...>) {
    (transpose_in_parts<T, Arch>(rows[P]), ...);
    (transpose_column<E>(all), ...);
  }
  template <std::size_t E, std::size_t... P>
  CONVOLT_ALWAYS_INLINE void transpose_column(std::index_sequence<P...>) {
    std::array<vec, part_count> column{rows[P][E]...};
    transpose_parts<T, Arch>(column);
    ((rows[P][E] = column[P]), ...);
  }
  template <std::size_t... I>
  CONVOLT_ALWAYS_INLINE void store_all(T* to, index step, std::index_sequence<I...>) const {
    (row<I>().store_unaligned(to + static_cast<index>(I) * step), ...);
  }
  template <std::size_t... I>
  CONVOLT_ALWAYS_INLINE void store_some(T* to, index step, index count, std::index_sequence<I...>) const {
    ((static_cast<index>(I) < count ? row<I>().store_unaligned(to + static_cast<index>(I) * step) : void()), ...);
  }
  /// Row I after the transposition: number I / part of what came out for the numbers I % part.
  template <std::size_t I>
  CONVOLT_ALWAYS_INLINE vec const& row() const {
    return rows[I / part][I % part];
  }
};

/// Where `rows` times `columns` numbers come from and go to, and their distances in memory.
template <class T>
struct transposition {
  T const* from;
  index from_row, from_column;
  T* to;
  index to_row, to_column;
  index rows, columns;
};

/// Copy, where the columns of the source are neighbours, and the rows of the target. There are at least as many of
/// both as a vector has lanes. Squares at the ends overlap those before.
template <class T, class Arch>
void transpose_squares(transposition<T> const& t) {
  static constexpr index width = static_cast<index>(lanes<T, Arch>);
  for (index i = 0; i < t.rows; i += width) {
    index const row = std::min(i, t.rows - width);
    for (index k = 0; k < t.columns; k += width) {
      index const column = std::min(k, t.columns - width);
      square<T, Arch> s;
      s.load(t.from + (row * t.from_row + column), t.from_row);
      s.transpose();
      s.store(t.to + (column * t.to_column + row), t.to_column, width);
    }
  }
}

/// Copy `positions` of `channels` each to where channels are neighbours and positions `pitch` apart.
template <class T, class Arch>
void copy_to_channels_last(T const* from, index position_step, index channel_step, T* to, index pitch, index positions,
                           index channels) {
  static constexpr index width = static_cast<index>(lanes<T, Arch>);
  if (position_step == 1 && positions >= width && channels >= width) {
    transpose_squares<T, Arch>({.from = from,
                                .from_row = channel_step,
                                .from_column = 1,
                                .to = to,
                                .to_row = 1,
                                .to_column = pitch,
                                .rows = channels,
                                .columns = positions});
    return;
  }
  for (index c = 0; c < channels; ++c) {
    for (index i = 0; i < positions; ++i) { to[i * pitch + c] = from[c * channel_step + i * position_step]; }
  }
}

/// Positions of as many channels as a vector has lanes become neighbours; the first `stored` channels are written. The
/// second square begins after `lead` positions, where the target is aligned, mostly in all channels if in one: so no
/// later store touches two cache lines. The last square overlaps the one before.
template <class T, class Arch>
void positions_to_neighbours(T const* from, index pitch, T* to, index channel_step, index positions, index stored,
                             index lead) {
  static constexpr index width = static_cast<index>(lanes<T, Arch>);
  for (index i = 0; i < positions; i += i == 0 ? lead : width) {
    index const position = std::min(i, positions - width);
    square<T, Arch> s;
    s.load(from + position * pitch, pitch);
    s.transpose();
    s.store(to + position, channel_step, stored);
  }
}

/// Copy count numbers, at least as many as a vector has lanes. The last vector overlaps the one before.
template <class T, class Arch>
CONVOLT_ALWAYS_INLINE void copy_line(T const* from, T* to, index count) {
  static constexpr index width = static_cast<index>(lanes<T, Arch>);
  for (index i = 0; i < count; i += width) {
    index const at = std::min(i, count - width);
    simd<T, Arch>::load_unaligned(from + at).store_unaligned(to + at);
  }
}

/// Whether rows so far apart have the same places in the first-level cache. It has fewer of them than a square has
/// rows: stores to these would drive each other out.
template <class T>
[[nodiscard]] constexpr bool rows_collide(index step) noexcept {
  return step * static_cast<index>(sizeof(T)) % costs::page == 0;
}

/// Copy `positions` of `channels` each from where channels are neighbours and positions `pitch` apart, a multiple of
/// the lanes: there are as many numbers per position, though only `channels` of them are copied. line_by_line: some
/// squares are put together first, so that each channel is written for several cache lines before the next.
template <class T, class Arch>
void copy_from_channels_last(T const* from, index pitch, T* to, index position_step, index channel_step,
                             index positions, index channels, bool line_by_line) {
  static constexpr index width = static_cast<index>(lanes<T, Arch>);
  if (position_step != 1 || positions < width) {
    for (index c = 0; c < channels; ++c) {
      for (index i = 0; i < positions; ++i) { to[c * channel_step + i * position_step] = from[i * pitch + c]; }
    }
    return;
  }
  index const lead = width - static_cast<index>(reinterpret_cast<std::uintptr_t>(to) / sizeof(T)) % width;
  for (index c = 0; c < channels; c += width) {
    index const stored = std::min(width, channels - c);
    if (!line_by_line) {
      positions_to_neighbours<T, Arch>(from + c, pitch, to + c * channel_step, channel_step, positions, stored, lead);
      continue;
    }
    static constexpr index part = 128;
    static constexpr index line = part + static_cast<index>(memory_alignment / sizeof(T));  // these do not collide
    alignas(memory_alignment) std::array<T, static_cast<std::size_t>(width * line)> lines;
    for (index done = 0; done < positions;) {
      index const first = std::min(done, positions - width);
      index const count = std::min(done == 0 ? part - width + lead : part, positions - first);
      positions_to_neighbours<T, Arch>(from + (first * pitch + c), pitch, lines.data(), line, count, stored, width);
      for (index k = 0; k < stored; ++k) {
        copy_line<T, Arch>(lines.data() + k * line, to + ((c + k) * channel_step + first), count);
      }
      done = first + count;
    }
  }
}

}  // namespace convolt::engine
