// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/analytic_signal.hpp.
#include <convolt/dsp/analytic_signal.hpp>

#include <convolt/core/error.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/compare.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>
#include <unit/dsp/resampling/scipy_cases.hpp>

#include <cmath>
#include <complex>
#include <limits>
#include <numbers>
#include <type_traits>

using namespace convolt;
using namespace convolt::units;

TEST_CASE("the analytic signal is SciPy's hilbert for every length, and its size the envelope") {
  int number = 0;
  for (test::json const* const c : test::resampling_cases("hilbert")) {
    INFO("case " << number++);
    auto const x = test::numbers_of<double>(*c, "x");
    xt::xarray<std::complex<double>> const z = dsp::analytic_signal(x, {.axis = test::axis_of(*c)});
    test::check_against_scipy(*c, z);
    xt::xarray<double> const size = dsp::envelope(x, {.axis = test::axis_of(*c)});
    for (std::size_t i = 0; i < z.size(); ++i) {
      REQUIRE(z.storage()[i].real() == x.storage()[i]);
      REQUIRE(size.storage()[i] == Approx(std::abs(z.storage()[i])).epsilon(1e-15));
    }
  }
  CHECK(number == 9);
}

TEST_CASE("an oscillation has its amplitude as envelope, with unit and axis, in its own precision") {
  auto v = xt::xtensor<float, 2>::from_shape({3, 100});
  for (std::size_t channel = 0; channel < 3; ++channel) {
    for (std::size_t i = 0; i < 100; ++i) {
      double const phase = 2 * std::numbers::pi * 0.07 * static_cast<double>(i);
      v(channel, i) = static_cast<float>(static_cast<double>(channel + 1) * std::cos(phase));
    }
  }
  sampled const x(v * uV, no_axis, axis(2. * s, 1. * ms, 100));
  auto const y = dsp::envelope(x);
  static_assert(std::is_same_v<std::remove_cvref_t<decltype(y)>, std::remove_cvref_t<decltype(x)>>);
  CHECK(y.axis<1>().start() == 2. * s);
  // A transform of N numbers is off by about log2(N) roundings of the root of their mean square.
  float const bound = 3 * 10 * std::numeric_limits<float>::epsilon();
  for (std::size_t i = 0; i < 100; ++i) { REQUIRE(std::abs(y(2, i).in(uV)-3) < bound); }
  static_assert(std::is_same_v<decltype(dsp::analytic_signal(x))::element_type, std::complex<float>>);
}

TEST_CASE("nothing has no envelope, one sample is its own, and what is not a number is in all results") {
  CHECK(dsp::envelope(xt::xtensor<double, 1>::from_shape({0})).size() == 0);
  CHECK(dsp::envelope(xt::xtensor<double, 2>::from_shape({0, 3}), {.axis = 1}).shape(1) == 3);
  CHECK(dsp::envelope(xt::xtensor<double, 1>{-2})(0) == 2);
  xt::xtensor<double, 1> x{1, 2, 3, 4, 5};
  x(3) = std::nan("");
  for (double const y : dsp::envelope(x)) { CHECK(std::isnan(y)); }
  CHECK_THROWS_AS(dsp::envelope(xt::xtensor<double, 2>{{1, 2}}), parameter_error);
}
