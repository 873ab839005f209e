// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/resampling/design.hpp. That taps are SciPy's is tested through resample.
#include <convolt/dsp/resampling/design.hpp>

#include <convolt/core/error.hpp>
#include <support/catch.hpp>

#include <cmath>
#include <cstdint>
#include <numeric>

namespace {

using namespace convolt::dsp::detail;
namespace window = convolt::dsp::window;

TEST_CASE("the filter is symmetric, keeps what does not change, and does not shift") {
  for (rate_ratio const r : {rate_ratio{3, 2}, {2, 3}, {1, 7}, {5, 1}}) {
    rate_filter const f = resampling_filter(r, window::kaiser(5), 0);
    std::size_t const n = f.taps.size();
    convolt::index const half = 10 * std::max(r.up, r.down);
    CHECK(f.offset == half);
    REQUIRE(n == static_cast<std::size_t>(2 * half + 1));
    for (std::size_t k = 0; k < n; ++k) { REQUIRE(f.taps[k] == f.taps[n - 1 - k]); }
    CHECK(std::accumulate(f.taps.begin(), f.taps.end(), 0.) == Approx(static_cast<double>(r.up)).epsilon(1e-14));
  }
}

TEST_CASE("where rates are equal nothing is filtered, unless results lie between the samples") {
  rate_filter const same = resampling_filter({1, 1}, window::kaiser(5), 4);
  CHECK(same.taps == std::vector<double>{1});
  CHECK(same.offset == 4);
  rate_filter const between = resampling_filter({1, 1}, window::kaiser(5), 3.25);
  CHECK(between.offset == 13);
  CHECK(between.taps[10] == Approx(std::sin(M_PI / 4) / (M_PI / 4)).epsilon(1e-2));
  CHECK(between.taps[20] == 0);
}

TEST_CASE("a filter between the samples nears the one at them from both sides") {
  rate_filter const at = resampling_filter({3, 2}, window::kaiser(5), 7);
  for (double const begin : {7 - 1e-9, 7 + 1e-9}) {
    rate_filter const near = resampling_filter({3, 2}, window::kaiser(5), begin);
    convolt::index const shift = at.offset - near.offset;
    for (std::size_t k = 1; k + 1 < at.taps.size(); ++k) {
      REQUIRE(near.taps[k - static_cast<std::size_t>(shift)] == Approx(at.taps[k]).margin(1e-8));
    }
  }
}

TEST_CASE("results are counted up to the place of one more sample") {
  CHECK(resampled_count("f", 10, {3, 2}) == 15);
  CHECK(resampled_count("f", 11, {3, 2}) == 17);
  CHECK(resampled_count("f", 1, {1, 7}) == 1);
  CHECK(resampled_count("f", 0, {3, 2}) == 0);
  CHECK_THROWS_AS(resampled_count("f", PTRDIFF_MAX / 2, {3, 2}), convolt::parameter_error);
}

}  // namespace
