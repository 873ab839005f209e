// SPDX-License-Identifier: BSD-3-Clause
#include <convolt/dsp/stream/delays.hpp>

#include <convolt/quantity.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>
#include <support/thrown_by.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

namespace {

using namespace convolt::units::spelled;
namespace dsp = convolt::dsp;
namespace detail = convolt::dsp::detail;
using convolt::test::thrown_by;
using numbers = xt::xtensor<double, 1>;

}  // namespace

TEST_CASE("delays are durations, in any unit of time and any array", "[dsp]") {
  auto const d = dsp::delays(numbers{1, -2} * ms);
  CHECK(d.seconds == std::vector<double>{0.001, -0.002});
  CHECK(dsp::delays(xt::xarray<float>{8.F} * us).seconds[0] == Approx(8e-6));
  CHECK(dsp::delays(2. * numbers{1, -2} * ms).seconds[1] == Approx(-0.004));
  static_assert(!detail::DurationList<numbers> && !detail::DurationList<decltype(numbers{1} * mV)>);
}

TEST_CASE("delays that are not finite are refused, with their channel", "[dsp]") {
  double const nan = std::numeric_limits<double>::quiet_NaN(), infinite = std::numeric_limits<double>::infinity();
  CHECK_THROWS_WITH(dsp::delays(numbers{1, nan} * ms), Catch::Contains("(axis 1) must be finite; got nan ms"));
  CHECK_THROWS_AS(dsp::delays(numbers{-infinite} * ms), convolt::parameter_error);
  CHECK_THROWS_AS(dsp::delays(xt::xarray<double>{{1., 2.}, {3., 4.}} * ms), convolt::shape_error);
  CHECK_THROWS_WITH(detail::plan_of_delays<float>({{0, 1e9}, {}}, 1000), Catch::Contains("more than 1e8 samples"));
  CHECK_THROWS_AS(detail::plan_of_delays<float>(dsp::delays(numbers(std::array<std::size_t, 1>{0}) * ms), 1000),
                  convolt::shape_error);
}

TEST_CASE("the interpolation has an even number of taps and an attenuation", "[dsp]") {
  auto const refused = [](dsp::delay_options const& o) {
    auto const e = thrown_by<convolt::parameter_error>([&] { dsp::delays(numbers{1} * ms, o); });
    CHECK(e.category() == "bad_delay_options");
    return std::string(e.what());
  };
  for (convolt::index const taps : {0, 3, -2, (1 << 20) + 2}) {
    CHECK(refused({.taps = taps}) ==
          "convolt::dsp::delays: taps is an even number from 2 to 2^20; got " + std::to_string(taps));
  }
  CHECK_NOTHROW(dsp::delays(numbers{1} * ms, {.taps = 1 << 20}));
  CHECK(refused({.attenuation = -1}) == "convolt::dsp::delays: attenuation is between 0 and 300 dB; got -1");
  CHECK(refused({.attenuation = 300.5}) == "convolt::dsp::delays: attenuation is between 0 and 300 dB; got 300.5");
  CHECK(refused({.attenuation = std::nan("")}) == "convolt::dsp::delays: attenuation is between 0 and 300 dB; got nan");
}

TEST_CASE("taps of an interpolation pass constants, and mirror those of the other part", "[dsp]") {
  for (double const part : {0.25, 1. / 13, 0.5}) {
    auto const taps = detail::interpolation(part, 16, 80), mirrored = detail::interpolation(1 - part, 16, 80);
    REQUIRE(taps.size() == 32);
    CHECK(std::accumulate(taps.begin(), taps.end(), 0.) == Approx(1).epsilon(1e-14));
    for (std::size_t k = 0; k < taps.size(); ++k) { CHECK(taps[k] == Approx(mirrored[31 - k]).margin(1e-14)); }
  }
}

TEST_CASE("delays are split into whole samples and parts, roundings left out", "[dsp]") {
  CHECK(detail::split(0, 3).whole == 3);
  CHECK(detail::split(0, 3 + 1e-12).part == 0);
  CHECK(detail::split(0, 3 - 1e-12).whole == 3);
  CHECK(detail::split(0, -0.25).whole == -1);
  CHECK(detail::split(0, -0.25).part == 0.75);
}

TEST_CASE("a plan of delays holds back what needs later samples", "[dsp]") {
  auto const plan_of = [](std::vector<double> ms_) {
    for (double& d : ms_) { d *= 1e-3; }
    return detail::plan_of_delays<double>({ms_, {.taps = 8}}, 1000);
  };
  CHECK(plan_of({0, 2}).hold == 0);
  CHECK(plan_of({0, 2}).taps == 1);
  CHECK(plan_of({0, 0.5}).hold == 3);
  CHECK(plan_of({-2, 0.5}).hold == 5);
  CHECK(plan_of({7.5}).hold == 0);
  CHECK(plan_of({7.5}).tail == 11);
  CHECK(plan_of({0, 2}).offsets == std::vector<convolt::index>{0, 2});
  CHECK(plan_of({0.1, 0.2}).offsets.empty());
}
