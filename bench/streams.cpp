// SPDX-License-Identifier: BSD-3-Clause
/// Times streams on one core, for bench/streams_by_scipy.py to be compared with: 101 taps and four sections over 384
/// channels, a change of rate, delays of channels, and a long kernel in parts against one convolution per block. Shown
/// is the fastest chunk of each, and how many times faster than its samples come: machines are seldom alone for longer.
/// usage: bench_streams [CHUNKS]
/// Layer: bench.
#include <convolt/convolt.hpp>
#include <convolt/dsp.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace convolt::units::spelled;
namespace dsp = convolt::dsp;
namespace lax = convolt::lax;
using list = xt::xtensor<double, 1>;

/// The fastest of so many rounds.
double seconds_of(int rounds, std::function<void()> const& work) {
  double best = 1e300;
  for (int round = 0; round < rounds; ++round) {
    auto const start = std::chrono::steady_clock::now();
    work();
    best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  return best;
}

template <class T>
xt::xtensor<T, 2> noise(std::size_t rows, std::size_t channels) {
  xt::xtensor<T, 2> x = xt::zeros<T>({rows, channels});
  std::uint32_t state = 1;
  for (T& v : x) {
    state = state * 1'664'525U + 1'013'904'223U;
    v = static_cast<T>(static_cast<int>(state >> 20) - 2048);
  }
  return x;
}

list taps_of(std::size_t count) {
  list h = xt::zeros<double>({count});
  for (std::size_t k = 0; k < count; ++k) { h(k) = 1. / static_cast<double>(1 + k); }
  return h;
}

/// Chunks of 10 ms of a recording at 30 kHz.
template <class T, class In, class Stream>
void time_recording(char const* what, int rounds, Stream stream, std::size_t channels, double products_per_sample) {
  std::size_t const rows = 300;
  auto const x = noise<In>(rows, channels);
  auto const most = static_cast<std::size_t>(stream.output_count(static_cast<convolt::index>(2 * rows)) + 1);
  xt::xtensor<T, 2> y = xt::zeros<T>({most, channels});
  double const time = seconds_of(rounds, [&] {
    auto const count = static_cast<std::size_t>(stream.output_count(static_cast<convolt::index>(rows)));
    stream.process_into(xt::view(y, xt::range(std::size_t(0), count), xt::all()), x);
  });
  double const flops = 2 * products_per_sample * static_cast<double>(rows * channels);
  std::printf("%-58s %9.1f us  %8.1f x real time  %6.1f GFLOP/s\n", what, 1e6 * time, 0.01 / time, flops / time * 1e-9);
}

void time_partitioned(int rounds) {
  std::size_t const taps = 65'536, block = 128;
  auto const h = taps_of(taps);
  auto const x = noise<float>(block, 1);
  auto stream = dsp::stream<float>(dsp::partitioned(h, block), 48. * kHz);
  xt::xtensor<float, 2> y = xt::zeros<float>({block, std::size_t(1)});
  double const parts = seconds_of(rounds, [&] { stream.process_into(y, x); });
  // The peer remembers as many samples as the kernel has, and convolves them anew for each block.
  xt::xtensor<float, 3> history = xt::zeros<float>({std::size_t(1), std::size_t(1), taps + block - 1});
  xt::xtensor<float, 3> weights = xt::zeros<float>({std::size_t(1), std::size_t(1), taps});
  for (std::size_t k = 0; k < taps; ++k) { weights(0, 0, taps - 1 - k) = static_cast<float>(h(k)); }
  xt::xtensor<float, 3> out = xt::zeros<float>({std::size_t(1), std::size_t(1), block});
  auto const plan = lax::plan(history, weights, {1}, convolt::valid);
  double const whole = seconds_of(rounds, [&] { plan.into(out, history); });
  std::printf("%-58s %9.2f us per block\n", "65,536 taps, blocks of 128, partitioned", 1e6 * parts);
  std::printf("%-58s %9.2f us per block  %7.2f\n", "the same, a planned convolution per block", 1e6 * whole,
              whole / parts);
}

}  // namespace

int main(int argc, char** argv) {
  int const rounds = argc > 1 ? std::atoi(argv[1]) : 100;
  std::printf("loops: %s\n", std::string(convolt::isa()).c_str());
  dsp::stream_options const probe{.channels = 384}, array{.channels = 64}, single{.channels = 1};
  auto const h = taps_of(101);
  std::vector<dsp::section> const chain(4, dsp::section{0.1, 0.2, 0.1, -1.2, 0.5});
  list lags = xt::zeros<double>({384});
  for (std::size_t c = 0; c < lags.size(); ++c) { lags(c) = static_cast<double>(c % 13) / (13 * 30e3); }
  time_recording<float, std::int16_t>("384 channels of counts, 101 taps, to float", rounds,
                                      dsp::stream<float>(h, 30. * kHz, probe), 384, 101);
  time_recording<std::int16_t, std::int16_t>("the same, to counts", rounds, dsp::stream<float>(h, 30. * kHz, probe),
                                             384, 101);
  time_recording<float, float>("1 channel, 101 taps, float", rounds, dsp::stream<float>(h, 30. * kHz, single), 1, 101);
  time_recording<double, double>("384 channels, 4 sections, double", rounds,
                                 dsp::stream<double>(chain, 30. * kHz, probe), 384, 20);
  time_recording<float, std::int16_t>("384 channels of counts, 4 sections, to float", rounds,
                                      dsp::stream<float>(chain, 30. * kHz, probe), 384, 20);
  time_recording<double, double>("1 channel, 4 sections, double", rounds, dsp::stream<double>(chain, 30. * kHz, single),
                                 1, 20);
  time_recording<float, float>("64 channels, rate times 3 / 2, float", rounds,
                               dsp::stream<float>(dsp::resampling(3, 2), 30. * kHz, array), 64, 30.5);
  time_recording<float, std::int16_t>("384 channels of counts, delays of n / 13 samples", rounds,
                                      dsp::stream<float>(dsp::delays(lags * convolt::second{}), 30. * kHz), 384, 32);
  time_partitioned(rounds);
}
