// SPDX-License-Identifier: BSD-3-Clause
/// Chains of second-order sections over many channels at a time: recursions do not wait for themselves where there are
/// other channels, or other sections, to go on with.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/memory.hpp>
#include <convolt/engine/arch/registers.hpp>
#include <convolt/engine/arch/traits.hpp>
#include <convolt/engine/lanes/blocks.hpp>
#include <convolt/engine/lanes/vectors.hpp>

#include <array>
#include <cstddef>

namespace convolt::engine {

/// Where the zeros of a section are. Those of low, high and band passes are at the ends of the frequencies. They cost
/// an addition or two,
///     (x[n] + x[n-1]) + (x[n-1] + x[n-2]),     (x[n] - x[n-1]) - (x[n-1] - x[n-2])     or     x[n] - x[n-2],
/// and no multiplication.
enum class section_zeros { anywhere, both_at_half_the_rate, both_at_zero, one_at_each_end };

/// Those of a section of numbers_of_section numbers. (Of an instruction set, as all that computes: files with other
/// flags have their own.)
template <class Arch>
section_zeros zeros_of(double const* section) {
  double const b1 = section[1], b2 = section[2];
  if (section[0] != 1) { return section_zeros::anywhere; }
  return b1 == 2 && b2 == 1    ? section_zeros::both_at_half_the_rate
         : b1 == -2 && b2 == 1 ? section_zeros::both_at_zero
         : b1 == 0 && b2 == -1 ? section_zeros::one_at_each_end
                               : section_zeros::anywhere;
}

namespace lanes_of_channels {

/// The numbers of a section in all lanes. Factors of what is subtracted are negative, so that it is added.
template <class Vector>
struct section_factors {
  Vector b0, b1, b2, minus_a1, minus_a2;

  static section_factors load(double const* c) {
    return {Vector::broadcast(c[0]), Vector::broadcast(c[1]), Vector::broadcast(c[2]), Vector::broadcast(-c[3]),
            Vector::broadcast(-c[4])};
  }
};

/// The sums of a section with such zeros.
template <section_zeros Zeros>
struct terms {
  static constexpr bool doubled = Zeros == section_zeros::both_at_half_the_rate || Zeros == section_zeros::both_at_zero;

  /// The next sample, where x comes next before the section and x_earlier came, and the rest is summed up.
  template <class Vector>
  CONVOLT_ALWAYS_INLINE static Vector next(Vector const& x, Vector const& x_earlier, Vector const& rest,
                                           section_factors<Vector> const& f) {
    if constexpr (doubled) {
      return sum(pair(x, x_earlier), rest);
    } else if constexpr (Zeros == section_zeros::one_at_each_end) {
      return sum(x, rest);
    } else {
      return product_plus(f.b0, x, rest);
    }
  }

  /// What is known then of the sample after it, but for the product with the sample itself.
  template <class Vector>
  CONVOLT_ALWAYS_INLINE static Vector known(Vector const& x, Vector const& x_earlier, Vector const& y_earlier,
                                            section_factors<Vector> const& f) {
    if constexpr (Zeros == section_zeros::both_at_half_the_rate) {
      return product_plus(f.minus_a2, y_earlier, pair(x, x_earlier));
    } else if constexpr (Zeros == section_zeros::both_at_zero) {
      return product_minus(f.minus_a2, y_earlier, pair(x, x_earlier));
    } else if constexpr (Zeros == section_zeros::one_at_each_end) {
      return product_minus(f.minus_a2, y_earlier, x_earlier);
    } else {
      return product_plus(f.minus_a2, y_earlier, product_plus(f.b1, x, product(f.b2, x_earlier)));
    }
  }

 private:
  template <class Vector>
  CONVOLT_ALWAYS_INLINE static Vector pair(Vector const& x, Vector const& x_earlier) {
    return Zeros == section_zeros::both_at_zero ? difference(x, x_earlier) : sum(x, x_earlier);
  }
};

/// Vectors of channels on their way through sections. A section keeps its last sample and, summed up as soon as they
/// are known, the terms of the next one that do not wait for that: a vector less than its last two samples and what
/// they followed, so that twice as many recursions fit in the registers.
template <class Vector, section_zeros Zeros, std::size_t Channels, std::size_t Chain>
struct section_tile {
  static constexpr std::size_t all = Channels * Chain;
  std::array<Vector, Channels> before;  ///< the first section, the last samples
  std::array<Vector, all> behind;       ///< each section
  std::array<Vector, all> known;        ///< of the next sample behind each section

