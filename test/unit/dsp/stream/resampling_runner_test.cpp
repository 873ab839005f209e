// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/dsp/stream/resampling_runner.hpp>

#include <support/catch.hpp>
#include <unit/dsp/stream/cuttings.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace {

using convolt::dsp::rate_change;
using convolt::dsp::detail::resampling_runner;
using convolt::test::noise;

/// y[o] = sum over n of h[o down + half - n up] x[n], by the definition.
double resampled(rate_change const& r, std::vector<float> const& x, convolt::index channels, convolt::index o) {
  auto const f = convolt::dsp::detail::resampling_filter({r.up, r.down}, convolt::dsp::window::kaiser(5), 0);
  auto const& h = f.taps;
  double sum = 0;
  for (std::size_t n = 0; n * static_cast<std::size_t>(channels) < x.size(); ++n) {
    convolt::index const k = o * r.down + f.offset - static_cast<convolt::index>(n) * r.up;
    if (k >= 0 && k < static_cast<convolt::index>(h.size())) {
      sum += h[static_cast<std::size_t>(k)] * static_cast<double>(x[n * static_cast<std::size_t>(channels)]);
    }
  }
  return sum;
}

}  // namespace

TEST_CASE("1000 cuttings of a stream that changes its rate give the bits of the whole, which is SciPy's", "[dsp]") {
  for (rate_change const r : {rate_change{3, 2}, {2, 3}, {1, 5}, {7, 1}, {1, 1}}) {
    for (convolt::index const channels : {1, 35}) {
      CAPTURE(r.up, r.down, channels);
      auto const x = noise<float>(1, 60 * channels);
      auto const y = convolt::test::check_cuttings<float>(resampling_runner<float>(r, channels), x, 2, 100);
      REQUIRE(static_cast<convolt::index>(y.size()) == (60 * r.up + r.down - 1) / r.down * channels);
      // At most 21 max(1, down / up) products, of which each and its sum are rounded once, as are the taps.
      double const bound = 3 * 21 * std::max(1., static_cast<double>(r.down)) *
                           static_cast<double>(std::numeric_limits<float>::epsilon());
      for (std::size_t o = 0; o * static_cast<std::size_t>(channels) < y.size(); o += 3) {
        double const want = resampled(r, x, channels, static_cast<convolt::index>(o));
        CHECK(std::abs(static_cast<double>(y[o * static_cast<std::size_t>(channels)]) - want) <= 4 * bound);
      }
    }
  }
}

TEST_CASE("a result waits for half a filter", "[dsp]") {
  resampling_runner<double> const runner({3, 2}, 1);
  CHECK(runner.held() == 10);
  CHECK(runner.ready(10) == 0);
  CHECK(runner.ready(11) == 2);
  CHECK(runner.tail() == 0);
  CHECK(runner.zeros_for_tail() == 0);
  CHECK(runner.steps_per_result() == 2. / 3);
}

TEST_CASE("an equal rate passes samples on as they are, without a wait", "[dsp]") {
  resampling_runner<double> runner({1, 1}, 1);
  CHECK(runner.held() == 0);
  std::vector<double> const x{1, std::numeric_limits<double>::infinity(), 3};
  CHECK(convolt::test::run_in_chunks<double>(runner, x, {2, 1}) == x);
}

TEST_CASE("chunks that change their rate, and what flush gives, are scipy.signal.resample_poly", "[dsp]") {
  std::vector<double> const x{1.0, -2.0, 3.0, 5.0, -8.0, 4.0, 0.0, 7.0, -1.0, 2.0, 6.0, -3.0};
  std::vector<double> const want{1.0006061735537777,  -0.5181205686945781,   -2.4812636075314045, 3.0018185206613324,
                                 8.038671219325671,   -1.0037031733435309,   -8.004849388430218,  0.32938218173704,
                                 4.106845735689185,   5.964580031831122e-16, 4.2403313365657,     6.767696099979717,
                                 -1.0006061735537768, -1.9097696120845904,   5.9202048995955785,  6.003637041322665,
                                 -1.0257385824749508, -2.9507668243289795};
  auto const y = convolt::test::run_in_chunks<double>(resampling_runner<double>({3, 2}, 1), x, {1, 0, 7, 4});
  REQUIRE(y.size() == want.size());
  for (std::size_t n = 0; n < want.size(); ++n) { CHECK(y[n] == Approx(want[n]).margin(1e-12)); }
}
