// SPDX-License-Identifier: BSD-3-Clause
/// Weights in the order in which the micro-kernel reads them: panels of a few vectors of output channels, and in a
/// panel tap by tap, input channel by input channel. Channels that do not exist have weights 0.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
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

/// Whether every number is finite. `size` is a multiple of the lanes of a vector.
template <class T, class Arch>
[[nodiscard]] bool all_finite(T const* numbers, std::size_t size) {
  using vec = simd<T, Arch>;
  static constexpr std::size_t width = lanes<T, Arch>;
  // Each is 0, or NaN from an infinity or a NaN. Four of them: one would wait for itself.
  vec a(T(0)), b(T(0)), c(T(0)), d(T(0));
  std::size_t i = 0;
  for (; i + 4 * width <= size; i += 4 * width) {
    add_product<T, Arch>(a, vec::load_unaligned(numbers + i), vec(T(0)));
    add_product<T, Arch>(b, vec::load_unaligned(numbers + (i + width)), vec(T(0)));
    add_product<T, Arch>(c, vec::load_unaligned(numbers + (i + 2 * width)), vec(T(0)));
    add_product<T, Arch>(d, vec::load_unaligned(numbers + (i + 3 * width)), vec(T(0)));
  }
  for (; i < size; i += width) { add_product<T, Arch>(a, vec::load_unaligned(numbers + i), vec(T(0))); }
  alignas(64) T each[width];
  ((a + b) + (c + d)).store_aligned(each);
  return std::all_of(each, each + width, [](T x) { return x == T(0); });
}

namespace detail {

/// Writes the weights of one panel, and looks whether they are finite while it has them.
template <class T, class Arch>
struct panel_packer {
  problem const& phase;
  channel_panel panel;
  index size;  ///< of the panel in numbers: vectors times width
  T* to;
  bool finite = true;

  void pack(std::size_t d, T const* from) {
    if (d < phase.rank) {
      axis_problem const& a = phase.axes[d];
      for (index q = 0; q < a.weights; ++q) { pack(d + 1, from + q * a.weights_step); }
    } else if (phase.weights_out_step == 1) {
      copy_tap(from);
    } else {
      gather_tap(from);
    }
  }

 private:
  using vec = simd<T, Arch>;
  static constexpr index width = static_cast<index>(lanes<T, Arch>);
  static constexpr index channels_ahead = 32;
  static constexpr index line = static_cast<index>(memory_alignment / sizeof(T));

  /// The rows are too far apart for the processor to foresee.
  void fetch_ahead(index c, T const* channel) const {
    if (c >= phase.in_channels - channels_ahead) { return; }
    T const* const ahead = channel + channels_ahead * phase.weights_in_step;
    fetch_for_reading(ahead);
    fetch_for_reading(go(ahead, line));
  }

  void copy_tap(T const* from) {
    vec sum(T(0)), other(T(0));  // 0, or NaN from what is not finite
    for (index c = 0; c < phase.in_channels; ++c, to += size) {
      T const* const channel = from + c * phase.weights_in_step;
      fetch_ahead(c, channel);
      index o = 0;
      for (; o + 2 * width <= panel.stored; o += 2 * width) {
        copy_vector(channel + o, to + o, sum);
        copy_vector(channel + (o + width), to + (o + width), other);
      }
      for (; o + width <= panel.stored; o += width) { copy_vector(channel + o, to + o, sum); }
      if (o == size) { continue; }
      std::copy_n(channel + o, panel.stored - o, to + o);
      std::fill_n(to + panel.stored, size - panel.stored, T(0));
      for (; o < size; o += width) { add_product<T, Arch>(other, vec::load_unaligned(to + o), vec(T(0))); }
    }
    alignas(64) T each[static_cast<std::size_t>(width)];
    (sum + other).store_aligned(each);
    finite = finite && std::all_of(each, each + width, [](T x) { return x == T(0); });
  }
  CONVOLT_ALWAYS_INLINE static void copy_vector(T const* from, T* to, vec& sum) {
    vec const x = vec::load_unaligned(from);
    x.store_unaligned(to);
    add_product<T, Arch>(sum, x, vec(T(0)));
  }

  void gather_tap(T const* from) {
    T const* const begin = to;
    for (index c = 0; c < phase.in_channels; ++c, to += size) {
      T const* const channel = from + c * phase.weights_in_step;
      fetch_ahead(c, channel);
      for (index o = 0; o < panel.stored; ++o) { to[o] = channel[o * phase.weights_out_step]; }
      std::fill_n(to + panel.stored, size - panel.stored, T(0));
    }
    finite = finite && all_finite<T, Arch>(begin, static_cast<std::size_t>(to - begin));
  }
};

}  // namespace detail

/// Pack the weights of one panel of a phase without groups: products_per_output(phase) * panel.vectors * width numbers,
/// where width is the lanes of a vector. Returns whether all of them are finite.
template <class T, class Arch>
bool pack_panel(problem const& phase, channel_panel const& panel, T const* weights, T* to) {
  if (products_per_output(phase).value == 0) { return true; }
  T const* const first = weights + panel.first * phase.weights_out_step;
  detail::panel_packer<T, Arch> packer{phase, panel, panel.vectors * static_cast<index>(lanes<T, Arch>), to};
  packer.pack(0, first);
  return packer.finite;
}

/// Pack the weights of all panels, which come one after the other.
template <class T, class Arch>
bool pack_weights(problem const& phase, panel_list const& panels, T const* weights, T* to) {
  index const products = products_per_output(phase).value;
  bool finite = true;
  for (index i = 0; i < panels.size(); ++i) {
    finite = pack_panel<T, Arch>(phase, panels[i], weights, to + panels[i].first * products) && finite;
  }
  return finite;
}

}  // namespace convolt::engine
