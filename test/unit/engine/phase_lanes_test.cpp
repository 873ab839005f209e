// SPDX-License-Identifier: BSD-3-Clause
/// The method for few output channels against the reference loops: exact on whole numbers, within the rounding of a
/// direct sum otherwise.
#include <convolt/engine/phase_lanes.hpp>

#include <convolt/engine/buffer.hpp>
#include <convolt/engine/reference.hpp>
#include <support/catch.hpp>
#include <unit/engine/channels_last.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <vector>

namespace {

using convolt::index;
using convolt::engine::default_arch;
using convolt::engine::operands;
using convolt::engine::problem;
using convolt::engine::run_reference;
using convolt::engine::share;
using convolt::engine::workspace;
using test::arrays;
using test::pick;

template <class T>
using method = convolt::engine::phase_lanes<T, default_arch>;

/// Few output channels; half of the axes transposed, in whole phases.
template <class T>
problem random_problem(std::mt19937_64& random) {
  for (;;) {
    problem p = test::random_extents(random, {.channels = 4, .groups = false});
    p.in_channels *= pick(random, 1, 2) == 1 ? 1 : index{1} << pick(random, 0, 4);
    for (std::size_t d = 0; d < p.rank; ++d) {
      convolt::engine::axis_problem& a = p.axes[d];
      a.input_dilation = pick(random, 1, 2) == 1 ? 1 : pick(random, 2, 3);
      if (a.input_dilation == 1) { continue; }
      a.stride = a.weights_dilation = 1;
      a.weights = a.input_dilation * pick(random, 1, 2);
    }
    p.input_channel_step = p.output_channel_step = 1;
    if (!method<T>::judge({.p = p}).declined()) { return p; }
  }
}

template <class T>
std::vector<T> reference_output(arrays<T> const& a, operands<T> x) {
  std::vector<T> out = a.output;
  x.output = out.data() + a.output_origin;
  run_reference(a.p, x);
  return out;
}

template <class T>
void run_shares(arrays<T> const& a, operands<T> x, index shares) {
  workspace space;
  auto const prepared = method<T>::prepare({.p = a.p, .weights = a.first_weight()});
  x.weights = nullptr;
  for (index i = 0; i < shares; ++i) { prepared->run(x, space, share{.number = i, .count = shares}); }
}

TEMPLATE_TEST_CASE("few output channels are computed exactly on whole numbers", "", float, double) {
  std::array<int, 17> chunks{};
  for (std::uint64_t seed = 1; seed <= 600; ++seed) {
    std::mt19937_64 random(seed);
    arrays<TestType> a(random, random_problem<TestType>(random));
    a.fill(test::small_integers(random));
    CAPTURE(seed, convolt::engine::describe(a.p));
    std::vector<TestType> out = a.output;
    operands<TestType> x = a.view(out, pick(random, 0, 1) == 1);
    x.output_scale = static_cast<TestType>(pick(random, 1, 2));
    x.bias_scale = static_cast<TestType>(pick(random, 1, 2));
    run_shares(a, x, pick(random, 1, 3));
    CHECK(out == reference_output(a, x));
    index const width = static_cast<index>(convolt::engine::lanes<TestType, default_arch>);
    ++chunks.at(static_cast<std::size_t>(convolt::engine::detail::make_lane_layout(a.p, width).chunk));
  }
  CHECK(chunks[0] == 0);
  CHECK(chunks[1] > 20);
  CHECK(chunks[2] > 20);
}

TEMPLATE_TEST_CASE("lines of every length and every number of channels are computed", "", float, double) {
  for (index size = 1; size <= 40; ++size) {
    for (index const out_channels : {1, 2, 3, 5}) {
      problem p;
      p.rank = 1;
      p.in_channels = 16;
      p.out_channels = out_channels;
      p.axes[0] = {.input = size, .weights = 4, .output = 2 * size, .input_dilation = 2, .pad_lo = 2};
      if (size % 2 == 0) { p.axes[0] = {.input = size, .weights = 3, .output = size, .pad_lo = 1}; }
      p.input_channel_step = p.output_channel_step = 1;
      if (method<TestType>::judge({.p = p}).declined()) { continue; }
      std::mt19937_64 random(static_cast<std::uint64_t>(size));
      arrays<TestType> a(random, p);
      a.fill(test::small_integers(random));
      std::vector<TestType> out = a.output;
      operands<TestType> const x = a.view(out, size % 3 == 0);
      run_shares(a, x, 1);
      CAPTURE(size, out_channels);
      CHECK(out == reference_output(a, x));
    }
  }
}

TEMPLATE_TEST_CASE("few output channels round like a direct sum", "", float, double) {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    std::mt19937_64 random(seed);
    arrays<TestType> a(random, random_problem<TestType>(random));
    a.fill([&] { return static_cast<TestType>(pick(random, -1000000, 1000000)) / TestType(77777); });
    CAPTURE(seed, convolt::engine::describe(a.p));
    std::vector<TestType> out = a.output;
    operands<TestType> x = a.view(out, pick(random, 0, 1) == 1);
    x.output_scale = TestType(0.37);
    x.bias_scale = TestType(-1.7);
    run_shares(a, x, 1);
    std::vector<TestType> const expected = reference_output(a, x);
    std::vector<TestType> const bound = test::rounding_bounds(a, x);
    int wrong = 0;
    for (std::size_t i = 0; i < out.size(); ++i) { wrong += !(std::abs(out[i] - expected[i]) <= bound[i]); }
    CHECK(wrong == 0);
    std::vector<TestType> shared = a.output;
    x.output = shared.data() + a.output_origin;
    run_shares(a, x, 5);
    CHECK(shared == out);
  }
}

