// SPDX-License-Identifier: BSD-3-Clause
/// Random spectra against the sums that define them, and their laws: whatever the lengths, overlaps, windows, trends
/// and units are.

#include <convolt/dsp/spectra/cross.hpp>
#include <convolt/dsp/spectra/stft.hpp>
#include <convolt/dsp/spectra/welch.hpp>
#include <convolt/dsp/window.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <cmath>
#include <complex>
#include <cstdint>
#include <numbers>
#include <vector>

using namespace convolt;
using namespace convolt::units::spelled;

namespace {

using z = std::complex<double>;

struct call {
  std::size_t channels, samples, segment, hop, nfft;
  dsp::spectral_options options;
  bool time_first;
};

call random_call(test::dice& next) {
  call c{};
  auto const draw = [&next](std::size_t from, std::size_t to) {
    return static_cast<std::size_t>(next(static_cast<std::ptrdiff_t>(from), static_cast<std::ptrdiff_t>(to)));
  };
  c.channels = draw(1, 10);
  c.samples = draw(1, 80);
  c.segment = draw(1, c.samples);
  c.nfft = draw(0, 1) == 0 ? c.segment : c.segment + draw(0, 9);
  std::size_t const shared = draw(0, c.segment - 1);
  c.hop = c.segment - shared;
  dsp::window::shape const windows[] = {dsp::window::rectangular, dsp::window::hann, dsp::window::hamming,
                                        dsp::window::kaiser(4)};
  c.options = {.window = windows[draw(0, 3)],
               .overlap = static_cast<double>(shared) / static_cast<double>(c.segment),
               .detrend = static_cast<dsp::detrending>(draw(0, 2)),
               .nfft = static_cast<convolt::index>(c.nfft)};
  c.time_first = draw(0, 1) == 0;
  return c;
}

/// One segment without its trend, weighed, at frequency k of nfft.
z naive_spectrum(call const& c, std::vector<double> x, std::vector<double> const& w, std::size_t k) {
  double const n = static_cast<double>(x.size()), middle = (n - 1) / 2;
  double mean = 0, moment = 0, squares = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    double const at = static_cast<double>(i) - middle;
    mean += x[i] / n;
    moment += x[i] * at;
    squares += at * at;
  }
  bool const sloped = c.options.detrend == dsp::detrending::linear && x.size() > 1;
  z sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    double const line = mean + (sloped ? moment / squares * (static_cast<double>(i) - middle) : 0);
    double const y = (c.options.detrend == dsp::detrending::none ? x[i] : x[i] - line) * w[i];
    double const turns = static_cast<double>(i * k % c.nfft) / static_cast<double>(c.nfft);
    sum += y * std::polar(1., -2 * std::numbers::pi * turns);
  }
  return sum;
}

}  // namespace

TEST_CASE("random powers are the sums that define them, and parts of a spectrogram are their parts") {
  std::uint64_t const seed = 16;
  test::dice next(seed);
  for (int i = 0; i < 60; ++i) {
    call const c = random_call(next);
    INFO("seed " << seed << ", call " << i << ": " << c.channels << " channels, " << c.samples << " samples, segment "
                 << c.segment << ", hop " << c.hop << ", nfft " << c.nfft);
    xt::xtensor<double, 2> a(c.time_first ? std::array<std::size_t, 2>{c.samples, c.channels}
                                          : std::array<std::size_t, 2>{c.channels, c.samples});
    for (double& v : a) { v = static_cast<double>(next(0, 2000)) / 1000 - 0.5; }
    std::size_t const channel = static_cast<std::size_t>(next(0, static_cast<std::ptrdiff_t>(c.channels) - 1));
    auto const segment = static_cast<double>(c.segment) * ms;
    auto const p = c.time_first
                       ? dsp::welch<0>(a * volt{}, 1. * kHz, segment, c.options)
                       : dsp::welch<0>(xt::xtensor<double, 2>(xt::transpose(a)) * volt{}, 1. * kHz, segment, c.options);
    std::vector<double> const w =
        dsp::window::weights(c.options.window, static_cast<convolt::index>(c.segment), dsp::window::periodic);
    double squares = 0, largest = 0;
    for (double const weight : w) { squares += weight * weight; }
    std::size_t const segments = (c.samples - c.segment) / c.hop + 1;
    std::vector<double> expected(c.nfft / 2 + 1, 0.);
    for (std::size_t k = 0; k < expected.size(); ++k) {
      for (std::size_t s = 0; s < segments; ++s) {
        std::vector<double> x;
        for (std::size_t n = s * c.hop; n < s * c.hop + c.segment; ++n) {
          x.push_back(c.time_first ? a(n, channel) : a(channel, n));
        }
        expected[k] += std::norm(naive_spectrum(c, x, w, k));
      }
      double const sides = k == 0 || 2 * k == c.nfft ? 1 : 2;
      expected[k] *= sides / (1000 * squares * static_cast<double>(segments));
      largest = std::max(largest, expected[k]);
    }
    REQUIRE(p.shape(0) == expected.size());
    double worst = 0;
    for (std::size_t k = 0; k < expected.size(); ++k) {
      worst = std::max(worst, std::abs(p.raw()(k, channel) - expected[k]));
    }
    CHECK(worst <= 1e-12 * (largest + 1e-3));
    auto const parts = dsp::spectrogram<0>(
        c.time_first ? a * volt{} : xt::xtensor<double, 2>(xt::transpose(a)) * volt{}, 1. * kHz, segment, c.options);
    double mean = 0;
    for (std::size_t s = 0; s < segments; ++s) { mean += parts.raw()(0, channel, s) / static_cast<double>(segments); }
    CHECK(std::abs(mean - p.raw()(0, channel)) <= 1e-12 * (largest + 1e-3));
  }
}

TEST_CASE("a coherence is between 0 and 1, and 1 of signals that differ by a filter of one tap") {
  test::dice next(17);
  for (int i = 0; i < 20; ++i) {
    xt::xtensor<double, 1> a(std::array<std::size_t, 1>{200}), b(a);
    for (double& v : a) { v = static_cast<double>(next(0, 2000)); }
    for (double& v : b) { v = static_cast<double>(next(0, 2000)); }
    auto const segment = static_cast<double>(next(20, 60)) * ms;
    auto const g = dsp::coherence(a * mV, b * nA, 1. * kHz, segment);
    for (double const v : g.raw()) { CHECK((v >= 0 && v <= 1 + 1e-12)); }
    xt::xtensor<double, 1> const c = -3. * a;
    auto const common = dsp::coherence(a * mV, c * nA, 1. * kHz, segment);
    for (std::size_t k = 1; k < common.size(); ++k) { CHECK(common.raw()(k) == Approx(1)); }
  }
}
