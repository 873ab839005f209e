// SPDX-License-Identifier: BSD-3-Clause
/// The unshared convolution: against loops over its definition, and against the shared one where all weights are equal.
#include <convolt/engine/loops/local.hpp>

#include <convolt/engine/problem/describe.hpp>
#include <support/catch.hpp>
#include <support/pick.hpp>

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

namespace {

using convolt::index;
using convolt::engine::axis_problem;
using convolt::engine::operands;
using convolt::engine::problem;
using convolt::engine::run_local;
using convolt::engine::run_reference;
using convolt::test::pick;

index product_of(problem const& p, index axis_problem::*extent) {
  index n = 1;
  for (std::size_t d = 0; d < p.rank; ++d) { n *= p.axes[d].*extent; }
  return n;
}

/// Row-major arrays: input (N, C, spatial), weights (O, C * window, output positions), output (N, O, spatial).
void lay_out(problem& p) {
  index input = 1;
  index output = 1;
  for (std::size_t d = p.rank; d-- > 0;) {
    p.axes[d].input_step = input;
    p.axes[d].weights_step = p.axes[d].output_step = output;
    input *= p.axes[d].input;
    output *= p.axes[d].output;
  }
  p.input_channel_step = input;
  p.input_batch_step = input * p.in_channels;
  p.output_channel_step = output;
  p.output_batch_step = output * p.out_channels;
  p.bias_step = 1;
  p.weights_in_step = output;
  p.weights_out_step = output * p.in_channels * product_of(p, &axis_problem::weights);
}

problem random_problem(std::mt19937_64& random, std::size_t rank) {
  static constexpr std::array<index, 6> sizes{0, 1, 2, 3, 5, 7};
  problem p;
  p.rank = rank;
  p.batch = pick(random, random() % 32 == 0 ? 0 : 1, 3);
  p.in_channels = pick(random, random() % 32 == 0 ? 0 : 1, 3);
  p.out_channels = pick(random, random() % 32 == 0 ? 0 : 1, 3);
  for (std::size_t d = 0; d < rank; ++d) {
    p.axes[d] = {.input = sizes[random() % 32 == 0 ? 0 : 1 + random() % 5],
                 .weights = pick(random, random() % 32 == 0 ? 0 : 1, 3),
                 .output = pick(random, random() % 32 == 0 ? 0 : 1, 4),
                 .stride = pick(random, 1, 3),
                 .input_dilation = pick(random, 1, 3),
                 .weights_dilation = pick(random, 1, 3),
                 .pad_lo = pick(random, -3, 4)};
  }
  lay_out(p);
  return p;
}

/// Small whole numbers: sums of their products are exact in every element type.
template <class T>
std::vector<T> random_values(std::mt19937_64& random, index n) {
  std::vector<T> v(static_cast<std::size_t>(n));
  for (T& x : v) { x = static_cast<T>(pick(random, -9, 9)); }
  return v;
}

index sample(axis_problem const& a, index t, index q) {
  index const at = t * a.stride + q * a.weights_dilation - a.pad_lo;
  return at >= 0 && at % a.input_dilation == 0 && at / a.input_dilation < a.input ? at / a.input_dilation : -1;
}

/// One output of a problem with two axes and row-major arrays.
template <class T>
T expected_output(problem const& p, std::vector<T> const& input, std::vector<T> const& weights, index n, index o,
                  index t0, index t1) {
  axis_problem const& a = p.axes[0];
  axis_problem const& b = p.axes[1];
  T sum{};
  index entry = 0;
  for (index c = 0; c < p.in_channels; ++c) {
    for (index q0 = 0; q0 < a.weights; ++q0) {
      for (index q1 = 0; q1 < b.weights; ++q1, ++entry) {
        index const x0 = sample(a, t0, q0);
        index const x1 = sample(b, t1, q1);
        if (x0 < 0 || x1 < 0) { continue; }
        index const entries = p.in_channels * a.weights * b.weights;
        index const w_at = ((o * entries + entry) * a.output + t0) * b.output + t1;
        index const x_at = ((n * p.in_channels + c) * a.input + x0) * b.input + x1;
        T const product =
            static_cast<T>(input.at(static_cast<std::size_t>(x_at)) * weights.at(static_cast<std::size_t>(w_at)));
        sum = static_cast<T>(sum + product);
      }
    }
  }
  return sum;
}

TEMPLATE_TEST_CASE("an unshared convolution uses the weights of each position", "", float, double, std::int16_t,
                   std::int64_t) {
  int nonzero = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    std::mt19937_64 random(seed);
    problem const p = random_problem(random, 2);
    CAPTURE(seed, convolt::engine::describe(p));
    auto const input = random_values<TestType>(random, p.batch * p.input_batch_step);
    auto const weights = random_values<TestType>(random, p.out_channels * p.weights_out_step);
    auto const bias = random_values<TestType>(random, p.out_channels);
    std::vector<TestType> output(static_cast<std::size_t>(p.batch * p.output_batch_step), TestType(99));
    run_local(p, operands<TestType>{.input = input.data(),
                                    .weights = weights.data(),
                                    .bias = bias.data(),
                                    .output = output.data(),
                                    .output_scale = 2,
                                    .bias_scale = 3});
    std::vector<TestType> expected;
    for (index n = 0; n < p.batch; ++n) {
      for (index o = 0; o < p.out_channels; ++o) {
        for (index t0 = 0; t0 < p.axes[0].output; ++t0) {
          for (index t1 = 0; t1 < p.axes[1].output; ++t1) {
            TestType const sum = expected_output(p, input, weights, n, o, t0, t1);
            nonzero += sum != 0;
            expected.push_back(static_cast<TestType>(2 * sum + 3 * bias[static_cast<std::size_t>(o)]));
          }
        }
      }
    }
    CHECK(output == expected);
  }
  CHECK(nonzero > 1000);
}

