// SPDX-License-Identifier: BSD-3-Clause
/// Times resample 3/2 of 64 channels in float, a minute of them at 1 kHz, against a filter of the same length on its
/// input, in alternating rounds of one process: channels last and channels first. Shown is the fastest round of each,
/// in time of the processor, so that other programs matter little; bench/resampling_by_scipy.py times scipy.signal on
/// the same. usage: bench_resampling [ROUNDS]
/// Layer: bench.
#include <convolt/convolt.hpp>
#include <convolt/dsp.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <string>
#include <vector>

namespace {

namespace dsp = convolt::dsp;
namespace measure = convolt::measure;
using block = xt::xtensor<float, 2>;

double milliseconds_of(std::function<void()> const& work) {
  std::clock_t const start = std::clock();
  work();
  return 1000. * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

struct candidate {
  std::string name;
  std::function<void()> work;
  double best = 1e300;
};

block signals(std::size_t first, std::size_t second) {
  block x(std::array<std::size_t, 2>{first, second});
  for (std::size_t i = 0; i < x.size(); ++i) {
    x.data()[i] = static_cast<float>(std::sin(0.37 * static_cast<double>(i)));
  }
  return x;
}

}  // namespace

int main(int argc, char** argv) {
  int const rounds = argc > 1 ? std::atoi(argv[1]) : 20;
  std::size_t const samples = 60'000, channels = 64;
  block const last = signals(samples, channels), first = signals(channels, samples);
  xt::xtensor<float, 1> const taps = xt::ones<float>({61});
  float seen = 0;
  std::vector<candidate> all{
      {"filter, 61 taps, (time, channel)", [&] { seen += dsp::convolve(last, taps, measure::sum, {.axis = 0})(9, 9); }},
      {"resample 3/2, (time, channel)", [&] { seen += dsp::resample(last, 3, 2, {.axis = 0})(9, 9); }},
      {"filter, 61 taps, (channel, time)",
       [&] { seen += dsp::convolve(first, taps, measure::sum, {.axis = 1})(9, 9); }},
      {"resample 3/2, (channel, time)", [&] { seen += dsp::resample(first, 3, 2, {.axis = 1})(9, 9); }}};
  for (int round = 0; round < rounds; ++round) {
    for (candidate& c : all) { c.best = std::min(c.best, milliseconds_of(c.work)); }
  }
  std::printf("64 channels of 60000 samples, float (%g)\n", static_cast<double>(seen));
  for (candidate const& c : all) { std::printf("  %-36s %8.2f ms\n", c.name.c_str(), c.best); }
  return 0;
}
