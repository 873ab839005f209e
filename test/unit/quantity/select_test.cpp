// SPDX-License-Identifier: BSD-3-Clause
/// Functions of several operands of one dimension: conversion to the first one's unit, refusals, NaN, tolerances.
#include <convolt/quantity/select.hpp>

#include <convolt/quantity/compare.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/array_forms.hpp>
#include <support/catch.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace {

using namespace convolt::units;
using convolt::any_unit;
using test::form_value;

template <class A, class B>
concept has_minimum = requires(A a, B b) { minimum(a, b); };
template <class A, class B>
concept has_max = requires(A a, B b) { max(a, b); };
template <class A, class B, class C>
concept can_clip = requires(A a, B b, C c) { clip(a, b, c); };
template <class B, class C>
concept has_where = requires(xt::xtensor<bool, 1> a, B b, C c) { where(a, b, c); };
template <class A, class B>
concept can_be_close = requires(A a, B b) {
  isclose(a, b);
  allclose(a, b);
};
template <class A, class B>
concept has_atan2 = requires(A a, B b) { atan2(a, b); };

using v1 = convolt::tensor<mV, double, 1>;
using w1 = convolt::tensor<V, double, 1>;
using i1 = convolt::tensor<pA, double, 1>;
using scalar = decltype(1. * mV);
static_assert(has_minimum<v1, w1> && has_minimum<v1, scalar> && !has_minimum<v1, i1> && !has_minimum<v1, double>);
static_assert(has_max<v1, w1> && has_max<scalar, v1> && !has_max<v1, i1> && !has_max<double, v1>);
static_assert(can_clip<v1, scalar, w1> && !can_clip<v1, scalar, i1> && !can_clip<v1, double, double>);
static_assert(has_where<v1, w1> && !has_where<v1, i1> && !has_where<v1, double>);
static_assert(can_be_close<v1, w1> && !can_be_close<v1, i1> && !can_be_close<v1, double>);
static_assert(has_atan2<v1, w1> && !has_atan2<v1, i1>);
static_assert(!has_minimum<convolt::tensor<V, int, 1>, convolt::tensor<mV, int, 1>>, "integers would lose millivolts");

TEST_CASE("minimum, maximum and clip convert to the unit of the first operand on every form of array") {
  test::for_each_form([](auto& m) {
    auto const q = tag_ref(m, mV);
    auto const low = minimum(q, 0.001 * V);
    auto const high = max(0.001 * V, q);
    auto const limited = clip(q, -1. * mV, 0.002 * V);
    CHECK(low.unit() == mV);
    CHECK(high.unit() == V);
    for (std::size_t i = 0; i < test::form_rows; ++i) {
      for (std::size_t j = 0; j < test::form_columns; ++j) {
        double const x = form_value(i, j);
        CHECK(low(i, j).raw() == std::min(x, 1.));
        CHECK(high(i, j).raw() == std::max(x / 1000, 0.001));
        CHECK(limited(i, j).raw() == std::clamp(x, -1., 2.));
      }
    }
  });
}

TEST_CASE("min and max of two constants of one type are ours, not those of the standard library") {
  auto const a = xt::xtensor<double, 1>{1., 5.} * mV;
  auto const b = xt::xtensor<double, 1>{3., 2.} * mV;
  CHECK(min(a, b)(1).in(mV) == 2.);
  CHECK(max(a, b)(0).in(mV) == 3.);
  auto const s = 2. * mV, t = 3. * mV;
  CHECK(min(s, t).in(mV) == 2.);
  CHECK(max(s, t).in(mV) == 3.);
}

TEST_CASE("NaN wins in minimum and maximum and stays in clip") {
  double const nan = std::nan("");
  CHECK(std::isnan(minimum(nan * mV, 1. * mV).raw()));
  CHECK(std::isnan(minimum(1. * mV, nan * mV).raw()));
  CHECK(std::isnan(maximum(1. * mV, nan * mV).raw()));
  CHECK(std::isnan(clip(nan * mV, 0. * mV, 1. * mV).raw()));
}

