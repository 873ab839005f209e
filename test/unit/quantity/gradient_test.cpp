// SPDX-License-Identifier: BSD-3-Clause
/// Slopes, against NumPy (numpy/make_references.py).
#include <convolt/quantity/gradient.hpp>

#include <convolt/quantity/compare.hpp>
#include <convolt/quantity/sampled_compare.hpp>

#include <support/catch.hpp>
#include <support/thrown_by.hpp>
#include <unit/quantity/numpy/compared.hpp>

#include <cmath>
#include <complex>
#include <concepts>
#include <cstdint>
#include <limits>
#include <string>

namespace {

using namespace convolt::units;
namespace numpy = convolt::test::numpy;
using convolt::gradient;

TEST_CASE("slopes are those of NumPy, along any axis, in the unit of the array over that of the step") {
  auto const q = numpy::matrix_array() * mV;
  auto const of_rows = gradient(q, 0.25 * ms);
  static_assert(convolt::EquivalentUnits<decltype(of_rows.unit()), decltype(mV / ms)>);
  CHECK(numpy::distance(of_rows.raw(), numpy::slopes_of_rows) < 1e-14);
  CHECK(numpy::distance(gradient(q, 0.25 * ms, 0).raw(), numpy::slopes_of_columns) < 1e-14);
  CHECK(numpy::distance(gradient(numpy::matrix_array(), 0.25 * ms, -2).raw(), numpy::slopes_of_columns) < 1e-14);
  CHECK((gradient(numpy::matrix_array(), 0.25 * ms).unit() == convolt::one / ms));
  CHECK(gradient(q, -0.25 * ms).raw()(0, 0) == -of_rows.raw()(0, 0));
}

TEST_CASE("slopes of sampled quantities are per unit of their axis, which stays") {
  auto const s = convolt::sampled(numpy::matrix_array() * mV, convolt::no_axis, convolt::axis(7. * ms, 0.25 * ms, 9));
  auto const slope = gradient<ms>(s);
  CHECK((slope.unit() == mV / ms));
  CHECK(numpy::distance(slope.raw(), numpy::slopes_of_rows) < 1e-14);
  CHECK(same_samples(slope.axis<1>(), s.axis<1>()));
  CHECK(numpy::distance(gradient(s.select<0>(1)).raw(), numpy::slopes_of_rows, 9, 9) < 1e-14);
}

TEST_CASE("slopes of integers are in double, those of floats in float and of complex numbers complex") {
  xt::xtensor<std::int16_t, 1> const steep{-30000, 30000, 30000};
  auto const of_steep = gradient(steep * uV, 1 * ms);
  static_assert(std::same_as<convolt::element_t<decltype(of_steep)>, double>);
  CHECK((of_steep.raw() == xt::xtensor<double, 1>{60000, 30000, 0}));
  static_assert(std::same_as<convolt::element_t<decltype(gradient(xt::xtensor<float, 1>{1, 2} * mV, 1. * ms))>, float>);
  using complex = std::complex<double>;
  xt::xtensor<complex, 1> const z{complex(0, 1), complex(1, 3), complex(2, 9)};
  CHECK(gradient(z * mV, 2. * ms).raw()(1) == complex(0.5, 2));
}

TEST_CASE("two samples have one slope, fewer none; a NaN is in the slopes of its neighbours alone") {
  CHECK((gradient(xt::xtensor<double, 1>{1, 4} * mV, 1. * ms).raw() == xt::xtensor<double, 1>{3, 3}));
  auto const refused = [](auto const& x, int along) {
    auto const e = convolt::test::thrown_by<convolt::shape_error>([&] { gradient(x, 1. * ms, along); });
    CHECK(e.category() == "too_few_samples");
    return std::string(e.what());
  };
  CHECK(refused(xt::xtensor<double, 1>({5.}) * mV, -1) ==
        "convolt::gradient: x (axis 0) needs two samples for a slope; expected 2 or more, got 1");
  CHECK(refused(xt::xtensor<double, 2>(std::array<std::size_t, 2>{2, 0}) * mV, 1) ==
        "convolt::gradient: x (axis 1) needs two samples for a slope; expected 2 or more, got 0");
  CHECK_THROWS_AS(gradient(xt::xtensor<double, 1>{1, 4} * mV, 0. * ms), convolt::parameter_error);
  CHECK_THROWS_AS(gradient(xt::xtensor<double, 1>{1, 4} * mV, std::numeric_limits<double>::infinity() * ms),
                  convolt::parameter_error);
  CHECK_THROWS_AS(gradient(xt::xtensor<double, 1>{1, 4} * mV, 1. * ms, 1), convolt::parameter_error);
  xt::xtensor<double, 1> const holey{0, 1, std::nan(""), 3, 4, 5};
  auto const slope = gradient(holey * mV, 1. * ms).raw();
  CHECK((slope(0) == 1. && std::isnan(slope(1)) && slope(2) == 1. && std::isnan(slope(3)) && slope(4) == 1.));
}

}  // namespace
