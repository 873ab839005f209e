// SPDX-License-Identifier: BSD-3-Clause
/// The method for long sums against the reference loops: exact on whole numbers, within the rounding of a direct sum
/// otherwise.
#include <convolt/engine/methods/long_sums/method.hpp>

#include <convolt/engine/arch/lanes.hpp>
#include <convolt/engine/problem/limits.hpp>
#include <support/catch.hpp>
#include <unit/engine/against_reference.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace {

namespace long_sums = convolt::engine::methods::long_sums;

using convolt::index;
using convolt::engine::default_arch;
using convolt::engine::operands;
using convolt::engine::problem;
using test::arrays;
using test::output_of;
using test::pick;
using test::reference_output;

template <class T>
using method = long_sums::method<T, default_arch>;
template <class T>
using prepare = test::prepare_with<method<T>>;

/// Groups of as many outputs as inputs, as gradients of grouped layers have them.
void draw_groups(std::mt19937_64& random, problem& p) {
  index const group = index{1} << pick(random, 1, 3);
  p.batch_groups = pick(random, 1, 6);
  p.feature_groups = 1;
  p.batch = p.out_channels = p.batch_groups * group;
}

/// Few outputs, sums over up to a few hundred taps; half of them with channels of their own.
template <class T>
problem random_problem(std::mt19937_64& random) {
  problem p = test::random_extents(random, {.channels = 4});
  if (p.rank == 0) { p.rank = 1; }
  for (std::size_t d = 0; d < p.rank; ++d) {
    convolt::engine::axis_problem& a = p.axes[d];
    a.weights = pick(random, 1, p.rank == 1 ? 300 : p.rank == 2 ? 25 : 8);
    a.input = pick(random, 1, p.rank == 1 ? 350 : p.rank == 2 ? 30 : 9);
    a.output = pick(random, 1, p.rank == 1 ? 20 : 5);
    if (a.input_dilation > 1 && a.weights % 2 == 0) { a.input_dilation = 1; }
  }
  if (pick(random, 0, 1) == 1) {
    p.in_channels = pick(random, 1, 2);
    p.batch_groups = 1;
    p.batch = pick(random, 1, 2);
    p.out_channels = p.feature_groups = pick(random, 1, 40);
    if (pick(random, 0, 1) == 1) { std::swap(p.feature_groups, p.batch_groups); }
    if (p.batch_groups > 1) { p.batch = p.batch_groups * pick(random, 1, 2); }
    if (pick(random, 0, 2) == 0) { draw_groups(random, p); }
  }
  return p;
}

/// As gradients of layers with channels last have it: the batch and its groups lie innermost.
template <class T>
arrays<T> draw(std::mt19937_64& random) {
  arrays<T> a(random, random_problem<T>(random));
  problem& p = a.p;
  bool const grouped = p.batch_groups > 1 && p.feature_groups == 1 && p.batch % p.batch_groups == 0;
  if (p.in_channels > 0 && grouped && p.input_channel_step == 1) {
    index const batch_step = p.input_batch_step;
    for (std::size_t d = 0; d < p.rank; ++d) { p.axes[d].input_step *= p.batch; }
    p.input_channel_step = batch_step * p.batch;
    p.input_batch_step = 1;
    a.input_origin *= p.batch;
    a.input.resize(static_cast<std::size_t>(batch_step * p.batch * p.in_channels) + 1);
  }
  return a;
}

TEMPLATE_TEST_CASE("long sums are computed exactly on whole numbers", "", float, double) {
  int by_channels = 0, by_taps = 0, by_groups = 0;
  auto const draw_counted = [&](std::mt19937_64& random) {
    arrays<TestType> a = draw<TestType>(random);
    bool const channels =
        long_sums::has_channels_as_lanes(a.p, static_cast<index>(convolt::engine::lanes<TestType, default_arch>));
    bool const groups = long_sums::group_of<TestType, default_arch>(a.p) > 1;
    ++(groups ? by_groups : channels ? by_channels : by_taps);
    return a;
  };
  CHECK(test::check_whole_numbers<TestType>(500, draw_counted, prepare<TestType>()) > 200);
  CHECK(by_channels > 30);
  CHECK((by_groups > 5) == (convolt::engine::most_picked<TestType, default_arch> > 0));
  CHECK(by_taps > 200);
}

