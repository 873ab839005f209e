// SPDX-License-Identifier: BSD-3-Clause
/// Weights in the order in which the micro-kernel reads them: panels of a few vectors of output channels, and in a
/// panel tap by tap, input channel by input channel. Channels that do not exist have weights 0.
/// Layer: engine.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/engine/buffer.hpp>
#include <convolt/engine/problem.hpp>
#include <convolt/engine/simd.hpp>

#include <algorithm>
#include <cstddef>

namespace convolt::engine {

/// The vectors of a panel of output channels. The last panel may have fewer.
inline constexpr index panel_vectors = 2;
/// The same where sums are short: fewer rows at a time, and of each more that lies side by side, are stored faster. It
/// takes many registers.
inline constexpr index wide_panel_vectors = 4;

/// A panel of output channels.
struct channel_panel {
  index first = 0;   ///< channel
  index stored = 0;  ///< channels that exist
  index vectors = 0;
};

/// Output channels cut into panels of `most` vectors of `width` lanes.
struct panel_list {
  index channels = 0;
  index width = 1;
  index most = panel_vectors;

  [[nodiscard]] constexpr index vectors() const noexcept { return (channels + width - 1) / width; }
  [[nodiscard]] constexpr index size() const noexcept { return (vectors() + most - 1) / most; }
  [[nodiscard]] constexpr channel_panel operator[](index i) const noexcept {
    index const first = i * most * width;
    return {.first = first,
            .stored = std::min(most * width, channels - first),
            .vectors = std::min(most, vectors() - i * most)};
  }
};

/// Multiplicands per output channel: taps times input channels.
[[nodiscard]] constexpr checked_index products_per_output(problem const& phase) noexcept {
  checked_index n = phase.in_channels;
  for (std::size_t d = 0; d < phase.rank; ++d) { n = n * phase.axes[d].weights; }
  return n;
}

namespace detail {

/// Writes the weights of one panel.
template <class T>
struct panel_packer {
  problem const& phase;
  channel_panel panel;
  index size;  ///< of the panel in numbers: vectors times width
  T* to;

  void pack(std::size_t d, T const* from) {
    if (d < phase.rank) {
      axis_problem const& a = phase.axes[d];
      for (index q = 0; q < a.weights; ++q) { pack(d + 1, from + q * a.weights_step); }
      return;
    }
    for (index c = 0; c < phase.in_channels; ++c, to += size) {
      T const* const channel = from + c * phase.weights_in_step;
      if (c < phase.in_channels - channels_ahead) {  // the rows are too far apart for the processor to foresee
        T const* const ahead = channel + channels_ahead * phase.weights_in_step;
        fetch_for_reading(ahead);
        fetch_for_reading(go(ahead, line));
      }
      pack_channel(channel);
    }
  }

 private:
  static constexpr index channels_ahead = 32;
  static constexpr index line = static_cast<index>(memory_alignment / sizeof(T));  ///< copied without a call

  void pack_channel(T const* from) {
    index const step = phase.weights_out_step;
    if (step == 1) {
      index o = 0;
      for (; o + line <= panel.stored; o += line) { std::copy_n(from + o, line, to + o); }
      std::copy_n(from + o, panel.stored - o, to + o);
    } else {
      for (index o = 0; o < panel.stored; ++o) { to[o] = from[o * step]; }
    }
    std::fill_n(to + panel.stored, size - panel.stored, T(0));
  }
};

}  // namespace detail

/// Pack the weights of one panel of a phase without groups: products_per_output(phase) * panel.vectors * width numbers.
template <class T>
void pack_panel(problem const& phase, channel_panel const& panel, index width, T const* weights, T* to) {
  if (products_per_output(phase).value == 0) { return; }
  T const* const first = weights + panel.first * phase.weights_out_step;
  detail::panel_packer<T>{phase, panel, panel.vectors * width, to}.pack(0, first);
}

/// Pack the weights of all panels, which come one after the other.
template <class T>
void pack_weights(problem const& phase, panel_list const& panels, T const* weights, T* to) {
  index const products = products_per_output(phase).value;
  for (index i = 0; i < panels.size(); ++i) {
    pack_panel(phase, panels[i], panels.width, weights, to + panels[i].first * products);
  }
}

/// Whether every number is finite. `size` is a multiple of the lanes of a vector and the numbers are aligned.
template <class T, class Arch>
[[nodiscard]] bool all_finite(T const* numbers, std::size_t size) {
  using vec = simd<T, Arch>;
  static constexpr std::size_t width = lanes<T, Arch>;
  // Each is 0, or NaN from an infinity or a NaN. Four of them: one would wait for itself.
  vec a(T(0)), b(T(0)), c(T(0)), d(T(0));
  std::size_t i = 0;
  for (; i + 4 * width <= size; i += 4 * width) {
    add_product<T, Arch>(a, vec::load_aligned(numbers + i), vec(T(0)));
    add_product<T, Arch>(b, vec::load_aligned(numbers + (i + width)), vec(T(0)));
    add_product<T, Arch>(c, vec::load_aligned(numbers + (i + 2 * width)), vec(T(0)));
    add_product<T, Arch>(d, vec::load_aligned(numbers + (i + 3 * width)), vec(T(0)));
  }
  for (; i < size; i += width) { add_product<T, Arch>(a, vec::load_aligned(numbers + i), vec(T(0))); }
  alignas(64) T each[width];
  ((a + b) + (c + d)).store_aligned(each);
  return std::all_of(each, each + width, [](T x) { return x == T(0); });
}

}  // namespace convolt::engine
