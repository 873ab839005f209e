// SPDX-License-Identifier: BSD-3-Clause
/// Chains of second-order sections over many channels at a time: recursions do not wait for themselves where there are
/// other channels, or other sections, to go on with.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/registers.hpp>
#include <convolt/engine/lanes/blocks.hpp>
#include <convolt/engine/lanes/vectors.hpp>

#include <array>
#include <cstddef>

namespace convolt::engine {

namespace lanes_of_channels {

template <class Vector, std::size_t Channels, std::size_t Chain>
struct section_tile {
  static constexpr std::size_t count = Channels * Chain;
  std::array<Vector, count> z1, z2;

  /// Vectors of `first` and those behind it, through Chain sections.
  static void run(section_block const& b, index first, index section) {
    section_tile tile;
    double const* const c = b.sections + section * numbers_of_section;
    tile.each_state(b, first, section, [](Vector& z, double* at) CONVOLT_INLINE_LAMBDA { z = Vector::load(at); });
    double const* x = (section == 0 ? b.from : b.to) + first;
    index const step = section == 0 ? b.from_step : b.to_step;
    double* y = b.to + first;
    for (index n = 0; n < b.count; ++n, x += step, y += b.to_step) { tile.step(x, y, c); }
    tile.each_state(b, first, section, [](Vector const& z, double* at) CONVOLT_INLINE_LAMBDA { z.store(at); });
  }

 private:
  template <std::size_t V>
  static constexpr index offset = static_cast<index>(V) * Vector::width;

  /// f(z, where it is kept) of all states.
  template <class F>
  CONVOLT_ALWAYS_INLINE void each_state(section_block const& b, index first, index section, F const& f) {
    double* const state = b.state + 2 * section * lane_group + first;
    unrolled<count>([&](auto i) CONVOLT_INLINE_LAMBDA {
      double* const at = state + static_cast<index>(i / Channels) * 2 * lane_group + offset<i % Channels>;
      f(z1[i], at);
      f(z2[i], at + lane_group);
    });
  }

  CONVOLT_ALWAYS_INLINE void step(double const* from, double* to, double const* c) {
    unrolled<Channels>([&](auto v) CONVOLT_INLINE_LAMBDA {
      Vector x = Vector::load(from + offset<v>);
      unrolled<Chain>([&](auto s) CONVOLT_INLINE_LAMBDA {
        constexpr std::size_t i = s * Channels + v;
        double const* const f = c + static_cast<index>(s) * numbers_of_section;
        Vector const y = product_plus(Vector::broadcast(f[0]), x, z1[i]);
        Vector const next = product_plus(Vector::broadcast(f[1]), x, z2[i]);  // needs no y: it does not wait
        z1[i] = minus_product(Vector::broadcast(f[3]), y, next);
        z2[i] = minus_product(Vector::broadcast(f[4]), y, product(Vector::broadcast(f[2]), x));
        x = y;
      });
      x.store(to + offset<v>);
    });
  }
};

/// All channels of the group through Chain sections, so many vectors of them at a time.
template <class Vector, std::size_t Channels, std::size_t Chain>
void run_tiles(section_block const& b, index section) {
  constexpr index step = static_cast<index>(Channels) * Vector::width;
  static_assert(lane_group % step == 0);
  for (index first = 0; first < b.lanes; first += step) {
    section_tile<Vector, Channels, Chain>::run(b, first, section);
  }
}

/// What a chain of no sections does.
inline void copy_rows(section_block const& b) {
  for (index n = 0; n < b.count; ++n) {
    for (index l = 0; l < b.lanes; ++l) { b.to[n * b.to_step + l] = b.from[n * b.from_step + l]; }
  }
}

}  // namespace lanes_of_channels

/// Run the sections, and leave their state behind the last row. The same bits for the same samples, however they are
/// cut into blocks.
template <class Arch>
void run_sections(section_block const& b) {
  using vector = lanes_of_channels::lane_vector_t<double, Arch>;
  using lanes_of_channels::run_tiles;
  index s = 0;
  if (b.chain == 0) { lanes_of_channels::copy_rows(b); }
  // About twenty products are open at a time, as many as a recursion has to wait for.
  for (; s + 4 <= b.chain; s += 4) { run_tiles<vector, 1, 4>(b, s); }
  for (; s + 2 <= b.chain; s += 2) { run_tiles<vector, 2, 2>(b, s); }
  for (; s < b.chain; ++s) { run_tiles<vector, 4, 1>(b, s); }
}

}  // namespace convolt::engine
