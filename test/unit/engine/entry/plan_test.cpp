// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/engine/entry/plan.hpp>

#include <convolt/engine/entry/run.hpp>
#include <convolt/engine/loops/reference.hpp>
#include <convolt/engine/problem/describe.hpp>
#include <support/catch.hpp>
#include <unit/engine/channels_last.hpp>
#include <unit/engine/entry/accepting.hpp>
#include <unit/engine/exact_blocks.hpp>
#include <unit/engine/method_problems.hpp>
#include <unit/engine/methods/overlap_save/line_arrays.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

using convolt::engine::choose;
using convolt::engine::default_arch;
using convolt::engine::make_plan;
using convolt::engine::method_table;
using convolt::engine::operands;
using convolt::engine::plan_by;
using convolt::engine::planned;
using convolt::engine::precision_level;
using convolt::engine::problem;
using convolt::engine::request;
using convolt::engine::workspace;
using test::accepting_methods;
using test::arrays;
using test::name_of_method;

using float_plan = std::unique_ptr<planned<float>>;

problem line() {
  problem p;
  p.rank = 1;
  p.in_channels = 5;
  p.out_channels = 20;
  p.axes[0] = {.input = 60, .weights = 3, .output = 58};
  return p;
}

float_plan plan_of(arrays<float> const& a) { return make_plan<float>({.p = a.p, .weights = a.first_weight()}); }

/// One run of one share in the workspace of this thread.
template <class T>
void run_alone(planned<T> const& plan, operands<T> const& x) {
  plan.run(x, convolt::engine::thread_workspace(), {});
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
    auto const plan =
        make_plan<TestType>({.p = a.p, .weights = a.first_weight(), .precision = precision_level::highest});
    CAPTURE(plan->explain());
    CHECK(plan->what() == a.p);
    std::vector<TestType> out = a.output;
    run_alone(*plan, a.view(out, true));
    CHECK(out == expected_output(a, true));
  }
}

TEST_CASE("every method that accepts a problem computes it") {
  std::mt19937_64 random(5);
  arrays<float> a(random, line());
  a.fill(test::small_integers(random));
  for (std::size_t const i : accepting_methods<float>(a.p)) {
    request<float> const r{.p = a.p, .weights = a.first_weight(), .precision = precision_level::highest};
    float_plan const plan = plan_by<float, default_arch>(i, r);
    REQUIRE(plan != nullptr);
    std::vector<float> out = a.output;
    run_alone(*plan, a.view(out));
    CHECK(out == expected_output(a, false));
    CHECK(plan->chosen().method == i);
    CHECK(plan->chosen().precision == precision_level::highest);
    CHECK(plan->explain().find("method: " + name_of_method<float>(i) + " (") != std::string::npos);
  }
}

TEST_CASE("a plan is made by the method that is chosen") {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    std::mt19937_64 random(seed);
    arrays<float> const a(random, test::random_extents(random, {}));
    CHECK(plan_of(a)->chosen().method == choose<float, default_arch>({.p = a.p}).chosen);
  }
}

// Whoever holds a plan holds the one there is: it never changes, and may be shared.
static_assert(!std::is_copy_constructible_v<planned<float>> && !std::is_copy_assignable_v<planned<float>>);
static_assert(!std::is_move_constructible_v<planned<float>> && std::has_virtual_destructor_v<planned<float>>);

TEST_CASE("a plan has its own weights, and its problem too") {
  std::mt19937_64 random(6);
  auto a = std::make_unique<arrays<float>>(random, line());
  a->fill(test::small_integers(random));
  std::vector<float> const expected = expected_output(*a, false);
  std::shared_ptr<planned<float> const> first = plan_of(*a);
  std::shared_ptr<planned<float> const> const second = first;
  std::fill(a->weights.begin(), a->weights.end(), 99.f);
  first.reset();
  std::vector<float> out = a->output;
  operands<float> x = a->view(out);
  x.weights = nullptr;
  problem const p = std::exchange(a->p, problem{});
  run_alone(*second, x);
  CHECK(out == expected);
  CHECK(second->what() == p);
}

