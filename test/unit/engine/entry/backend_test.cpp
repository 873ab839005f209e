// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/engine/entry/backend.hpp>

#include <convolt/core/threads.hpp>
#include <convolt/engine/entry/run.hpp>
#include <convolt/engine/problem/describe.hpp>
#include <support/catch.hpp>
#include <unit/engine/channels_last.hpp>

#include <cmath>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <type_traits>
#include <vector>

namespace {

using convolt::executor_ref;
using convolt::target_arch;
using convolt::engine::backend;
using convolt::engine::operands;
using convolt::engine::precision_level;
using convolt::engine::problem;
using convolt::engine::share;
using convolt::engine::workspace;
using test::arrays;

template <class T>
std::vector<T> expected_output(arrays<T> const& a) {
  std::vector<T> out = a.output;
  convolt::engine::run_reference(a.p, a.view(out, true));
  return out;
}

template <class T>
T number(std::mt19937_64& random) {
  return static_cast<T>(static_cast<signed char>(test::pick(random, -8, 8)));
}

}  // namespace

TEMPLATE_TEST_CASE("plans and single runs compute what the reference loops do", "", float, double, std::int16_t,
                   std::complex<float>) {
  using engine = backend<TestType, target_arch>;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    std::mt19937_64 random(seed);
    arrays<TestType> a(random, test::random_extents(random, {.channels = 9}));
    a.fill([&] { return number<TestType>(random); });
    CAPTURE(seed, convolt::engine::describe(a.p));
    std::vector<TestType> const want = expected_output(a);
    std::vector<TestType> out = a.output;
    engine::run_once(a.p, a.view(out, true), precision_level::highest, {});
    CHECK(out == want);
    auto const plan = engine::make_plan(a.p, a.first_weight(), precision_level::highest);
    out = a.output;
    convolt::engine::run(*plan, a.view(out, true), {});
    CHECK(out == want);
    CHECK(plan->what() == a.p);
    CHECK(plan->explain().find(convolt::engine::describe(a.p)) == 0);
    CHECK(plan->explain().find("method: ") != std::string::npos);
  }
}

TEMPLATE_TEST_CASE("complex signals through the transforms are rounded as they are", "", float, double) {
  using complex = std::complex<TestType>;
  problem p;
  p.rank = 1;
  p.axes[0] = {.input = 9000, .weights = 300, .output = 9000, .pad_lo = 150, .input_step = 1, .weights_step = 1,
               .output_step = 1};
  std::mt19937_64 random(7);
  auto const part = [&random] { return static_cast<TestType>(test::pick(random, -1000, 1000)) / 999; };
  std::vector<complex> input(9000), weights(300), want(9000), out(9000);
  std::vector<TestType> real_weights(300);
  for (complex& x : input) { x = {part(), part()}; }
  for (complex& w : weights) { w = {part(), part()}; }
  for (TestType& w : real_weights) { w = part(); }
  operands<complex> const x{.input = input.data(), .weights = weights.data(), .output = out.data()};
  auto const check = [&] {
    TestType const error = 300 * 20 * std::numeric_limits<TestType>::epsilon();
    int wrong = 0;
    for (std::size_t i = 0; i < want.size(); ++i) { wrong += !(std::abs(out[i] - want[i]) <= error); }
    CHECK(wrong == 0);
  };
  convolt::engine::run_reference(p, operands<complex>{x.input, x.weights, nullptr, want.data()});
  backend<complex, target_arch>::run_once(p, x, precision_level::default_, {});
  check();
  backend<complex, target_arch>::run_once(p, x, precision_level::high, {});
  check();
  backend<complex, target_arch>::run_once(
      p, operands<complex, TestType>{.input = x.input, .weights = real_weights.data(), .output = out.data()},
      precision_level::default_, {});
  for (std::size_t i = 0; i < weights.size(); ++i) { weights[i] = real_weights[i]; }
  convolt::engine::run_reference(p, operands<complex>{x.input, x.weights, nullptr, want.data()});
  check();
}

