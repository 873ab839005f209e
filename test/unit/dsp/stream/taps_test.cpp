// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/dsp/stream/taps.hpp>

#include <convolt/quantity/sampled.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>

#include <vector>

namespace {

using namespace convolt::units::spelled;
using convolt::dsp::detail::list_of_taps;
using numbers = xt::xtensor<double, 1>;

numbers const three{1, 2, 3};

}  // namespace

TEST_CASE("taps are a list, with a unit or not, in memory or not", "[dsp]") {
  std::vector<double> const want{1, 2, 3};
  CHECK(list_of_taps(three, 1000) == want);
  CHECK(list_of_taps(three * mV, 1000) == want);
  CHECK(list_of_taps(2 * three / 2, 1000) == want);
  CHECK(list_of_taps(xt::xarray<float>{1, 2, 3}, 1000) == want);
}

TEST_CASE("taps with an axis have the step of the rate and begin at lag 0", "[dsp]") {
  auto const at = [](auto const& start, auto const& step) {
    return convolt::sampled(three * mV, convolt::axis(start, step, 3));
  };
  CHECK(list_of_taps(at(0. * ms, 1. * ms), 1000).size() == 3);
  CHECK(list_of_taps(at(0. * convolt::second{}, 0.001 * convolt::second{}), 1000).size() == 3);
  CHECK_THROWS_WITH(list_of_taps(at(0. * ms, 2. * ms), 1000), Catch::Contains("another step"));
  CHECK_THROWS_WITH(list_of_taps(at(-1. * ms, 1. * ms), 1000), Catch::Contains("lag 0") && Catch::Contains("got -1"));
  CHECK_THROWS_AS(list_of_taps(at(0. * mV, 1. * mV), 1000), convolt::unit_error);
}

TEST_CASE("no taps, and taps along two axes, are refused", "[dsp]") {
  CHECK_THROWS_AS(list_of_taps(numbers(), 1000), convolt::shape_error);
  CHECK_THROWS_WITH(list_of_taps(xt::xarray<double>{{1, 2}, {3, 4}}, 1000), Catch::Contains("along one axis"));
}
