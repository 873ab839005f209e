// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/dsp/stream/tap_runner.hpp>

#include <support/catch.hpp>
#include <unit/dsp/stream/cuttings.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace {

using convolt::dsp::detail::delay_runner;
using convolt::dsp::detail::fir_runner;
using convolt::test::check_cuttings;
using convolt::test::noise;

/// All of h * x, and the bound of its error in T: K roundings of products and K of sums.
template <class T, class In>
void check_sums(std::vector<T> const& y, std::vector<double> const& h, std::vector<In> const& x,
                convolt::index channels) {
  convolt::index const rows = static_cast<convolt::index>(x.size()) / channels,
                       taps = static_cast<convolt::index>(h.size());
  REQUIRE(static_cast<convolt::index>(y.size()) == (rows + taps - 1) * channels);
  for (convolt::index n = 0; n < rows + taps - 1; ++n) {
    for (convolt::index c = 0; c < channels; c += 5) {
      double sum = 0, size = 0;
      for (convolt::index k = std::max<convolt::index>(0, n - rows + 1); k < std::min(taps, n + 1); ++k) {
        double const term =
            h[static_cast<std::size_t>(k)] * static_cast<double>(x[static_cast<std::size_t>((n - k) * channels + c)]);
        sum += term;
        size += std::abs(term);
      }
      double const bound =
          2 * static_cast<double>(taps + 1) * size * static_cast<double>(std::numeric_limits<T>::epsilon());
      REQUIRE(std::abs(static_cast<double>(y[static_cast<std::size_t>(n * channels + c)]) - sum) <= bound);
    }
  }
}

}  // namespace

TEST_CASE("1000 cuttings of a stream through taps give the bits of the whole, and the whole convolution", "[dsp]") {
  for (convolt::index const channels : {1, 5, 16, 35}) {  // lanes are results of the first two
    for (convolt::index const taps : {1, 2, 19, 101}) {
      CAPTURE(channels, taps);
      auto const h = noise<double>(1, taps);
      auto const x = noise<float>(2, 70 * channels);
      check_sums(check_cuttings<float>(fir_runner<float>(h, channels), x, 3, 63), h, x, channels);
    }
  }
}

