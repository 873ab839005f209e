// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/filters/savitzky_golay.hpp.

#include <convolt/dsp/filters/savitzky_golay.hpp>

#include <convolt/core/error.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>
#include <support/scipy_filters.hpp>

#include <concepts>
#include <limits>

using namespace convolt;
using namespace convolt::units;

TEST_CASE("taps are right to 1e-12, where SciPy is, too") {
  for (test::json const& c : test::scipy_filters().at("finite").items()) {
    if (c.at("family").as_string() != "savitzky_golay") { continue; }
    auto const window = c.at("window").as_integer(), polynomial = c.at("degree").as_integer();
    auto const order = c.at("order").as_integer();
    INFO("window " << window << ", degree " << polynomial << ", derivative " << order);
    auto const taps = order == 0   ? dsp::savitzky_golay(window, polynomial).taps_at(250)
                      : order == 1 ? dsp::savitzky_golay<1>(window, polynomial).taps_at(250)
                                   : dsp::savitzky_golay<2>(window, polynomial).taps_at(250);
    CHECK(test::difference_of(taps, test::list_of(c, "taps")) < 1e-12);
  }
}

TEST_CASE("a window in time is the nearest odd number of samples, and its unit that of the derivative") {
  auto const slope = dsp::savitzky_golay<1>(5. * ms, 2);
  static_assert(EquivalentUnits<std::remove_const_t<decltype(slope.unit())>, kilo<hertz>>);
  CHECK(slope.taps_at(1000).size() == 5);
  CHECK(slope.taps_at(1200).size() == 7);
  CHECK(slope.taps_at(1150).size() == 5);
  CHECK(slope.taps_at(1000)[0] == Approx(0.2));                         // per ms
  CHECK(dsp::savitzky_golay<1>(5, 2).taps_at(1000)[0] == Approx(200));  // per s
  static_assert(PlainUnit<std::remove_const_t<decltype(dsp::savitzky_golay(5. * ms, 2).unit())>>);
}

TEST_CASE("a polynomial that the samples do not decide is refused") {
  CHECK_THROWS_AS(dsp::savitzky_golay(4, 2), parameter_error);
  CHECK_THROWS_AS(dsp::savitzky_golay(-3, 2), parameter_error);
  CHECK_THROWS_AS(dsp::savitzky_golay(5, -1), parameter_error);
  CHECK_THROWS_AS(dsp::savitzky_golay<3>(5, 2), parameter_error);
  CHECK_THROWS_AS(dsp::savitzky_golay(3, 3).taps_at(1000), parameter_error);
  CHECK_THROWS_AS(dsp::savitzky_golay(3. * ms, 3).taps_at(1000), parameter_error);
  CHECK_THROWS_AS(dsp::savitzky_golay(std::numeric_limits<double>::quiet_NaN() * ms, 0), parameter_error);
  CHECK(dsp::savitzky_golay(1, 0).taps_at(1000) == std::vector<double>{1});
}
