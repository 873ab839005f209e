// SPDX-License-Identifier: BSD-3-Clause
/// cumsum, diff and trapz against hand loops on every form of array.
#include <convolt/quantity/cumulate.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/array_forms.hpp>
#include <support/catch.hpp>

#include <cstdint>

namespace {

using namespace convolt::units;
using test::form_value;

constexpr std::size_t rows = test::form_rows, columns = test::form_columns;

TEST_CASE("cumsum runs along an axis or over everything, in the unit") {
  test::for_each_form([](auto& m) {
    auto const q = tag_ref(m, mV);
    auto const down = cumsum(q, 0);
    auto const all = cumsum(q);
    static_assert(std::is_same_v<convolt::unit_t<decltype(down)>, std::remove_const_t<decltype(mV)>>);
    REQUIRE(down.shape(0) == rows);
    REQUIRE(all.dimension() == 1);
    double total = 0;
    for (std::size_t i = 0; i < rows; ++i) {
      for (std::size_t j = 0; j < columns; ++j) {
        double s = 0;
        for (std::size_t k = 0; k <= i; ++k) { s += form_value(k, j); }
        CHECK(down(i, j).raw() == s);
        total += form_value(i, j);
        CHECK(all(i * columns + j).raw() == total);
      }
    }
  });
}

TEST_CASE("diff takes neighbours apart, along the last axis unless told, n times") {
  test::for_each_form([](auto& m) {
    auto const q = tag_ref(m, mV);
    auto const across = diff(q);
    auto const down = diff(q, 2, 0);
    REQUIRE(across.shape(1) == columns - 1);
    REQUIRE(down.shape(0) == rows - 2);
    for (std::size_t i = 0; i < rows; ++i) {
      for (std::size_t j = 0; j + 1 < columns; ++j) {
        CHECK(across(i, j).raw() == form_value(i, j + 1) - form_value(i, j));
      }
    }
    for (std::size_t j = 0; j < columns; ++j) {
      CHECK(down(0, j).raw() == form_value(2, j) - 2 * form_value(1, j) + form_value(0, j));
    }
  });
}

TEST_CASE("trapz multiplies by the unit of the step and of the positions") {
  test::for_each_form([](auto& m) {
    auto const q = tag_ref(m, pA);
    auto const by_step = trapz(q, 0.5 * ms);
    CHECK(by_step.unit() == pA * ms);
    xt::xtensor<double, 1> const at{0., 1., 3., 7.};
    auto const by_place = trapz(q, at * ms);
    auto const down = trapz(q, 2., 0);
    for (std::size_t i = 0; i < rows; ++i) {
      double even = 0, uneven = 0;
      for (std::size_t j = 0; j + 1 < columns; ++j) {
        double const both = form_value(i, j) + form_value(i, j + 1);
        even += both * 0.5 / 2;
        uneven += both * (at(j + 1) - at(j)) / 2;
      }
      CHECK(by_step(i).raw() == even);
      CHECK(by_place(i).raw() == uneven);
    }
    for (std::size_t j = 0; j < columns; ++j) {
      CHECK(down(j).in(pA) == form_value(0, j) + 2 * form_value(1, j) + form_value(2, j));
    }
  });
}

TEST_CASE("trapz of one dimension is a scalar, of integers double, of a plain array in the unit of the step") {
  auto const charge = trapz(xt::xtensor<int, 1>{1, 2, 2} * pA, 1 * ms);
  static_assert(std::is_same_v<convolt::wrapped_t<decltype(charge)>, double>);
  CHECK(charge.raw() == 3.5);
  CHECK(trapz(xt::xtensor<double, 1>{2., 2.}, 3. * ms).in(ms) == 6.);
  xt::xtensor<double, 2> const y{{1., 2.}, {3., 5.}}, x{{0., 1.}, {10., 12.}};
  auto const each = trapz(y * pA, x * ms, 1);
  CHECK(each(0).raw() == 1.5);
  CHECK(each(1).raw() == 8.);
}

TEST_CASE("short axes: no difference of one sample, no area, no crash") {
  auto const one_sample = xt::xtensor<double, 1>{3.} * mV;
  CHECK(diff(one_sample).size() == 0);
  CHECK(diff(one_sample, 5).size() == 0);
  CHECK(trapz(one_sample, 1. * ms).raw() == 0.);
  auto const none = xt::xtensor<double, 2>::from_shape({2, 0}) * mV;
  CHECK(diff(none).shape(1) == 0);
  CHECK(cumsum(none, 1).size() == 0);
  CHECK(cumsum(none).size() == 0);
  CHECK(trapz(none, 1. * ms)(1).raw() == 0.);
}

TEST_CASE("wrong axes and positions are refused with their numbers") {
  auto const q = xt::xtensor<double, 2>{{1., 2., 3.}} * mV;
  CHECK_THROWS_AS(cumsum(q, 2), convolt::parameter_error);
  CHECK_THROWS_AS(diff(q, 1, -3), convolt::parameter_error);
  try {
    trapz(q, xt::xtensor<double, 1>{0., 1.} * ms);
    FAIL("two positions for three samples");
  } catch (convolt::shape_error const& e) {
    CHECK(e.category() == "length_mismatch");
    CHECK(e.expected() == "3");
    CHECK(e.actual() == "2");
  }
}

TEST_CASE("cumsum of bytes is wide, of float accurate") {
  auto const bytes = cumsum(xt::xtensor<std::int8_t, 1>{100, 100, 100} * mV, 0);
  CHECK(bytes(2).raw() == 300);
  xt::xtensor<float, 1> const tenths = 0.1f * xt::ones<float>({100000});
  CHECK(cumsum(tenths * mV, 0)(99999).raw() == Approx(10000.f).epsilon(1e-6));
}

TEST_CASE("a run-time unit goes through") {
  auto const q = tag(xt::xarray<double>{{1., 2.}, {4., 8.}}, convolt::any_unit(mV));
  CHECK(diff(q)(1, 0).in(V) == 0.004);
  CHECK(trapz(q, 1. * ms).unit() == convolt::any_unit(mV * ms));
  CHECK(cumsum(q, 0).unit() == convolt::any_unit(mV));
}

}  // namespace
