// SPDX-License-Identifier: BSD-3-Clause
/// An axis takes no part in arithmetic; its coordinates do. (The sentence is in docs/expressions.md.)
#include <convolt/quantity/axis_refusal.hpp>

#include <convolt/quantity/axis.hpp>
#include <convolt/quantity/compare.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <vector>

namespace {

using namespace convolt::units;
using times = convolt::axis<convolt::milli<convolt::second>>;

template <class A, class B>
concept add = requires(A a, B b) { a + b; };
template <class A, class B>
concept multiply = requires(A a, B b) { a* b; };
static_assert(!add<times, decltype(1. * ms)> && !add<decltype(1. * ms), times>);
static_assert(!multiply<times, double> && !multiply<double, times> && !multiply<times, times>);

TEST_CASE("the coordinates of an axis are an array, and a range") {
  auto const t = convolt::axis(0. * ms, 0.5 * ms, 3);
  CHECK((2. * t.values())(2) == 2. * ms);
  double sum = 0.;
  for (auto const x : t) { sum += x.in(ms); }
  CHECK(sum == 1.5);
  std::vector<convolt::scalar<us>> const list(t.begin(), t.end());
  CHECK(list[1].raw() == 500.);
}

}  // namespace
