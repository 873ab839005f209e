// SPDX-License-Identifier: BSD-3-Clause
/// How units are read from text: a parser by recursive descent.
/// Layer: units.
#pragma once

#include <convolt/core/shared.hpp>
#include <convolt/units/any_unit.hpp>
#include <convolt/units/text.hpp>
#include <convolt/units/text_lexer.hpp>
#include <convolt/units/text_symbols.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace convolt {

namespace detail {

/// Reads one text by recursive descent. It lives no longer than the call that made it.
class unit_parser {
 public:
  unit_parser(std::string_view text, std::span<any_unit const> more) : lexer_(text), more_(more) {}

  any_unit parse() {
    if (lexer_.text().size() > longest_text) { lexer_.fail(longest_text, "the text is longer than any unit"); }
    advance();
    if (now_.kind == token_kind::end) {
      lexer_.fail(now_.position, "the text is empty", "write 1 for the dimensionless unit");
    }
    any_unit u = product(0);
    if (now_.kind == token_kind::close) { lexer_.fail(now_.position, "there is a ')' without a '('"); }
    u.as_spelled_ = true;
    return u;
  }

 private:
  static constexpr std::size_t longest_text = 1000;
  static constexpr int deepest = 50;

  void advance() { now_ = lexer_.next(); }

  static bool starts_factor(token_kind k) {
    return k == token_kind::symbol || k == token_kind::number || k == token_kind::open;
  }

  any_unit product(int depth) {
    any_unit u;
    bool divide = false;
    if (now_.kind == token_kind::divide) {
      lexer_.fail(now_.position, "there is no unit before the '/'", "write 1/ms for \"per ms\"");
    }
    multiply(u, factor(depth), divide);
    while (now_.kind != token_kind::end && now_.kind != token_kind::close) {
      divide = now_.kind == token_kind::divide;
      if (divide || now_.kind == token_kind::times) {
        advance();
      } else if (!starts_factor(now_.kind) || !now_.after_blank) {
        unexpected("an operator");
      }
      multiply(u, factor(depth), divide);
    }
    return u;
  }

  /// Multiply in the order of the text, which printing keeps.
  void multiply(any_unit& u, any_unit const& f, bool divide) {
    any_unit const& by = divide ? f.raised(-1, 1) : f;
    u.dimension_ = u.dimension_ * by.dimension_;
    u.magnitude_ = u.magnitude_ * by.magnitude_;
    for (spelled_power const& p : by.spelling_) { u.spelling_.multiply(p); }
    if (u.overflowed()) { lexer_.fail(factor_start_, "the unit gets more than 12 factors or an exponent beyond 4096"); }
  }

  any_unit factor(int depth) {
    std::size_t const start = now_.position;
    any_unit u = primary(depth);
    if (now_.kind == token_kind::power || now_.kind == token_kind::superscript) { u = power(u); }
    if (now_.kind == token_kind::power || now_.kind == token_kind::superscript) {
      lexer_.fail(now_.position, "there is a second exponent", "use parentheses");
    }
    factor_start_ = start;
    return u;
  }

  any_unit primary(int depth) {
    token const t = now_;
    if (!starts_factor(t.kind)) { unexpected("a unit"); }
    advance();
    if (t.kind == token_kind::symbol) { return find(t); }
    if (t.kind == token_kind::number) {
      if (t.text != "1") { lexer_.fail(t.position, "there is the number " + detail::quoted(t.text), number_advice()); }
      return {};
    }
    if (depth == deepest) { lexer_.fail(t.position, "the parentheses are too deep"); }
    any_unit const u = product(depth + 1);
    if (now_.kind != token_kind::close) { lexer_.fail(t.position, "there is a '(' without a ')'"); }
    advance();
    return u;
  }

  static std::string number_advice() {
    return "a unit's text holds no number but 1; write fractions in exponents as ^(1/2)";
  }

  [[noreturn]] void unexpected(char const* wanted) const {
    std::string const found =
        now_.kind == token_kind::end ? "the text ends" : "there is " + detail::quoted(lexer_.spelled(now_));
    lexer_.fail(now_.position, found + " where " + wanted + " should be");
  }

  // ---- exponents ----

  any_unit power(any_unit const& u) {
    std::size_t const start = now_.position;
    int n = 0, d = 1;
    if (now_.kind == token_kind::superscript) {
      n = superscript(now_);
      advance();
    } else {
      advance();
      bool const parentheses = now_.kind == token_kind::open;
      if (parentheses) { advance(); }
      n = signed_number();
      if (parentheses && now_.kind == token_kind::divide) {
        advance();
        std::size_t const at = now_.position;
        d = number();
        if (d == 0 || 12 % d != 0) { lexer_.fail(at, "the exponent is no multiple of 1/12"); }
      }
      if (parentheses) {
        if (now_.kind != token_kind::close) { unexpected("the ')' of an exponent"); }
        advance();
      }
    }
    try {
      return u.raised(n, d);
    } catch (unit_error const&) {
      lexer_.fail(start, "the exponent is out of range, beyond 4096 or no multiple of 1/12");
    }
  }

