// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/resample.hpp: SciPy's numbers, rates, axes, what is refused.
#include <convolt/dsp/resample.hpp>

#include <convolt/core/error.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/axis_compare.hpp>
#include <convolt/quantity/compare.hpp>
#include <convolt/quantity/sampled.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>
#include <unit/dsp/resampling/scipy_cases.hpp>

#include <cmath>
#include <complex>
#include <cstddef>
#include <limits>
#include <numbers>
#include <string>
#include <type_traits>

using namespace convolt;
using namespace convolt::units;

namespace {

template <class F>
error caught(F const& f) {
  try {
    f();
  } catch (error const& e) { return e; }
  return error({.category = "nothing thrown"});
}
template <class F>
std::string category_of(F const& f) {
  return std::string(caught(f).category());
}

/// A tone in mV that begins at 7 ms, sampled at 10 kHz.
double tone(double ms_from_zero) { return std::sin(2 * std::numbers::pi * 0.43 * ms_from_zero + 0.3); }
auto tone_at(axis<milli<second>, double> const& t) {
  auto v = xt::xtensor<double, 1>::from_shape({t.size()});
  for (convolt::index i = 0; i < t.count(); ++i) { v(i) = tone(t(i).in(ms)); }
  return sampled(v * mV, t);
}
auto const times = axis(7. * ms, 0.1 * ms, 400);

}  // namespace

TEST_CASE("resample's numbers and counts are SciPy's, of every padding and window") {
  int number = 0;
  for (test::json const* const c : test::resampling_cases("resample_poly")) {
    INFO("case " << number++);
    auto const o = test::resample_options_of(*c);
    auto const up = c->at("up").as_integer(), down = c->at("down").as_integer();
    if (test::is_complex_list(c->at("x"))) {
      using z = std::complex<double>;
      test::check_against_scipy<z>(*c, dsp::resample(test::numbers_of<z>(*c, "x"), up, down, o));
    } else {
      test::check_against_scipy<double>(*c, dsp::resample(test::numbers_of<double>(*c, "x"), up, down, o));
    }
  }
  CHECK(number == 28);
}

TEST_CASE("a ratio keeps unit and start, and the step becomes that times down / up") {
  auto const y = dsp::resample(tone_at(times), 3, 2);
  static_assert(std::is_same_v<decltype(y)::unit_type, milli<volt>>);
  CHECK(y.axis<0>().count() == 600);
  CHECK(y.axis<0>().start() == 7. * ms);
  CHECK(y.axis<0>().step().in(ms) == 0.1 * 2 / 3);
  for (convolt::index i = 200; i < 400; ++i) {  // 430 Hz of 5 kHz, far from both ends: 60 dB and more below
    REQUIRE(std::abs(y(i).in(mV)-tone(y.axis<0>()(i).in(ms))) < 2e-3);
  }
}

