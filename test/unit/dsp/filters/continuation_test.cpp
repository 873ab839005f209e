// SPDX-License-Identifier: BSD-3-Clause
/// Tests of include/convolt/dsp/filters/continuation.hpp.

#include <convolt/dsp/filters/continuation.hpp>

#include <convolt/core/error.hpp>
#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units.hpp>
#include <support/catch.hpp>
#include <support/convolution_oracle.hpp>

#include <concepts>
#include <cstdint>
#include <limits>
#include <vector>

using namespace convolt;
using namespace convolt::units;
using dsp::padtype;
using dsp::section;
using dsp::detail::continuation;
using dsp::detail::ends_of;

namespace {
std::vector<double> continued_by_two(padtype type) {
  std::vector<float> const x{1, 10, 3, 20, 7, 50};  // two lines: 1, 3, 7 and 10, 20, 50
  std::vector<double> line(14);
  dsp::detail::continue_lines(dsp::lane_rows<float const>{x.data(), 2, 1}, 3, 2, {type, 2}, line.data());
  return line;
}
}  // namespace

TEST_CASE("signals are continued by three times the length of the filter") {
  CHECK(continuation(std::vector<double>(11)) == 33);
  section const second_order{1, 2, 1, -1, 0.5}, first_order{1, 1, 0, -0.5, 0}, only_pole{1, 1, 1, -0.5, 0};
  CHECK(continuation(std::vector<section>{second_order}) == 9);
  CHECK(continuation(std::vector<section>{second_order, second_order}) == 15);
  CHECK(continuation(std::vector<section>{first_order}) == 6);
  CHECK(continuation(std::vector<section>{only_pole}) == 9);
}

TEST_CASE("lines are turned round their end points, mirrored, or stay at their end points") {
  CHECK(continued_by_two(padtype::odd) == std::vector<double>{-5, -30, -1, 0, 1, 10, 3, 20, 7, 50, 11, 80, 13, 90});
  CHECK(continued_by_two(padtype::even) == std::vector<double>{7, 50, 3, 20, 1, 10, 3, 20, 7, 50, 3, 20, 1, 10});
  CHECK(continued_by_two(padtype::constant) == std::vector<double>{1, 10, 1, 10, 1, 10, 3, 20, 7, 50, 7, 50, 7, 50});
}

TEST_CASE("a signal that is no longer than its continuation is refused with both lengths") {
  CHECK(ends_of(10, 1000, 9, {}).beyond == 9);
  CHECK(ends_of(10, 1000, 9, {}).type == padtype::odd);
  auto const e = test::thrown_by<shape_error>([] { ends_of(9, 1000, 9, {}); });
  CHECK(e.category() == "signal_too_short");
  CHECK(e.expected() == "more than 9");
  CHECK(e.actual() == "9");
  auto const none_is_enough = ends_of(1, 1000, 9, {.padtype = padtype::none, .padlen = 5});
  CHECK(none_is_enough.beyond == 0);
  for (padtype const type : {padtype::odd, padtype::even, padtype::constant}) {
    CHECK_THROWS_AS(ends_of(5, 1000, 0, {.padtype = type, .padlen = 5}), shape_error);
    CHECK(ends_of(6, 1000, 0, {.padtype = type, .padlen = 5}).beyond == 5);
    CHECK(ends_of(1, 1000, 9, {.padtype = type, .padlen = 0}).beyond == 0);
  }
}

TEST_CASE("a continuation is a number of samples of any integer type, or the nearest one to a time") {
  CHECK(ends_of(100, 1000, 9, {.padlen = std::uint8_t{7}}).beyond == 7);
  CHECK(ends_of(100, 1000, 9, {.padlen = 7.4 * ms}).beyond == 7);
  CHECK(ends_of(100, 1000, 9, {.padlen = 7.6 * ms}).beyond == 8);
  CHECK(ends_of(100, 30000, 9, {.padlen = 0.001f * second{}}).beyond == 30);
  CHECK(ends_of(100, 1000, 9, {.padlen = 0. * ms}).beyond == 0);
  CHECK_FALSE(dsp::padlen().is_given());
  auto const e = test::thrown_by<shape_error>([] { ends_of(100, 1000, 9, {.padlen = 1e30 * ms}); });
  CHECK(e.expected() == "more than 1e+30");
  CHECK_THROWS_AS(ends_of(100, 1000, 9, {.padlen = std::numeric_limits<std::uint64_t>::max()}), shape_error);
}

TEST_CASE("a continuation that is negative or not finite is refused as it is written") {
  CHECK(test::thrown_by<parameter_error>([] { dsp::padlen(-1); }).actual() == "-1");
  CHECK(test::thrown_by<parameter_error>([] { dsp::padlen(-2. * ms); }).actual() == "-2 ms");
  CHECK_THROWS_AS(dsp::padlen(std::numeric_limits<double>::quiet_NaN() * ms), parameter_error);
  CHECK_THROWS_AS(dsp::padlen(std::numeric_limits<double>::infinity() * ms), parameter_error);
  static_assert(!std::constructible_from<dsp::padlen, double>);
  static_assert(!std::constructible_from<dsp::padlen, bool>);
  static_assert(!std::constructible_from<dsp::padlen, quantity<volt, double>>);
}
