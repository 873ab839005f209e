// SPDX-License-Identifier: BSD-3-Clause
/// Arguments that are no finite numbers, in a program that is compiled with -ffast-math: all are refused.
#include <convolt/dsp.hpp>
#include <convolt/io.hpp>
#include <convolt/kernel.hpp>
#include <convolt/neuro.hpp>
#include <convolt/nn.hpp>
#include <convolt/quantity.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>
#include <support/scratch_folder.hpp>

#if !defined(__FAST_MATH__)
#error "this test is about -ffast-math"
#endif

#include <limits>
#include <string>
#include <vector>

using namespace convolt;
using namespace convolt::units;

namespace {

using list = xt::xtensor<double, 1>;

template <class F>
std::string category_of(F const& f) {
  try {
    f();
  } catch (error const& e) { return std::string(e.category()); }
  return "none";
}

/// NaN, and infinity: from a variable, so that no compiler knows them.
std::vector<double> not_finite() {
  return {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()};
}

}  // namespace

TEST_CASE("designs and rates of filters are finite") {
  for (double const wrong : not_finite()) {
    CHECK(category_of([=] { dsp::butterworth(4, dsp::lowpass(wrong * Hz)); }) == "bad_cut_off");
    CHECK(category_of([=] { dsp::notch(wrong * Hz, 30.); }) == "bad_cut_off");
    CHECK(category_of([=] { dsp::notch(50. * Hz, wrong); }) == "bad_quality");
    CHECK(category_of([=] { dsp::firwin(dsp::lowpass(80. * Hz), wrong * Hz, 60.); }) == "bad_transition");
    CHECK(category_of([=] { dsp::savitzky_golay<0>(wrong * ms, 2); }) == "bad_window");
    CHECK(category_of([=] { dsp::sections(dsp::butterworth(2, dsp::lowpass(80. * Hz)), wrong * Hz); }) == "bad_rate");
  }
}

TEST_CASE("taps, delays and calibrations are finite") {
  list const x{1., 2., 3.};
  for (double const wrong : not_finite()) {
    CHECK(category_of([&] { dsp::upfirdn(list{1., wrong}, x, 2, 1); }) == "bad_taps");
    CHECK(category_of([&] { dsp::stream<float>(dsp::delays(list{0., wrong} * ms), 1. * kHz); }) == "bad_delay");
    CHECK(category_of([&] { dsp::calibration(wrong * uV, 0. * uV); }) == "bad_calibration");
  }
}

TEST_CASE("time constants, times of spikes and weights are finite") {
  for (double const wrong : not_finite()) {
    CHECK(category_of([=] { kernel::alpha(wrong * ms); }) == "bad_time_constant");
    CHECK(category_of([=] { neuro::spike_train({1. * ms, wrong * ms}); }) == "not_finite");
    CHECK(category_of([=] { nn::init::normal({.mean = wrong}); }) == "bad_initializer");
  }
}

TEST_CASE("NaN is no count of a raw file") {
  test::scratch_folder const folder;
  list const numbers{1., not_finite().front()};
  CHECK(category_of([&] { io::save_raw_int16(folder / "a", numbers * uV, 1. * uV); }) == "count_out_of_range");
}
