// SPDX-License-Identifier: BSD-3-Clause
/// Units from text: what is accepted, what is refused and where, hostile text, and print-then-parse as the identity.

#include <convolt/units/text.hpp>
#include <convolt/units/vocabulary.hpp>
#include <support/catch.hpp>

#include <random>
#include <string>
#include <vector>

namespace {

using namespace convolt;
using namespace convolt::units;

struct spike : base_unit<"spike"> {};
struct mmHg : named_unit<"mmHg", pascal, mag(101325) / mag(760)> {};

struct rejection {
  std::size_t position;
  std::string message;
};
rejection rejected(std::string_view text) {
  try {
    any_unit const u = parse_unit(text);
    FAIL("accepted " << text << " as " << to_string(u));
  } catch (text_error const& e) {
    CHECK(e.category() == "unit_text");
    return {e.position(), e.what()};
  }
  return {};
}
bool refuses(std::string_view text, std::size_t position, std::string_view reason) {
  rejection const r = rejected(text);
  bool const right = r.position == position && r.message.find(reason) != std::string::npos;
  if (!right) { UNSCOPED_INFO("position " << r.position << ": " << r.message); }
  return right;
}

}  // namespace

TEST_CASE("texts name the units that they spell") {
  CHECK(parse_unit("mV") == mV);
  CHECK(any_unit::parse("uF/cm^2") == uF / (cm * cm));
  CHECK(parse_unit("pA*ms/pF") == mV);
  CHECK(parse_unit("V/Hz^(1/2)") == V / sqrt(Hz));
  CHECK(parse_unit("1/ms") == one / ms);
  CHECK(parse_unit("nS/(cm^2*ms)") == nS / (cm * cm * ms));
  CHECK(parse_unit("1") == one);
  CHECK(parse_unit("1/1") == one);
  CHECK(parse_unit("nA / cm**2") == nA / (cm * cm));
  CHECK(parse_unit("m s^-2") == m / (s * s));
  CHECK(parse_unit("m\u00b7s\u207b\u00b2") == m / (s * s));
  CHECK(parse_unit("  mV\t") == mV);
  CHECK(parse_unit("(mV)") == mV);
  CHECK(parse_unit("(mV*nS)^2") == pA * pA);
  CHECK(parse_unit("((mV)^(1/2))^2") == mV);
  CHECK(parse_unit("m^+2") == m * m);
  CHECK(parse_unit("m^0") == one);
  CHECK(parse_unit("V^(-3/2)") == one / pow<3, 2>(V));
  CHECK(parse_unit("m^(2)") == m * m);
}

TEST_CASE("division goes from left to right") {
  CHECK(parse_unit("A/m/s") == A / (m * s));
  CHECK(parse_unit("A/m*s") == A * s / m);
  CHECK(parse_unit("A/m s") == A * s / m);
  CHECK(parse_unit("A/(m s)") == A / (m * s));
}

TEST_CASE("micro, ohm, degree and litre have several spellings") {
  for (char const* text : {"uF", "\u00b5F", "\u03bcF"}) { CHECK(parse_unit(text) == uF); }
  for (char const* text : {"MOhm", "Mohm", "M\u2126", "M\u03a9"}) { CHECK(parse_unit(text) == MOhm); }
  for (char const* text : {"Ohm", "ohm", "\u2126"}) { CHECK(parse_unit(text) == Ohm); }
  for (char const* text : {"deg", "\u00b0"}) { CHECK(parse_unit(text) == degree); }
  for (char const* text : {"mL", "ml"}) { CHECK(parse_unit(text) == mL); }
  CHECK(parse_unit("%") == percent);
  CHECK(parse_unit("events/s") == Hz);
  CHECK(to_string(parse_unit("k\u03a9*\u00b5A")) == "kOhm*uA");
}

TEST_CASE("whole symbols are not split into a prefix and a unit") {
  CHECK(parse_unit("min") == minute);
  CHECK(parse_unit("mol") == mol);
  CHECK(parse_unit("ms") == ms);
  CHECK(parse_unit("Pa") == Pa);
  CHECK(parse_unit("cd") == cd);
  CHECK(parse_unit("h") == hour);
  CHECK(parse_unit("d") == day);
  CHECK(parse_unit("T") == tesla);
  CHECK(parse_unit("kat") == kat);
  CHECK(parse_unit("Gy") == Gy);
  CHECK(parse_unit("eV") == eV);
  CHECK(parse_unit("kg") == kg);
  CHECK(parse_unit("mmol") == mmol);
  CHECK(parse_unit("mm") == mm);
  CHECK(parse_unit("mT") == mT);
  CHECK(parse_unit("dam") == deca<metre>{});
  CHECK(parse_unit("mM") == mM);
  CHECK(parse_unit("Mm") == Mm);
  CHECK(parse_unit("hPa") == hPa);
  CHECK(parse_unit("PPa") == peta<pascal>{});
}

