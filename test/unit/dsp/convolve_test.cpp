// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/convolve.hpp: SciPy's numbers, units under each measure, where results lie.

#include <convolt/dsp/convolve.hpp>

#include <convolt/core/error.hpp>
#include <convolt/dsp/correlate.hpp>
#include <convolt/kernel.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/build.hpp>
#include <convolt/quantity/math.hpp>
#include <convolt/quantity/print.hpp>
#include <convolt/quantity/sampled.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>
#include <support/scipy_cases.hpp>

#include <cmath>
#include <complex>
#include <limits>
#include <string>

using namespace convolt;
using namespace convolt::units;

namespace {

template <class Tx, class Th, class Ty>
void check_scipy_case(test::json const& c, double tolerance) {
  auto const x = test::numbers_of<Tx>(c, "x");
  auto const h = test::numbers_of<Th>(c, "h");
  auto const wanted = test::numbers_of<Ty>(c, "y");
  auto const o = test::options_of(c);
  bool const correlates = c.at("name").as_string().find("correlate") != std::string::npos;
  xt::xarray<Ty> const y = correlates ? dsp::correlate(x, h, measure::sum, o) : dsp::convolve(x, h, measure::sum, o);
  REQUIRE(y.shape() == wanted.shape());
  for (std::size_t i = 0; i < y.size(); ++i) { REQUIRE(std::abs(y.storage()[i] - wanted.storage()[i]) <= tolerance); }
}

auto const t = axis(0. * ms, 0.1 * ms, 100);
xt::xtensor<double, 1> const ramp = xt::arange<double>(100);

}  // namespace

TEST_CASE("the numbers are SciPy's for every mode and boundary") {
  int number = 0;
  for (test::json const& c : test::scipy_references().at("cases").items()) {
    INFO("case " << number++ << ": " << c.at("name").as_string() << ", mode " << c.at("mode").as_string());
    bool const x_is_complex = test::is_complex_list(c.at("x")), h_is = test::is_complex_list(c.at("h"));
    using z = std::complex<double>;
    double const tolerance = c.at("x").items().size() > 100 ? 1e-13 * 4 * 150 : 1e-14 * 64;  // n eps max|x| sum|h|
    if (h_is) {
      check_scipy_case<z, z, z>(c, tolerance);
    } else if (x_is_complex) {
      check_scipy_case<z, double, z>(c, tolerance);
    } else {
      check_scipy_case<double, double, double>(c, tolerance);
    }
  }
  CHECK(number == 149);
}

TEST_CASE("each measure has its unit") {
  sampled const psc(ramp * pA, t);
  xt::xtensor<double, 1> const taps{1, 2, 1};
  auto const sum = dsp::convolve(psc, taps * (1. / pF), measure::sum);
  static_assert(SameDimension<decltype(sum)::unit_type, decltype(pA / pF)>);
  CHECK(sum(1).in(pA / pF) == 0 + 2 * 1 + 2);
  auto const integral = dsp::convolve(psc, taps * (1. / pF), measure::integral);
  CHECK(integral(1).in(mV) == Approx(4 * 0.1));
  auto const over = dsp::convolve(psc.quantity(), taps * (1. / pF), measure::integral(100. * us));
  CHECK(over(1).in(mV) == Approx(4 * 0.1));
  auto const plane = dsp::convolve(xt::xtensor<double, 2>(xt::ones<double>({3, 3})) * mV,
                                   xt::xtensor<double, 2>(xt::ones<double>({3, 3})), measure::integral(2. * um));
  CHECK(plane(1, 1).in(mV * um * um) == 9 * 4);
}

TEST_CASE("a product without dimension is plain, or sampled in one") {
  xt::xtensor<double, 1> const taps{1.};
  xt::xtensor<double, 1> const y = dsp::convolve(ramp * kHz, taps * ms, measure::sum);
  CHECK(y(3) == 3.);
  auto const z = dsp::convolve(sampled(ramp * Hz, t), taps * ms, measure::sum);
  static_assert(std::same_as<decltype(z)::unit_type, dimensionless>);
  CHECK(z.raw()(3) == Approx(3e-3));
  CHECK(same_samples(z.axis<0>(), t));
}

TEST_CASE("run-time units are carried, and mismatches thrown") {
  auto const x = tag(ramp, any_unit(pA));
  auto const y = dsp::convolve(x, xt::xtensor<double, 1>{2., 1.} * (1. / pF), measure::integral(0.1 * ms));
  CHECK(convolt::in(y, mV)(2) == Approx(0.5));
  CHECK_THROWS_AS(dsp::convolve(x, xt::xtensor<double, 1>{1., 1.}, measure::sum, {.boundary = boundary_value(1. * mV)}),
                  unit_error);
}

TEST_CASE("kernel objects are placed by their own lags") {
  xt::xtensor<double, 1> impulse = xt::zeros<double>({100});
  impulse(40) = 1;
  sampled const x(impulse * pA, t);
  auto const decay = kernel::exponential(0.5 * ms);
  auto const y = dsp::convolve(x, decay, measure::sum);
  CHECK(y.raw()(39) == 0.);
  CHECK(y.raw()(40) == 1.);
  CHECK(y.raw()(45) == Approx(std::exp(-1.)));
  CHECK(dsp::convolve(x, decay, measure::integral)(40).in(pA * ms) == Approx(0.5 * 0.1));  // half weight at the jump
  auto const wide = dsp::convolve(x, decay, measure::sum, {.mode = full});
  CHECK(wide.axis<0>().start() == 0. * ms);
  CHECK(wide.raw()(40) == 1.);
  auto const centred = dsp::convolve(x, kernel::gaussian(0.4 * ms), measure::integral);
  CHECK(centred.raw()(40) > centred.raw()(39));
  CHECK(centred.raw()(39) == Approx(centred.raw()(41)));
  CHECK(dsp::convolve(x, decay, measure::sum, {.mode = causal}).raw()(40) == 1.);
  CHECK_THROWS_AS(dsp::convolve(x, kernel::gaussian(0.4 * ms), measure::sum, {.mode = causal}), parameter_error);
}

