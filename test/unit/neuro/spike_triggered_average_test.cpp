// SPDX-License-Identifier: BSD-3-Clause
/// Averages around events against a loop over events, lags and channels.
#include <convolt/neuro/spike_triggered_average.hpp>

#include <convolt/quantity.hpp>

#include <support/catch.hpp>
#include <unit/neuro/random_events.hpp>

#include <cmath>
#include <complex>
#include <cstdint>
#include <type_traits>
#include <vector>

namespace {

using namespace convolt::units;
using namespace convolt::test;
using convolt::axis;
using convolt::index;
using convolt::no_axis;
using convolt::sampled;
using convolt::neuro::spike_train;
using convolt::neuro::spike_triggered_average;

TEST_CASE("the average keeps the unit and lies over the lags") {
  auto const x = sampled(xt::xtensor<double, 1>{0., 1., 4., 9., 16.} * pA, axis(10. * ms, 1. * ms, 5));
  spike_train const train({11. * ms, 12.4 * ms, 14. * ms, 9. * ms});
  auto const a = spike_triggered_average(x, train, axis(-1. * ms, 1. * ms, 3));
  CHECK(a.unit() == pA);
  CHECK((a.raw() == xt::xtensor<double, 1>{0.5, 2.5, 6.5}));  // of the events at 11 and 12.4 ms
  CHECK(a.events() == 2);
  CHECK(a.outside() == 2);
  CHECK(a.axis<0>().start().in(ms) == -1.);
  static_assert(convolt::AnySampled<decltype(a)>);
  CHECK((a * 2.)(0).in(pA) == 1.);
}

TEST_CASE("the sample nearest to event and lag is taken, the later one of two") {
  auto const x = sampled(xt::xtensor<float, 1>{0., 1., 2., 3.} * mV, axis(0. * ms, 1. * ms, 4));
  auto const at = [&](double time) {
    return spike_triggered_average(x, spike_train({time * ms}), axis(0. * ms, 1. * ms, 1))(0).in(mV);
  };
  static_assert(std::is_same_v<decltype(at(0.)), float>);
  CHECK(at(1.49) == 1.f);
  CHECK(at(1.5) == 2.f);
  CHECK(at(0.5 - 1e-9) == 1.f);
  CHECK(at(-0.5) == 0.f);
  CHECK(at(3.49) == 3.f);
  CHECK(fault([&] { at(3.5); }) == "no_events");
  CHECK(fault([&] { at(-0.6); }) == "no_events");
  CHECK(fault([&] { spike_triggered_average(x, spike_train(), axis(0. * ms, 1. * ms, 1)); }) == "no_events");
}

TEST_CASE("a signal from a file has units that are known at run time only") {
  auto const trace = [](auto const& unit) {
    return sampled(xt::xtensor<double, 1>{1., 2., 3.} * convolt::any_unit(mV), axis(0. * unit, 1. * unit, 3));
  };
  auto const a =
      spike_triggered_average(trace(convolt::any_unit(ms)), spike_train({1. * ms}), axis(0. * ms, 1. * ms, 2));
  CHECK((a.raw() == xt::xtensor<double, 1>{2., 3.}));
  CHECK(a.unit() == convolt::any_unit(mV));
  CHECK_THROWS_AS(
      spike_triggered_average(trace(convolt::any_unit(um)), spike_train({1. * ms}), axis(0. * ms, 1. * ms, 2)),
      convolt::unit_error);
}

TEST_CASE("a missing sample is missing at the lags that meet it") {
  auto const x = sampled(xt::xtensor<double, 1>{0., 1., std::nan(""), 3., 4., 5.} * mV, axis(0. * ms, 1. * ms, 6));
  auto const a = spike_triggered_average(x, spike_train({3. * ms, 4. * ms}), axis(-1. * ms, 1. * ms, 3));
  CHECK(std::isnan(a.raw()(0)));
  CHECK(a.raw()(1) == 3.5);
  CHECK(a.raw()(2) == 4.5);
}

TEST_CASE("integers average in double, complex numbers as they are") {
  auto const t = axis(0. * ms, 1. * ms, 2);
  spike_train const train({0. * ms, 1. * ms});
  auto const lag = axis(0. * s, 1. * s, 1);
  auto const n = spike_triggered_average(sampled(xt::xtensor<std::int16_t, 1>{1, 2} * uV, t), train, lag);
  CHECK(n.raw()(0) == 1.5);
  using complex = std::complex<float>;
  auto const z = spike_triggered_average(sampled(xt::xtensor<complex, 1>{{1., 1.}, {2., 3.}} * uV, t), train, lag);
  CHECK(z.raw()(0) == complex(1.5, 2.));
}

TEST_CASE("channels before and after time stay where they are, as in a loop over everything") {
  std::uint64_t const seed = new_seed();
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  for (int round = 0; round < 40; ++round) {
    double const step = random_step(random);
    std::size_t const before = static_cast<std::size_t>(pick(random, 1, 3));
    std::size_t const after = static_cast<std::size_t>(pick(random, 1, 3));
    index const count = pick(random, 1, 30), lags = pick(random, 0, 5), first = pick(random, -6, 3);
    index const every = pick(random, 1, 2);
    xt::xtensor<double, 3> v(std::array<std::size_t, 3>{before, static_cast<std::size_t>(count), after});
    for (double& y : v) { y = static_cast<double>(pick(random, -99, 99)); }
    auto const x = sampled(v * mV, no_axis, axis(0. * ms, step * ms, count), no_axis);
    auto const lag_axis = axis(static_cast<double>(first) * step * ms, static_cast<double>(every) * step * ms, lags);
    std::vector<index> const events = random_eighths(random, 12, -40, 8 * count + 40);
    xt::xtensor<double, 3> sums(std::array<std::size_t, 3>{before, static_cast<std::size_t>(lags), after}, 0.);
    double taken = 0;
    for (index const e : events) {
      index const at = floor_of(e + 4, 8);
      bool const whole = lags == 0 || (at + first >= 0 && at + first + (lags - 1) * every < count);
      if (!whole) { continue; }
      taken += 1;
      for (std::size_t o = 0; o < before; ++o) {
        for (index k = 0; k < lags; ++k) {
          for (std::size_t i = 0; i < after; ++i) {
            sums(o, static_cast<std::size_t>(k), i) += v(o, static_cast<std::size_t>(at + first + k * every), i);
          }
        }
      }
    }
    auto const train = train_of(random, events, step);
    if (taken == 0) {
      REQUIRE(fault([&] { spike_triggered_average(x, train, lag_axis); }) == "no_events");
      continue;
    }
    auto const a = spike_triggered_average(x, train, lag_axis);
    REQUIRE(static_cast<double>(a.events()) == taken);
    REQUIRE(a.events() + a.outside() == static_cast<index>(events.size()));
    REQUIRE(a.raw().shape() == sums.shape());
    for (std::size_t i = 0; i < sums.size(); ++i) { REQUIRE(a.raw().data()[i] == sums.data()[i] / taken); }
  }
}

}  // namespace
