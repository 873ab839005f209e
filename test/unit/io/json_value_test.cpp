// SPDX-License-Identifier: BSD-3-Clause
/// A JSON value made by hand.
#include <convolt/io/json_value.hpp>

#include <support/catch.hpp>

#include <cstdint>
#include <string>

namespace {

using convolt::io::json;
using convolt::io::json_error;

TEST_CASE("a json value knows what it is") {
  CHECK(json().is_null());
  CHECK(json(std::int64_t{3}).as_integer() == 3);
  CHECK(json(std::int64_t{3}).as_double() == 3.);
  CHECK(json(std::string("x")).as_string() == "x");
  CHECK(json(true).as_bool());
  CHECK(json(json::array{json(2.5), json()}).items().size() == 2);
}

TEST_CASE("a json object finds, sets and replaces its members in order") {
  json v{json::object{}};
  v.set("b", json(1.));
  v.set("a", json(2.));
  v.set("b", json(3.));
  CHECK(v.members().size() == 2);
  CHECK(v.members()[0].first == "b");
  CHECK(v.at("b").as_double() == 3.);
  CHECK(v.find("c") == nullptr);
  CHECK_THROWS_AS(v.at("c"), json_error);
  CHECK_THROWS_AS(json(1.).set("x", json()), json_error);
}

TEST_CASE("a json error is an error of the library about a file") {
  try {
    (void)json(1.).as_string();
    FAIL("nothing was thrown");
  } catch (convolt::error const& e) {
    CHECK(e.category() == "bad_json");
    CHECK(std::string(e.what()) == "convolt::io::json: line 0: expected a string, found a number");
  }
}

}  // namespace
