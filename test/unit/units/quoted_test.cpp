// SPDX-License-Identifier: BSD-3-Clause
/// Tests of convolt/units/quoted.hpp.
#include <convolt/units/quoted.hpp>
#include <support/catch.hpp>

#include <string>
#include <string_view>

TEST_CASE("quoted texts are printable and short") {
  CHECK(convolt::detail::quoted("mV") == "\"mV\"");
  CHECK(convolt::detail::quoted(std::string_view("\0\xff\"\\", 4)) == R"("\x00\xff\x22\x5c")");
  CHECK(convolt::detail::quoted(std::string(1000, 'm')).size() == 65);
}
