// SPDX-License-Identifier: BSD-3-Clause
/// Rates: in Hz, of area 1 per event, causal unless centred, and corrected where the recording ends.
#include <convolt/neuro/rate.hpp>

#include <convolt/kernel.hpp>
#include <convolt/neuro/bin.hpp>

#include <support/catch.hpp>
#include <unit/neuro/random_events.hpp>

#include <cmath>
#include <vector>

namespace {

using namespace convolt::units::spelled;
using convolt::axis;
using convolt::hertz;
using convolt::neuro::rate;
using convolt::neuro::spike_train;
using convolt::neuro::spike_trains;
namespace kernel = convolt::kernel;

TEST_CASE("a rate is in Hz and holds every event once, whatever the scale of the kernel") {
  auto const train = spike_train({500. * ms, 730. * ms});
  axis const t(0. * ms, 1. * ms, 1500);
  auto const holds = [&](auto const& k) {
    auto const r = rate(train, k, t);
    static_assert(std::is_same_v<typename std::remove_cvref_t<decltype(r)>::unit_type, hertz>);
    double sum = 0;
    for (std::size_t n = 0; n < t.size(); ++n) {
      CHECK(r(n).in(Hz) >= 0);
      sum += r(n).in(one / ms);
    }
    CHECK(sum == Approx(2).epsilon(1e-3));
  };
  holds(kernel::gaussian(50. * ms));
  holds(kernel::gaussian(50. * ms, -7. * mV));
  holds(kernel::boxcar(50'000. * us));
  holds(kernel::alpha(20. * ms, -3. * nS));
  holds(kernel::laplacian(20. * ms));
  CHECK(rate(train, kernel::gaussian(50. * ms), t)(500).in(Hz) ==
        Approx(7.978845608 + 7.978845608 * std::exp(-23. * 23 / 50)).epsilon(1e-9));
  CHECK(rate<float>(train, kernel::gaussian(50. * ms), t)(500).in(Hz) == Approx(7.979048).epsilon(1e-4));
}

TEST_CASE("corrected edges take the events that bins have") {
  axis const t(0.1 * ms, 0.1 * ms, 10);
  auto const inside = spike_train({0.1 * ms - 1e-12 * ms}), outside = spike_train({1.1 * ms - 1e-12 * ms});
  CHECK(convolt::neuro::bin(inside, t)(0).raw() == 1);
  CHECK(convolt::neuro::bin(outside, t).after() == 1);
  auto const k = kernel::gaussian(1. * ms);
  CHECK(rate(inside, k, t, {.correct_edges = true})(0).raw() > 100);
  CHECK(rate(outside, k, t, {.correct_edges = true})(9).raw() == 0);
}

TEST_CASE("a causal kernel makes a causal rate, a centred one is moved to its median") {
  auto const train = spike_train({500. * ms});
  axis const t(0. * ms, 1. * ms, 1000);
  auto const k = kernel::alpha(20. * ms);
  auto const causal = rate(train, k, t);
  auto const centred = rate(train, k, t, {.centred = true});
  double before = 0;
  for (std::size_t n = 0; n < 500; ++n) {
    CHECK(causal(n).in(Hz) == 0);
    before += centred(n).in(Hz)*1e-3;
  }
  CHECK(before == Approx(0.5).epsilon(0.02));
  CHECK(centred(510).in(Hz) == Approx((k(10. * ms + k.median()) / k.area()).in(Hz)).epsilon(1e-12));
}

TEST_CASE("corrected edges: a constant rate stays constant up to both ends") {
  std::vector<convolt::quantity<decltype(ms), double>> regular;
  for (int i = -300; i < 1300; ++i) { regular.push_back((i + 0.5) * ms); }
  axis const t(0. * ms, 1. * ms, 1000);
  for (bool const centred : {false, true}) {
    auto const r =
        rate(spike_train(regular), kernel::gaussian(30. * ms), t, {.centred = centred, .correct_edges = true});
    auto const a = rate(spike_train(regular), kernel::alpha(30. * ms), t, {.centred = centred, .correct_edges = true});
    for (std::size_t n = 0; n < 1000; n += 3) {
      CAPTURE(n, centred);
      CHECK(r(n).in(Hz) == Approx(1000).epsilon(0.002));
      if (n > 20) { CHECK(a(n).in(Hz) == Approx(1000).epsilon(0.05)); }
    }
  }
  auto const start = rate(spike_train({0. * ms}), kernel::alpha(30. * ms), t, {.correct_edges = true});
  CHECK(start(0).in(Hz) == 0);
  CHECK(std::isfinite(start(1).in(Hz)));
}

TEST_CASE("rates of many trains, of none, and of silent ones") {
  auto const many = spike_trains({0, 1, 1}, {100. * ms, 200. * ms, 300. * ms}).select({0, 1, 2});
  axis const t(0. * ms, 1. * ms, 400);
  auto const k = kernel::epanechnikov(40. * ms);
  auto const r = rate(many, k, t);
  REQUIRE(r.shape(0) == 3);
  for (std::size_t n = 0; n < 400; n += 7) {
    CHECK(r(0, n).in(Hz) == rate(many[0], k, t)(n).in(Hz));
    CHECK(r(1, n).in(Hz) == rate(many[1], k, t)(n).in(Hz));
    CHECK(r(2, n).in(Hz) == 0);
  }
  CHECK(rate(spike_trains(), k, t).size() == 0);
  CHECK(convolt::test::fault([&] { rate(many, k, axis(0. * ms, -1. * ms, 4)); }) == "bad_axis");
}

/// A shape without area: rates need one.
struct flat {
  double value(double) const { return 0; }
  double integral(double, double) const { return 0; }
  double area() const { return 0; }
  double peak() const { return 0; }
  double peak_lag() const { return 0; }
  double median() const { return 0; }
  double finest() const { return 1; }
  kernel::plain_range bounds() const { return {0, 1}; }
  std::array<kernel::plain_jump, 0> jumps() const { return {}; }
};

TEST_CASE("a kernel without area makes no rate") {
  kernel::impulse_response const k(flat{}, 1., one / ms, ms);
  CHECK(convolt::test::fault([&] { rate(spike_train(), k, axis(0. * ms, 1. * ms, 4)); }) == "zero_area");
}

template <class K, class U>
concept makes_rate = requires(spike_train train, K k, axis<U> t) { rate(train, k, t); };
static_assert(makes_rate<decltype(kernel::gaussian(2. * ms)), decltype(ms)>);
static_assert(!makes_rate<decltype(kernel::gaussian(2. * ms)), decltype(um)>);
static_assert(!makes_rate<decltype(kernel::spatial_gaussian(2. * um)), decltype(ms)>);

}  // namespace
