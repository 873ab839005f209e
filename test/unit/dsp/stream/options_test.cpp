// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/dsp/stream/options.hpp>

#include <convolt/quantity.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>

namespace {

using namespace convolt::units::spelled;
using convolt::dsp::detail::check_gain;
using convolt::dsp::detail::checked_channels;

}  // namespace

TEST_CASE("streams have a channel, or as many as are said or given", "[dsp]") {
  CHECK(checked_channels({}, 0) == 1);
  CHECK(checked_channels({.channels = 384}, 0) == 384);
  CHECK(checked_channels({}, 4) == 4);
  CHECK(checked_channels({.channels = 4}, 4) == 4);
  CHECK(checked_channels({.channels = std::size_t{4}}, 0) == 4);
}

TEST_CASE("no channels, too many, and others than there are delays, are refused", "[dsp]") {
  CHECK_THROWS_WITH(checked_channels({.channels = 0}, 0),
                    Catch::Contains("number of channels") && Catch::Contains("got 0"));
  CHECK_THROWS_AS(checked_channels({.channels = -2}, 0), convolt::parameter_error);
  CHECK_THROWS_AS(checked_channels({.channels = PTRDIFF_MAX}, 0), convolt::parameter_error);
  CHECK_THROWS_AS(checked_channels({.channels = SIZE_MAX}, 0), convolt::parameter_error);
  CHECK_THROWS_WITH(checked_channels({.channels = 3}, 4), Catch::Contains("expected 4, got 3"));
}

TEST_CASE("a gain is a finite number", "[dsp]") {
  CHECK_NOTHROW(check_gain<double>(2.34 * uV));
  CHECK_NOTHROW(check_gain<float>(-1));
  CHECK_THROWS_WITH(check_gain<double>(std::numeric_limits<float>::quiet_NaN() * uV), Catch::Contains("nan uV"));
  CHECK_NOTHROW(check_gain<float>(0. * uV));
  CHECK_NOTHROW(check_gain<double>(1e40 * uV));
  CHECK_THROWS_WITH(check_gain<float>(1e40 * uV), Catch::Contains("within the range"));
  CHECK_THROWS_WITH(check_gain<float>(1e-50 * uV), Catch::Contains("1e-50 uV"));
}