TEST_CASE("where chooses by a boolean array or a bool") {
  auto const v = xt::xtensor<double, 1>{-1., 2.} * mV;
  auto const chosen = where(v > 0. * mV, v, 3. * V);
  CHECK(chosen.unit() == mV);
  CHECK(chosen(0).in(mV) == 3000.);
  CHECK(chosen(1).in(mV) == 2.);
  CHECK(where(true, 1. * mV, 2. * V).in(mV) == 1.);
  CHECK(where(false, v, 2. * V)(1).in(mV) == 2000.);
  auto const owning = where(xt::xtensor<bool, 1>{true, false}, xt::xtensor<double, 1>{1., 2.} * mV, 0. * mV);
  CHECK(owning(0).in(mV) == 1.);
}

TEST_CASE("atan2, hypot and fmod take operands of one dimension") {
  CHECK(atan2(1. * mV, 0.001 * V) == Approx(std::atan(1.)));
  CHECK(hypot(3. * mV, 0.004 * V).in(mV) == 5.);
  CHECK(fmod(7.5 * ms, 0.002 * s).in(ms) == Approx(1.5));
  CHECK(fmod(7 * ms, 4 * ms).raw() == 3);
  auto const a = xt::xtensor<double, 1>{3., 6.} * mV;
  CHECK(hypot(a, 8. * mV)(1).in(mV) == 10.);
}

TEST_CASE("isclose compares with a relative tolerance, and an absolute one with a unit") {
  auto const a = xt::xtensor<double, 1>{1000., 0.} * mV;
  auto const b = xt::xtensor<double, 1>{1.000001, 0.000001} * V;
  CHECK(isclose(a, b)(0));
  CHECK(!isclose(a, b)(1));
  CHECK(!allclose(a, b));
  CHECK(isclose(a, b, 1e-5, 1. * uV)(1));
  CHECK(!isclose(a, b, 1e-5, 0.9 * uV)(1));
  CHECK(allclose(a, b, 1e-5, 1. * uV));
  CHECK(!isclose(1. * mV, 1.001 * mV));
  CHECK(isclose(1. * mV, 1.001 * mV, 1e-2));
  double const inf = std::numeric_limits<double>::infinity(), nan = std::nan("");
  CHECK(isclose(inf * mV, inf * V));
  CHECK(!isclose(inf * mV, -inf * mV));
  CHECK(!isclose(1. * mV, inf * mV));
  CHECK(!isclose(nan * mV, nan * mV));
  CHECK(isclose(nan * mV, nan * mV, 1e-5, 0., true));
  CHECK(allclose(xt::xarray<double>::from_shape({0}) * mV, 1. * mV));
}

TEST_CASE("an absolute tolerance without a unit is refused, unless it is zero or so are the units") {
  try {
    allclose(1. * mV, 1. * mV, 1e-5, 1e-8);
    FAIL("1e-8 of what?");
  } catch (convolt::parameter_error const& e) {
    CHECK(e.category() == "bad_tolerance");
    CHECK(e.where() == "allclose");
  }
  CHECK(allclose(1. * convolt::one, 1.5, 0., 0.5));
}

TEST_CASE("run-time units are checked when the program runs") {
  auto const q = tag(xt::xtensor<double, 1>{1., 2.}, any_unit(mV));
  CHECK(minimum(q, 0.0015 * V)(1).in(mV) == 1.5);
  CHECK(minimum(0.0015 * V, q)(0).in(mV) == Approx(1.));
  CHECK_THROWS_AS(minimum(q, 1. * pA), convolt::unit_error);
  CHECK_THROWS_AS(where(true, q, 1. * pA), convolt::unit_error);
  CHECK_THROWS_AS(allclose(q, 1. * ms), convolt::unit_error);
}

}  // namespace
