// SPDX-License-Identifier: BSD-3-Clause
/// Windows as channels: against a search of each tap's sample, and that copying is all that happens.
#include <convolt/engine/loops/patches.hpp>

#include <convolt/engine/problem/describe.hpp>
#include <support/catch.hpp>
#include <support/pick.hpp>

#include <array>
#include <cmath>
#include <complex>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

namespace {

using convolt::index;
using convolt::engine::axis_problem;
using convolt::engine::copy_patches;
using convolt::engine::problem;
using convolt::engine::window_size;
using convolt::test::pick;

/// Give the problem row-major arrays, input (N, C, spatial) and output (N, C * window, spatial).
void lay_out(problem& p) {
  p.out_channels = p.in_channels * window_size(p);
  index input = 1;
  index output = 1;
  for (std::size_t d = p.rank; d-- > 0;) {
    p.axes[d].input_step = input;
    p.axes[d].output_step = output;
    input *= p.axes[d].input;
    output *= p.axes[d].output;
  }
  p.input_channel_step = input;
  p.input_batch_step = input * p.in_channels;
  p.output_channel_step = output;
  p.output_batch_step = output * p.out_channels;
}

axis_problem random_axis(std::mt19937_64& random) {
  static constexpr std::array<index, 6> sizes{0, 1, 2, 3, 5, 7};
  return {.input = sizes[random() % 32 == 0 ? 0 : 1 + random() % 5],
          .weights = pick(random, 1, 4),
          .output = pick(random, random() % 32 == 0 ? 0 : 1, 6),
          .stride = pick(random, 1, 3),
          .input_dilation = pick(random, 1, 3),
          .weights_dilation = pick(random, 1, 3),
          .pad_lo = pick(random, -4, 6)};
}

/// The sample under tap q of the window of position t, or -1, as the definition says.
index sample(axis_problem const& a, index t, index q) {
  index const at = t * a.stride + q * a.weights_dilation - a.pad_lo;
  return at >= 0 && at % a.input_dilation == 0 && at / a.input_dilation < a.input ? at / a.input_dilation : -1;
}

/// The patches of a problem with three axes and row-major arrays.
template <class T>
std::vector<T> expected_patches(problem const& p, std::vector<T> const& input) {
  axis_problem const &a0 = p.axes[0], &a1 = p.axes[1], &a2 = p.axes[2];
  std::vector<T> all;
  for (index n = 0; n < p.batch; ++n) {
    for (index entry = 0; entry < p.out_channels; ++entry) {
      index const q2 = entry % a2.weights;
      index const q1 = entry / a2.weights % a1.weights;
      index const q0 = entry / a2.weights / a1.weights % a0.weights;
      index const c = entry / a2.weights / a1.weights / a0.weights;
      for (index t0 = 0; t0 < a0.output; ++t0) {
        for (index t1 = 0; t1 < a1.output; ++t1) {
          for (index t2 = 0; t2 < a2.output; ++t2) {
            index const x0 = sample(a0, t0, q0);
            index const x1 = sample(a1, t1, q1);
            index const x2 = sample(a2, t2, q2);
            index const at = (((n * p.in_channels + c) * a0.input + x0) * a1.input + x1) * a2.input + x2;
            all.push_back(x0 < 0 || x1 < 0 || x2 < 0 ? T{} : input.at(static_cast<std::size_t>(at)));
          }
        }
      }
    }
  }
  return all;
}

TEMPLATE_TEST_CASE("patches are the samples under the taps and zeros elsewhere", "", float, std::complex<double>,
                   std::int8_t, std::uint64_t) {
  int copied = 0;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    std::mt19937_64 random(seed);
    problem p;
    p.rank = 3;
    p.batch = pick(random, random() % 32 == 0 ? 0 : 1, 3);
    p.in_channels = pick(random, random() % 32 == 0 ? 0 : 1, 3);
    for (std::size_t d = 0; d < 3; ++d) { p.axes[d] = random_axis(random); }
    lay_out(p);
    CAPTURE(seed, convolt::engine::describe(p));
    std::vector<TestType> input(static_cast<std::size_t>(p.batch * p.input_batch_step));
    for (TestType& x : input) { x = static_cast<TestType>(static_cast<signed char>(pick(random, 1, 127))); }
    std::vector<TestType> output(static_cast<std::size_t>(p.batch * p.output_batch_step), TestType(99));
    copy_patches(p, input.empty() ? nullptr : input.data(), output.empty() ? nullptr : output.data());
    CHECK(output == expected_patches(p, input));
    for (TestType const& x : output) { copied += x != TestType{}; }
  }
  CHECK(copied > 1000);
}

