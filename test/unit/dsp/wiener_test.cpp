// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/wiener.hpp: NumPy's numbers, the way back from convolve, units, what is refused.

#include <convolt/dsp/wiener.hpp>

#include <convolt/core/error.hpp>
#include <convolt/dsp/convolve.hpp>
#include <convolt/dsp/deconvolve.hpp>
#include <convolt/dsp/spectra/welch.hpp>
#include <convolt/kernel/exponential.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/compare.hpp>
#include <convolt/quantity/sampled.hpp>
#include <convolt/quantity/sampled_arithmetic.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>
#include <support/json.hpp>
#include <support/scipy_cases.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <limits>
#include <random>
#include <vector>

using namespace convolt;
using namespace convolt::units;

namespace {

using samples_1d = xt::xtensor<double, 1>;

samples_1d list_in(test::json const& c, char const* name) {
  samples_1d a(std::array<std::size_t, 1>{c.at(name).items().size()});
  std::size_t i = 0;
  for (test::json const& number : c.at(name).items()) { a(i++) = number.as_double(); }
  return a;
}

samples_1d normal_numbers(std::size_t count, unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<double> normal;
  samples_1d x(std::array<std::size_t, 1>{count});
  for (double& number : x) { number = normal(random); }
  return x;
}

double rms_of(samples_1d const& x) {
  double sum = 0;
  for (double const number : x) { sum += number * number; }
  return std::sqrt(sum / static_cast<double>(x.size()));
}

}  // namespace

TEST_CASE("what Wiener's filter finds is what NumPy's transforms find") {
  test::json const references = test::read_json("unit/dsp/scipy/deconvolution.json");
  for (test::json const& c : references.at("wiener").items()) {
    samples_1d const y = list_in(c, "y"), h = list_in(c, "h"), expected = list_in(c, "x");
    auto const signal = sampled(y * mV, axis(0. * ms, 1. * ms, y.size()));
    samples_1d const noises = list_in(c, "noise"), powers = list_in(c, "signal");
    auto const noise =
        sampled(noises * (mV * mV / Hz), axis(0. * Hz, c.at("noise_step").as_double() * Hz, noises.size()));
    auto const power = sampled(powers * (mV * mV / Hz), axis(c.at("signal_first").as_double() * Hz,
                                                             c.at("signal_step").as_double() * Hz, powers.size()));
    dsp::wiener_options const o{.mode = test::mode_named(c.at("mode").as_string())};
    auto const x = dsp::wiener(signal, h, measure::sum, noise, power, o);
    REQUIRE(x.size() == expected.size());
    double largest = 0;
    for (double const number : expected) { largest = std::max(largest, std::abs(number)); }
    for (std::size_t i = 0; i < expected.size(); ++i) { CHECK(std::abs(x.raw()(i) - expected(i)) < 1e-12 * largest); }
    if (!c.at("white").as_bool()) { continue; }
    auto const by_numbers =
        dsp::wiener(signal, h, measure::sum, noises(0) * mV * mV / Hz, powers(0) * 1e-6 * V * V / Hz, o);
    for (std::size_t i = 0; i < expected.size(); ++i) {
      CHECK(std::abs(by_numbers.raw()(i) - expected(i)) < 1e-12 * largest);
    }
  }
}

TEST_CASE("without a noise the signal is found again, with the unit and the place of it") {
  auto const t = axis(5. * ms, 0.1 * ms, 200);
  auto const x = sampled(normal_numbers(200, 3) * pA, t);
  auto const leak = kernel::exponential(1. * ms, 1. / (250. * pF));
  auto const y = dsp::convolve(x, leak, measure::integral, {.mode = causal});
  auto const found = dsp::wiener(y, leak, measure::integral, 0. * mV * mV / Hz, 1. * pA * pA / Hz, {.mode = causal});
  CHECK((found.unit() == pA));
  CHECK(same_samples(found.axis<0>(), t));
  for (std::size_t i = 0; i < 200; ++i) { CHECK(found.raw()(i) == Approx(x.raw()(i)).margin(1e-6)); }
}

