// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/engine/plan.hpp>

#include <convolt/engine/reference.hpp>
#include <support/catch.hpp>
#include <unit/engine/channels_last.hpp>
#include <unit/engine/exact_blocks.hpp>
#include <unit/engine/method_problems.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

using convolt::engine::default_arch;
using convolt::engine::methods;
using convolt::engine::operands;
using convolt::engine::plan;
using convolt::engine::precision_level;
using convolt::engine::problem;
using convolt::engine::workspace;
using test::arrays;

static_assert(std::is_copy_constructible_v<plan<float>> && std::is_copy_assignable_v<plan<float>>);
static_assert(std::is_nothrow_move_constructible_v<plan<float>>);

problem line() {
  problem p;
  p.rank = 1;
  p.in_channels = 5;
  p.out_channels = 20;
  p.axes[0] = {.input = 60, .weights = 3, .output = 58};
  return p;
}

template <class T>
std::vector<T> expected_output(arrays<T> const& a, bool with_bias) {
  std::vector<T> out = a.output;
  convolt::engine::run_reference(a.p, a.view(out, with_bias));
  return out;
}

TEMPLATE_TEST_CASE("a plan computes what the reference loops do", "", float, double, std::int32_t) {
  for (std::uint64_t seed = 1; seed <= 150; ++seed) {
    std::mt19937_64 random(seed);
    arrays<TestType> a(random, test::random_extents(random, {.channels = 12}));
    a.fill([&] { return static_cast<TestType>(test::pick(random, -8, 8)); });
    CAPTURE(seed, convolt::engine::describe(a.p));
    plan<TestType> const p(a.p, a.first_weight(), precision_level::highest);
    CAPTURE(p.explain());
    std::vector<TestType> out = a.output;
    p.run(a.view(out, true));
    CHECK(out == expected_output(a, true));
  }
}

TEST_CASE("every method that accepts a problem computes it") {
  std::mt19937_64 random(5);
  arrays<float> a(random, line());
  a.fill(test::small_integers(random));
  auto const c = convolt::engine::choose<float, default_arch>({.p = a.p});
  for (std::size_t i = 0; i < c.verdicts.size(); ++i) {
    if (c.verdicts[i].declined()) { continue; }
    plan<float> const p({.p = a.p, .weights = a.first_weight(), .precision = precision_level::highest}, i);
    std::vector<float> out = a.output;
    p.run(a.view(out));
    CHECK(out == expected_output(a, false));
    CHECK(p.method_name() == std::string(methods<float, default_arch>[i].name));
  }
}

TEST_CASE("a plan has its own weights, and copies of it go on when it is gone") {
  std::mt19937_64 random(6);
  arrays<float> a(random, line());
  a.fill(test::small_integers(random));
  std::vector<float> const expected = expected_output(a, false);
  auto first = std::make_unique<plan<float>>(a.p, a.first_weight());
  std::fill(a.weights.begin(), a.weights.end(), 99.f);
  plan<float> const copy = *first;
  plan<float> const moved = std::move(*first);
  first.reset();
  for (plan<float> const* p : {&copy, &moved}) {
    std::vector<float> out = a.output;
    p->run(a.view(out));
    CHECK(out == expected);
  }
}

TEST_CASE("a workspace that is passed in is large enough after the first run") {
  std::mt19937_64 random(7);
  arrays<float> a(random, line());
  a.fill(test::small_integers(random));
  plan<float> const p(a.p, a.first_weight());
  workspace space;
  std::vector<float> out = a.output;
  p.run(a.view(out), space);
  std::size_t const capacity = space.capacity();
  CHECK(capacity <= p.workspace_bytes());
  p.run(a.view(out), space);
  CHECK(space.capacity() == capacity);
}

TEST_CASE("one plan runs in many threads at once") {
  std::mt19937_64 random(8);
  arrays<float> a(random, line());
  a.fill(test::small_integers(random));
  std::vector<float> const expected = expected_output(a, false);
  plan<float> const p(a.p, a.first_weight());
  std::vector<std::vector<float>> outs(4, a.output);
  std::vector<std::thread> threads;
  for (std::vector<float>& out : outs) {
    threads.emplace_back([&p, &a, &out] {
      for (int i = 0; i < 20; ++i) { p.run(a.view(out)); }
    });
  }
  for (std::thread& t : threads) { t.join(); }
  for (std::vector<float> const& out : outs) { CHECK(out == expected); }
}

/// The outputs of as many shares as there are threads, or, for none, of one run in this thread.
std::vector<float> outputs_of(plan<float> const& method, problem p, operands<float> x, convolt::index n_threads) {
  test::exact_block<float> out(test::output_dimensions(p), 0);
  x.output = out.first();
  if (n_threads == 0) { method.run(x); }
  std::vector<std::thread> threads;
  for (convolt::index i = 0; i < n_threads; ++i) {
    threads.emplace_back([&method, &x, i, n_threads] {
      workspace space;
      method.run(x, space, {.number = i, .count = n_threads});
    });
  }
  for (std::thread& t : threads) { t.join(); }
  return out.numbers;
}

TEST_CASE("the shares of a run may be computed at once, whatever the method") {
  std::set<std::string> seen;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    std::mt19937_64 random(seed);
    problem p = test::any_method_extents(random);
    test::lay_out_any(random, p);
    auto const draw = test::small_integers(random);
    test::exact_block<float> input(test::input_dimensions(p), 0), weights(test::weights_dimensions(p), 0);
    input.fill(test::input_dimensions(p), draw);
    weights.fill(test::weights_dimensions(p), draw);
    auto const c = convolt::engine::choose<float, default_arch>({.p = p});
    for (std::size_t i = 0; i < c.verdicts.size(); ++i) {
      if (c.verdicts[i].declined()) { continue; }
      plan<float> const method({.p = p, .weights = weights.first()}, i);
      CAPTURE(seed, method.explain());
      seen.insert(method.method_name());
      operands<float> const x{.input = input.first()};
      CHECK(outputs_of(method, p, x, 3) == outputs_of(method, p, x, 0));
    }
  }
  CHECK(seen.size() == methods<float, default_arch>.size());
}

TEST_CASE("explain names the problem, the method, its memory and why others were not taken") {
  problem p = line();
  p.input_channel_step = 60;
  p.axes[0].input_step = 1;
  p.output_channel_step = 1;
  p.axes[0].output_step = 20;
  std::vector<float> const weights(5 * 20 * 3, 1.f);
  std::string const text = plan<float>(p, weights.data()).explain();
  CAPTURE(text);
  CHECK(text.find("channels 5 -> 20") != std::string::npos);
  CHECK(text.find("method: ") != std::string::npos);
  CHECK(text.find("bytes") != std::string::npos);
  CHECK(text.find("dense, channels last: declined: the input channels are not neighbours in memory") !=
        std::string::npos);
}

}  // namespace
