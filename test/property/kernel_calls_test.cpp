// SPDX-License-Identifier: BSD-3-Clause
/// Random calls of what makes kernels and lags, right ones and wrong ones: membranes against a sum over fine steps,
/// taps and lags against what is written out; and time constants at the ends of what a number holds.

#include <convolt/dsp.hpp>
#include <convolt/neuro.hpp>

#include <support/catch.hpp>
#include <unit/neuro/random_events.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <random>
#include <string>
#include <vector>

namespace {

using namespace convolt::units;
using convolt::axis;
using convolt::index;
using convolt::test::fault;
using convolt::test::pick;
namespace dsp = convolt::dsp;
namespace kernel = convolt::kernel;
namespace measure = convolt::measure;
namespace neuro = convolt::neuro;
using numbers = xt::xtensor<double, 1>;

/// Simpson's rule for the integral over s of k(s) exp(-(t - s) / tau) from 0 to t.
template <class K>
double on_membrane(K const& k, double tau, double t) {
  int const pieces = 4000;
  double sum = 0;
  for (int i = 0; i <= pieces; ++i) {
    double const s = t * i / pieces;
    double const weight = i == 0 || i == pieces ? 1 : i % 2 == 1 ? 4 : 2;
    sum += weight * k(s * ms).raw() * std::exp(-(t - s) / tau);
  }
  return sum * t / pieces / 3;
}

template <class K>
void check_membrane(std::mt19937_64& random, K const& k) {
  double const tau = static_cast<double>(pick(random, 2, 60)) / 2, c = static_cast<double>(pick(random, 1, 400));
  auto const m = kernel::membrane(k, tau * ms, c * pF);
  double const t = static_cast<double>(pick(random, 1, 80)) / 2;
  CAPTURE(tau, c, t);
  CHECK(m(t * ms).raw() == Approx(on_membrane(k, tau, t) / c).epsilon(1e-7).margin(1e-12 * m.peak().raw()));
  CHECK(m(-t * ms).raw() == 0);
  CHECK(m.area().raw() == Approx(k.area().raw() * tau / c).epsilon(1e-12));
  CHECK(m(m.peak_lag()).raw() == m.peak().raw());
  CHECK(m(1.01 * m.peak_lag()).raw() < m.peak().raw());
  CHECK(m(0.99 * m.peak_lag()).raw() < m.peak().raw());
  CHECK(m.cdf(m.median()) == Approx(0.5).epsilon(1e-9));
}

TEST_CASE("random membranes are the integrals of what charges them") {
  auto const seed = convolt::test::new_seed();
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  for (int round = 0; round < 60; ++round) {
    auto const width = static_cast<double>(pick(random, 2, 40)) / 2 * ms;
    auto const other = static_cast<double>(pick(random, 2, 40)) / 2 * ms;
    CAPTURE(round, width.raw(), other.raw());
    check_membrane(random, kernel::exponential(width, 2. * pA));
    check_membrane(random, kernel::alpha(width));
    check_membrane(random, kernel::double_exponential(width, other, 3. * nA));
    check_membrane(random, kernel::membrane(kernel::exponential(width), other, 1. * pF));
  }
}

/// The lags n * step in a support, one by one.
template <class K>
void check_taps(K const& k, double step, double tolerance) {
  auto const range = k.support(tolerance);
  std::vector<index> inside;
  for (index n = -4000; n <= 4000; ++n) {
    double const lag = static_cast<double>(n) * step;
    if (lag >= range.first.raw() - 1e-3 * step && lag <= range.last.raw() + 1e-3 * step) { inside.push_back(n); }
  }
  if (inside.empty() || inside.front() == -4000 || inside.back() == 4000) { return; }
  auto const y = kernel::taps(k, step * ms, {.tolerance = tolerance, .accept_coarse = true});
  REQUIRE(y.size() == inside.size());
  auto const lags = y.template axis<0>();
  REQUIRE(lags.start().in(ms) == Approx(static_cast<double>(inside.front()) * step).margin(1e-12));
  REQUIRE(lags.step().in(ms) == step);
  for (std::size_t i = 0; i < inside.size(); ++i) {
    double const lag = static_cast<double>(inside[i]) * step;
    REQUIRE(y.raw()(i) == Approx(k(lag * ms).raw()).epsilon(1e-9).margin(1e-14 * k.peak().raw()));
  }
}

TEST_CASE("random taps are the values at all multiples of the step in the support") {
  auto const seed = convolt::test::new_seed();
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  for (int round = 0; round < 100; ++round) {
    double const step = std::ldexp(1., static_cast<int>(pick(random, -3, 2)));
    auto const width = static_cast<double>(pick(random, 1, 40)) / 4 * ms;
    double const tolerance = std::pow(10., -static_cast<double>(pick(random, 1, 15)));
    CAPTURE(round, step, width.raw(), tolerance);
    check_taps(kernel::exponential(width), step, tolerance);
    check_taps(kernel::alpha(width), step, tolerance);
    check_taps(kernel::gaussian(width), step, tolerance);
    check_taps(kernel::boxcar(width), step, tolerance);
    check_taps(kernel::triangular(width), step, tolerance);
    check_taps(kernel::laplacian(width), step, tolerance);
    // Wrong calls.
    double const bad =
        std::vector<double>{0., -step, std::nan(""), HUGE_VAL}[static_cast<std::size_t>(pick(random, 0, 3))];
    CHECK(fault([&] { kernel::taps(kernel::alpha(width), bad * ms); }) == "bad_time_constant");
    double const off = std::vector<double>{-1e-9, 1., std::nan("")}[static_cast<std::size_t>(pick(random, 0, 2))];
    CHECK(fault([&] { kernel::taps(kernel::alpha(width), width, {.tolerance = off}); }) == "bad_tolerance");
    CHECK(fault([&] { kernel::taps(kernel::gaussian(width), 1.01 * width); }) == "axis_too_coarse");
    CHECK(fault([&] { kernel::taps(kernel::gaussian(width, bad * mV), width); }) ==
          (std::isfinite(bad) ? "none" : "bad_scale"));
  }
}

TEST_CASE("random lags are where a correlation meets an event with itself") {
  auto const seed = convolt::test::new_seed();
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  convolt::dsp::mode const modes[] = {convolt::same, convolt::valid, convolt::full, convolt::causal};
  for (int round = 0; round < 200; ++round) {
    index const n = pick(random, 0, 9), k = pick(random, 1, 6), mode = pick(random, 0, 3);
    CAPTURE(round, n, k, mode);
    auto const lags = dsp::correlation_lags(n, k, modes[mode]);
    numbers const w(std::array<std::size_t, 1>{static_cast<std::size_t>(k)}, 1.);
    numbers x(std::array<std::size_t, 1>{static_cast<std::size_t>(n)}, 0.);
    auto const r = dsp::correlate(x, w, measure::sum, {.mode = modes[mode]});
    REQUIRE(static_cast<std::size_t>(lags.count()) == r.size());
    // An event at i and one in w at j meet at the lag i - j.
    for (index i = 0; i < n; ++i) {
      index const j = pick(random, 0, k - 1);
      x.fill(0);
      x(i) = 1;
      numbers one_event(w.shape(), 0.);
      one_event(j) = 1;
      auto const here = dsp::correlate(x, one_event, measure::sum, {.mode = modes[mode]});
      for (index m = 0; m < lags.count(); ++m) {
        bool const meets = lags[m].in(convolt::one) == static_cast<double>(i - j);
        REQUIRE(here(m) == (meets ? 1. : 0.));
      }
    }
    double const dt = std::ldexp(1., static_cast<int>(pick(random, -2, 2)));
    index const late = pick(random, -5, 5), early = pick(random, -5, 5);
    auto const t = axis(static_cast<double>(late) * dt * ms, dt * ms, n);
    auto const u = axis(static_cast<double>(early) * dt * ms, dt * ms, k);
    auto const full = dsp::correlation_lags(t, u, convolt::full);
    REQUIRE(full.start().in(ms) == static_cast<double>(late - early - (k - 1)) * dt);
    REQUIRE(full.count() == (n > 0 ? n + k - 1 : 0));
    // Wrong calls.
    CHECK(fault([&] { dsp::correlation_lags(n, 0, modes[mode]); }) == "empty_kernel");
    CHECK(fault([&] { dsp::correlation_lags(-1 - n, k, modes[mode]); }) == "bad_sample_number");
    CHECK(fault([&] { dsp::correlation_lags(t, axis(0. * ms, 1.5 * dt * ms, k), modes[mode]); }) == "step_mismatch");
  }
}

/// Finite and, where a kernel is, not negative.
template <class A>
bool are_numbers(A const& a) {
  return std::all_of(a.begin(), a.end(), [](double v) { return std::isfinite(v) && v >= 0; });
}

/// All that a kernel is asked, of one whose width is as far from 1 ms as it may be.
template <class K>
void check_far_kernel(K const& k) {
  auto const t = axis(0. * ms, 1. * ms, 40);
  neuro::spike_train const train({5. * ms, 7.3 * ms});
  double const facts[] = {k.peak().raw(),
                          k.area().raw(),
                          k.support().last.raw(),
                          k.integral(0. * ms, 5. * ms).raw(),
                          k.tail_area(0. * ms, 5. * ms).raw(),
                          k.tail_bound(0. * ms, 5. * ms).raw(),
                          k(0. * ms).raw(),
                          k(1. * ms).raw(),
                          k(1e300 * ms).raw(),
                          k.cdf(1. * ms)};
  CAPTURE(facts);
  CHECK(are_numbers(std::vector<double>(std::begin(facts), std::end(facts))));
  CHECK(k.area().raw() > 0);
  CHECK(are_numbers(kernel::samples(k, t, {.accept_coarse = true}).raw()));
  CHECK(are_numbers(kernel::bin_integrals(k, t).raw()));
  CHECK(are_numbers(neuro::respond(train, 1. * nS, k, t).raw()));
  CHECK(are_numbers(neuro::rate(train, k, t, {.correct_edges = true}).raw()));
  if constexpr (kernel::ExponentialFamily<K>) {
    auto syn = neuro::synapses(k, 2, 1. * ms, 1. * nS);
    numbers const weights{1., 2.};
    for (int i = 0; i < 3; ++i) { syn.step(weights); }
    CHECK(are_numbers(syn.response().raw()));
    auto const far =
        neuro::respond(neuro::spike_train({0. * ms, 1. * ms, 2. * ms}), 1. * nS, k, axis(0. * ms, 1. * ms, 3));
    CHECK(syn.response().raw()(0) == Approx(far.raw()(2)).epsilon(1e-12));
  }
}

/// f of all kernels with this width.
template <class F>
void with_all_kernels(double width, F const& f) {
  f([=] { return kernel::exponential(width * ms); });
  f([=] { return kernel::alpha(width * ms); });
  f([=] { return kernel::double_exponential(width * ms, 1. * ms); });
  f([=] { return kernel::gaussian(width * ms); });
  f([=] { return kernel::boxcar(width * ms); });
  f([=] { return kernel::triangular(width * ms); });
  f([=] { return kernel::epanechnikov(width * ms); });
  f([=] { return kernel::laplacian(width * ms); });
  f([=] { return kernel::membrane(kernel::alpha(1. * ms), width * ms, 1. * pF); });
  f([=] { return kernel::membrane(kernel::alpha(width * ms), 1. * ms, 1. * pF); });
  f([=] { return kernel::membrane(kernel::alpha(1. * ms), 1. * ms, width * pF); });
}

TEST_CASE("widths are taken as far as their numbers are right, and refused beyond") {
  for (double const width : {1.001e-50, 1e-30, 1e-3, 1e30, 0.999e50}) {
    CAPTURE(width);
    with_all_kernels(width, [](auto const& make) { check_far_kernel(make()); });
  }
  for (double const width : {5e-324, 1e-320, 1e-300, 0.999e-50, 1.001e50, 1e300, 1e308}) {
    CAPTURE(width);
    with_all_kernels(width, [](auto const& make) { CHECK(fault(make) == "bad_time_constant"); });
    auto const t = axis(0. * ms, width * ms, 1);
    neuro::spike_train const train({5. * ms});
    CHECK(fault([&] { neuro::respond(train, 1. * nS, kernel::alpha(2. * ms), t); }) == "bad_axis");
    CHECK(fault([&] { neuro::rate(train, kernel::gaussian(2. * ms), t); }) == "bad_axis");
    CHECK(fault([&] { neuro::bin(train, t); }) == "bad_axis");
    CHECK(fault([&] { neuro::synapses(kernel::alpha(2. * ms), 1, width * ms, 1. * nS); }) == "bad_step");
    CHECK(fault([&] { kernel::taps(kernel::alpha(2. * ms), width * ms); }) == "bad_time_constant");
    CHECK(fault([&] { neuro::spike_train(std::vector<int>{1}, width * kHz); }) == "bad_rate");
    convolt::tensor<mV, double, 1> const v(numbers{0., 1., 0.} * mV);
    CHECK(fault([&] { neuro::current_source_density(v, width * um, 0.3 * S / m); }) == "not_positive");
    CHECK(fault([&] { neuro::current_source_density(v, 100. * um, width * S / m); }) == "not_positive");
  }
  auto const large = kernel::alpha(2. * ms, 1e300 * pA);
  CHECK(fault([&] { kernel::membrane(large, 10. * ms, 1e-49 * pF); }) == "bad_scale");
  CHECK(fault([&] { 1e10 * large; }) == "bad_scale");
  try {
    static_cast<void>(kernel::alpha(1e-320 * ms));
    FAIL("not refused");
  } catch (convolt::parameter_error const& e) { CHECK(e.expected() == "1e-50 ms to 1e+50 ms"); }
}

}  // namespace
