// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/filters/filtfilt.hpp.

#include <convolt/dsp/filters/filtfilt.hpp>

#include <convolt/core/error.hpp>
#include <convolt/dsp/filters/butterworth.hpp>
#include <convolt/dsp/filters/firwin.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/compare.hpp>
#include <convolt/quantity/sampled.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>
#include <support/scipy_filters.hpp>

#include <array>
#include <complex>
#include <concepts>
#include <cstddef>
#include <limits>
#include <string>

using namespace convolt;
using namespace convolt::units;

namespace {
auto const third = dsp::butterworth(3, dsp::lowpass(80. * Hz));
auto const taps = dsp::firwin(4, dsp::lowpass(80. * Hz));
}  // namespace

TEST_CASE("signals filtered both ways are those of SciPy") {
  auto const list = test::list_of(test::scipy_filters(), "x");
  xt::xtensor<double, 1> x(std::array<std::size_t, 1>{list.size()});
  for (std::size_t i = 0; i < list.size(); ++i) { x(i) = list[i]; }
  for (test::json const& c : test::scipy_filters().at("filtered").items()) {
    std::string const& name = c.at("name").as_string();
    auto const expected = test::list_of(c, "y");
    INFO(name << " " << c.at("pass").as_string());
    if (name == "sosfiltfilt") {
      auto const d = dsp::butterworth(c.at("order").as_integer(), test::band_of(c));
      CHECK(test::difference_of(dsp::filtfilt(d, x, 1. * kHz), expected) < 1e-12);
    } else if (name == "filtfilt") {
      auto const d = dsp::firwin(c.at("count").as_integer(), test::band_of(c));
      CHECK(test::difference_of(dsp::filtfilt(d, x, 1. * kHz), expected) < 1e-12);
    }
  }
}

TEST_CASE("signals filtered both ways are those of SciPy with every padtype and padlen") {
  auto const list = test::list_of(test::scipy_filters(), "x");
  xt::xtensor<double, 1> x(std::array<std::size_t, 1>{list.size()});
  for (std::size_t i = 0; i < list.size(); ++i) { x(i) = list[i]; }
  auto const by_sections = dsp::butterworth(3, dsp::bandpass(30. * Hz, 80. * Hz));
  auto const by_taps = dsp::firwin(11, dsp::lowpass(80. * Hz));
  for (test::json const& c : test::scipy_filters().at("continued").items()) {
    std::string const& type = c.at("padtype").as_string();
    convolt::index const length = c.at("padlen").as_integer();
    INFO(type << " " << length);
    dsp::filtfilt_options o;
    o.padtype = type == "odd"    ? dsp::padtype::odd
                : type == "even" ? dsp::padtype::even
                : type == "none" ? dsp::padtype::none
                                 : dsp::padtype::constant;
    if (length >= 0) { o.padlen = length; }
    CHECK(test::difference_of(dsp::filtfilt(by_sections, x, 1. * kHz, o), test::list_of(c, "sections")) < 1e-12);
    CHECK(test::difference_of(dsp::filtfilt(by_taps, x, 1. * kHz, o), test::list_of(c, "taps")) < 1e-12);
    if (length >= 0) {
      o.padlen = static_cast<double>(length) * ms;
      CHECK(test::difference_of(dsp::filtfilt(by_taps, x, 1. * kHz, o), test::list_of(c, "taps")) < 1e-12);
    }
  }
}

