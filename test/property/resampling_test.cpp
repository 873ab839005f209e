// SPDX-License-Identifier: BSD-3-Clause
/// Laws of changes of rate: upfirdn is a convolution with a dilated input, and the adjoint of a strided one; resampled
/// signals are sums of windowed sincs, wherever they are taken; what is wrong with a call is found and named.

#include <convolt/dsp/decimate.hpp>
#include <convolt/dsp/resample.hpp>
#include <convolt/dsp/upfirdn.hpp>

#include <convolt/core/error.hpp>
#include <convolt/lax/conv.hpp>
#include <convolt/quantity/sampled.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>
#include <support/random_convolution.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <numbers>
#include <numeric>
#include <string>
#include <vector>

using namespace convolt;
using namespace convolt::units;
using test::whole_numbers;
using number_line = xt::xtensor<double, 1>;

namespace {

number_line whole_line(std::ptrdiff_t n, std::uint64_t seed) {
  auto const numbers = whole_numbers({static_cast<std::size_t>(n)}, seed);
  number_line line = number_line::from_shape({static_cast<std::size_t>(n)});
  std::copy(numbers.storage().begin(), numbers.storage().end(), line.begin());
  return line;
}

/// The sinc of resample, cut off with a Kaiser window of beta 5, at any distance in steps of the upsampled signal.
double bessel_i0(double x) {
  double term = 1, sum = 1;
  for (int k = 1; k < 60; ++k) { sum += term *= x * x / (4. * k * k); }
  return sum;
}
double cut_sinc(double tau, double m) {
  double const part = tau / (10 * m), x = std::numbers::pi * tau / m;
  if (std::abs(part) > 1) { return 0; }
  return bessel_i0(5 * std::sqrt(1 - part * part)) / bessel_i0(5) * (tau == 0 ? 1 : std::sin(x) / x);
}

struct change {
  std::ptrdiff_t up, down, samples, results;
  double begin;  ///< of the results, in steps of the signal
};

/// Result o by the definition, and the sum of the sizes of its terms.
double defined(change const& c, number_line const& x, std::ptrdiff_t o, double& sizes) {
  double const m = static_cast<double>(std::max(c.up, c.down)), up = static_cast<double>(c.up);
  double of_all = 0, sum = 0;
  for (std::ptrdiff_t k = -10 * static_cast<std::ptrdiff_t>(m); k <= 10 * static_cast<std::ptrdiff_t>(m); ++k) {
    of_all += cut_sinc(static_cast<double>(k), m);
  }
  sizes = 0;
  for (std::ptrdiff_t j = 0; j < c.samples; ++j) {
    double const tau = (c.begin - static_cast<double>(j)) * up + static_cast<double>(o * c.down);
    double const term = cut_sinc(tau, m) * up / of_all * x(j);
    sum += term;
    sizes += std::abs(term);
  }
  return sum;
}

}  // namespace

TEST_CASE("upfirdn is a convolution with a dilated input, strided") {
  std::uint64_t const seed = 3;
  test::dice next(seed);
  for (int i = 0; i < 300; ++i) {
    std::ptrdiff_t const n = next(1, 17), k = next(1, 9), up = next(1, 5), down = next(1, 5);
    INFO("seed " << seed << ", call " << i << ": n " << n << ", k " << k << ", " << up << "/" << down);
    number_line const x = whole_line(n, 1), h = whole_line(k, 2);
    number_line const turned = xt::flip(h, 0);
    auto const in = xt::xtensor<double, 3>(xt::reshape_view(x, {std::ptrdiff_t{1}, n, std::ptrdiff_t{1}}));
    auto const w = xt::xtensor<double, 3>(xt::reshape_view(turned, {k, std::ptrdiff_t{1}, std::ptrdiff_t{1}}));
    auto const dilated = lax::conv_general_dilated(in, w, {down}, raw_padding{{k - 1, k - 1}},
                                                   {.lhs_dilation = {up}, .dimension_numbers = {"NWC", "WIO", "NWC"}});
    auto const y = dsp::upfirdn(h, x, up, down);
    REQUIRE(y.size() == dilated.size());
    REQUIRE(std::equal(y.begin(), y.end(), dilated.begin()));
  }
}

TEST_CASE("upsampling with a filter is the adjoint of the strided convolution with it") {
  for (std::ptrdiff_t stride = 1; stride <= 5; ++stride) {
    for (std::ptrdiff_t k = 1; k <= 6; ++k) {
      for (std::ptrdiff_t const n : {6, 7, 23}) {
        number_line const x = whole_line(n, 1), h = whole_line(k, 2);
        auto const in = xt::xtensor<double, 3>(xt::reshape_view(x, {std::ptrdiff_t{1}, n, std::ptrdiff_t{1}}));
        auto const w = xt::xtensor<double, 3>(xt::reshape_view(h, {k, std::ptrdiff_t{1}, std::ptrdiff_t{1}}));
        auto const strided =
            lax::conv_general_dilated(in, w, {stride}, valid, {.dimension_numbers = {"NWC", "WIO", "NWC"}});
        number_line const z = whole_line(static_cast<std::ptrdiff_t>(strided.size()), 3);
        auto const back = dsp::upfirdn(h, z, stride, 1);
        double forth_z = 0, x_back = 0;
        for (std::size_t o = 0; o < z.size(); ++o) { forth_z += strided.data()[o] * z(o); }
        for (std::size_t j = 0; j < back.size(); ++j) { x_back += x(j) * back(j); }
        REQUIRE(forth_z == x_back);
      }
    }
  }
}