  /// Vectors of `first` and those behind it, through Chain sections.
  static void run(section_block const& b, index first, index section) {
    section_tile tile;
    double* const state = b.state + section * states_of_section * lane_group + first;
    std::array<section_factors<Vector>, Chain> factors;
    unrolled<Chain>([&](auto s) CONVOLT_INLINE_LAMBDA {
      factors[s] = section_factors<Vector>::load(b.sections + (section + static_cast<index>(s)) * numbers_of_section);
    });
    Vector const gain = Vector::broadcast(section == 0 ? b.gain : 1.);
    tile.load(state, factors);
    double const* x = (section == 0 ? b.from : b.to) + first;
    double* y = b.to + first;
    index const x_step = section == 0 ? b.from_step : b.to_step, y_step = b.to_step, last = b.count - 1;
    for (index n = 0; n < last; ++n, x += x_step, y += y_step) { tile.step(x, gain, y, factors); }
    tile.store(state + lane_group);
    tile.step(x, gain, y, factors);
    tile.store(state);
  }

 private:
  template <std::size_t V>
  static constexpr index offset = static_cast<index>(V) * Vector::width;

  /// Where the state of a section and a vector of channels is.
  template <std::size_t I>
  static constexpr index place =
      static_cast<index>(I / Channels) * states_of_section * lane_group + offset<I % Channels>;

  /// The last samples that section I took.
  template <std::size_t I>
  CONVOLT_ALWAYS_INLINE Vector const& before_section() const {
    if constexpr (I < Channels) {
      return before[I];
    } else {
      return behind[I - Channels];
    }
  }

  CONVOLT_ALWAYS_INLINE void load(double const* state, std::array<section_factors<Vector>, Chain> const& factors) {
    unrolled<Channels>([&](auto v) CONVOLT_INLINE_LAMBDA { before[v] = Vector::load(state + offset<v>); });
    unrolled<all>([&](auto i) CONVOLT_INLINE_LAMBDA {
      double const* const at = state + place<i>;
      behind[i] = Vector::load(at + 2 * lane_group);
      known[i] = terms<Zeros>::known(Vector::load(at), Vector::load(at + lane_group), Vector::load(at + 3 * lane_group),
                                     factors[i / Channels]);
    });
  }

  /// The last samples of all, where those before them are one row further on.
  CONVOLT_ALWAYS_INLINE void store(double* state) const {
    unrolled<all>([&](auto i) CONVOLT_INLINE_LAMBDA {
      before_section<i>().store(state + place<i>);
      behind[i].store(state + place<i> + 2 * lane_group);
    });
  }

  /// Room for the results of the next tile of the group. Rows may be far apart, and no processor foresees them.
  CONVOLT_ALWAYS_INLINE static void fetch_next_channels([[maybe_unused]] double* to) {
    constexpr index channels = static_cast<index>(Channels) * Vector::width, in_cache_line = 64 / sizeof(double);
    if constexpr (Vector::width > 1 && channels < lane_group) {
      unrolled<Channels>([&](auto v) CONVOLT_INLINE_LAMBDA {
        if constexpr (offset<v> % in_cache_line == 0) { fetch_for_writing(to + channels + offset<v>); }
      });
    }
  }

