// SPDX-License-Identifier: BSD-3-Clause
/// How products are written, and the factors of units that are values.

#include <convolt/units/spelling.hpp>
#include <support/catch.hpp>

#include <initializer_list>
#include <string>

namespace {

using convolt::detail::spell;
using convolt::detail::spelled_power;
using convolt::detail::spelling;

/// The text of a product of (symbol, exponent in twelfths).
std::string written(std::initializer_list<std::pair<char const*, int>> powers) {
  spelling s;
  for (auto const& [symbol, twelfths] : powers) { s.multiply(spell(symbol, twelfths, {})); }
  REQUIRE_FALSE(s.overflowed());
  convolt::inline_text<400> t;
  convolt::detail::write_product(t, s);
  return std::string(t.view());
}

spelled_power numbered(int i) { return spell("u" + std::string(1, static_cast<char>('a' + i)), 12, {}); }

}  // namespace

TEST_CASE("positive exponents stand first, negative ones behind one slash") {
  CHECK(written({}) == "1");
  CHECK(written({{"mV", 12}}) == "mV");
  CHECK(written({{"cm", -24}, {"uF", 12}}) == "uF/cm^2");
  CHECK(written({{"cm", -24}, {"ms", -12}, {"nS", 12}}) == "nS/(cm^2*ms)");
  CHECK(written({{"ms", -12}}) == "1/ms");
  CHECK(written({{"mV", -12}, {"ms", -12}}) == "1/(mV*ms)");
  CHECK(written({{"a", 12}, {"b", 24}}) == "a*b^2");
}

TEST_CASE("rational exponents stand in parentheses, reduced") {
  CHECK(written({{"V", 12}, {"Hz", -6}}) == "V/Hz^(1/2)");
  CHECK(written({{"V", 18}}) == "V^(3/2)");
  CHECK(written({{"V", 4}}) == "V^(1/3)");
  CHECK(written({{"V", 1}}) == "V^(1/12)");
  CHECK(written({{"V", -15}}) == "1/V^(5/4)");
}

TEST_CASE("symbols with operators in them are set in parentheses where they could be misread") {
  CHECK(written({{"m/s", 12}}) == "m/s");
  CHECK(written({{"m/s", 24}}) == "(m/s)^2");
  CHECK(written({{"m/s", -12}}) == "1/(m/s)");
  CHECK(written({{"A", 12}, {"m/s", 12}}) == "A*(m/s)");
}

TEST_CASE("equal factors merge and vanish at exponent zero") {
  CHECK(written({{"mV", 12}, {"ms", 12}, {"mV", 12}}) == "mV^2*ms");
  CHECK(written({{"mV", 12}, {"ms", 12}, {"mV", -12}}) == "ms");
  CHECK(written({{"mV", 12}, {"mV", -12}}) == "1");
}

TEST_CASE("units that share a symbol but not a meaning stay apart") {
  convolt::magnitude const thousand = convolt::mag(1000);
  spelling s;
  s.multiply(spell("T", 12, convolt::detail::identify(convolt::dim::length, {}, true)));
  s.multiply(spell("T", -12, convolt::detail::identify(convolt::dim::length, thousand, true)));
  CHECK(s.size() == 2);
  s.multiply(spell("T", 12, convolt::detail::identify(convolt::dim::length, thousand, false)));
  CHECK(s.size() == 1);
}

TEST_CASE("sorting orders by symbol") {
  spelling s;
  for (char const* symbol : {"nS", "cm", "mV"}) { s.multiply(spell(symbol, 12, {})); }
  std::string order;
  for (spelled_power const& p : s.sorted()) { order += std::string(p.symbol()) + " "; }
  CHECK(order == "cm mV nS ");
}

TEST_CASE("what does not fit is marked") {
  spelling s;
  for (int i = 0; i < spelling::capacity; ++i) { s.multiply(numbered(i)); }
  CHECK_FALSE(s.overflowed());
  spelling more = s;
  more.multiply(numbered(spelling::capacity));
  CHECK(more.overflowed());
  CHECK_FALSE(s.raised(4096, 1).overflowed());
  CHECK(s.raised(4097, 1).overflowed());
  CHECK(s.raised(1, 5).overflowed());
  CHECK(s.raised(1, 0).overflowed());
  CHECK(s.raised(2147483647, 1).overflowed());
  CHECK(s.raised(0, 1).size() == 0);
  spelling large;
  large.multiply(spell("a", 12 * 4096, {}));
  large.multiply(spell("a", 12, {}));
  CHECK(large.overflowed());
}
