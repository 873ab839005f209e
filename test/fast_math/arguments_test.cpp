// SPDX-License-Identifier: BSD-3-Clause
/// Arguments that are no finite numbers, in a program that is compiled with -ffast-math: all are refused.
#include <convolt/dsp.hpp>
#include <convolt/io.hpp>
#include <convolt/kernel.hpp>
#include <convolt/neuro.hpp>
#include <convolt/nn.hpp>
#include <convolt/quantity.hpp>
#include <convolt/quantity/decibel.hpp>
#include <convolt/statistics.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>
#include <support/fast_math.hpp>
#include <support/scratch_folder.hpp>
#include <support/thrown_by.hpp>

#include <limits>
#include <string>
#include <vector>

using namespace convolt;
using namespace convolt::units;

namespace {

using list = xt::xtensor<double, 1>;

using convolt::test::category_of;

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

TEST_CASE("options of windows, spectra and statistics are finite") {
  list const x{1., 2., 3., 4.};
  auto const v = sampled(x * mV, axis(0. * ms, 1. * ms, 4));
  for (double const wrong : not_finite()) {
    CHECK(category_of([=] { dsp::window::kaiser(wrong); }) == "bad_beta");
    CHECK(category_of([=] { dsp::window::tukey(wrong); }) == "bad_alpha");
    CHECK(category_of([=] { dsp::firwin(dsp::lowpass(80. * Hz), 20. * Hz, wrong); }) == "bad_attenuation");
    CHECK(category_of([=] { dsp::delays(list{0.} * ms, {.attenuation = wrong}); }) == "bad_delay_options");
    CHECK(category_of([&] { dsp::welch(v, wrong * ms); }) == "bad_segment");
    CHECK(category_of([&] { dsp::welch(v, 2. * ms, {.overlap = wrong}); }) == "bad_overlap");
    CHECK(category_of([&] { percentile(x * mV, wrong); }) == "bad_percentile");
    CHECK(category_of([=] { to_dB_power(2. * V, wrong * V); }) == "bad_reference");
    CHECK(category_of([=] { kernel::exponential(5. * ms).support(wrong); }) == "bad_tolerance");
  }
}

TEST_CASE("rates of learning are finite") {
  nn::Conv1d const layer({.in_size = {8, 1}, .out_channels = 1, .kernel_size = 3});
  xt::xtensor<double, 3> const weights = xt::xtensor<double, 3>::from_shape({3, 1, 2}) * 0. + 1.;
  for (double const wrong : not_finite()) {
    CHECK(category_of([&] { nn::adam(layer, {.rate = 0.1, .eps = wrong}); }) == "bad_eps");
    CHECK(category_of([&] { nn::weight_standardization(weights, {.eps = wrong}); }) == "bad_eps");
  }
  CHECK(category_of([&] { nn::adam(layer, {.rate = not_finite().back()}); }) == "bad_rate");
}

TEST_CASE("NaN is no count of a raw file") {
  test::scratch_folder const folder;
  list const numbers{1., not_finite().front()};
  CHECK(category_of([&] { io::save_raw_int16(folder / "a", numbers * uV, 1. * uV); }) == "count_out_of_range");
}
