// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/quantity/sampled_view.hpp>

#include <convolt/quantity.hpp>
#include <support/catch.hpp>

#include <type_traits>
#include <utility>

namespace {

using namespace convolt::units;
using convolt::axis;
using convolt::no_axis;
using convolt::sampled;

auto recording() {
  return sampled(xt::xtensor<double, 2>{{1, 2, 3}, {4, 5, 7}} * mV, no_axis, axis(0. * ms, 1. * ms, 3));
}

/// A temporary that cannot be moved from.
decltype(recording()) const constant_recording() { return recording(); }

TEST_CASE("sampled views change in place by what was sampled, without its axes") {
  auto rec = recording();
  auto const trace = rec.select<0>(0);
  auto const before = rec.select<0>(1);
  row(rec, 1) -= trace;
  CHECK((rec.select<0>(1) == before - trace));
  row(rec, 1) += trace;
  row(rec, 1) *= trace / (1. * V);
  CHECK(rec(1, 2).in(mV) == Approx(before(2).in(mV)*trace(2).in(V)));
  auto first = view(rec, 0, xt::range(0, 2));
  first += sampled(xt::xtensor<double, 1>{1., 2.} * V, no_axis);
  CHECK(rec(0, 1).in(mV) == Approx(trace(1).in(mV) + 2000.));
  CHECK_THROWS_AS(row(rec, 0) += trace.slice<0>(0, 2), convolt::shape_error);
}

}  // namespace

TEST_CASE("sampled views: rows, columns and slices are written in place, and the axes stay") {
  auto rec = recording();
  auto const axes = rec.axes();
  row(rec, 0) = row(rec, 1);
  CHECK(rec(0, 2).in(mV) == 7);
  row(rec, 1) -= mean(row(rec, 0));
  CHECK(rec(1, 0).in(mV) == Approx(4 - 16. / 3));
  col(rec, 1) = 0.002 * V;
  CHECK(rec(0, 1).in(mV) == 2);
  CHECK(rec(1, 1).in(mV) == 2);
  view(rec, xt::all(), xt::range(1, 3)) *= 2.;
  CHECK(rec(0, 2).in(mV) == 14);
  CHECK(same_samples(std::get<1>(rec.axes()), std::get<1>(axes)));
}

TEST_CASE("sampled views: what was sampled is assigned to them without its axes, in any scale") {
  auto rec = recording();
  row(rec, 0) = rec.select<0>(1);
  CHECK((rec.raw() == xt::xtensor<double, 2>{{4, 5, 7}, {4, 5, 7}}));
  view(rec, 1, xt::range(0, 2)) = rec.select<0>(0).slice<0>(1, 2).as(V);
  CHECK(rec(1, 0).in(mV) == Approx(5));
  CHECK(rec(1, 1).in(mV) == Approx(7));
  auto const trace = rec.select<0>(0);
  convolt::tensor<uV, double, 1> numbers;
  numbers = trace;
  CHECK(numbers(2).in(uV) == 7000);
  STATIC_REQUIRE(!std::is_assignable_v<decltype((numbers)), decltype(sampled(trace.in(mV)*ms, trace.axis<0>()))>);
}

TEST_CASE("sampled views: of a constant they are read only, of a temporary they own the numbers") {
  auto const rec = recording();
  CHECK(row(rec, 1)(2).in(mV) == 7);
  STATIC_REQUIRE(std::is_const_v<std::remove_reference_t<decltype(row(rec, 1)(2))>>);
  auto const kept = view(recording(), 1, xt::range(0, 2));
  CHECK(kept(0).in(mV) == 4);
  CHECK(kept(1).in(mV) == 5);
  auto const copied = row(constant_recording(), 1);
  auto const other = recording();  // where the temporary was
  CHECK(copied(2).in(mV) == 7);
  CHECK(other(1, 2).in(mV) == 7);
}

TEST_CASE("sampled views: all samples of a trace are assigned at once") {
  auto trace = sampled(xt::xtensor<float, 1>{1, 2, 3} * mV, axis(0. * ms, 1. * ms, 3));
  view(trace, xt::all()) = xt::xtensor<float, 1>{4, 5, 6} * mV;
  CHECK(trace(2).in(mV) == 6);
  CHECK_THROWS(view(trace, xt::all()) = xt::xtensor<float, 1>{1, 2} * mV);
  CHECK(trace(2).in(mV) == 6);
}

TEST_CASE("sampled: what select, slice and at return are copies, which cannot be assigned to") {
  using recorded = decltype(recording());
  using trace = decltype(std::declval<recorded const&>().select<0>(0));
  STATIC_REQUIRE(std::is_assignable_v<trace&, trace>);
  STATIC_REQUIRE(!std::is_assignable_v<trace, trace>);
  STATIC_REQUIRE(!std::is_assignable_v<recorded, recorded const&>);
  using sample = decltype(std::declval<trace const&>().at(1. * ms));
  STATIC_REQUIRE(std::is_const_v<sample>);
  STATIC_REQUIRE(!std::is_assignable_v<sample, sample>);
  auto value = recording().select<0>(1).at(1. * ms);  // `auto` has a value that can be changed
  value = 2. * value;
  CHECK(value.in(mV) == 10);
}
