// SPDX-License-Identifier: BSD-3-Clause
/// Tiny problems against the reference loops: exact on whole numbers, within the rounding of a direct sum otherwise;
/// directly and through the method.
#include <convolt/engine/methods/tiny/method.hpp>

#include <convolt/engine/loops/reference.hpp>
#include <convolt/engine/problem/describe.hpp>
#include <support/catch.hpp>
#include <unit/engine/against_reference.hpp>
#include <unit/engine/channels_last.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

namespace {

namespace tiny = convolt::engine::methods::tiny;

using convolt::index;
using convolt::engine::default_arch;
using convolt::engine::operands;
using convolt::engine::problem;
using convolt::engine::share;
using convolt::engine::workspace;
using test::arrays;
using test::pick;

template <class T>
using method = tiny::method<T, default_arch>;

/// A tiny problem; every third has one channel, every other of the others is transposed with kernels of whole phases.
problem random_tiny(std::mt19937_64& random) {
  for (;;) {
    problem p = test::random_extents(random, {.channels = 20, .groups = false});
    if (p.rank == 0) { continue; }
    if (random() % 3 == 0) {
      p.in_channels = 1;
      p.out_channels = 1;
      p.axes[p.rank - 1].stride = p.axes[p.rank - 1].input_dilation = 1;
    } else if (random() % 2 == 0) {
      convolt::engine::axis_problem& a = p.axes[p.rank - 1];
      a.stride = a.weights_dilation = 1;
      a.input_dilation = pick(random, 2, 3);
      a.weights = a.input_dilation * pick(random, 1, 3);
    }
    p.input_channel_step = p.output_channel_step = 1;
    if (tiny::is_tiny(p)) { return p; }
  }
}

/// The same with the channels before the positions, with gaps between them.
template <class T>
arrays<T> random_arrays(std::mt19937_64& random) {
  arrays<T> a(random, random_tiny(random));
  convolt::engine::axis_problem& last = a.p.axes[a.p.rank - 1];
  if (random() % 3 != 0) { return a; }
  last.stride = last.input_step = last.output_step = 1;
  index next_input = std::max<index>(last.input, 1), next_output = std::max<index>(last.output, 1);
  for (std::size_t d = a.p.rank - 1; d-- > 0;) {
    a.p.axes[d].input_step = next_input;
    a.p.axes[d].output_step = next_output;
    next_input *= std::max<index>(a.p.axes[d].input, 1);
    next_output *= std::max<index>(a.p.axes[d].output, 1);
  }
  a.p.input_channel_step = next_input + pick(random, 0, 2);
  a.p.output_channel_step = next_output + pick(random, 0, 2);
  a.p.input_batch_step = a.p.input_channel_step * std::max<index>(a.p.in_channels, 1);
  a.p.output_batch_step = a.p.output_channel_step * std::max<index>(a.p.out_channels, 1);
  a.input.resize(static_cast<std::size_t>(a.p.input_batch_step * std::max<index>(a.p.batch, 1)) + 1);
  a.output.resize(static_cast<std::size_t>(a.p.output_batch_step * std::max<index>(a.p.batch, 1)) + 1);
  a.input_origin = a.output_origin = 0;
  return tiny::is_tiny(a.p) ? a : arrays<T>(random, random_tiny(random));
}

template <class T>
std::vector<T> method_output(arrays<T> const& a, operands<T> x) {
  std::vector<T> out = a.output;
  x.output = out.data() + a.output_origin;
  x.weights = nullptr;
  workspace space;
  auto const prepared = method<T>::plan({.p = a.p, .weights = a.first_weight()});
  for (index i = 0; i < 3; ++i) { prepared->run(x, space, share{.number = i, .count = 3}); }
  return out;
}

TEMPLATE_TEST_CASE("tiny problems are computed exactly on whole numbers", "", float, double) {
  int with_lanes_of_outputs = 0;
  int shared = 0;
  for (std::uint64_t seed = 1; seed <= 900; ++seed) {
    std::mt19937_64 random(seed);
    arrays<TestType> a = random_arrays<TestType>(random);
    a.fill(test::small_integers(random));
    CAPTURE(seed, convolt::engine::describe(a.p));
    std::vector<TestType> out = a.output;
    operands<TestType> x = a.view(out, pick(random, 0, 1) == 1);
    x.output_scale = static_cast<TestType>(pick(random, 1, 2));
    x.bias_scale = static_cast<TestType>(pick(random, 1, 2));
    CHECK(tiny::run_at_once<TestType>(a.p, x));
    std::vector<TestType> const expected = reference_output(a, x);
    CHECK(out == expected);
    CHECK(method_output(a, x) == expected);
    with_lanes_of_outputs += tiny::has_line_lanes(a.p);
    shared += tiny::shares_samples(a.p, 16);
  }
  CHECK(with_lanes_of_outputs > 200);
  CHECK(shared > 80);
}

TEMPLATE_TEST_CASE("tiny problems round like a direct sum", "", float, double) {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    std::mt19937_64 random(seed);
    arrays<TestType> a = random_arrays<TestType>(random);
    a.fill([&] { return static_cast<TestType>(pick(random, -1000000, 1000000)) / TestType(77777); });
    CAPTURE(seed, convolt::engine::describe(a.p));
    std::vector<TestType> out = a.output;
    operands<TestType> x = a.view(out, pick(random, 0, 1) == 1);
    x.output_scale = TestType(0.37);
    x.bias_scale = TestType(-1.7);
    CHECK(tiny::run_at_once<TestType>(a.p, x));
    std::vector<TestType> const expected = reference_output(a, x);
    std::vector<TestType> const bound = test::rounding_bounds(a, x);
    int wrong = 0;
    for (std::size_t i = 0; i < out.size(); ++i) { wrong += !(std::abs(out[i] - expected[i]) <= bound[i]); }
    CHECK(wrong == 0);
    CHECK(method_output(a, x) == out);
  }
}

