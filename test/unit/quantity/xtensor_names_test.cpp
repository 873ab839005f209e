// SPDX-License-Identifier: BSD-3-Clause
/// One function by two names: xt:: of quantities, convolt:: of plain arrays.
#include <convolt/quantity/xtensor_names.hpp>

#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <cmath>
#include <type_traits>

namespace {

using namespace convolt::units;
using table = xt::xtensor<double, 2>;

TEST_CASE("xtensor's names take quantities") {
  auto v = table{{1., 2.}, {3., 4.}} * mV;
  CHECK(xt::sum(v) == 10. * mV);
  CHECK(xt::mean(v, {0})(1) == 3. * mV);
  CHECK(xt::variance(v) == 1.25 * mV * mV);
  CHECK(xt::stddev(v, {1})(0) == 0.5 * mV);
  CHECK(xt::amax(v) == 4. * mV);
  CHECK(xt::argmin(v) == 0);
  CHECK(xt::view(v, 1, xt::all())(0) == 3. * mV);
  xt::view(v, 0, xt::all()) = 7. * mV;
  CHECK(xt::transpose(v)(1, 0) == 7. * mV);
  CHECK(xt::sqrt(v * v)(1, 1) == 4. * mV);
  CHECK(xt::exp(v / (1. * V))(1, 0) == std::exp(0.003));
  CHECK(xt::where(v > 5. * mV, v, 0. * mV)(1, 1) == 0. * mV);
  CHECK(xt::pow<2>(v)(1, 1) == 16. * mV * mV);
  CHECK(xt::clip(v, 0. * mV, 3. * mV)(1, 1) == 3. * mV);
  CHECK(xt::cumsum(v, 1)(1, 1) == 7. * mV);
  xt::noalias(v) = v * 2.;
  CHECK(v(1, 1) == 8. * mV);
}

TEST_CASE("our names take plain arrays, and give what xtensor gives") {
  table x{{1., 2.}, {3., 4.}};
  static_assert(std::is_same_v<decltype(convolt::transpose(x)), decltype(xt::transpose(x))>);
  convolt::view(x, 0, xt::all()) *= 10.;
  CHECK(convolt::row(x, 0)(1) == 20.);
  CHECK(convolt::transpose(x)(1, 0) == 20.);
  CHECK(convolt::flip(x, 0)(0, 0) == 3.);
  CHECK(convolt::ravel(x)(3) == 4.);
  CHECK(convolt::expand_dims(x, 0).dimension() == 3);
  CHECK(convolt::zeros_like(x)(1, 1) == 0.);
  convolt::noalias(x) = x + 1.;
  CHECK(x(1, 1) == 5.);
}

TEST_CASE("the functions of plain xtensor arrays are as they were") {
  xt::xarray<double> const x{{1., 2.}, {3., 4.}};
  CHECK(xt::sum(x)() == 10.);
  CHECK(xt::mean(x)() == 2.5);
  CHECK(xt::view(x, 0, xt::all())(1) == 2.);
  CHECK(xt::exp(x)(0, 0) == std::exp(1.));
  CHECK(xt::isclose(x, x)(0, 0));
  CHECK(xt::pow(x, 2.)(1, 1) == 16.);
  CHECK(xt::amax(x, {0})(1) == 4.);
}

}  // namespace
