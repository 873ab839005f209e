// SPDX-License-Identifier: BSD-3-Clause
/// The tokens of unit texts: symbols, numbers, operators in ASCII and in the characters of typeset text.
/// Layer: units.
#pragma once

#include <convolt/core/error.hpp>
#include <convolt/units/quoted.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace convolt::detail {

/// A character of UTF-8 text; `bytes` is 0 where the bytes are not UTF-8.
struct decoded {
  char32_t code = 0;
  std::size_t bytes = 0;
};

constexpr decoded decode(std::string_view s) {
  auto const at = [s](std::size_t i) { return i < s.size() ? static_cast<unsigned char>(s[i]) : 0u; };
  unsigned const first = at(0);
  if (first < 0x80) { return {first, 1}; }
  std::size_t const n = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4) { return {}; }
  char32_t code = first & (0x7fu >> n);
  for (std::size_t i = 1; i < n; ++i) {
    if ((at(i) & 0xc0) != 0x80) { return {}; }
    code = (code << 6) | (at(i) & 0x3f);
  }
  bool const overlong = (n == 3 && code < 0x800) || (n == 4 && code < 0x10000);
  bool const outside = code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff);
  return overlong || outside ? decoded{} : decoded{code, n};
}

enum class token_kind { end, symbol, number, times, divide, power, open, close, plus, minus, superscript };

struct token {
  token_kind kind = token_kind::end;
  std::size_t position = 0;
  std::size_t length = 0;
  std::string
      text{};  ///< of a symbol, with u, Ohm and deg for their other spellings; of a superscript, in plain digits
  bool after_blank = false;
};

/// Splits a text into tokens, one at a time.
class unit_lexer {
 public:
  explicit unit_lexer(std::string_view text) : text_(text) {}

  std::string_view text() const { return text_; }
  std::string_view spelled(token const& t) const { return text_.substr(t.position, t.length); }

  token next() {
    token t;
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) {
      ++at_;
      t.after_blank = true;
    }
    t.position = at_;
    if (at_ == text_.size()) { return t; }
    decoded const c = look();
    if (c.code == U'*' && at_ + 1 < text_.size() && text_[at_ + 1] == '*') {
      t.kind = token_kind::power;
      at_ += 2;
    } else if (t.kind = operator_kind(c.code); t.kind != token_kind::end) {
      at_ += c.bytes;
    } else if (c.code >= U'0' && c.code <= U'9') {
      t.kind = token_kind::number;
      take_digits(t);
    } else if (superscript(c.code) != '\0') {
      t.kind = token_kind::superscript;
      take_superscript(t);
    } else {
      t.kind = token_kind::symbol;
      take_symbol(t);
    }
    t.length = at_ - t.position;
    return t;
  }

  [[noreturn]] void fail(std::size_t position, std::string reason, std::string advice = {}) const {
    throw text_error(
        {.category = "unit_text",
         .where = "parse_unit",
         .problem = std::move(reason) + " at position " + std::to_string(position) + " of " + detail::quoted(text_),
         .advice = std::move(advice)},
        position);
  }

 private:
  decoded look() const {
    decoded const c = decode(text_.substr(at_));
    if (c.bytes == 0) { fail(at_, "there are bytes that are not UTF-8"); }
    return c;
  }

  static token_kind operator_kind(char32_t c) {
    switch (c) {
      case U'*':
      case U'\u00b7':
      case U'\u22c5':
      case U'\u00d7':
        return token_kind::times;
      case U'/':
        return token_kind::divide;
      case U'^':
        return token_kind::power;
      case U'(':
        return token_kind::open;
      case U')':
        return token_kind::close;
      case U'+':
        return token_kind::plus;
      case U'-':
      case U'\u2212':
        return token_kind::minus;
      default:
        return token_kind::end;
    }
  }

  static char superscript(char32_t c) {
    if (c == U'\u00b9') { return '1'; }
    if (c == U'\u00b2' || c == U'\u00b3') { return static_cast<char>('2' + static_cast<int>(c - U'\u00b2')); }
    if (c == U'\u2070' || (c >= U'\u2074' && c <= U'\u2079')) {
      return static_cast<char>('0' + static_cast<int>(c - U'\u2070'));
    }
    if (c == U'\u207b') { return '-'; }
    return c == U'\u207a' ? '+' : '\0';
  }

  static bool is_symbol_start(char32_t c) {
    return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || c == U'%' || c == U'_' || c > 0xa0;
  }
  static bool is_symbol(char32_t c) {
    bool const has_other_use = operator_kind(c) != token_kind::end || superscript(c) != '\0';
    return !has_other_use && (is_symbol_start(c) || (c >= U'0' && c <= U'9'));
  }

  void take_digits(token& t) {
    for (; at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9'; ++at_) { t.text += text_[at_]; }
  }
  void take_superscript(token& t) {
    while (at_ < text_.size()) {
      decoded const c = look();
      char const plain = superscript(c.code);
      if (plain == '\0') { return; }
      t.text += plain;
      at_ += c.bytes;
    }
  }
  void take_symbol(token& t) {
    if (!is_symbol_start(look().code)) {
      bool const decimal = look().code == U'.';
      fail(at_, "there is the unexpected character " + detail::quoted(text_.substr(at_, look().bytes)),
           decimal ? "write fractions in exponents as ^(1/2)" : "");
    }
    while (at_ < text_.size()) {
      decoded const c = look();
      if (!is_symbol(c.code)) { return; }
      if (c.code == U'\u00b5' || c.code == U'\u03bc') {
        t.text += 'u';
      } else if (c.code == U'\u2126' || c.code == U'\u03a9') {
        t.text += "Ohm";
      } else if (c.code == U'\u00b0') {
        t.text += "deg";
      } else {
        t.text += text_.substr(at_, c.bytes);
      }
      at_ += c.bytes;
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace convolt::detail
