// SPDX-License-Identifier: BSD-3-Clause
/// When two axes have the same samples: rounding is forgiven, shifts and drifts are not, however they come about.
#include <convolt/quantity/axis_compare.hpp>

#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <limits>

namespace {

using namespace convolt::units;
using convolt::any_unit;
using convolt::axis;
using convolt::same_samples;
using convolt::detail::difference;

TEST_CASE("axes that were made in other ways have the same samples") {
  auto const t = axis(0. * ms, 0.1 * ms, 10'000);
  CHECK(same_samples(t, t));
  CHECK(same_samples(t, axis(0. * s, 1e-4 * s, 10'000)));
  CHECK(same_samples(t, axis(0. * us, 100. * us, 10'000)));
  CHECK(same_samples(t, axis(0. * any_unit(s), 0.0001 * any_unit(s), 10'000)));
  CHECK(same_samples(axis(0. * ms, 0.1 * ms, 20'000).slice(5000, 5000), axis(500. * ms, 0.1 * ms, 5000)));
}

TEST_CASE("count, start and step are compared, and the first that differs is named with both values") {
  auto const t = axis(0. * ms, 0.1 * ms, 100);
  auto const count = difference(t, axis(0. * ms, 0.1 * ms, 99), 1e-3);
  CHECK(count.what == "count");
  CHECK(count.left == "100");
  CHECK(count.right == "99");
  auto const start = difference(t, axis(1. * s, 0.1 * ms, 100), 1e-3);
  CHECK(start.what == "start");
  CHECK(start.left == "0 ms");
  CHECK(start.right == "1000 ms");
  auto const step = difference(t, axis(0. * s, 0.0002 * s, 100), 1e-3);
  CHECK(step.what == "step");
  CHECK(step.left == "0.1 ms");
  CHECK(step.right == "0.0002 s");
  CHECK(difference(t, t, 0.).what.empty());
}

TEST_CASE("the tolerance is a part of a step, over the whole length") {
  auto const t = axis(0. * ms, 1. * ms, 1001);
  CHECK(same_samples(t, axis(0.0009 * ms, 1. * ms, 1001)));
  CHECK_FALSE(same_samples(t, axis(0.0011 * ms, 1. * ms, 1001)));
  CHECK_FALSE(same_samples(t, axis(-0.0011 * ms, 1. * ms, 1001)));
  CHECK(same_samples(t, axis(0. * ms, 1.0000009 * ms, 1001)));
  CHECK_FALSE(same_samples(t, axis(0. * ms, 1.0000011 * ms, 1001)));
  CHECK(same_samples(t, axis(0. * ms, 1.0000011 * ms, 1001), 0.01));
  CHECK_FALSE(same_samples(t, axis(1e-12 * ms, 1. * ms, 1001), 0.));
}

TEST_CASE("a step in float drifts off a step in double on a long axis only") {
  CHECK(same_samples(axis(0. * ms, 0.1 * ms, 10'000), axis(0.f * ms, 0.1f * ms, 10'000)));
  CHECK_FALSE(same_samples(axis(0. * ms, 0.1 * ms, 1'000'000), axis(0.f * ms, 0.1f * ms, 1'000'000)));
}

TEST_CASE("the sign of the step counts, also for one sample and none") {
  for (int n : {0, 1, 2, 5}) {
    CAPTURE(n);
    CHECK_FALSE(same_samples(axis(0. * um, 20. * um, n), axis(0. * um, -20. * um, n)));
    CHECK(same_samples(axis(0. * um, -20. * um, n), axis(0. * um, -20. * um, n)));
  }
}

TEST_CASE("a tolerance of NaN makes nothing equal") {
  auto const t = axis(0. * ms, 1. * ms, 5);
  CHECK_FALSE(same_samples(t, t, std::numeric_limits<double>::quiet_NaN()));
}

TEST_CASE("axes of run-time units that measure different things cannot be compared") {
  CHECK_THROWS_AS(same_samples(axis(0. * ms, 1. * ms, 5), axis(0. * any_unit(um), 1. * any_unit(um), 5)),
                  convolt::unit_error);
}

template <class A, class B>
concept comparable = requires(A a, B b) { same_samples(a, b); };
template <class A, class B>
concept has_equality = requires(A a, B b) { a == b; };
using times = decltype(axis(0. * ms, 1. * ms, 5));
using depths = decltype(axis(0. * um, 1. * um, 5));
static_assert(comparable<times, times> && !comparable<times, depths> && !has_equality<times, times>);

}  // namespace
