// SPDX-License-Identifier: BSD-3-Clause
/// The micro-kernel of tiny problems whose lanes are neighbouring outputs: some output channels times some vectors of
/// outputs in registers, and the interleaving of phases. Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/lanes.hpp>
#include <convolt/engine/arch/registers.hpp>
#include <convolt/engine/arch/traits.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/loops/arithmetic.hpp>
#include <convolt/engine/methods/shared/tap_lines.hpp>
#include <convolt/engine/methods/shared/tile.hpp>
#include <convolt/engine/methods/tiny/channel_tile.hpp>
#include <convolt/engine/methods/tiny/limits.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace convolt::engine::methods::tiny {

/// What the sums of a tile are taken over. Samples of all taps of all lanes can be read.
template <class T>
struct position_task {
  T const* input;    ///< of tap 0 of the first output, on a line that begins at 0
  T const* weights;  ///< of tap 0 of the first output channel
  index taps;
  index tap_input_step, tap_weights_step;
  index channels;
  index channel_input_step, channel_weights_step;
  index row_weights_step;  ///< from an output channel to the next
};

/// output = scale * sum + bias_scale * bias.
template <class T>
struct position_finish {
  T scale;
  T const* bias;  ///< of the first output channel; null: none
  index bias_step;
  T bias_scale;
};

/// Where the outputs go: `stored` neighbours of each channel.
template <class T>
struct position_place {
  T* first;
  index row_step;
  index stored;
};

template <class T, class Arch, std::size_t R, std::size_t V, class = upto<R>, class = upto<V>, class = upto<R * V>>
struct position_tile;

template <class T, class Arch, std::size_t R, std::size_t V, std::size_t... r, std::size_t... v, std::size_t... rv>
struct position_tile<T, Arch, R, V, std::index_sequence<r...>, std::index_sequence<v...>, std::index_sequence<rv...>> {
  using vec = simd<T, Arch>;
  using sums = cells<vec, std::index_sequence<rv...>>;

  CONVOLT_NOINLINE static void run(position_task<T> const& task, tap_lines const& lines,
                                   position_finish<T> const& finish, position_place<T> const& place) {
    sums s;
    ((at<rv>(s) = vec(T(0))), ...);
    for (index i = 0; i < lines.count; ++i) {
      tap_line const line = lines.at[static_cast<std::size_t>(i)];
      T const* x = task.input + line.input;
      T const* w = task.weights + line.weights;
      for (index c = 0; c < task.channels; ++c, x += task.channel_input_step, w += task.channel_weights_step) {
        add_taps(s, task, x, w);
      }
    }
    if (finish.scale != T(1)) { ((at<rv>(s) = at<rv>(s) * vec(finish.scale)), ...); }
    if (finish.bias != nullptr) {
      ((at<rv>(s) =
            at<rv>(s) + vec(scale(finish.bias[static_cast<index>(rv / V) * finish.bias_step], finish.bias_scale))),
       ...);
    }
    if (place.stored >= static_cast<index>(V) * width) {
      (at<rv>(s).store_unaligned(place.first + place_of(rv, place)), ...);
    } else {
      (store_lanes<T, Arch>(at<rv>(s), place.first + place_of(rv, place), 0,
                            std::clamp<index>(place.stored - static_cast<index>(rv % V) * width, 0, width)),
       ...);
    }
  }

 private:
  static constexpr index width = static_cast<index>(lanes<T, Arch>);

  CONVOLT_ALWAYS_INLINE static index place_of(std::size_t number, position_place<T> const& place) {
    return static_cast<index>(number / V) * place.row_step + static_cast<index>(number % V) * width;
  }
  CONVOLT_ALWAYS_INLINE static void add_taps(sums& s, position_task<T> const& task, T const* x, T const* w) {
    for (index q = 0; q < task.taps; ++q, x += task.tap_input_step, w += task.tap_weights_step) {
      cells<vec, std::index_sequence<v...>> samples;
      ((at<v>(samples) = vec::load_unaligned(x + v * lanes<T, Arch>)), ...);
      T const* weight = w;
      auto const add_row = [&]<std::size_t Row>(std::integral_constant<std::size_t, Row>) CONVOLT_INLINE_LAMBDA {
        vec const factor(*weight);
        (add_product<T, Arch>(at<Row * V + v>(s), at<v>(samples), factor), ...);
        weight += task.row_weights_step;
      };
      (add_row(std::integral_constant<std::size_t, r>{}), ...);
    }
  }
};

