// SPDX-License-Identifier: BSD-3-Clause
/// Planes as lines: every output meets its samples at one distance from the weights.
#include <convolt/engine/methods/long_sums/flat.hpp>

#include <support/catch.hpp>
#include <support/pick.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace {

namespace long_sums = convolt::engine::methods::long_sums;

using convolt::index;
using convolt::engine::default_arch;
using convolt::engine::problem;
using convolt::test::pick;

problem draw_plane(std::mt19937_64& random) {
  problem p;
  p.rank = 2;
  index input = 1, weights = 1;
  for (std::size_t d = 2; d-- > 0;) {
    p.axes[d] = {.input = pick(random, 1, 12),
                 .weights = pick(random, 1, 9),
                 .output = pick(random, 1, 4),
                 .stride = pick(random, 1, 3),
                 .weights_dilation = pick(random, 1, 3),
                 .pad_lo = pick(random, -3, 5),
                 .input_step = input,
                 .weights_step = weights};
    input *= p.axes[d].input;
    weights *= p.axes[d].weights;
  }
  return p;
}

float window_sum(problem const& p, std::array<index, 8> const& t, std::vector<float> const& x,
                 std::vector<float> const& w) {
  float sum = 0;
  for (index q0 = 0; q0 < p.axes[0].weights; ++q0) {
    for (index q1 = 0; q1 < p.axes[1].weights; ++q1) {
      index const at0 = t[0] * p.axes[0].stride + q0 * p.axes[0].weights_dilation - p.axes[0].pad_lo;
      index const at1 = t[1] * p.axes[1].stride + q1 * p.axes[1].weights_dilation - p.axes[1].pad_lo;
      if (at0 < 0 || at1 < 0 || at0 >= p.axes[0].input || at1 >= p.axes[1].input) { continue; }
      sum += x[static_cast<std::size_t>(at0 * p.axes[1].input + at1)] *
             w[static_cast<std::size_t>(q0 * p.axes[1].weights + q1)];
    }
  }
  return sum;
}

TEST_CASE("an output is the sum over flat weights, whatever strides, dilations and paddings are") {
  int possible = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    std::mt19937_64 random(seed);
    problem const p = draw_plane(random);
    CAPTURE(seed);
    long_sums::flat_planes const flat = long_sums::flat_planes_of(p, false);
    if (!flat.possible) { continue; }
    ++possible;
    std::vector<float> x(static_cast<std::size_t>(p.axes[0].input * p.axes[1].input)),
        w(static_cast<std::size_t>(p.axes[0].weights * p.axes[1].weights)),
        samples(static_cast<std::size_t>(flat.samples)), weights(static_cast<std::size_t>(flat.weights));
    for (float& v : x) { v = static_cast<float>(static_cast<signed char>(pick(random, -8, 8))); }
    for (float& v : w) { v = static_cast<float>(static_cast<signed char>(pick(random, -8, 8))); }
    long_sums::copy_flat_samples<float, default_arch>(p, flat, {.vectors = flat.vectors}, 0, 0, x.data(),
                                                      samples.data());
    long_sums::copy_flat_weights<float, default_arch>(p, flat, 0, w.data(), weights.data());
    std::array<index, 8> t{};
    for (t[0] = 0; t[0] < p.axes[0].output; ++t[0]) {
      for (t[1] = 0; t[1] < p.axes[1].output; ++t[1]) {
        index const from = flat.input_of(p, t);
        float sum = 0;
        for (std::size_t i = 0; i < weights.size(); ++i) {
          sum += samples.at(static_cast<std::size_t>(from) + i) * weights[i];
        }
        CHECK(sum == window_sum(p, t, x, w));
      }
    }
  }
  CHECK(possible > 100);
}

TEST_CASE("lines are lines already, and planes of zeros are not made") {
  problem p;
  p.rank = 1;
  p.axes[0] = {.input = 1000, .weights = 998, .output = 3};
  CHECK_FALSE(long_sums::flat_planes_of(p, false).possible);
  p.rank = 2;
  p.axes[1] = p.axes[0];
  CHECK(long_sums::flat_planes_of(p, false).possible);
  p.axes[0].stride = 3000;
  CHECK_FALSE(long_sums::flat_planes_of(p, false).possible);
  p.axes[0].pad_lo = index{1} << 47;
  CHECK_FALSE(long_sums::flat_planes_of(p, false).possible);
  p.axes[0].pad_lo = 0;
  p.axes[0].stride = 1;
  CHECK(long_sums::flat_planes_of(p, false).possible);
  p.axes[0].input_dilation = 2;
  CHECK_FALSE(long_sums::flat_planes_of(p, false).possible);
}

TEST_CASE("vectors are copied only where many outputs read them") {
  problem p;
  p.rank = 2;
  p.axes[0] = p.axes[1] = {.input = 58, .weights = 56, .output = 3};
  CHECK(long_sums::flat_planes_of(p, true).possible);
  p.axes[0].output = p.axes[1].output = 2;
  CHECK_FALSE(long_sums::flat_planes_of(p, true).possible);
}

}  // namespace