TEST_CASE("a workspace that is passed in is large enough after the first run") {
  std::mt19937_64 random(7);
  arrays<float> a(random, line());
  a.fill(test::small_integers(random));
  float_plan const plan = plan_of(a);
  workspace space;
  std::vector<float> out = a.output;
  plan->run(a.view(out), space, {});
  std::size_t const capacity = space.capacity();
  CHECK(capacity <= plan->workspace_bytes());
  plan->run(a.view(out), space, {});
  CHECK(space.capacity() == capacity);
}

TEST_CASE("one plan runs in many threads at once") {
  std::mt19937_64 random(8);
  arrays<float> a(random, line());
  a.fill(test::small_integers(random));
  std::vector<float> const expected = expected_output(a, false);
  float_plan const plan = plan_of(a);
  std::vector<std::vector<float>> outs(4, a.output);
  std::vector<std::thread> threads;
  for (std::vector<float>& out : outs) {
    threads.emplace_back([&plan, &a, &out] {
      for (int i = 0; i < 20; ++i) { run_alone(*plan, a.view(out)); }
    });
  }
  for (std::thread& t : threads) { t.join(); }
  for (std::vector<float> const& out : outs) { CHECK(out == expected); }
}

/// The outputs of as many shares as there are threads, or, for none, of one run in this thread.
std::vector<float> outputs_of(planned<float> const& plan, problem p, operands<float> x, convolt::index n_threads) {
  test::exact_block<float> out(test::output_dimensions(p), 0);
  x.output = out.first();
  if (n_threads == 0) { run_alone(plan, x); }
  std::vector<std::thread> threads;
  for (convolt::index i = 0; i < n_threads; ++i) {
    threads.emplace_back([&plan, &x, i, n_threads] {
      workspace space;
      plan.run(x, space, {.number = i, .count = n_threads});
    });
  }
  for (std::thread& t : threads) { t.join(); }
  return out.numbers;
}

/// A problem for some method of the table, with whole numbers.
struct example {
  problem p;
  test::exact_block<float> input, weights;

  explicit example(std::mt19937_64& random, bool long_sums = false)
      : p(drawn(random, long_sums)), input(test::input_dimensions(p), 0), weights(test::weights_dimensions(p), 0) {
    input.fill(test::input_dimensions(p), test::small_integers(random));
    weights.fill(test::weights_dimensions(p), test::small_integers(random));
  }
  [[nodiscard]] request<float> to_plan() const { return {.p = p, .weights = weights.first()}; }

 private:
  static problem drawn(std::mt19937_64& random, bool long_sums) {
    problem p = long_sums ? test::long_sums_extents(random) : test::any_method_extents(random);
    test::lay_out_any(random, p);
    return p;
  }
};

TEST_CASE("the shares of a run may be computed at once, whatever the method") {
  std::set<std::string> seen;
  for (std::uint64_t seed = 1; seed <= 70; ++seed) {
    std::mt19937_64 random(seed);
    example const e(random, seed > 60);
    for (std::size_t const i : accepting_methods<float>(e.p)) {
      float_plan const plan = plan_by<float, default_arch>(i, e.to_plan());
      REQUIRE(plan != nullptr);
      CAPTURE(seed, plan->explain());
      seen.insert(name_of_method<float>(i));
      operands<float> const x{.input = e.input.first()};
      CHECK(outputs_of(*plan, e.p, x, 3) == outputs_of(*plan, e.p, x, 0));
    }
  }
  CHECK(seen.size() == method_table<float, default_arch>.size());
}

/// What the reference loops make of it.
std::vector<float> reference_outputs(example& e) {
  test::exact_block<float> out(test::output_dimensions(e.p), 0);
  convolt::engine::run_reference(
      e.p, operands<float>{.input = e.input.first(), .weights = e.weights.first(), .output = out.first()});
  return out.numbers;
}

