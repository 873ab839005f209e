// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/filters/response.hpp.

#include <convolt/dsp/filters/response.hpp>

#include <convolt/core/error.hpp>
#include <convolt/dsp/filters/band.hpp>
#include <convolt/dsp/filters/butterworth.hpp>
#include <convolt/dsp/filters/firwin.hpp>
#include <convolt/dsp/filters/notch.hpp>
#include <convolt/dsp/filters/savitzky_golay.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/compare.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>
#include <support/scipy_filters.hpp>

#include <cmath>
#include <complex>
#include <concepts>
#include <numbers>

using namespace convolt;
using namespace convolt::units;
using number = std::complex<double>;

TEST_CASE("responses and delays of sections are those of SciPy") {
  for (test::json const& c : test::scipy_filters().at("recursive").items()) {
    INFO(c.at("family").as_string() << " " << c.at("order").as_integer() << " " << c.at("pass").as_string());
    dsp::detail::evaluated_sections const filter{test::sections_of(c)};
    double const rate = c.at("rate").as_double();
    auto const f = test::list_of(c, "f"), delay = test::list_of(c, "delay");
    auto const response = test::complex_list_of(c, "response");
    double largest = 0;
    for (double const d : delay) { largest = std::max(largest, std::abs(d)); }
    for (std::size_t i = 0; i < f.size(); ++i) {
      double const turn = 2 * std::numbers::pi * f[i] / rate;
      CHECK(std::abs(filter.response(turn) - response[i]) < 1e-12);
      CHECK(std::abs(filter.delay(turn) / rate - delay[i]) < 1e-10 * largest);
    }
  }
}

TEST_CASE("responses of taps are those of SciPy") {
  for (test::json const& c : test::scipy_filters().at("finite").items()) {
    dsp::detail::evaluated_taps const filter{test::list_of(c, "taps")};
    auto const f = test::list_of(c, "f");
    auto const response = test::complex_list_of(c, "response");
    double size = 0;
    for (double const tap : filter.taps) { size += std::abs(tap); }
    for (std::size_t i = 0; i < f.size(); ++i) {
      double const turn = 2 * std::numbers::pi * f[i] / c.at("rate").as_double();
      CHECK(std::abs(filter.response(turn) - response[i]) < 1e-13 * size);
    }
  }
}

TEST_CASE("a response is asked for at a frequency, at many, and on an axis") {
  auto const d = dsp::butterworth(3, dsp::lowpass(80. * Hz));
  number const at_80 = dsp::response(d, 80. * Hz, 1. * kHz);
  CHECK(std::norm(at_80) == Approx(0.5).epsilon(1e-12));
  auto const many = dsp::response(d, xt::xtensor<float, 2>{{0.f, 0.08f}} * kHz, 1. * kHz);
  static_assert(std::same_as<std::remove_const_t<decltype(many)>, xt::xtensor<number, 2>>);
  CHECK(std::abs(many(0, 0) - 1.) < 1e-12);
  CHECK(std::abs(many(0, 1) - at_80) < 1e-6);
  auto const on_axis = dsp::response(d, axis(0. * Hz, 40. * Hz, 3), 1000. * Hz);
  CHECK(std::abs(on_axis.raw()(2) - at_80) < 1e-14);
  CHECK(on_axis.axis<0>()(2) == 80. * Hz);
  CHECK(dsp::response(d, axis(0. * Hz, 40. * Hz, 0), 1000. * Hz).size() == 0);
  CHECK_THROWS_AS(dsp::response(d, 80. * Hz, 100. * Hz), parameter_error);
}

TEST_CASE("the response of a derivative is per time") {
  auto const h = dsp::response(dsp::savitzky_golay<1>(3. * ms, 1), 10. * Hz, 1000. * Hz);
  // Without the delay of a sample, i omega but for the third order.
  number const shifted = h.in(kHz)*std::polar(1., 2 * std::numbers::pi * 0.01);
  CHECK(std::abs(shifted - number(0, std::sin(2 * std::numbers::pi * 0.01))) < 1e-15);
}

TEST_CASE("delays are times; symmetric taps delay by half of their length, also at their zeros") {
  auto const taps = dsp::firwin(11, dsp::lowpass(80. * Hz));
  CHECK(dsp::group_delay(taps, 500. * Hz, 1. * kHz) == 5. * ms);
  auto const on_axis = dsp::group_delay(taps, axis(0. * Hz, 100. * Hz, 6), 1. * kHz);
  CHECK(on_axis(3).in(ms) == 5.);
  auto const d = dsp::butterworth(1, dsp::lowpass(80. * Hz));
  // At f = 0 the delay of an analog filter is that of the one bent: tan(pi fc / rate) ..
  double const analog = 1 / (2 * std::tan(std::numbers::pi * 0.08));
  CHECK(dsp::group_delay(d, 0. * Hz, 1. * kHz).in(ms) == Approx(analog).epsilon(1e-12));
  CHECK(std::isfinite(dsp::group_delay(d, 500. * Hz, 1. * kHz).raw()));
  CHECK(std::isfinite(dsp::group_delay(dsp::notch(50. * Hz, 30), 50. * Hz, 1. * kHz).raw()));
}
