// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/filters/design.hpp.

#include <convolt/dsp/filters/design.hpp>

#include <convolt/core/error.hpp>
#include <convolt/dsp/filters/band.hpp>
#include <convolt/dsp/filters/butterworth.hpp>
#include <convolt/dsp/filters/firwin.hpp>
#include <convolt/dsp/filters/savitzky_golay.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/compare.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>

#include <concepts>

using namespace convolt;
using namespace convolt::units;

static_assert(dsp::RecursiveDesign<dsp::recursive_design> && !dsp::FirDesign<dsp::recursive_design>);
static_assert(dsp::FirDesign<dsp::fir_design> && dsp::FirDesign<dsp::savitzky_golay_design<1, second>>);
static_assert(!dsp::Design<double> && !dsp::Design<dsp::band>);

TEST_CASE("taps are plain numbers, those of a derivative are per time") {
  auto const taps = dsp::taps(dsp::firwin(5, dsp::lowpass(80. * Hz)), 1. * kHz);
  static_assert(std::same_as<std::remove_const_t<decltype(taps)>, xt::xtensor<double, 1>>);
  CHECK(taps.size() == 5);
  CHECK(taps(0) == taps(4));
  auto const slope = dsp::taps(dsp::savitzky_golay<1>(5. * ms, 2), 1000. * Hz);
  CHECK(slope(0).in(Hz) == Approx(200));
  CHECK_THROWS_AS(dsp::taps(dsp::firwin(5, dsp::lowpass(80. * Hz)), 160. * Hz), parameter_error);
  CHECK_THROWS_AS(dsp::taps(dsp::firwin(5, dsp::lowpass(80. * Hz)), -1. * Hz), parameter_error);
}

TEST_CASE("sections are asked for at a rate in any unit of frequency") {
  auto const d = dsp::butterworth(4, dsp::highpass(80. * Hz));
  CHECK(dsp::sections(d, 1. * kHz) == dsp::sections(d, 1000. * Hz));
  CHECK(dsp::sections(d, 1. / ms) == dsp::sections(d, 1000 * Hz));
  CHECK_THROWS_AS(dsp::sections(d, 0. * Hz), parameter_error);
}
