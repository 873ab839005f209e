// SPDX-License-Identifier: BSD-3-Clause
/// Powers, roots, absolute values, rounding and functions of numbers: values and units, scalars and every form of
/// array.
#include <convolt/quantity/math.hpp>

#include <convolt/quantity/compare.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/array_forms.hpp>
#include <support/catch.hpp>

#include <cmath>
#include <complex>
#include <cstdint>
#include <limits>

namespace {

using namespace convolt::units;
using convolt::any_unit;
using test::form_value;

template <class A>
concept has_sin = requires(A const& a) { sin(a); };
template <class A>
concept has_exp = requires(A a) { exp(a); };
template <class A, class U>
concept can_round = requires(A a, U u) { round(a, u); };
template <class A>
concept can_round_to_nothing = requires(A a) { round(a); };

using voltage = convolt::tensor<mV, double, 2>;
static_assert(!has_sin<voltage> && !has_exp<voltage> && !has_sin<decltype(1. * mV)>);
static_assert(has_sin<decltype(1. * degree)> && has_exp<decltype(voltage{} / (1. * V))>);
static_assert(has_exp<decltype(tag(1., any_unit(mV)))>, "a run-time unit is checked at run time");
static_assert(can_round<voltage, decltype(V)> && !can_round<voltage, decltype(pA)> && !can_round_to_nothing<voltage>);

TEST_CASE("powers change numbers and units alike") {
  test::for_each_form([](auto& m) {
    auto const q = tag_ref(m, mV);
    auto const cubes = pow<3>(q);
    auto const inverse = pow<-2>(q);
    CHECK(cubes.unit() == mV * mV * mV);
    CHECK(inverse.unit() == convolt::one / (mV * mV));
    CHECK(square(q).unit() == mV * mV);
    for (std::size_t i = 0; i < test::form_rows; ++i) {
      for (std::size_t j = 0; j < test::form_columns; ++j) {
        double const x = form_value(i, j);
        CHECK(cubes(i, j).raw() == x * x * x);
        CHECK(square(q)(i, j).raw() == x * x);
        CHECK((inverse(i, j).raw() == 1 / (x * x)));
      }
    }
  });
}

TEST_CASE("rational powers of numbers follow those of units") {
  CHECK(sqrt(4. * mV * mV).in(mV) == 2.);
  CHECK(sqrt(4. * V * V).in(mV) == 2000.);
  CHECK(sqrt(9. * Hz).unit() == convolt::sqrt(Hz));
  CHECK(cbrt(27. * cm * cm * cm).in(cm) == Approx(3.).epsilon(1e-15));
  CHECK(pow<3, 2>(4. * Hz).raw() == 8.);
  CHECK(pow<-1, 2>(4. * Hz).raw() == 0.5);
  CHECK((pow<-1, 2>(4. * Hz) * pow<1, 2>(9. * Hz)).in(convolt::one) == 1.5);
  CHECK(pow<0>(7. * mV).in(convolt::one) == 1.);
  CHECK(pow<2, 2>(7. * mV).in(mV) == 7.);
  CHECK(pow<5, 12>(std::pow(2., 12.) * Hz).raw() == Approx(32.).epsilon(1e-14));
  CHECK(pow<3>(std::int8_t(-3) * mV).raw() == -27);
  CHECK(sqrt(16 * mV * mV).raw() == 4.);
  CHECK(pow<2>(std::complex<float>(0, 2) * mV).raw() == std::complex<float>(-4, 0));
  CHECK(std::abs(sqrt(std::complex<double>(-4, 0) * mV * mV).raw() - std::complex<double>(0, 2)) < 1e-15);
  static_assert(std::is_same_v<convolt::element_t<decltype(pow<2>(1.f * mV))>, float>);
  static_assert(std::is_same_v<convolt::element_t<decltype(sqrt(1.f * mV))>, float>);
}

TEST_CASE("abs, sign and the parts of complex numbers") {
  test::for_each_form([](auto& m) {
    auto const q = tag_ref(m, mV);
    CHECK(abs(q)(1, 2).in(mV) == std::abs(form_value(1, 2)));
    CHECK(sign(q)(0, 0) == -1.);
  });
  using C = std::complex<double>;
  auto const z = xt::xtensor<C, 1>{C(3, -4), C(0, 1)} * mV;
  CHECK(abs(z)(0).in(mV) == 5.);
  CHECK(real(z)(0).in(mV) == 3.);
  CHECK(imag(z)(0).in(mV) == -4.);
  CHECK(conj(z)(0).in(mV) == C(3, 4));
  CHECK(arg(z)(1) == Approx(std::acos(0.)));
  CHECK(abs(C(3, 4) * V).in(mV) == 5000.);
  CHECK(abs(-3 * mV).raw() == 3);
  CHECK(abs(3u * mV).raw() == 3u);
  CHECK(sign(-0.5 * mV) == -1.);
  CHECK(std::isnan(sign(std::nan("") * mV)));
}

TEST_CASE("not-a-numbers and infinities are found") {
  double const inf = std::numeric_limits<double>::infinity();
  auto const q = xt::xtensor<double, 1>{1., inf, std::nan("")} * mV;
  CHECK((!isnan(q)(0) && !isnan(q)(1) && isnan(q)(2)));
  CHECK((isfinite(q)(0) && !isfinite(q)(1) && !isfinite(q)(2)));
  CHECK((!isinf(q)(0) && isinf(q)(1) && !isinf(q)(2)));
  CHECK(isfinite(3 * mV));
  CHECK(isnan(std::complex<double>(0, std::nan("")) * mV));
}

TEST_CASE("rounding is to multiples of the unit that is named") {
  CHECK(round(1.6 * mV, mV).in(mV) == 2.);
  CHECK(round(1.6 * mV, V).in(V) == 0.);
  CHECK(floor(1600. * mV, V).in(V) == 1.);
  auto const q = xt::xtensor<double, 1>{1200., 1800.} * mV;
  CHECK(ceil(q, V)(0).in(V) == 2.);
  CHECK(ceil(q, any_unit(V))(0).unit() == any_unit(V));
}

TEST_CASE("functions of numbers convert any dimensionless scale first and return plain numbers") {
  auto const x = 500. * Hz * (2. * ms);
  double const e = exp(x);
  CHECK(e == std::exp(1.));
  CHECK(sin(90. * degree) == 1.);
  CHECK(log1p(50. * Hz * ms) == std::log1p(0.05));
  CHECK(exp(1000 * Hz * (1 * ms)) == std::exp(1.));
  auto const v = xt::xtensor<float, 1>{0.f, 25.f} * mV;
  auto const lazy = exp(v / (25.f * mV));
  static_assert(convolt::ArrayExpression<decltype(lazy)> && !convolt::AnyQuantity<decltype(lazy)>);
  static_assert(std::is_same_v<convolt::element_t<decltype(lazy)>, float>);
  CHECK(lazy(1) == std::exp(1.f));
  CHECK((lazy * nS)(0).in(nS) == 1.f);
  auto const c = exp(std::complex<double>(0, 1) * radian);
  CHECK(c == std::exp(std::complex<double>(0, 1)));
}

TEST_CASE("every function of numbers is the one of the standard library") {
  double volatile unknown = 0.3;  // or the compiler folds one side with another library
  double const y = unknown;
  auto const x = y * convolt::one;
  CHECK(exp(x) == std::exp(y));
  CHECK(exp2(x) == std::exp2(y));
  CHECK(expm1(x) == std::expm1(y));
  CHECK(log(x) == std::log(y));
  CHECK(log2(x) == std::log2(y));
  CHECK(log10(x) == std::log10(y));
  CHECK(log1p(x) == std::log1p(y));
  CHECK(sin(x) == std::sin(y));
  CHECK(cos(x) == std::cos(y));
  CHECK(tan(x) == std::tan(y));
  CHECK(asin(x) == std::asin(y));
  CHECK(acos(x) == std::acos(y));
  CHECK(atan(x) == std::atan(y));
  CHECK(sinh(x) == std::sinh(y));
  CHECK(cosh(x) == std::cosh(y));
  CHECK(tanh(x) == std::tanh(y));
  CHECK(asinh(x) == std::asinh(y));
  CHECK(acosh((y + 1) * convolt::one) == std::acosh(y + 1));
  CHECK(atanh(x) == std::atanh(y));
  CHECK(erf(x) == std::erf(y));
  CHECK(erfc(x) == std::erfc(y));
}

TEST_CASE("a run-time unit is squared, rooted and refused as it should be") {
  auto const q = tag(xt::xarray<double>{4., 9.}, any_unit(mV * mV));
  CHECK(sqrt(q).unit() == any_unit(mV));
  CHECK(pow<2>(q).unit() == any_unit(mV * mV * mV * mV));
  CHECK(sqrt(q)(1).in(mV) == 3.);
  CHECK(exp(tag(1000., any_unit(Hz * ms))) == std::exp(1.));
  CHECK_THROWS_AS(exp(tag(1., any_unit(mV))), convolt::unit_error);
  CHECK_THROWS_AS(sin(q), convolt::unit_error);
}

TEST_CASE("expressions of temporaries own them") {
  auto const lazy = sqrt(square(xt::xarray<double>{-2., 3.} * mV));
  auto const other = abs(xt::xtensor<double, 1>{-2., 3.} * mV) * 2.;
  CHECK(lazy(0).in(mV) == 2.);
  CHECK(other(0).in(mV) == 4.);
}

TEST_CASE("ratios are rounded to whole numbers") {
  CHECK(round(1.6 * mV / (1. * mV)) == 2.);
  CHECK(floor(1.7 * V / (1. * mV)) == 1700.);
  CHECK(ceil(120. * percent) == 2.);
  xt::xtensor<double, 1> const x{0.4, 0.6};
  CHECK(round(x * mV / (1. * mV))(1) == 1.);
}

}  // namespace
