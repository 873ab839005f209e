// SPDX-License-Identifier: BSD-3-Clause
/// Single runs against the reference loops. The methods behind them have tests of their own.
#include <convolt/engine/entry/once.hpp>

#include <convolt/core/arch.hpp>
#include <convolt/core/threads.hpp>
#include <convolt/engine/problem/describe.hpp>
#include <support/catch.hpp>
#include <unit/engine/arch/other_vectors.hpp>
#include <unit/engine/channels_last.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <vector>

namespace {

using convolt::executor_ref;
using convolt::index;
using convolt::engine::precision_level;
using convolt::engine::problem;
using test::arrays;

std::vector<float> reference(arrays<float> const& a) {
  std::vector<float> out = a.output;
  convolt::engine::run_reference(a.p, a.view(out, true));
  return out;
}

std::vector<float> once(arrays<float> const& a, executor_ref executor) {
  std::vector<float> out = a.output;
  convolt::engine::run_once<float>(a.p, a.view(out, true), precision_level::highest, executor);
  return out;
}

/// More multiply-adds than two threads need to be worth waking.
problem large() {
  problem p;
  p.rank = 1;
  p.in_channels = 40;
  p.out_channels = 40;
  p.axes[0].input = p.axes[0].output = 700;
  p.axes[0].weights = 3;
  p.axes[0].pad_lo = 1;
  return p;
}

TEST_CASE("a single run computes what the reference loops do, weights that are not finite included") {
  for (std::uint64_t seed = 1; seed <= 150; ++seed) {
    std::mt19937_64 random(seed);
    arrays<float> a(random, test::random_extents(random, {}));
    a.fill(test::small_integers(random));
    if (seed % 5 == 0 && !a.weights.empty()) {
      a.weights[random() % a.weights.size()] = std::numeric_limits<float>::quiet_NaN();
    }
    CAPTURE(seed, convolt::engine::describe(a.p));
    CHECK(test::same_values(once(a, {}), reference(a)));
  }
}

TEST_CASE("what was chosen for one problem is not used for another") {
  using namespace convolt::engine;
  using arch = default_arch;
  std::mt19937_64 random(2);
  std::vector<problem> problems;
  for (int i = 0; i < 6; ++i) { problems.push_back(arrays<float>(random, test::random_extents(random, {})).p); }
  // Neighbours in every respect but one.
  for (index const taps : {1, 3, 40, 300}) {
    problem p = large();
    p.axes[0].weights = taps;
    problems.push_back(p);
    p.in_channels = 1;
    problems.push_back(p);
  }
  for (int round = 0; round < 400; ++round) {
    // Often one of the last ones again, as many as are known and one more.
    problem const& p = problems[(static_cast<std::size_t>(round) / 40 + random() % 5) % problems.size()];
    auto const precision = random() % 2 == 0 ? precision_level::default_ : precision_level::highest;
    request<float> const r{.p = p, .precision = precision};
    choice const got = detail::choose_once<float, arch>(r, method_table<float, arch>);
    choice const want =
        choose<float, arch>(r, 0, detail::cost_of_single_run<float, arch>(p), method_table<float, arch>);
    CAPTURE(round, describe(p));
    CHECK(got.chosen == want.chosen);
    CHECK(got.cycles == want.cycles);
  }
}

TEST_CASE("a single run uses the threads it is given") {
  std::mt19937_64 random(1);
  arrays<float> a(random, large());
  a.fill(test::small_integers(random));
  REQUIRE(convolt::engine::worthwhile_shares(a.p, 3) == 3);
  convolt::threads const pool(3);
  std::vector<float> const expected = reference(a);
  CHECK(once(a, pool) == expected);
  CHECK(once(a, {}) == expected);
}

TEST_CASE("transforms of a kernel pay later where it is used once") {
  using best = convolt::engine::vectors_of<convolt::target_arch>;
  if (convolt::engine::method_table<float, best>.size() == 1) { return; }  // no vectors, no transforms
  auto const transforms = [](index taps, bool once) {
    problem p;
    p.rank = 1;
    p.axes[0] = {.input = 4000 + taps - 1, .weights = taps, .output = 4000};
    p.axes[0].input_step = p.axes[0].weights_step = p.axes[0].output_step = 1;
    convolt::engine::request<float> const r{.p = p};
    auto const all = convolt::engine::method_table<float, best>;
    auto const made =
        once ? convolt::engine::detail::choose_once<float, best>(r, all) : convolt::engine::choose<float, best>(r);
    return std::string(all[made.chosen].name) == "overlap_save";
  };
  auto const fewest_taps = [&](bool once) {
    index taps = 2;
    while (taps < 4000 && !transforms(taps, once)) { taps += taps / 8 + 1; }
    return taps;
  };
  CHECK(fewest_taps(false) > 8);
  CHECK(fewest_taps(true) > fewest_taps(false));
  CHECK(fewest_taps(true) < 2000);
}

TEST_CASE("a single run without products needs neither samples nor weights") {
  std::mt19937_64 random(2);
  problem p = large();
  p.axes[0].input = 0;
  arrays<float> a(random, p);
  a.fill(test::small_integers(random));
  std::vector<float> const expected = reference(a);
  std::vector<float> out = a.output;
  convolt::engine::operands<float> x = a.view(out, true);
  x.input = nullptr;
  x.weights = nullptr;
  convolt::engine::run_once<float>(a.p, x, precision_level::highest, {});
  CHECK(out == expected);
}

TEST_CASE(
    "who takes no gradients has the same methods under the same numbers, and long sums by the one without tiles") {
  using convolt::engine::forward_methods;
  using convolt::engine::method_table;
  using compact = convolt::engine::vectors_of<
      convolt::arch<convolt::target_arch::features, convolt::loops_from::here, convolt::kernel_grid::compact>>;
  auto const& all = method_table<float, compact>;
  auto const& forward = forward_methods<float, compact>;
  REQUIRE(all.size() == forward.size());
  for (std::size_t i = 0; i < all.size(); ++i) { CHECK(std::string(all[i].name) == forward[i].name); }
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    std::mt19937_64 random(seed);
    problem p = test::random_extents(random, {.rank = 2, .channels = 12});
    if (p.rank > 0 && seed % 2 == 0) {
      p.axes[0].weights = p.axes[0].input = test::pick(random, 20, 200);
      p.axes[0].output = 1;
    }
    arrays<float> a(random, p);
    a.fill(test::small_integers(random));
    CAPTURE(seed, convolt::engine::describe(a.p));
    std::vector<float> const expected = reference(a);
    std::vector<float> out = a.output;
    convolt::engine::run_once<float, compact>(a.p, a.view(out, true), precision_level::highest, {}, forward);
    CHECK(test::same_values(out, expected));
    convolt::engine::request<float> const r{
        .p = a.p, .weights = a.first_weight(), .precision = precision_level::highest};
    auto const plan = convolt::engine::make_plan<float, compact>(r, nullptr, forward);
    out = a.output;
    convolt::engine::run(*plan, a.view(out, true), {});
    CHECK(test::same_values(out, expected));
  }
  problem dot;
  dot.rank = 1;
  dot.input_channel_step = dot.output_channel_step = 1;
  dot.axes[0] = {.input = 100000, .weights = 100000, .output = 1, .input_step = 1, .weights_step = 1, .output_step = 1};
  if (all.size() > 1) {
    std::size_t const chosen = convolt::engine::choose<float, compact>({.p = dot}, 0, {}, forward).chosen;
    CHECK(std::string(forward[chosen].name) == "long_sums");
  }
}

TEMPLATE_TEST_CASE("where the instruction set has no vectors, or unknown ones, the reference loops compute", "",
                   test::no_vectors, test::wide_vectors) {
  using convolt::engine::method_table;
  REQUIRE(method_table<float, TestType>.size() == 1);
  REQUIRE(method_table<double, TestType>.size() == 1);
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    std::mt19937_64 random(seed);
    arrays<float> a(random, test::random_extents(random, {}));
    a.fill(test::small_integers(random));
    CAPTURE(seed, convolt::engine::describe(a.p));
    std::vector<float> const expected = reference(a);
    std::vector<float> out = a.output;
    convolt::engine::run_once<float, TestType>(a.p, a.view(out, true), precision_level::highest, {});
    CHECK(out == expected);
    auto const plan = convolt::engine::make_plan<float, TestType>({.p = a.p, .weights = a.first_weight()});
    out = a.output;
    convolt::engine::run(*plan, a.view(out, true), {});
    CHECK(out == expected);
  }
}

}  // namespace