TEST_CASE("every object of the text vocabulary is known with every prefix that it takes") {
  for (detail::text_symbol const& known : detail::text_symbols) {
    any_unit const u = parse_unit(known.symbol);
    CHECK((u.dimension() == *known.dim && u.magnitude() == *known.scale));
    for (detail::text_prefix const& p : detail::text_prefixes) {
      std::string const text = std::string(p.symbol).append(known.symbol);
      if (!known.prefixable) { continue; }
      any_unit const v = parse_unit(text);
      CHECK((v.dimension() == *known.dim && v.magnitude() == *known.scale * mag_power(10, p.exponent)));
    }
  }
}

TEST_CASE("parsed units print as they were spelled, computed ones by the rule of static units") {
  CHECK(to_string(parse_unit("mV*nS")) == "mV*nS");
  CHECK(to_string(parse_unit("nS*mV")) == "nS*mV");
  CHECK(to_string(parse_unit("pA*ms/pF")) == "pA*ms/pF");
  CHECK(to_string(parse_unit("mV") * parse_unit("nS")) == "pA");
  CHECK(to_string(parse_unit("mV*nS") * one) == "mV*nS");
  CHECK(to_string(parse_unit("uF/cm^2") * parse_unit("mV/ms")) == to_string(uF / (cm * cm) * mV / ms));
  CHECK(to_string(parse_unit("uF/cm/cm")) == "uF/cm^2");
  CHECK(to_string(parse_unit("mV/mV")) == "1");
}

TEST_CASE("units of the caller are known beside those of the library") {
  CHECK(parse_unit("spike/s", {spike{}}) == spike{} / s);
  CHECK(parse_unit("kspike/s", {spike{}}) == kilo<spike>{} / s);
  CHECK(any_unit::parse("mmHg", {spike{}, mmHg{}}) == mmHg{});
  std::vector<any_unit> const more{spike{}, mmHg{}};
  CHECK(parse_unit("spike*mmHg", more) == spike{} * mmHg{});
  CHECK(parse_unit(to_string(mega<spike>{} / mmHg{}), more) == mega<spike>{} / mmHg{});
  CHECK(refuses("spike/s", 0, "unknown unit \"spike\""));
}

TEST_CASE("bad texts are refused with the position and the reason") {
  CHECK(refuses("", 0, "empty"));
  CHECK(refuses("   ", 3, "empty"));
  CHECK(refuses("foo", 0, "unknown unit \"foo\""));
  CHECK(refuses("mV*foo", 3, "unknown unit \"foo\" at position 3 of \"mV*foo\""));
  CHECK(refuses("mv", 0, "did you mean mV?"));
  CHECK(refuses("nA*hz", 3, "did you mean Hz?"));
  CHECK(refuses("volts", 0, "did you mean V?"));
  CHECK(refuses("V2", 0, "did you mean V^2?"));
  CHECK(refuses("cm4", 0, "did you mean cm^4?"));
  CHECK(refuses("Sec", 0, "unknown unit"));
  CHECK(refuses("kmin", 0, "min takes no prefix"));
  CHECK(refuses("mh", 0, "h takes no prefix"));
  CHECK(refuses("kkg", 0, "kg takes no prefix"));
  CHECK(refuses("kkm", 0, "unknown unit"));
  CHECK(refuses("mVV", 0, "unknown unit"));
  CHECK(refuses("u", 0, "unknown unit"));
  CHECK(refuses("degC", 0, "use K"));
  CHECK(refuses("\u00b0C", 0, "use K"));
  CHECK(refuses("dB", 0, "decibels"));
  CHECK(refuses("/s", 0, "no unit before"));
  CHECK(refuses("mV*", 3, "the text ends"));
  CHECK(refuses("mV//s", 3, "where a unit should be"));
  CHECK(refuses("mV**", 4, "the text ends"));
  CHECK(refuses("*mV", 0, "where a unit should be"));
  CHECK(refuses("(mV", 0, "without a ')'"));
  CHECK(refuses("mV)", 2, "without a '('"));
  CHECK(refuses("()", 1, "where a unit should be"));
  CHECK(refuses("(mV)nS", 4, "where an operator should be"));
  CHECK(refuses("m^", 2, "the number of an exponent"));
  CHECK(refuses("m^-", 3, "the number of an exponent"));
  CHECK(refuses("m^(1/2", 6, "the ')' of an exponent"));
  CHECK(refuses("m^(1/5)", 5, "1/12"));
  CHECK(refuses("m^(1/0)", 5, "1/12"));
  CHECK(refuses("m^2^3", 3, "second exponent"));
  CHECK(refuses("m\u00b2\u00b3^2", 5, "second exponent"));
  CHECK(refuses("m\u207b", 1, "sign without a number"));
  CHECK(refuses("m\u00b2\u207b", 1, "sign without a number"));
  CHECK(refuses("m^0.5", 3, "write fractions in exponents as ^(1/2)"));
  CHECK(refuses("V/Hz^1/2", 7, "write fractions in exponents as ^(1/2)"));
  CHECK(refuses("2 mV", 0, "the number \"2\""));
  CHECK(refuses("10^-3", 0, "the number \"10\""));
  CHECK(refuses("m^4097", 1, "4096"));
  CHECK(refuses("m^99999999999999999999", 2, "4096"));
  CHECK(refuses("m^4096*m", 7, "4096"));
  CHECK(refuses("V*A*m*s*K*mol*cd*kg*Hz*Ohm*F*J*T", 31, "12 factors"));
}

