// SPDX-License-Identifier: BSD-3-Clause
/// The dense method against the reference loops: exact on whole numbers, within the rounding of a direct sum otherwise.
#include <convolt/engine/dense.hpp>

#include <convolt/engine/buffer.hpp>
#include <convolt/engine/reference.hpp>
#include <support/catch.hpp>
#include <unit/engine/channels_last.hpp>

#include <algorithm>
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
using convolt::engine::request;
using convolt::engine::run_reference;
using convolt::engine::share;
using convolt::engine::useful_multiply_adds;
using convolt::engine::workspace;
using test::arrays;
using test::pick;

template <class T>
using dense = convolt::engine::dense_prepared<T, default_arch>;

/// All shares of a run, in `shares` parts.
template <class T>
void run_shares(dense<T> const& prepared, operands<T> const& x, index shares) {
  workspace space;
  for (index i = 0; i < shares; ++i) { prepared.run(x, space, share{.number = i, .count = shares}); }
}

template <class T>
std::vector<T> reference_output(arrays<T> const& a, operands<T> x) {
  std::vector<T> out = a.output;
  x.output = out.data() + a.output_origin;
  run_reference(a.p, x);
  return out;
}

/// A line of samples and positions: the smallest problem that has borders.
problem line(index in_channels, index out_channels, index outputs) {
  problem p;
  p.rank = 1;
  p.in_channels = in_channels;
  p.out_channels = out_channels;
  p.axes[0].input = outputs;
  p.axes[0].weights = 3;
  p.axes[0].output = outputs;
  p.axes[0].pad_lo = 1;
  return p;
}

TEMPLATE_TEST_CASE("the dense method computes whole numbers exactly", "", float, double) {
  int with_terms = 0;
  for (std::uint64_t seed = 1; seed <= 600; ++seed) {
    std::mt19937_64 random(seed);
    arrays<TestType> a(random, test::random_extents(random, {}));
    a.fill(test::small_integers(random));
    CAPTURE(seed, convolt::engine::describe(a.p));
    std::vector<TestType> out = a.output;
    operands<TestType> x = a.view(out, pick(random, 0, 1) == 1);
    x.output_scale = static_cast<TestType>(pick(random, 1, 2));
    x.bias_scale = static_cast<TestType>(pick(random, 1, 2));
    dense<TestType> const prepared({.p = a.p, .weights = a.first_weight()});
    run_shares(prepared, x, pick(random, 0, 2) == 0 ? pick(random, 2, 4) : 1);
    CHECK(out == reference_output(a, x));
    with_terms += useful_multiply_adds(a.p).value > 0;
  }
  CHECK(with_terms > 350);
}

TEMPLATE_TEST_CASE("every number of positions and channels has its tile", "", float, double) {
  std::mt19937_64 random(7);
  for (index size = 1; size <= 40; ++size) {
    for (index other : {index{1}, index{2}, index{3}, index{17}}) {
      CAPTURE(size, other);
      for (problem const& extents : {line(other, other, size), line(size, other, 5), line(other, size, 5)}) {
        arrays<TestType> a(random, extents);
        a.fill(test::small_integers(random));
        std::vector<TestType> out = a.output;
        operands<TestType> const x = a.view(out, true);
        run_shares(dense<TestType>({.p = a.p, .weights = a.first_weight()}), x, 1);
        CHECK(out == reference_output(a, x));
      }
    }
  }
}

TEMPLATE_TEST_CASE("the dense method rounds like a direct sum", "", float, double) {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    std::mt19937_64 random(seed);
    arrays<TestType> a(random, test::random_extents(random, {}));
    a.fill([&] { return static_cast<TestType>(pick(random, -1000000, 1000000)) / TestType(77777); });
    CAPTURE(seed, convolt::engine::describe(a.p));
    std::vector<TestType> out = a.output;
    operands<TestType> x = a.view(out, pick(random, 0, 1) == 1);
    x.output_scale = TestType(0.37);
    x.bias_scale = TestType(-1.7);
    run_shares(dense<TestType>({.p = a.p, .weights = a.first_weight()}), x, 1);
    std::vector<TestType> const expected = reference_output(a, x);
    std::vector<TestType> const bound = test::rounding_bounds(a, x);
    int wrong = 0;
    for (std::size_t i = 0; i < out.size(); ++i) { wrong += !(std::abs(out[i] - expected[i]) <= bound[i]); }
    CHECK(wrong == 0);
  }
}