TEST_CASE("equal weights at all positions give the shared convolution") {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    std::mt19937_64 random(seed);
    problem local = random_problem(random, static_cast<std::size_t>(pick(random, 0, 4)));
    CAPTURE(seed, convolt::engine::describe(local));
    index const window = product_of(local, &axis_problem::weights);
    auto const input = random_values<int>(random, local.batch * local.input_batch_step);
    auto const weights = random_values<int>(random, local.out_channels * local.in_channels * window);

    problem shared = local;
    shared.weights_in_step = window;
    shared.weights_out_step = local.weights_out_step = local.in_channels * window;
    local.weights_in_step = 1;
    index step = 1;
    for (std::size_t d = local.rank; d-- > 0;) {
      local.axes[d].weights_step = 0;
      shared.axes[d].weights_step = step;
      step *= local.axes[d].weights;
    }
    std::vector<int> by_local(static_cast<std::size_t>(local.batch * local.output_batch_step), 98);
    std::vector<int> by_reference(by_local.size(), 99);
    operands<int> x{.input = input.data(), .weights = weights.data(), .output = by_local.data()};
    run_local(local, x);
    x.output = by_reference.data();
    run_reference(shared, x);
    CHECK(by_local == by_reference);
  }
}

TEST_CASE("infinite weights over padding do not reach the output") {
  double const inf = std::numeric_limits<double>::infinity();
  problem p;
  p.rank = 1;
  p.axes[0] = {.input = 2, .weights = 2, .output = 3, .pad_lo = 1};
  lay_out(p);
  std::vector<double> const input{1, 2};
  std::vector<double> const weights{inf, 1, 1, 1, 1, inf};  // entry 0 and entry 1 at positions 0, 1, 2
  std::vector<double> output(3, -1);
  run_local(p, operands<double>{.input = input.data(), .weights = weights.data(), .output = output.data()});
  CHECK(output == std::vector<double>{1, 3, 2});
}

TEST_CASE("an unshared convolution without weights needs no arrays but the output") {
  constexpr index top = std::numeric_limits<index>::max();
  problem p;
  p.rank = 1;
  p.axes[0] = {.input = 2, .weights = 2, .output = 3};
  lay_out(p);
  p.weights_out_step = p.weights_in_step = p.axes[0].weights_step = top;
  std::vector<double> output(3, -1);
  SECTION("no channels") { p.in_channels = 0; }
  SECTION("no taps") { p.axes[0].weights = 0; }
  run_local(p, operands<double>{.output = output.data()});
  CHECK(output == std::vector<double>{0, 0, 0});
}

}  // namespace
