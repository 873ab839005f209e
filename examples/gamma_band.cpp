// SPDX-License-Identifier: BSD-3-Clause
/// Does a stimulus drive a rhythm? A field potential is made up, in which every stimulus is followed by 300 ms of gamma
/// at 45 Hz and a neuron that fires with it. Band-pass without delay, envelope, average over the stimuli; beside it the
/// rate of the neuron.
///
/// gamma_band [PICTURE.svg]
#include <convolt/neuro.hpp>
#include <support/chart.hpp>
#include <support/noise.hpp>

#include <cmath>
#include <exception>
#include <iostream>
#include <numbers>
#include <string>
#include <vector>

namespace dsp = convolt::dsp;
namespace neuro = convolt::neuro;
using namespace convolt::units;

namespace {

constexpr std::size_t stimuli = 30;
auto const t = convolt::axis(0. * ms, 1. * ms, 31'000);
auto onset(std::size_t i) { return 500. * ms + 1000. * ms * static_cast<double>(i); }

/// What the gamma of a stimulus is worth at this time, from 0 to 1: it comes 50 ms after it and stays for 300 ms.
double gamma_after(double milliseconds) {
  double const since = std::fmod(milliseconds + 500., 1000.) - 50.;
  return since < 0 || since > 300 ? 0. : std::sin(std::numbers::pi * since / 300);
}
double cycle(double milliseconds) { return 2 * std::numbers::pi * 0.045 * milliseconds; }

/// Gamma of 60 uV on slow waves and noise.
auto field() {
  auto const noise = support::normal_numbers({t.size()}, 11);
  auto numbers = xt::xtensor<double, 1>::from_shape({t.size()});
  for (std::size_t n = 0; n < t.size(); ++n) {
    double const time = t(n).in(ms);
    numbers(n) = 60. * gamma_after(time) * std::cos(cycle(time)) + 150. * std::sin(0.012 * time) + 30. * noise(n);
  }
  return convolt::sampled(numbers * uV, t);
}

/// A spike in every millisecond with a chance that goes with the gamma.
neuro::spike_train neuron() {
  auto const chance = support::uniform_numbers({t.size()}, 12);
  std::vector<double> times;
  for (std::size_t n = 0; n < t.size(); ++n) {
    double const time = t(n).in(ms);
    double const rate = 8. + 80. * gamma_after(time) * (1. + std::cos(cycle(time)));  // Hz
    if (chance(n) < rate / 1000) { times.push_back(time); }
  }
  return neuro::spike_train(xt::adapt(times, std::array{times.size()}) * ms);
}

int run(std::string const& picture) {
  auto const lfp = field();
  auto const spikes = neuron();
  std::vector<decltype(onset(0))> onsets;
  for (std::size_t i = 0; i < stimuli; ++i) { onsets.push_back(onset(i)); }

  auto const gamma = dsp::filtfilt(dsp::butterworth(3, dsp::bandpass(30. * Hz, 60. * Hz)), lfp);
  auto const envelope = dsp::envelope(gamma);
  auto const mean = envelope.around(onsets, -200. * ms, 600. * ms).mean<0>();
  auto const lags = convolt::axis(-200. * ms, 20. * ms, 40);
  auto const rate = neuro::psth(spikes, onsets, lags);
  auto const power = dsp::welch(lfp, 1000. * ms);

  auto const before = mean.between(-200. * ms, 0. * ms).mean(), during = mean.between(150. * ms, 250. * ms).mean();
  bool const found = during > 45. * uV && during > 3. * before;
  std::cout << spikes << "; envelope " << before << " before a stimulus, " << during << " after it"
            << (found ? "" : " WHICH IS TOO LITTLE")
            << "\npower from 30 to 60 Hz: " << dsp::band_power(power, 30. * Hz, 60. * Hz) << ", see " << picture
            << '\n';

  support::drawing drawing(725, 700);
  auto const first = convolt::axis(300. * ms, 1. * ms, 800);
  support::line_chart trace("time", ms, "potential", uV);
  auto const shown = [&](auto const& x) { return x.between(first.start(), first.stop()).quantity(); };
  trace.add("field potential", first.values(), shown(lfp), {.colour = support::colour::grey, .thickness = 1.});
  trace.add("30 to 60 Hz", first.values(), shown(gamma), {.colour = support::colour::blue, .thickness = 1.5});
  trace.add("envelope", first.values(), shown(envelope), {.colour = support::colour::orange, .thickness = 2.});
  trace.draw(drawing, {75., 35., 625., 160.});
  support::line_chart average("time since stimulus", ms, "envelope", uV);
  average.add("mean of 30 stimuli", mean.axis<0>().values(), mean.quantity(),
              {.colour = support::colour::orange, .thickness = 2.});
  average.show(0. * uV);
  average.draw(drawing, {75., 275., 625., 140.});
  support::line_chart counted("time since stimulus", ms, "rate", Hz);
  counted.add_steps("spikes, in 20 ms", lags, rate.quantity(), {.colour = support::colour::blue, .thickness = 2.});
  counted.show(0. * Hz);
  counted.draw(drawing, {75., 495., 625., 140.});
  drawing.save(picture);
  return found ? 0 : 1;
}

}  // namespace

int main(int count, char** arguments) try {
  return run(count > 1 ? arguments[1] : "gamma_band.svg");
} catch (std::exception const& e) {
  std::cerr << e.what() << '\n';
  return 1;
}
