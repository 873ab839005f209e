// SPDX-License-Identifier: BSD-3-Clause
/// Sums of products of every down-th sample with the weights of several phases, outputs as lanes: the loop of changes
/// of rate along time. Samples lie so that those of neighbouring outputs are neighbours; a vector of them is loaded
/// once for all phases, since most loads lie across two lines of the cache and take as long as two products.
/// Layer: engine.
#pragma once

#include <convolt/core/config.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/registers.hpp>
#include <convolt/engine/arch/traits.hpp>
#include <convolt/engine/lanes/blocks.hpp>
#include <convolt/engine/lanes/vectors.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace convolt::engine {

namespace lanes_of_outputs {

/// Some samples that follow one another, as output 0 meets them.
template <class T, class Vector>
struct piece {
  T const* at = nullptr;
  index residue = 0, count = 0;

  piece() = default;
  piece(phase_block<T> const& b, index sample, index end)
      : at(b.rows + sample % b.down * b.row_step + sample / b.down),
        residue(sample % b.down),
        count(std::max<index>(end - sample, 0)) {}
};

/// What phases meet: they begin and end at samples of their own, and share what is between. Of the vectors it is for:
/// files with other flags have their own.
template <class T, class Vector, std::size_t Phases>
struct piece_list {
  std::array<piece<T, Vector>, Phases> before, behind;
  piece<T, Vector> shared;

  explicit piece_list(phase_block<T> const& b) {
    auto const end_of = [](phase_weights<T> const& phase) { return phase.first + phase.count; };
    index first = b.phases[0].first, end = end_of(b.phases[0]);
    for (std::size_t p = 1; p < Phases; ++p) {
      first = std::max(first, b.phases[p].first);
      end = std::min(end, end_of(b.phases[p]));
    }
    end = std::max(first, end);
    shared = {b, first, end};
    for (std::size_t p = 0; p < Phases; ++p) {
      before[p] = {b, b.phases[p].first, std::min(first, end_of(b.phases[p]))};
      behind[p] = {b, std::max(end, b.phases[p].first), end_of(b.phases[p])};
    }
  }
};

template <class T, class Vector, std::size_t Phases, std::size_t Vectors, class = upto<Phases>, class = upto<Vectors>,
          class = upto<Phases * Vectors>>
struct phase_tile;
template <class T, class Vector, std::size_t Phases, std::size_t Vectors, std::size_t... p, std::size_t... v,
          std::size_t... i>
struct phase_tile<T, Vector, Phases, Vectors, std::index_sequence<p...>, std::index_sequence<v...>,
                  std::index_sequence<i...>> {
  static constexpr index width = Vector::width;
  using sum_list = cells<Vector, upto<Phases * Vectors>>;
  using weight_list = cells<T const*, upto<Phases>>;

  /// Outputs n and so on, Vectors of them of each phase.
  static void run(phase_block<T> const& b, piece_list<T, Vector, Phases> const& pieces, index n) {
    sum_list sums;
    weight_list w;
    ((at<i>(sums) = Vector::broadcast(T(0))), ...);
    ((at<p>(w) = b.phases[p].weights), ...);
    (add<p>(b, pieces.before[p], n, sums, w, upto<1>{}), ...);
    add<0>(b, pieces.shared, n, sums, w, upto<Phases>{});
    (add<p>(b, pieces.behind[p], n, sums, w, upto<1>{}), ...);
    T* const to = b.sums + n;
    (at<i>(sums).store(to + static_cast<index>(i / Vectors) * b.sum_step + static_cast<index>(i % Vectors) * width),
     ...);
  }

 private:
  /// The products of some samples, for phase Begin and those behind it.
  template <std::size_t Begin, std::size_t... q>
  CONVOLT_ALWAYS_INLINE static void add(phase_block<T> const& b, piece<T, Vector> const& some, index n, sum_list& sums,
                                        weight_list& w, std::index_sequence<q...>) {
    T const* x = some.at + n;
    index residue = some.residue;
    for (index k = some.count; k > 0; --k) {
      cells<Vector, upto<Vectors>> samples{{Vector::load_once(x + static_cast<index>(v) * width)}...};
      (add_sample<Begin + q>(sums, samples, at<Begin + q>(w)), ...);
      x += b.row_step;
      if (++residue == b.down) {
        residue = 0;
        x += 1 - b.down * b.row_step;
      }
    }
  }
  template <std::size_t P>
  CONVOLT_ALWAYS_INLINE static void add_sample(sum_list& sums, cells<Vector, upto<Vectors>>& samples, T const*& w) {
    Vector const weight = Vector::broadcast(*w++);
    ((at<P * Vectors + v>(sums) = product_plus(at<v>(samples), weight, at<P * Vectors + v>(sums))), ...);
  }
};

template <class T, class Vector, std::size_t Phases, std::size_t Registers>
void run_outputs(phase_block<T> const& b) {
  constexpr std::size_t vectors = Registers / (Phases + 1);  // with a vector of samples for each of all phases
  constexpr index width = Vector::width, step = static_cast<index>(vectors) * width;
  piece_list<T, Vector, Phases> const pieces(b);
  index n = 0;
  for (; n + step <= b.count; n += step) { phase_tile<T, Vector, Phases, vectors>::run(b, pieces, n); }
  for (; n < b.count; n += width) { phase_tile<T, Vector, Phases, 1>::run(b, pieces, n); }
}

}  // namespace lanes_of_outputs

/// The sums. The same bits for the same samples and weights, however they are cut into blocks, and as run_taps has
/// them.
template <class T, class Arch>
void run_phases(phase_block<T> const& b) {
  using vector = lanes_of_channels::lane_vector_t<T, Arch>;
  constexpr std::size_t registers = vector_registers<Arch> == 32 ? 18 : 12;
  switch (b.phase_count) {
    case 1:
      return lanes_of_outputs::run_outputs<T, vector, 1, registers>(b);
    case 2:
      return lanes_of_outputs::run_outputs<T, vector, 2, registers>(b);
    case 3:
      return lanes_of_outputs::run_outputs<T, vector, 3, registers>(b);
    default:
      return lanes_of_outputs::run_outputs<T, vector, 4, registers>(b);
  }
}

}  // namespace convolt::engine