TEST_CASE("the first patch of a picture with SAME padding is its corner") {
  problem p;
  p.rank = 2;
  p.axes[0] = {.input = 2, .weights = 2, .output = 2};
  p.axes[1] = {.input = 3, .weights = 2, .output = 3};
  lay_out(p);
  std::vector<int> const input{1, 2, 3, 4, 5, 6};
  std::vector<int> output(24, -1);
  copy_patches(p, input.data(), output.data());
  CHECK(output == std::vector<int>{1, 2, 3, 4, 5, 6, 2, 3, 0, 5, 6, 0, 4, 5, 6, 0, 0, 0, 5, 6, 0, 0, 0, 0});
}

TEST_CASE("patches of no spatial axis are the input") {
  problem p;
  p.batch = 2;
  p.in_channels = 3;
  lay_out(p);
  CHECK(window_size(p) == 1);
  std::vector<int> const input{1, 2, 3, 4, 5, 6};
  std::vector<int> output(6, -1);
  copy_patches(p, input.data(), output.data());
  CHECK(output == input);
}

TEST_CASE("a NaN, an infinity and a negative zero are copied and spoil no neighbour") {
  double const nan = std::numeric_limits<double>::quiet_NaN();
  double const inf = std::numeric_limits<double>::infinity();
  problem p;
  p.rank = 1;
  p.axes[0] = {.input = 3, .weights = 2, .output = 3};
  lay_out(p);
  std::vector<double> const input{nan, inf, -0.};
  std::vector<double> output(6, -1);
  copy_patches(p, input.data(), output.data());
  CHECK(std::isnan(output[0]));
  CHECK(output[1] == inf);
  CHECK((output[2] == 0 && std::signbit(output[2])));
  CHECK(output[3] == inf);
  CHECK((output[4] == 0 && std::signbit(output[4])));
  CHECK((output[5] == 0 && !std::signbit(output[5])));
}

TEST_CASE("a factor multiplies the copies and any steps in memory are followed") {
  problem p;
  p.rank = 1;
  p.axes[0] = {.input = 3, .weights = 2, .output = 2, .input_step = -2, .output_step = 1};
  p.out_channels = 2;
  p.output_channel_step = 3;
  std::vector<float> const input{3, -1, 2, -1, 1};
  std::vector<float> output(6, -1);
  copy_patches(p, input.data() + 4, output.data() + 0, 10.f);
  CHECK(output == std::vector<float>{10, 20, -1, 20, 30, -1});
}

TEST_CASE("steps near the end of the integers are exact in patches") {
  constexpr index half = std::numeric_limits<index>::max() / 2 + 1;
  problem p;
  p.rank = 1;
  p.axes[0] = {.input = 2, .weights = 2, .output = 1, .stride = half, .input_dilation = half, .weights_dilation = half};
  lay_out(p);
  std::vector<int> const input{7, 8};
  std::vector<int> output(2, -1);
  copy_patches(p, input.data(), output.data());
  CHECK(output == input);
  p.axes[0].pad_lo = half;
  copy_patches(p, input.data(), output.data());
  CHECK(output == std::vector<int>{0, 7});
}

TEST_CASE("patches of an input without samples are zeros and need no input") {
  constexpr index top = std::numeric_limits<index>::max();
  problem p;
  p.rank = 1;
  p.batch = 2;
  p.axes[0] = {.input = 0, .weights = 2, .output = 1};
  lay_out(p);
  p.input_batch_step = p.input_channel_step = p.axes[0].input_step = top;
  std::vector<int> output(4, -1);
  copy_patches<int>(p, nullptr, output.data());
  CHECK(output == std::vector<int>{0, 0, 0, 0});
}

}  // namespace
