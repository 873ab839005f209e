// SPDX-License-Identifier: BSD-3-Clause
/// From 48 kHz to 16 kHz. A microphone hears three tones, a converter counts volts, and a calibration makes pascals of
/// the counts. Of every third sample alone the tone at 11 kHz would be one at 5 kHz that nobody played; `resample`
/// takes out what the lower rate cannot hold.
///
/// lowpass_resample [PICTURE.svg]
#include <convolt/dsp.hpp>
#include <support/chart.hpp>
#include <support/noise.hpp>

#include <cmath>
#include <cstdint>
#include <exception>
#include <iostream>
#include <numbers>
#include <string>

namespace dsp = convolt::dsp;
using namespace convolt::units;

namespace {

auto const sensitivity = 50. * mV / Pa;
auto const count = 0.1 * mV;
auto const t = convolt::axis(0. * s, 1. / (48. * kHz), 48'000);

/// Counts of one second: tones of 440 Hz, 3 kHz and 11 kHz in a little noise.
auto recorded() {
  auto const noise = support::normal_numbers({t.size()}, 5);
  auto counts = xt::xtensor<std::int16_t, 1>::from_shape({t.size()});
  auto const tone = [](auto const& frequency, auto const& time) {
    return std::sin(2 * std::numbers::pi * (frequency * time).in(convolt::one));
  };
  for (std::size_t n = 0; n < t.size(); ++n) {
    auto const pressure =
        (200. * tone(440. * Hz, t(n)) + 50. * tone(3. * kHz, t(n)) + 100. * tone(11. * kHz, t(n)) + 5. * noise(n)) *
        mPa;
    counts(n) = static_cast<std::int16_t>(std::lround((pressure * sensitivity / count).in(convolt::one)));
  }
  return convolt::sampled(counts, t);
}

/// The height of the lines: the root of a spectrum, effective pressure.
auto lines(auto const& pressure) { return sqrt(dsp::welch(pressure, 100. * ms, dsp::spectrum)); }

auto height(auto const& spectrum, auto const& frequency) { return spectrum.at(frequency).as(mPa); }

int run(std::string const& picture) {
  auto const microphone = dsp::calibration(count, 0. * mV, sensitivity);
  auto const pressure = microphone(recorded()).as(mPa);
  auto const low = dsp::resample(pressure, 16. * kHz);
  auto const third = pressure.slice<0>(0, low.size(), 3);  // every third sample, and nothing else
  auto const before = lines(pressure), after = lines(low), wrong = lines(third);

  std::cout << "rate: " << pressure.axis<0>().rate() << " and " << low.axis<0>().rate() << '\n';
  for (auto const& frequency : {440. * Hz, 3000. * Hz, 5000. * Hz}) {
    std::cout << frequency << ": before " << height(before, frequency) << ", after " << height(after, frequency)
              << ", of every third sample " << height(wrong, frequency) << '\n';
  }
  bool const kept = abs(height(after, 3000. * Hz) - height(before, 3000. * Hz)) < 0.1 * mPa;
  bool const gone = height(after, 5000. * Hz) < 1. * mPa && height(wrong, 5000. * Hz) > 50. * mPa;
  std::cout << (kept && gone ? "" : "SOMETHING IS WRONG, ") << "see " << picture << '\n';

  support::drawing drawing(725, 520);
  double top = 35;
  auto const draw = [&](std::string const& name, auto const& spectrum, char const* colour) {
    support::line_chart chart("frequency", kHz, "pressure", mPa);
    chart.add(name, spectrum.template axis<0>().values(), spectrum.quantity(), {.colour = colour, .thickness = 1.5});
    chart.add("", convolt::axis(0. * kHz, 24. * kHz, 2).values(), xt::zeros<double>({2}) * mPa, {});
    chart.draw(drawing, {75., top, 625., 95.});
    top += 170;
  };
  draw("48 kHz", before, support::colour::blue);
  draw("resample(x, 16 kHz)", after, support::colour::blue);
  draw("every third sample", wrong, support::colour::orange);
  drawing.save(picture);
  return kept && gone ? 0 : 1;
}

}  // namespace

int main(int count_of_arguments, char** arguments) try {
  return run(count_of_arguments > 1 ? arguments[1] : "lowpass_resample.svg");
} catch (std::exception const& e) {
  std::cerr << e.what() << '\n';
  return 1;
}