TEST_CASE("a rate is taken for the ratio that it is to that of the axis") {
  auto const x = tone_at(times);
  auto const slow = dsp::resample(x, 2.5 * kHz);
  CHECK(slow.axis<0>().count() == 100);
  CHECK(slow.axis<0>().rate().in(kHz) == Approx(2.5).epsilon(1e-15));
  CHECK((slow.raw() == dsp::resample(x, 1, 4).raw()));
  CHECK((dsp::resample(x, 10'000. * Hz).raw() == x.raw()));
  CHECK(dsp::resample(x, 44.1 * kHz).axis<0>().count() == 1764);
  sampled const sound(xt::xtensor<float, 1>(xt::zeros<float>({441})) * one, axis(0.F * s, 1.F / 44100.F * s, 441));
  auto const faster = dsp::resample(sound, 48.F * kHz);
  static_assert(std::is_same_v<decltype(faster)::element_type, float>);
  CHECK(faster.axis<0>().count() == 480);
}

TEST_CASE("an equal rate gives the same samples, and ratios are taken in lowest terms") {
  xt::xtensor<double, 1> const x{1, -2, std::numeric_limits<double>::infinity(), 4};
  CHECK((dsp::resample(x, 7, 7) == x));
  xt::xtensor<double, 1> const y{1, 2, 3, 4, 5};
  CHECK((dsp::resample(y, 6, 4) == dsp::resample(y, 3, 2)));
  CHECK((dsp::resample(y, 3'000'000'000'000, 2'000'000'000'000) == dsp::resample(y, 3, 2)));
}

TEST_CASE("an axis gets the signal at its own samples, wherever it begins") {
  auto const x = tone_at(times);
  auto const t = axis(0.0171 * s, 50. * us, 350);
  auto const y = dsp::resample(x, t);
  static_assert(std::is_same_v<decltype(y)::unit_type, milli<volt>>);
  CHECK(same_samples(y.axis<0>(), t));
  auto const dense = dsp::resample(x, 2, 1);
  for (convolt::index i = 0; i < 350; ++i) { REQUIRE(y(i) == dense(i + 202)); }
  auto const between = dsp::resample(x, axis(17.0431 * ms, 0.15 * ms, 100));
  for (convolt::index i = 0; i < 100; ++i) {
    REQUIRE(std::abs(between(i).in(mV)-tone(between.axis<0>()(i).in(ms))) < 2e-3);
  }
  auto const cut = dsp::resample(x, times.slice(5, 50));
  CHECK((cut.raw() == x.slice<0>(5, 50).raw()));
  CHECK(dsp::resample(x, axis(100. * ms, 1. * ms, 0)).axis<0>().count() == 0);
}

TEST_CASE("an axis that measures something else than time finds its own dimension") {
  auto v = xt::xtensor<double, 2>::from_shape({40, 3});
  for (std::size_t i = 0; i < v.size(); ++i) { v.data()[i] = 1; }
  sampled const x(v * mV, axis(0. * um, 20. * um, 40), axis(0. * ms, 1. * ms, 3));
  auto const y = dsp::resample(x, axis(200. * um, 10. * um, 30));
  CHECK(y.shape(0) == 30);
  CHECK(y(15, 2).in(mV) == Approx(1).epsilon(1e-3));
  sampled const run_time(v * mV, axis(0. * any_unit(um), 20. * any_unit(um), 40), axis(0. * ms, 1. * ms, 3));
  auto const z = dsp::resample(run_time, axis(0.2 * mm, 0.01 * mm, 30), {.axis = 0});
  CHECK(z.axis<0>().start() == 200. * um);
  CHECK((z.raw() == y.raw()));
}

TEST_CASE("an axis that does not fit is refused, with both") {
  auto const x = tone_at(times);
  CHECK(category_of([&] { dsp::resample(x, axis(6.8 * ms, 0.1 * ms, 3)); }) == "coordinate_out_of_range");
  CHECK(category_of([&] { dsp::resample(x, axis(7. * ms, 0.1 * ms, 401)); }) == "coordinate_out_of_range");
  CHECK(dsp::resample(x, axis(7. * ms, 0.05 * ms, 800)).axis<0>().count() == 800);
  CHECK(category_of([&] { dsp::resample(x, axis(40. * ms, -0.1 * ms, 3)); }) == "bad_axis");
  error const e = caught([&] { dsp::resample(x, axis(7. * ms, 0.1003001 * ms, 3)); });
  CHECK(e.category() == "rates_without_ratio");
  CHECK(e.argument() == "axis");
}

TEST_CASE("rates that are no ratio of small numbers are refused with the nearest that is") {
  sampled const x(xt::xtensor<double, 1>{1, 2, 3} * uV, axis(0. * s, 1. / (29'999.954846 * Hz), 3));
  error const e = caught([&] { dsp::resample(x, 1. * kHz); });
  CHECK(e.category() == "rates_without_ratio");
  CHECK(e.expected().find("for the nearest one, 1/30") != std::string::npos);
  CHECK(e.actual() == "1000 Hz");
  CHECK(std::string(e.what()).find("resample(x, 1, 30) gives that") != std::string::npos);
  CHECK(category_of([&] { dsp::resample(tone_at(times), 10.003 * kHz); }) == "rates_without_ratio");
  CHECK(category_of([&] { dsp::resample(x, 1e-9 * Hz); }) == "rates_without_ratio");
  CHECK(category_of([&] { dsp::resample(x, 0. * Hz); }) == "bad_rate");
}

TEST_CASE("zeros beyond the ends have the unit of the signal, and a background is put back") {
  xt::xtensor<double, 1> const rest = xt::xtensor<double, 1>(xt::ones<double>({50})) * -65.;
  auto const v = sampled(rest * mV, axis(0. * ms, 0.1 * ms, 50));
  CHECK(std::abs(dsp::resample(v, 3, 2)(1).in(mV) + 65) > 2);
  CHECK(dsp::resample(v, 3, 2, {.background = dsp::background::median})(1).in(mV) == -65);
  CHECK(dsp::resample(v, 3, 2, {.boundary = boundary::replicate})(1).in(mV) == Approx(-65).epsilon(2e-3));
  CHECK(dsp::resample(v, 3, 2, {.boundary = boundary_value(-0.065 * V)})(1).in(mV) == Approx(-65).epsilon(2e-3));
  CHECK(category_of([&] {
          dsp::resample(v, 3, 2, {.boundary = boundary_value(-65. * mV), .background = dsp::background::mean});
        }) == "background_and_boundary");
  CHECK(category_of([&] { dsp::resample(v, 3, 2, {.boundary = boundary_value(-65. * pA)}); }) == "unit_mismatch");
}

TEST_CASE("what is not a number reaches the results near it alone") {
  auto x = tone_at(times);
  x(200) = std::numeric_limits<double>::quiet_NaN() * mV;
  auto const y = dsp::resample(x, 3, 2, {.background = dsp::background::mean});
  for (convolt::index i = 0; i < 600; ++i) {
    bool const met = std::abs(2 * i - 3 * 200) <= 30;
    REQUIRE(std::isnan(y(i).in(mV)) == met);
  }
}

TEST_CASE("there is nothing at another rate of nothing") {
  CHECK(dsp::resample(xt::xtensor<double, 1>::from_shape({0}), 3, 2).size() == 0);
  CHECK(dsp::resample(xt::xtensor<float, 2>::from_shape({4, 0}), 3, 2, {.axis = 0}).shape(0) == 6);
  CHECK(category_of([&] { dsp::resample(xt::xtensor<double, 1>{1}, 3'000'001, 2); }) == "bad_ratio");
  CHECK(category_of([&] { dsp::resample(xt::xtensor<double, 2>{{1, 2}}, 3, 2); }) == "axis_not_given");
}

TEST_CASE("a run-time unit stays") {
  auto const x = xt::xtensor<double, 1>{1, 2, 3} * any_unit(mV);
  auto const y = dsp::resample(x, 2, 1);
  CHECK(y.unit() == any_unit(mV));
  CHECK(y.raw()(2) == Approx(2).epsilon(1e-3));
}

TEST_CASE("the dimension that is given changes, also where another one's type would fit better") {
  auto const run_time = axis(tag(0., any_unit(ms)), tag(1., any_unit(ms)), 40);
  auto const known = axis(0. * ms, 1. * ms, 4);
  sampled const x(xt::xtensor<double, 2>(xt::ones<double>({40, 4})) * mV, run_time, known);
  auto const y = dsp::resample(x, axis(10. * ms, 1. * ms, 4), {.axis = 0});
  CHECK(y.shape(0) == 4);
  CHECK(y.axis<0>().start().as(ms) == 10. * ms);
  CHECK(same_samples(y.axis<1>(), known));
  sampled const turned(xt::xtensor<double, 2>(xt::ones<double>({4, 40})) * mV, known, run_time);
  auto const z = dsp::resample(turned, axis(10. * ms, 2. * ms, 5), {.axis = 1});
  CHECK(z.shape(1) == 5);
  CHECK(z.axis<1>().step().as(ms) == 2. * ms);
}
