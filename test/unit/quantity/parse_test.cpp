// SPDX-License-Identifier: BSD-3-Clause
/// Quantities from text and streams, and what is said of texts that are none.
#include <convolt/quantity/parse.hpp>

#include <convolt/quantity/arithmetic.hpp>
#include <convolt/quantity/print.hpp>
#include <convolt/units/counted.hpp>
#include <convolt/units/vocabulary.hpp>

#include <support/catch.hpp>

#include <cmath>
#include <limits>
#include <random>
#include <sstream>
#include <string>
#include <type_traits>

struct spike : convolt::base_unit<"spike"> {};

namespace {

using namespace convolt::units;
using convolt::any_unit;
using convolt::parse_quantity;
using convolt::quantity_cast;

TEST_CASE("a text is a number and a unit") {
  auto const v = parse_quantity("10 mV");
  static_assert(std::is_same_v<std::remove_cv_t<decltype(v)>, convolt::quantity<any_unit, double>>);
  CHECK(v.raw() == 10.);
  CHECK(v.unit() == mV);
  CHECK(parse_quantity("-1.5e-3nA").in(pA) == -1.5);
  CHECK(parse_quantity(" +3 \tuF/cm^2 ").unit() == uF / convolt::pow<2>(cm));
  CHECK(parse_quantity("3eV").unit() == eV);
  CHECK(parse_quantity("5 1/ms").in(kHz) == 5.);
  CHECK(parse_quantity("5/ms").in(kHz) == 5.);
  CHECK(parse_quantity("50 %").in(convolt::one) == 0.5);
  CHECK(parse_quantity("0.5").unit() == convolt::one);
  CHECK(std::isinf(parse_quantity("-inf mV").raw()));
  CHECK(std::isnan(parse_quantity("nan mV").raw()));
  CHECK(parse_quantity("2 spike", {spike{}}).unit() == spike{});
  CHECK(parse_quantity("4 spikes/s", convolt::counted).in(Hz) == 4.);
  CHECK(parse_quantity<int>("7 ms").raw() == 7);
  CHECK(parse_quantity<float>("0.1 mV").raw() == 0.1F);
}

TEST_CASE("a text becomes a quantity of the unit that is asked for") {
  auto const v = quantity_cast<mV>("0.01 V");
  static_assert(std::is_same_v<std::remove_cv_t<decltype(v)>, convolt::scalar<mV>>);
  CHECK(v.raw() == 10.);
  CHECK(quantity_cast<convolt::scalar<ms, float>>("2 s").raw() == 2000.F);
  CHECK(quantity_cast<nS, float>("3 pS").raw() == 0.003F);
  CHECK(quantity_cast<convolt::one>("50 %").raw() == 0.5);
  CHECK(quantity_cast<Hz>("4 spikes/s", convolt::counted).raw() == 4.);
  CHECK(quantity_cast<convolt::quantity<any_unit, double>>("3 mV").unit() == mV);
  CHECK_THROWS_AS(quantity_cast<mV>("10 pA"), convolt::unit_error);
  CHECK_THROWS_AS(quantity_cast<mV>("10"), convolt::unit_error);
  CHECK_THROWS_AS((quantity_cast<V, int>("10 mV")), convolt::unit_error);
}

std::string complaint(std::string_view text) {
  try {
    static_cast<void>(parse_quantity(text));
  } catch (convolt::text_error const& e) {
    CHECK(e.category() == "quantity_text");
    CHECK(e.position() <= text.size());
    return std::to_string(e.position()) + " " + e.what();
  }
  return "nothing was thrown";
}
bool says(std::string const& text, char const* part) { return complaint(text).find(part) != std::string::npos; }

TEST_CASE("what is no quantity is refused with its place") {
  CHECK(says("", "0 convolt::parse_quantity: \"\" does not begin with a number"));
  CHECK(says("mV", "0 convolt::parse_quantity: \"mV\" does not begin with a number"));
  CHECK(says("10 mvolt", "3 convolt::parse_quantity: \"10 mvolt\" has no unit behind its number"));
  CHECK(says("10 mv", "did you mean mV?"));
  CHECK(says("10 mV 3", "6 "));
  CHECK(says("1,5 mV", "1 "));
  CHECK(says("1e999 mV", "out of the range"));
  CHECK(says("+-1 mV", "does not begin with a number"));
  CHECK(says("10 /xs", "4 "));
  CHECK(says("0x10 mV", "1 "));
}

TEST_CASE("streams read what they wrote") {
  std::istringstream is("10 mV, -3.5 nS\n7 0.25 1/ms");
  convolt::scalar<V> v;
  convolt::quantity<any_unit, double> g, n, r;
  char comma = 0;
  is >> v >> comma >> g >> n >> r;
  CHECK(is);
  CHECK(v.raw() == 0.01);
  CHECK(comma == ',');
  CHECK(g.raw() == -3.5);
  CHECK(g.unit() == nS);
  CHECK(n.raw() == 7.);
  CHECK(n.unit() == convolt::one);
  CHECK(r.in(kHz) == 0.25);
  CHECK_FALSE(is >> r);
}

TEST_CASE("streams read the numbers that are none, as they are written") {
  std::istringstream is("nan mV -inf V inf +Infinity nS -nan 1 mV");
  convolt::scalar<V> v, w;
  convolt::quantity<any_unit, double> i, g, n, last;
  CHECK(is >> v >> w >> i >> g >> n >> last);
  CHECK(std::isnan(v.raw()));
  CHECK(w.raw() == -std::numeric_limits<double>::infinity());
  CHECK(i.unit() == convolt::one);
  CHECK(g.in(nS) == std::numeric_limits<double>::infinity());
  CHECK(std::isnan(n.raw()));
  CHECK(last.in(mV) == 1.);
  for (char const* text : {"nano mV", "in mV", "--1 mV", "- 1 mV"}) {
    std::istringstream other(text);
    convolt::scalar<V> kept = 2. * V;
    INFO(text);
    CHECK_FALSE(other >> kept);
    CHECK(kept.raw() == 2.);
  }
}

TEST_CASE("a stream that holds something else fails and leaves the quantity") {
  for (char const* text : {"10 pA", "10", "x mV", "10 apples", "", "10 mV/"}) {
    INFO(text);
    std::istringstream is(text);
    convolt::scalar<mV> v = 1. * mV;
    CHECK_FALSE(is >> v);
    CHECK(v.raw() == 1.);
  }
  std::istringstream is("10 mV rest");
  convolt::scalar<mV> v;
  std::string word;
  CHECK(is >> v >> word);
  CHECK(word == "rest");
}

TEST_CASE("printing then reading gives every quantity back") {
  constexpr unsigned seed = 7919;
  INFO("seed " << seed);
  std::mt19937 random(seed);
  any_unit const units[] = {mV,     uF / convolt::pow<2>(cm), convolt::one / ms, V / sqrt(Hz), mV * ms, convolt::one,
                            percent};
  for (int i = 0; i < 500; ++i) {
    double const x =
        (static_cast<double>(random()) - 2147483648.) * std::pow(10., static_cast<int>(random() % 40) - 20);
    auto const q = convolt::tag(x, units[random() % std::size(units)]);
    std::ostringstream os;
    os.precision(std::numeric_limits<double>::max_digits10);
    os << q;
    auto const again = parse_quantity(os.str());
    convolt::quantity<any_unit, double> read;
    std::istringstream is(os.str());
    bool const same = (is >> read) && read.raw() == x && read.unit() == q.unit();
    if (!same || again.raw() != x || !(again.unit() == q.unit())) { FAIL_CHECK(os.str()); }
  }
}

TEST_CASE("random texts are read or refused, and never anything else") {
  constexpr unsigned seed = 31337;
  INFO("seed " << seed);
  std::mt19937 random(seed);
  std::string_view const letters[] = {"1",  "0", ".", "-",  "+", "e", " ",        "mV",
                                      "nS", "/", "*", "^2", "(", ")", "\xC2\xB5", "\xFF"};
  int accepted = 0;
  for (int i = 0; i < 20000; ++i) {
    std::string text;
    for (std::size_t n = random() % 8; n > 0; --n) { text += letters[random() % std::size(letters)]; }
    try {
      static_cast<void>(parse_quantity(text));
      ++accepted;
    } catch (convolt::text_error const& e) {
      if (e.position() > text.size()) { FAIL_CHECK("position outside: " << convolt::detail::quoted(text)); }
    }
    std::istringstream is(text);
    convolt::quantity<any_unit, double> q;
    is >> q;
  }
  CHECK(accepted > 100);
}

}  // namespace
