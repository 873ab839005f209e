// SPDX-License-Identifier: BSD-3-Clause
/// Rates of what is counted are frequencies where a program says so, and only there.
#include <convolt/units/counted.hpp>

#include <convolt/units/text.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

namespace {

using namespace convolt::units;
using convolt::counted;
using convolt::parse_unit;

TEST_CASE("counts per time are Hz where asked") {
  CHECK(parse_unit("spikes/s", counted) == Hz);
  CHECK(parse_unit("spike / ms", counted) == kHz);
  CHECK(parse_unit("counts s^-1", counted) == Hz);
  CHECK(parse_unit("events/min", counted) == convolt::one / minute);
  CHECK(parse_unit("kspikes/s", counted) == kHz);
  CHECK(parse_unit("spikes", counted) == convolt::one);
  CHECK(parse_unit("1/s") == Hz);
  CHECK(parse_unit("Hz", counted) == Hz);
}

TEST_CASE("they print as they were written") {
  CHECK(to_string(parse_unit("spikes/s", counted)) == "spikes/s");
  CHECK(to_string(parse_unit("1/s")) == "1/s");
}

TEST_CASE("without being asked no word is dropped") {
  CHECK_THROWS_AS(parse_unit("spikes/s"), convolt::text_error);
  CHECK_THROWS_AS(parse_unit("trials/s", counted), convolt::text_error);
}

}  // namespace
