// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/filters/filter.hpp.

#include <convolt/dsp/filters/filter.hpp>

#include <convolt/core/error.hpp>
#include <convolt/dsp/filters/butterworth.hpp>
#include <convolt/dsp/filters/firwin.hpp>
#include <convolt/dsp/filters/savitzky_golay.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/compare.hpp>
#include <convolt/quantity/sampled.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>
#include <support/scipy_filters.hpp>

#include <cmath>
#include <complex>
#include <concepts>
#include <limits>
#include <string>

using namespace convolt;
using namespace convolt::units;

namespace {

xt::xtensor<double, 1> scipy_signal() {
  auto const list = test::list_of(test::scipy_filters(), "x");
  xt::xtensor<double, 1> x(std::array<std::size_t, 1>{list.size()});
  for (std::size_t i = 0; i < list.size(); ++i) { x(i) = list[i]; }
  return x;
}
auto const third = dsp::butterworth(3, dsp::bandpass(30. * Hz, 80. * Hz));
auto const taps = dsp::firwin(11, dsp::lowpass(80. * Hz));

}  // namespace

TEST_CASE("filtered signals are those of SciPy") {
  auto const x = scipy_signal();
  for (test::json const& c : test::scipy_filters().at("filtered").items()) {
    std::string const& name = c.at("name").as_string();
    auto const expected = test::list_of(c, "y");
    INFO(name << " " << c.at("pass").as_string());
    if (name == "sosfilt") {
      auto const d = dsp::butterworth(c.at("order").as_integer(), test::band_of(c));
      CHECK(test::difference_of(dsp::filter(d, x, 1. * kHz), expected) < 1e-12);
    } else if (name == "lfilter") {
      auto const d = dsp::firwin(c.at("count").as_integer(), test::band_of(c));
      CHECK(test::difference_of(dsp::filter(d, x, 1. * kHz), expected) < 1e-12);
    }
  }
}

TEST_CASE("a sampled signal brings its rate, and keeps its unit and its axes") {
  auto const plain = scipy_signal();
  auto const x = sampled(plain * mV, axis(2. * s, 1. * ms, 60));
  auto const y = dsp::filter(third, x);
  static_assert(std::same_as<std::remove_const_t<decltype(y)>, std::remove_const_t<decltype(x)>>);
  CHECK((y.raw() == dsp::filter(third, plain, 1. * kHz)));
  CHECK(y.axis<0>().start() == 2. * s);
  CHECK((dsp::filter(third, x, 1000. * Hz).raw() == y.raw()));
  CHECK_THROWS_AS(dsp::filter(third, x, 2. * kHz), parameter_error);
  CHECK_THROWS_AS(dsp::filter(dsp::butterworth(1, dsp::highpass(500. * Hz)), x), parameter_error);
}

TEST_CASE("channels are filtered side by side, along the axis that is given") {
  auto const single = scipy_signal();
  xt::xtensor<double, 2> many(std::array<std::size_t, 2>{60, 3});
  for (std::size_t n = 0; n < 60; ++n) {
    for (std::size_t c = 0; c < 3; ++c) { many(n, c) = static_cast<double>(c + 1) * single(n); }
  }
  auto const check = [](auto const& y, auto const& of_one, auto const& at) {
    for (std::size_t n = 0; n < 60; ++n) {
      for (std::size_t c = 0; c < 3; ++c) {
        CHECK(at(y, n, c) == Approx(static_cast<double>(c + 1) * of_one(n)).margin(1e-12));
      }
    }
  };
  auto const by_row = [](auto const& y, std::size_t n, std::size_t c) { return y(n, c); };
  check(dsp::filter(third, many, 1. * kHz, {.axis = 0}), dsp::filter(third, single, 1. * kHz), by_row);
  check(dsp::filter(taps, many, 1. * kHz, {.axis = -2}), dsp::filter(taps, single, 1. * kHz), by_row);
  check(dsp::filter(third, xt::transpose(many), 1. * kHz, {.axis = 1}), dsp::filter(third, single, 1. * kHz),
        [](auto const& y, std::size_t n, std::size_t c) { return y(c, n); });
  CHECK_THROWS_AS(dsp::filter(third, many, 1. * kHz), parameter_error);
}

TEST_CASE("float stays float, computed in double; complex parts are filtered apart") {
  auto const x = scipy_signal();
  xt::xtensor<float, 1> const narrow = xt::cast<float>(x);
  auto const y = dsp::filter(third, narrow * mV, 1. * kHz);
  static_assert(std::same_as<std::remove_const_t<decltype(y)>, tensor<mV, float, 1>>);
  xt::xtensor<double, 1> const wide = narrow;
  auto const in_double = dsp::filter(third, wide, 1. * kHz);
  for (std::size_t n = 0; n < 60; ++n) { CHECK(y.raw()(n) == static_cast<float>(in_double(n))); }
  xt::xtensor<std::complex<double>, 1> const z = x * std::complex<double>(1, -2);
  auto const of_z = dsp::filter(third, z, 1. * kHz);
  CHECK(std::abs(of_z(59) - std::complex<double>(1, -2) * dsp::filter(third, x, 1. * kHz)(59)) < 1e-14);
}

TEST_CASE("a derivative is per time") {
  xt::xtensor<double, 1> line(std::array<std::size_t, 1>{9});
  for (std::size_t n = 0; n < 9; ++n) { line(n) = 3 * static_cast<double>(n); }  // 3 mV each 0.5 ms
  auto const slope = dsp::filter(dsp::savitzky_golay<1>(2.5 * ms, 2), sampled(line * mV, axis(0. * ms, 0.5 * ms, 9)));
  CHECK(slope.in(mV / ms)(8) == Approx(6));
  CHECK(slope.axis<0>().count() == 9);
}

TEST_CASE("a NaN stays where taps reach, and remains in its line behind sections") {
  xt::xtensor<double, 2> x = xt::zeros<double>({60, 2});
  x(20, 0) = std::numeric_limits<double>::quiet_NaN();
  auto const by_taps = dsp::filter(taps, x, 1. * kHz, {.axis = 0});
  auto const by_sections = dsp::filter(third, x, 1. * kHz, {.axis = 0});
  for (std::size_t n = 0; n < 60; ++n) {
    CHECK(std::isnan(by_taps(n, 0)) == (n >= 20 && n < 31));
    CHECK(std::isnan(by_sections(n, 0)) == (n >= 20));
    CHECK((by_taps(n, 1) == 0 && by_sections(n, 1) == 0));
  }
}

TEST_CASE("nothing in, nothing out; one sample is enough") {
  CHECK(dsp::filter(third, xt::xtensor<double, 1>(), 1. * kHz).size() == 0);
  CHECK(dsp::filter(taps, xt::xtensor<double, 1>(), 1. * kHz).size() == 0);
  CHECK_THROWS_AS(dsp::filter(taps, xt::xtensor<double, 1>(), 160. * Hz), parameter_error);
  CHECK(dsp::filter(taps, xt::xtensor<double, 1>{2.}, 1. * kHz)(0) == 2 * dsp::taps(taps, 1. * kHz)(0));
}
