// SPDX-License-Identifier: BSD-3-Clause
/// The pointer-row micro-kernel: R output positions times V vectors of output channels in registers, summed over taps
/// and input channels. Each tap brings one pointer per position, to a row of input channels or, outside the input, to
/// zeros; so borders, padding, dilation and phases cost no code here. Samples that are neighbours position by position
/// need only one pointer.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/lanes.hpp>
#include <convolt/engine/arch/memory.hpp>
#include <convolt/engine/arch/registers.hpp>
#include <convolt/engine/arch/traits.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/methods/shared/cut.hpp>
#include <convolt/engine/problem/buffer.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace convolt::engine {

/// Which positions of a tile a tap is summed over. At the border of the input it often is outside for the first or the
/// last position.
enum class met_by { all, all_but_first, all_but_last };

/// One tap of a window.
struct tap_place {
  index rows = 0;      ///< where the offsets of its rows are, among those of the tile
  index input = 0;     ///< where its samples lie, counted from the rows
  index weights = 0;   ///< where its weights lie in a panel, counted in vectors of all its channels
  index channels = 0;  ///< values per row
  met_by positions = met_by::all;
};

/// Some neighbouring output positions and the samples their windows meet. Rows are given as offsets, so that tiles of
/// equally spaced positions share one list of them. Tiles that follow each other on a line and differ in nothing else
/// have one place.
template <class T>
struct tile_place {
  index count = 0;                        ///< positions of a tile
  index tiles = 1;                        ///< how many
  index input_step = 0, output_step = 0;  ///< from a tile to the next
  T const* input = nullptr;
  index const* rows = nullptr;      ///< `count` offsets from there, or several times as many for different taps
  tap_place const* taps = nullptr;  ///< the taps to sum over. Those for which all rows are zeros are left out.
  index tap_count = 0;
  T* output = nullptr;             ///< output channel 0
  index const* outputs = nullptr;  ///< `count` offsets from there
};

/// Whether tiles can leave out the first or the last position of a tap. Where they cannot, its sample is a zero.
template <class Arch>
inline constexpr bool has_partial_taps = !is_compact<Arch>;

/// Bytes of the next weights that are fetched per two channels.
inline constexpr std::size_t weights_fetched = 2 * memory_alignment;

/// What is computed there: one panel of output channels.
template <class T>
struct tile_task {
  T const* weights;       ///< [tap][channel][V * lanes], aligned
  T const* bias;          ///< V * lanes values, aligned and scaled, or null
  T scale;                ///< of the sums
  index first_channel;    ///< of the output
  index stored_channels;  ///< of the V * lanes
  bool past_caches;       ///< store past the caches; then all outputs are aligned and all channels stored
  bool far_outputs;       ///< fetch their cache lines first: they are too far apart for the processor to foresee
  index channel_step;     ///< of the samples, where neighbouring positions are neighbours in memory; otherwise it is 1
  T const* fetched;       ///< read into the cache on the way, two lines per two channels; null: nothing is. By places
                          ///< of a single tile.
};

/// What lies side by side in memory: the channels of a sample, so that each position has a row of its own, or the
/// samples of neighbouring positions.
enum class neighbours { channels, positions };

template <class T, class Arch, std::size_t R, std::size_t V, neighbours Form, class = upto<R>, class = upto<V>,
          class = upto<R * V>>
struct tile;

template <class T, class Arch, std::size_t R, std::size_t V, neighbours Form, std::size_t... r, std::size_t... v,
          std::size_t... rv>
struct tile<T, Arch, R, V, Form, std::index_sequence<r...>, std::index_sequence<v...>, std::index_sequence<rv...>> {
  using vec = simd<T, Arch>;
  using sums = cells<vec, std::index_sequence<rv...>>;
  using line = cells<vec, std::index_sequence<v...>>;
  using pointers = cells<T const*, std::index_sequence<r...>>;
  static constexpr std::size_t width = lanes<T, Arch>;
  static constexpr index panel = static_cast<index>(V * width);
  static constexpr index weights_step = panel * weights_apart<Arch>;  ///< from channel to channel
  static constexpr std::size_t without_first = std::min<std::size_t>(1, R - 1);
  static constexpr std::size_t without_last = std::max<std::size_t>(1, R - 1);

