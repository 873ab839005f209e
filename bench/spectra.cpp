// SPDX-License-Identifier: BSD-3-Clause
/// Times spectra, for bench/spectra_by_scipy.py to be compared with, which has the same sizes. Shown is the fastest
/// round of each. usage: bench_spectra [ROUNDS]
/// Layer: bench.
#include <convolt/convolt.hpp>
#include <convolt/dsp.hpp>

#include <algorithm>
#include <chrono>
#include <complex>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>

namespace {

using namespace convolt::units::spelled;
namespace dsp = convolt::dsp;
namespace measure = convolt::measure;

template <class Work>
void time(std::string const& what, int rounds, Work const& work) {
  double best = 1e300;
  for (int round = 0; round < rounds; ++round) {
    auto const start = std::chrono::steady_clock::now();
    work();
    best = std::min(best, std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
  }
  std::printf("%-60s %10.3f ms\n", what.c_str(), best);
}

auto noise(std::size_t channels, std::size_t samples) {
  std::mt19937_64 bits(1);
  std::normal_distribution<double> normal;
  xt::xtensor<double, 2> a(std::array<std::size_t, 2>{channels, samples});
  for (double& v : a) { v = normal(bits); }
  return convolt::sampled(a * mV, convolt::no_axis, convolt::axis(0. * ms, 1. * ms, samples));
}

}  // namespace

int main(int argc, char** argv) {
  int const rounds = argc > 1 ? std::atoi(argv[1]) : 5;
  auto const recording = noise(64, 600'000);
  double sum = 0;  // what nobody looks at is not computed
  time("welch, 64 channels x 10 min at 1 kHz, 2 s segments", rounds,
       [&] { sum += dsp::welch(recording, 2000. * ms).raw()(0, 1); });
  time("stft, 8 channels x 1 min at 1 kHz, 256 ms segments", rounds,
       [&, x = noise(8, 60'000)] { sum += dsp::stft(x, 256. * ms).raw()(0, 1, 1).real(); });
  for (std::size_t const n : {std::size_t{64}, std::size_t{256}}) {
    time("rfft of " + std::to_string(n) + " samples, 1000 times", rounds, [&, x = noise(1, n)] {
      for (int i = 0; i < 1000; ++i) { sum += dsp::rfft(x, measure::sum).raw()(0, 0).real(); }
    });
  }
  for (std::size_t const n :
       {std::size_t{1000}, std::size_t{1 << 16}, std::size_t{1'000'000}, std::size_t{1'000'003}}) {
    time("rfft of " + std::to_string(n) + " samples", rounds,
         [&, x = noise(1, n)] { sum += dsp::rfft(x, measure::sum).raw()(0, 0).real(); });
  }
  if (sum == 0.125) { std::puts("nothing"); }
}
