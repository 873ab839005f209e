// SPDX-License-Identifier: BSD-3-Clause
/// Comparison after conversion; what cannot be compared does not compile, or throws for run-time units.
#include <convolt/quantity/compare.hpp>

#include <convolt/units/vocabulary.hpp>

#include <support/array_forms.hpp>
#include <support/catch.hpp>

#include <cmath>
#include <compare>

namespace {

using namespace convolt::units;
using convolt::any_unit;
using test::form_value;

template <class A, class B>
concept can_order = requires(A const& a, B const& b) {
  a < b;
  a >= b;
};
template <class A, class B>
concept can_equal = requires(A const& a, B const& b) {
  a == b;
  a != b;
};
using voltage = convolt::tensor<mV, double, 1>;
using current = convolt::tensor<pA, double, 1>;
static_assert(can_order<voltage, decltype(1. * V)> && can_equal<voltage, convolt::tensor<V, double, 1>>);
static_assert(!can_order<voltage, current> && !can_equal<voltage, current>);
static_assert(!can_order<voltage, double> && !can_equal<voltage, double> && !can_equal<double, voltage>);
static_assert(can_order<decltype(1. * convolt::one), double>);
static_assert(!can_equal<decltype(1 * V), decltype(1 * mV)> && can_equal<decltype(1 * mV), decltype(1 * V)>);

using line = convolt::tensor<mV, double, 1>;
static_assert(can_equal<line, line> && !can_equal<line, decltype(1. * mV)>, "== is for two wholes");
static_assert(!can_equal<line, decltype(mV)>, "a unit alone is no quantity");

TEST_CASE("scalars compare as physical values") {
  static_assert(1. * V == 1000. * mV && 1. * V > 999. * mV && 1. * mV * (1. * nS) <= 1. * pA);
  CHECK(1. * V != 1001. * mV);
  CHECK_FALSE(1. * V < 1. * mV);
  CHECK_FALSE(std::nan("") * mV == std::nan("") * mV);
  CHECK(1000 * mV == 1 * V);
}

TEST_CASE("order is elementwise and lazy, == answers once, equal is elementwise") {
  test::for_each_form([](auto& m) {
    auto const q = tag_ref(m, mV);
    auto const above = q > 0.001 * V;
    auto const below = 1. * mV >= q;
    for (std::size_t i = 0; i < test::form_rows; ++i) {
      for (std::size_t j = 0; j < test::form_columns; ++j) {
        CHECK(above(i, j) == (form_value(i, j) > 1.));
        CHECK(below(i, j) == (form_value(i, j) <= 1.));
      }
    }
    CHECK(q == q);
    CHECK_FALSE(q == q * 2.);
    CHECK(q != q * 2.);
    CHECK(equal(q, q * 1.)(2, 3));
    CHECK_FALSE(equal(q, q + 1. * uV)(2, 3));
  });
}

TEST_CASE("arrays of different shapes are not equal") {
  auto const a = xt::xtensor<double, 1>{1., 2.} * mV;
  auto const b = xt::xtensor<double, 1>{1., 2., 3.} * mV;
  CHECK_FALSE(a == b);
}

TEST_CASE("run-time units convert or throw") {
  auto const q = tag(xt::xtensor<double, 1>{1., 2.}, any_unit(V));
  CHECK((q > 1500. * mV)(1));
  CHECK_FALSE((q > 1500. * mV)(0));
  CHECK(tag(1., any_unit(V)) == 1000. * mV);
  CHECK_THROWS_AS(q < 1. * pA, convolt::unit_error);
  CHECK_THROWS_AS(q == tag(xt::xtensor<double, 1>{1., 2.}, any_unit(ms)), convolt::unit_error);
}

TEST_CASE("scalars order in three ways at once") {
  static_assert((1. * V <=> 999. * mV) == std::partial_ordering::greater);
  static_assert((1 * V <=> 1000 * mV) == std::strong_ordering::equal);
  static_assert((0.5 <=> 50. * percent) == std::partial_ordering::equivalent);
  static_assert((1 * mV <=> 1.5F * mV) == std::partial_ordering::less);
  CHECK((std::nan("") * mV <=> 1. * mV) == std::partial_ordering::unordered);
  CHECK((tag(1., any_unit(V)) <=> 2. * V) == std::partial_ordering::less);
  CHECK_THROWS_AS(tag(1., any_unit(V)) <=> 2. * pA, convolt::unit_error);
  static_assert(std::three_way_comparable<decltype(1. * mV)>);
}

}  // namespace
