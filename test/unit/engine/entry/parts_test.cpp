// SPDX-License-Identifier: BSD-3-Clause
/// Parts of a problem, planned each for itself: every output has the bits that it has in the whole problem, by every
/// method that says so of itself, and by those that are chosen for parts.
#include <convolt/engine/entry/plan.hpp>

#include <convolt/core/arch.hpp>
#include <convolt/engine/entry/choose.hpp>
#include <convolt/engine/problem/blocks.hpp>
#include <convolt/engine/problem/buffer.hpp>
#include <convolt/engine/problem/describe.hpp>
#include <convolt/engine/problem/limits.hpp>
#include <support/catch.hpp>
#include <support/pick.hpp>
#include <unit/engine/exact_blocks.hpp>
#include <unit/engine/method_problems.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace {

using convolt::index;
using convolt::engine::ask;
using convolt::engine::default_arch;
using convolt::engine::gradient_part;
using convolt::engine::make_plan_of_part;
using convolt::engine::method_table;
using convolt::engine::operands;
using convolt::engine::planned;
using convolt::engine::precision_level;
using convolt::engine::problem;
using convolt::engine::request;
using convolt::engine::workspace;
using test::exact_block;
using test::pick;

constexpr int untouched = 1 << 27;

/// A problem with numbers that no sum of a few products is exact for, and an axis that is cut somewhere.
template <class T>
struct cut_problem {
  problem p;
  std::size_t axis;
  std::vector<index> cuts;
  exact_block<T> input, weights, bias;

  cut_problem(std::mt19937_64& random, problem const& extents)
      : p(extents),
        axis(static_cast<std::size_t>(pick(random, 0, static_cast<index>(p.rank) - 1))),
        cuts{0, p.axes[axis].output},
        input(test::input_dimensions(p), T(0)),
        weights(test::weights_dimensions(p), T(0)),
        bias({{p.out_channels, &p.bias_step}}, T(0)) {
    for (index n = pick(random, 1, 4); n > 0; --n) { cuts.push_back(pick(random, 0, p.axes[axis].output)); }
    std::sort(cuts.begin(), cuts.end());
    auto const any = [&random] { return static_cast<double>(pick(random, -1000000, 1000000)) / 3e6; };
    input.fill(test::input_dimensions(p), any);
    weights.fill(test::weights_dimensions(p), any);
    bias.fill({{p.out_channels, &p.bias_step}}, any);
    if (pick(random, 0, 9) == 0 && !weights.numbers.empty()) { *weights.first() = std::numeric_limits<T>::infinity(); }
  }
  cut_problem(cut_problem const&) = delete;
  cut_problem& operator=(cut_problem const&) = delete;

  void run(planned<T> const& plan, gradient_part const& part, exact_block<T>& out) const {
    if (out.numbers.empty()) { return; }
    operands<T> x{.input = input.first(),
                  .bias = bias.first(),
                  .output = out.first() + part.output_offset,
                  .output_scale = T(1.5),
                  .bias_scale = T(0.7)};
    if (part.p.axes[axis].input > 0 && x.input != nullptr) { x.input += part.input_offset; }
    workspace space;
    plan.run(x, space, {});
  }

  /// make(problem) plans a part, or gives null where that cannot be.
  template <class Make>
  exact_block<T> in_parts(Make const& make) {
    exact_block<T> out(test::output_dimensions(p), T(untouched));
    for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
      if (cuts[i] == cuts[i + 1]) { continue; }
      gradient_part const part = block_of(p, axis, cuts[i], cuts[i + 1] - cuts[i]);
      std::unique_ptr<planned<T>> const plan = make(part.p);
      REQUIRE(plan != nullptr);
      run(*plan, part, out);
    }
    return out;
  }
  template <class Make>
  exact_block<T> at_once(Make const& make) {
    exact_block<T> out(test::output_dimensions(p), T(untouched));
    std::unique_ptr<planned<T>> const plan = make(p);
    REQUIRE(plan != nullptr);
    run(*plan, {.p = p}, out);
    return out;
  }
};

template <class T>
bool same_bits(exact_block<T> const& a, exact_block<T> const& b) {
  return a.numbers.empty() || std::memcmp(a.numbers.data(), b.numbers.data(), a.numbers.size() * sizeof(T)) == 0;
}

/// Calls check(cut problem) for random ones.
template <class T, class Check>
void for_each_cut_problem(Check check) {
  for (std::uint64_t seed = 1; seed <= 500; ++seed) {
    std::mt19937_64 random(seed);
    problem p = test::any_method_extents(random);
    test::lay_out_any(random, p);
    if (p.rank == 0 || is_empty(p) || convolt::engine::beyond_methods(p) != nullptr) { continue; }
    CAPTURE(seed, convolt::engine::describe(p));
    cut_problem<T> a(random, p);
    CAPTURE(a.axis, a.cuts);
    check(a);
  }
}

TEMPLATE_TEST_CASE("what a method computes in parts has the bits of the whole, if it says so", "", float, double) {
  using T = TestType;
  auto const& table = method_table<T, default_arch>;
  std::map<std::string, int> compared;
  for_each_cut_problem<T>([&](cut_problem<T>& a) {
    for (std::size_t i = 0; i + 1 < table.size(); ++i) {
      if (!table[i].same_in_parts || ask<T, default_arch>(i, {.p = a.p}).declined()) { continue; }
      CAPTURE(table[i].name);
      auto const make = [&](problem const& part) {
        request<T> const r{.p = part, .weights = a.weights.first(), .is_part = true};
        bool const nothing = ask<T, default_arch>(i, r).declined();
        if (nothing) { CHECK((!has_products(part) || useful_multiply_adds(part).value == 0)); }
        return table[nothing ? table.size() - 1 : i].plan(r);
      };
      if (make(a.p) == nullptr) { continue; }  // weights that are not finite
      CHECK(same_bits(a.in_parts(make), a.at_once(make)));
      ++compared[table[i].name];
    }
  });
  std::size_t promising = 0;  // but for the reference loops, which come last
  for (std::size_t i = 0; i + 1 < table.size(); ++i) { promising += table[i].same_in_parts ? 1U : 0U; }
  REQUIRE(promising >= 5);
  CHECK(compared.size() == promising);
  for (auto const& [name, times] : compared) {
    CAPTURE(name);
    CHECK(times > 20);
  }
}

TEMPLATE_TEST_CASE("parts are planned by one method, so that they have the bits of the whole", "", float, double) {
  using T = TestType;
  for_each_cut_problem<T>([](cut_problem<T>& a) {
    auto const make = [&](problem const& part) {
      return make_plan_of_part<T>({.p = part, .weights = a.weights.first(), .precision = precision_level::highest},
                                  a.p);
    };
    CHECK(same_bits(a.in_parts(make), a.at_once(make)));
  });
}

TEST_CASE("a part of a long filter is planned with transforms, where these are permitted") {
  problem whole{.rank = 1};
  whole.axes[0] = {.input = 100000, .weights = 4001, .output = 100000, .pad_lo = 2000};
  whole.axes[0].input_step = whole.axes[0].weights_step = whole.axes[0].output_step = 1;
  std::vector<float> const taps(4001, 0.1F);
  problem const part = block_of(whole, 0, 30000, 20000).p;
  auto const by = [&](precision_level precision) {
    return make_plan_of_part<float>({.p = part, .weights = taps.data(), .precision = precision}, whole)->explain();
  };
  CHECK(by(precision_level::default_).find("method: overlap_save") != std::string::npos);
  CHECK(by(precision_level::highest).find("method: toeplitz") != std::string::npos);
}

}  // namespace
