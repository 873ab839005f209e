// SPDX-License-Identifier: BSD-3-Clause
/// Which bin a time is in, at edges and beyond the ends.
#include <convolt/neuro/time_axis.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>
#include <unit/neuro/random_events.hpp>

#include <limits>

namespace {

using namespace convolt::units;
using convolt::axis;
using convolt::neuro::detail::bins;
using convolt::test::fault;

TEST_CASE("bins hold their first time, and what rounding has put just below it") {
  bins const b(axis(1. * ms, 0.1 * ms, 4), "test");
  CHECK(b.of(1.) == 0);
  CHECK(b.of(1.05) == 0);
  CHECK(b.of(1.0999) == 1);   // 1e-3 of a step below the edge
  CHECK(b.of(1.09989) == 0);  // 1.1e-3 of a step
  CHECK(b.of(1.3) == 3);
  CHECK(b.of(1.39) == 3);
  CHECK(b.of(1.4) == 4);
  CHECK(b.of(0.99991) == 0);
  CHECK(b.of(0.9998) == -1);
  CHECK(b.of(-1e300) == -1);
  CHECK(b.of(1e300) == 4);
}

TEST_CASE("the hundred thousandth bin begins where it should") {
  bins const b(axis(0. * ms, 0.1 * ms, 1'000'000), "test");
  for (convolt::index n : {3, 7, 99'999, 999'999}) {
    CHECK(b.of(static_cast<double>(n) * 0.1) == n);
    CHECK(b.of(static_cast<double>(n) / 10.) == n);
  }
}

TEST_CASE("axes may be in any unit of time, and must ascend") {
  CHECK(bins(axis(0. * s, 1. * s, 3), "test").of(1500.) == 1);
  CHECK(bins(axis(0.f * s, 1.f * s, 3), "test").of(1500.) == 1);
  CHECK(bins(axis(0. * ms, 1. / (2. * kHz), 3), "test").of(1.) == 2);
  CHECK(bins(axis(0. * convolt::any_unit(s), 1. * convolt::any_unit(s), 3), "test").of(1500.) == 1);
  CHECK(bins(axis(0. * s, 1. * s, 0), "test").of(0.) == 0);
  CHECK(fault([] { bins(axis(0. * s, -1. * s, 3), "test"); }) == "bad_axis");
  CHECK(fault([] { bins(axis(0. * ms, 1e-60 * ms, 3), "test"); }) == "bad_axis");
  CHECK(fault([] { bins(axis(0. * ms, 1e60 * ms, 3), "test"); }) == "bad_axis");
  CHECK(fault([] { bins(axis(1e20 * ms, 1. * ms, 3), "test"); }) == "bad_axis");
  CHECK(fault([] { bins(axis(-1e20 * ms, 1. * ms, 3), "test"); }) == "bad_axis");
  CHECK(bins(axis(1e10 * ms, 1e-3 * ms, 3), "test").of(1e10 + 1e-3) == 1);
  CHECK_THROWS_AS(bins(axis(0. * convolt::any_unit(mV), 1. * convolt::any_unit(mV), 3), "test"), convolt::unit_error);
}

}  // namespace
