// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/dsp/stream/resampling.hpp>

#include <support/catch.hpp>

#include <cstdint>

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
