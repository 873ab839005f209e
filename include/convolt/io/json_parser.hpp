// SPDX-License-Identifier: BSD-3-Clause
/// The grammar of JSON: text to value, strictly (no comments, no trailing commas, no repeated members), with the line
/// in every complaint.
/// Layer: io.
#pragma once

#include <convolt/io/json_value.hpp>

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace convolt::io {

/// Recursive descent over the text; the depth is limited, so that no input can exhaust the stack.
class json_parser {
 public:
  json_parser(std::string_view text, std::string_view source) : text_(text), source_(source) {}

  json document() {
    json value = any(0);
    skip_blanks();
    if (at_ < text_.size()) { fail("unexpected text after the value"); }
    return value;
  }

 private:
  static constexpr int max_depth = 64;

  [[noreturn]] void fail(std::string const& problem) const {
    throw json_error(std::string(source_) + ":" + std::to_string(line_) + ": " + problem);
  }

  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  void skip_blanks() {
    for (; at_ < text_.size(); ++at_) {
      char const c = text_[at_];
      if (c == '\n') { ++line_; }
      if (c != ' ' && c != '\t' && c != '\n' && c != '\r') { return; }
    }
  }

  bool take(char c) {
    skip_blanks();
    if (at_ == text_.size() || text_[at_] != c) { return false; }
    ++at_;
    return true;
  }

  void expect(char c, char const* where) {
    if (!take(c)) { fail(std::string("expected '") + c + "' " + where + found()); }
  }

  std::string found() const {
    return at_ == text_.size() ? ", found the end of the text" : std::string(", found '") + text_[at_] + "'";
  }

  json any(int depth) {
    if (depth > max_depth) { fail("nested deeper than " + std::to_string(max_depth) + " levels"); }
    skip_blanks();
    std::size_t const line = line_;
    switch (peek()) {
      case '{':
        return {members(depth), line};
      case '[':
        return {items(depth), line};
      case '"':
        return {string(), line};
      case 't':
        return word("true", true);
      case 'f':
        return word("false", false);
      case 'n':
        return word("null", nullptr);
      default:
        return {number(), line};
    }
  }

  json word(std::string_view w, json::content value) {
    if (text_.substr(at_, w.size()) != w) { fail("expected a value" + found()); }
    at_ += w.size();
    return {std::move(value), line_};
  }

  json::object members(int depth) {
    json::object all;
    std::set<std::string> names;
    ++at_;
    if (take('}')) { return all; }
    do {
      skip_blanks();
      if (peek() != '"') { fail("expected the name of a member" + found()); }
      std::string name = string();
      if (!names.insert(name).second) { fail("member '" + name + "' stands twice"); }
      expect(':', "after the name of a member");
      all.emplace_back(std::move(name), any(depth + 1));
    } while (take(','));
    expect('}', "at the end of the object");
    return all;
  }

  json::array items(int depth) {
    json::array all;
    ++at_;
    if (take(']')) { return all; }
    do { all.push_back(any(depth + 1)); } while (take(','));
    expect(']', "at the end of the array");
    return all;
  }

  static bool is_digit(char c) { return c >= '0' && c <= '9'; }

  void digits() {
    if (!is_digit(peek())) { fail("expected a digit" + found()); }
    while (is_digit(peek())) { ++at_; }
  }

  json::content number() {
    if (peek() != '-' && !is_digit(peek())) { fail("expected a value" + found()); }
    std::size_t const begin = at_;
    if (peek() == '-') { ++at_; }
    bool const zero_first = peek() == '0';
    std::size_t const first_digit = at_;
    digits();
    if (zero_first && at_ - first_digit > 1) { fail("a number starts with a superfluous zero"); }
    bool integer = true;
    if (peek() == '.') {
      integer = false;
      ++at_;
      digits();
    }
    if (peek() == 'e' || peek() == 'E') {
      integer = false;
      ++at_;
      if (peek() == '+' || peek() == '-') { ++at_; }
      digits();
    }
    return convert(text_.substr(begin, at_ - begin), integer);
  }

  json::content convert(std::string_view digits_of_it, bool integer) const {
    char const* const first = digits_of_it.data();
    char const* const last = first + digits_of_it.size();
    std::int64_t whole = 0;
    if (integer && std::from_chars(first, last, whole).ec == std::errc{}) { return whole; }
    double value = 0.;
    if (std::from_chars(first, last, value).ec != std::errc{}) {
      fail("number " + std::string(digits_of_it) + " is out of range");
    }
    return value;
  }

  std::string string() {
    std::string s;
    for (++at_;; ++at_) {
      if (at_ == text_.size()) { fail("a string does not end"); }
      char const c = text_[at_];
      if (c == '"') {
        ++at_;
        return s;
      }
      if (static_cast<unsigned char>(c) < 0x20) { fail("a control character inside a string"); }
      if (c == '\\') {
        escape(s);
      } else {
        s += c;
      }
    }
  }

  // Leaves at_ on the last character of the escape.
  void escape(std::string& s) {
    ++at_;
    constexpr std::string_view codes = "\"\\/bfnrt";
    constexpr std::string_view meaning = "\"\\/\b\f\n\r\t";
    if (peek() == 'u') {
      append_utf8(s, code_point());
    } else if (auto const i = codes.find(peek()); at_ < text_.size() && i != std::string_view::npos) {
      s += meaning[i];
    } else {
      fail("unknown escape in a string");
    }
  }

  unsigned hex4() {
    unsigned value = 0;
    std::string_view const four = text_.substr(at_ + 1, 4);
    auto const [end, fault] = std::from_chars(four.data(), four.data() + four.size(), value, 16);
    if (four.size() < 4 || fault != std::errc{} || end != four.data() + 4) {
      fail("\\u needs four hexadecimal digits");
    }
    at_ += 4;
    return value;
  }

  unsigned code_point() {
    unsigned const high = hex4();
    if (high < 0xD800 || high > 0xDFFF) { return high; }
    if (high > 0xDBFF || text_.substr(at_ + 1, 2) != "\\u") { fail("half a surrogate pair"); }
    at_ += 2;
    unsigned const low = hex4();
    if (low < 0xDC00 || low > 0xDFFF) { fail("half a surrogate pair"); }
    return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
  }

  static void append_utf8(std::string& s, unsigned c) {
    auto const put = [&s](unsigned byte) { s += static_cast<char>(static_cast<unsigned char>(byte)); };
    auto const tail = [&put, c](int shift) { put(0x80U | ((c >> shift) & 0x3FU)); };
    if (c < 0x80) {
      put(c);
    } else if (c < 0x800) {
      put(0xC0U | (c >> 6));
      tail(0);
    } else if (c < 0x10000) {
      put(0xE0U | (c >> 12));
      tail(6);
      tail(0);
    } else {
      put(0xF0U | (c >> 18));
      tail(12);
      tail(6);
      tail(0);
    }
  }

  std::string_view text_;
  std::string_view source_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

}  // namespace convolt::io