TEST_CASE("where nothing is multiplied, null pointers are never moved") {
  problem p;
  p.rank = 1;
  p.axes[0] = {
      .input = 0, .weights = 3, .output = 4, .pad_lo = 3, .input_step = 1, .weights_step = 1, .output_step = 1};
  p.out_channels = 2;
  p.weights_out_step = 3;
  p.weights_in_step = 3;
  p.output_channel_step = 4;
  p.bias_step = 1;
  std::vector<double> const weights(6, 2.), bias{5, 7};
  std::vector<double> const want{5, 5, 5, 5, 7, 7, 7, 7};
  std::vector<double> out(8, -1.);
  operands<double> x{.weights = weights.data(), .bias = bias.data(), .output = out.data()};
  using engine = backend<double, target_arch>;
  engine::run_once(p, x, precision_level::default_, {});
  CHECK(out == want);
  out.assign(8, -1.);
  convolt::engine::run(*engine::make_plan(p, weights.data(), precision_level::default_), x, {});
  CHECK(out == want);

  p.in_channels = 0;
  x.weights = nullptr;
  out.assign(8, -1.);
  engine::run_once(p, x, precision_level::default_, {});
  CHECK(out == want);
  out.assign(8, -1.);
  auto const plan = engine::make_plan(p, nullptr, precision_level::default_);
  convolt::engine::run(*plan, x, {});
  CHECK(out == want);
  CHECK(plan->memory() == 0);

  p.axes[0].output = 0;
  x.output = nullptr;
  engine::run_once(p, x, precision_level::default_, {});
}

TEST_CASE("an executor gives the same bits as the calling thread, for any number of threads", "[large]") {
  problem p;
  p.rank = 1;
  p.in_channels = 64;
  p.out_channels = 40;
  convolt::index const n = 1300;
  p.axes[0] = {
      .input = n, .weights = 3, .output = n, .pad_lo = 1, .input_step = 64, .weights_step = 64 * 40, .output_step = 40};
  p.input_channel_step = p.output_channel_step = p.weights_out_step = p.bias_step = 1;
  p.weights_in_step = 40;
  REQUIRE(convolt::engine::worthwhile_shares(p, 5) == 5);
  std::mt19937_64 random(5);
  auto const drawn = [&random](std::size_t size) {
    std::vector<float> v(size);
    for (float& x : v) { x = static_cast<float>(test::pick(random, -1000, 1000)) / 999; }
    return v;
  };
  std::vector<float> const input = drawn(64 * 1300), weights = drawn(64 * 40 * 3), bias = drawn(40);
  std::vector<float> alone(40 * 1300), shared(40 * 1300);
  operands<float> x{.input = input.data(), .weights = weights.data(), .bias = bias.data(), .output = alone.data()};
  using engine = backend<float, target_arch>;
  engine::run_once(p, x, precision_level::default_, {});
  auto const plan = engine::make_plan(p, weights.data(), precision_level::default_);
  x.output = shared.data();
  for (convolt::index n_threads : {1, 2, 3, 5}) {
    convolt::threads const pool(n_threads);
    shared.assign(shared.size(), 0);
    convolt::engine::run(*plan, x, pool);
    CHECK(shared == alone);
    shared.assign(shared.size(), 0);
    engine::run_once(p, x, precision_level::default_, pool);
    CHECK(shared == alone);
  }
}

TEST_CASE("weights that are not finite spoil only what they are multiplied into") {
  problem p;
  p.rank = 1;
  p.in_channels = p.out_channels = 1;
  p.axes[0] = {
      .input = 5, .weights = 3, .output = 5, .pad_lo = 1, .input_step = 1, .weights_step = 1, .output_step = 1};
  std::vector<float> const input{1, 2, 3, 4, 5};
  std::vector<float> const weights{std::numeric_limits<float>::quiet_NaN(), 1, 1};
  std::vector<float> out(5);
  backend<float, target_arch>::run_once(p, {.input = input.data(), .weights = weights.data(), .output = out.data()},
                                        precision_level::default_, {});
  CHECK(out[0] == 3);  // the first tap is outside
  CHECK(std::isnan(out[1]));
  CHECK(std::isnan(out[4]));
}