TEST_CASE("with few output channels infinities and NaN reach the windows that contain them and no others") {
  double const inf = std::numeric_limits<double>::infinity();
  int spoiled = 0;
  int clean = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    std::mt19937_64 random(seed);
    arrays<double> a(random, random_problem<double>(random));
    a.fill(test::small_integers(random));
    std::vector<double>& victims = seed % 2 == 0 ? a.weights : a.input;
    victims[random() % victims.size()] = seed % 3 == 0 ? inf : -std::numeric_limits<double>::quiet_NaN();
    CAPTURE(seed, convolt::engine::describe(a.p));
    std::vector<double> out = a.output;
    operands<double> const x = a.view(out);
    run_shares(a, x, 1);
    CHECK(test::same_values(out, reference_output(a, x)));
    for (double const y : out) { ++(std::isfinite(y) ? clean : spoiled); }
  }
  CHECK(spoiled > 500);
  CHECK(clean > 10000);
}

TEST_CASE("the method for few output channels says why it declines and what it does") {
  problem p;
  p.rank = 1;
  p.in_channels = 16;
  p.out_channels = 3;
  p.axes[0] = {.input = 9, .weights = 4, .output = 18, .input_dilation = 2};
  p.input_channel_step = p.output_channel_step = 1;
  CHECK_FALSE(method<float>::judge({.p = p}).declined());
  CHECK(method<float>::judge({.p = p}).cycles > 0);
  std::mt19937_64 random(1);
  arrays<float> a(random, p);
  auto const prepared = method<float>::prepare({.p = a.p, .weights = a.first_weight()});
  CHECK(prepared->memory() >= 4 * 16 * 3 * sizeof(float));
  CHECK(prepared->workspace_bytes() > 0);
  CHECK(prepared->details().find("6 outputs per position") != std::string::npos);
  p.axes[0].weights = 3;
  CHECK(method<float>::judge({.p = p}).reason == "neighbouring outputs do not read the same samples");
  p.axes[0].weights = 4;
  p.out_channels = 100;
  CHECK(method<float>::judge({.p = p}).reason == "there are enough output channels to fill vectors");
  p.out_channels = 3;
  p.output_channel_step = 18;
  CHECK(method<float>::judge({.p = p}).reason == "the output channels are not neighbours in memory");
}

}  // namespace