TEST_CASE("a kernel goes along time, whatever the other axes are") {
  xt::xtensor<double, 2> numbers = xt::zeros<double>({3, 50});
  numbers(1, 10) = 2;
  sampled const x(numbers * mV, no_axis, axis(0. * ms, 1. * ms, 50));
  auto const y = dsp::convolve(x, kernel::exponential(5. * ms), measure::sum);
  CHECK(y.raw()(1, 15) == Approx(2 * std::exp(-1.)));
  CHECK(y.raw()(0, 15) == 0.);
  sampled const map(numbers * mV, axis(0. * um, 20. * um, 3), axis(0. * ms, 1. * ms, 50));
  CHECK(dsp::convolve(map, xt::xtensor<double, 1>{0., 0., 1.}, measure::sum).raw()(1, 11) == 2.);
  auto const across = dsp::convolve(map, xt::xtensor<double, 1>{0., 0., 1.}, measure::sum, {.axis = 0});
  CHECK(across.raw()(2, 10) == 2.);
  CHECK(dsp::convolve(map, kernel::gaussian(2. * ms), measure::integral).raw()(1, 10) > 0);
  CHECK_THROWS_AS(dsp::convolve(map, xt::xtensor<double, 1>{1.}, measure::integral, {.axis = 0}), unit_error);
}

TEST_CASE("steps that differ are refused with both") {
  sampled const x(ramp * pA, t);
  sampled const h(xt::xtensor<double, 1>{1., 1., 1.}, axis(0. * ms, 0.2 * ms, 3));
  try {
    static_cast<void>(dsp::convolve(x, h, measure::sum));
    FAIL("no error");
  } catch (parameter_error const& e) {
    CHECK(e.category() == "step_mismatch");
    CHECK(e.expected() == "0.1 ms");
    CHECK(e.actual() == "0.2 ms");
  }
  CHECK_THROWS_AS(dsp::convolve(x, h, measure::integral(0.2 * ms)), parameter_error);
  sampled const shifted(xt::xtensor<double, 1>{1., 1.}, axis(0.05 * ms, 0.1 * ms, 2));
  CHECK_THROWS_AS(dsp::convolve(x, shifted, measure::sum), parameter_error);
  auto const between = dsp::convolve(x, shifted, measure::sum, {.mode = full});
  CHECK(between.axis<0>().start().in(ms) == Approx(0.05));
  try {
    static_cast<void>(dsp::convolve(x, kernel::exponential(0.01 * ms), measure::integral));
    FAIL("no error");
  } catch (parameter_error const& e) { CHECK(e.category() == "axis_too_coarse"); }
}

TEST_CASE("no samples, no results") {
  xt::xtensor<double, 1> const nothing = xt::xtensor<double, 1>::from_shape({0});
  sampled const x(nothing * pA, axis(3. * ms, 0.1 * ms, 0));
  for (dsp::mode const mode : {dsp::mode(same), dsp::mode(full), dsp::mode(valid), dsp::mode(causal)}) {
    for (boundary const b : {boundary::zero, boundary::reflect}) {
      auto const y = dsp::convolve(x, kernel::alpha(1. * ms), measure::integral, {.mode = mode, .boundary = b});
      CHECK(y.size() == 0);
    }
  }
  CHECK(dsp::convolve(nothing, ramp, measure::sum, {.mode = full}).size() == 0);
  CHECK_THROWS_AS(dsp::convolve(ramp, nothing, measure::sum), shape_error);
}

TEST_CASE("NaN stays where its window is, long kernels or short") {
  xt::xtensor<double, 1> x = xt::ones<double>({4000});
  x(2000) = std::nan("");
  xt::xtensor<double, 1> const h = xt::ones<double>({501});
  auto const y = dsp::convolve(x, h, measure::sum);
  for (std::size_t i = 0; i < 4000; ++i) { REQUIRE(std::isnan(y(i)) == (i >= 1750 && i <= 2250)); }
  CHECK(y(1000) == Approx(501.));
}

TEST_CASE("an alpha current through a leaky membrane, within 3e-4 of the peak at 0.1 ms, error falling as its square") {
  auto const tau_s = 2. * ms, tau = 10. * ms;
  auto const c = 250. * pF;
  auto const exact = kernel::membrane(kernel::alpha(tau_s, 100. * pA), tau, c);
  double previous = 0;
  for (double const dt : {0.1, 0.05, 0.025}) {
    auto const when = axis(0. * ms, dt * ms, static_cast<int>(100 / dt) + 1);
    auto const current = kernel::samples(kernel::alpha(tau_s, 100. * pA), when);
    auto const psp = dsp::convolve(current, kernel::exponential(tau, 1. / c), measure::integral, {.mode = causal});
    double worst = 0, peak = exact.peak().in(mV);
    for (convolt::index i = 0; i < when.count(); ++i) {
      worst = std::max(worst, std::abs(psp(i).in(mV)-exact(when(i)).in(mV)) / peak);
    }
    INFO("dt " << dt << " ms: " << worst << " of the peak, " << previous / worst << " times less");
    if (dt == 0.1) { CHECK(worst < 3e-4); }
    if (previous > 0) {
      CHECK(previous / worst > 3.8);
      CHECK(previous / worst < 4.2);
    }
    previous = worst;
  }
}
