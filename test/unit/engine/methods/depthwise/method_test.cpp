// SPDX-License-Identifier: BSD-3-Clause
/// The depthwise method against the reference loops: exact on whole numbers, within the rounding of a direct sum
/// otherwise.
#include <convolt/engine/methods/depthwise/method.hpp>

#include <convolt/engine/methods/dense/method.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <support/catch.hpp>
#include <unit/engine/against_reference.hpp>

#include <cstddef>
#include <memory>
#include <random>
#include <vector>

namespace {

namespace depthwise = convolt::engine::methods::depthwise;

using convolt::index;
using convolt::engine::default_arch;
using convolt::engine::operands;
using convolt::engine::problem;
using test::arrays;
using test::output_of;
using test::pick;
using test::reference_output;
using test::run_shares;

template <class T>
using method = depthwise::method<T, default_arch>;
template <class T>
std::unique_ptr<convolt::engine::planned<T>> depthwise_plan(convolt::engine::request<T> const& r) {
  return method<T>::plan(r);
}

/// As the other tests have them, but with one input channel per group and longer windows.
problem random_depthwise(std::mt19937_64& random) {
  problem p = test::random_extents(random, {.groups = false});
  p.in_channels = 1;
  p.feature_groups = pick(random, 1, pick(random, 0, 1) == 0 ? 5 : 50);
  p.out_channels = p.feature_groups * (pick(random, 1, 5) == 1 ? pick(random, 1, 4) : 1);
  if (p.rank > 0 && pick(random, 1, 3) == 1) { p.axes[p.rank - 1].weights = pick(random, 6, 23); }
  if (p.rank == 1 && pick(random, 1, 3) == 1) { p.axes[0].output = p.axes[0].input = pick(random, 40, 140); }
  return p;
}

template <class T>
arrays<T> draw(std::mt19937_64& random) {
  return arrays<T>(random, random_depthwise(random));
}

/// One line of samples.
problem line(index channels, index outputs, index taps) {
  problem p;
  p.rank = 1;
  p.feature_groups = p.out_channels = channels;
  p.axes[0].input = p.axes[0].output = outputs;
  p.axes[0].weights = taps;
  p.axes[0].pad_lo = taps / 2;
  return p;
}

template <class T>
arrays<T> arrays_with_integers(std::mt19937_64& random, problem const& extents) {
  arrays<T> a(random, extents);
  a.fill(test::small_integers(random));
  return a;
}

TEMPLATE_TEST_CASE("the depthwise method computes whole numbers exactly", "", float, double) {
  CHECK(test::check_whole_numbers<TestType>(600, draw<TestType>, test::prepare_with<method<TestType>>()) > 400);
}

TEMPLATE_TEST_CASE("every number of positions, channels and taps is computed", "", float, double) {
  std::mt19937_64 random(7);
  for (index size = 1; size <= 40; ++size) {
    CAPTURE(size);
    for (problem const& extents : {line(17, size, 3), line(size, 21, 2), line(18, 70, size)}) {
      arrays<TestType> const a = arrays_with_integers<TestType>(random, extents);
      operands<TestType> const x = a.without_output(true);
      CHECK(output_of(*depthwise_plan<TestType>({.p = a.p, .weights = a.first_weight()}), a, x) ==
            reference_output(a, x));
    }
  }
}

TEMPLATE_TEST_CASE("the depthwise method rounds like a direct sum", "", float, double) {
  test::check_rounding<TestType>(100, draw<TestType>, test::prepare_with<method<TestType>>());
}

TEST_CASE("infinities and NaN reach the windows of their channel that contain them and no others") {
  test::value_counts const counts =
      test::check_spoiled_numbers(300, draw<double>, test::prepare_with<method<double>>());
  CHECK(counts.spoiled > 1000);
  CHECK(counts.clean > 10000);
}

TEST_CASE("any number of shares gives the same bits in the depthwise method") {
  problem dilated = line(40, 50, 5);
  dilated.axes[0].weights_dilation = 6;
  problem strided = line(24, 50, 7);
  strided.axes[0].stride = 3;
  for (problem const& extents : {line(33, 700, 12), line(1000, 9, 3), line(3, 300, 4), dilated, strided}) {
    std::mt19937_64 random(3);
    arrays<float> a(random, extents);
    a.fill(test::broken_numbers<float>(random));
    test::check_shares(*depthwise_plan<float>({.p = a.p, .weights = a.first_weight()}), a, a.without_output());
  }
}

TEST_CASE("samples that collide in the cache are computed from copies") {
  std::mt19937_64 random(5);
  arrays<float> const a = arrays_with_integers<float>(random, line(1024, 90, 35));
  REQUIRE(a.p.axes[0].input_step == 1024);
  operands<float> const x = a.without_output();
  auto const plan = depthwise_plan<float>({.p = a.p, .weights = a.first_weight()});
  CHECK(plan->details().find("copied") != std::string::npos);
  CHECK(output_of(*plan, a, x) == reference_output(a, x));
}

TEST_CASE("arrays larger than the caches are computed alike, aligned or not") {
  index const length = 70000;
  problem p = line(32, length, 2);
  p.axes[0].pad_lo = 0;
  p.axes[0].input_step = p.axes[0].output_step = p.axes[0].weights_step = 32;
  p.input_channel_step = p.output_channel_step = p.weights_group_step = p.bias_step = 1;
  convolt::engine::aligned_array<float> input(length * 32);
  for (std::size_t i = 0; i < input.size(); ++i) { input.data()[i] = static_cast<float>(i % 101); }
  std::vector<float> weights(64, 1.f);
  auto const plan = depthwise_plan<float>({.p = p, .weights = weights.data()});
  convolt::engine::aligned_array<float> output(length * 32 + 1);
  for (index const shift : {0, 1}) {
    float* const out = output.data() + shift;
    run_shares(*plan, {.input = input.data(), .weights = weights.data(), .output = out}, 1);
    int wrong = 0;
    for (index i = 0; i < (length - 1) * 32; ++i) { wrong += out[i] != input.data()[i] + input.data()[i + 32]; }
    CHECK(wrong == 0);
    CHECK(out[length * 32 - 1] == input.data()[length * 32 - 1]);
  }
}

TEST_CASE("what is not depthwise on channels last is declined with a reason") {
  problem p = line(20, 10, 3);
  p.input_channel_step = p.output_channel_step = 1;
  CHECK_FALSE(method<float>::judge({.p = p}).declined());
  problem q = p;
  q.in_channels = 40;
  bool const takes_groups = convolt::engine::methods::depthwise::has_group_loops<float, default_arch>;
  CHECK(test::reason_of<method<float>>(q) == (takes_groups
                                                  ? "a vector is not made of several groups of channels"
                                                  : "an output depends on more or less than one input channel"));
  q = p;
  q.output_channel_step = 10;
  CHECK(test::reason_of<method<float>>(q) == "the output channels are not neighbours in memory");
  q = p;
  q.batch = q.batch_groups = 2;
  CHECK(test::reason_of<method<float>>(q) == "batch groups");
  q = p;
  q.axes[0].stride = index{1} << 40;
  CHECK(test::reason_of<method<float>>(q) == "strides, dilations or paddings are too large");
}

TEST_CASE("many channels kept apart cost less in the depthwise method than in the dense one") {
  for (index const channels : {16, 20, 384}) {
    problem p = line(channels, 1000, 9);
    p.input_channel_step = p.output_channel_step = 1;
    double const dense = convolt::engine::methods::dense::method<float, default_arch>::judge({.p = p}).cycles;
    CHECK(method<float>::judge({.p = p}).cycles < dense / 3);
  }
}

TEST_CASE("the depthwise method says what it keeps and how it cuts the problem up") {
  std::mt19937_64 random(1);
  arrays<float> a(random, line(40, 100, 9));
  auto const plan = depthwise_plan<float>({.p = a.p, .weights = a.first_weight()});
  CHECK(plan->memory() >= 40 * 9 * sizeof(float));
  CHECK(plan->workspace_bytes() > 0);
  CHECK(plan->details().find("1 lines of 100 positions, 9 taps") != std::string::npos);
}

}  // namespace
