// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/quantity/filter.hpp>

#include <convolt/quantity.hpp>
#include <support/catch.hpp>

#include <limits>

namespace {

using namespace convolt::units;
using convolt::axis;
using convolt::sampled;
using convolt::shape_error;

}  // namespace

TEST_CASE("filter: the chosen elements one after the other, in row-major order, copied") {
  auto q = xt::xtensor<double, 2>{{1, 5, 3}, {4, 2, 6}} * mV;
  auto const high = filter(q, q > 2. * mV);
  q.fill(0. * mV);
  CHECK((high.in(mV) == xt::xtensor<double, 1>{5, 3, 4, 6}));
  CHECK(filter(q, q > 0. * mV).size() == 0);
  CHECK((xt::filter(q, q <= 0. * V).in(mV) == xt::zeros<double>({6})));
  auto const turned = transpose(xt::xtensor<double, 2>{{1, 5}, {4, 2}} * mV);
  CHECK((filter(turned, turned > 1. * mV).in(mV) == xt::xtensor<double, 1>{4, 5, 2}));
}

TEST_CASE("filter: sampled quantities, plain arrays, run-time units, and NaN") {
  double const nan = std::numeric_limits<double>::quiet_NaN();
  auto const x = sampled(xt::xtensor<double, 1>{1, nan, 3} * mV, axis(0. * ms, 1. * ms, 3));
  CHECK(mean(filter(x, !isnan(x))).in(mV) == 2);
  CHECK((filter(x.quantity(), x > 2. * mV).in(mV) == xt::xtensor<double, 1>{3}));
  CHECK((convolt::filter(xt::xtensor<int, 1>{1, 2, 3}, xt::xtensor<bool, 1>{true, false, true}) ==
         xt::xtensor<int, 1>{1, 3}));
  auto const run_time = convolt::tag(xt::xtensor<double, 1>{1, 2}, convolt::any_unit(mV));
  CHECK(filter(run_time, xt::xtensor<bool, 1>{false, true})(0).in(uV) == 2000);
}

TEST_CASE("filter: a mask of another shape is refused, and one of nothing chooses nothing") {
  auto const q = xt::xtensor<double, 1>{1, 2, 3} * mV;
  CHECK_THROWS_AS(filter(q, xt::xtensor<bool, 1>{true, false}), shape_error);
  CHECK_THROWS_WITH(filter(q, xt::xtensor<bool, 2>{{true, false, true}}), Catch::Contains("does not have the shape"));
  auto const none = convolt::zeros<mV>({0});
  CHECK(filter(none, none > 0. * mV).size() == 0);
}

TEST_CASE("filter: a mask with axes has those of the samples") {
  auto const q = xt::xtensor<double, 1>{1, 2, 3} * mV;
  auto const x = sampled(q, axis(0. * ms, 1. * ms, 3));
  auto const later = sampled(q, axis(1. * ms, 1. * ms, 3));
  CHECK(filter(x, x.as(uV) > 1. * mV).size() == 2);
  CHECK_THROWS_WITH(filter(x, later > 1. * mV), Catch::Contains("differ in their start"));
}
