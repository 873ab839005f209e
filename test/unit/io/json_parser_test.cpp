// SPDX-License-Identifier: BSD-3-Clause
/// The grammar of JSON takes any bytes without harm; json_test.cpp tests it in detail.
#include <convolt/io/json_parser.hpp>

#include <support/catch.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace {

using convolt::io::json_error;
using convolt::io::json_parser;

TEST_CASE("the parser either reads a damaged text or throws its own error") {
  std::string const good = R"({"a": [1, -2.5e3, "x\u00e9\n", true, false, null], "b": {"c": {}}})";
  CHECK(json_parser(good, "text").document().members().size() == 2);
  std::uint32_t state = 1;  // a linear congruential generator, seed 1
  int refused = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string text = good;
    for (int change = 0; change < 3; ++change) {
      state = state * 1664525U + 1013904223U;
      text[state / 7 % text.size()] = static_cast<char>(static_cast<unsigned char>(state >> 24));
    }
    try {
      (void)json_parser(text, "text").document();
    } catch (json_error const&) { ++refused; }
  }
  CHECK(refused > 2000);
}

TEST_CASE("every beginning of a text is refused") {
  std::string_view const good = R"({"a": [1, 2.5, "\u00e9"], "b": null})";
  for (std::size_t length = 0; length < good.size(); ++length) {
    CHECK_THROWS_AS(json_parser(good.substr(0, length), "text").document(), json_error);
  }
}

}  // namespace
