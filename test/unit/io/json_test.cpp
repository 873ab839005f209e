// SPDX-License-Identifier: BSD-3-Clause
/// JSON: what is read, what is refused, and that it says where; and that what is written reads as the same value.

#include <convolt/io/json.hpp>

#include <support/catch.hpp>

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>

using convolt::io::json;
using convolt::io::json_error;
using convolt::io::parse_json;
using convolt::io::read_json;
using convolt::io::to_text;

namespace {

std::string const prefix = "convolt::io::json: ";

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
  CHECK(complaint("{\"a\": 1,\n \"b\": [1,\n 2,,]}") == prefix + "file:3: expected a value, found ','");
  CHECK(complaint("[1,\n") == prefix + "file:2: expected a value, found the end of the text");
  CHECK(complaint("{\"a\": 1, \"a\": 2}") == prefix + "file:1: member 'a' stands twice");
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
  CHECK_THROWS_WITH(v.at("a").items()[0].as_integer(), prefix + "line 2: expected an integer, found a number");
  CHECK_THROWS_WITH(v.at("a").as_string(), prefix + "line 2: expected a string, found an array");
  CHECK_THROWS_WITH(v.at("b"), prefix + "line 1: member 'b' is missing");
  CHECK_THROWS_WITH(v.at("a").find("c"), prefix + "line 2: expected an object, found an array");
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

TEST_CASE("json as text keeps every number and every character") {
  for (double const x : {0.1, 1e300, -2.5e-308, 1. / 3., 5e-324, 123456789.125, 1e15, 3.}) {
    json const read = parse_json(to_text(json(x)));
    CHECK(read.as_double() == x);
    CHECK_FALSE(read.is_integer());
  }
  CHECK(parse_json(to_text(json(std::int64_t{INT64_MIN}))).as_integer() == INT64_MIN);
  std::string every;
  for (int c = 0; c < 128; ++c) { every += static_cast<char>(c); }
  every += "\xC2\xB5";
  CHECK(parse_json(to_text(json(every))).as_string() == every);
  CHECK_THROWS_AS(to_text(json(std::numeric_limits<double>::infinity())), json_error);
  CHECK_THROWS_AS(to_text(json(std::nan(""))), json_error);
}

TEST_CASE("json is broken into lines down to a level") {
  json const v = parse_json(R"({"a": [[1, 2], []], "b": {}, "c": {"d": null}})");
  CHECK(to_text(v, 1) == "{\n  \"a\": [[1, 2], []],\n  \"b\": {},\n  \"c\": {\"d\": null}\n}");
  CHECK(to_text(v, 2) == "{\n  \"a\": [\n    [1, 2],\n    []\n  ],\n  \"b\": {},\n  \"c\": {\n    \"d\": null\n  }\n}");
  CHECK(to_text(parse_json(to_text(v, 5))) == to_text(v));
}

TEST_CASE("json with very many members is read in good time") {
  std::string text = "{\"0\": 0";
  for (int i = 1; i < 50'000; ++i) { text += ",\"" + std::to_string(i) + "\": 0"; }
  CHECK(parse_json(text + "}").members().size() == 50'000);
}

TEST_CASE("json names a file that is missing") {
  CHECK_THROWS_AS(read_json("no/such/file.json"), convolt::io::io_error);
  CHECK_THROWS_WITH(read_json("no/such/file.json"), Catch::Matchers::Contains("no/such/file.json: cannot be read"));
}
