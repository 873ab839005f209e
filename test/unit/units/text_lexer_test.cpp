// SPDX-License-Identifier: BSD-3-Clause
/// Tokens of unit texts: other spellings become the plain ones, and bytes that are not UTF-8 are refused.

#include <convolt/units/text_lexer.hpp>
#include <support/catch.hpp>

#include <string>
#include <vector>

namespace {

using convolt::detail::decode;
using convolt::detail::token;
using convolt::detail::token_kind;
using convolt::detail::unit_lexer;

std::string kinds(std::string_view text) {
  unit_lexer lexer(text);
  std::string s;
  for (token t = lexer.next(); t.kind != token_kind::end; t = lexer.next()) {
    s += "?s1*/^()+-x"[static_cast<int>(t.kind)];
  }
  return s;
}
std::string first_symbol(std::string_view text) { return unit_lexer(text).next().text; }

static_assert(decode("a").code == U'a' && decode("a").bytes == 1);
static_assert(decode("\xc2\xb5").code == U'\u00b5' && decode("\xe2\x84\xa6").code == U'\u2126');
static_assert(decode("\xf0\x9f\x98\x80").bytes == 4 && decode("\xf4\x8f\xbf\xbf").code == 0x10ffff);
static_assert(decode("\x80").bytes == 0 && decode("\xff").bytes == 0 && decode("\xc2").bytes == 0);
static_assert(decode("\xc0\x80").bytes == 0 && decode("\xe0\x80\x80").bytes == 0, "overlong");
static_assert(decode("\xf0\x80\x80\x80").bytes == 0 && decode("\xf4\x90\x80\x80").bytes == 0);
static_assert(decode("\xed\xa0\x80").bytes == 0, "a surrogate");

}  // namespace

TEST_CASE("operators have several spellings") {
  CHECK(kinds("mV*nS") == "s*s");
  CHECK(kinds("mV\u00b7nS\u22c5A\u00d7K") == "s*s*s*s");
  CHECK(kinds("mV nS") == "ss");
  CHECK(kinds("m^2 m**2 m^-1 m^(1/2)") == "s^1s^1s^-1s^(1/1)");
  CHECK(kinds("m\u00b2 s\u207b\u00b9") == "sxsx");
  CHECK(kinds("m^\u22121") == "s^-1");
  CHECK(kinds(" \t ").empty());
}

TEST_CASE("micro, ohm and degree get their plain names") {
  CHECK(first_symbol("\u00b5F") == "uF");
  CHECK(first_symbol("\u03bcF") == "uF");
  CHECK(first_symbol("M\u2126") == "MOhm");
  CHECK(first_symbol("M\u03a9") == "MOhm");
  CHECK(first_symbol("\u00b0") == "deg");
  CHECK(first_symbol("%") == "%");
  CHECK(first_symbol("mmH2O") == "mmH2O");
}

TEST_CASE("superscripts are read as digits") {
  unit_lexer lexer("\u207a\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079");
  CHECK(lexer.next().text == "+0123456789");
}

TEST_CASE("positions count bytes, blanks are noted") {
  unit_lexer lexer("\u00b5V  nS");
  CHECK(lexer.next().position == 0);
  token const t = lexer.next();
  CHECK(t.position == 5);
  CHECK(t.length == 2);
  CHECK(t.after_blank);
}

TEST_CASE("characters without a meaning are refused where they stand") {
  for (std::string_view text : {std::string_view("m$"), std::string_view("m\n"), std::string_view("m\0", 2),
                                std::string_view("m\xff"), std::string_view("m\xc2"), std::string_view("m\u00a0s")}) {
    unit_lexer lexer(text);
    try {
      static_cast<void>(lexer.next());
      static_cast<void>(lexer.next());
      FAIL("no error");
    } catch (convolt::text_error const& e) {
      CHECK(e.position() == 1);
      CHECK(e.category() == "unit_text");
    }
  }
}
