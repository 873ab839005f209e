// SPDX-License-Identifier: BSD-3-Clause
/// Dimensionless quantities of any scale where numbers are wanted: in formulas of neuron models, in functions of the
/// standard library, in plain arrays; and never as integers unasked.
#include <convolt/quantity/number.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/compare.hpp>
#include <convolt/quantity/math.hpp>
#include <convolt/quantity/select.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <cmath>
#include <complex>
#include <type_traits>

namespace {

using namespace convolt::units;
using convolt::one;
using line = xt::xtensor<double, 1>;

using mole_ratio = decltype(1. * V / (1. * mV));
using float_ratio = decltype(1.F * V / (1.F * mV));
using percents = decltype(50 * percent);
using whole = decltype(1 * one);
static_assert(std::is_convertible_v<mole_ratio, double> && std::is_convertible_v<mole_ratio, float>);
static_assert(std::is_convertible_v<float_ratio, double> && std::is_convertible_v<percents, double>);
static_assert(std::is_convertible_v<mole_ratio, std::complex<double>>);
static_assert(!std::is_convertible_v<mole_ratio, int> && !std::is_convertible_v<mole_ratio, bool> &&
              !std::is_convertible_v<float_ratio, long> && !std::is_convertible_v<percents, int>);
static_assert(std::is_convertible_v<whole, int> && std::is_convertible_v<whole, double>);
static_assert(std::is_constructible_v<int, mole_ratio> && std::is_constructible_v<std::size_t, mole_ratio>);
static_assert(!std::is_convertible_v<decltype(1. * mV), double> && !std::is_constructible_v<double, decltype(1. * mV)>);
static_assert(!std::is_convertible_v<convolt::quantity<convolt::any_unit, double>, double>);
using ratios = convolt::quantity<decltype(V / mV), line>;
static_assert(std::is_convertible_v<ratios, line> && !std::is_convertible_v<ratios, xt::xtensor<int, 1>>);
static_assert(std::is_assignable_v<line&, ratios> && !std::is_assignable_v<int&, mole_ratio>);
template <class X, class Q>
concept takes_on = requires(X& x, Q const& q) { x += q; };
template <class X, class Q>
concept multiplies_by = requires(X& x, Q const& q) { x *= q; };
static_assert(takes_on<double, mole_ratio> && takes_on<float, mole_ratio> && !takes_on<int, mole_ratio>);
static_assert(!takes_on<double, decltype(1. * mV)> && !takes_on<line, decltype(1. * mV)>);
static_assert(takes_on<line, ratios> && takes_on<line, mole_ratio> && !takes_on<double, ratios>);
static_assert(multiplies_by<double, mole_ratio> && multiplies_by<line, ratios> && !multiplies_by<int, mole_ratio>);
static_assert(!multiplies_by<double, decltype(1. * mV)> && !multiplies_by<xt::xtensor<int, 1>, ratios>);

TEST_CASE("the gate of a Hodgkin-Huxley model takes one step, as a number and as an array") {
  auto const dt = 10. * us;
  auto const alpha = 0.5 / ms;
  auto const beta = 200. * Hz;
  double gate = 0.2;
  gate += dt * (alpha * (1. - gate) - beta * gate);
  double const expected = 0.2 + 0.01 * (0.5 * 0.8 - 0.2 * 0.2);
  CHECK(gate == Approx(expected).epsilon(1e-15));
  float single = 0.2F;
  single += dt * (alpha * (1.F - single) - beta * single);
  CHECK(single == Approx(expected).epsilon(1e-6));

  line gates{0.2, 0.7};
  gates += dt * (alpha * (1. - gates) - beta * gates);
  CHECK(gates(0) == Approx(expected).epsilon(1e-15));
  CHECK(gates(1) == Approx(0.7 + 0.01 * (0.5 * 0.3 - 0.2 * 0.7)).epsilon(1e-15));
  gates = gates * (dt / (1. * ms)) + 1.;
  CHECK(gates(0) == Approx(1. + expected / 100.).epsilon(1e-15));
  gates -= line{1000., 2000.} * (1. * mV) / (1. * V);
  CHECK(gates(1) == Approx(1. + 0.70001 / 100. - 2.).margin(1e-4));
}

TEST_CASE("beside a plain number a ratio is in 1") {
  auto const ratio = 1. * mV / (500. * uV);
  CHECK((1. + ratio).raw() == 3.);
  CHECK((ratio + 1.).raw() == 3.);
  CHECK((1 - ratio).raw() == -1.);
  CHECK((1. + ratio).unit() == one);
  CHECK((ratio + 1.).unit() == one);
  CHECK((1.5 < ratio && ratio > 1.5 && ratio <= 2. && 2. == ratio && ratio != 2.5));
  CHECK((1. + 50 * percent).raw() == 1.5);
  CHECK((50 * percent - 1).raw() == -0.5);
  CHECK((0.5 == 50 * percent));
  CHECK(max(ratio, 3.).raw() == 3.);
  CHECK(clip(ratio, 0., 1.).raw() == 1.);
  CHECK(where(true, ratio, 0.).raw() == 2.);
  CHECK(where(false, 1., ratio).raw() == 2.);
  CHECK((isclose(ratio, 2.) && allclose(2., ratio)));
  line const numbers{1., 2.};
  CHECK((numbers + ratio)(1).raw() == 4.);
  CHECK((numbers * ratio < 3.)(0));
  CHECK((1. / (1. + ratio)).raw() == 1. / 3.);
}

TEST_CASE("ratios change plain numbers and quantities in place") {
  auto const ratio = 1. * V / (500. * mV);
  double x = 3.;
  x -= ratio;
  x *= ratio;
  CHECK(x == 2.);
  x /= 50 * percent;
  CHECK(x == 4.);
  x = ratio;
  CHECK(x == 2.);
  std::complex<double> z{1., 1.};
  z *= ratio;
  CHECK(z == std::complex<double>(2., 2.));
  auto v = 3. * mV;
  v *= ratio;
  v /= 1000. * mV / (1. * V);
  CHECK(v.raw() == 6.);
  auto p = 50. * percent;
  p += 0.25;
  CHECK(p.raw() == 75.);
  line plain{1., 2.};
  plain *= ratio;
  plain /= 1. * V / (250. * mV);
  CHECK((plain == line{0.5, 1.}));
  xt::view(plain, xt::range(1, 2)) += ratio;
  CHECK(plain(1) == 3.);
}

double half(double x) { return x / 2.; }

TEST_CASE("functions of numbers take ratios") {
  auto const x = 500. * mV / (1. * V);
  CHECK(std::exp(x) == std::exp(0.5));
  CHECK(std::pow(x, 2) == 0.25);
  CHECK(std::tanh(x / 1.) == std::tanh(0.5));
  CHECK(std::isfinite(x));
  CHECK(half(x) == 0.25);
  CHECK(exp(x) == std::exp(0.5));
  CHECK(std::lround(3000. * mV / (1. * V)) == 3);
  CHECK(static_cast<int>(0.3 * ms / (0.1 * ms)) == 2);
  CHECK(static_cast<std::size_t>(1. * s / (1. * ms)) == 1000U);
  int const seven = 7 * one;
  CHECK(seven == 7);
  double const number = x;
  CHECK(number == 0.5);
  static_assert(double(1. * mV / (1. * V)) == 0.001);
  line const plain = line{1., 2.} * V / (1. * mV);
  CHECK(plain(1) == 2000.);
}

}  // namespace
