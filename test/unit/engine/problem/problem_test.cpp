// SPDX-License-Identifier: BSD-3-Clause
/// The problem description: which taps meet data, also with parameters near the end of the integers.
#include <convolt/engine/problem/problem.hpp>

#include <support/catch.hpp>
#include <support/pick.hpp>

#include <cstdint>
#include <limits>
#include <random>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using convolt::index;
using convolt::engine::axis_problem;
using convolt::engine::axis_problems;
using convolt::engine::fault_of;
using convolt::engine::nominal_multiply_adds;
using convolt::engine::problem;
using convolt::engine::tap_range;
using convolt::engine::taps_on_input;
using convolt::engine::useful_multiply_adds;
using convolt::test::pick;

__extension__ typedef __int128 wide;  // NOLINT(modernize-use-using): only a typedef takes the __extension__

using pairs = std::vector<std::pair<index, index>>;

/// (tap, sample) of every tap of the window of position t that meets a sample, by trying each.
pairs by_trial(axis_problem const& a, index t) {
  pairs found;
  for (index q = 0; q < a.weights; ++q) {
    wide const at = wide{t} * a.stride + wide{q} * a.weights_dilation - a.pad_lo;
    if (at < 0 || at % a.input_dilation != 0 || at / a.input_dilation >= a.input) { continue; }
    found.emplace_back(q, static_cast<index>(at / a.input_dilation));
  }
  return found;
}

pairs listed(tap_range const& r) {
  pairs list;
  for (index k = 0; k < r.count; ++k) {
    list.emplace_back(r.first_tap + k * r.tap_step, r.first_input + k * r.input_step);
  }
  return list;
}

problem on_one_axis(axis_problem const& a) {
  problem p;
  p.rank = 1;
  p.axes[0] = a;
  return p;
}

constexpr index top = std::numeric_limits<index>::max();
constexpr index bottom = std::numeric_limits<index>::min();
constexpr index half = top / 2 + 1;  // 2^62

static_assert(taps_on_input({.input = 5, .weights = 3, .pad_lo = 1}, 0).first_tap == 1);
static_assert(taps_on_input({.input = 5, .weights = 3, .pad_lo = 1}, 0).count == 2);
static_assert(taps_on_input({.input = 0, .weights = 3, .pad_lo = 1}, 0).count == 0);
static_assert(taps_on_input({.input = 5, .weights = 0}, 0).count == 0);

TEST_CASE("the taps of a window are those that meet a sample") {
  constexpr std::uint64_t seed = 20240611;
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  int wrong = 0;
  for (int trial = 0; trial < 20000; ++trial) {
    axis_problem const a{.input = pick(random, 0, 9),
                         .weights = pick(random, 0, 7),
                         .output = 1,
                         .stride = pick(random, 1, 5),
                         .input_dilation = pick(random, 1, 6),
                         .weights_dilation = pick(random, 1, 6),
                         .pad_lo = pick(random, -12, 20)};
    index const t = pick(random, 0, 12);
    wrong += listed(taps_on_input(a, t)) != by_trial(a, t);
  }
  CHECK(wrong == 0);
}

TEST_CASE("the taps of a window are right next to the end of the integers") {
  constexpr std::uint64_t seed = 77;
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  std::vector<index> const steps{1, 2, 3, half - 1, half, half + 1, top / 3, top - 2, top - 1, top};
  std::vector<index> const pads{0,   1,    -1,         half,   half - 1, -half,       -half + 1,
                                top, -top, bottom + 1, bottom, top - 1,  bottom + 10, 7};
  auto const one_of = [&](std::vector<index> const& list) {
    return list[static_cast<std::size_t>(pick(random, 0, static_cast<index>(list.size()) - 1))];
  };
  int legal = 0;
  int with_taps = 0;
  int wrong = 0;
  for (int trial = 0; trial < 60000; ++trial) {
    axis_problem const a{.input = pick(random, 0, 4),
                         .weights = pick(random, 0, 4),
                         .output = pick(random, 1, 3),
                         .stride = one_of(steps),
                         .input_dilation = one_of(steps),
                         .weights_dilation = one_of(steps),
                         .pad_lo = one_of(pads)};
    if (fault_of(on_one_axis(a)) != nullptr) { continue; }
    ++legal;
    for (index t = 0; t < a.output; ++t) {
      pairs const expected = by_trial(a, t);
      with_taps += !expected.empty();
      wrong += listed(taps_on_input(a, t)) != expected;
    }
  }
  CHECK(wrong == 0);
  CHECK(legal > 10000);
  CHECK(with_taps > 1000);
}