TEST_CASE("hostile texts get typed errors") {
  std::string const deep(400, '(');
  CHECK(refuses(deep + "m" + std::string(400, ')'), 50, "too deep"));
  CHECK(refuses(std::string(1'000'000, 'm'), 1000, "longer"));
  CHECK(refuses(std::string_view("mV\0*s", 5), 2, "unexpected character \"\\x00\""));
  CHECK(refuses("mV\xff", 2, "not UTF-8"));
  CHECK(refuses("mV*\xc2", 3, "not UTF-8"));
  CHECK(refuses("\xed\xa0\x80", 0, "not UTF-8"));
  CHECK(refuses("mV\nms", 2, "unexpected character"));
  CHECK(rejected(std::string(900, 'q')).message.size() < 400);
  CHECK(parse_unit(std::string(49, '(') + "m" + std::string(49, ')')) == m);
}

TEST_CASE("random bytes are a unit or a text_error, nothing else") {
  constexpr unsigned seed = 7919;
  INFO("seed " << seed);
  std::mt19937 random(seed);
  std::vector<std::string> const pieces{"m",  "V",    "k",    "Hz",    "u",      "\u00b5", "Ohm", "1",
                                        "2",  "12",   "^",    "**",    "*",      "/",      "(",   ")",
                                        " ",  "-",    "+",    "(1/2)", "\u00b2", "%",      "min", "\u207b",
                                        "\0", "\xc2", "\xff", "\t",    "da",     "mol",    ".",   "9999999999"};
  int accepted = 0;
  for (int i = 0; i < 4000; ++i) {
    std::string text;
    std::size_t const length = random() % 9;
    for (std::size_t k = 0; k < length; ++k) {
      text += random() % 8 == 0 ? std::string(1, static_cast<char>(random() % 256)) : pieces[random() % pieces.size()];
    }
    try {
      any_unit const u = parse_unit(text);
      ++accepted;
      if (!(parse_unit(to_string(u)) == u)) { FAIL_CHECK("not stable: " << detail::quoted(text)); }
    } catch (text_error const& e) {
      if (e.position() > text.size()) { FAIL_CHECK("position outside: " << detail::quoted(text)); }
    }
  }
  CHECK(accepted > 50);
}

TEST_CASE("printing then parsing is the identity, and printing is stable") {
  constexpr unsigned seed = 104729;
  INFO("seed " << seed);
  std::mt19937 random(seed);
  constexpr int denominators[] = {1, 2, 3, 4, 6, 12};
  for (int i = 0; i < 3000; ++i) {
    any_unit u;
    std::size_t const factors = random() % 5;
    for (std::size_t k = 0; k < factors; ++k) {
      detail::text_symbol const& known = detail::text_symbols[random() % std::size(detail::text_symbols)];
      std::string text(known.symbol);
      if (known.prefixable && random() % 2 == 0) {
        text.insert(0, detail::text_prefixes[random() % std::size(detail::text_prefixes)].symbol);
      }
      int const n = static_cast<int>(random() % 9) - 4, d = denominators[random() % std::size(denominators)];
      u = u * pow(parse_unit(text), n, random() % 3 == 0 ? d : 1);
    }
    std::string const printed = to_string(u);
    any_unit const again = parse_unit(printed);
    if (!(again == u) || to_string(again) != printed) { FAIL_CHECK(printed << " came back as " << to_string(again)); }
  }
}

TEST_CASE("what files of models write is understood") {
  CHECK(parse_unit("S/cm2") == S / pow<2>(cm));
  CHECK(parse_unit("mS/cm2") == mS / pow<2>(cm));
  CHECK(to_string(parse_unit("uA/cm2")) == "uA/cm^2");
  CHECK(parse_unit("um3") == pow<3>(um));
  CHECK(parse_unit("mA/cm2*msec") == mA / pow<2>(cm) * ms);
  CHECK(parse_unit("sec") == s);
  CHECK(parse_unit("msec") == ms);
  CHECK(to_string(parse_unit("1/msec")) == "1/ms");
  CHECK(parse_unit("umho") == uS);
  CHECK(parse_unit("mho/cm2") == S / pow<2>(cm));
  CHECK(parse_unit("cm\xC2\xB2") == pow<2>(cm));
  CHECK(parse_unit("\xC2\xB5"
                   "F/cm\xC2\xB2") == uF / pow<2>(cm));
  CHECK(parse_unit("m\xC2\xB3") == pow<3>(m));
}
