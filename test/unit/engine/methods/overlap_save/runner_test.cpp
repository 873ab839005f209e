// SPDX-License-Identifier: BSD-3-Clause
/// Overlap-save against the reference loops in higher precision: rounding, borders, layouts, values that are not
/// finite, and shares.
#include <convolt/engine/methods/overlap_save/runner.hpp>

#include <convolt/engine/problem/buffer.hpp>
#include <convolt/engine/problem/describe.hpp>
#include <support/catch.hpp>
#include <unit/engine/against_reference.hpp>
#include <unit/engine/methods/overlap_save/line_arrays.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace {

namespace overlap_save = convolt::engine::methods::overlap_save;

namespace fft = convolt::engine::fft;

using convolt::index;
using convolt::engine::default_arch;
using convolt::engine::operands;
using convolt::engine::planned;
using convolt::engine::workspace;
using fft::lane_use;
using test::line_arrays;
using test::line_extents;
using test::output_of;
using test::pick;

/// With the least block length that is `doublings` times too long.
template <class T>
std::unique_ptr<planned<T> const> prepare(lane_use use, line_arrays<T> const& a, int doublings, index& samples) {
  using transform = fft::block_transform<T, default_arch>;
  samples = transform::least_samples(use);
  while (overlap_save::plan_blocks(a.p.axes[1], samples, transform::samples_per_vector(use)).outputs < 1) {
    samples *= 2;
  }
  samples <<= doublings;
  overlap_save::kernel_list<T, default_arch> kernels({.p = a.p, .weights = a.weights.data() + a.weights_origin});
  REQUIRE(kernels.has_spectra());
  return std::make_unique<overlap_save::prepared<T, default_arch> const>(a.p, std::move(kernels), use, samples);
}

/// How many outputs are wrong: not within the bound, or not finite in another way than they should be.
template <class T>
int count_wrong(std::vector<T> const& out, std::vector<test::wider<T>> const& expected, test::wider<T> bound) {
  int wrong = 0;
  for (std::size_t i = 0; i < out.size(); ++i) {
    auto const y = static_cast<test::wider<T>>(out[i]);
    bool const same = y == expected[i] || (std::isnan(y) && std::isnan(expected[i]));
    wrong += !same && !(std::isfinite(expected[i]) && std::abs(y - expected[i]) <= bound);
  }
  return wrong;
}

line_extents random_extents(std::mt19937_64& random, bool channels_last) {
  line_extents e{.batch = pick(random, 1, 2),
                 .channels = pick(random, 1, channels_last ? 19 : 3),
                 .input = pick(random, 0, 700),
                 .taps = pick(random, 2, 90),
                 .pad_lo = pick(random, -10, 100),
                 .channels_last = channels_last,
                 .backwards = pick(random, 1, 3) == 1,
                 .shared_kernel = pick(random, 1, 4) == 1,
                 .gap = pick(random, 1, 3) == 1 ? 2 : 0,
                 .rows = pick(random, 1, 2)};
  if (pick(random, 1, 4) == 1) { e.stride = pick(random, 2, 5); }
  e.output = pick(random, 0, e.input + e.pad_lo + 20 > 0 ? (e.input + e.pad_lo + 20) / e.stride : 0);
  return e;
}

template <class T>
void check_random_lines(lane_use use, std::uint64_t seeds) {
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    std::mt19937_64 random(seed);
    line_arrays<T> a(random_extents(random, use == lane_use::signals));
    a.fill(random);
    CAPTURE(seed, convolt::engine::describe(a.p));
    operands<T> x = a.view(a.output, pick(random, 0, 1) == 1);
    x.output_scale = pick(random, 0, 1) == 1 ? T(1) : T(0.5);
    x.bias_scale = T(-2);
    index samples = 0;
    auto const method = prepare<T>(use, a, static_cast<int>(pick(random, 0, 2)), samples);
    auto const bound = a.bound(samples) + 4 * static_cast<test::wider<T>>(std::numeric_limits<T>::epsilon());
    CHECK(count_wrong(output_of(*method, a, x, pick(random, 1, 3)), a.expected(x), bound) == 0);
  }
}

TEMPLATE_TEST_CASE("lines of samples are convolved within the bound, in any layout", "", float, double) {
  check_random_lines<TestType>(lane_use::samples, 60);
}

TEMPLATE_TEST_CASE("lines side by side are convolved within the bound", "", float, double) {
  check_random_lines<TestType>(lane_use::signals, 40);
}

TEST_CASE("the bound holds where one sample or one weight is much larger than the others") {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    std::mt19937_64 random(seed);
    line_arrays<float> a({.input = 900, .output = 900, .taps = 40, .pad_lo = 20});
    a.fill(random);
    a.input[random() % 900] *= seed % 2 == 0 ? 1e6f : 1.f;
    a.weights[random() % 40] *= seed % 3 == 0 ? 1e6f : 1.f;
    if (seed % 4 == 0) { std::fill(a.weights.begin() + 1, a.weights.end(), 0.f); }
    if (seed % 5 == 0) { std::fill(a.input.begin(), a.input.end(), 1.f); }
    index samples = 0;
    auto const method = prepare<float>(lane_use::samples, a, 1, samples);
    operands<float> const x = a.view(a.output, false);
    CAPTURE(seed);
    CHECK(count_wrong(output_of(*method, a, x), a.expected(x), a.bound(samples)) == 0);
  }
}

