// SPDX-License-Identifier: BSD-3-Clause
/// Units as symbols and as words.
#include <convolt/io/recording/unit_text.hpp>

#include <convolt/units/vocabulary.hpp>
#include <support/catch.hpp>

namespace {

using namespace convolt::units;
namespace io = convolt::io;

convolt::any_unit parsed(std::string_view text) { return io::detail::unit_of_text(text, "a.nwb", "test", "data"); }

TEST_CASE("units are symbols, or words with and without prefix") {
  CHECK(parsed("uV") == uV);
  CHECK(parsed("volts") == V);
  CHECK(parsed("Volt") == V);
  CHECK(parsed("microvolts") == uV);
  CHECK(parsed("seconds") == s);
  CHECK(parsed("picoamperes") == pA);
  CHECK(parsed("siemens") == S);
  CHECK(parsed("pA/cm^2") == pA / (cm * cm));
}

TEST_CASE("what is no unit is refused with its file") {
  CHECK_THROWS_WITH(parsed("n/a"),
                    Catch::Contains("convolt::io::test: a.nwb: names a unit of data that is not understood"));
  CHECK_THROWS_AS(parsed(""), io::io_error);
  CHECK_THROWS_AS(parsed("mv"), io::io_error);
}

}  // namespace
