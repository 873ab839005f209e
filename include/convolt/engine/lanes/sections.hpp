// SPDX-License-Identifier: BSD-3-Clause
/// Chains of second-order sections over many channels at a time: recursions do not wait for themselves where there are
/// other channels, or other sections, to go on with.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
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

/// The samples of a vector of channels one and two points in time ago.
template <class Vector>
struct last_two {
  Vector one, two;

  CONVOLT_ALWAYS_INLINE void push(Vector const& x) {
    two = one;
    one = x;
  }
};

/// The numbers of a section in all lanes. Factors of what is subtracted are negative, so that it is added.
template <class Vector>
struct section_factors {
  Vector b0, b1, b2, minus_a1, minus_a2;

  static section_factors load(double const* c) {
    return {Vector::broadcast(c[0]), Vector::broadcast(c[1]), Vector::broadcast(c[2]), Vector::broadcast(-c[3]),
            Vector::broadcast(-c[4])};
  }
};

template <class Vector, section_zeros Zeros, std::size_t Channels, std::size_t Chain>
struct section_tile {
  static constexpr bool doubled = Zeros == section_zeros::both_at_half_the_rate || Zeros == section_zeros::both_at_zero;
  static constexpr std::size_t all = Channels * Chain;
  std::array<last_two<Vector>, Channels> before;
  std::array<last_two<Vector>, all> behind;
  std::array<Vector, doubled ? all : 0> pair;  ///< x[n-1] and x[n-2] added or subtracted

  /// Vectors of `first` and those behind it, through Chain sections.
  static void run(section_block const& b, index first, index section) {
    section_tile tile;
    double* const state = b.state + section * states_of_section * lane_group + first;
    std::array<section_factors<Vector>, Chain> factors;
    unrolled<Chain>([&](auto s) CONVOLT_INLINE_LAMBDA {
      factors[s] = section_factors<Vector>::load(b.sections + (section + static_cast<index>(s)) * numbers_of_section);
    });
    Vector const gain = Vector::broadcast(section == 0 ? b.gain : 1.);
    tile.load(state);
    double const* x = (section == 0 ? b.from : b.to) + first;
    double* y = b.to + first;
    index const x_step = section == 0 ? b.from_step : b.to_step, y_step = b.to_step, count = b.count;
    for (index n = 0; n < count; ++n, x += x_step, y += y_step) { tile.step(x, gain, y, factors); }
    tile.store(state);
  }

 private:
  template <std::size_t V>
  static constexpr index offset = static_cast<index>(V) * Vector::width;

  /// Where the state of a section and a vector of channels is.
  template <std::size_t I>
  static constexpr index place =
      static_cast<index>(I / Channels) * states_of_section * lane_group + offset<I % Channels>;

  CONVOLT_ALWAYS_INLINE static Vector together(Vector const& x, Vector const& earlier) {
    return Zeros == section_zeros::both_at_zero ? difference(x, earlier) : sum(x, earlier);
  }

  /// A product, and what the pair of the sample before adds for doubled zeros.
  CONVOLT_ALWAYS_INLINE static Vector product_and_pair(Vector const& a, Vector const& y, Vector const& pair) {
    return Zeros == section_zeros::both_at_zero ? product_minus(a, y, pair) : product_plus(a, y, pair);
  }

  /// What section I follows.
  template <std::size_t I>
  CONVOLT_ALWAYS_INLINE last_two<Vector> const& before_section() const {
    if constexpr (I < Channels) {
      return before[I];
    } else {
      return behind[I - Channels];
    }
  }

  CONVOLT_ALWAYS_INLINE void load(double const* state) {
    auto const two = [](double const* at) CONVOLT_INLINE_LAMBDA {
      return last_two<Vector>{Vector::load(at), Vector::load(at + lane_group)};
    };
    unrolled<Channels>([&](auto v) CONVOLT_INLINE_LAMBDA { before[v] = two(state + offset<v>); });
    unrolled<all>([&](auto i) CONVOLT_INLINE_LAMBDA { behind[i] = two(state + place<i> + 2 * lane_group); });
    if constexpr (doubled) {
      unrolled<all>([&](auto i) CONVOLT_INLINE_LAMBDA {
        auto const& x = before_section<i>();
        pair[i] = together(x.one, x.two);
      });
    }
  }
  CONVOLT_ALWAYS_INLINE void store(double* state) const {
    auto const two = [](last_two<Vector> const& x, double* at) CONVOLT_INLINE_LAMBDA {
      x.one.store(at);
      x.two.store(at + lane_group);
    };
    unrolled<all>([&](auto i) CONVOLT_INLINE_LAMBDA {
      two(before_section<i>(), state + place<i>);
      two(behind[i], state + place<i> + 2 * lane_group);
    });
  }

  /// The next sample behind section I, where x comes next before it and `earlier` came. What has to wait for the sample
  /// before comes as late as it can.
  template <std::size_t I>
  CONVOLT_ALWAYS_INLINE Vector next(Vector const& x, last_two<Vector> const& earlier,
                                    section_factors<Vector> const& f) {
    last_two<Vector> const& y = behind[I];
    if constexpr (doubled) {
      Vector const known = product_plus(f.minus_a1, y.one, product_and_pair(f.minus_a2, y.two, pair[I]));
      pair[I] = together(x, earlier.one);
      return sum(pair[I], known);
    } else if constexpr (Zeros == section_zeros::one_at_each_end) {
      return sum(x, product_plus(f.minus_a1, y.one, product_minus(f.minus_a2, y.two, earlier.two)));
    } else {
      Vector const known = product_plus(f.b1, earlier.one, product(f.b2, earlier.two));
      return product_plus(f.b0, x, product_plus(f.minus_a1, y.one, product_plus(f.minus_a2, y.two, known)));
    }
  }

  CONVOLT_ALWAYS_INLINE void step(double const* from, Vector const& gain, double* to,
                                  std::array<section_factors<Vector>, Chain> const& factors) {
    unrolled<Channels>([&](auto v) CONVOLT_INLINE_LAMBDA {
      // Plus zero, since a product alone might be rounded once with what is added to it, or not.
      Vector x = product_plus(gain, Vector::load(from + offset<v>), Vector::broadcast(0));
      last_two<Vector> earlier = before[v];
      before[v].push(x);
      unrolled<Chain>([&](auto s) CONVOLT_INLINE_LAMBDA {
        constexpr std::size_t i = s * Channels + v;
        x = next<i>(x, earlier, factors[s]);
        earlier = behind[i];
        behind[i].push(x);
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

/// How many vectors of channels go through a section alone: as many as have their memory in the registers.
template <section_zeros Zeros, class Arch>
inline constexpr std::size_t channels_of_one = [] {
  if constexpr (has_vector_loops<double, Arch>) {
    return Zeros == section_zeros::anywhere && vector_registers<Arch> < 32 ? std::size_t{2} : std::size_t{4};
  } else {
    return std::size_t{2};
  }
}();

/// As many of these alike sections as a tile has, four at most; how many. About twenty products are open at a time, as
/// many as a recursion has to wait for.
template <section_zeros Zeros, class Arch>
index run_some(section_block const& b, index section, index alike) {
  using vector = lane_vector_t<double, Arch>;
  if (alike >= 4) {
    run_tiles<vector, Zeros, 1, 4>(b, section);
    return 4;
  }
  if (alike >= 2) {
    run_tiles<vector, Zeros, 2, 2>(b, section);
    return 2;
  }
  run_tiles<vector, Zeros, channels_of_one<Zeros, Arch>, 1>(b, section);
  return 1;
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
