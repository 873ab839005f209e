// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/filters/firwin.hpp.

#include <convolt/dsp/filters/firwin.hpp>

#include <convolt/core/error.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>
#include <support/scipy_filters.hpp>

#include <cmath>
#include <limits>
#include <string>

using namespace convolt;
using namespace convolt::units;

namespace {

dsp::window::shape window_named(std::string const& name) {
  namespace window = dsp::window;
  return name == "hamming"          ? window::hamming
         : name == "hann"           ? window::hann
         : name == "blackman"       ? window::blackman
         : name == "kaiser"         ? window::kaiser(6.5)
         : name == "tukey"          ? window::tukey(0.4)
         : name == "nuttall"        ? window::nuttall
         : name == "flattop"        ? window::flat_top
         : name == "blackmanharris" ? window::blackman_harris
                                    : window::rectangular;
}

dsp::fir_design design_of(test::json const& c) {
  if (c.at("family").as_string() == "kaiser") {
    return dsp::firwin(test::bands_of(c), c.at("width").as_double() * Hz, c.at("attenuation").as_double());
  }
  return dsp::firwin(c.at("count").as_integer(), test::bands_of(c), window_named(c.at("window").as_string()));
}

template <class F>
void check_fault(F const& f, std::string const& category, std::string const& expected, std::string const& actual) {
  try {
    static_cast<void>(f());
    FAIL("not refused");
  } catch (parameter_error const& e) {
    CHECK(e.category() == category);
    CHECK(e.expected() == expected);
    CHECK(e.actual() == actual);
  }
}

}  // namespace

TEST_CASE("taps are those of SciPy to 1e-12, whether they are counted or chosen") {
  for (test::json const& c : test::scipy_filters().at("finite").items()) {
    if (c.at("family").as_string() == "savitzky_golay") { continue; }
    INFO(c.at("family").as_string() << " " << c.at("pass").as_string() << " at " << c.at("rate").as_double());
    CHECK(test::difference_of(design_of(c).taps_at(c.at("rate").as_double()), test::list_of(c, "taps")) < 1e-12);
  }
}

TEST_CASE("taps are symmetric to the bit") {
  auto const taps = dsp::firwin(dsp::lowpass(80. * Hz), 20. * Hz, 60.).taps_at(1000);
  CHECK(taps.size() == 183);
  for (std::size_t i = 0; i < taps.size(); ++i) { CHECK(taps[i] == taps[taps.size() - 1 - i]); }
}

TEST_CASE("a transition that does not fit is refused with both numbers") {
  auto const fault = [](auto const& make, std::string const& expected, std::string const& actual) {
    check_fault(make, "bad_transition", expected, actual);
  };
  fault([] { return dsp::firwin(dsp::lowpass(80. * Hz), 81. * Hz, 60.); }, "at most 80 Hz", "81 Hz");
  fault([] { return dsp::firwin(dsp::bandpass(30. * Hz, 40. * Hz), 11. * Hz, 60.); }, "at most 10 Hz", "11 Hz");
  fault([] { return dsp::firwin(dsp::highpass(400. * Hz), 220. * Hz, 60.).taps_at(1000); }, "at most 200 Hz", "220 Hz");
  fault([] { return dsp::firwin(dsp::lowpass(1. * Hz), 1e-9 * Hz, 60.).taps_at(1000); }, "1000 Hz", "1e-09 Hz");
  CHECK(dsp::firwin(dsp::lowpass(80. * Hz), 80. * Hz, 60.).taps_at(1000).size() == 47);
}

TEST_CASE("several bands pass, with gain 1 in the first, and nothing between them") {
  auto const two = dsp::firwin(501, dsp::bandpass(150. * Hz, 220. * Hz) | dsp::bandpass(30. * Hz, 80. * Hz));
  auto const gain = [&](double f) {
    double sum = 0, n = -250;
    for (double const tap : two.taps_at(1000)) { sum += tap * std::cos(2 * 3.14159265358979323846 * f / 1000 * n++); }
    return sum;
  };
  CHECK(gain(55) == Approx(1).epsilon(1e-12));
  CHECK(gain(185) == Approx(1).epsilon(2e-3));
  CHECK(gain(80) == Approx(0.5).epsilon(1e-2));
  for (double const f : {0., 20., 115., 240., 500.}) { CHECK(std::abs(gain(f)) < 3e-3); }
  auto const fault = [](auto const& make, std::string const& expected, std::string const& actual) {
    check_fault(make, "bad_transition", expected, actual);
  };
  fault([] { return dsp::firwin(dsp::lowpass(40. * Hz) | dsp::bandpass(70. * Hz, 80. * Hz), 11. * Hz, 60.); },
        "at most 10 Hz", "11 Hz");
  CHECK_THROWS_AS(dsp::firwin(10, dsp::lowpass(40. * Hz) | dsp::highpass(80. * Hz)), parameter_error);
  CHECK_THROWS_AS(two.taps_at(440), parameter_error);
  CHECK(dsp::firwin(11, dsp::lowpass(40. * Hz) | dsp::highpass(80. * Hz)) ==
        dsp::firwin(11, dsp::bandstop(40. * Hz, 80. * Hz)));
}

TEST_CASE("what no filter is made of is refused") {
  auto const low = dsp::lowpass(80. * Hz);
  double const nan = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_AS(dsp::firwin(0, low), parameter_error);
  CHECK_THROWS_AS(dsp::firwin(-3, low), parameter_error);
  CHECK_THROWS_AS(dsp::firwin(100, dsp::highpass(80. * Hz)), parameter_error);
  CHECK_THROWS_AS(dsp::firwin(low, nan * Hz, 60.), parameter_error);
  CHECK_THROWS_AS(dsp::firwin(low, 0. * Hz, 60.), parameter_error);
  CHECK_THROWS_AS(dsp::firwin(low, 20. * Hz, nan), parameter_error);
  CHECK_THROWS_AS(dsp::firwin(low, 20. * Hz, 7.9), parameter_error);
  CHECK_THROWS_AS(dsp::firwin(11, low).taps_at(160), parameter_error);
  for (auto const& ends_at_zero : {dsp::window::hann, dsp::window::blackman}) {
    CHECK_THROWS_AS(dsp::firwin(2, low, ends_at_zero).taps_at(1000), parameter_error);
    CHECK(dsp::firwin(3, low, ends_at_zero).taps_at(1000)[1] == Approx(1));
  }
}
