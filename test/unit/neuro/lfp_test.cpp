// SPDX-License-Identifier: BSD-3-Clause
/// Local field potentials: the double loop over contacts, populations and spikes; lags before the spike; units.
#include <convolt/neuro/lfp.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/spelled.hpp>

#include <support/catch.hpp>
#include <unit/neuro/random_events.hpp>

#include <cmath>
#include <vector>

namespace {

using namespace convolt::units::spelled;
using convolt::axis;
using convolt::index;
using convolt::no_axis;
using convolt::sampled;
using convolt::neuro::lfp;
using convolt::neuro::spike_trains;
using convolt::test::fault;
using convolt::test::pick;

TEST_CASE("potentials at contacts: acausal lags, spikes between samples, the unit of the kernels") {
  xt::xtensor<double, 3> const k{{{0, 1, 2}, {10, 20, 30}}};
  sampled const kernels(k * uV, no_axis, no_axis, axis(-1. * ms, 1. * ms, 3));
  auto const v = lfp(spike_trains({0, 1}, {3. * ms, 5.5 * ms}), kernels, axis(0. * ms, 1. * ms, 9));
  std::vector<double> const expected{0, 0, 0, 1, 7, 15, 25, 15, 0};
  REQUIRE(v.shape(0) == 1);
  for (std::size_t n = 0; n < 9; ++n) { CHECK(v(0, n).in(uV) == expected[n]); }
  sampled const deep(k * uV, axis(0. * um, 100. * um, 1), no_axis, axis(-1. * ms, 1. * ms, 3));
  CHECK(lfp(spike_trains({0, 1}, {3. * ms, 5.5 * ms}), deep, axis(0. * ms, 1. * ms, 9)).axis<0>().step().in(um) == 100);
}

TEST_CASE("potentials are the double loop, whatever the events and lags") {
  auto const seed = convolt::test::new_seed();
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  for (int round = 0; round < 30; ++round) {
    double const dt = convolt::test::random_step(random);
    auto const taps = static_cast<std::size_t>(pick(random, 0, 9));
    index const first = pick(random, -6, 4), count = pick(random, 0, 40);
    xt::xtensor<double, 3> k(std::array<std::size_t, 3>{2, 2, taps});
    for (double& x : k) { x = static_cast<double>(pick(random, -9, 9)); }
    std::vector<std::vector<index>> eighths;
    std::vector<convolt::neuro::spike_train> trains;
    for (int p = 0; p < 2; ++p) {
      eighths.push_back(convolt::test::random_eighths(random, 20, -80, 400));
      xt::xtensor<double, 1> at(std::array<std::size_t, 1>{eighths.back().size()});
      for (std::size_t i = 0; i < at.size(); ++i) { at(i) = static_cast<double>(eighths.back()[i]) / 8 * dt; }
      trains.emplace_back(at * ms);
    }
    sampled const kernels(k * uV, no_axis, no_axis, axis(static_cast<double>(first) * dt * ms, dt * ms, taps));
    auto const v = lfp(spike_trains(trains), kernels, axis(0. * ms, dt * ms, count));
    for (std::size_t c = 0; c < 2; ++c) {
      for (index n = 0; n < count; ++n) {
        double expected = 0;
        for (std::size_t p = 0; p < 2; ++p) {
          for (index const e : eighths[p]) {
            index const before = convolt::test::floor_of(e, 8);
            double const part = static_cast<double>(e - 8 * before) / 8;
            index const tap = n - before - first;
            auto const is_there = [&](index l) { return l >= 0 && l < static_cast<index>(taps); };
            if (is_there(tap)) { expected += (1 - part) * k(c, p, static_cast<std::size_t>(tap)); }
            if (is_there(tap - 1)) { expected += part * k(c, p, static_cast<std::size_t>(tap - 1)); }
          }
        }
        CAPTURE(round, dt, taps, first, c, n);
        CHECK(v(c, static_cast<std::size_t>(n)).in(uV) == Approx(expected).margin(1e-9));
      }
    }
  }
}

TEST_CASE("kernels that do not fit are refused") {
  xt::xtensor<float, 3> const k{{{0, 1, 2}, {10, 20, 30}}};
  sampled const kernels(k * uV, no_axis, no_axis, axis(-1. * ms, 1. * ms, 3));
  auto const many = spike_trains({0, 1}, {3. * ms, 5.5 * ms});
  CHECK(fault([&] { lfp(many.select({0}), kernels, axis(0. * ms, 1. * ms, 9)); }) == "population_mismatch");
  CHECK(fault([&] { lfp(many, kernels, axis(0. * ms, 0.5 * ms, 9)); }) == "step_mismatch");
  CHECK(fault([&] { lfp(many, kernels, axis(0. * ms, -1. * ms, 9)); }) == "bad_axis");
  auto const v = lfp(many, kernels, axis(0. * us, 1000. * us, 9));
  static_assert(std::is_same_v<decltype(v)::element_type, float>);
  CHECK(v(0, 4).in(uV) == 7);
}

template <class S>
concept makes_lfp = requires(spike_trains many, S k, axis<decltype(ms)> t) { lfp(many, k, t); };
using lags = axis<decltype(ms)>;
static_assert(makes_lfp<sampled<decltype(uV), double, convolt::no_axis_t, convolt::no_axis_t, lags>>);
static_assert(!makes_lfp<sampled<decltype(uV), double, convolt::no_axis_t, lags>>);
static_assert(!makes_lfp<sampled<decltype(uV), double, convolt::no_axis_t, convolt::no_axis_t, axis<decltype(um)>>>);

}  // namespace
