// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/array/call_cache.hpp.

#include <convolt/array/call_cache.hpp>

#include <convolt/core/arch.hpp>
#include <convolt/engine/entry/backend.hpp>
#include <support/catch.hpp>

#include <cstddef>
#include <thread>
#include <vector>

using namespace convolt;

namespace {

using cache = arrays::call_cache<float>;

engine::problem line(convolt::index outputs) {
  engine::problem p;
  p.rank = 1;
  p.axes[0] = {.input = outputs, .weights = 1, .output = outputs, .input_step = 1, .weights_step = 1, .output_step = 1};
  return p;
}

arrays::shared_plan<float> plan_of(convolt::index outputs) {
  float const weight = 1;
  return engine::backend<float, target_arch>::make_plan(line(outputs), &weight, engine::precision_level::default_);
}

}  // namespace

TEST_CASE("plans are found by their problem, and the one not asked for the longest goes first") {
  cache plans;
  CHECK(plans.find_plan(line(1)) == nullptr);
  for (convolt::index n = 1; n <= 4; ++n) { plans.keep_plan(plan_of(n)); }
  for (convolt::index n = 1; n <= 4; ++n) {
    REQUIRE(plans.find_plan(line(n)) != nullptr);
    CHECK(plans.find_plan(line(n))->what() == line(n));
  }
  CHECK(plans.find_plan(line(2)) != nullptr);  // now 1, 3, 4, 2 from the oldest
  plans.keep_plan(plan_of(5));
  CHECK(plans.find_plan(line(1)) == nullptr);
  for (convolt::index n = 2; n <= 5; ++n) { CHECK(plans.find_plan(line(n)) != nullptr); }
  plans.drop();
  for (convolt::index n = 1; n <= 5; ++n) { CHECK(plans.find_plan(line(n)) == nullptr); }
}

TEST_CASE("copies share plans, and forget them each for itself") {
  cache plans;
  plans.keep_plan(plan_of(3));
  cache copy = plans;
  cache assigned;
  assigned.keep_plan(plan_of(4));
  assigned = plans;
  CHECK(copy.find_plan(line(3)) == plans.find_plan(line(3)));
  CHECK(assigned.find_plan(line(3)) == plans.find_plan(line(3)));
  CHECK(assigned.find_plan(line(4)) == nullptr);
  plans.drop();
  CHECK(copy.find_plan(line(3)) != nullptr);
  CHECK(assigned.find_plan(line(3)) != nullptr);
  assigned = *&assigned;
  CHECK(assigned.find_plan(line(3)) != nullptr);
}

TEST_CASE("calls are found by what they look like, the first ones stay, and nothing is left when they are dropped") {
  cache kept;
  auto const with_length = [](convolt::index n) {
    return [n](auto const& call) { return call.input.shape() == convolt::index_list{n}; };
  };
  for (convolt::index n = 1; n <= 6; ++n) { kept.keep_call({.input = {{n}, {1}}, .output = {}, .plan = nullptr}); }
  for (convolt::index n = 1; n <= 6; ++n) { CHECK((kept.find_call(with_length(n)) != nullptr) == (n <= 4)); }
  cache copy(kept);
  kept.drop();
  CHECK(kept.find_call(with_length(1)) == nullptr);
  CHECK(copy.find_call(with_length(4)) != nullptr);
  kept = copy;
  CHECK(kept.find_call(with_length(1)) != nullptr);
}

TEST_CASE("calls are found while others are kept, and plans are shared by all threads") {
  cache const kept;
  std::vector<int> wrong(3);
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < wrong.size(); ++t) {
    threads.emplace_back([&, t] {
      for (convolt::index n = 1; n <= 200; ++n) {
        convolt::index const length = (n + static_cast<convolt::index>(t)) % 6 + 1;
        auto const* const call = kept.find_call([&](auto const& c) { return c.input.shape() == index_list{length}; });
        if (call != nullptr && call->plan->what() != line(length)) { ++wrong[t]; }
        arrays::shared_plan<float> plan = kept.find_plan(line(length));
        if (plan == nullptr) {
          plan = plan_of(length);
          kept.keep_plan(plan);
        }
        if (plan->what() != line(length)) { ++wrong[t]; }
        if (call == nullptr) { kept.keep_call({.input = {{length}, {1}}, .output = {{length}, {1}}, .plan = plan}); }
      }
    });
  }
  for (std::thread& t : threads) { t.join(); }
  CHECK(wrong == std::vector<int>{0, 0, 0});
}
