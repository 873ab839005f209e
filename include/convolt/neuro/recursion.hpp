// SPDX-License-Identifier: BSD-3-Clause
/// Responses of the exponential family: a few numbers of state go from block to block of the axis, and every event adds
/// to them once. The work is a constant for each sample and each event, however long the kernel is.
/// Layer: neuro.
#pragma once

#include <convolt/core/pack.hpp>
#include <convolt/kernel/cascade.hpp>
#include <convolt/kernel/shape.hpp>
#include <convolt/neuro/arrival.hpp>
#include <convolt/neuro/event_source.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>

namespace convolt::neuro::detail {

/// For one kernel on steps of one length; responds to any number of trains.
///
/// Of a block of L samples, sample m gets the sum over stages j of x_j times what stage j brings to the output in m
/// steps. An event in the block does the same from its first sample on: with zeros before the table it is the same
/// multiplication of whole vectors. Nothing is subtracted, so each output is right to a few roundings of its own size,
/// and one more for every block that the kernel is long.
template <class T, std::size_t N, class Arch>
class recursion {
  static constexpr std::size_t length = 128 / sizeof(T);  ///< of a block
  static constexpr index block = static_cast<index>(length);
  static constexpr index width = packs::pack_size<T, Arch>;
  static constexpr std::size_t pack_count = 128 / packs::pack_bytes<Arch>;
  using numbers = packs::pack<T, Arch>;

 public:
  recursion(kernel::cascade<N> const& in_steps, double scale)
      : shape_(in_steps), arrival_(in_steps), scale_(scale * in_steps.gain()) {
    for (index m = 0; m <= block; ++m) {
      for (std::size_t to = 0; to < N; ++to) {
        for (std::size_t from = 0; from <= to; ++from) {
          advance_[to][from][m] = shape_.transfer(from, to, static_cast<double>(m));
        }
      }
      for (std::size_t j = 0; j < N && m < block; ++j) {
        output_[j][block + m] = static_cast<T>(advance_[N - 1][j][m]);
      }
    }
  }

  /// Writes all samples of the grid.
  void operator()(spike_train const& train, grid const& g, event_weights weights, T* out) const {
    weights.all *= scale_;
    double const late = N == 1 ? g.rounding() : 0;  // an event may be so much after the sample that it counts as at
    double const reach = kernel::support_of(shape_, 1e-18).last;
    state x = from_earlier(event_source(train, g, weights, -reach, late));
    reader events{arrival_, event_source(train, g, weights, late, static_cast<double>(g.count) + late), late};
    for (index n = 0; n < g.count; n += block) {
      if (is_silent(x)) {
        index const quiet = std::min(g.count, events.next() / block * block);
        if (quiet > n) {
          std::fill(out + n, out + quiet, T(0));
          if ((n = quiet) >= g.count) { break; }
        }
      }
      one_block(x, events, n, out + n, std::min(block, g.count - n));
    }
  }

 private:
  using state = std::array<double, N>;

  /// The events as the blocks take them: the sample that each is first seen at, and what it then brings to the stages.
  struct reader {
    static constexpr index batch = static_cast<index>(arrival<N>::size);
    arrival<N> const& arrive;
    event_source source;
    double late;
    index have = 0, used = 0;
    index samples[arrival<N>::size] = {};
    double stages[N][arrival<N>::size] = {};

    /// The sample of the next event; beyond all samples when there is none.
    CONVOLT_ALWAYS_INLINE index next() {
      if (used == have) { refill(); }
      return have > 0 ? samples[used] : std::numeric_limits<index>::max() / 2;
    }
    CONVOLT_NOINLINE void refill() {
      double positions[arrival<N>::size] = {}, weights[arrival<N>::size] = {}, delays[arrival<N>::size] = {};
      have = source.read(positions, weights, batch);
      used = 0;
      for (index i = 0; i < have; ++i) {
        index n = static_cast<index>(positions[i] - late);  // upwards, unless it is a whole number
        n += static_cast<double>(n) < positions[i] - late ? 1 : 0;
        samples[i] = n;
        delays[i] = static_cast<double>(n) - positions[i];
      }
      arrive.template operator()<Arch>(delays, weights, stages);
    }
  };

  /// The state at the first sample, of the events up to it.
  state from_earlier(event_source source) const {
    state x{};
    double position = 0, weight = 0;
    while (source.read(&position, &weight, 1) > 0) {
      for (std::size_t j = 0; j < N; ++j) { x[j] += weight * shape_.transfer(0, j, -position); }
    }
    return x;
  }

  /// What no number of T can hold any more is zero: below, arithmetic is slow on some machines.
  static bool is_silent(state& x) {
    for (double const stage : x) {
      if (std::abs(stage) > static_cast<double>(std::numeric_limits<T>::min())) { return false; }
    }
    x.fill(0);
    return true;
  }

  CONVOLT_ALWAYS_INLINE void one_block(state& x, reader& events, index n, T* out, index count) const {
    numbers sums[pack_count];
    for (std::size_t k = 0; k < pack_count; ++k) { sums[k] = numbers{}; }
    for (std::size_t j = 0; j < N; ++j) { add_output(sums, static_cast<T>(x[j]), output_[j] + block); }
    state after{};
    for (std::size_t to = 0; to < N; ++to) {
      for (std::size_t from = 0; from <= to; ++from) { after[to] += advance_[to][from][block] * x[from]; }
    }
    for (index first = events.next() - n; first < count; first = events.next() - n) {
      for (std::size_t j = 0; j < N; ++j) {
        double const held = events.stages[j][events.used];
        add_output(sums, static_cast<T>(held), output_[j] + block - first);
        for (std::size_t to = j; to < N; ++to) { after[to] += advance_[to][j][block - first] * held; }
      }
      ++events.used;
    }
    x = after;
    write(sums, out, count);
  }

  CONVOLT_ALWAYS_INLINE static void add_output(numbers (&sums)[pack_count], T factor, T const* table) {
    for (std::size_t k = 0; k < pack_count; ++k) {
      numbers terms;
      packs::load(terms, table + static_cast<index>(k) * width);
      sums[k] += terms * factor;
    }
  }

  CONVOLT_ALWAYS_INLINE static void write(numbers (&sums)[pack_count], T* out, index count) {
    if (count == block) {
      for (std::size_t k = 0; k < pack_count; ++k) { packs::store(sums[k], out + static_cast<index>(k) * width); }
    } else {
      T last[length];
      for (std::size_t k = 0; k < pack_count; ++k) { packs::store(sums[k], last + static_cast<index>(k) * width); }
      std::copy(last, last + count, out);
    }
  }

  kernel::cascade<N> shape_;
  arrival<N> arrival_;
  double scale_;
  double advance_[N][N][length + 1] = {};  ///< what stage `to` gets in m steps of what stage `from` holds
  T output_[N][2 * length] = {};           ///< that of the last stage, with zeros before
};

}  // namespace convolt::neuro::detail