  CONVOLT_ALWAYS_INLINE void step(double const* from, Vector const& gain, double* to,
                                  std::array<section_factors<Vector>, Chain> const& factors) {
    fetch_next_channels(to);
    unrolled<Channels>([&](auto v) CONVOLT_INLINE_LAMBDA {
      // Plus zero, since a product alone might be rounded once with what is added to it, or not.
      Vector x = product_plus(gain, Vector::load(from + offset<v>), Vector::broadcast(0));
      Vector earlier = before[v];
      before[v] = x;
      unrolled<Chain>([&](auto s) CONVOLT_INLINE_LAMBDA {
        constexpr std::size_t i = s * Channels + v;
        Vector const y_earlier = behind[i];
        behind[i] = terms<Zeros>::next(x, earlier, product_plus(factors[s].minus_a1, y_earlier, known[i]), factors[s]);
        known[i] = terms<Zeros>::known(x, earlier, y_earlier, factors[s]);
        x = behind[i];
        earlier = y_earlier;
      });
      x.store(to + offset<v>);
    });
  }
};

/// All channels of the group through Chain sections, so many vectors of them at a time.
template <class Vector, section_zeros Zeros, std::size_t Channels, std::size_t Chain>
void run_tiles(section_block const& b, index section) {
  constexpr index step = static_cast<index>(Channels) * Vector::width;
  static_assert(lane_group % step == 0);
  for (index first = 0; first < b.lanes; first += step) {
    section_tile<Vector, Zeros, Channels, Chain>::run(b, first, section);
  }
}

/// As many of these alike sections as a tile has, four at most; how many. So many vectors of channels go through four,
/// two, or one of them.
template <class Vector, section_zeros Zeros, std::size_t ThroughFour, std::size_t ThroughTwo, std::size_t ThroughOne>
index run_alike(section_block const& b, index section, index alike) {
  if (alike >= 4) {
    run_tiles<Vector, Zeros, ThroughFour, 4>(b, section);
    return 4;
  }
  if (alike >= 2) {
    run_tiles<Vector, Zeros, ThroughTwo, 2>(b, section);
    return 2;
  }
  run_tiles<Vector, Zeros, ThroughOne, 1>(b, section);
  return 1;
}

/// With as many recursions open at a time as have their state in the registers: each waits for itself.
template <section_zeros Zeros, class Arch>
index run_some(section_block const& b, index section, index alike) {
  constexpr bool few_registers = vector_registers<Arch> < 32;
  constexpr std::size_t through_four = few_registers && Zeros == section_zeros::anywhere ? 1 : 2;
  constexpr std::size_t through_two = few_registers ? 2 : 4;
  if (b.lanes == 1) { return run_alike<single<double, Arch>, Zeros, 1, 1, 1>(b, section, alike); }
  return run_alike<lane_vector_t<double, Arch>, Zeros, through_four, through_two, 4>(b, section, alike);
}

/// What a chain of no sections does.
template <class Arch>
void copy_rows(section_block const& b) {
  for (index n = 0; n < b.count; ++n) {
    for (index l = 0; l < b.lanes; ++l) { b.to[n * b.to_step + l] = b.gain * b.from[n * b.from_step + l]; }
  }
}

}  // namespace lanes_of_channels

/// Run the sections, and leave their state behind the last row. The same bits for the same samples, however they are
/// cut into blocks.
template <class Arch>
void run_sections(section_block const& b) {
  using lanes_of_channels::run_some;
  if (b.count == 0) { return; }
  if (b.chain == 0) { lanes_of_channels::copy_rows<Arch>(b); }
  for (index s = 0; s < b.chain;) {
    section_zeros const zeros = zeros_of<Arch>(b.sections + s * numbers_of_section);
    index alike = 1;
    while (alike < 4 && s + alike < b.chain && zeros_of<Arch>(b.sections + (s + alike) * numbers_of_section) == zeros) {
      ++alike;
    }
    switch (zeros) {
      case section_zeros::anywhere:
        s += run_some<section_zeros::anywhere, Arch>(b, s, alike);
        break;
      case section_zeros::both_at_half_the_rate:
        s += run_some<section_zeros::both_at_half_the_rate, Arch>(b, s, alike);
        break;
      case section_zeros::both_at_zero:
        s += run_some<section_zeros::both_at_zero, Arch>(b, s, alike);
        break;
      case section_zeros::one_at_each_end:
        s += run_some<section_zeros::one_at_each_end, Arch>(b, s, alike);
        break;
    }
  }
}

}  // namespace convolt::engine
