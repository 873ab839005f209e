// SPDX-License-Identifier: BSD-3-Clause
/// From few samples to many: two decoders that transposed convolutions learn.
///
/// In time, firing rates in frames of 25 ms become a membrane voltage every 1 ms: each frame adds a response of 75 ms
/// per neuron. In space, current sources on a grid of 200 um become a field potential on a grid of 100 um: each source
/// adds the potential around it. Both are simulated with known weights, and a layer has to find these from noisy data.
///
/// decoder [PICTURE.svg]
#include <convolt/convolt.hpp>
#include <convolt/nn/adam.hpp>
#include <convolt/nn/loss.hpp>
#include <convolt/nn/momentum.hpp>
#include <support/chart.hpp>
#include <support/noise.hpp>
#include <support/progress.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <iostream>
#include <numbers>
#include <string>

namespace nn = convolt::nn;
using namespace convolt::units;

namespace decoders {

/// Any layer, optimizer and data that fit each other.
void train(std::string const& title, auto& layer, auto& optimizer, auto const& input, auto const& voltage, int steps) {
  support::progress_bar bar(title, steps);
  for (int step = 1; step <= steps; ++step) {
    auto const error = nn::mean_squared_error(layer(input), voltage);
    optimizer.step(layer, layer.backward(input, error.gradient));
    bar.show(step, error.value.as(mV * mV));
  }
}

auto rms(auto const& x) { return convolt::sqrt(convolt::mean(convolt::pow<2>(x))); }

/// States the error of the weights, and whether it is below 2 % of the largest one.
bool recovered(auto const& learned, auto const& truth) {
  double const part = (rms(learned - truth) / convolt::max(convolt::abs(truth))).in(convolt::one);
  std::cout << "weights: rms error " << 100. * part << " % of the largest one (asked for: 2 %)\n";
  return part < 0.02;
}

// ---- in time -------------------------------------------------------------------------------------------------------

// Rates in Hz times mV/Hz are mV; so is the bias, the voltage at rest.
using time_decoder = nn::ConvTranspose1d<mV / Hz, mV, double>;

constexpr std::size_t neurons = 3;
constexpr auto sampling = 1. * ms;
constexpr auto frame = 25. * ms;
constexpr auto response = 75. * ms;

std::size_t samples_in(auto const& duration) {
  return static_cast<std::size_t>(std::lround((duration / sampling).in(convolt::one)));
}

/// What 1 Hz in one frame adds to the voltage from its start on: an alpha function.
auto postsynaptic(auto const& peak, auto const& tau) {
  auto const t = convolt::axis(0. * ms, sampling, samples_in(response)).values();
  return convolt::eval(peak * (t / tau) * convolt::exp(1. - t / tau));
}

/// Layers take (batch, space..., channel): here (trial, frame, neuron).
auto simulated_rates(std::size_t trials, std::size_t frames, std::uint64_t seed) {
  auto const u = support::uniform_numbers({trials, frames, neurons}, seed);
  return convolt::eval(-xt::log(u) * (20. * Hz));
}

bool decode_time(support::drawing& picture) {
  // `valid` keeps the whole response to the last frame: what is beyond the frame comes on top of the trial.
  nn::conv_transpose_options const options{.in_channels = neurons,
                                           .out_channels = 1,
                                           .kernel_size = samples_in(response),
                                           .stride = samples_in(frame),
                                           .padding = convolt::valid};
  auto const responses = convolt::stack<1>(postsynaptic(120. * uV / Hz, 6. * ms), postsynaptic(60. * uV / Hz, 12. * ms),
                                           postsynaptic(-80. * uV / Hz, 10. * ms));
  auto const weights = convolt::eval(convolt::reshape_view(responses, {samples_in(response), std::size_t(1), neurons}));
  time_decoder const nature(options, weights, -65. * mV);
  constexpr std::size_t trials = 4, frames = 120;
  auto const rates = simulated_rates(trials, frames, 1);
  std::size_t const samples = samples_in((frames - 1.) * frame + response);
  auto const noise = support::normal_numbers({trials, samples, 1}, 2) * (0.2 * mV);
  auto const voltage = convolt::eval(nature(rates) + noise);

  // The fit. Adam's rates are the sizes of steps; the bias starts at the mean voltage.
  time_decoder model(options, 0. * mV / Hz, convolt::mean(voltage));
  nn::adam optimizer(model, {.rate = 3. * uV / Hz, .bias_rate = 0.1 * mV});
  train("time ", model, optimizer, rates, voltage, 160);

  // A trial that was not trained on.
  auto const new_rates = simulated_rates(1, 20, 3);
  auto const target = convolt::eval(convolt::ravel(nature(new_rates)));
  auto const decoded = convolt::eval(convolt::ravel(model(new_rates)));
  std::cout << "new trial: rms error " << rms(decoded - target).as(uV) << '\n';

  auto const t = convolt::axis(0. * ms, sampling, target.size()).values();
  support::line_chart chart("time", ms, "voltage", mV);
  chart.add("voltage of a new trial", t, target, {.colour = support::colour::blue, .thickness = 6.});
  chart.add("decoded from frames of 25 ms", t, decoded, {.colour = support::colour::orange, .thickness = 2.5});
  chart.draw(picture, {.left = 75., .top = 40., .width = 700., .height = 220.});
  return recovered(model.weight(), weights);
}

// ---- in space ------------------------------------------------------------------------------------------------------

// Sources are currents per volume.
constexpr auto density = uA / convolt::pow<3>(mm);
using space_decoder = nn::ConvTranspose3d<mV / density, nn::no_bias, double>;

constexpr auto voxel = 200. * um;
constexpr auto pixel = 100. * um;
constexpr std::size_t voxels = 6;  // along each axis
constexpr std::size_t pixels = 2 * voxels;

/// The potential at the 4 x 4 x 4 pixels around a voxel: that of a point source, I / (4 pi sigma r).
auto potential_around_a_source() {
  auto const conductivity = 0.3 * S / m;
  auto const d = convolt::axis(-1.5 * pixel, pixel, 4).values();
  auto const squared = convolt::eval(convolt::pow<2>(d));
  auto const r =
      convolt::sqrt(convolt::reshape_view(squared, {4, 1, 1}) + convolt::reshape_view(squared, {4, 1}) + squared);
  return convolt::eval((convolt::pow<3>(voxel) / (4. * std::numbers::pi * conductivity) / r).as(mV / density));
}

/// Here and there a source or a sink: (volume, z, y, x, channel).
auto simulated_sources(std::size_t volumes, std::uint64_t seed) {
  auto const place = support::uniform_numbers({volumes, voxels, voxels, voxels, 1}, seed);
  auto const strength = support::normal_numbers({volumes, voxels, voxels, voxels, 1}, seed + 1);
  return convolt::eval(xt::where(place < 0.1, strength, 0.) * (100. * density));
}

bool decode_space(support::drawing& picture) {
  // A stride of 2 with `same` doubles the extents.
  nn::conv_transpose_options const options{.in_channels = 1, .out_channels = 1, .kernel_size = 4, .stride = 2};
  auto const kernel = convolt::eval(convolt::reshape_view(potential_around_a_source(), {4, 4, 4, 1, 1}));
  space_decoder const nature(options, kernel);
  auto const sources = simulated_sources(8, 4);
  auto const noise = support::normal_numbers({8, pixels, pixels, pixels, 1}, 6) * (20. * uV);
  auto const field = convolt::eval(nature(sources) + noise);

  // The rate of gradient descent is in weight^2 / loss, which here is 1 / source^2: the data tell how large it may be.
  space_decoder model(options, 0. * mV / density);
  nn::momentum optimizer(model, mV * mV, {.rate = 1. / convolt::mean(convolt::pow<2>(sources))});
  train("space", model, optimizer, sources, field, 100);

  auto const new_sources = simulated_sources(1, 7);
  auto const target = nature(new_sources);
  auto const decoded = model(new_sources);
  std::cout << "new volume: rms error " << rms(decoded - target).as(uV) << '\n';

  // One of the planes of pixels.
  auto const plane = [](auto const& volume) {
    return convolt::view(volume, 0, pixels / 2 - 1, xt::all(), xt::all(), 0);
  };
  auto const x = convolt::axis((0.5 * pixel).as(mm), pixel.as(mm), pixels);
  auto const limit = convolt::max(convolt::abs(plane(target)));
  support::draw_map(picture, {.left = 75., .top = 370., .width = 240., .height = 240.}, "potential", plane(target),
                    limit, x);
  support::draw_map(picture, {.left = 395., .top = 370., .width = 240., .height = 240.},
                    "decoded from voxels of 0.2 mm", plane(decoded), limit, x);
  support::draw_colour_key(picture, {.left = 745., .top = 370., .width = 20., .height = 240.}, "potential", limit, mV);
  return recovered(model.weight(), kernel);
}

int run(std::string const& path) {
  support::drawing picture(800, 670);
  bool const time = decode_time(picture);
  bool const space = decode_space(picture);
  picture.save(path);
  std::cout << (time && space ? "recovered" : "NOT RECOVERED") << ", see " << path << '\n';
  return time && space ? 0 : 1;
}

}  // namespace decoders

int main(int count, char** arguments) try {
  return decoders::run(count > 1 ? arguments[1] : "decoder.svg");
} catch (std::exception const& e) {
  std::cerr << e.what() << '\n';
  return 1;
}
