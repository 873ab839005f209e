// SPDX-License-Identifier: BSD-3-Clause
/// The table of symbols: no two units share one, with any prefix; and the hints for what was probably meant.

#include <convolt/units/text_symbols.hpp>
#include <support/catch.hpp>

#include <map>
#include <string>

using convolt::detail::probable_symbol;
using convolt::detail::text_prefix;
using convolt::detail::text_prefixes;
using convolt::detail::text_symbol;
using convolt::detail::text_symbols;

TEST_CASE("a prefix with a symbol is never another prefix with another symbol") {
  std::map<std::string, std::string> seen;
  for (text_symbol const& s : text_symbols) { CHECK(seen.emplace(s.symbol, "").second); }
  for (text_symbol const& s : text_symbols) {
    for (text_prefix const& p : text_prefixes) {
      std::string const text = std::string(p.symbol).append(s.symbol);
      if (!s.prefixable) { continue; }
      bool const is_new = seen.emplace(text, p.name).second;
      CHECK((is_new || text == "kg"));  // the kilogram in both readings
    }
  }
}

TEST_CASE("prefixes are the powers of ten of the SI") {
  std::string order;
  for (text_prefix const& p : text_prefixes) { order += std::string(p.symbol) + std::to_string(p.exponent) + " "; }
  CHECK(order == "q-30 r-27 y-24 z-21 a-18 f-15 p-12 n-9 u-6 m-3 c-2 d-1 da1 h2 k3 M6 G9 T12 P15 E18 Z21 Y24 R27 Q30 ");
}

TEST_CASE("hints find the symbol in another case, the word, the forgotten power") {
  CHECK(probable_symbol("mv") == "mV");
  CHECK(probable_symbol("hz") == "Hz");
  CHECK(probable_symbol("khz") == "kHz");
  CHECK(probable_symbol("pa") == "pA");
  CHECK(probable_symbol("MOHM") == "MOhm");
  CHECK(probable_symbol("volt") == "V");
  CHECK(probable_symbol("Volts") == "V");
  CHECK(probable_symbol("millivolts") == "mV");
  CHECK(probable_symbol("MicroFarad") == "uF");
  CHECK(probable_symbol("minutes") == "min");
  CHECK(probable_symbol("cm2") == "cm^2");
  CHECK(probable_symbol("CM").size() == 2);
  CHECK(probable_symbol("xyzzy").empty());
  CHECK(probable_symbol("").empty());
}
