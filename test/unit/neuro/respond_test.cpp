// SPDX-License-Identifier: BSD-3-Clause
/// Responses to events: random calls against the double loop, closed forms, units, weights, and calls that are refused.
#include <convolt/neuro/respond.hpp>

#include <convolt/kernel.hpp>

#include <support/catch.hpp>
#include <unit/neuro/random_events.hpp>

#include <cmath>
#include <limits>
#include <vector>

namespace {

using namespace convolt::units::spelled;
using convolt::axis;
using convolt::index;
using convolt::tensor;
using convolt::neuro::respond;
using convolt::neuro::respond_into;
using convolt::neuro::response_method;
using convolt::neuro::spike_train;
using convolt::neuro::spike_trains;
using convolt::neuro::weights_per;
using convolt::test::fault;
using convolt::test::pick;
namespace kernel = convolt::kernel;
using list = xt::xtensor<double, 1>;
using times = std::vector<convolt::quantity<decltype(ms), double>>;

/// One random call: unsorted events, some at one time, some on the samples, some outside, weights of either sign.
template <class T, class K>
void check_against_double_loop(std::mt19937_64& random, K const& k) {
  double const dt = std::vector<double>{0.1, 0.37, 2., 40.}[static_cast<std::size_t>(pick(random, 0, 3))];
  double const start = static_cast<double>(pick(random, -50, 50)) * dt;
  index const count = pick(random, 0, 90);
  index const events = pick(random, 0, 12);
  auto const anywhere = [&] { return start + 0.01 * dt * static_cast<double>(pick(random, -9000, 12000)); };
  times at;
  list weights(std::array<std::size_t, 1>{static_cast<std::size_t>(events)});
  for (index i = 0; i < events; ++i) {
    bool const on_grid = pick(random, 0, 2) == 0;
    at.push_back((on_grid ? start + dt * static_cast<double>(pick(random, -5, 99)) : anywhere()) * ms);
    weights(i) = 0.5 * static_cast<double>(pick(random, -4, 8));
  }
  axis const t(start * ms, dt * ms, count);
  auto const method = pick(random, 0, 1) == 0 ? response_method::automatic : response_method::scatter;
  auto const y = respond<T>(spike_train(at), weights * pA, k, t, {.method = method});
  // What rounding of times comes to, and of the sums.
  double const longest = 200 * dt + std::abs(start);
  double const bound = 16 * static_cast<double>(std::numeric_limits<T>::epsilon()) *
                       (4 + (sizeof(T) == 4 ? 0 : longest / k.finest().in(ms)));
  CAPTURE(dt, start, count, events, method);
  for (index n = 0; n < count; ++n) {
    double expected = 0, size = std::abs(k.peak().raw());
    for (std::size_t i = 0; i < at.size(); ++i) {
      double lag = start + dt * static_cast<double>(n) - at[i].raw();
      for (auto const& jump : k.jumps()) {
        if (std::abs(lag - jump.lag.in(ms)) < 1e-9 * dt) { lag = jump.lag.in(ms); }
      }
      double const h = k(lag * ms).raw();
      expected += weights(i) * h;
      size += std::abs(weights(i) * h);
    }
    CAPTURE(n, expected);
    CHECK(std::abs(static_cast<double>(y.raw()(n)) - expected) <= bound * size);
  }
}

TEST_CASE("responses are the double loop over samples and events") {
  auto const seed = convolt::test::new_seed();
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  for (int round = 0; round < 12; ++round) {
    check_against_double_loop<double>(random, kernel::exponential(5. * ms));
    check_against_double_loop<float>(random, kernel::alpha(20. * ms, 3. * mV));
    check_against_double_loop<double>(random, kernel::double_exponential(2. * ms, 30. * ms));
    check_against_double_loop<double>(random, kernel::membrane(kernel::alpha(2. * ms), 10. * ms, 250. * pF));
    check_against_double_loop<double>(random, kernel::gaussian(20. * ms));
    check_against_double_loop<double>(random, kernel::boxcar(20. * ms));
    check_against_double_loop<float>(random, kernel::laplacian(7. * ms));
    check_against_double_loop<double>(random, kernel::epanechnikov(9. * ms));
  }
}

TEST_CASE("an alpha current on a leaky membrane is its closed form to 1e-12 of the peak") {
  double const tau_s = 2, tau = 10, c = 250, weight = 50;
  auto const psp = kernel::membrane(kernel::alpha(tau_s * ms), 40. * MOhm * (c * pF), c * pF);
  auto const train = spike_train({5. * ms, 7.3 * ms, 41.77 * ms, 41.77 * ms});
  axis const t(0. * ms, 0.1 * ms, 2000);
  auto const v = respond(train, weight * pA, psp, t, {.method = response_method::recursion});
  static_assert(convolt::SameDimension<decltype(v)::unit_type, convolt::volt>);
  // (e / (tau_s C)) (exp(-u / tau) - exp(-u / tau_s) (1 + u / r)) r^2 with 1 / r = 1 / tau_s - 1 / tau
  double const r = 1 / (1 / tau_s - 1 / tau);
  double peak = 0, worst = 0;
  for (std::size_t n = 0; n < t.size(); ++n) {
    double expected = 0;
    for (auto const& at : train) {
      double const u = 0.1 * static_cast<double>(n) - at.raw();
      if (u < 0) { continue; }
      expected +=
          weight * std::exp(1.) / (tau_s * c) * r * r * (std::exp(-u / tau) - std::exp(-u / tau_s) * (1 + u / r));
    }
    peak = std::max(peak, expected);
    worst = std::max(worst, std::abs(v(n).in(mV)-expected));
  }
  CHECK(peak > 0.6);
  CHECK(worst <= 1e-12 * peak);
}

TEST_CASE("units: weight times kernel, numbers without a dimension in one") {
  auto const train = spike_train({5. * ms});
  axis const t(0. * ms, 1. * ms, 10);
  auto const current = respond(train, 50.F * pA, kernel::alpha(2. * ms), t);
  static_assert(std::is_same_v<decltype(current)::element_type, float>);
  CHECK(current(7).in(pA) == Approx(50).epsilon(1e-6));
  CHECK(current.axis<0>().count() == 10);
  auto const voltage = respond(train, 2, kernel::exponential(2. * ms, 3. * mV), axis(0. * us, 1000. * us, 10));
  CHECK(voltage(5).in(mV) == Approx(6).epsilon(1e-14));
  auto const plain = respond(train, 2. * convolt::units::s, kernel::boxcar(4. * ms), t);
  static_assert(convolt::PlainUnit<decltype(plain)::unit_type>);
  CHECK(plain.raw()(5) == Approx(500).epsilon(1e-14));
  auto const loaded = respond(train, 2. * convolt::any_unit(nS), kernel::exponential(2. * convolt::any_unit(ms)), t);
  CHECK(loaded(5).in(nS) == Approx(2).epsilon(1e-14));
  CHECK_THROWS_AS(
      respond(train, 1. * pA, kernel::alpha(2. * ms), axis(0. * convolt::any_unit(um), 1. * convolt::any_unit(um), 3)),
      convolt::unit_error);
}

TEST_CASE("many trains, with weights per neuron and per event") {
  auto const many = spike_trains({3, 1, 3}, {1. * ms, 2. * ms, 4. * ms});
  axis const t(0. * ms, 1. * ms, 6);
  auto const k = kernel::exponential(2. * ms);
  auto const y = respond(many, list{1, 2} * nS, k, t);
  REQUIRE(y.shape(0) == 2);
  CHECK(y(0, 2).in(nS) == Approx(1));
  CHECK(y(1, 4).in(nS) == Approx(2 + 2 * std::exp(-1.5)));
  auto const z = respond(many, list{1, 2, 3} * nS, k, t, {.weights = weights_per::event});
  CHECK(z(0, 2).in(nS) == Approx(2));
  CHECK(z(1, 4).in(nS) == Approx(3 + std::exp(-1.5)));
  CHECK(respond(spike_trains(), 1. * nS, k, t).size() == 0);
}

TEST_CASE("into an array that is there: another unit, another layout, plain where the unit is one") {
  auto const many = spike_trains({0, 1}, {1. * ms, 2.5 * ms});
  axis const t(0. * ms, 1. * ms, 40);
  auto const k = kernel::alpha(3. * ms);
  auto const expected = respond(many, 2. * nS, k, t);
  xt::xtensor<double, 2> columns = xt::zeros<double>({40, 2});
  auto rows = xt::transpose(columns);
  respond_into(convolt::tag_ref(rows, pS), many, 2. * nS, k, t);
  tensor<uS, float, 1> one_row(xt::xtensor<float, 1>(xt::zeros<float>({40})) * uS);
  respond_into(one_row, many[1], 2. * nS, k, t);
  xt::xtensor<double, 1> plain = xt::zeros<double>({40});
  respond_into(plain, many[0], 2., k, t);
  for (std::size_t n = 0; n < 40; ++n) {
    CAPTURE(n);
    CHECK(columns(n, 1) == Approx(1000 * expected(1, n).in(nS)));
    CHECK(one_row(n).in(nS) == Approx(expected(1, n).in(nS)).epsilon(1e-6));
    CHECK(plain(n) == Approx(expected(0, n).in(nS)));
  }
  CHECK(fault([&] { respond_into(plain, many[0], 2., k, axis(0. * ms, 1. * ms, 39)); }) == "output_shape_mismatch");
}

TEST_CASE("bad calls are refused before anything is written") {
  auto const train = spike_train({1. * ms});
  auto const k = kernel::alpha(3. * ms);
  axis const t(0. * ms, 1. * ms, 4);
  CHECK(fault([&] { respond(train, list{1, 2}, k, t); }) == "length_mismatch");
  CHECK(fault([&] { respond(train, std::nan("") * pA, k, t); }) == "not_finite");
  CHECK(fault([&] { respond(train, 1., k, axis(0. * ms, -1. * ms, 4)); }) == "bad_axis");
  CHECK(fault([&] { respond(train, 1., kernel::gaussian(3. * ms), t, {.tolerance = 2}); }) == "bad_tolerance");
  xt::xtensor<double, 1> out(std::array<std::size_t, 1>{4}, 7.);
  CHECK(fault([&] { respond_into(out, train, list{1, 2}, k, t); }) == "length_mismatch");
  CHECK(out(0) == 7);
  CHECK(respond(spike_train(), 1. * pA, k, t)(3).in(pA) == 0);
  CHECK(respond(train, list{1} * pA, k, axis(0. * ms, 1. * ms, 0)).size() == 0);
}

template <class W, class K, class U>
concept responds = requires(spike_train train, W w, K k, axis<U> t) { respond(train, w, k, t); };
using alpha = decltype(kernel::alpha(2. * ms));
static_assert(responds<double, alpha, decltype(us)> && !responds<double, alpha, decltype(um)>);
static_assert(!responds<double, decltype(kernel::spatial_gaussian(2. * um)), decltype(us)>);
template <class Out>
concept responds_into =
    requires(Out& out, spike_train train, alpha k, axis<decltype(ms)> t) { respond_into(out, train, 1. * nS, k, t); };
static_assert(responds_into<tensor<pS, float, 1>> && !responds_into<tensor<pA, float, 1>>);
static_assert(!responds_into<tensor<pS, int, 1>> && !responds_into<xt::xtensor<double, 1>>);

}  // namespace
