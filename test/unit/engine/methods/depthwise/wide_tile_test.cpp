// SPDX-License-Identifier: BSD-3-Clause
/// Wide tiles of the depthwise method against the reference loops: strides and dilations, whole vectors of channels and
/// parts of them. Where the instruction set has none, the same problems go through the other tiles.
#include <convolt/engine/methods/depthwise/wide_tile.hpp>

#include <convolt/engine/methods/depthwise/method.hpp>
#include <convolt/engine/problem/describe.hpp>
#include <support/catch.hpp>
#include <unit/engine/against_reference.hpp>

#include <cstddef>
#include <random>

namespace {

namespace depthwise = convolt::engine::methods::depthwise;

using convolt::index;
using convolt::engine::default_arch;
using convolt::engine::lanes;
using convolt::engine::problem;
using test::arrays;
using test::pick;

template <class T>
using plan = depthwise::prepared<T, default_arch, depthwise::loading::as_they_lie>;

/// Channels of up to nine vectors and a part of one; taps that are apart, or outputs, or both.
template <class T>
problem random_wide(std::mt19937_64& random) {
  index const width = static_cast<index>(lanes<T, default_arch>);
  problem p;
  p.rank = static_cast<std::size_t>(pick(random, 1, 2));
  p.batch = pick(random, 1, 2);
  p.feature_groups = p.out_channels =
      pick(random, 1, 9) * width + (pick(random, 0, 1) == 1 ? pick(random, 0, width - 1) : 0);
  for (std::size_t d = 0; d < p.rank; ++d) {
    auto& a = p.axes[d];
    a.input = pick(random, 1, d + 1 == p.rank ? 60 : 12);
    a.weights = pick(random, 1, 4);
    a.stride = pick(random, 1, 3);
    a.weights_dilation = pick(random, 1, 5);
    a.pad_lo = pick(random, -2, 2 * a.weights_dilation);
    a.output = pick(random, 1, a.input + 6);
  }
  return p;
}

template <class T>
arrays<T> draw(std::mt19937_64& random) {
  return arrays<T>(random, random_wide<T>(random));
}

TEMPLATE_TEST_CASE("strided and dilated depthwise problems are exact for whole numbers", "[engine]", float, double) {
  CHECK(test::check_whole_numbers<TestType>(400, draw<TestType>,
                                            test::prepare_with<depthwise::method<TestType, default_arch>>()) > 300);
}

TEMPLATE_TEST_CASE("strided and dilated depthwise problems round like a direct sum", "[engine]", float, double) {
  test::check_rounding<TestType>(100, draw<TestType>, test::prepare_with<depthwise::method<TestType, default_arch>>());
}

TEST_CASE("what is not finite stays in its channel in wide tiles", "[engine]") {
  test::value_counts const counts =
      test::check_spoiled_numbers(200, draw<double>, test::prepare_with<depthwise::method<double, default_arch>>());
  CHECK(counts.spoiled > 1000);
  CHECK(counts.clean > 10000);
}

TEST_CASE("shares of wide tiles have the same bits", "[engine]") {
  std::mt19937_64 random(4);
  for (int round = 0; round < 40; ++round) {
    arrays<float> a = draw<float>(random);
    a.fill(test::broken_numbers<float>(random));
    CAPTURE(convolt::engine::describe(a.p));
    test::check_shares(plan<float>({.p = a.p, .weights = a.first_weight()}), a, a.without_output());
  }
}

TEST_CASE("wide tiles are for several vectors of channels whose windows do not slide", "[engine]") {
  using planner = depthwise::planner<float, default_arch>;
  index const width = planner::width;
  auto const is_wide = [&](index vectors, index stride, index dilation, index taps) {
    std::mt19937_64 random(1);
    problem p;
    p.rank = 1;
    p.feature_groups = p.out_channels = vectors * width;
    p.axes[0] = {.input = 64, .weights = taps, .output = 20, .stride = stride, .weights_dilation = dilation};
    return planner::make(arrays<float>(random, p).p).phases.front().wide;
  };
  bool const has = depthwise::has_wide_tiles<float, default_arch>;
  CHECK(is_wide(4, 2, 1, 3) == has);
  CHECK(is_wide(2, 1, 4, 3) == has);
  CHECK_FALSE(is_wide(4, 1, 1, 3));   // windows slide
  CHECK_FALSE(is_wide(3, 2, 1, 3));   // too few channels
  CHECK_FALSE(is_wide(1, 1, 4, 3));   // no neighbours
  CHECK_FALSE(is_wide(4, 1, 4, 20));  // so many taps pay for classes
  CHECK_FALSE(is_wide(4, 2, 1, 20));  // and for windows
  CHECK_FALSE(is_wide(4, 2, 1, 1));   // no next tap
}

}  // namespace