  CONVOLT_NOINLINE static void run(tile_place<T> const& place, tile_task<T> const& task) {
    index const tiles = place.tiles;
    CONVOLT_ASSERT(tiles == 1 || (tiles > 1 && task.fetched == nullptr));
    for (index i = 0; i < tiles; ++i) { run_one(place, i * place.input_step, i * place.output_step, task); }
  }

 private:
  /// The tile that begins so far from the first one.
  CONVOLT_ALWAYS_INLINE static void run_one(tile_place<T> const& place, index input_offset, index output_offset,
                                            tile_task<T> const& task) {
    T* const output = place.output + (task.first_channel + output_offset);
    sums s;
    ((at<rv>(s) = vec(T(0))), ...);
    if (task.far_outputs) { fetch_outputs(output, place.outputs, task.stored_channels); }
    std::byte const* next = reinterpret_cast<std::byte const*>(task.fetched);
    for (index i = 0; i < place.tap_count; ++i) {
      tap_place const tap = place.taps[i];
      T const* const input = go(place.input, tap.input + input_offset);
      T const* const w = task.weights + tap.weights * weights_step;
      if constexpr (Form == neighbours::channels) {
        index const* const rows = place.rows + tap.rows;
        pointers x;
        ((at<r>(x) = go(input, rows[r])), ...);
        if (!has_partial_taps<Arch> || tap.positions == met_by::all) {
          next = add_tap(s, x, w, tap.channels, next);
        } else if (tap.positions == met_by::all_but_first) {
          next = add_tap<without_first, R>(s, x, w, tap.channels, next);
        } else {
          next = add_tap<0, without_last>(s, x, w, tap.channels, next);
        }
      } else {
        CONVOLT_ASSERT(tap.rows == 0);
        samples const x{.first = input, .step = task.channel_step, .channels = tap.channels};
        if (tap.positions == met_by::all) {
          next = add_samples<0, R>(s, x, w, next);
        } else if (tap.positions == met_by::all_but_first) {
          next = add_samples<without_first, R>(s, x, w, next);
        } else {
          next = add_samples<0, without_last>(s, x, w, next);
        }
      }
    }
    finish(s, task);
    store(s, output, place.outputs, task);
  }

  /// Two channels a turn: there are more pointers than general registers, so that each is fetched once a turn.
  CONVOLT_ALWAYS_INLINE static std::byte const* add_tap(sums& s, pointers& x, T const* w, index channels,
                                                        std::byte const* next) {
    index c = next == nullptr ? add_fours<0, R>(s, x, w, channels) : 0;
    for (; c + 2 <= channels; c += 2, w += 2 * weights_step) {
      add_channel<0, 0, R>(s, x, c, w);
      add_channel<1, 0, R>(s, x, c, w);
      if (next != nullptr) {
        fetch_for_reading(next);
        fetch_for_reading(next + memory_alignment);
        next += 2 * memory_alignment;
      }
    }
    if (c < channels) { add_channel<0, 0, R>(s, x, c, w); }
    return next;
  }
  template <std::size_t Begin, std::size_t End>
  CONVOLT_ALWAYS_INLINE static std::byte const* add_tap(sums& s, pointers& x, T const* w, index channels,
                                                        std::byte const* next) {
    index c = next == nullptr ? add_fours<Begin, End>(s, x, w, channels) : 0;
    for (; c < channels; ++c, w += weights_step) {
      add_channel<0, Begin, End>(s, x, c, w);
      if (next != nullptr) {
        fetch_for_reading(next);
        next += memory_alignment;
      }
    }
    return next;
  }

  /// Four channels a turn where there is one vector: then a pointer that is fetched takes as long as a product. Returns
  /// how many channels are done. The compact grid leaves it to two: every file that convolves would compile it.
  template <std::size_t Begin, std::size_t End>
  CONVOLT_ALWAYS_INLINE static index add_fours([[maybe_unused]] sums& s, [[maybe_unused]] pointers& x,
                                               [[maybe_unused]] T const*& w, [[maybe_unused]] index channels) {
    index c = 0;
    if constexpr (V == 1 && !is_compact<Arch>) {
      for (; c + 4 <= channels; c += 4, w += 4 * weights_step) {
        add_channel<0, Begin, End>(s, x, c, w);
        add_channel<1, Begin, End>(s, x, c, w);
        add_channel<2, Begin, End>(s, x, c, w);
        add_channel<3, Begin, End>(s, x, c, w);
      }
    }
    return c;
  }