  int signed_number() {
    bool const negative = now_.kind == token_kind::minus;
    if (negative || now_.kind == token_kind::plus) { advance(); }
    int const n = number();
    return negative ? -n : n;
  }
  int number() {
    if (now_.kind != token_kind::number) { unexpected("the number of an exponent"); }
    int const n = digits(now_.text, now_.position);
    advance();
    return n;
  }
  int superscript(token const& t) {
    bool const sign = t.text[0] == '-' || t.text[0] == '+';
    std::string_view const rest = std::string_view(t.text).substr(sign ? 1 : 0);
    if (rest.empty() || rest.find_first_of("+-") != std::string_view::npos) {
      lexer_.fail(t.position, "there is a sign without a number in the exponent");
    }
    int const n = digits(rest, t.position);
    return t.text[0] == '-' ? -n : n;
  }
  int digits(std::string_view text, std::size_t position) const {
    int n = 0;
    for (char const c : text) {
      n = n * 10 + (c - '0');
      if (n > 1'000'000) { lexer_.fail(position, "the exponent is out of range, beyond 4096"); }
    }
    return n;
  }

  // ---- symbols ----

  any_unit find(token const& t) const {
    std::string_view symbol = t.text;
    if (any_unit u; find_own(lexer_.spelled(t), u) || find_own(symbol, u)) { return u; }
    std::string const plain = by_usual_symbol(symbol);
    if (any_unit u; find_known(plain, u) || find_area(plain, u)) { return u; }
    for (text_prefix const& p : text_prefixes) {
      any_unit u;
      if (!plain.starts_with(p.symbol) || !find_own(std::string_view(plain).substr(p.symbol.size()), u)) { continue; }
      spelled_power const& base = *u.spelling_.begin();
      if (is_one_power(u) && base.identity.prefixable) { return prefixed(p, base, u.dimension_, u.magnitude_); }
    }
    unknown(t);
  }

  /// ohm, mho, sec and l are spelled Ohm, S, s and L; all of them end their symbols.
  static std::string by_usual_symbol(std::string_view symbol) {
    std::string s(symbol);
    if (s.ends_with("ohm")) { s[s.size() - 3] = 'O'; }
    if (s.ends_with("mho")) { s.replace(s.size() - 3, 3, "S"); }
    if (s.ends_with("sec")) { s.resize(s.size() - 2); }
    if (s == "l" || (s.size() == 2 && s[1] == 'l')) { s.back() = 'L'; }
    return s;
  }

  /// cm2, um3: an area or a volume.
  static bool find_area(std::string_view symbol, any_unit& u) {
    bool const is_power = symbol.ends_with('2') || symbol.ends_with('3');
    if (!is_power || !find_known(symbol.substr(0, symbol.size() - 1), u) || !(u.dimension() == dim::length)) {
      return false;
    }
    u = u.raised(symbol.back() - '0', 1);
    return true;
  }

  static bool is_one_power(any_unit const& u) { return u.spelling_.size() == 1 && u.spelling_.begin()->twelfths == 12; }

  bool find_own(std::string_view symbol, any_unit& u) const {
    for (any_unit const& own : more_) {
      if (own.symbol().view() == symbol) {
        u = own;
        return true;
      }
    }
    return false;
  }

  static bool find_known(std::string_view symbol, any_unit& u) {
    for (text_symbol const& s : text_symbols) {
      if (s.symbol == symbol) {
        u = make(s.symbol, *s.dim, *s.scale, s.prefixable);
        return true;
      }
    }
    for (text_prefix const& p : text_prefixes) {
      if (!symbol.starts_with(p.symbol)) { continue; }
      for (text_symbol const& s : text_symbols) {
        if (s.prefixable && s.symbol == symbol.substr(p.symbol.size())) {
          u = prefixed(p, spell(s.symbol, 12, {}), *s.dim, *s.scale);
          return true;
        }
      }
    }
    return false;
  }

  static any_unit prefixed(text_prefix const& p, spelled_power const& base, dimension const& dim,
                           magnitude const& scale) {
    std::string const symbol = std::string(p.symbol).append(base.symbol());
    return make(symbol, dim, scale * mag(10).raised(p.exponent), false);
  }
  static any_unit make(std::string_view symbol, dimension const& dim, magnitude const& scale, bool prefixable) {
    any_unit u;
    u.dimension_ = dim;
    u.magnitude_ = scale;
    u.spelling_.multiply(spell(symbol, 12, identify(dim, scale, prefixable)));
    return u;
  }

  static bool has_prefix(std::string_view text, std::string_view symbol) {
    for (text_prefix const& p : text_prefixes) {
      if (text.size() == p.symbol.size() + symbol.size() && text.starts_with(p.symbol) && text.ends_with(symbol)) {
        return true;
      }
    }
    return false;
  }

  [[noreturn]] void unknown(token const& t) const {
    std::string const what = "unknown unit " + detail::quoted(lexer_.spelled(t));
    std::string_view const s = t.text;
    if (s == "degC" || s == "degF" || case_differences(s, "celsius") >= 0) {
      lexer_.fail(t.position, what, "temperatures are absolute: use K");
    }
    if (s.starts_with("dB")) { lexer_.fail(t.position, what, "decibels are a function of a ratio, not a unit"); }
    for (text_symbol const& known : text_symbols) {
      if (!known.prefixable && has_prefix(s, known.symbol)) {
        lexer_.fail(t.position, what, std::string(known.symbol) + " takes no prefix");
      }
    }
    std::string const meant = probable_symbol(s);
    lexer_.fail(t.position, what, meant.empty() ? std::string() : "did you mean " + meant + "?");
  }

  unit_lexer lexer_;
  std::span<any_unit const> more_;
  token now_{};
  std::size_t factor_start_ = 0;
};

}  // namespace detail

CONVOLT_SHARED_BODY any_unit parse_unit(std::string_view text, std::span<any_unit const> more) {
  return detail::unit_parser(text, more).parse();
}

}  // namespace convolt
