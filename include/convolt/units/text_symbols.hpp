// SPDX-License-Identifier: BSD-3-Clause
/// The symbols that texts of units may use, with their names, for the parser and for its hints.
/// Layer: units.
#pragma once

#include <convolt/units/si.hpp>
#include <convolt/units/spelling.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace convolt::detail {

struct text_symbol {
  std::string_view symbol;
  std::string_view name;  ///< the word, for hints only
  bool prefixable;
  convolt::dimension const* dim;
  convolt::magnitude const* scale;
};

template <class U>
constexpr text_symbol entry(std::string_view name, bool prefixable = true) {
  return {unit_traits<U>::symbol(), name, prefixable, &dimension_of<U>, &magnitude_of<U>};
}

inline constexpr text_symbol text_symbols[] = {
    entry<metre>("metre"),
    entry<second>("second"),
    entry<ampere>("ampere"),
    entry<volt>("volt"),
    entry<siemens>("siemens"),
    entry<farad>("farad"),
    entry<ohm>("ohm"),
    entry<hertz>("hertz"),
    entry<molar_unit>("molar"),
    entry<mole>("mole"),
    entry<gram_unit>("gram"),
    entry<kilogram>("kilogram", false),
    entry<kelvin>("kelvin"),
    entry<candela>("candela"),
    entry<coulomb>("coulomb"),
    entry<joule>("joule"),
    entry<watt>("watt"),
    entry<newton>("newton"),
    entry<pascal>("pascal"),
    entry<tesla_unit>("tesla"),
    entry<weber>("weber"),
    entry<henry>("henry"),
    entry<litre>("litre"),
    entry<electronvolt>("electronvolt"),
    entry<becquerel>("becquerel"),
    entry<gray>("gray"),
    entry<sievert>("sievert"),
    entry<katal>("katal"),
    entry<lumen>("lumen"),
    entry<lux>("lux"),
    entry<radian_unit>("radian"),
    entry<steradian>("steradian"),
    entry<degree_unit>("degree", false),
    entry<minute_unit>("minute", false),
    entry<hour_unit>("hour", false),
    entry<day_unit>("day", false),
    entry<percent_unit>("percent", false),
    entry<event_unit>("event", false),
};

struct text_prefix {
  std::string_view symbol;
  std::string_view name;
  int exponent;  ///< of ten
};

inline constexpr text_prefix text_prefixes[] = {
    {"q", "quecto", -30}, {"r", "ronto", -27}, {"y", "yocto", -24}, {"z", "zepto", -21}, {"a", "atto", -18},
    {"f", "femto", -15},  {"p", "pico", -12},  {"n", "nano", -9},   {"u", "micro", -6},  {"m", "milli", -3},
    {"c", "centi", -2},   {"d", "deci", -1},   {"da", "deca", 1},   {"h", "hecto", 2},   {"k", "kilo", 3},
    {"M", "mega", 6},     {"G", "giga", 9},    {"T", "tera", 12},   {"P", "peta", 15},   {"E", "exa", 18},
    {"Z", "zetta", 21},   {"Y", "yotta", 24},  {"R", "ronna", 27},  {"Q", "quetta", 30},
};

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// How many letters differ in case, or -1 if more than the case differs.
constexpr int case_differences(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) { return -1; }
  int n = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (lower(a[i]) != lower(b[i])) { return -1; }
    n += a[i] != b[i];
  }
  return n;
}

/// True for the word alone or in the plural, in any case: "volt", "Volts".
constexpr bool is_word_for(std::string_view word, std::string_view name) {
  if (case_differences(word, name) >= 0) { return true; }
  return word.size() == name.size() + 1 && word.back() == 's' &&
         case_differences(word.substr(0, name.size()), name) >= 0;
}

/// The symbol that was probably meant: in another case, as a word, or with a forgotten '^'. Empty if there is none.
inline std::string probable_symbol(std::string_view text) {
  std::size_t end = text.size();
  while (end > 0 && text[end - 1] >= '0' && text[end - 1] <= '9') { --end; }
  std::string_view const word = text.substr(0, end);
  std::string_view const digits = text.substr(end);
  std::string best;
  int fewest = 100;
  auto const offer = [&](std::string_view prefix, text_symbol const& s) {
    std::string const symbol = std::string(prefix).append(s.symbol);
    int const changed = case_differences(word, symbol);
    if (changed < 0 || changed >= fewest) { return; }
    fewest = changed;
    best = symbol;
  };
  for (text_symbol const& s : text_symbols) {
    offer("", s);
    if (is_word_for(word, s.name)) { return std::string(s.symbol); }
    for (text_prefix const& p : text_prefixes) {
      if (!s.prefixable) { break; }
      offer(p.symbol, s);
      if (word.size() > p.name.size() && case_differences(word.substr(0, p.name.size()), p.name) >= 0 &&
          is_word_for(word.substr(p.name.size()), s.name)) {
        return std::string(p.symbol).append(s.symbol);
      }
    }
  }
  if (!best.empty() && !digits.empty()) { best.append("^").append(digits); }
  return best;
}

}  // namespace convolt::detail