TEST_CASE("useful multiply-adds are the taps that meet data, nominal ones are all") {
  constexpr std::uint64_t seed = 5;
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  int wrong = 0;
  for (int trial = 0; trial < 2000; ++trial) {
    problem p;
    p.rank = static_cast<std::size_t>(pick(random, 0, 3));
    p.batch_groups = pick(random, 1, 2);
    p.batch = p.batch_groups * pick(random, 1, 2);
    p.in_channels = pick(random, 0, 3);
    p.out_channels = 2 * pick(random, 1, 3);
    index useful = p.batch / p.batch_groups * p.in_channels * p.out_channels;
    index nominal = useful;
    for (std::size_t d = 0; d < p.rank; ++d) {
      axis_problem& a = p.axes[d];
      a = {.input = pick(random, 0, 9),
           .weights = pick(random, 1, 7),
           .output = pick(random, 0, 9),
           .stride = pick(random, 1, 4),
           .input_dilation = pick(random, 1, 4),
           .weights_dilation = pick(random, 1, 4),
           .pad_lo = pick(random, -6, 9)};
      bool const plain = pick(random, 0, 1) == 0;  // that is counted in a way of its own
      if (plain) { a.stride = a.input_dilation = a.weights_dilation = 1; }
      index met = 0;
      for (index t = 0; t < a.output; ++t) { met += static_cast<index>(by_trial(a, t).size()); }
      useful *= met;
      nominal *= a.output * a.weights;
    }
    wrong += useful_multiply_adds(p).overflowed || useful_multiply_adds(p).value != useful;
    wrong += nominal_multiply_adds(p).overflowed || nominal_multiply_adds(p).value != nominal;
  }
  CHECK(wrong == 0);
}

TEST_CASE("the padding of a 3x3 layer costs nothing and its count is known") {
  problem p;
  p.rank = 2;
  p.in_channels = p.out_channels = 64;
  p.axes[0] = p.axes[1] = {.input = 56, .weights = 3, .output = 56, .pad_lo = 1};
  CHECK(nominal_multiply_adds(p).value == index{64} * 64 * 56 * 56 * 9);
  CHECK(useful_multiply_adds(p).value == index{64} * 64 * 166 * 166);
}

TEST_CASE("a count that leaves the integers says so") {
  problem p;
  p.in_channels = half;
  p.out_channels = 2;
  CHECK(nominal_multiply_adds(p).overflowed);
  CHECK(useful_multiply_adds(p).overflowed);
}

TEST_CASE("a broken promise is named") {
  axis_problem const good{.input = 5, .weights = 3, .output = 3};
  CHECK(fault_of(problem{}) == nullptr);
  CHECK(fault_of(on_one_axis(good)) == nullptr);

  auto const axis_fault = [&](index axis_problem::*field, index value) {
    axis_problem a = good;
    a.*field = value;
    char const* const fault = fault_of(on_one_axis(a));
    return std::string_view(fault == nullptr ? "" : fault);
  };
  CHECK(axis_fault(&axis_problem::input, -1) == "an extent is negative");
  CHECK(axis_fault(&axis_problem::weights, -1) == "an extent is negative");
  CHECK(axis_fault(&axis_problem::output, -1) == "an extent is negative");
  CHECK(axis_fault(&axis_problem::stride, 0) == "a stride is not positive");
  CHECK(axis_fault(&axis_problem::input_dilation, 0) == "a dilation is not positive");
  CHECK(axis_fault(&axis_problem::weights_dilation, -2) == "a dilation is not positive");
  CHECK(axis_fault(&axis_problem::stride, half) == "a position leaves the range of an index");
  CHECK(axis_fault(&axis_problem::input_dilation, half) == "a position leaves the range of an index");
  CHECK(axis_fault(&axis_problem::weights_dilation, half) == "a position leaves the range of an index");
  CHECK(axis_fault(&axis_problem::pad_lo, bottom) == "");

  auto const fault = [](index problem::*field, index value) {
    problem p;
    p.batch = p.out_channels = 4;
    p.*field = value;
    char const* const text = fault_of(p);
    return std::string_view(text == nullptr ? "" : text);
  };
  CHECK(fault(&problem::batch, -4) == "an extent is negative");
  CHECK(fault(&problem::in_channels, -1) == "an extent is negative");
  CHECK(fault(&problem::out_channels, -4) == "an extent is negative");
  CHECK(fault(&problem::feature_groups, 0) == "a group count is not positive");
  CHECK(fault(&problem::batch_groups, 0) == "a group count is not positive");
  CHECK(fault(&problem::feature_groups, 3) == "the feature groups do not divide the output channels");
  CHECK(fault(&problem::batch_groups, 3) == "the batch groups do not divide the output channels");
  CHECK(fault(&problem::in_channels, 0) == "");

  problem p;
  p.out_channels = 6;
  p.batch = 4;
  p.batch_groups = 3;
  CHECK(std::string_view(fault_of(p)) == "the batch groups do not divide the batch");
  p.batch = 0;
  CHECK(fault_of(p) == nullptr);
  p.rank = convolt::max_spatial_rank + 1;
  CHECK(std::string_view(fault_of(p)) == "the rank is too high");
}