void check_spoiled_lines(lane_use use) {
  double const inf = std::numeric_limits<double>::infinity();
  std::size_t spoiled = 0;
  std::size_t clean = 0;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    std::mt19937_64 random(seed);
    line_arrays<double> a(random_extents(random, use == lane_use::signals));
    a.fill(random);
    if (a.input.empty()) { continue; }
    for (index i = pick(random, 1, 5); i > 0; --i) {
      double& victim = a.input[random() % a.input.size()];
      victim = seed % 3 == 0 ? inf : seed % 3 == 1 ? -inf : std::numeric_limits<double>::quiet_NaN();
    }
    CAPTURE(seed, convolt::engine::describe(a.p));
    operands<double> x = a.view(a.output, true);
    x.output_scale = 2;
    index samples = 0;
    auto const method = prepare<double>(use, a, 0, samples);
    std::vector<double> const out = output_of(*method, a, x);
    CHECK(count_wrong<double>(out, a.expected(x), 2 * a.bound(samples) + 1e-15L) == 0);
    for (double const y : out) { ++(std::isfinite(y) ? clean : spoiled); }
  }
  CHECK(spoiled > 1000);
  CHECK(clean > 10000);
}

TEST_CASE("infinities and NaN reach the outputs that read them and no others") {
  check_spoiled_lines(lane_use::samples);
  check_spoiled_lines(lane_use::signals);
}

TEMPLATE_TEST_CASE("samples near the largest number do not overflow within a transform", "", float, double) {
  std::mt19937_64 random(3);
  line_arrays<TestType> a({.channels = 3, .input = 600, .output = 600, .taps = 20, .pad_lo = 9, .channels_last = true});
  a.fill(random);
  for (std::size_t i = 1; i < a.input.size(); i += 3) {  // one channel of three
    a.input[i] *= std::numeric_limits<TestType>::max();
  }
  for (TestType& w : a.weights) { w /= 32; }  // so that the sums themselves are finite
  operands<TestType> const x = a.view(a.output, false);
  std::vector<test::wider<TestType>> const expected = a.expected(x);
  line_arrays<TestType> small = a;
  for (std::size_t i = 1; i < small.input.size(); i += 3) { small.input[i] = 1; }
  for (bool const as_signals : {false, true}) {
    index samples = 0;
    auto const method = prepare<TestType>(as_signals ? lane_use::signals : lane_use::samples, a, 0, samples);
    std::vector<TestType> const out = output_of(*method, a, x);
    CAPTURE(as_signals);
    int wrong = 0;
    for (std::size_t i = 0; i < out.size(); ++i) {
      test::wider<TestType> const bound = i % 3 == 1 ? a.bound(samples) : small.bound(samples);
      wrong += !(std::abs(static_cast<test::wider<TestType>>(out[i]) - expected[i]) <= bound);
    }
    CHECK(wrong == 0);
  }
}

TEST_CASE("a sample has no influence beyond its pair of blocks, nor on other lines") {
  std::mt19937_64 random(4);
  line_arrays<float> a({.batch = 2, .input = 4000, .output = 4000, .taps = 30, .pad_lo = 15});
  a.fill(random);
  index samples = 0;
  auto const method = prepare<float>(lane_use::samples, a, 0, samples);
  REQUIRE(4 * samples < 4000);
  operands<float> const x = a.view(a.output, false);
  std::vector<float> const before = output_of(*method, a, x);
  a.input[5] = 1e30f;
  std::vector<float> const after = output_of(*method, a, x);
  CHECK(after[0] != before[0]);
  CHECK(std::equal(before.begin() + 2 * samples, before.end(), after.begin() + 2 * samples));
}

TEST_CASE("any number of shares gives the same bits, and so does any workspace") {
  for (bool const channels_last : {false, true}) {
    std::mt19937_64 random(6);
    line_arrays<float> a(
        {.batch = 3, .channels = 21, .input = 500, .output = 480, .taps = 33, .channels_last = channels_last});
    a.fill(random);
    index samples = 0;
    auto const method = channels_last ? prepare<float>(lane_use::signals, a, 1, samples)
                                      : prepare<float>(lane_use::samples, a, 0, samples);
    test::check_shares(*method, a, a.view(a.output, true));
  }
}

TEST_CASE("lines larger than the caches are stored past them, aligned or not", "[large]") {
  line_arrays<float> a({.input = 2200000, .output = 2200000, .taps = 16, .pad_lo = 8});
  for (std::size_t i = 0; i < a.input.size(); ++i) { a.input[i] = static_cast<float>(i % 10); }
  a.weights.assign(16, 1.f);
  index samples = 0;
  auto const method = prepare<float>(lane_use::samples, a, 3, samples);
  convolt::engine::aligned_array<float> output(2200016);
  for (index const shift : {0, 1}) {
    workspace space;
    method->run({.input = a.input.data(), .output = output.data() + shift}, space, {});
    float worst = 0;
    for (index t = 8; t + 8 <= 2200000; ++t) {
      index const ones = (t - 8) % 10;  // 16 neighbours: one of each digit and the first six once more
      float sum = 45;
      for (index i = 0; i < 6; ++i) { sum += static_cast<float>((ones + i) % 10); }
      worst = std::max(worst, std::abs(output.data()[t + shift] - sum));
    }
    CHECK(worst < 0.001f);
  }
}

TEST_CASE("the planned method tells what it keeps and how it cuts the lines") {
  line_arrays<float> a({.channels = 2, .input = 1000, .output = 1000, .taps = 20});
  std::mt19937_64 random(1);
  a.fill(random);
  index samples = 0;
  auto const method = prepare<float>(lane_use::samples, a, 0, samples);
  CHECK(method->memory() >= 2 * 2 * static_cast<std::size_t>(samples) * sizeof(float));
  CHECK(method->workspace_bytes() >= 2 * static_cast<std::size_t>(samples) * sizeof(float));
  CHECK(method->details().find("blocks of " + std::to_string(samples) + " samples") != std::string::npos);
  CHECK(method->details().find("lanes are samples") != std::string::npos);
}

}  // namespace
