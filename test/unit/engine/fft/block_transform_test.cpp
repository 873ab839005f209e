// SPDX-License-Identifier: BSD-3-Clause
/// Circular correlations of all block lengths against sums in double precision.
#include <convolt/engine/fft/block_transform.hpp>

#include <convolt/engine/problem/buffer.hpp>
#include <support/catch.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <vector>

namespace {

using convolt::index;
using convolt::engine::aligned_array;
using convolt::engine::default_arch;
using convolt::engine::lanes;
using convolt::engine::fft::block_transform;
using convolt::engine::fft::lane_use;

template <class T>
index constexpr width = static_cast<index>(lanes<T, default_arch>);

template <class T>
aligned_array<T> random_array(std::mt19937_64& random, index size) {
  aligned_array<T> values(static_cast<std::size_t>(size));
  for (index i = 0; i < size; ++i) { values.data()[i] = static_cast<T>(random() % 2001) / T(1000) - T(1); }
  return values;
}

/// Both results at some positions, compared with the sums; returns the largest error in units of eps sum|w|.
template <class T>
double worst_error(lane_use use, std::mt19937_64& random, index samples, index taps) {
  index const lines = use == lane_use::signals ? width<T> : 1;
  block_transform<T, default_arch> const transform(use, samples);
  aligned_array<T> const first = random_array<T>(random, samples * lines);
  aligned_array<T> const second = random_array<T>(random, samples * lines);
  aligned_array<T> kernel = random_array<T>(random, samples * lines);
  std::fill(kernel.data() + taps * lines, kernel.data() + samples * lines, T(0));
  aligned_array<T> const zeros(lanes<T, default_arch>);
  aligned_array<T> spectrum(transform.work_size()), work(transform.work_size());
  aligned_array<T> y_first(first.size()), y_second(second.size());
  transform.transform_kernel({kernel.data(), zeros.data(), width<T>, 0}, T(2), spectrum.data());
  bool const finite = transform.correlate(
      {first.data(), second.data(), width<T>, width<T>}, spectrum.data(), work.data(),
      {y_first.data(), y_second.data(), width<T>, width<T>, transform.points(), T(0.5), zeros.data()});
  CHECK(finite);
  double worst = 0;
  for (index i = 0; i < 40; ++i) {
    index const t = static_cast<index>(random() % static_cast<std::uint64_t>(samples));
    index const line = static_cast<index>(random() % static_cast<std::uint64_t>(lines));
    double sum_first = 0, sum_second = 0, sizes = 0;
    for (index q = 0; q < taps; ++q) {
      double const w = static_cast<double>(kernel.data()[q * lines + line]);
      sum_first += w * static_cast<double>(first.data()[(t + q) % samples * lines + line]);
      sum_second += w * static_cast<double>(second.data()[(t + q) % samples * lines + line]);
      sizes += std::abs(w);
    }
    double const unit = sizes * static_cast<double>(std::numeric_limits<T>::epsilon());
    worst = std::max(worst, std::abs(static_cast<double>(y_first.data()[t * lines + line]) - sum_first) / unit);
    worst = std::max(worst, std::abs(static_cast<double>(y_second.data()[t * lines + line]) - sum_second) / unit);
  }
  return worst;
}

template <class T>
void check_lengths(lane_use use, index longest) {
  std::mt19937_64 random(5);
  index const least = block_transform<T, default_arch>::least_samples(use);
  for (index samples = least; samples <= longest; samples *= 2) {
    for (index const taps : {index{1}, std::min<index>(samples, 37)}) {
      CAPTURE(samples, taps);
      CHECK(worst_error<T>(use, random, samples, taps) <= 2 * std::log2(static_cast<double>(samples)));
    }
  }
}

TEMPLATE_TEST_CASE("blocks of every length are correlated, with samples as lanes", "", float, double) {
  check_lengths<TestType>(lane_use::samples, 1 << 15);
}

TEMPLATE_TEST_CASE("blocks of every length are correlated, with signals as lanes", "", float, double) {
  check_lengths<TestType>(lane_use::signals, 1 << 12);
}

TEST_CASE("the passes before the leaf have radix 4, and the last one 8 where that is needed") {
  using convolt::engine::fft::choose_radices;
  CHECK(choose_radices<default_arch>(16, 4) == std::vector<index>{4});
  CHECK(choose_radices<default_arch>(32, 4) == std::vector<index>{8});
  CHECK(choose_radices<default_arch>(64, 4) == std::vector<index>{4, 4});
  CHECK(choose_radices<default_arch>(64, 2) == std::vector<index>{4, 8});
}

}  // namespace
