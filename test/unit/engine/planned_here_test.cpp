// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/engine/planned_here.hpp>

#include <convolt/core/arch.hpp>
#include <convolt/engine/plan.hpp>
#include <support/catch.hpp>
#include <unit/engine/channels_last.hpp>

#include <memory>
#include <random>
#include <vector>

TEST_CASE("a plan seen from elsewhere is the plan") {
  using convolt::engine::precision_level;
  std::mt19937_64 random(7);
  test::arrays<float> a(random, test::random_extents(random, {.channels = 9}));
  a.fill([&] { return static_cast<float>(test::pick(random, -8, 8)); });
  convolt::engine::plan<float> const plan(a.p, a.first_weight(), precision_level::high);
  std::shared_ptr<convolt::engine::planned<float> const> const seen =
      std::make_shared<convolt::engine::detail::planned_here<float, convolt::target_arch> const>(a.p, a.first_weight(),
                                                                                                 precision_level::high);
  CHECK(seen->what() == a.p);
  CHECK(seen->memory() == plan.memory());
  CHECK(seen->explain() == plan.explain());
  std::vector<float> want = a.output;
  plan.run(a.view(want, true));
  std::vector<float> out = a.output;
  convolt::engine::run(*seen, a.view(out, true), {});
  CHECK(out == want);
}
