// SPDX-License-Identifier: BSD-3-Clause
/// {fmt} writes the numbers as asked and the unit behind them.
#include <convolt/quantity/fmt.hpp>

#if __has_include(<fmt/core.h>)

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/sampled.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <fmt/ranges.h>

#include <string>
#include <vector>

namespace {

using namespace convolt::units;

TEST_CASE("the format is for the number, the unit follows") {
  CHECK(fmt::format("{:.2f}", 3.14159 * mV) == "3.14 mV");
  CHECK(fmt::format("{}", 3. * mV) == "3 mV");
  CHECK(fmt::format("v = {:8.1f}!", -65.25 * mV) == "v =    -65.2 mV!");
  CHECK(fmt::format("{:.1e}", 1.f * uF / convolt::pow<2>(cm)) == "1.0e+00 uF/cm^2");
  CHECK(fmt::format("{:+d}", 5 * mV) == "+5 mV");
  CHECK(fmt::format("{:.{}f}", 2. * V / (1. * V), 3) == "2.000");
  CHECK(fmt::format("{:.0f}", convolt::tag(2., convolt::any_unit(nS))) == "2 nS");
}

TEST_CASE("arrays are nested lists with one unit") {
  auto const v = xt::xtensor<double, 2>{{1., 2.}, {3., 4.5}} * mV;
  CHECK(fmt::format("{:.1f}", v) == "{{1.0, 2.0}, {3.0, 4.5}} mV");
  CHECK(fmt::format("{:.0f}", 2. * v) == "{{2, 4}, {6, 9}} mV");
  CHECK(fmt::format("{}", convolt::tensor<nS, float, 1>{}) == "{} nS");
  xt::xtensor<double, 2, xt::layout_type::column_major> const columns{{1., 2.}, {3., 4.}};
  CHECK(fmt::format("{}", columns * mV) == "{{1, 2}, {3, 4}} mV");
}

TEST_CASE("sampled quantities are arrays, and a line for each axis") {
  auto const v =
      convolt::sampled(xt::xtensor<double, 2>{{1., 2.}} * mV, convolt::no_axis, convolt::axis(0. * ms, 0.5 * ms, 2));
  CHECK(fmt::format("{:.1f}", v) == "{{1.0, 2.0}} mV\naxis 0: 1 without axis\naxis 1: 0 .. 0.5 step 0.5 ms, 2 samples");
  CHECK(fmt::format("{}", v.mean<ms>(convolt::keepdims)) == "{{1.5}} mV\naxis 0: 1 without axis\naxis 1: reduced");
  CHECK(fmt::format("{}", std::vector{v.select<0>(0)}).size() > 20);
}

TEST_CASE("units are texts, and lists of quantities are lists") {
  CHECK(fmt::format("{}", mV) == "mV");
  CHECK(fmt::format("{:>5}", mV * nS) == "   pA");
  CHECK(fmt::format("{}", convolt::any_unit(kHz)) == "kHz");
  CHECK(fmt::format("{}", std::vector{1. * mV, 2. * mV}) == "[1 mV, 2 mV]");
}

}  // namespace

#endif