TEMPLATE_TEST_CASE("long sums round like a direct sum", "", float, double) {
  test::check_rounding<TestType>(100, draw<TestType>, prepare<TestType>());
}

TEST_CASE("in long sums infinities and NaN reach the windows that contain them and no others") {
  test::value_counts const counts = test::check_spoiled_numbers(300, draw<double>, prepare<double>());
  CHECK(counts.spoiled > 500);
  CHECK(counts.clean > 1000);
}

TEST_CASE("a single run of a long sum reads the weights where they are") {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    std::mt19937_64 random(seed);
    arrays<float> a = draw<float>(random);
    if (!convolt::engine::has_products(a.p)) { continue; }
    a.fill(test::small_integers(random));
    CAPTURE(seed, convolt::engine::describe(a.p));
    operands<float> const x = a.without_output(seed % 2 == 0);
    std::vector<float> out = a.output;
    operands<float> own = x;
    own.output = out.data() + a.output_origin;
    convolt::engine::workspace space;
    REQUIRE(method<float>::run_once({.p = a.p, .weights = x.weights}, own, space));
    CHECK(out == reference_output(a, x));
  }
}

/// One channel, so many taps, three outputs.
problem line(index taps) {
  problem p;
  p.rank = 1;
  p.in_channels = p.out_channels = 1;
  p.input_channel_step = p.output_channel_step = 1;
  p.axes[0] = {.input = taps + 2, .weights = taps, .output = 3};
  p.axes[0].input_step = p.axes[0].weights_step = p.axes[0].output_step = 1;
  return p;
}

TEST_CASE("the error of a long sum does not grow with its length") {
  index const taps = index{1} << 18;
  problem const p = line(taps);
  std::mt19937_64 random(7);
  std::vector<float> x(static_cast<std::size_t>(taps + 2)), w(static_cast<std::size_t>(taps));
  for (float& v : x) { v = static_cast<float>(random() >> 40) * 0x1p-24F; }
  for (float& v : w) { v = static_cast<float>(random() >> 40) * 0x1p-24F; }
  std::vector<float> out(3);
  convolt::engine::workspace space;
  operands<float> const all{.input = x.data(), .weights = w.data(), .output = out.data()};
  REQUIRE(method<float>::run_once({.p = p, .weights = w.data()}, all, space));
  for (std::size_t t = 0; t < 3; ++t) {
    double exact = 0;
    for (std::size_t q = 0; q < w.size(); ++q) { exact += static_cast<double>(x[q + t]) * static_cast<double>(w[q]); }
    // At most 128 products, as many pieces as a vector of 4 leaves, and two more sums: all terms are positive.
    double const roundings = 128 + static_cast<double>(taps) / (128 * 4) + 3;
    CHECK(std::abs(static_cast<double>(out[t]) - exact) <=
          exact * roundings * static_cast<double>(std::numeric_limits<float>::epsilon()) / 2);
  }
}

TEST_CASE("the method for long sums says why it declines and what it does") {
  problem p = line(1000);
  CHECK_FALSE(method<float>::judge({.p = p}).declined());
  CHECK(method<float>::judge({.p = p}).cycles > 0);
  std::vector<float> const w(1000);
  auto const prepared = method<float>::plan({.p = p, .weights = w.data()});
  CHECK(prepared->memory() >= 1000 * sizeof(float));
  CHECK(prepared->workspace_bytes() > 0);
  CHECK(prepared->details().find("3 outputs per channel, 1 tiles") != std::string::npos);
  CHECK(prepared->details().find("lanes are taps") != std::string::npos);
  p.axes[0].output = 5000;
  CHECK(test::reason_of<method<float>>(p) == "there are many outputs");
  p.axes[0].output = 3;
  p.axes[0].input = index{1} << 40;
  CHECK(test::reason_of<method<float>>(p) == "a channel would not fit in memory twice");
  p.rank = 0;
  CHECK(test::reason_of<method<float>>(p) == "there is no spatial axis");
}

}  // namespace
