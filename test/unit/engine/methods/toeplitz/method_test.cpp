// SPDX-License-Identifier: BSD-3-Clause
/// The Toeplitz method against the reference loops: exact on whole numbers, within the rounding of a direct sum
/// otherwise.
#include <convolt/engine/methods/toeplitz/method.hpp>

#include <convolt/engine/problem/buffer.hpp>
#include <convolt/engine/problem/describe.hpp>
#include <support/catch.hpp>
#include <unit/engine/against_reference.hpp>
#include <unit/engine/methods/toeplitz/toeplitz_arrays.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <random>
#include <vector>

namespace {

namespace toeplitz = convolt::engine::methods::toeplitz;

using convolt::index;
using convolt::engine::default_arch;
using convolt::engine::operands;
using convolt::engine::problem;
using convolt::engine::share;
using convolt::engine::workspace;
using test::arrays;
using test::output_of;
using test::reference_output;

template <class T>
using toeplitz_plan = toeplitz::prepared<T, default_arch>;
template <class T>
using toeplitz_method = toeplitz::method<T, default_arch>;

template <class T>
arrays<T> random_lines(std::mt19937_64& random, problem const& extents) {
  arrays<T> a(random, extents);
  test::lay_out_lines(random, a);
  return a;
}

/// Of lines with that many outputs at most.
template <class T>
auto draw_lines(index longest) {
  return [=](std::mt19937_64& random) { return random_lines<T>(random, test::random_line_extents(random, longest)); };
}

/// One signal, one filter.
problem filter(index samples, index taps, index outputs, index pad) {
  problem p;
  p.rank = 1;
  p.axes[0] = {.input = samples, .weights = taps, .output = outputs, .pad_lo = pad};
  return p;
}

TEMPLATE_TEST_CASE("the Toeplitz method computes whole numbers exactly", "", float, double) {
  CHECK(test::check_whole_numbers<TestType>(400, draw_lines<TestType>(150),
                                            test::prepare_with<toeplitz_method<TestType>>()) > 250);
}

TEMPLATE_TEST_CASE("every length of a line and every number of taps is computed", "", float, double) {
  std::mt19937_64 random(5);
  index const tile = 16 * static_cast<index>(convolt::engine::lanes<TestType, default_arch>);
  std::vector<problem> problems;
  for (index n = 1; n <= 40; ++n) { problems.push_back(filter(n, 3, n, 1)); }
  for (index k = 1; k <= 40; ++k) { problems.push_back(filter(70, k, 70 + k, k)); }
  for (index k : {100, 129, 257}) { problems.push_back(filter(tile + 7, k, tile + 7, k / 2)); }
  for (index n : {tile - 1, tile, tile + 1, 2 * tile, 3 * tile + 5}) { problems.push_back(filter(n + 4, 5, n, 0)); }
  for (problem const& p : problems) {
    CAPTURE(convolt::engine::describe(p));
    arrays<TestType> a = random_lines<TestType>(random, p);
    a.fill(test::small_integers(random));
    operands<TestType> const x = a.without_output(true);
    CHECK(output_of(toeplitz_plan<TestType>({.p = a.p, .weights = a.first_weight()}), a, x) == reference_output(a, x));
  }
}

TEMPLATE_TEST_CASE("strided lines of every length are computed phase by phase", "", float, double) {
  std::mt19937_64 random(6);
  for (index const stride : {2, 3, 4, 8, 50}) {
    for (index const taps : {1, 2, 7, 64, 130}) {
      for (index const outputs : {1, 3, 40, 300}) {
        problem p = filter(outputs * stride + taps / 2, taps, outputs, taps / 2);
        p.axes[0].stride = stride;
        CAPTURE(convolt::engine::describe(p));
        arrays<TestType> a = random_lines<TestType>(random, p);
        a.fill(test::small_integers(random));
        operands<TestType> const x = a.without_output(true);
        CHECK(output_of(toeplitz_plan<TestType>({.p = a.p, .weights = a.first_weight()}), a, x) ==
              reference_output(a, x));
      }
    }
  }
}

TEMPLATE_TEST_CASE("the Toeplitz method rounds like a direct sum", "", float, double) {
  test::check_rounding<TestType>(80, draw_lines<TestType>(100), test::prepare_with<toeplitz_method<TestType>>());
}

TEST_CASE("infinities and NaN reach the outputs whose windows contain them and no others") {
  test::value_counts const counts =
      test::check_spoiled_numbers(250, draw_lines<double>(100), test::prepare_with<toeplitz_method<double>>());
  CHECK(counts.spoiled > 1000);
  CHECK(counts.clean > 10000);
}

TEST_CASE("any number of shares of lines gives the same bits") {
  std::vector<problem> problems = {filter(900, 30, 880, 0), filter(5, 3, 5, 1)};
  problems.push_back(filter(70, 9, 70, 4));
  problems.back().batch = 7;
  problems.push_back(filter(50, 9, 50, 4));
  problems.back().in_channels = 2;
  problems.back().out_channels = 6;
  problems.back().feature_groups = 3;
  for (problem const& p : problems) {
    std::mt19937_64 random(3);
    arrays<float> a = random_lines<float>(random, p);
    a.fill(test::broken_numbers<float>(random));
    test::check_shares(toeplitz_plan<float>({.p = a.p, .weights = a.first_weight()}), a, a.without_output());
  }
}

TEST_CASE("each share writes only outputs of its own") {
  std::mt19937_64 random(11);
  arrays<float> a = random_lines<float>(random, filter(1000, 7, 1000, 3));
  a.fill([] { return 1.f; });
  toeplitz_plan<float> const prepared({.p = a.p, .weights = a.first_weight()});
  std::vector<int> writers(a.output.size());
  for (index i = 0; i < 3; ++i) {
    std::fill(a.output.begin(), a.output.end(), -1.f);
    std::vector<float> out = a.output;
    workspace space;
    prepared.run(a.view(out), space, share{.number = i, .count = 3});
    for (std::size_t t = 0; t < out.size(); ++t) { writers[t] += out[t] != -1.f; }
  }
  CHECK(std::count(writers.begin(), writers.end(), 1) == 1000);
  CHECK(*std::max_element(writers.begin(), writers.end()) == 1);
}

TEST_CASE("what the Toeplitz method does not do is declined with a reason") {
  using method = toeplitz_method<float>;
  problem p = filter(100, 5, 96, 0);
  p.axes[0].input_step = p.axes[0].output_step = 1;
  CHECK_FALSE(method::judge({.p = p}).declined());
  problem other = p;
  other.rank = 0;
  CHECK(test::reason_of<method>(other) == "there is no spatial axis");
  other = p;
  other.axes[0].input_dilation = 2;
  CHECK(test::reason_of<method>(other) == "the input is dilated along the last axis");
  other = p;
  other.axes[0].pad_lo = std::numeric_limits<index>::min() / 2;
  CHECK(test::reason_of<method>(other) == "the padding is too large");
  other = p;
  other.axes[0].weights_dilation = index{1} << 40;
  CHECK(test::reason_of<method>(other) == "the window is too large to be copied at the borders");
  other = p;
  other.in_channels = 100;
  other.out_channels = index{1} << 32;
  CHECK(test::reason_of<method>(other) == "the packed weights would not fit in memory");
}

TEST_CASE("the Toeplitz method says what it keeps and how it cuts lines up") {
  std::mt19937_64 random(1);
  arrays<float> a = random_lines<float>(random, filter(1000, 40, 1000, 20));
  toeplitz_plan<float> const prepared({.p = a.p, .weights = a.first_weight()});
  CHECK(prepared.memory() >= 40 * sizeof(float));
  CHECK(prepared.workspace_bytes() > 0);
  CHECK(prepared.details().find("1 lines of 40 taps") != std::string::npos);
}

}  // namespace
