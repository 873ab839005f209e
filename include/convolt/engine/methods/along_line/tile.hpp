// SPDX-License-Identifier: BSD-3-Clause
/// The micro-kernel whose lanes are neighbouring positions: R output channels times V vectors of positions in
/// registers, summed over taps and input channels. A vector of samples feeds R products, a weight feeds V.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/registers.hpp>
#include <convolt/engine/arch/traits.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/methods/shared/tile.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace convolt::engine::methods::along_line {

/// Most output channels of a tile.
template <class Arch>
inline constexpr std::size_t most_rows = has_many_registers<Arch> ? 12 : 6;

/// Vectors of positions of a tile with R output channels: as many as leave registers for the samples and a weight.
template <class Arch>
constexpr std::size_t tile_vectors(std::size_t channels) noexcept {
  std::size_t const sums = has_many_registers<Arch> ? 24 : 12;
  return std::min<std::size_t>(sums / channels, 6);  // longer tiles waste more at the end of a plane
}

/// Vector products of all tiles with so many rows at so many vectors of positions, per tap.
template <class Arch>
constexpr index tile_products(index rows, index vectors) noexcept {
  if (rows == 0) { return 0; }
  index const tile = static_cast<index>(tile_vectors<Arch>(static_cast<std::size_t>(rows)));
  return (vectors + tile - 1) / tile * tile * rows;
}

/// Rows of a panel: as many as divide all, or else as many as have the fastest tiles. Each `members` rows stay
/// together, of which a tile has room for at least as many.
template <class Arch>
constexpr index panel_rows(index rows, index members, index vectors) noexcept {
  constexpr index most = static_cast<index>(most_rows<Arch>);
  index const large = std::min(rows, most / members * members);
  index const small = std::min(rows, most * 2 / 3 / members * members);
  if (small == 0) { return large; }
  auto const cost = [&](index panel) {
    return rows / panel * tile_products<Arch>(panel, vectors) + tile_products<Arch>(rows % panel, vectors);
  };
  return rows % large == 0 && cost(large) <= cost(small) ? large : small;
}

/// A tile.
template <class T>
struct task {
  T const* samples;      ///< of the first position, had it a tap of offset 0
  index const* offsets;  ///< of the samples of each tap
  index taps, channels;
  index channel_step;  ///< of the samples
  T const* weights;    ///< [channel][tap][R]: the taps of a channel read the same cache lines
  T const* bias;       ///< of R channels, scaled, or null
  T scale;             ///< of the sums
  T* sums;             ///< of the first position
  index sums_step;     ///< from one output channel to the next
};

template <class T, class Arch, std::size_t R, std::size_t V, class = upto<R>, class = upto<V>, class = upto<R * V>>
struct tile;

template <class T, class Arch, std::size_t R, std::size_t V, std::size_t... r, std::size_t... v, std::size_t... rv>
struct tile<T, Arch, R, V, std::index_sequence<r...>, std::index_sequence<v...>, std::index_sequence<rv...>> {
  using vec = simd<T, Arch>;
  using sums = cells<vec, std::index_sequence<rv...>>;
  using line = cells<vec, std::index_sequence<v...>>;
  static constexpr std::size_t width = lanes<T, Arch>;

  CONVOLT_NOINLINE static void run(task<T> const& task) {
    sums s;
    ((at<rv>(s) = vec(T(0))), ...);
    index const channels = task.channels;
    index const step = task.channel_step;
    index const taps = task.taps;
    T const* w = task.weights;
    T const* x = task.samples;
    for (index c = 0; c < channels; ++c, x += c < channels ? step : 0) {
      for (index i = 0; i < taps; ++i, w += R) {
        T const* const from = x + task.offsets[i];
        line l;
        ((at<v>(l) = vec::load_unaligned(from + v * width)), ...);
        (add_channel<r>(s, l, vec(w[r])), ...);
      }
    }
    if (task.scale != T(1)) {
      vec const factor(task.scale);
      ((at<rv>(s) = at<rv>(s) * factor), ...);
    }
    if (task.bias != nullptr) { ((at<rv>(s) = at<rv>(s) + vec(task.bias[rv / V])), ...); }
    (at<rv>(s).store_unaligned(task.sums +
                               (static_cast<index>(rv / V) * task.sums_step + static_cast<index>(rv % V * width))),
     ...);
  }

 private:
  template <std::size_t Channel>
  CONVOLT_ALWAYS_INLINE static void add_channel(sums& s, line& l, vec w) {
    (add_product<T, Arch>(at<Channel * V + v>(s), w, at<v>(l)), ...);
  }
};

template <class T>
using tile_function = void (*)(task<T> const&);

template <class T, class Arch, std::size_t... R>
constexpr auto make_tiles(std::index_sequence<R...>) {
  return std::array<tile_function<T>, sizeof...(R)>{&tile<T, Arch, R + 1, tile_vectors<Arch>(R + 1)>::run...};
}

/// The kernels of 1, 2, ..., most_rows output channels.
template <class T, class Arch>
inline constexpr auto tiles = make_tiles<T, Arch>(upto<most_rows<Arch>>{});

/// Compute a tile of so many output channels and tile_vectors vectors of positions.
template <class T, class Arch>
void run_tile(index channels, task<T> const& task) {
  CONVOLT_ASSERT((channels >= 1 && static_cast<std::size_t>(channels) <= most_rows<Arch>));
  tiles<T, Arch>[static_cast<std::size_t>(channels - 1)](task);
}

}  // namespace convolt::engine::methods::along_line