TEST_CASE("resampled signals are sums of windowed sincs, on every axis that has a ratio") {
  std::uint64_t const seed = 41;
  test::dice next(seed);
  for (int i = 0; i < 60; ++i) {
    change c{next(1, 7), next(1, 7), next(1, 60), 0, 0};
    std::ptrdiff_t const common = std::gcd(c.up, c.down);
    c.up /= common, c.down /= common;
    c.begin =
        next(0, 2) == 0 ? static_cast<double>(next(0, 100)) / 137. * static_cast<double>(c.samples - 1) / 100. : 0;
    double const step = static_cast<double>(c.down) / static_cast<double>(c.up);
    c.results = static_cast<std::ptrdiff_t>((static_cast<double>(c.samples) - c.begin - 0.01) / step) + 1;
    INFO("seed " << seed << ", call " << i << ": " << c.up << "/" << c.down << ", " << c.samples << " samples from "
                 << c.begin);
    number_line const v = whole_line(c.samples, 5);
    sampled const x(v * mV, axis(3. * ms, 0.5 * ms, c.samples));
    auto const t = axis((3 + 0.5 * c.begin) * ms, 0.5 * step * ms, c.results);
    auto const y = dsp::resample(x, t);
    xt::xtensor<float, 1> const v_float = xt::cast<float>(v);
    auto const in_float = dsp::resample(sampled(v_float * mV, axis(3. * ms, 0.5 * ms, c.samples)), t);
    for (std::ptrdiff_t o = 0; o < c.results && (c.up != c.down || c.begin != 0); ++o) {
      double sizes = 0;
      double const wanted = defined(c, v, o, sizes);
      // Taps, products and sums of at most 21 * max / up + 1 terms are rounded; `begin` is, in both.
      double const terms = 21. * static_cast<double>(std::max(c.up, c.down)) / static_cast<double>(c.up) + 4;
      REQUIRE(std::abs(y.raw()(o) - wanted) <= 1e-12 * (1 + sizes));
      REQUIRE(std::abs(double(in_float.raw()(o)) - wanted) <=
              terms * double(std::numeric_limits<float>::epsilon()) * sizes + 1e-12);
    }
  }
}

namespace {

struct wrong_call {
  std::string category;
  std::function<void()> call;
};

/// Each names one fault in a call that is right but for it.
std::vector<wrong_call> wrong_calls(test::dice& next) {
  std::ptrdiff_t const n = next(2, 9), up = next(1, 4), down = next(1, 4), rank = next(2, 3);
  number_line const v = whole_line(n, 1);
  sampled const x(v * mV, axis(0. * ms, 0.1 * ms, n));
  xt::xarray<double> const block = whole_numbers(test::extents(static_cast<std::size_t>(rank), 3), 1);
  double const infinite = next(0, 1) == 0 ? std::numeric_limits<double>::infinity() : std::nan("");
  number_line const h{1, 2}, bad{1, infinite};
  std::ptrdiff_t const none = -next(0, 5), too_many = 1'000'001 + next(0, 100), no_axis_here = rank + next(0, 3);
  return {
      {"bad_ratio", [=] { dsp::resample(x, none, down); }},
      {"bad_ratio", [=] { dsp::resample(v, up, none); }},
      {"bad_ratio", [=] { dsp::upfirdn(h, v, none, down); }},
      {"bad_ratio", [=] { dsp::upfirdn(h, v, up, too_many); }},
      {"bad_ratio", [=] { dsp::decimate(v, none); }},
      {"bad_taps", [=] { dsp::upfirdn(bad, v, up, down); }},
      {"axis_not_given", [=] { dsp::resample(block, up, down); }},
      {"axis_not_given", [=] { dsp::decimate(block, down); }},
      {"bad_axis", [=] { dsp::resample(block, up, down, {.axis = no_axis_here}); }},
      {"bad_axis", [=] { dsp::upfirdn(h, block, up, down, {.axis = -1 - no_axis_here}); }},
      {"unit_mismatch", [=] { dsp::resample(x, up + 4, 1, {.boundary = boundary_value(1. * s)}); }},
      {"background_and_boundary",
       [=] { dsp::resample(x, 2, 3, {.boundary = boundary_value(1. * V), .background = dsp::background::mean}); }},
      {"bad_rate", [=] { dsp::resample(x, static_cast<double>(none) * Hz); }},
      {"rates_without_ratio", [=] { dsp::resample(x, (10 + std::numbers::pi * static_cast<double>(up)) * kHz); }},
      {"coordinate_out_of_range", [=] { dsp::resample(x, axis(-0.1 * ms, 0.1 * ms, n)); }},
      {"coordinate_out_of_range", [=] { dsp::resample(x, axis(0.1 * ms, 0.1 * ms, n)); }},
      {"bad_axis", [=] { dsp::resample(x, axis(0.1 * ms, -0.1 * ms, 1)); }},
  };
}

}  // namespace

TEST_CASE("one fault in a call is found and named") {
  std::uint64_t const seed = 77;
  test::dice next(seed);
  for (int round = 0; round < 40; ++round) {
    std::size_t number = 0;
    for (wrong_call const& wrong : wrong_calls(next)) {
      INFO("seed " << seed << ", round " << round << ", call " << number++ << ", expected " << wrong.category);
      std::string caught = "nothing thrown";
      try {
        wrong.call();
      } catch (error const& e) {
        caught = e.category();
        REQUIRE((e.where().starts_with("dsp::") || e.category() == "bad_axis"));
      }
      REQUIRE(caught == wrong.category);
    }
  }
}
