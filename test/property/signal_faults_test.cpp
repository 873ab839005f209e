// SPDX-License-Identifier: BSD-3-Clause
/// Random wrong calls of filters, streams, spectra and deconvolutions: each has one fault, which is named, and the call
/// that it was made of has none.

#include <convolt/dsp.hpp>

#include <convolt/core/error.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <cmath>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <vector>

using namespace convolt;
using namespace convolt::units;

namespace {

using numbers = xt::xtensor<double, 1>;
using plane = xt::xtensor<double, 2>;

struct faulty_call {
  std::string category;  // "none" of the right one
  std::function<void()> call;
};

void check_calls(std::vector<faulty_call> const& calls) {
  std::size_t number = 0;
  for (faulty_call const& c : calls) {
    INFO("call " << number++ << ", expected " << c.category);
    std::string caught = "none";
    try {
      c.call();
    } catch (error const& e) {
      INFO(e.what());
      caught = e.category();
    }
    CHECK(caught == c.category);
  }
}

/// Numbers that are no rates, widths or steps.
double no_size(test::dice& next) {
  double const bad[] = {0., -1.5, std::nan(""), HUGE_VAL, -HUGE_VAL};
  return bad[next(0, 4)];
}
numbers line(std::ptrdiff_t n) {
  numbers x(std::array<std::size_t, 1>{static_cast<std::size_t>(n)});
  for (std::ptrdiff_t i = 0; i < n; ++i) { x(i) = std::sin(static_cast<double>(i)) + 2; }
  return x;
}

std::vector<faulty_call> filter_calls(test::dice& next) {
  double const khz = static_cast<double>(next(2, 60)), cut = khz * static_cast<double>(next(1, 9)) / 20;
  double const bad = no_size(next), above = khz * static_cast<double>(next(5, 9)) / 10;
  auto const n = next(40, 90);
  auto const order = static_cast<int>(next(1, 3)), wrong_order = static_cast<int>(-next(0, 4));
  auto const d = dsp::butterworth(order, dsp::lowpass(cut * kHz));
  numbers const v = line(n);
  sampled const x(v * mV, axis(0. * ms, 1. / (khz * kHz), n));
  plane const two(std::array<std::size_t, 2>{8, 9}, 1.);
  return {
      {"none", [=] { dsp::filter(d, x), dsp::filtfilt(d, x), dsp::sections(d, khz * kHz); }},
      {"bad_cut_off", [=] { dsp::lowpass(bad * kHz); }},
      {"bad_cut_off", [=] { dsp::bandpass(cut * kHz, bad * kHz); }},
      {"bad_cut_off", [=] { dsp::bandstop(cut * kHz, cut * kHz); }},
      {"bad_order", [=] { dsp::butterworth(wrong_order, dsp::lowpass(cut * kHz)); }},
      {"bad_order", [=] { dsp::bessel(wrong_order, dsp::highpass(cut * kHz)); }},
      {"bad_quality", [=] { dsp::notch(cut * kHz, bad); }},
      {"beyond_nyquist", [=] { dsp::sections(dsp::butterworth(order, dsp::lowpass(above * kHz)), khz * kHz); }},
      {"beyond_nyquist", [=] { dsp::filter(dsp::butterworth(order, dsp::highpass(above * kHz)), x); }},
      {"beyond_nyquist", [=] { dsp::filter(dsp::notch(above * kHz, 30.), x); }},
      {"bad_transition", [=] { dsp::firwin(dsp::lowpass(cut * kHz), 1.01 * cut * kHz, 60.); }},
      {"bad_rate", [=] { dsp::filter(d, v, bad * kHz); }},
      {"bad_rate", [=] { dsp::sections(d, bad * kHz); }},
      {"rate_mismatch", [=] { dsp::filter(d, x, 1.5 * khz * kHz); }},
      {"axis_not_given", [=] { dsp::filter(d, two, khz * kHz); }},
      {"bad_axis", [=] { dsp::filtfilt(d, two, khz * kHz, {.axis = 2}); }},
      {"signal_too_short", [=] { dsp::filtfilt(d, line(2), khz * kHz); }},
      {"bad_padlen", [=] { dsp::filtfilt(d, x, {.padlen = -1}); }},
  };
}

std::vector<faulty_call> stream_calls(test::dice& next) {
  auto const channels = next(1, 5), rows = next(1, 9);
  double const bad = no_size(next), infinite = next(0, 1) == 0 ? HUGE_VAL : std::nan("");
  numbers const taps{1., 2.}, broken{1., infinite};
  auto const chunk = [=](std::ptrdiff_t r, std::ptrdiff_t c) {
    return xt::xtensor<float, 2>(std::array<std::size_t, 2>{static_cast<std::size_t>(r), static_cast<std::size_t>(c)},
                                 1.F);
  };
  auto const two_times = [=](double gap) {
    auto s = dsp::stream<float>(xt::xtensor<float, 1>{1.F, 2.F}, 1. * kHz, {.channels = channels});
    sampled const first(chunk(rows, channels) * mV, axis(0. * ms, 1. * ms, rows), no_axis);
    double const start = static_cast<double>(rows) + gap;
    sampled const second(chunk(rows, channels) * mV, axis(start * ms, 1. * ms, rows), no_axis);
    s.process(first), s.process(second);
  };
  numbers const late{0., 0.1};
  auto const gap = static_cast<double>(next(1, 3));
  return {
      {"none", [=] { two_times(0); }},
      {"chunks_apart", [=] { two_times(gap); }},
      {"chunks_apart", [=] { two_times(-0.5); }},
      {"bad_rate", [=] { dsp::stream<double>(taps, bad * kHz); }},
      {"bad_gain", [=] { dsp::stream<double>(taps, 1. * kHz, infinite * uV); }},
      {"bad_gain", [=] { dsp::stream<float>(xt::xtensor<float, 1>{1.F}, 1. * kHz, 1e39 * uV); }},
      {"bad_channels", [=] { dsp::stream<double>(taps, 1. * kHz, {.channels = -2 - channels}); }},
      {"bad_channels", [=] { dsp::stream<double>(taps, 1. * kHz, {.channels = 0}); }},
      {"bad_channels", [=] { dsp::stream<double>(dsp::delays(late * ms), 1. * kHz, {.channels = 2 + channels}); }},
      {"bad_delay",
       [=] {
         dsp::delays(numbers{0., infinite} * ms);
       }},
      {"bad_block", [=] { dsp::partitioned(taps, -channels); }},
      {"bad_ratio", [=] { dsp::resampling(-channels, 2); }},
      {"empty_kernel", [=] { dsp::stream<double>(numbers(std::array<std::size_t, 1>{0}), 1. * kHz); }},
      {"channel_mismatch",
       [=] {
         auto s = dsp::stream<float>(xt::xtensor<float, 1>{1.F}, 1. * kHz, {.channels = channels});
         s.process(chunk(rows, channels + 1));
       }},
  };
}

std::vector<faulty_call> spectrum_calls(test::dice& next) {
  auto const n = next(20, 60), segment = next(4, 20);
  double const bad = no_size(next);
  numbers const v = line(n);
  sampled const x(v * mV, axis(0. * ms, 1. * ms, n)), late(v * mV, axis(1. * ms, 1. * ms, n));
  sampled const other(line(n + 1) * mV, axis(0. * ms, 1. * ms, n + 1)), slow(v * mV, axis(0. * ms, 2. * ms, n));
  auto const length = static_cast<double>(segment) * ms;
  double const overlap = std::vector<double>{-0.1, 1., 1.5, std::nan("")}[static_cast<std::size_t>(next(0, 3))];
  return {
      {"none", [=] { dsp::welch(x, length), dsp::coherence(x, x, length), dsp::rfft(x, measure::sum); }},
      {"bad_segment", [=] { dsp::welch(x, bad * ms); }},
      {"segment_too_long", [=] { dsp::welch(x, static_cast<double>(n + 1) * ms); }},
      {"bad_overlap", [=] { dsp::spectrogram(x, length, {.overlap = overlap}); }},
      {"bad_nfft", [=] { dsp::welch(x, length, {.nfft = segment - 1}); }},
      {"bad_nfft", [=] { dsp::rfft(x, measure::integral, {.nfft = n - 1}); }},
      {"rate_mismatch", [=] { dsp::welch(x, 2. * kHz, length); }},
      {"bad_rate", [=] { dsp::welch(v * mV, bad * kHz, length); }},
      {"shape_mismatch", [=] { dsp::cross_spectral_density(x, other, length); }},
      {"start_mismatch", [=] { dsp::coherence(x, late, length); }},
      {"step_mismatch", [=] { dsp::coherence(x, slow, length); }},
      {"bad_average", [=] { dsp::coherence(x, x, length, {.average = dsp::averaging::median}); }},
      {"empty_axis", [=] { dsp::rfft(x.slice<0>(0, 0), measure::sum); }},
      {"coordinate_out_of_range", [=] { dsp::band_power(dsp::periodogram(x), 600. * Hz, 700. * Hz); }},
      {"bad_beta", [=] { dsp::window::kaiser(-1 - static_cast<double>(segment)); }},
      {"bad_alpha", [=] { dsp::window::tukey(1 + static_cast<double>(segment)); }},
  };
}

std::vector<faulty_call> deconvolution_calls(test::dice& next) {
  auto const n = next(4, 12), taps = next(1, 3);
  double const negative = -static_cast<double>(next(1, 9)), infinite = next(0, 1) == 0 ? HUGE_VAL : std::nan("");
  auto const t = axis(0. * ms, 1. * ms, n);
  sampled const y(line(n) * mV, t);
  numbers h(std::array<std::size_t, 1>{static_cast<std::size_t>(taps)}, 0.5), broken = h;
  h(0) = 4;
  broken(taps - 1) = infinite;
  sampled const other(h, axis(0. * ms, 1.5 * ms, taps));
  plane const two(std::array<std::size_t, 2>{8, 9}, 1.);
  auto const density = 1. * mV * mV / Hz;
  return {
      {"none", [=] { dsp::deconvolve(y, h, measure::sum), dsp::wiener(y, h, measure::sum, density, density); }},
      {"bad_taps", [=] { dsp::deconvolve(y, broken, measure::sum); }},
      {"bad_taps", [=] { dsp::wiener(y, broken, measure::sum, density, density); }},
      {"bad_regularisation", [=] { dsp::deconvolve(y, h, measure::sum, {.regularisation = negative}); }},
      {"bad_regularisation", [=] { dsp::deconvolve(y, h, measure::sum, {.regularisation = infinite}); }},
      {"step_mismatch", [=] { dsp::deconvolve(y, other, measure::sum); }},
      {"step_mismatch", [=] { dsp::wiener(y, other, measure::integral, density, density / (ms * ms)); }},
      {"singular", [=] { dsp::deconvolve(y, 0. * h, measure::sum); }},
      {"singular",
       [=] {
         dsp::deconvolve(y, numbers{1., -1.}, measure::sum, {.mode = valid});
       }},
      {"signal_too_short", [=] { dsp::deconvolve(line(taps), line(taps + 1), measure::sum); }},
      {"rank_mismatch", [=] { dsp::deconvolve(two, xt::xarray<double>(two), measure::sum, {.axis = 0}); }},
      {"axis_not_given", [=] { dsp::deconvolve(two, h, measure::sum); }},
      {"bad_axis", [=] { dsp::deconvolve(two, h, measure::sum, {.axis = 2}); }},
      {"bad_density", [=] { dsp::wiener(y, h, measure::sum, negative * density, density); }},
      {"bad_density", [=] { dsp::wiener(y, h, measure::sum, density, infinite * density); }},
      {"bad_calibration", [=] { dsp::calibration(infinite * uV, 0. * uV); }},
      {"bad_calibration", [=] { dsp::calibration(1e-30F * uV, 0.F * uV, 1e30F * mV / Pa); }},
      {"axis_not_given", [=] { dsp::envelope(two); }},
  };
}

}  // namespace

TEST_CASE("one fault in a call of filters, streams, spectra or deconvolutions is named") {
  std::uint64_t const seed = 1616;
  test::dice next(seed);
  for (int round = 0; round < 40; ++round) {
    INFO("seed " << seed << ", round " << round);
    check_calls(filter_calls(next));
    check_calls(stream_calls(next));
    check_calls(spectrum_calls(next));
    check_calls(deconvolution_calls(next));
  }
}
