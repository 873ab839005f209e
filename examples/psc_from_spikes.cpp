// SPDX-License-Identifier: BSD-3-Clause
/// What do spikes do to a cell? Events become a synaptic current, and the current a membrane potential: once by adding
/// up responses in closed form at the exact times of the spikes, once by convolving the sampled current. Every number
/// is typed with its unit, as a paper gives it.
///
/// psc_from_spikes [PICTURE.svg]
#include <convolt/dsp.hpp>
#include <convolt/neuro.hpp>
#include <support/chart.hpp>
#include <support/noise.hpp>
#include <support/raster.hpp>

#include <cmath>
#include <cstddef>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

namespace kernel = convolt::kernel;
namespace measure = convolt::measure;
namespace neuro = convolt::neuro;
using namespace convolt::units;

namespace {

/// A Poisson train: the times between spikes are exponentially distributed.
neuro::spike_train spikes_of_input() {
  auto const chance = support::uniform_numbers({13}, 23);
  auto times = xt::xtensor<double, 1>::from_shape({chance.size()}) * ms;
  auto t = 5. * ms;
  for (std::size_t i = 0; i < chance.size(); ++i) {
    t = t - 12. * ms * std::log(1. - chance(i));
    times(i) = t;
  }
  return neuro::spike_train(times);
}

int run(std::string const& picture) {
  auto const weight = 50. * pA;
  auto const synapse = kernel::alpha(2. * ms);
  auto const resistance = 40. * MOhm;
  auto const capacitance = 250. * pF;
  auto const tau = (resistance * capacitance).as(ms);
  auto const t = convolt::axis(0. * ms, 0.1 * ms, 2001);
  auto const spikes = spikes_of_input();

  // Events, so that a spike adds weight times kernel: pA, and in closed form through the membrane: mV.
  auto const current = neuro::respond(spikes, weight, synapse, t);
  auto const potential = neuro::respond(spikes, weight, kernel::membrane(synapse, tau, capacitance), t).as(mV);

  // A signal, so that the sum is an integral: pA times ms over pF are mV. Here the step of 0.1 ms makes an error.
  auto const leak = kernel::exponential(tau, 1. / capacitance);
  auto const integrated = convolt::dsp::convolve(current, leak, measure::integral).as(mV);

  auto const peak = convolt::max(potential.quantity());
  auto const error = convolt::max(convolt::abs(potential.quantity() - integrated.quantity()));
  bool const agree = error < 3e-4 * peak;
  std::cout << spikes << "\nmembrane: " << tau << "; potential: peak " << peak
            << ", the integral of the current differs by " << error.as(uV) << (agree ? "" : " TOO MUCH") << ", see "
            << picture << '\n';

  support::drawing drawing(720, 600);
  support::draw_raster(drawing, {75., 15., 625., 40.}, neuro::spike_trains(std::vector<neuro::spike_train>{spikes}),
                       "spikes", "time", t, support::colour::blue);
  support::line_chart currents("time", ms, "current", pA);
  currents.add("synaptic current", t.values(), current.quantity(), {.colour = support::colour::blue, .thickness = 2.});
  currents.draw(drawing, {75., 140., 625., 160.});
  support::line_chart potentials("time", ms, "potential", mV);
  potentials.add("in closed form", t.values(), potential.quantity(),
                 {.colour = support::colour::grey, .thickness = 5.});
  potentials.add("integral of the current", t.values(), integrated.quantity(),
                 {.colour = support::colour::orange, .thickness = 1.5});
  potentials.draw(drawing, {75., 385., 625., 160.});
  drawing.save(picture);
  return agree ? 0 : 1;
}

}  // namespace

int main(int count, char** arguments) try {
  return run(count > 1 ? arguments[1] : "psc_from_spikes.svg");
} catch (std::exception const& e) {
  std::cerr << e.what() << '\n';
  return 1;
}
