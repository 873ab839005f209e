// SPDX-License-Identifier: BSD-3-Clause
/// The dense method against the reference loops: exact on whole numbers, within the rounding of a direct sum otherwise.
#include <convolt/engine/methods/dense/method.hpp>

#include <convolt/engine/problem/buffer.hpp>
#include <support/catch.hpp>
#include <unit/engine/against_reference.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <vector>

namespace {

namespace dense = convolt::engine::methods::dense;

using convolt::index;
using convolt::engine::default_arch;
using convolt::engine::operands;
using convolt::engine::problem;
using test::arrays;
using test::output_of;
using test::reference_output;
using test::run_shares;

template <class T>
using dense_plan = dense::prepared<T, default_arch>;

template <class T>
using prepare_dense = test::prepare_with<dense::method<T, default_arch>>;

template <class T>
arrays<T> draw(std::mt19937_64& random) {
  return arrays<T>(random, test::random_extents(random, {}));
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
  CHECK(test::check_whole_numbers<TestType>(600, draw<TestType>, prepare_dense<TestType>()) > 350);
}

TEMPLATE_TEST_CASE("every number of positions and channels has its tile", "", float, double) {
  std::mt19937_64 random(7);
  for (index size = 1; size <= 40; ++size) {
    for (index other : {index{1}, index{2}, index{3}, index{17}}) {
      CAPTURE(size, other);
      for (problem const& extents : {line(other, other, size), line(size, other, 5), line(other, size, 5)}) {
        arrays<TestType> a(random, extents);
        a.fill(test::small_integers(random));
        operands<TestType> const x = a.without_output(true);
        CHECK(output_of(dense_plan<TestType>({.p = a.p, .weights = a.first_weight()}), a, x) == reference_output(a, x));
      }
    }
  }
}

TEMPLATE_TEST_CASE("short sums for many channels are right", "", float, double) {
  std::mt19937_64 random(8);
  for (index const in : {1, 3, 16, 40}) {
    for (index const out : {32, 64, 96, 128, 130}) {
      for (problem const& extents : {line(in, out, 1), line(in, out, 13), line(in, out, 30)}) {
        CAPTURE(in, out, extents.axes[0].output);
        arrays<TestType> a(random, extents);
        a.fill(test::small_integers(random));
        operands<TestType> const x = a.without_output(true);
        std::vector<TestType> const expected = reference_output(a, x);
        CHECK(output_of(dense_plan<TestType>({.p = a.p, .weights = a.first_weight()}), a, x) == expected);
        // A weight that is not finite, which no zeros may be multiplied with: the windows at the ends meet it not.
        a.weights.back() = std::numeric_limits<TestType>::infinity();
        std::vector<TestType> const spoiled =
            output_of(dense_plan<TestType>({.p = a.p, .weights = a.first_weight()}), a, x);
        std::vector<TestType> const expected_spoiled = reference_output(a, x);
        CHECK(std::equal(spoiled.begin(), spoiled.end(), expected_spoiled.begin(),
                         [](TestType s, TestType r) { return s == r || (std::isnan(s) && std::isnan(r)); }));
      }
    }
  }
}

TEMPLATE_TEST_CASE("the dense method rounds like a direct sum", "", float, double) {
  test::check_rounding<TestType>(100, draw<TestType>, prepare_dense<TestType>());
}

TEST_CASE("infinities and NaN reach the windows that contain them and no others") {
  auto const few_channels = [](std::mt19937_64& random) {
    return arrays<double>(random, test::random_extents(random, {.channels = 20}));
  };
  test::value_counts const counts = test::check_spoiled_numbers(300, few_channels, prepare_dense<double>());
  CHECK(counts.spoiled > 1000);
  CHECK(counts.clean > 10000);
}

TEST_CASE("any number of shares gives the same bits") {
  for (problem const& extents : {line(33, 70, 100), line(40, 200, 9), line(3, 5, 1000)}) {
    std::mt19937_64 random(3);
    arrays<float> a(random, extents);
    a.fill(test::broken_numbers<float>(random));
    test::check_shares(dense_plan<float>({.p = a.p, .weights = a.first_weight()}), a, a.without_output());
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
  dense_plan<float> const prepared({.p = p, .weights = weights.data()});
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
  using method = dense::method<float, default_arch>;
  problem p = line(4, 4, 10);
  p.input_channel_step = 1;
  p.output_channel_step = 1;
  CHECK_FALSE(method::judge({.p = p}).declined());
  CHECK(method::judge({.p = p}).cycles > 0);
  p.input_channel_step = 10;
  CHECK(test::reason_of<method>(p) == "the input channels are not neighbours in memory");
  p.in_channels = 1;
  CHECK_FALSE(method::judge({.p = p}).declined());
  p.output_channel_step = 10;
  CHECK(test::reason_of<method>(p) == "the output channels are not neighbours in memory");
}

TEST_CASE("the dense method says what it keeps and how it cuts the problem up") {
  std::mt19937_64 random(1);
  arrays<float> a(random, line(3, 40, 100));
  dense_plan<float> const prepared({.p = a.p, .weights = a.first_weight()});
  CHECK(prepared.memory() >= 3 * 3 * 40 * sizeof(float));
  CHECK(prepared.workspace_bytes() > 0);
  CHECK(prepared.details().find("100 positions") != std::string::npos);
}

}  // namespace
