// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/dsp/stream/partitioned.hpp>

#include <convolt/quantity.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>

#include <cstdint>

namespace {

using namespace convolt::units::spelled;
using numbers = xt::xtensor<double, 1>;

}  // namespace

TEST_CASE("partitioned taps keep the taps and the block", "[dsp]") {
  numbers taps{1, 2, 3};
  auto const p = convolt::dsp::partitioned(taps * mV, 128U);
  taps(0) = 7;
  CHECK(p.block == 128);
  CHECK(p.taps(0) == 1. * mV);
}

TEST_CASE("blocks of no samples, or of too many, are refused", "[dsp]") {
  CHECK_THROWS_WITH(convolt::dsp::partitioned(numbers{1}, 0), Catch::Contains("got 0"));
  CHECK_THROWS_AS(convolt::dsp::partitioned(numbers{1}, -128), convolt::parameter_error);
  CHECK_THROWS_AS(convolt::dsp::partitioned(numbers{1}, INT64_MAX), convolt::parameter_error);
}
