// SPDX-License-Identifier: BSD-3-Clause
/// Single coordinates: which types may be one, their text, and sample numbers of every integer type.
#include <convolt/quantity/coordinate.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <cstdint>
#include <limits>
#include <type_traits>

namespace {

using namespace convolt::units;
using convolt::quantities::coordinate;
using convolt::quantities::coordinate_text;
using convolt::quantities::sample_number;

using ms_double = convolt::quantity<convolt::milli<convolt::second>, double>;
using ms_float = convolt::quantity<convolt::milli<convolt::second>, float>;
using ms_int = convolt::quantity<convolt::milli<convolt::second>, int>;

static_assert(convolt::quantities::Coordinate<ms_double> && convolt::quantities::Coordinate<int>);
static_assert(!convolt::quantities::Coordinate<std::complex<double>>);
static_assert(!convolt::quantities::Coordinate<convolt::tensor<ms, double, 1>>);
static_assert(!convolt::quantities::Coordinate<bool>);

static_assert(std::is_same_v<convolt::quantities::coordinate_t<ms_int, ms_int>, double>);
static_assert(std::is_same_v<convolt::quantities::coordinate_t<ms_int, ms_float>, float>);
static_assert(std::is_same_v<convolt::quantities::coordinate_t<ms_float, ms_float>, float>);
static_assert(std::is_same_v<convolt::quantities::coordinate_t<ms_float, ms_double>, double>);

TEST_CASE("a coordinate is converted to the unit that is asked for, integers without loss") {
  CHECK(coordinate<double>(1500 * us, ms) == 1.5);
  CHECK(coordinate<float>(2. * s, ms) == 2000.f);
  CHECK(coordinate<double>(3 * ms, convolt::any_unit(us)) == 3000.);
  CHECK_THROWS_AS(coordinate<double>(3. * mV, convolt::any_unit(us)), convolt::unit_error);
}

TEST_CASE("the text of a coordinate reads back exactly and carries the unit") {
  CHECK(coordinate_text(0.1 * ms) == "0.1 ms");
  CHECK(coordinate_text(0.1f * ms) == "0.1 ms");
  CHECK(coordinate_text((0.1 + 0.2) * ms) == "0.30000000000000004 ms");
  CHECK(coordinate_text(-3 * mV) == "-3 mV");
  CHECK(coordinate_text(2.5) == "2.5");
  CHECK(coordinate_text(2.5 * convolt::any_unit(um)) == "2.5 um");
  CHECK(coordinate_text(std::numeric_limits<double>::quiet_NaN() * ms) == "nan ms");
}

TEST_CASE("sample numbers come from any integer type and are checked") {
  CHECK(sample_number(std::int8_t{7}, "f", "n") == 7);
  CHECK(sample_number(0u, "f", "n") == 0);
  CHECK(sample_number(std::numeric_limits<convolt::index>::max(), "f", "n") == PTRDIFF_MAX);
  CHECK_THROWS_AS(sample_number(-1, "f", "n"), convolt::parameter_error);
  CHECK_THROWS_AS(sample_number(std::numeric_limits<std::uint64_t>::max(), "f", "n"), convolt::parameter_error);
  try {
    sample_number(std::uint64_t{1} << 63, "axis", "count");
    FAIL("2^63 was taken for an index");
  } catch (convolt::parameter_error const& e) {
    CHECK(e.category() == "bad_sample_number");
    CHECK(e.where() == "axis");
    CHECK(e.argument() == "count");
    CHECK(e.actual() == "9223372036854775808");
  }
}

}  // namespace