  /// The samples of neighbouring positions: what the tile after the next one reads of a channel is fetched on the way,
  /// since processors do not foresee so many lines at once.
  struct samples {
    T const* first;
    index step;  ///< to the next channel
    index channels;
  };
  template <std::size_t Begin, std::size_t End>
  CONVOLT_ALWAYS_INLINE static std::byte const* add_samples(sums& s, samples x, T const* w, std::byte const* next) {
    for (; x.channels > 0; --x.channels, w += weights_step, x.first = go(x.first, x.step)) {
      line l;
      ((at<v>(l) = vec::load_aligned(w + v * width)), ...);
      (add_row<r, Begin, End>(s, l, go(x.first, static_cast<index>(r))), ...);
      fetch_for_reading(go(x.first, static_cast<index>(3 * R)));
      if (next != nullptr) {
        fetch_for_reading(next);
        next += memory_alignment;
      }
    }
    return next;
  }

  template <std::size_t K, std::size_t Begin, std::size_t End>
  CONVOLT_ALWAYS_INLINE static void add_channel(sums& s, pointers& x, index c, T const* w) {
    line l;
    ((at<v>(l) = vec::load_aligned(w + (static_cast<index>(K) * weights_step + static_cast<index>(v * width)))), ...);
    (add_row<r, Begin, End>(s, l, at<r>(x) + (c + static_cast<index>(K))), ...);
  }
  template <std::size_t Row, std::size_t Begin, std::size_t End>
  CONVOLT_ALWAYS_INLINE static void add_row(sums& s, line& l, T const* x) {
    if constexpr (Begin <= Row && Row < End) {
      if constexpr (V == 1) {  // a register for the broadcast value would make the loop half as long again
        add_broadcast<T, Arch>(at<Row>(s), at<0>(l), x);
      } else {
        vec const value(*x);
        (add_product<T, Arch>(at<Row * V + v>(s), value, at<v>(l)), ...);
      }
    }
  }
  static void fetch_outputs(T* first, index const* outputs, index channels) {
    index const lines = static_cast<index>(memory_alignment / sizeof(T));
    for (index const output : {outputs[r]...}) {
      for (index c = 0; c < channels - 1; c += lines) { fetch_for_writing(first + (output + c)); }
      fetch_for_writing(first + (output + channels - 1));
    }
  }
  CONVOLT_ALWAYS_INLINE static void finish(sums& s, tile_task<T> const& task) {
    if (task.scale != T(1)) {
      vec const factor(task.scale);
      ((at<rv>(s) = at<rv>(s) * factor), ...);
    }
    if (task.bias != nullptr) { ((at<rv>(s) = at<rv>(s) + vec::load_aligned(task.bias + rv % V * width)), ...); }
  }
  CONVOLT_ALWAYS_INLINE static void store(sums& s, T* first, index const* outputs, tile_task<T> const& task) {
    // Fetched before the first store, after which the compiler would no longer trust what it knows of them.
    index const stored = task.stored_channels;
    cells<T*, std::index_sequence<r...>> y;
    ((at<r>(y) = first + outputs[r]), ...);
    if (task.past_caches) {
      (store_past_caches<T, Arch>(at<rv>(s), at<rv / V>(y) + rv % V * width), ...);
      return;
    }
    if (stored == panel) {
      (at<rv>(s).store_unaligned(at<rv / V>(y) + rv % V * width), ...);
      return;
    }
    alignas(64) T all[R * V * width];
    (at<rv>(s).store_aligned(all + rv * width), ...);
    (copy(all + static_cast<index>(r) * panel, stored, at<r>(y)), ...);
  }
  static void copy(T const* from, index count, T* to) {
    static constexpr index step = static_cast<index>(width);
    index c = 0;
    for (; c + step <= count; c += step) { vec::load_aligned(from + c).store_unaligned(to + c); }
    if (c < count) { store_lanes<T, Arch>(vec::load_aligned(from + c), to + c, 0, count - c); }
  }
};

template <class T>
using tile_function = void (*)(tile_place<T> const&, tile_task<T> const&);

