// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/filters/band.hpp.

#include <convolt/dsp/filters/band.hpp>

#include <convolt/core/error.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>

#include <limits>
#include <string_view>

using namespace convolt;
using namespace convolt::units;
using dsp::band;
using dsp::pass;

namespace {
std::string_view fault(pass which, double low, double high) {
  try {
    static_cast<void>(band::between("here", which, low, high));
  } catch (error const& e) { return e.category(); }
  return "none";
}
}  // namespace

TEST_CASE("a band has its edges in Hz, in whatever unit they were given") {
  band const spikes = dsp::bandpass(300. * Hz, 6. * kHz);
  CHECK(spikes.pass() == pass::inside);
  CHECK((spikes.low() == 300 && spikes.high() == 6000));
  CHECK(dsp::lowpass(0.08 / ms).high() == 80);
  CHECK(dsp::highpass(tag(2, any_unit(hertz{}))).low() == 2);
  CHECK(dsp::bandstop(48. * Hz, 52 * Hz) == band::between("here", pass::outside, 48, 52));
}

TEST_CASE("a band knows whether it passes frequency 0 and half of the rate") {
  CHECK((dsp::lowpass(1. * Hz).passes_zero() && !dsp::lowpass(1. * Hz).passes_half_rate()));
  CHECK((!dsp::highpass(1. * Hz).passes_zero() && dsp::highpass(1. * Hz).passes_half_rate()));
  CHECK((dsp::bandstop(1. * Hz, 2. * Hz).passes_zero() && dsp::bandstop(1. * Hz, 2. * Hz).passes_half_rate()));
  CHECK_FALSE((dsp::bandpass(1. * Hz, 2. * Hz).passes_zero() || dsp::bandpass(1. * Hz, 2. * Hz).passes_half_rate()));
}

TEST_CASE("edges are positive, finite, and the lower one first") {
  double const nan = std::numeric_limits<double>::quiet_NaN(), infinity = std::numeric_limits<double>::infinity();
  for (double const bad : {0., -1., nan, infinity}) {
    CHECK(fault(pass::low, bad, bad) == "bad_cut_off");
    CHECK(fault(pass::inside, 1, bad) == "bad_cut_off");
    CHECK(fault(pass::outside, bad, 1) == "bad_cut_off");
  }
  CHECK(fault(pass::inside, 2, 2) == "bad_cut_off");
  CHECK(fault(pass::inside, 3, 2) == "bad_cut_off");
  CHECK(fault(pass::inside, 2, 3) == "none");
  try {
    static_cast<void>(dsp::bandpass(6. * kHz, 300. * Hz));
    FAIL("not refused");
  } catch (parameter_error const& e) {
    CHECK(e.expected() == "more than 6000 Hz");
    CHECK(e.actual() == "300 Hz");
  }
  CHECK_THROWS_AS(dsp::lowpass(tag(2., any_unit(volt{}))), unit_error);
}