TEST_CASE("with a noise it comes closer to the signal than least squares do") {
  auto const t = axis(0. * ms, 1. * ms, 2000);
  auto const x = sampled(normal_numbers(2000, 5) * pA, t);
  samples_1d h(std::array<std::size_t, 1>{30});
  for (std::size_t k = 0; k < 30; ++k) { h(k) = std::exp(-static_cast<double>(k) / 6); }
  auto const clean = dsp::convolve(x, h, measure::sum, {.mode = convolt::full});
  auto const noisy = sampled((clean.raw() + normal_numbers(2029, 6)) * pA, clean.axis<0>());
  // White noise of variance 1 at 1 kHz has 2 / (1 kHz) over positive frequencies.
  auto const white = 0.002 * pA * pA / Hz;
  samples_1d const by_wiener = dsp::wiener(noisy, h, measure::sum, white, white).raw() - x.raw();
  samples_1d const by_least_squares = dsp::deconvolve(noisy, h, measure::sum).raw() - x.raw();
  CHECK(rms_of(by_wiener) < 0.75);
  CHECK(rms_of(by_wiener) < 0.75 * rms_of(by_least_squares));
}

TEST_CASE("channels are deconvolved as they are alone, floats stay floats, and a NaN stays in its line") {
  xt::xtensor<float, 2> y(std::array<std::size_t, 2>{60, 3});
  for (std::size_t i = 0; i < y.size(); ++i) { y.data()[i] = static_cast<float>(i * i % 17); }
  y(7, 2) = std::numeric_limits<float>::quiet_NaN();
  auto const t = axis(0. * ms, 1. * ms, 60);
  xt::xtensor<float, 1> const h{1, 0.5, 0.25};
  auto const density = 1. * mV * mV / Hz;
  auto const all = dsp::wiener(sampled(y * mV, t, no_axis), h, measure::sum, density, density, {.mode = same});
  static_assert(std::same_as<decltype(all)::element_type, float>);
  for (int c = 0; c < 2; ++c) {
    xt::xtensor<float, 1> const line = xt::view(y, xt::all(), c);
    auto const alone = dsp::wiener(sampled(line * mV, t), h, measure::sum, density, density, {.mode = same});
    for (std::size_t i = 0; i < 60; ++i) { CHECK(alone.raw()(i) == all.raw()(i, static_cast<std::size_t>(c))); }
  }
  CHECK(std::isnan(all.raw()(50, 2)));
}

TEST_CASE("densities that are none are refused, and signals without time do not compile") {
  auto const y = sampled(normal_numbers(20, 1) * mV, axis(0. * ms, 1. * ms, 20));
  samples_1d const h{1, 0.5};
  auto const good = 1. * mV * mV / Hz;
  auto const refused = [&](auto const& noise, auto const& signal) {
    return test::thrown_by<parameter_error>([&] { dsp::wiener(y, h, measure::sum, noise, signal); });
  };
  CHECK(refused(-1. * mV * mV / Hz, good).argument() == "noise");
  CHECK(refused(good, std::numeric_limits<double>::infinity() * mV * mV / Hz).argument() == "signal");
  CHECK(refused(good, -2. * mV * mV / Hz).category() == "bad_density");
  CHECK_THROWS_AS(dsp::wiener(y, samples_1d{0, 0}, measure::sum, good, good), parameter_error);
  using density_type = std::remove_const_t<decltype(good)>;
  static_assert(dsp::detail::has_wiener<std::remove_const_t<decltype(y)>, samples_1d, measure::sum_t, density_type,
                                        density_type>);
  static_assert(!dsp::detail::has_wiener<samples_1d, samples_1d, measure::sum_t, density_type, density_type>);
  static_assert(
      !dsp::detail::has_wiener<std::remove_const_t<decltype(y)>, samples_1d, measure::sum_t, double*, density_type>);
}
