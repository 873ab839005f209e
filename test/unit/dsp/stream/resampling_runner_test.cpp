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
  auto const h = convolt::dsp::detail::resampling_taps(r);
  double sum = 0;
  for (std::size_t n = 0; n * static_cast<std::size_t>(channels) < x.size(); ++n) {
    convolt::index const k = o * r.down + convolt::dsp::detail::half_length(r) - static_cast<convolt::index>(n) * r.up;
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
      double const bound = 3 * 21 * std::max(1., static_cast<double>(r.down)) * std::numeric_limits<float>::epsilon();
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
