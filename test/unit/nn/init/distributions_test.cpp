// SPDX-License-Identifier: BSD-3-Clause
/// Uniform, normal and truncated normal numbers: their exact bits, their limits and their distribution.
#include <convolt/nn/init/distributions.hpp>

#include <support/catch.hpp>
#include <support/fingerprint.hpp>
#include <support/moments.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace {

namespace init = convolt::nn::init;
using convolt::test::deviation_of_mean;
using convolt::test::deviation_of_variance;
using convolt::test::fingerprint;
using convolt::test::kolmogorov;
using convolt::test::moments;
using convolt::test::moments_of;
using convolt::test::normal_cdf;

constexpr std::size_t n = 20'000;
constexpr double infinity = std::numeric_limits<double>::infinity();

/// Golden bits were computed elsewhere, in rational arithmetic with one rounding per operation.
template <class I>
void check_bits(I const& initializer, std::uint64_t in_double, std::uint64_t in_float, double first, double last) {
  auto const d = initializer({5, 3, 16});
  CHECK(d(0, 0, 0) == first);
  CHECK(d(4, 2, 15) == last);
  CHECK(fingerprint(d) == in_double);
  CHECK(fingerprint(initializer.template make<float>({5, 3, 16})) == in_float);
}

TEST_CASE("distributions give the same bits on every machine") {
  check_bits(init::uniform({.min = -1., .max = 3., .seed = 1}), 0x5fef65aa3a4203fe, 0x8241cacd2da133e5,
             0x1.4a141d79c7d01p+1, 0x1.7bca47b5a02acp-1);
  check_bits(init::normal({.mean = 0.5, .scale = 3., .seed = 2}), 0xbf4b12d7e3ba75d8, 0xbf507c3f67cda5b6,
             0x1.eb0e47c309e81p-2, -0x1.fa3882f9e8d72p+1);
  check_bits(init::truncated_normal({.seed = 3}), 0x4f8c78268020d6ab, 0xa8aa19e4cf8d2476, -0x1.1b420fc0003d6p+0,
             -0x1.da5545c22ac8cp-3);
  check_bits(init::truncated_normal({.loc = 1., .scale = 0.5, .lower = 5., .upper = 6., .seed = 4}), 0x1cde036ea87ed92b,
             0x5aa5bc953f2f1d31, 0x1.415747cdc52a2p+2, 0x1.406a856c56ed1p+2);
}

TEST_CASE("numbers depend on seed and stream and on nothing else") {
  init::normal const a({.seed = 1});
  CHECK(fingerprint(a({4, 6})) == fingerprint(init::normal({.seed = 1})({24})));
  CHECK(fingerprint(a({24})) != fingerprint(init::normal({.seed = 2})({24})));
  CHECK(fingerprint(a({24})) != fingerprint(a({24}, {.stream = 1})));
  CHECK(fingerprint(a({24}, {.stream = 1})) == fingerprint(a({24}, {.stream = 1})));
}

TEST_CASE("uniform numbers fill [min, max) evenly") {
  INFO("seed 11, false alarm rate of each 1e-6");
  auto const x = init::uniform({.min = 2., .max = 5., .seed = 11})({n});
  CHECK(*std::min_element(x.begin(), x.end()) >= 2.);
  CHECK(*std::max_element(x.begin(), x.end()) < 5.);
  CHECK(kolmogorov(x, [](double v) { return (v - 2.) / 3.; }) < 2.7);
  moments const m = moments_of(x);
  CHECK(deviation_of_mean(m, 3.5, n) < 4.9);
  CHECK(deviation_of_variance(m, 0.75, n) < 4.9);
}

TEST_CASE("uniform numbers in float never reach max") {
  double const max = 1. + 0x1p-23;  // two floats only: 1 belongs to the interval, the other does not
  auto const x = init::uniform({.min = 1., .max = max, .seed = 12}).make<float>({1000});
  CHECK(std::all_of(x.begin(), x.end(), [](float v) { return v == 1.F; }));
}

