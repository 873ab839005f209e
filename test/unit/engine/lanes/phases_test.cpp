// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/engine/lanes/phases.hpp>

#include <convolt/core/arch.hpp>
#include <convolt/core/index.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <support/catch.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <random>
#include <vector>

namespace {

using convolt::engine::lane_group;
using convolt::engine::phase_block;
using arch = convolt::engine::vectors_of<convolt::target_arch>;

/// Rows, weights of four phases, and sums, with what stays as it is behind them.
template <class T>
struct example {
  std::vector<T> rows, weights, sums;
  phase_block<T> b{};

  example(std::mt19937_64& random, convolt::index phases, convolt::index down) {
    auto const below = [&](convolt::index n) {
      return static_cast<convolt::index>(random() % static_cast<unsigned long>(n));
    };
    b = {.rows = nullptr,
         .row_step = 0,
         .down = down,
         .phases = {},
         .phase_count = phases,
         .sums = nullptr,
         .sum_step = 0,
         .count = below(140)};
    convolt::index const padded = (b.count / lane_group + 1) * lane_group, most_taps = 25;
    b.row_step = padded + (most_taps + 9) / down + 1;
    b.sum_step = padded;
    fill(rows, random, b.row_step * down);
    fill(weights, random, most_taps * phases);
    sums.assign(static_cast<std::size_t>(padded * phases + 1), T(99));
    for (convolt::index p = 0; p < phases; ++p) {
      b.phases[static_cast<std::size_t>(p)] = {weights.data() + p * most_taps, below(9), below(most_taps)};
    }
    b.rows = rows.data();
    b.sums = sums.data();
  }

  /// Small whole numbers, whose sums are exact.
  static void fill(std::vector<T>& numbers, std::mt19937_64& random, convolt::index count) {
    for (convolt::index i = 0; i < count; ++i) {
      numbers.push_back(static_cast<T>(static_cast<int>(random() % 17) - 8));
    }
  }
  T sum_of(convolt::index p, convolt::index n) const {
    auto const& phase = b.phases[static_cast<std::size_t>(p)];
    T sum = 0;
    for (convolt::index k = 0; k < phase.count; ++k) {
      convolt::index const sample = n * b.down + phase.first + k;
      sum += phase.weights[k] * rows[static_cast<std::size_t>(sample % b.down * b.row_step + sample / b.down)];
    }
    return sum;
  }
};

}  // namespace

TEMPLATE_TEST_CASE("outputs of phases are the sums of what each meets, whether phases share it or not", "[engine]",
                   float, double) {
  std::mt19937_64 random(5);
  for (int round = 0; round < 400; ++round) {
    example<TestType> e(random, 1 + round % 4, 1 + round / 4 % 6);
    CAPTURE(round, e.b.phase_count, e.b.down, e.b.count);
    convolt::engine::run_phases<TestType, arch>(e.b);
    for (convolt::index p = 0; p < e.b.phase_count; ++p) {
      for (convolt::index n = 0; n < e.b.count; ++n) {
        REQUIRE(e.sums[static_cast<std::size_t>(p * e.b.sum_step + n)] == e.sum_of(p, n));
      }
    }
    CHECK(e.sums.back() == TestType(99));
  }
}

TEST_CASE("a sample that is not a number reaches the phases that meet it alone", "[engine]") {
  std::mt19937_64 random(6);
  example<float> e(random, 3, 2);
  e.b.count = 1;
  e.b.phases = {};
  for (std::size_t p = 0; p < 3; ++p) { e.b.phases[p] = {e.weights.data(), static_cast<convolt::index>(p), 5}; }
  e.rows[3] = std::numeric_limits<float>::quiet_NaN();  // sample 6
  convolt::engine::run_phases<float, arch>(e.b);
  CHECK(e.sums[0] == e.sums[0]);
  CHECK(e.sums[static_cast<std::size_t>(e.b.sum_step)] == e.sums[static_cast<std::size_t>(e.b.sum_step)]);
  CHECK_FALSE(e.sums[static_cast<std::size_t>(2 * e.b.sum_step)] == e.sums[static_cast<std::size_t>(2 * e.b.sum_step)]);
}

TEMPLATE_TEST_CASE("phases have the same bits however their outputs are cut", "[engine]", float, double) {
  std::mt19937_64 random(7);
  std::uniform_real_distribution<TestType> anywhere(-1, 1);
  for (convolt::index phases = 1; phases <= 4; ++phases) {
    example<TestType> e(random, phases, 3);
    for (TestType& x : e.rows) { x = anywhere(random); }
    for (TestType& w : e.weights) { w = anywhere(random); }
    convolt::engine::run_phases<TestType, arch>(e.b);
    std::vector<TestType> const whole = e.sums;
    convolt::index const count = e.b.count;
    for (convolt::index n = 0; n < count; ++n) {
      std::vector<TestType> alone(static_cast<std::size_t>(phases * lane_group));
      phase_block<TestType> one = e.b;
      one.rows += n;
      one.sums = alone.data();
      one.sum_step = lane_group;
      one.count = std::min<convolt::index>(1 + n % 3, count - n);
      convolt::engine::run_phases<TestType, arch>(one);
      for (convolt::index p = 0; p < phases; ++p) {
        REQUIRE(alone[static_cast<std::size_t>(p * lane_group)] ==
                whole[static_cast<std::size_t>(p * e.b.sum_step + n)]);
      }
    }
  }
}