TEST_CASE("what is straight stays where it is, in every channel, with unit and axes") {
  xt::xtensor<float, 3> x(std::array<std::size_t, 3>{2, 40, 3});
  for (std::size_t a = 0; a < 2; ++a) {
    for (std::size_t n = 0; n < 40; ++n) {
      for (std::size_t c = 0; c < 3; ++c) {
        x(a, n, c) = static_cast<float>(n) * static_cast<float>(c + 1) + static_cast<float>(a);
      }
    }
  }
  auto const signal = sampled(x * mV, no_axis, axis(1.f * ms, 1.f * ms, 40), no_axis);
  auto const by_sections = dsp::filtfilt(third, signal), by_taps = dsp::filtfilt(taps, signal);
  static_assert(std::same_as<std::remove_const_t<decltype(by_taps)>, std::remove_const_t<decltype(signal)>>);
  CHECK(by_sections.axis<1>().start() == 1.f * ms);
  // Beyond its ends a straight line goes on; but for the constant before that, whose trace has faded at the middle.
  for (std::size_t a = 0; a < 2; ++a) {
    for (std::size_t c = 0; c < 3; ++c) {
      CHECK(by_sections.raw()(a, 20, c) == Approx(x(a, 20, c)).epsilon(1e-4));
      CHECK(by_taps.raw()(a, 20, c) == Approx(x(a, 20, c)).epsilon(1e-6));
    }
  }
  auto const same_by_taps = dsp::filtfilt(taps, xt::xtensor<float, 1>(xt::view(x, 1, xt::all(), 2)), 1. * kHz);
  CHECK(same_by_taps(7) == Approx(by_taps.raw()(1, 7, 2)).epsilon(1e-6));
}

TEST_CASE("a signal no longer than its continuation is refused, one sample more is enough") {
  auto const of_length = [](std::size_t n) { return xt::xtensor<double, 1>(xt::ones<double>({n})); };
  CHECK_THROWS_AS(dsp::filtfilt(third, of_length(12), 1. * kHz), shape_error);
  CHECK(dsp::filtfilt(third, of_length(13), 1. * kHz)(6) == Approx(1).epsilon(1e-12));
  CHECK_THROWS_AS(dsp::filtfilt(taps, of_length(12), 1. * kHz), shape_error);
  CHECK(dsp::filtfilt(taps, of_length(13), 1. * kHz)(0) == Approx(1).epsilon(1e-12));
  CHECK(dsp::filtfilt(third, of_length(0), 1. * kHz).size() == 0);
  CHECK(dsp::filtfilt(third, of_length(1), 1. * kHz, {.padtype = dsp::padtype::none})(0) == Approx(1).epsilon(1e-12));
  CHECK_THROWS_AS(dsp::filtfilt(third, of_length(50), 1. * kHz, {.padlen = 50. * ms}), shape_error);
  CHECK(dsp::filtfilt(third, of_length(51), 1. * kHz, {.padlen = 50. * ms})(25) == Approx(1).epsilon(1e-12));
}

TEST_CASE("complex numbers and float channels are continued as real lines of double are") {
  xt::xtensor<double, 1> re(std::array<std::size_t, 1>{30}), im(re);
  xt::xtensor<std::complex<double>, 1> z(std::array<std::size_t, 1>{30});
  xt::xtensor<float, 2> pair(std::array<std::size_t, 2>{30, 2});
  for (std::size_t n = 0; n < 30; ++n) {
    re(n) = static_cast<double>(n * n % 7);
    im(n) = static_cast<double>(n * n % 5);
    z(n) = {re(n), im(n)};
    pair(n, 0) = static_cast<float>(re(n));
    pair(n, 1) = static_cast<float>(im(n));
  }
  for (auto const type : {dsp::padtype::odd, dsp::padtype::even, dsp::padtype::constant, dsp::padtype::none}) {
    dsp::filtfilt_options const o{.axis = 0, .padtype = type, .padlen = 12};
    auto const of_z = dsp::filtfilt(third, z, 1. * kHz, o);
    auto const of_pair = dsp::filtfilt(taps, pair, 1. * kHz, o);
    auto const of_re = dsp::filtfilt(third, re, 1. * kHz, o), of_im = dsp::filtfilt(third, im, 1. * kHz, o);
    auto const by_taps = dsp::filtfilt(taps, im, 1. * kHz, o);
    for (std::size_t n = 0; n < 30; ++n) {
      CHECK(of_z(n) == std::complex<double>(of_re(n), of_im(n)));
      CHECK(static_cast<double>(of_pair(n, 1)) == Approx(by_taps(n)).margin(1e-5));
    }
  }
}
