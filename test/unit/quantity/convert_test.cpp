// SPDX-License-Identifier: BSD-3-Clause
/// Conversion of numbers: the operand itself where nothing is to do, one rounding otherwise, the element type kept.
#include <convolt/quantity/convert.hpp>

#include <convolt/units/vocabulary.hpp>

#include <support/array_forms.hpp>
#include <support/catch.hpp>

#include <complex>
#include <type_traits>
#include <utility>

namespace {

using namespace convolt::units;
using convolt::any_unit;
using convolt::quantities::convert;

TEST_CASE("equivalent units hand on the object: lvalues by reference, rvalues moved") {
  xt::xtensor<double, 1> x{1., 2.};
  double const* const data = x.data();
  CHECK(&convert(x, mV * nS, pA) == &x);
  auto moved = convert(std::move(x), mV, mV);
  CHECK(moved.data() == data);
}

TEST_CASE("numbers are divided where that is exact, in their own type") {
  for (int i = 1; i <= 1000; ++i) {
    REQUIRE(convert(static_cast<double>(i), mV, V) == i / 1000.);
    REQUIRE(convert(static_cast<float>(i), mV, V) == static_cast<float>(i) / 1000.f);
  }
  CHECK(convert(3, kV, V) == 3000);
  CHECK(convert(std::complex<float>(1, 2), V, mV) == std::complex<float>(1000, 2000));
  static_assert(std::is_same_v<decltype(convert(1.f, mV, V)), float>);
}

TEST_CASE("arrays of every form convert lazily, element by element") {
  test::for_each_form([](auto& m) {
    auto const lazy = convert(m, mV, V);
    auto const at_run_time = convert(m, any_unit(mV), any_unit(V));
    for (std::size_t i = 0; i < test::form_rows; ++i) {
      for (std::size_t j = 0; j < test::form_columns; ++j) {
        CHECK(lazy(i, j) == test::form_value(i, j) / 1000.);
        CHECK(at_run_time(i, j) == test::form_value(i, j) / 1000.);
      }
    }
  });
  xt::xtensor<float, 1> const x{1.f};
  static_assert(std::is_same_v<decltype(convert(x, mV, V))::value_type, float>, "a factor in double would widen it");
}

TEST_CASE("a lazy conversion of a temporary owns it") {
  auto const lazy = convert(xt::xarray<double>{1500.}, mV, V);
  auto const at_run_time = convert(xt::xarray<double>{1500.}, any_unit(mV), V);
  CHECK(lazy(0) == 1.5);
  CHECK(at_run_time(0) == 1.5);
}

TEST_CASE("run-time units of another dimension throw") {
  CHECK_THROWS_AS(convert(1., any_unit(mV), any_unit(pA)), convolt::unit_error);
  CHECK_THROWS_AS(convert(1, any_unit(mV), any_unit(V)), convolt::unit_error);
}

static_assert(convolt::quantities::ExactConversion<int, std::remove_const_t<decltype(radian)>>);
static_assert(convolt::quantities::ExactConversion<int, std::remove_const_t<decltype(percent)>>, "times 100");
static_assert(!convolt::quantities::ExactConversion<int, std::remove_const_t<decltype(degree)>>);
static_assert(convolt::quantities::ExactConversion<double, std::remove_const_t<decltype(degree)>>);

}  // namespace