TEST_CASE("counts through taps in double, and streams longer than what is remembered", "[dsp]") {
  auto const h = noise<double>(4, 7);
  std::vector<std::int16_t> x(3000 * 2);
  for (std::size_t i = 0; i < x.size(); ++i) { x[i] = static_cast<std::int16_t>(i * 12'345); }
  check_sums(check_cuttings<double>(fir_runner<double>(h, 2), x, 5, 4), h, x, 2);
  auto const wide = noise<float>(6, 500 * 17);
  check_sums(check_cuttings<float>(fir_runner<float>(h, 17), wide, 7, 4), h, wide, 17);
}

TEST_CASE("a copy of a stream goes on as the stream does, and a reset one begins again", "[dsp]") {
  convolt::index const channels = 17;
  auto const x = noise<float>(8, 60 * channels);
  fir_runner<float> runner(noise<double>(9, 20), channels);
  std::vector<float> first(x.size()), second(x.size()), again(x.size());
  auto const run = [&](auto& r, convolt::index from, convolt::index rows, std::vector<float>& out) {
    r.template run<convolt::target_arch>(convolt::dsp::lane_rows<float const>{x.data() + from * channels, channels, 1},
                                         rows,
                                         convolt::dsp::lane_rows<float>{out.data() + from * channels, channels, 1}, {});
  };
  run(runner, 0, 23, first);
  auto copy = runner;
  second = first;
  run(runner, 23, 37, first);
  run(copy, 23, 37, second);
  CHECK(first == second);
  runner.reset();
  run(runner, 0, 60, again);
  CHECK(again == first);
}

TEST_CASE("what is not finite reaches the results whose taps it meets, and no others", "[dsp]") {
  for (convolt::index const channels : {2, 40}) {
    std::vector<float> x(static_cast<std::size_t>(20 * channels), 1.F);
    x[static_cast<std::size_t>(6 * channels + 1)] = std::numeric_limits<float>::quiet_NaN();
    auto const y = convolt::test::run_in_chunks<float>(fir_runner<float>({1, 0, 2}, channels), x, {5, 3, 12});
    for (convolt::index n = 0; n < 20; ++n) {
      CHECK(std::isnan(y[static_cast<std::size_t>(n * channels + 1)]) == (n >= 6 && n <= 8));
      CHECK(!std::isnan(y[static_cast<std::size_t>(n * channels)]));
    }
  }
}

TEST_CASE("1000 cuttings of delayed channels give the bits of the whole", "[dsp]") {
  auto const delays = [](std::vector<double> seconds) {
    return delay_runner<float>(convolt::dsp::channel_delays{std::move(seconds), {.taps = 6}}, 1000);
  };
  std::vector<double> many(40);
  for (std::size_t c = 0; c < many.size(); ++c) { many[c] = 1e-3 * (static_cast<double>(c % 13) / 13 - 0.4); }
  check_cuttings<float>(delays(many), noise<float>(10, 50 * 40), 11, 200);
  check_cuttings<float>(delays({0, 0.003, -0.0021, 0.0175}), noise<float>(12, 60 * 4), 13, 400);
  check_cuttings<float>(delays({0.002, 0.003, 0.07}), noise<float>(14, 60 * 3), 15, 200);
  check_cuttings<float>(delays({-0.05, -0.0004}), noise<float>(16, 60 * 2), 17, 200);
}

TEST_CASE("delays of whole samples move channels and change no bit", "[dsp]") {
  std::vector<convolt::index> const by{0, 3, -2};
  auto const x = noise<float>(18, 30 * 3);
  delay_runner<float> const runner(convolt::dsp::channel_delays{{0, 0.003, -0.002}, {}}, 1000);
  CHECK(runner.held() == 2);
  auto const y = convolt::test::run_in_chunks<float>(runner, x, {4, 0, 26});
  REQUIRE(y.size() == 33 * 3);
  for (convolt::index n = 0; n < 33; ++n) {
    for (convolt::index c = 0; c < 3; ++c) {
      convolt::index const from = n - by[static_cast<std::size_t>(c)];
      float const want = from >= 0 && from < 30 ? x[static_cast<std::size_t>(from * 3 + c)] : 0.F;
      CHECK(y[static_cast<std::size_t>(n * 3 + c)] == want);
    }
  }
}

TEST_CASE("a sine that is delayed by a part of a sample is the sine at that time", "[dsp]") {
  std::vector<double> const lags{0.25e-3, -3.4e-3, 11.8e-3};
  std::vector<double> x;
  double const turn = 2 * 3.14159265358979 * 0.37;  // cycles per sample, 74 % of the band
  for (convolt::index n = 0; n < 200; ++n) { x.insert(x.end(), 3, std::sin(turn * static_cast<double>(n))); }
  delay_runner<double> const runner(convolt::dsp::channel_delays{lags, {}}, 1000);
  auto const y = convolt::test::run_in_chunks<double>(runner, x, {77, 123});
  for (convolt::index n = 50; n < 150; ++n) {
    for (std::size_t c = 0; c < 3; ++c) {
      double const want = std::sin(turn * (static_cast<double>(n) - lags[c] * 1000));
      CHECK(std::abs(y[static_cast<std::size_t>(n) * 3 + c] - want) <= 2e-4);  // 80 dB on either side of the band
    }
  }
}

TEST_CASE("chunks through taps are those of scipy.signal.lfilter with its state", "[dsp]") {
  std::vector<double> const x{1.0, -2.0, 3.0, 5.0, -8.0, 4.0, 0.0, 7.0, -1.0, 2.0, 6.0, -3.0};
  // y, zi = lfilter(h, 1, x[:2], zi=zeros), then lfilter(h, 1, x[2:], zi=zi): exact, these are sums of quarters
  std::vector<double> const want{0.5, -1.25, 4.0, -1.25, -1.25, 17.0, -12.0, 3.5, 1.75, 15.25, 7.5, 0.0};
  auto y = convolt::test::run_in_chunks<double>(fir_runner<double>({0.5, -0.25, 2.0, 1.0}, 1), x, {2, 10});
  y.resize(x.size());  // lfilter gives no tail
  CHECK(y == want);
}