TEST_CASE("a method computes with weights that are not finite, or says that it cannot and the next one does") {
  std::set<std::string> cannot;
  int passed_on = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    std::mt19937_64 random(seed);
    example e(random);
    if (e.weights.numbers.empty()) { continue; }
    float const inf = std::numeric_limits<float>::infinity();
    int left = static_cast<int>(test::pick(random, 0, 9));  // weights before the one that is not finite
    e.weights.fill(test::weights_dimensions(e.p), [&] {
      float const bad = seed % 2 == 0 ? inf : std::numeric_limits<float>::quiet_NaN();
      return left-- == 0 ? bad : static_cast<float>(test::pick(random, -8, 8));
    });
    // Where a step is 0, one weight is written several times, and the last time may have made it finite again: sums of
    // whole numbers are then right to rounding in overlap_save, which other tests bound.
    bool const are_finite =
        std::all_of(e.weights.numbers.begin(), e.weights.numbers.end(), [](float w) { return std::isfinite(w); });
    if (are_finite) { continue; }
    CAPTURE(seed, convolt::engine::describe(e.p));
    operands<float> const x{.input = e.input.first()};
    std::vector<float> const expected = reference_outputs(e);
    convolt::engine::method_set failed = 0;
    for (std::size_t const i : accepting_methods<float>(e.p)) {
      CAPTURE(name_of_method<float>(i));
      float_plan const plan = plan_by<float, default_arch>(i, e.to_plan());
      if (plan == nullptr) {
        cannot.insert(name_of_method<float>(i));
        failed |= convolt::engine::method_set{1} << i;
      } else {
        CHECK(test::same_values(outputs_of(*plan, e.p, x, 0), expected));
      }
    }
    float_plan const plan = make_plan<float>(e.to_plan());
    CHECK(plan->chosen().method == choose<float, default_arch>({.p = e.p}, failed).chosen);
    passed_on += plan->chosen().method != choose<float, default_arch>({.p = e.p}).chosen;
    CHECK(test::same_values(outputs_of(*plan, e.p, x, 0), expected));
  }
  if (method_table<float, default_arch>.size() > 1) {
    CHECK(cannot == std::set<std::string>{"along_line", "overlap_save"});
    CHECK(passed_on > 10);
  }
}

TEST_CASE("a long kernel with an infinite weight is summed directly") {
  test::line_arrays<float> a({.input = 5000, .output = 4601, .taps = 400});
  std::mt19937_64 random(3);
  a.fill(random);
  auto const x = a.view(a.output, false);
  request<float> const r{.p = a.p, .weights = x.weights};
  float_plan const finite = make_plan<float>(r);
  a.weights[7] = std::numeric_limits<float>::infinity();
  a.input[50] = 0;
  float_plan const infinite = make_plan<float>(r);
  if (method_table<float, default_arch>.size() > 1) {
    CHECK(name_of_method<float>(finite->chosen().method) == "overlap_save");
    CHECK(name_of_method<float>(infinite->chosen().method) != "overlap_save");
    CHECK(infinite->explain().find("method: " + name_of_method<float>(infinite->chosen().method)) != std::string::npos);
  }
  std::vector<float> out = a.output;
  run_alone(*infinite, a.view(out, false));
  std::vector<double> const expected = a.expected(x);
  int wrong = 0;
  for (std::size_t i = 0; i < out.size(); ++i) {
    wrong += static_cast<double>(out[i]) != expected[i] && !(std::isnan(out[i]) && std::isnan(expected[i]));
  }
  CHECK(wrong == 0);
  CHECK(std::isnan(out[43]));
}

TEST_CASE("explain names the problem, the method, its memory and why others were not taken") {
  problem p = line();
  p.input_channel_step = 60;
  p.axes[0].input_step = 1;
  p.output_channel_step = 1;
  p.axes[0].output_step = 20;
  std::vector<float> const weights(5 * 20 * 3, 1.f);
  std::string const text = make_plan<float>({.p = p, .weights = weights.data()})->explain();
  CAPTURE(text);
  CHECK(text.find("channels 5 -> 20") != std::string::npos);
  CHECK(text.find("method: ") != std::string::npos);
  CHECK(text.find("bytes") != std::string::npos);
  CHECK(text.find("dense: declined: the input channels are not neighbours in memory") != std::string::npos);
}

}  // namespace
