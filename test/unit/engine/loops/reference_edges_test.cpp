// SPDX-License-Identifier: BSD-3-Clause
/// The reference loops where they are easily wrong: flips, crops, numbers near the end of the integers, missing arrays.
#include <convolt/engine/loops/reference.hpp>

#include <support/catch.hpp>

#include <array>
#include <limits>
#include <vector>

namespace {

using convolt::index;
using convolt::engine::axis_problem;
using convolt::engine::operands;
using convolt::engine::problem;
using convolt::engine::run_reference;

/// A convolution on one axis with contiguous arrays of one batch and one channel.
std::vector<double> on_a_line(axis_problem a, std::vector<double> const& input, std::vector<double> const& weights) {
  a.input = static_cast<index>(input.size());
  a.weights = static_cast<index>(weights.size());
  a.input_step = a.weights_step = a.output_step = 1;
  problem p;
  p.rank = 1;
  p.axes[0] = a;
  std::vector<double> output(static_cast<std::size_t>(a.output), -7.);
  run_reference(p, operands<double>{.input = input.data(), .weights = weights.data(), .output = output.data()});
  return output;
}

constexpr index top = std::numeric_limits<index>::max();
constexpr index half = top / 2 + 1;  // 2^62

constexpr int at_compile_time() {
  int const input[] = {1, 2, 3}, weights[] = {10, 1};
  int output[2] = {};
  problem p;
  p.rank = 1;
  p.axes[0] = {.input = 3, .weights = 2, .output = 2, .input_step = 1, .weights_step = 1, .output_step = 1};
  run_reference(p, operands<int>{.input = input, .weights = weights, .output = output});
  return output[0] * 100 + output[1];
}
static_assert(at_compile_time() == 1223);

}  // namespace

TEST_CASE("negative padding crops the dilated input") {
  using list = std::vector<double>;
  CHECK(on_a_line({.output = 1, .pad_lo = -1}, {1, 2, 3, 4, 5}, {1, 1}) == list{5});
  CHECK(on_a_line({.output = 7, .input_dilation = 2, .pad_lo = -1}, {1, 2, 3, 4, 5}, {1, 1}) ==
        list{2, 2, 3, 3, 4, 4, 5});
}

TEST_CASE("a negative step over the weights flips them") {
  double const input[] = {1, 2, 3, 4}, weights[] = {10, 1};
  double output[3] = {};
  problem p;
  p.rank = 1;
  p.axes[0] = {.input = 4, .weights = 2, .output = 3, .input_step = 1, .weights_step = -1, .output_step = 1};
  run_reference(p, operands<double>{.input = input, .weights = weights + 1, .output = output});
  CHECK(output[0] == 21);
  CHECK(output[1] == 32);
  CHECK(output[2] == 43);
}

TEST_CASE("steps and paddings near the end of the integers are exact") {
  using list = std::vector<double>;
  CHECK(on_a_line({.output = 1, .stride = top}, {1, 2, 3}, {1, 10, 100}) == list{321});
  CHECK(on_a_line({.output = 2, .stride = half, .input_dilation = half}, {3, 4}, {2}) == list{6, 8});
  CHECK(on_a_line({.output = 1, .input_dilation = half, .weights_dilation = half}, {3, 4}, {2, 1}) == list{10});
  CHECK(on_a_line({.output = 1, .weights_dilation = top - 1, .pad_lo = top - 1}, {5}, {2, 3}) == list{15});
  CHECK(on_a_line({.output = 1, .input_dilation = half, .pad_lo = -half}, {3, 4}, {2}) == list{8});
  CHECK(on_a_line({.output = 2, .stride = 20, .pad_lo = -top - 1}, {3, 4}, {2}) == list{0, 0});
  CHECK(on_a_line({.output = 2, .stride = top, .pad_lo = top}, {3, 4}, {2}) == list{0, 6});
}

TEST_CASE("arrays without elements may be null pointers") {
  std::array<float, 6> output{};
  float const bias[] = {4, 5};
  problem p;
  p.rank = 1;
  p.out_channels = 2;
  p.output_channel_step = 3;
  p.bias_step = 1;
  p.axes[0] = {.input = 3, .weights = 1, .output = 3, .output_step = 1};
  // Distances in an array without elements mean nothing, so they may be anything.
  p.input_batch_step = p.input_channel_step = p.weights_out_step = p.weights_in_step = p.weights_group_step = top;
  p.axes[0].input_step = p.axes[0].weights_step = top;
  auto const run = [&](float const* given_bias) {
    output.fill(-1);
    run_reference(p, operands<float>{.bias = given_bias, .output = output.data(), .bias_scale = 2});
  };
  std::array<float, 6> const biased{8, 8, 8, 10, 10, 10};
  SECTION("no input channels") { p.in_channels = 0; }
  SECTION("no samples") { p.axes[0].input = 0; }
  SECTION("no taps") { p.axes[0].weights = 0; }
  run(bias);
  CHECK(output == biased);
  run(nullptr);
  CHECK(output == std::array<float, 6>{});
}

TEST_CASE("without outputs nothing is read or written") {
  problem p;
  p.rank = 1;
  p.axes[0] = {.input = 3, .weights = 5, .output = 2, .output_step = top};
  p.output_batch_step = p.output_channel_step = p.bias_step = top;
  SECTION("no batch") { p.batch = 0; }
  SECTION("no output channels") { p.out_channels = 0; }
  SECTION("the window does not fit") { p.axes[0].output = 0; }
  run_reference(p, operands<float>{});
  CHECK(convolt::engine::is_empty(p));
}