TEST_CASE("normal numbers have the distribution asked for") {
  INFO("seed 13, false alarm rate of each 1e-6");
  auto const x = init::normal({.mean = -3., .scale = 0.25, .seed = 13})({n});
  CHECK(kolmogorov(x, [](double v) { return normal_cdf((v + 3.) / 0.25); }) < 2.7);
  moments const m = moments_of(x);
  CHECK(deviation_of_mean(m, -3., n) < 4.9);
  CHECK(deviation_of_variance(m, 0.0625, n) < 4.9);
}

TEST_CASE("truncated normal numbers have the distribution between their limits") {
  struct limits {
    double lower, upper;
  };
  for (limits const l : {limits{-2., 2.}, limits{-0.5, 3.}, limits{1., 1.25}, limits{4., infinity},
                         limits{-infinity, -6.}, limits{-infinity, infinity}, limits{-infinity, 0.}, limits{0., 1.}}) {
    INFO("[" << l.lower << ", " << l.upper << "], seed 14, false alarm rate 1e-6");
    init::truncated_normal const t(
        {.loc = 10., .scale = 2., .lower = 10. + 2. * l.lower, .upper = 10. + 2. * l.upper, .seed = 14});
    auto const x = t({n});
    CHECK(*std::min_element(x.begin(), x.end()) >= 10. + 2. * l.lower);
    CHECK(*std::max_element(x.begin(), x.end()) <= 10. + 2. * l.upper);
    double const sign = l.lower > 0. ? -1. : 1.;  // in the upper tail by symmetry, where probabilities keep digits
    double const a = l.lower > 0. ? normal_cdf(-l.upper) : normal_cdf(l.lower);
    double const b = l.lower > 0. ? normal_cdf(-l.lower) : normal_cdf(l.upper);
    auto mirrored = x;
    for (double& v : mirrored) { v = sign * (v - 10.) / 2.; }
    CHECK(kolmogorov(mirrored, [a, b](double v) { return (normal_cdf(v) - a) / (b - a); }) < 2.7);
  }
}

TEST_CASE("a normal variable cut off at two deviations has the deviation that the literature says") {
  INFO("seed 15, false alarm rate of each 1e-6");
  auto const x = init::truncated_normal({.seed = 15})({n});
  moments const m = moments_of(x);
  CHECK(deviation_of_mean(m, 0., n) < 4.9);
  CHECK(deviation_of_variance(m, 0.87962566103423978 * 0.87962566103423978, n) < 4.9);
}

TEST_CASE("truncated numbers in float stay within limits that float cannot hold") {
  auto const x = init::truncated_normal({.lower = -0.3, .upper = 0.1, .seed = 16}).make<float>({n});
  CHECK(static_cast<double>(*std::min_element(x.begin(), x.end())) >= -0.3);
  CHECK(static_cast<double>(*std::max_element(x.begin(), x.end())) <= 0.1);
}

TEST_CASE("distributions refuse parameters without meaning") {
  CHECK_THROWS_AS(init::uniform({.min = 1., .max = 1.}), convolt::parameter_error);
  CHECK_THROWS_AS(init::uniform({.min = -1e308, .max = 1e308}), convolt::parameter_error);
  CHECK_THROWS_AS(init::uniform({.min = std::nan("")}), convolt::parameter_error);
  CHECK_THROWS_AS(init::normal({.scale = 0.}), convolt::parameter_error);
  CHECK_THROWS_AS(init::normal({.mean = infinity}), convolt::parameter_error);
  CHECK_THROWS_AS(init::truncated_normal({.scale = -1.}), convolt::parameter_error);
  CHECK_THROWS_AS(init::truncated_normal({.lower = 2., .upper = 2.}), convolt::parameter_error);
  CHECK_THROWS_AS(init::truncated_normal({.lower = std::nan("")}), convolt::parameter_error);
  CHECK_THROWS_AS(init::truncated_normal({.lower = 40., .upper = 41.}), convolt::parameter_error);
  CHECK_THROWS_AS(init::truncated_normal({.lower = -infinity, .upper = -40.}), convolt::parameter_error);
  CHECK_THROWS_WITH(
      init::truncated_normal({.lower = 50., .upper = 60.}),
      "convolt::nn::init::truncated_normal: lower, upper leave next to no probability between them; got 50 and 60");
}

}  // namespace
