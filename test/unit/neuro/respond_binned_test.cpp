// SPDX-License-Identifier: BSD-3-Clause
/// Responses of events that may be moved to samples: exact on samples, of second order between them.
#include <convolt/neuro/respond_binned.hpp>

#include <convolt/kernel.hpp>

#include <support/catch.hpp>
#include <unit/neuro/random_events.hpp>

#include <cmath>

namespace {

using namespace convolt::units::spelled;
using convolt::axis;
using convolt::index;
using convolt::neuro::binned;
using convolt::neuro::respond;
using convolt::neuro::spike_train;
using convolt::test::pick;
namespace kernel = convolt::kernel;

spike_train many_events(std::mt19937_64& random, std::size_t n, index parts) {
  xt::xtensor<double, 1> at(std::array<std::size_t, 1>{n});
  for (double& t : at) {
    t = static_cast<double>(pick(random, -100 * parts, 2100 * parts)) / static_cast<double>(parts);
  }
  return spike_train(at * ms);
}

/// The largest difference to `respond`, over the largest response.
template <class K, class Axis>
double difference(spike_train const& train, K const& k, Axis const& t) {
  auto const fast = respond(train, 2. * nS, k, t, binned);
  auto const exact = respond(train, 2. * nS, k, t);
  double most = 0, largest = 0;
  for (std::size_t n = 0; n < t.size(); ++n) {
    most = std::max(most, std::abs(fast.raw()(n) - exact.raw()(n)));
    largest = std::max(largest, std::abs(exact.raw()(n)));
  }
  return most / largest;
}

TEST_CASE("events on samples have the response that they have without it, but for rounding") {
  std::mt19937_64 random(31);
  auto const train = many_events(random, 20'000, 1);
  CHECK(convolt::neuro::detail::is_convolution_faster(20'000, 2000, 400));
  CHECK(difference(train, kernel::gaussian(25. * ms), axis(0. * ms, 1. * ms, 2000)) < 1e-13);
  CHECK(difference(train, kernel::boxcar(200. * ms), axis(0. * ms, 1. * ms, 2000)) < 1e-13);
  CHECK(difference(train, kernel::exponential(25. * ms), axis(0. * ms, 1. * ms, 2000)) == 0);
  CHECK(difference(many_events(random, 3, 1000), kernel::gaussian(25. * ms), axis(0. * ms, 1. * ms, 2000)) == 0);
}

TEST_CASE("events between samples have an error of second order in the step") {
  std::mt19937_64 random(32);
  auto const train = many_events(random, 40'000, 1000);
  auto const k = kernel::gaussian(25. * ms);
  double const coarse = difference(train, k, axis(0. * ms, 4. * ms, 500));
  double const fine = difference(train, k, axis(0. * ms, 2. * ms, 1000));
  CHECK(coarse < 4. * 4 / (25 * 25) / 8);
  CHECK(coarse > 0);
  CHECK(fine < coarse / 3);
}

TEST_CASE("every train has its row, with its weight") {
  std::mt19937_64 random(33);
  convolt::neuro::spike_trains const many({many_events(random, 20'000, 1), many_events(random, 20'000, 1)});
  auto const t = axis(0. * ms, 1. * ms, 2000);
  auto const k = kernel::gaussian(25. * ms);
  auto const both = respond(many, xt::xtensor<double, 1>{2., 0.5} * nS, k, t, binned);
  auto const second = respond(many[1], 0.5 * nS, k, t, binned);
  for (std::size_t n = 0; n < 2000; n += 9) { CHECK(both.raw()(1, n) == second.raw()(n)); }
}

TEST_CASE("weights and units are those of respond") {
  auto const t = axis(0. * ms, 1. * ms, 0);
  CHECK(respond(spike_train({1. * ms}), 1.F * pA, kernel::gaussian(2. * ms), t, binned).size() == 0);
  CHECK(convolt::test::fault([&] {
          respond(spike_train({1. * ms}), std::nan(""), kernel::gaussian(2. * ms), t, binned);
        }) == "not_finite");
}

TEST_CASE("kernels that last for ages, and tolerances that are none") {
  auto const train = convolt::neuro::spike_train({1. * ms, 2. * ms});
  axis const t(0. * ms, 1. * ms, 4);
  auto const check = [&](auto const& k) {
    double const wanted = 2 * k(0. * ms).raw();
    CHECK(respond(train, 1., k, t)(3).raw() == Approx(wanted).epsilon(1e-9));
    CHECK(respond(train, 1., k, t, binned)(3).raw() == Approx(wanted).epsilon(1e-9));
    for (double const none : {-1e-3, std::nan(""), 1.}) {
      CHECK(convolt::test::fault([&] { respond(train, 1., k, t, {.tolerance = none}); }) == "bad_tolerance");
      CHECK(convolt::test::fault([&] { respond(train, 1., k, t, binned, {.tolerance = none}); }) == "bad_tolerance");
    }
  };
  check(kernel::gaussian(1e12 * ms, 1000. * ms));
  check(kernel::gaussian(1e23 * ms, 1000. * ms));
  check(kernel::laplacian(1e12 * ms, 1000. * ms));
  check(kernel::exponential(1e12 * ms));
}

}  // namespace
