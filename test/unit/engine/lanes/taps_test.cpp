// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/engine/lanes/taps.hpp>

#include <convolt/core/arch.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <support/catch.hpp>

#include <algorithm>
#include <cstddef>
#include <random>
#include <vector>

namespace {

using convolt::engine::lane_group;
using convolt::engine::tap_block;
using arch = convolt::engine::vectors_of<convolt::target_arch>;

constexpr auto group = static_cast<std::size_t>(lane_group);

/// Small whole numbers, whose sums are exact.
template <class T>
std::vector<T> random_numbers(std::mt19937_64& random, std::size_t count) {
  std::vector<T> numbers(count);
  for (T& x : numbers) { x = static_cast<T>(static_cast<int>(random() % 17) - 8); }
  return numbers;
}

template <class T>
T sum_of(tap_block<T> const& b, convolt::index n, convolt::index lane) {
  T sum = 0;
  for (convolt::index k = 0; k < b.taps; ++k) {
    T const w = b.own_weights ? b.weights[k * lane_group + lane] : b.weights[k];
    sum += w * b.rows[n * b.row_step + k * b.tap_step + lane];
  }
  return sum;
}

}  // namespace

TEMPLATE_TEST_CASE("sums of taps, with channels or outputs as lanes, weights shared or not", "[engine]", float,
                   double) {
  using T = TestType;
  std::mt19937_64 random(3);
  for (int round = 0; round < 60; ++round) {
    auto const taps = static_cast<std::size_t>(random() % 20), count = static_cast<std::size_t>(random() % 20);
    bool const own = random() % 2 == 0, along = random() % 2 == 0;
    auto const rows = random_numbers<T>(random, (count + taps + 1) * group);
    auto const weights = random_numbers<T>(random, taps * group + 1);
    auto const apart = 1 + random() % 3;  // rows from sum to sum
    std::vector<T> sums(count * apart * group + 1, T(99));
    tap_block<T> const b{.rows = rows.data(),
                         .row_step = lane_group,
                         .tap_step = along ? 1 : lane_group,
                         .weights = weights.data(),
                         .own_weights = own,
                         .taps = static_cast<convolt::index>(taps),
                         .sums = sums.data(),
                         .sum_step = static_cast<convolt::index>(apart) * lane_group,
                         .count = static_cast<convolt::index>(count),
                         .lanes = 1 + static_cast<convolt::index>(random() % group)};
    CAPTURE(round, taps, count, own, along, b.lanes);
    convolt::engine::run_taps<T, arch>(b);
    for (convolt::index n = 0; n < b.count; ++n) {
      for (convolt::index l = 0; l < b.lanes; ++l) {
        REQUIRE(sums[static_cast<std::size_t>(n * b.sum_step + l)] == sum_of(b, n, l));
      }
    }
    CHECK(sums.back() == T(99));
  }
}

TEMPLATE_TEST_CASE("sums of taps have the same bits however outputs are cut", "[engine]", float, double) {
  using T = TestType;
  std::mt19937_64 random(4);
  std::uniform_real_distribution<T> anywhere(-1, 1);
  std::size_t const taps = 19, count = 37;
  std::vector<T> rows((count + taps) * group), weights(taps * group), whole(count * group), cut(count * group);
  for (T& x : rows) { x = anywhere(random); }
  for (T& w : weights) { w = anywhere(random); }
  for (bool const own : {false, true}) {
    tap_block<T> b{.rows = rows.data(),
                   .row_step = lane_group,
                   .tap_step = lane_group,
                   .weights = weights.data(),
                   .own_weights = own,
                   .taps = static_cast<convolt::index>(taps),
                   .sums = whole.data(),
                   .count = static_cast<convolt::index>(count),
                   .lanes = lane_group};
    convolt::engine::run_taps<T, arch>(b);
    for (std::size_t first = 0; first < count;) {
      auto const n = std::min(count - first, static_cast<std::size_t>(random() % 12));
      b.rows = rows.data() + first * group;
      b.sums = cut.data() + first * group;
      b.count = static_cast<convolt::index>(n);
      convolt::engine::run_taps<T, arch>(b);
      first += n;
    }
    CHECK(cut == whole);
  }
}
