// SPDX-License-Identifier: BSD-3-Clause
/// Random convolutions of callers whose loops are in another file of the program.
#include <convolt/core/arch.hpp>
#include <convolt/core/executor.hpp>
#include <convolt/engine/entry/backend.hpp>
#include <convolt/engine/entry/run.hpp>
#include <support/catch.hpp>
#include <unit/engine/channels_last.hpp>

#include <cstdint>
#include <random>
#include <vector>

namespace {

using convolt::engine::precision_level;
using test::arrays;

template <class T, convolt::loops_from From>
using backend_from = convolt::engine::backend<T, convolt::arch_with_loops<From>>;

}  // namespace

TEMPLATE_TEST_CASE("callers with their loops elsewhere get those of the file that has them", "", float, double) {
  using caller = backend_from<TestType, convolt::loops_from::elsewhere>;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    std::mt19937_64 random(seed);
    arrays<TestType> a(random, test::random_extents(random, {.channels = 9}));
    a.fill([&] { return static_cast<TestType>(test::pick(random, -8, 8)); });
    CAPTURE(seed, convolt::engine::describe(a.p));
    std::vector<TestType> want = a.output;
    convolt::engine::run_reference(a.p, a.view(want, true));
    std::vector<TestType> out = a.output;
    caller::run_once(a.p, a.view(out, true), precision_level::highest, {});
    CHECK(out == want);
    auto const plan = caller::make_plan(a.p, a.first_weight(), precision_level::highest);
    out = a.output;
    convolt::engine::run(*plan, a.view(out, true), {});
    CHECK(out == want);
    CHECK(plan->explain().find(convolt::engine::describe(a.p)) == 0);
  }
}