TEST_CASE("infinities and NaN reach the windows that contain them and no others") {
  double const inf = std::numeric_limits<double>::infinity();
  int spoiled = 0;
  int clean = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    std::mt19937_64 random(seed);
    arrays<double> a(random, test::random_extents(random, {.channels = 20}));
    a.fill(test::small_integers(random));
    std::vector<double>& victims = seed % 2 == 0 ? a.weights : a.input;
    victims[random() % victims.size()] = seed % 3 == 0 ? inf : -std::numeric_limits<double>::quiet_NaN();
    CAPTURE(seed, convolt::engine::describe(a.p));
    std::vector<double> out = a.output;
    operands<double> const x = a.view(out);
    run_shares(dense<double>({.p = a.p, .weights = a.first_weight()}), x, 1);
    CHECK(test::same_values(out, reference_output(a, x)));
    for (double const y : out) { ++(std::isfinite(y) ? clean : spoiled); }
  }
  CHECK(spoiled > 1000);
  CHECK(clean > 10000);
}

TEST_CASE("any number of shares gives the same bits") {
  for (problem const& extents : {line(33, 70, 100), line(40, 200, 9), line(3, 5, 1000)}) {
    std::mt19937_64 random(3);
    arrays<float> a(random, extents);
    a.fill([&] { return static_cast<float>(pick(random, -1000000, 1000000)) / 77777.f; });
    dense<float> const prepared({.p = a.p, .weights = a.first_weight()});
    std::vector<float> once = a.output;
    run_shares(prepared, a.view(once), 1);
    for (index const shares : {index{2}, index{3}, index{7}, index{64}}) {
      std::vector<float> out = a.output;
      run_shares(prepared, a.view(out), shares);
      CHECK(out == once);
    }
  }
}

TEST_CASE("arrays larger than the caches are stored past them, where they are aligned") {
  problem p;
  p.rank = 1;
  p.out_channels = 64;
  p.axes[0] = {.input = 70000, .weights = 1, .output = 70000, .input_step = 1, .weights_step = 1, .output_step = 64};
  p.input_channel_step = p.output_channel_step = p.weights_out_step = p.bias_step = 1;
  std::vector<float> input(70000);
  for (std::size_t i = 0; i < input.size(); ++i) { input[i] = static_cast<float>(i % 100); }
  std::vector<float> weights(64);
  for (std::size_t i = 0; i < weights.size(); ++i) { weights[i] = static_cast<float>(i); }
  dense<float> const prepared({.p = p, .weights = weights.data()});
  convolt::engine::aligned_array<float> output(70000 * 64 + 1);
  for (index const shift : {0, 1}) {
    float* const out = output.data() + shift;
    run_shares(prepared, {.input = input.data(), .weights = weights.data(), .output = out}, 1);
    int wrong = 0;
    for (index i = 0; i < 70000 * 64; ++i) { wrong += out[i] != static_cast<float>(i / 64 % 100 * (i % 64)); }
    CHECK(wrong == 0);
  }
}

TEST_CASE("layouts without neighbouring channels are declined with a reason") {
  using method = convolt::engine::dense_channels_last<float, default_arch>;
  problem p = line(4, 4, 10);
  p.input_channel_step = 1;
  p.output_channel_step = 1;
  CHECK_FALSE(method::judge({.p = p}).declined());
  CHECK(method::judge({.p = p}).cycles > 0);
  p.input_channel_step = 10;
  CHECK(method::judge({.p = p}).reason == "the input channels are not neighbours in memory");
  p.in_channels = 1;
  CHECK_FALSE(method::judge({.p = p}).declined());
  p.output_channel_step = 10;
  CHECK(method::judge({.p = p}).reason == "the output channels are not neighbours in memory");
}

TEST_CASE("the dense method says what it keeps and how it cuts the problem up") {
  std::mt19937_64 random(1);
  arrays<float> a(random, line(3, 40, 100));
  dense<float> const prepared({.p = a.p, .weights = a.first_weight()});
  CHECK(prepared.memory() >= 3 * 3 * 40 * sizeof(float));
  CHECK(prepared.workspace_bytes() > 0);
  CHECK(prepared.details().find("100 positions") != std::string::npos);
}

}  // namespace
