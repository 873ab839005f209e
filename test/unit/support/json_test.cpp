// SPDX-License-Identifier: BSD-3-Clause
/// The JSON reader of the tests: what it reads, what it refuses, and that it says where.

#include <support/catch.hpp>
#include <support/json.hpp>

#include <cstdint>
#include <string>

using convolt::test::json;
using convolt::test::json_error;
using convolt::test::parse_json;
using convolt::test::read_json;
using convolt::test::to_text;

namespace {

std::string complaint(std::string const& text) {
  try {
    parse_json(text, "file");
  } catch (json_error const& e) { return e.what(); }
  return "no complaint";
}

}  // namespace

TEST_CASE("json reads every kind of value") {
  json const v = parse_json(R"( {"a": [1, -2.5, true, false, null], "b": {"c": "text"}, "d": [], "e": {}} )");
  REQUIRE(v.is_object());
  CHECK(v.members().size() == 4);
  auto const& a = v.at("a").items();
  REQUIRE(a.size() == 5);
  CHECK(a[0].as_integer() == 1);
  CHECK(a[1].as_double() == -2.5);
  CHECK(a[2].as_bool());
  CHECK_FALSE(a[3].as_bool());
  CHECK(a[4].is_null());
  CHECK(v.at("b").at("c").as_string() == "text");
  CHECK(v.at("d").items().empty());
  CHECK(v.at("e").members().empty());
  CHECK(v.find("z") == nullptr);
}

TEST_CASE("json keeps integers exact and the others as double") {
  CHECK(parse_json("9223372036854775807").as_integer() == INT64_MAX);
  CHECK(parse_json("-9223372036854775808").as_integer() == INT64_MIN);
  json const too_large = parse_json("9223372036854775808");
  CHECK_FALSE(too_large.is_integer());
  CHECK(too_large.as_double() == 9223372036854775808.);
  CHECK_FALSE(parse_json("1.0").is_integer());
  CHECK_FALSE(parse_json("1e2").is_integer());
  CHECK(parse_json("1e2").as_double() == 100.);
  CHECK(parse_json("4.768E-07").as_double() == 4.768e-07);
  CHECK(parse_json("7").as_double() == 7.);
  CHECK(parse_json("-0").as_integer() == 0);
}

TEST_CASE("json understands every escape") {
  CHECK(parse_json(R"("\"\\\/\b\f\n\r\t")").as_string() == "\"\\/\b\f\n\r\t");
  CHECK(parse_json(R"("\u0041\u00e9\u20AC")").as_string() == "A\xC3\xA9\xE2\x82\xAC");
  CHECK(parse_json(R"("\ud83d\ude00")").as_string() == "\xF0\x9F\x98\x80");
  CHECK(parse_json("\"\xC2\xB5\"").as_string() == "\xC2\xB5");
}

TEST_CASE("json refuses what the grammar does not have") {
  for (char const* text : {"",
                           " ",
                           "{",
                           "[",
                           "[1",
                           "[1,",
                           "[1,]",
                           "{\"a\"}",
                           "{\"a\":}",
                           "{\"a\":1,}",
                           "{a:1}",
                           "{1:2}",
                           "[1 2]",
                           "1 2",
                           "tru",
                           "nul",
                           "None",
                           "NaN",
                           "Infinity",
                           "-",
                           "-x",
                           "+1",
                           "01",
                           "-01",
                           ".5",
                           "1.",
                           "1.e3",
                           "1e",
                           "1e+",
                           "0x10",
                           "'a'",
                           "\"a",
                           "\"\\x\"",
                           "\"\\u12\"",
                           "\"\\u12g4\"",
                           "\"\\ud800\"",
                           "\"\\ud800\\u0041\"",
                           "\"\\udc00\"",
                           "\"\\",
                           "\"\\u",
                           "\"a\nb\"",
                           "// c\n1",
                           "[1]]",
                           "1e999"}) {
    INFO("text: " << text);
    CHECK_THROWS_AS(parse_json(text), json_error);
  }
  CHECK_THROWS_AS(parse_json(std::string_view("\"a\0b\"", 5)), json_error);
}

TEST_CASE("json names the source and the line of a fault") {
  CHECK(complaint("{\"a\": 1,\n \"b\": [1,\n 2,,]}") == "file:3: expected a value, found ','");
  CHECK(complaint("[1,\n") == "file:2: expected a value, found the end of the text");
  CHECK(complaint("{\"a\": 1, \"a\": 2}") == "file:1: member 'a' stands twice");
}

TEST_CASE("json limits the depth") {
  CHECK_NOTHROW(parse_json(std::string(60, '[') + std::string(60, ']')));
  CHECK(complaint(std::string(100000, '[')).find("nested deeper") != std::string::npos);
  std::string objects;
  for (int i = 0; i < 1000; ++i) { objects += "{\"a\":"; }
  CHECK(complaint(objects).find("nested deeper") != std::string::npos);
}

TEST_CASE("json says what it expected and where the value stands") {
  json const v = parse_json("{\"a\":\n [1.5]}");
  CHECK_THROWS_WITH(v.at("a").items()[0].as_integer(), "line 2: expected an integer, found a number");
  CHECK_THROWS_WITH(v.at("a").as_string(), "line 2: expected a string, found an array");
  CHECK_THROWS_WITH(v.at("b"), "line 1: member 'b' is missing");
  CHECK_THROWS_WITH(v.at("a").find("c"), "line 2: expected an object, found an array");
}

TEST_CASE("json members can be set and replaced") {
  json v = parse_json("{\"a\": 1}");
  v.set("a", parse_json("2"));
  v.set("b", parse_json("[3]"));
  CHECK(to_text(v) == "{\"a\": 2, \"b\": [3]}");
}

TEST_CASE("json as text can be read again") {
  std::string const text = R"({"a": [1, -2.5, true, null], "b": "x\"y\\z", "c": {}})";
  CHECK(to_text(parse_json(text)) == text);
}

TEST_CASE("json names a file that is missing") {
  CHECK_THROWS_WITH(read_json("no/such/file.json"), "cannot open no/such/file.json");
}
