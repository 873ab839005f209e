// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/dsp/stream/resampling.hpp>

#include <support/catch.hpp>

#include <cstddef>
#include <cstdint>
#include <numeric>

namespace {

namespace dsp = convolt::dsp;

}  // namespace

TEST_CASE("changes of rate are in lowest terms", "[dsp]") {
  CHECK(dsp::resampling(6, 4).up == 3);
  CHECK(dsp::resampling(6U, std::int8_t(4)).down == 2);
  CHECK(dsp::resampling(44'100, 48'000).up == 147);
}

TEST_CASE("changes of rate that are none are refused", "[dsp]") {
  CHECK_THROWS_WITH(dsp::resampling(0, 2), Catch::Contains("got 0 / 2"));
  CHECK_THROWS_AS(dsp::resampling(3, -2), convolt::parameter_error);
  CHECK_THROWS_AS(dsp::resampling(std::uint64_t(-1), 1), convolt::parameter_error);
  CHECK_THROWS_AS(dsp::resampling(1'048'577, 2), convolt::parameter_error);
}

TEST_CASE("the taps are those of scipy.signal.resample_poly", "[dsp]") {
  auto const taps = dsp::detail::resampling_taps({3, 2});
  REQUIRE(taps.size() == 61);
  CHECK(std::accumulate(taps.begin(), taps.end(), 0.) == Approx(3).epsilon(1e-14));
  // 3 * scipy.signal.firwin(61, 1/3, window=("kaiser", 5.0))
  CHECK(taps[30] == Approx(1.0006061735537772).epsilon(1e-13));
  CHECK(taps[31] == Approx(0.8254431680368012).epsilon(1e-13));
  CHECK(taps[0] == Approx(-1.4319211288697617e-18).margin(1e-16));
  CHECK(taps[1] == Approx(-0.0015227274306600937).epsilon(1e-12));
}
