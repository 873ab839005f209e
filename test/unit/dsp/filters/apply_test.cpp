// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/filters/apply.hpp.

#include <convolt/dsp/filters/apply.hpp>

#include <convolt/dsp/filters/butterworth.hpp>
#include <convolt/dsp/filters/savitzky_golay.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/compare.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>

#include <complex>
#include <vector>

using namespace convolt;
using namespace convolt::units;
using lines = convolt::quantities::dimension_block;

TEST_CASE("a design becomes sections or taps") {
  static_assert(std::same_as<decltype(dsp::detail::numbers_of_design(dsp::butterworth(1, dsp::lowpass(1. * Hz)), 9.)),
                             std::vector<dsp::section>>);
  CHECK(dsp::detail::numbers_of_design(dsp::savitzky_golay(3, 1), 9.).size() == 3);
}

TEST_CASE("complex numbers are two real lines, and nothing is computed of nothing") {
  using number = std::complex<float>;
  auto const d = dsp::savitzky_golay(3, 1);
  auto const twice = [](std::vector<double> const&, double hertz, float const* x, lines const& b, float* y) {
    CHECK(hertz == 1000);
    CHECK((b.outer == 1 && b.count == 2 && b.inner == 6));
    for (convolt::index i = 0; i < 12; ++i) { y[i] = 2 * x[i]; }
  };
  xt::xtensor<number, 2> const x{{{1, 2}, {3, 4}, {5, 6}}, {{0, 1}, {0, 2}, {0, 3}}};
  auto const y = dsp::detail::filtered("here", d, x, {1000, true}, 0, twice);
  CHECK(y(1, 2) == number(0, 6));
  xt::xtensor<number, 2> const none(std::array<std::size_t, 2>{0, 3});
  CHECK(dsp::detail::filtered("here", d, none, {1000, true}, 0, twice).size() == 0);
}

TEST_CASE("what is per time folds its scale in where nothing is left of the unit") {
  auto const d = dsp::savitzky_golay<1>(3. * ms, 1);
  std::vector<double> taps{1, 2};
  auto const unit = dsp::detail::unit_of_filtered<double>("here", d, xt::xtensor<double, 1>{1.} * s, taps);
  static_assert(PlainUnit<std::remove_const_t<decltype(unit)>>);
  CHECK(taps == std::vector<double>{1000, 2000});
}
