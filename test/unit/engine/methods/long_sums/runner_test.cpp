// SPDX-License-Identifier: BSD-3-Clause
/// The walk of long sums: pieces, borders and shares. The test of the method compares with the reference loops.
#include <convolt/engine/methods/long_sums/runner.hpp>

#include <convolt/engine/methods/long_sums/method.hpp>
#include <support/catch.hpp>
#include <unit/engine/against_reference.hpp>

#include <cstddef>
#include <limits>
#include <random>
#include <vector>

namespace {

namespace long_sums = convolt::engine::methods::long_sums;

using convolt::index;
using convolt::engine::default_arch;
using convolt::engine::operands;
using convolt::engine::problem;
using test::arrays;

problem plane(index taps, index outputs) {
  problem p;
  p.rank = 2;
  for (std::size_t d = 0; d < 2; ++d) {
    p.axes[d] = {.input = taps, .weights = taps, .output = outputs, .pad_lo = outputs / 2};
  }
  return p;
}

void check(problem const& p, int spoiled) {
  std::mt19937_64 random(3);
  arrays<float> a(random, p);
  a.fill(test::small_integers(random));
  if (spoiled == 1) { a.input[a.input.size() / 2] = std::numeric_limits<float>::infinity(); }
  if (spoiled == 2) { a.weights[a.weights.size() / 2] = std::numeric_limits<float>::quiet_NaN(); }
  operands<float> const x = a.without_output(true);
  auto const plan = long_sums::method<float, default_arch>::plan({.p = a.p, .weights = x.weights});
  CHECK(test::same_values(test::output_of(*plan, a, x), test::reference_output(a, x)));
  for (index const shares : {2, 3, 7, 50}) {
    CHECK(test::same_values(test::output_of(*plan, a, x, shares), test::reference_output(a, x)));
  }
}

TEST_CASE("pieces of lines and planes, finite or not, add up in any number of shares") {
  problem p;
  p.rank = 1;
  p.out_channels = 2;
  p.axes[0] = {.input = 5000, .weights = 4999, .output = 30, .pad_lo = 14};
  for (int const spoiled : {0, 1, 2}) {
    check(p, spoiled);
    check(plane(40, 5), spoiled);
    check(plane(7, 3), spoiled);
  }
}

TEST_CASE("a single tap and a single output are sums too") {
  check(plane(1, 1), 0);
  check(plane(1, 3), 0);
  check(plane(50, 1), 0);
}

}  // namespace