TEST_CASE("problems are equal when all numbers of the axes in use are") {
  problem const whole{.rank = 2};
  problem p{.rank = 2, .axes = axis_problems::unset()};
  p.axes[0] = p.axes[1] = axis_problem{};
  CHECK(p == whole);
  p.axes[2].stride = 9;
  CHECK(p == whole);
  p.axes[1].stride = 9;
  CHECK(p != whole);
  index problem::*const numbers[] = {&problem::batch,
                                     &problem::in_channels,
                                     &problem::out_channels,
                                     &problem::feature_groups,
                                     &problem::batch_groups,
                                     &problem::input_batch_step,
                                     &problem::input_channel_step,
                                     &problem::weights_out_step,
                                     &problem::weights_in_step,
                                     &problem::output_batch_step,
                                     &problem::output_channel_step,
                                     &problem::bias_step,
                                     &problem::weights_group_step};
  for (index problem::*number : numbers) {
    problem other = whole;
    other.*number += 1;
    CHECK(other != whole);
  }
  CHECK(problem{.rank = 1} != whole);
  constexpr problem constant{.rank = 1, .axes = axis_problems::unset()};
  static_assert(constant == problem{.rank = 1});
}

TEST_CASE("axes of extent 1 come first where a problem has fewer than it is to have") {
  problem p = on_one_axis({.input = 9, .output = 9, .input_step = 2});
  p.batch = 3;
  problem const two = with_axes(p, 2);
  CHECK(two.rank == 2);
  CHECK(two.axes[0].input * two.axes[0].weights * two.axes[0].output == 1);
  CHECK(two.axes[1] == p.axes[0]);
  CHECK(two.batch == 3);
  CHECK(with_axes(two, 2) == two);
  CHECK(with_axes(two, 1) == two);
  CHECK(with_axes(p, 1) == p);
  CHECK(with_axes(problem{}, 1).rank == 1);
  CHECK(with_axes(problem{}, 1).axes[0] == axis_problem{.input = 1, .weights = 1, .output = 1});
  problem const three = with_axes(two, 3);
  CHECK(three.rank == 3);
  CHECK(three.axes[0] == with_axes(problem{}, 1).axes[0]);
  CHECK(three.axes[2] == p.axes[0]);
  CHECK(with_axes(problem{}, 2).rank == 2);
}

TEST_CASE("numbers of the arrays are counted, also those that no index holds") {
  problem p = on_one_axis({.input = 9, .weights = 2, .output = 5});
  p.batch = 6;
  p.batch_groups = 3;
  p.in_channels = 4;
  p.feature_groups = 2;
  p.out_channels = 12;
  CHECK(input_numbers(p) == 6 * 8 * 9);
  CHECK(output_numbers(p) == 2 * 12 * 5);
  p.axes[0].input = p.axes[0].output = top;
  CHECK(input_numbers(p) == 48 * static_cast<double>(top));
  CHECK(output_numbers(p) == 24 * static_cast<double>(top));
  p.rank = 0;
  CHECK(input_numbers(p) == 48);
  CHECK(output_numbers(p) == 24);
}

}  // namespace
