// SPDX-License-Identifier: BSD-3-Clause
/// Times what neuro computes of events against its alternatives, in alternating rounds of one process: `respond`
/// against dense direct and overlap-save convolution of the binned train and against adding responses one by one, a
/// step of `synapses` against a plain loop over the same bytes, and `rate`, for bench/rate_by_scipy.py to be compared
/// with. Shown is the fastest round of each. usage: bench_responses [ROUNDS]
/// Layer: bench.
#include <convolt/convolt.hpp>
#include <convolt/neuro.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <random>
#include <string>
#include <vector>

namespace {

using namespace convolt::units::spelled;
namespace kernel = convolt::kernel;
namespace lax = convolt::lax;
namespace neuro = convolt::neuro;

double milliseconds_of(std::function<void()> const& work) {
  auto const start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

struct candidate {
  std::string name;
  std::function<void()> work;
  double best = 1e300;
};

void race(char const* what, std::vector<candidate> all, int rounds) {
  for (int round = 0; round < rounds; ++round) {
    for (candidate& c : all) { c.best = std::min(c.best, milliseconds_of(c.work)); }
  }
  std::printf("%s\n", what);
  for (candidate const& c : all) {
    std::printf("  %-44s %10.3f ms  %7.2f\n", c.name.c_str(), c.best, c.best / all[0].best);
  }
}

neuro::spike_train random_train(std::size_t events, double duration, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::uniform_real_distribution<double> anywhere(0, duration);
  xt::xtensor<double, 1> times(std::array<std::size_t, 1>{events});
  for (double& t : times) { t = anywhere(random); }
  return neuro::spike_train(times * ms);
}

/// A million events on ten million samples, alpha(20 ms) at 0.1 ms, in float.
void race_responses(int rounds) {
  std::size_t const samples = 10'000'000, taps = 4000;
  auto const train = random_train(1'000'000, 1e6, 1);
  auto const k = kernel::alpha(20. * ms);
  auto const t = convolt::axis(0. * ms, 0.1 * ms, samples);
  xt::xtensor<float, 1> out = xt::zeros<float>({samples});
  auto const counts = neuro::bin<std::int32_t>(train, t);
  xt::xtensor<float, 3> binned = xt::zeros<float>({std::size_t{1}, std::size_t{1}, samples + taps - 1});
  for (std::size_t n = 0; n < samples; ++n) { binned(0, 0, n + taps - 1) = static_cast<float>(counts.raw()(n)); }
  xt::xtensor<float, 3> h = xt::zeros<float>({std::size_t{1}, std::size_t{1}, taps});
  for (std::size_t i = 0; i < taps; ++i) {
    h(0, 0, taps - 1 - i) = static_cast<float>(double(k(0.1 * static_cast<double>(i) * ms)));
  }
  xt::xtensor<float, 3> dense = xt::zeros<float>({std::size_t{1}, std::size_t{1}, samples});
  auto const with = [&](neuro::response_method method) {
    return [&, method] { neuro::respond_into(out, train, 1., k, t, {.method = method}); };
  };
  auto const convolve = [&](lax::precision_level level) {
    return [&, level] { lax::conv_into(dense, binned, h, {1}, convolt::valid, {.precision = level}); };
  };
  race("10^6 events, 10^7 samples, alpha(20 ms) at 0.1 ms, float",
       {{"respond", with(neuro::response_method::automatic)},
        {"recursion", with(neuro::response_method::recursion)},
        {"overlap-save of 4000 taps, events on samples", convolve(lax::precision_level::default_)},
        {"direct convolution of 4000 taps", convolve(lax::precision_level::highest)}},
       rounds);
  auto const fewer = random_train(1000, 1e6, 2);
  auto const sparse = [&](neuro::response_method method) {
    return [&, method] { neuro::respond_into(out, fewer, 1., k, t, {.method = method}); };
  };
  race("10^3 events, 10^7 samples",
       {{"respond", sparse(neuro::response_method::automatic)},
        {"recursion", sparse(neuro::response_method::recursion)},
        {"scatter", sparse(neuro::response_method::scatter)}},
       rounds);
}

/// 1000 neurons, 60 s at 1 ms, 10 Hz each, gaussian(50 ms), in double.
void race_rates(int rounds) {
  std::vector<neuro::spike_train> trains;
  for (std::uint64_t i = 0; i < 1000; ++i) { trains.push_back(random_train(600, 60'000, 100 + i)); }
  neuro::spike_trains const many(trains);
  auto const t = convolt::axis(0. * ms, 1. * ms, 60'000);
  race("rates of 1000 neurons over 60 s at 1 ms, gaussian(50 ms)",
       {{"rate", [&] { static_cast<void>(neuro::rate(many, kernel::gaussian(50. * ms), t)); }}}, rounds);
}

/// What a step reads and writes at least: the weights once, each stage of each synapse once both ways.
template <std::size_t Stages>
void plain_step(std::array<std::vector<float>, 2>& state, float const* w, float decay) {
  float* const x = state[0].data();
  float* const y = state[1].data();
  std::size_t const n = state[0].size();
  if constexpr (Stages == 1) {
    for (std::size_t i = 0; i < n; ++i) { x[i] = x[i] * decay + w[i]; }
  } else {
    for (std::size_t i = 0; i < n; ++i) {
      y[i] = y[i] * decay + x[i] * 0.1F;
      x[i] = x[i] * decay + w[i];
    }
  }
}

template <std::size_t Stages, class K>
void race_synapses(char const* what, K const& k, int rounds) {
  std::size_t const n = 100'000;
  int const steps = 200;
  auto syn = neuro::synapses(k, n, 0.1 * ms, 1.F * nS);
  xt::xtensor<float, 1> const numbers(std::array<std::size_t, 1>{n}, 0.01F);
  auto const weights = numbers * nS;
  std::array<std::vector<float>, 2> state{std::vector<float>(n, 0.F), std::vector<float>(n, 0.F)};
  float const decay = static_cast<float>(std::exp(-0.02));
  race(what,
       {{"a plain loop over the same bytes, 200 steps",
         [&] {
           for (int step = 0; step < steps; ++step) { plain_step<Stages>(state, numbers.data(), decay); }
         }},
        {"synapses, 200 steps",
         [&] {
           for (int step = 0; step < steps; ++step) { syn.step(weights); }
         }}},
       rounds);
  if (state[0][7] + state[1][7] < 0) { std::puts("negative"); }  // what nobody looks at is not computed
}

}  // namespace

int main(int argc, char** argv) {
  int const rounds = argc > 1 ? std::atoi(argv[1]) : 5;
  race_responses(rounds);
  race_rates(rounds);
  race_synapses<1>("10^5 exponential synapses, float", kernel::exponential(5. * ms), rounds);
  race_synapses<2>("10^5 alpha synapses, float", kernel::alpha(5. * ms), rounds);
}
