// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/engine/methods/reference/method.hpp>

#include <convolt/engine/arch/costs.hpp>
#include <convolt/engine/arch/vector.hpp>
#include <convolt/engine/problem/describe.hpp>
#include <support/catch.hpp>
#include <unit/engine/channels_last.hpp>

#include <algorithm>
#include <cstdint>
#include <random>
#include <vector>

namespace {

namespace reference = convolt::engine::methods::reference;

using convolt::engine::default_arch;
using convolt::engine::share;
using convolt::engine::workspace;

TEST_CASE("the reference method computes what the loops do, on its own copy of the weights") {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    std::mt19937_64 random(seed);
    test::arrays<float> a(random, test::random_extents(random, {.channels = 6}));
    a.fill(test::small_integers(random));
    CAPTURE(seed, convolt::engine::describe(a.p));
    std::vector<float> expected = a.output;
    std::vector<float> out = a.output;
    convolt::engine::run_reference(a.p, a.view(expected, true));
    reference::prepared<float, default_arch> const prepared({.p = a.p, .weights = a.first_weight()});
    std::fill(a.weights.begin(), a.weights.end(), 99.f);
    workspace space;
    for (convolt::index i = 0; i < 3; ++i) { prepared.run(a.view(out, true), space, share{.number = i, .count = 3}); }
    CHECK(out == expected);
    CHECK(space.capacity() == 0);
  }
}

TEST_CASE("the reference method takes every problem and its estimate grows with the problem") {
  using method = reference::method<std::int16_t, default_arch>;
  convolt::engine::problem p;
  p.rank = 1;
  p.axes[0] = {.input = 10, .weights = 3, .output = 8};
  double const call = convolt::engine::costs::cycles_per_call;
  double const small = method::judge({.p = p}).cycles - call;
  CHECK(small > 0);
  p.out_channels = 10;
  CHECK(method::judge({.p = p}).cycles - call > 5 * small);
  CHECK_FALSE(method::judge({.p = p}).declined());
}

}  // namespace
