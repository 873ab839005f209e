// SPDX-License-Identifier: BSD-3-Clause
/// How often does a neuron fire? One recording with 40 stimuli, seen in three ways: every spike, the histogram around
/// the stimuli, and a smooth rate. The neuron is simulated, so that the rate that is looked for is known.
///
/// firing_rate [PICTURE.svg]
#include <convolt/neuro.hpp>
#include <support/chart.hpp>
#include <support/noise.hpp>
#include <support/raster.hpp>

#include <exception>
#include <iostream>
#include <string>
#include <vector>

namespace kernel = convolt::kernel;
namespace neuro = convolt::neuro;
using namespace convolt::units;

namespace {

constexpr std::size_t stimuli = 40;
auto const around = convolt::axis(-300. * ms, 1. * ms, 1000);  // of every stimulus

/// The neuron fires at 12 Hz, and more for a while after a stimulus.
auto true_rate(auto const& since_stimulus) { return 12. * Hz + kernel::alpha(90. * ms, 70. * Hz)(since_stimulus); }

auto onset(std::size_t i) { return (0.4 + 1.1 * static_cast<double>(i)) * s; }

/// A Poisson process: in every millisecond there is a spike with the chance that the rate gives it, at any moment.
neuro::spike_train recording() {
  auto const chance = support::uniform_numbers({stimuli, around.size(), 2}, 7);
  std::vector<double> times;
  for (std::size_t i = 0; i < stimuli; ++i) {
    for (std::size_t n = 0; n < around.size(); ++n) {
      auto const t = around(n) + chance(i, n, 1) * around.step();
      double const expected = (true_rate(t) * around.step()).in(convolt::one);
      if (chance(i, n, 0) < expected) { times.push_back((onset(i) + t).in(ms)); }
    }
  }
  return neuro::spike_train(xt::adapt(times, std::array<std::size_t, 1>{times.size()}) * ms);
}

int run(std::string const& picture) {
  auto const spikes = recording();
  std::vector<neuro::spike_train> trials;
  auto onsets = xt::xtensor<double, 1>::from_shape({stimuli}) * s;
  for (std::size_t i = 0; i < stimuli; ++i) {
    onsets(i) = onset(i);
    trials.push_back(spikes.shift(-onset(i)).between(around.start(), around.stop()));
  }

  auto const bins = convolt::axis(-300. * ms, 20. * ms, 50);
  auto const histogram = neuro::psth(spikes, onsets, bins);
  neuro::spike_trains const rows(trials);
  auto const smooth = neuro::rate(rows, kernel::gaussian(20. * ms), around, {.correct_edges = true}).mean<0>();

  auto expected = xt::xtensor<double, 1>::from_shape({around.size()}) * Hz;
  for (std::size_t n = 0; n < around.size(); ++n) { expected(n) = true_rate(around(n)); }
  auto const error = convolt::sqrt(convolt::mean(convolt::pow<2>(smooth.quantity() - expected)));
  bool const found = error < 4. * Hz;
  std::cout << spikes << "; cv of intervals " << neuro::cv(spikes) << ", Fano factor before stimuli "
            << neuro::fano_factor(rows, -300. * ms, 0. * ms) << "\nsmooth rate: rms error " << error << ", peak "
            << convolt::max(smooth.quantity()) << (found ? "" : " TOO FAR OFF") << ", see " << picture << '\n';

  support::drawing drawing(720, 710);
  support::draw_raster(drawing, {75., 20., 625., 170.}, rows, "stimulus", "time since stimulus", around,
                       support::colour::blue);
  support::line_chart counted("time since stimulus", ms, "rate", Hz);
  counted.add_steps("histogram, 20 ms", bins, histogram.quantity(), {.colour = support::colour::blue, .thickness = 2.});
  counted.add("true rate", around.values(), expected, {.colour = support::colour::grey, .thickness = 2.});
  counted.show(0. * Hz);
  counted.draw(drawing, {75., 275., 625., 150.});
  support::line_chart smoothed("time since stimulus", ms, "rate", Hz);
  smoothed.add("gaussian, sd 20 ms", around.values(), smooth.quantity(),
               {.colour = support::colour::orange, .thickness = 2.});
  smoothed.add("true rate", around.values(), expected, {.colour = support::colour::grey, .thickness = 2.});
  smoothed.show(0. * Hz);
  smoothed.draw(drawing, {75., 505., 625., 150.});
  drawing.save(picture);
  return found ? 0 : 1;
}

}  // namespace

int main(int count, char** arguments) try {
  return run(count > 1 ? arguments[1] : "firing_rate.svg");
} catch (std::exception const& e) {
  std::cerr << e.what() << '\n';
  return 1;
}
