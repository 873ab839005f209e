// SPDX-License-Identifier: BSD-3-Clause
/// Weights in the order in which the micro-kernel reads them: panels of a few vectors of output channels, and in a
/// panel tap by tap, input channel by input channel. Channels that do not exist have weights 0.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/finite.hpp>
#include <convolt/engine/arch/memory.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/loops/arithmetic.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/engine/problem/problem.hpp>

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

/// Why no method with packed weights does a problem, or null.
[[nodiscard]] constexpr char const* why_not_packed(problem const& p) noexcept {
  constexpr double most = 1e12;  // numbers
  checked_index const products = products_per_output(p);
  bool const fits =
      !products.overflowed && static_cast<double>(p.out_channels) * static_cast<double>(products.value) <= most;
  return fits ? nullptr : "the packed weights would not fit in memory";
}

/// Writes the weights of one panel, and looks whether they are finite while it has them.
template <class T, class Arch>
struct panel_packer {
  problem const& phase;
  channel_panel panel;
  index size;  ///< of the panel in numbers: vectors times width
  T* to;
  finite_numbers<T, Arch> seen{};

  CONVOLT_NOINLINE void pack(std::size_t d, T const* from) {
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
    finite_numbers<T, Arch> other;  // a second one, which waits less for the first
    for (index c = 0; c < phase.in_channels; ++c, to += size) {
      T const* const channel = from + c * phase.weights_in_step;
      fetch_ahead(c, channel);
      index o = 0;
      for (; o + 2 * width <= panel.stored; o += 2 * width) {
        copy_vector(channel + o, to + o, seen);
        copy_vector(channel + (o + width), to + (o + width), other);
      }
      for (; o + width <= panel.stored; o += width) { copy_vector(channel + o, to + o, seen); }
      if (o == size) { continue; }
      std::copy_n(channel + o, panel.stored - o, to + o);
      std::fill_n(to + panel.stored, size - panel.stored, T(0));
      for (; o < size; o += width) { other.add(vec::load_unaligned(to + o)); }
    }
    seen.add(other);
  }
  CONVOLT_ALWAYS_INLINE static void copy_vector(T const* from, T* to, finite_numbers<T, Arch>& seen) {
    vec const x = vec::load_unaligned(from);
    x.store_unaligned(to);
    seen.add(x);
  }

  void gather_tap(T const* from) {
    T const* const begin = to;
    for (index c = 0; c < phase.in_channels; ++c, to += size) {
      T const* const channel = from + c * phase.weights_in_step;
      fetch_ahead(c, channel);
      for (index o = 0; o < panel.stored; ++o) { to[o] = channel[o * phase.weights_out_step]; }
      std::fill_n(to + panel.stored, size - panel.stored, T(0));
    }
    seen.add(begin, to - begin);
  }
};

/// Pack the weights of one panel of a phase without groups: products_per_output(phase) * panel.vectors * width numbers,
/// where width is the lanes of a vector. Returns whether all of them are finite.
template <class T, class Arch>
bool pack_panel(problem const& phase, channel_panel const& panel, T const* weights, T* to) {
  if (products_per_output(phase).value == 0) { return true; }
  T const* const first = weights + panel.first * phase.weights_out_step;
  panel_packer<T, Arch> packer{phase, panel, panel.vectors * static_cast<index>(lanes<T, Arch>), to};
  packer.pack(0, first);
  return packer.seen.all();
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
