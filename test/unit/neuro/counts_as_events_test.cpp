// SPDX-License-Identifier: BSD-3-Clause
/// Two ways to one result: events at their times, and the same events counted in bins and convolved.
#include <convolt/dsp/convolve.hpp>
#include <convolt/kernel/exponential.hpp>
#include <convolt/kernel/smoothing.hpp>
#include <convolt/neuro/bin.hpp>
#include <convolt/neuro/rate.hpp>
#include <convolt/neuro/respond.hpp>

#include <convolt/quantity.hpp>

#include <support/catch.hpp>
#include <unit/neuro/random_events.hpp>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

namespace {

using namespace convolt::units;
using namespace convolt::test;
using convolt::axis;
using convolt::index;
using convolt::dsp::convolve;
namespace kernel = convolt::kernel;
namespace measure = convolt::measure;
namespace neuro = convolt::neuro;

/// The largest difference of two sampled quantities of one unit and one axis, over the largest number.
template <class A, class B>
double difference(A const& a, B const& b) {
  auto const x = a.raw();
  xt::xtensor<double, 1> const y = b.in(a.unit());
  REQUIRE(same_samples(a.template axis<0>(), b.template axis<0>()));
  double most = 0., largest = 0.;
  for (std::size_t i = 0; i < x.size(); ++i) {
    most = std::max(most, std::abs(x(i) - y(i)));
    largest = std::max(largest, std::abs(x(i)));
  }
  return largest > 0 ? most / largest : most;
}

TEST_CASE("counts in bins give the response and the rate of their events") {
  std::uint64_t const seed = new_seed();
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  for (int round = 0; round < 12; ++round) {
    double const step = random_step(random);
    index const count = pick(random, 1, 300);
    std::vector<index> events = random_eighths(random, 60, 0, count - 1);
    for (index& e : events) { e *= 8; }  // at samples of the axis
    xt::xtensor<double, 1> times(std::array<std::size_t, 1>{events.size()});
    for (std::size_t i = 0; i < events.size(); ++i) { times(i) = static_cast<double>(events[i] / 8) * step; }
    neuro::spike_train const train(times * ms);
    auto const t = axis(0. * ms, step * ms, count);
    auto const n = neuro::bin(train, t);
    REQUIRE(n.sum<0>().raw() == static_cast<std::int64_t>(events.size()));

    auto const alpha = kernel::alpha(7. * step * ms, 50. * pA);
    auto const current = neuro::respond(train, 1., alpha, t);
    REQUIRE(difference(current, convolve(n, alpha, measure::events)) <= 1e-12);

    auto const wide = kernel::gaussian(9. * step * ms);
    auto const rate = neuro::rate(train, wide, t);
    REQUIRE(difference(rate, convolve(n, wide, measure::events)) <= 1e-12);
    auto const density = convolt::sampled(convolt::cast<double>(n.quantity()) / (step * ms), t);
    REQUIRE(difference(rate, convolve(density, wide, measure::integral)) <= 1e-12);
  }
}

}  // namespace