/// For how many positions there are kernels: 1, 2, ..., tile_rows; or a few of these.
template <class Arch, std::size_t V>
inline constexpr auto tile_sizes = [] {
  constexpr std::size_t most = tile_rows<Arch, V>;
  if constexpr (is_compact<Arch>) {
    return std::index_sequence < 1, (most + 1) / 4 < 2 ? 2 : (most + 1) / 4, most / 2, most > {};
  } else {
    return []<std::size_t... R>(std::index_sequence<R...>) { return std::index_sequence<R + 1 ...>{}; }(upto<most>{});
  }
}();

/// A kernel and the positions of its tiles.
template <class T>
struct sized_tile {
  index rows;
  tile_function<T> run;
};
template <class T, class Arch, std::size_t V, neighbours Form, std::size_t... R>
constexpr auto make_tiles(std::index_sequence<R...>) {
  return std::array<sized_tile<T>, sizeof...(R)>{{{static_cast<index>(R), &tile<T, Arch, R, V, Form>::run}...}};
}

/// The kernels, those of few positions first.
template <class T, class Arch, std::size_t V, neighbours Form>
inline constexpr auto tiles = make_tiles<T, Arch, V, Form>(tile_sizes<Arch, V>);

/// Cut positions into tiles for which there are good kernels.
template <class Arch>
[[nodiscard]] constexpr tile_cut cut_positions(index positions, index rows) noexcept {
  return is_compact<Arch> ? tile_cut::fully(positions, rows) : tile_cut::evenly(positions, rows);
}

/// Compute a tile by kernels for fewer positions, the largest ones first.
template <class T, std::size_t N>
CONVOLT_NOINLINE void run_tile_in_parts(std::array<sized_tile<T>, N> const& kernels, tile_place<T> place,
                                        tile_task<T> task) {
  index left = place.count;
  for (std::size_t i = N; left > 0;) {
    sized_tile<T> const& kernel = kernels[i - 1];
    if (kernel.rows > left) {
      --i;
      continue;
    }
    place.count = kernel.rows;
    kernel.run(place, task);
    place.rows += kernel.rows;
    place.outputs += kernel.rows;
    task.fetched = nullptr;
    left -= kernel.rows;
  }
}

/// Compute a tile of at most tile_rows<Arch, V> positions.
template <class T, class Arch, std::size_t V>
void run_tile(tile_place<T> const& place, tile_task<T> const& task) {
  CONVOLT_ASSERT((place.count >= 1 && static_cast<std::size_t>(place.count) <= tile_rows<Arch, V>));
  auto const& kernels = tiles<T, Arch, V, neighbours::channels>;
  if constexpr (!is_compact<Arch>) {
    kernels[static_cast<std::size_t>(place.count - 1)].run(place, task);
  } else if (place.count == kernels.back().rows) {
    kernels.back().run(place, task);
  } else {
    run_tile_in_parts(kernels, place, task);
  }
}

/// The same where neighbouring positions meet samples that are neighbours in memory, all of them at every tap but for
/// the first or the last position. There are two vectors of output channels.
template <class T, class Arch>
void run_tile_in_place(tile_place<T> const& place, tile_task<T> const& task) {
  CONVOLT_ASSERT((place.count >= 1 && static_cast<std::size_t>(place.count) <= tile_rows<Arch, 2>));
  tiles<T, Arch, 2, neighbours::positions>[static_cast<std::size_t>(place.count - 1)].run(place, task);
}

/// The same for a number of vectors that only run time knows: 1, 2 or, where there are wide tiles, 4.
template <class T, class Arch>
void run_tile(index vectors, tile_place<T> const& place, tile_task<T> const& task) {
  if constexpr (has_wide_tiles<Arch>) {
    if (vectors == 4) { return run_tile<T, Arch, 4>(place, task); }
  }
  if (vectors == 2) { return run_tile<T, Arch, 2>(place, task); }
  if constexpr (has_half_vectors<Arch>) {
    if (task.stored_channels <= static_cast<index>(lanes<T, Arch> / 2)) {
      return run_tile<T, lower_half_of<Arch>, 1>(place, task);
    }
  }
  run_tile<T, Arch, 1>(place, task);
}

}  // namespace convolt::engine
