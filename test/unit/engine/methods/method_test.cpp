// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/engine/arch/costs.hpp>
#include <convolt/engine/methods/method.hpp>

#include <support/catch.hpp>

#include <string>

namespace {

using convolt::engine::call_cycles;
using convolt::engine::precision_level;
using convolt::engine::share;
using convolt::engine::verdict;

TEST_CASE("a verdict either declines with a reason or estimates cycles") {
  CHECK(verdict::decline("too odd").declined());
  CHECK(verdict::decline("too odd").reason == std::string("too odd"));
  CHECK_FALSE(verdict::accept(3.).declined());
  CHECK(verdict::accept(3.).cycles == 3.);
}

TEST_CASE("a call costs more for every image but the first") {
  convolt::engine::problem p;
  double const one = call_cycles(p);
  CHECK(one == convolt::engine::costs::cycles_per_call);
  p.batch = 5;
  CHECK(call_cycles(p) == one + 4 * convolt::engine::costs::cycles_per_image);
  CHECK(call_cycles(p, 3) == one + 14 * convolt::engine::costs::cycles_per_image);
  p.batch = 0;
  CHECK(call_cycles(p) == one);
  p.batch = convolt::index{1} << 62;
  CHECK(call_cycles(p, convolt::index{1} << 62) > 1e37);
}

TEST_CASE("shares cover all items once, in order, and evenly") {
  for (convolt::index const items : {0, 1, 5, 16, 97}) {
    for (convolt::index const count : {1, 2, 3, 7, 100}) {
      convolt::index next = 0;
      for (convolt::index number = 0; number < count; ++number) {
        share const part{.number = number, .count = count};
        CHECK(part.first(items) == next);
        next = part.end(items);
        CHECK(next - part.first(items) <= items / count + 1);
      }
      CHECK(next == items);
    }
  }
}

TEST_CASE("precision levels are ordered from permissive to strict") {
  CHECK(precision_level::fastest < precision_level::default_);
  CHECK(precision_level::default_ < precision_level::high);
  CHECK(precision_level::high < precision_level::highest);
}

}  // namespace
