// SPDX-License-Identifier: BSD-3-Clause
/// What the stages of a cascade hold when an event that came between two steps is met at the second one.
/// Layer: neuro.
#pragma once

#include <convolt/core/pack.hpp>
#include <convolt/kernel/cascade.hpp>

#include <array>
#include <cmath>
#include <cstddef>

namespace convolt::neuro::detail {

/// For delays d of 0 .. 1 steps: stage j holds d^j times a power series in d, which is short because a step is short
/// beside the time constants. Its terms are (-1)^p h_p / (p + j)!, h_p the complete homogeneous symmetric polynomial of
/// the first j + 1 rates. Where a step is longer than the shortest time constant there is no series, and each event is
/// computed for itself.
template <std::size_t N>
class arrival {
 public:
  static constexpr std::size_t size = 8;  ///< events at a time

  explicit arrival(kernel::cascade<N> const& in_steps) : shape_(in_steps) {
    has_series_ = shape_.rate(N - 1) <= 1;
    std::array<double, N> h{};  // h_p of the first 1, 2, .. N rates
    h.fill(1);
    for (std::size_t p = 0; p < most_terms; ++p) {
      for (std::size_t i = 0; p > 0 && i < N; ++i) { h[i] = (i > 0 ? h[i - 1] : 0.) - shape_.rate(i) * h[i]; }
      double factorial = 1;
      for (std::size_t k = 2; k <= p; ++k) { factorial *= static_cast<double>(k); }
      for (std::size_t j = 0; j < N; ++j) {
        if (j > 0) { factorial *= static_cast<double>(p + j); }
        series_[j][p] = h[j] / factorial;
        if (std::abs(series_[j][p]) > 1e-18 * std::abs(series_[j][0])) { terms_ = p + 1; }
      }
    }
  }

  /// stages[j][i] = weights[i] times what stage j holds d[i] after an event, for a batch of events.
  template <class Arch>
  CONVOLT_ALWAYS_INLINE void operator()(double const* d, double const* weights, double (*stages)[size]) const {
    if (has_series_) {
      for (index i = 0; i < static_cast<index>(size); i += packs::pack_size<double, Arch>) {
        add_up<Arch>(d, weights, stages, i);
      }
    } else {
      for (std::size_t j = 0; j < N; ++j) {
        for (index i = 0; i < static_cast<index>(size); ++i) {
          stages[j][i] = weights[i] * shape_.transfer(0, j, d[i]);
        }
      }
    }
  }

 private:
  static constexpr std::size_t most_terms = 24;

  template <class Arch>
  CONVOLT_ALWAYS_INLINE void add_up(double const* d, double const* weights, double (*stages)[size], index i) const {
    packs::pack<double, Arch> delay, front;
    packs::load(delay, d + i);
    packs::load(front, weights + i);
    for (std::size_t j = 0; j < N; ++j) {
      packs::pack<double, Arch> sum = delay * 0. + series_[j][terms_ - 1];
      for (std::size_t p = terms_ - 1; p-- > 0;) { sum = sum * delay + series_[j][p]; }
      packs::store(sum * front, stages[j] + i);
      front *= delay;
    }
  }

  kernel::cascade<N> shape_;
  std::array<std::array<double, most_terms>, N> series_{};
  std::size_t terms_ = 1;
  bool has_series_ = false;
};

}  // namespace convolt::neuro::detail