TEST_CASE("in tiny problems infinities and NaN reach the windows that contain them and no others") {
  double const inf = std::numeric_limits<double>::infinity();
  int spoiled = 0;
  int clean = 0;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    std::mt19937_64 random(seed);
    arrays<double> a = random_arrays<double>(random);
    a.fill(test::small_integers(random));
    std::vector<double>& victims = seed % 2 == 0 ? a.weights : a.input;
    victims[random() % victims.size()] = seed % 3 == 0 ? inf : -std::numeric_limits<double>::quiet_NaN();
    CAPTURE(seed, convolt::engine::describe(a.p));
    std::vector<double> out = a.output;
    operands<double> const x = a.view(out);
    CHECK(tiny::run_at_once<double>(a.p, x));
    std::vector<double> const expected = reference_output(a, x);
    CHECK(test::same_values(out, expected));
    CHECK(test::same_values(method_output(a, x), expected));
    for (double const y : out) { ++(std::isfinite(y) ? clean : spoiled); }
  }
  CHECK(spoiled > 1000);
  CHECK(clean > 10000);
}

TEST_CASE("what is not tiny is declined and nothing is written") {
  problem p;
  p.rank = 1;
  p.in_channels = p.out_channels = 2;
  p.axes[0] = {.input = 10, .weights = 3, .output = 8, .input_step = 2, .weights_step = 4, .output_step = 2};
  p.input_channel_step = p.output_channel_step = p.weights_out_step = 1;
  p.weights_in_step = 2;
  CHECK(tiny::is_tiny(p));
  CHECK_FALSE(method<float>::judge({.p = p}).declined());
  CHECK(method<float>::judge({.p = p}).cycles > 0);
  std::vector<float> input(20, 1.f), weights(12, 1.f), output(16, 7.f);
  problem groups = p;
  groups.feature_groups = 2;
  problem scattered = p;
  scattered.input_channel_step = 10;
  scattered.axes[0].stride = 2;
  problem rank_0 = p;
  rank_0.rank = 0;
  for (problem const& other : {groups, scattered, rank_0}) {
    CHECK_FALSE(tiny::run_at_once<float>(
        other, {.input = input.data(), .weights = weights.data(), .bias = nullptr, .output = output.data()}));
    CHECK(test::reason_of<method<float>>(other).find("not tiny") != std::string::npos);
  }
  CHECK(output == std::vector<float>(16, 7.f));
}

TEST_CASE("a tiny plan says which lanes it uses and keeps its weights") {
  std::mt19937_64 random(5);
  problem p;
  p.rank = 1;
  p.axes[0] = {.input = 40, .weights = 3, .output = 40, .pad_lo = 1};
  arrays<float> one(random, p);
  auto const line = method<float>::plan({.p = one.p, .weights = one.first_weight()});
  p.out_channels = 5;
  arrays<float> some(random, p);
  auto const channels = method<float>::plan({.p = some.p, .weights = some.first_weight()});
  CHECK(channels->details() == "  lanes are output channels\n");
  CHECK(channels->memory() >= 15 * sizeof(float));
  CHECK(line->memory() >= 3 * sizeof(float));
  CHECK(line->workspace_bytes() == 0);
}

}  // namespace