/// A tile of so many output channels and vectors of outputs.
template <class T>
struct position_kernel {
  index channels, vectors;
  void (*run)(position_task<T> const&, tap_lines const&, position_finish<T> const&, position_place<T> const&);
};
template <class T, class Arch, std::size_t R, std::size_t V>
inline constexpr position_kernel<T> position_kernel_of{static_cast<index>(R), static_cast<index>(V),
                                                       &position_tile<T, Arch, R, V>::run};

/// Vectors of all channels of the largest tile.
template <class Arch>
inline constexpr index most_block_vectors = has_many_registers<Arch> ? 16 : 8;

/// The tiles of so many channels: number n - 1 is the largest one for n vectors of outputs, the last one for more.
template <class T>
struct position_kernels {
  index channels;
  std::array<position_kernel<T>, 4> by_vectors;

  [[nodiscard]] position_kernel<T> const& fitting(index vectors) const noexcept {
    return by_vectors[static_cast<std::size_t>(std::min<index>(vectors, 4) - 1)];
  }
};

/// Tiles of one vector, of two, and of `Most`, which is two or four.
template <class T, class Arch, std::size_t Channels, std::size_t Most>
inline constexpr position_kernels<T> position_kernels_of{
    static_cast<index>(Channels),
    {{position_kernel_of<T, Arch, Channels, 1>, position_kernel_of<T, Arch, Channels, 2>,
      position_kernel_of<T, Arch, Channels, 2>, position_kernel_of<T, Arch, Channels, Most>}}};

/// The tiles that there are, those of many channels first and those of one last.
template <class T, class Arch>
inline constexpr auto all_position_kernels = [] {
  if constexpr (is_compact<Arch>) {
    return std::array{position_kernels_of<T, Arch, 4, 2>, position_kernels_of<T, Arch, 1, 2>};
  } else if constexpr (has_many_registers<Arch>) {
    return std::array{position_kernels_of<T, Arch, 8, 2>, position_kernels_of<T, Arch, 4, 2>,
                      position_kernels_of<T, Arch, 1, 4>};
  } else {
    return std::array{position_kernels_of<T, Arch, 4, 2>, position_kernels_of<T, Arch, 1, 4>};
  }
}();

/// The outputs of a channel, phase by phase.
template <class T>
struct phase_rows {
  T const* first;
  index step;  ///< from a phase to the next
  index phases;
};

/// Write `count` outputs, phase 0 first. The rows of the phases consist of whole vectors.
template <class T, class Arch>
void interleave_phases(phase_rows<T> const& from, index count, T* to) {
  using vec = simd<T, Arch>;
  static constexpr index width = static_cast<index>(lanes<T, Arch>);
  if (from.phases == 2) {
    for (index t = 0; t < count; t += 2 * width) {
      vec a = vec::load_aligned(from.first + t / 2), b = vec::load_aligned(from.first + from.step + t / 2);
      zip<T, Arch>(a, b);
      store_lanes<T, Arch>(a, to + t, 0, std::min(width, count - t));
      if (count - t > width) { store_lanes<T, Arch>(b, to + (t + width), 0, std::min(width, count - t - width)); }
    }
    return;
  }
  index j = 0, e = 0;
  for (index t = 0; t < count; ++t) {
    to[t] = from.first[e * from.step + j];
    if (++e == from.phases) {
      e = 0;
      ++j;
    }
  }
}

}  // namespace convolt::engine::methods::tiny
