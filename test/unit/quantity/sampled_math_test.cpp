// SPDX-License-Identifier: BSD-3-Clause
/// Functions of sampled quantities: those of their quantities, with the axes.
#include <convolt/quantity/sampled_math.hpp>

#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <cmath>
#include <complex>
#include <limits>
#include <utility>

namespace {

using namespace convolt::units;
using convolt::axis;
using convolt::no_axis;
using convolt::same_samples;
using convolt::sampled;

auto const t = axis(0. * ms, 0.1 * ms, 3);
xt::xtensor<double, 2> const x{{1, -2, 3}, {4, 5, 6}};
auto const v = sampled(x * mV, no_axis, t);
auto const ratio = v / (10. * mV);

TEST_CASE("powers change the unit, absolute values keep it, signs drop it") {
  CHECK((convolt::square(v).unit() == mV * mV));
  CHECK(convolt::sqrt(convolt::square(v)).raw()(0, 1) == 2.);
  CHECK(convolt::pow<3>(v).in(mV * mV * mV)(1, 0) == 64.);
  CHECK(convolt::cbrt(convolt::pow<3>(v)).raw()(1, 2) == Approx(6.));
  CHECK(convolt::abs(v).raw()(0, 1) == 2.);
  CHECK(convolt::sign(v).raw()(0, 1) == -1.);
  CHECK(!convolt::isnan(v).any());
  CHECK(convolt::isfinite(v).all());
  CHECK(!convolt::isinf(v).any());
  CHECK(convolt::round(v, convolt::centi<convolt::volt>{}).raw()(1, 2) == 1.);
  CHECK(convolt::floor(v, V).raw()(0, 1) == -1.);
  CHECK(convolt::ceil(v, V).raw()(0, 0) == 1.);
  CHECK(same_samples(convolt::abs(v).axis<1>(), t));
  auto const z = sampled(xt::xtensor<std::complex<double>, 1>{{3., 4.}, {0., 1.}, {1., 0.}} * mV, t);
  CHECK(convolt::abs(z).raw()(0) == 5.);
  CHECK(convolt::real(z).raw()(0) == 3.);
  CHECK(convolt::imag(convolt::conj(z)).raw()(0) == -4.);
  CHECK(convolt::arg(z).raw()(1) == Approx(std::acos(0.)));
}

TEST_CASE("functions of numbers take ratios of any scale") {
#define CHECK_FUNCTION(name) CHECK(name(ratio).raw()(1, 1) == Approx(std::name(0.5)))
  CHECK_FUNCTION(exp);
  CHECK_FUNCTION(exp2);
  CHECK_FUNCTION(expm1);
  CHECK_FUNCTION(log);
  CHECK_FUNCTION(log2);
  CHECK_FUNCTION(log10);
  CHECK_FUNCTION(log1p);
  CHECK_FUNCTION(sin);
  CHECK_FUNCTION(cos);
  CHECK_FUNCTION(tan);
  CHECK_FUNCTION(asin);
  CHECK_FUNCTION(acos);
  CHECK_FUNCTION(atan);
  CHECK_FUNCTION(sinh);
  CHECK_FUNCTION(cosh);
  CHECK_FUNCTION(tanh);
  CHECK_FUNCTION(asinh);
  CHECK_FUNCTION(atanh);
  CHECK_FUNCTION(erf);
  CHECK_FUNCTION(erfc);
#undef CHECK_FUNCTION
  CHECK(acosh(ratio * 4.).raw()(1, 1) == Approx(std::acosh(2.)));
  CHECK(exp(v / (1. * V)).raw()(1, 1) == Approx(std::exp(0.005)));
  CHECK(same_samples(exp(ratio).axis<1>(), t));
}

TEST_CASE("the smaller, the larger, the remainder, beside numbers and reduced quantities") {
  CHECK(convolt::minimum(v, 3. * mV).raw()(1, 2) == 3.);
  CHECK(convolt::maximum(v, v.mean<1>()).raw()(1, 0) == 5.);
  CHECK(min(v, 0.002 * V).raw()(1, 0) == Approx(2.));
  CHECK(max(v, v).raw()(0, 1) == -2.);
  CHECK(convolt::fmod(v, 4. * mV).raw()(1, 1) == 1.);
  CHECK(convolt::hypot(v, v).raw()(1, 0) == Approx(std::sqrt(32.)));
  CHECK(convolt::atan2(v, v).raw()(1, 0) == Approx(std::atan(1.)));
}

TEST_CASE("clip limits to numbers, and to what has axes") {
  CHECK((clip(v, 0. * mV, 0.005 * V).raw() == xt::xtensor<double, 2>{{1, 0, 3}, {4, 5, 5}}));
  CHECK((clip(v, v.min<1>(), v.mean<1>()).raw()(1, 2) == 5.));
  auto const holey = v * std::numeric_limits<double>::quiet_NaN();
  CHECK(convolt::isnan(clip(holey, 0. * mV, 1. * mV)).all());
  CHECK_THROWS_AS(clip(v, sampled(x * mV, no_axis, axis(1. * ms, 1. * ms, 3)), 1. * mV), convolt::shape_error);
}

TEST_CASE("where chooses by a mask, in the unit of the first choice") {
  auto const positive = where(v > 0. * mV, v, 0. * V);
  CHECK((positive.raw() == xt::xtensor<double, 2>{{1, 0, 3}, {4, 5, 6}}));
  CHECK(where(v > 1. * mV, 1. * V, v).unit() == V);
  CHECK(where(v > 0. * mV, v.mean<1>(), v).raw()(1, 0) == 5.);
  CHECK((where(v > 4. * mV, 1., 0.).sum().raw() == 2.));
  CHECK_THROWS_AS(where(v > 0. * mV, v.slice<1>(0, 2), v), convolt::shape_error);
}

TEST_CASE("reductions under their free names") {
  CHECK(convolt::sum(v).raw() == 17.);
  CHECK(convolt::mean<1>(v).raw()(1) == 5.);
  CHECK(convolt::mean<ms>(v, convolt::keepdims).shape(1) == 1);
  CHECK(convolt::var(v, convolt::ddof{1}).raw() == Approx(v.var(convolt::ddof{1}).raw()));
  CHECK(convolt::variance<1>(v).raw()(1) == Approx(2. / 3));
  CHECK(convolt::stddev(v, convolt::ddof{1}).raw() == Approx(v.stddev(convolt::ddof{1}).raw()));
  CHECK(convolt::stddev(v).raw() == v.stddev().raw());
  CHECK(convolt::amin(v).raw() == -2.);
  CHECK(convolt::amax<0>(v).raw()(1) == 5.);
  CHECK(min(v).raw() == -2.);
  CHECK(max<1>(v).raw()(0) == 3.);
  CHECK(convolt::argmin(v) == 1);
  CHECK(convolt::argmax<1>(v).raw()(1) == 2);
  CHECK(any(v > 5. * mV));
  CHECK(!all<1>(v > 5. * mV).raw()(1));
}

TEST_CASE("closeness has tolerances with units") {
  CHECK(allclose(v, v + 1e-9 * mV));
  CHECK(!allclose(v, v + 1. * mV));
  CHECK(allclose(v, v + 1. * mV, 0., 1.5 * mV));
  CHECK(!isclose(v, v + 1. * mV, 0., 0.5 * mV).any());
}

template <class S>
concept has_exponential = requires(S s) { convolt::exp(s); };
template <class S, class... A>
concept has_mean = requires(S s, A... a) { convolt::mean(s, a...); };
template <class S, class... A>
concept has_member_mean = requires(S s, A... a) { s.mean(a...); };
template <class S>
concept can_be_rounded = requires(S s) { convolt::round(s); };
template <class M, class A, class B>
concept can_choose = requires(M m, A a, B b) { convolt::where(m, a, b); };
using voltages = decltype(sampled(x * mV, no_axis, t));
using ratios = decltype(sampled(x, no_axis, t));
using mask = decltype(std::declval<voltages>() > 1. * mV);
static_assert(has_exponential<ratios> && !has_exponential<voltages> && !can_be_rounded<voltages>);
static_assert(has_mean<voltages> && !has_mean<voltages, int> && has_member_mean<voltages> &&
              !has_member_mean<voltages, int>);
static_assert(can_choose<mask, voltages, voltages> && !can_choose<mask, voltages, double>);
static_assert(!can_choose<bool, voltages, voltages>);
using three = decltype(sampled(xt::xtensor<double, 3>() * mV, no_axis, no_axis, t));
template <class S, class B>
concept can_clip = requires(S s, B b) { convolt::clip(s, b, 1. * mV); };
static_assert(can_clip<three, decltype(std::declval<three>().mean<0>(convolt::keepdims))>);
static_assert(!can_clip<three, voltages> && !can_clip<voltages, three> && !can_choose<mask, three, voltages>);

TEST_CASE("sampled ratios are rounded to whole numbers") {
  xt::xtensor<double, 1> const parts{0.4, 1.6};
  auto const line = convolt::sampled(parts * mV, convolt::axis(0. * ms, 1. * ms, 2));
  CHECK(convolt::round(line / (1. * mV)).raw()(1) == 2.);
  CHECK(convolt::ceil(line / (1. * V)).raw()(0) == 1.);
}

}  // namespace
