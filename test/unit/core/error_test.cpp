// SPDX-License-Identifier: BSD-3-Clause
// Exceptions carry facts; the sentence is made of them, and empty facts leave no trace in it.
#include <convolt/core/error.hpp>

#include <support/catch.hpp>

#include <stdexcept>
#include <string>
#include <type_traits>

namespace {

convolt::error_facts all_facts() {
  return {.category = "bad_stride",
          .where = "lax::conv",
          .argument = "window_strides",
          .axis = "W",
          .problem = "must be positive",
          .expected = "at least 1",
          .actual = "0",
          .advice = "give one stride per axis"};
}

}  // namespace

TEST_CASE("an error gives back every fact it was made of") {
  convolt::parameter_error const e(all_facts());
  CHECK(e.category() == "bad_stride");
  CHECK(e.where() == "lax::conv");
  CHECK(e.argument() == "window_strides");
  CHECK(e.axis() == "W");
  CHECK(e.expected() == "at least 1");
  CHECK(e.actual() == "0");
}

TEST_CASE("the sentence names function, argument, axis, problem, expectation, fact and advice, in this order") {
  CHECK(std::string(convolt::error(all_facts()).what()) ==
        "convolt::lax::conv: window_strides (axis W) must be positive; expected at least 1, got 0; give one stride per "
        "axis");
}

TEST_CASE("facts that are not known are left out of the sentence") {
  CHECK(std::string(convolt::error({.category = "c", .where = "f", .problem = "is wrong"}).what()) ==
        "convolt::f: is wrong");
  CHECK(std::string(convolt::error({.category = "c", .where = "f", .problem = "is wrong", .actual = "7"}).what()) ==
        "convolt::f: is wrong; got 7");
  CHECK(std::string(convolt::error({.category = "c", .where = "f", .argument = "x", .expected = "1"}).what()) ==
        "convolt::f: x; expected 1");
}

TEST_CASE("every error can be caught as convolt::error and as std::exception") {
  STATIC_REQUIRE(std::is_base_of_v<std::runtime_error, convolt::error>);
  CHECK_THROWS_AS(throw convolt::unit_error(all_facts()), convolt::error);
  CHECK_THROWS_AS(throw convolt::shape_error(all_facts()), convolt::error);
  CHECK_THROWS_AS(throw convolt::type_error(all_facts()), convolt::error);
  CHECK_THROWS_AS(throw convolt::parameter_error(all_facts()), std::exception);
}

TEST_CASE("a text error knows where the text stops making sense, and survives copying") {
  convolt::text_error const e({.category = "unit_text", .where = "parse_unit"}, 5);
  convolt::text_error const copy = e;
  CHECK(copy.position() == 5);
  CHECK(copy.category() == "unit_text");
  CHECK(std::string(copy.what()) == std::string(e.what()));
}
