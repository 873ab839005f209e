// SPDX-License-Identifier: BSD-3-Clause
/// What does a synapse make of a voltage? Finds an unknown synaptic kernel from recorded traces.
///
/// A graded synapse turns presynaptic voltage into postsynaptic current:
///
///     I(t) = I0 + sum over lags of g(lag) V(t - lag)
///
/// Millivolts times nanosiemens are picoamperes, so the kernel g is a conductance per lag. Here an experiment with a
/// known g is simulated, and a convolution layer has to find g from the traces alone.
///
/// fit_synapse [PICTURE.svg]
#include <convolt/convolt.hpp>
#include <convolt/nn/adam.hpp>
#include <convolt/nn/loss.hpp>
#include <support/chart.hpp>
#include <support/noise.hpp>
#include <support/progress.hpp>

#include <cmath>
#include <cstddef>
#include <exception>
#include <iostream>
#include <string>

namespace nn = convolt::nn;
using namespace convolt::units;

namespace experiment {

// One electrode on either side. The weight of the layer is in nS, its bias, the holding current, in pA.
using synapse = nn::Conv1d<nS, pA, double>;

constexpr std::size_t sweeps = 8;
constexpr std::size_t sweep_length = 1000;
constexpr int taps = 40;
constexpr auto dt = 500. * us;

// A layer correlates, nothing is flipped: its first tap looks furthest back. So the lags of the taps descend to 0, and
// `taps - 1` zeros ahead of a sweep and none behind it make the layer causal.
auto const lag = convolt::axis((taps - 1.) * dt, -dt, taps);
nn::conv_options const causal{.in_channels = 1, .out_channels = 1, .kernel_size = taps, .padding = {taps - 1, 0}};

/// Rises and decays exponentially. Time over time is a plain number: us / ms takes no factor here.
auto double_exponential(auto const& peak, auto const& rise, auto const& decay) {
  auto const t = lag.values();
  auto const shape = convolt::eval(peak * (convolt::exp(-t / decay) - convolt::exp(-t / rise)));
  return convolt::eval(shape * (peak / convolt::max(shape)));
}

/// Presynaptic voltage around rest: noise that the membrane has filtered. What excites all frequencies of interest
/// tells the lags of the kernel apart. Layers take (batch, time, channel): here (sweep, sample, electrode).
auto simulated_voltage() {
  auto const membrane = 0.7 * ms;
  double const keep = convolt::exp(-dt / membrane);
  double const fresh = std::sqrt(1. - keep * keep);
  auto noise = support::normal_numbers({sweeps, sweep_length, 1}, 1);
  for (std::size_t sweep = 0; sweep < sweeps; ++sweep) {
    for (std::size_t i = 1; i < sweep_length; ++i) {
      noise(sweep, i, 0) = keep * noise(sweep, i - 1, 0) + fresh * noise(sweep, i, 0);
    }
  }
  return convolt::eval(noise * (8. * mV));
}

int run(std::string const& picture) {
  // The experiment.
  auto const kernel = double_exponential(0.8 * nS, 1. * ms, 4. * ms);
  auto const holding = -30. * pA;
  auto const recording_noise = 4. * pA;
  synapse const nature(causal, convolt::reshape_view(kernel, {taps, 1, 1}), holding);
  auto const voltage = simulated_voltage();
  auto const noise = support::normal_numbers({sweeps, sweep_length, 1}, 2) * recording_noise;
  auto const current = convolt::eval(nature(voltage) + noise);

  // The fit, from nothing. Adam's rate is the size of a step, so it has the unit of what it changes.
  synapse model(causal, 0. * nS, 0. * pA);
  nn::adam optimizer(model, {.rate = 20. * pS, .bias_rate = 1. * pA});
  std::cout << "fitting " << taps << " lags of " << dt.as(ms) << " to " << sweeps << " sweeps of "
            << (static_cast<double>(sweep_length) * dt).as(s) << '\n';
  int const steps = 150;
  support::progress_bar bar("synapse", steps);
  for (int step = 1; step <= steps; ++step) {
    auto const error = nn::mean_squared_error(model(voltage), current);
    optimizer.step(model, model.backward(voltage, error.gradient));
    bar.show(step, error.value.as(pA * pA));
  }

  // The verdict.
  auto const learned = convolt::eval(convolt::ravel(model.weight()));
  auto const rms_error = convolt::sqrt(convolt::mean(convolt::pow<2>(learned - kernel)));
  auto const left = nn::mean_squared_error(model(voltage), current).value.as(pA * pA);
  bool const found = rms_error < 0.02 * convolt::max(kernel) && convolt::abs(model.bias()(0) - holding) < 1. * pA &&
                     left < 1.05 * convolt::pow<2>(recording_noise);
  std::cout << "kernel:          rms error " << rms_error.as(pS) << ", peak " << convolt::max(kernel).as(pS)
            << " (asked for: 2 %)\n"
            << "holding current: " << model.bias()(0) << ", true " << holding << " (asked for: 1 pA)\n"
            << "loss:            " << left << ", of which noise " << convolt::pow<2>(recording_noise) << '\n'
            << (found ? "found" : "NOT FOUND") << ", see " << picture << '\n';

  support::line_chart chart("lag", ms, "conductance", nS);
  chart.add("true kernel", lag.values(), kernel, {.colour = support::colour::blue, .thickness = 5.});
  chart.add("learned kernel", lag.values(), learned,
            {.colour = support::colour::orange, .thickness = 3.5, .dots = true});
  support::drawing drawing(640, 400);
  chart.draw(drawing, {.left = 75., .top = 40., .width = 545., .height = 300.});
  drawing.save(picture);
  return found ? 0 : 1;
}

}  // namespace experiment

int main(int count, char** arguments) try {
  return experiment::run(count > 1 ? arguments[1] : "fit_synapse.svg");
} catch (std::exception const& e) {
  std::cerr << e.what() << '\n';
  return 1;
}
