// SPDX-License-Identifier: BSD-3-Clause
/// Functions of quantities, of plain numbers and arrays: with namespaces before them or not, beside xtensor's.
#include <convolt/quantity/plain.hpp>

#include <convolt/quantity/compare.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <cmath>
#include <complex>
#include <type_traits>

namespace {

using namespace convolt::units;
using line = xt::xtensor<double, 1>;

/// What generic code does with either.
template <class Q>
auto softened(Q const& q) {
  return convolt::eval(convolt::sqrt(convolt::square(q)));
}

TEST_CASE("generic code takes quantities, plain arrays and numbers") {
  line const x{-1., 4.};
  CHECK((softened(x) == line{1., 4.}));
  CHECK(softened(x * mV)(1) == 4. * mV);
  CHECK(softened(-3.) == 3.);
  CHECK(softened(-3. * mV) == 3. * mV);
  static_assert(std::is_same_v<decltype(softened(x)), line>);
  static_assert(std::is_same_v<decltype(softened(1.F)), float>);
  auto const own = [] {
    line const local{1., 2.};
    return convolt::eval(local + 1.);
  }();
  CHECK(own(1) == 3.);
}

TEST_CASE("choices among plain values, and between plain ones and ratios") {
  line const x{1., 2., 3.};
  auto const mask = x * mV > 1.5 * mV;
  line const chosen = convolt::where(mask, 1., 0.);
  CHECK((chosen == line{0., 1., 1.}));
  CHECK((line(convolt::where(mask, x, -x)) == line{-1., 2., 3.}));
  CHECK(convolt::where(true, 1, 2.5) == 1.);
  CHECK((line(where(mask, x * mV / (1. * V), 1.)) == line{1., 0.002, 0.003}));
  CHECK((line(convolt::clip(x, 1.5, 2.5)) == line{1.5, 2., 2.5}));
  CHECK(convolt::clip(3, 0, 2) == 2);
  CHECK(convolt::minimum(1., 2.) == 1.);
  CHECK((line(convolt::maximum(x, 2.)) == line{2., 2., 3.}));
  CHECK(convolt::hypot(3., 4.) == 5.);
  CHECK(convolt::fmod(7, 4) == 3);
  CHECK(convolt::atan2(1., 1.) == std::atan2(1., 1.));
}

TEST_CASE("functions of one number or array") {
  line const x{0.25, 4.};
  CHECK((line(convolt::sqrt(x)) == line{0.5, 2.}));
  CHECK(convolt::cbrt(27.) == Approx(3.).epsilon(1e-15));
  CHECK(convolt::pow<3>(2.) == 8.);
  CHECK((line(convolt::pow<1, 2>(x)) == line{0.5, 2.}));
  CHECK(convolt::exp(1.) == std::exp(1.));
  CHECK(line(convolt::log(x))(1) == std::log(4.));
  CHECK(convolt::abs(-2) == 2);
  CHECK(convolt::sign(-2.) == -1.);
  CHECK(convolt::real(std::complex<double>(1., 2.)) == 1.);
  CHECK(convolt::isnan(x)(0) == false);
  CHECK(convolt::isfinite(1.));
  CHECK(convolt::round(2.5) == 3.);
  CHECK(convolt::cast<int>(2.7) == 2);
  CHECK((xt::xtensor<int, 1>(convolt::cast<int>(x)) == xt::xtensor<int, 1>{0, 4}));
}

TEST_CASE("with both libraries visible nothing is ambiguous") {
  using namespace convolt;
  line const x{1., 4.};
  CHECK(line(sqrt(x))(1) == 2.);
  CHECK(line(exp(x))(0) == std::exp(1.));
  CHECK(line(where(x > 2., x, 0.))(0) == 0.);
  CHECK(line(abs(x))(1) == 4.);
  CHECK(sqrt(4. * (mV * mV)) == 2. * mV);
}

}  // namespace
