// SPDX-License-Identifier: BSD-3-Clause
/// The shapes of tables.json are text over the factors of the table: "(b,7,i)" or "(b*batch_group_count, i + 1)".
/// Grammar: list of sums of products of names and integers, with parentheses.
#pragma once

#include <golden/suite.hpp>

#include <cctype>
#include <charconv>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace convolt::golden {

/// The names of a table and what they stand for in one row.
using bindings = std::vector<std::pair<std::string, std::int64_t>>;

class shape_expression {
 public:
  shape_expression(std::string_view text, bindings const& names) : text_(text), names_(names) {}

  extents evaluate() {
    extents shape;
    if (!take('(')) { fail("expected '('"); }
    while (!take(')')) {
      std::int64_t const extent = sum();
      if (extent < 0) { fail("an extent is negative"); }
      shape.push_back(static_cast<std::size_t>(extent));
      if (!take(',')) {
        if (!take(')')) { fail("expected ',' or ')'"); }
        break;
      }
    }
    skip_blanks();
    if (at_ != text_.size()) { fail("unexpected text at the end"); }
    return shape;
  }

 private:
  [[noreturn]] void fail(std::string const& problem) const {
    throw std::runtime_error("shape \"" + std::string(text_) + "\": " + problem);
  }

  void skip_blanks() {
    while (at_ < text_.size() && text_[at_] == ' ') { ++at_; }
  }

  bool take(char c) {
    skip_blanks();
    if (at_ == text_.size() || text_[at_] != c) { return false; }
    ++at_;
    return true;
  }

  static bool is_part_of_a_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

  std::int64_t sum() {
    std::int64_t value = product();
    while (true) {
      if (take('+')) {
        value += product();
      } else if (take('-')) {
        value -= product();
      } else {
        return value;
      }
    }
  }

  std::int64_t product() {
    std::int64_t value = factor();
    while (take('*')) { value *= factor(); }
    return value;
  }

  std::int64_t factor() {
    if (take('(')) {
      std::int64_t const value = sum();
      if (!take(')')) { fail("expected ')'"); }
      return value;
    }
    skip_blanks();
    std::size_t const begin = at_;
    while (at_ < text_.size() && is_part_of_a_word(text_[at_])) { ++at_; }
    std::string_view const word = text_.substr(begin, at_ - begin);
    if (word.empty()) { fail("expected a name or an integer"); }
    std::int64_t value = 0;
    auto const [end, fault] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (fault == std::errc{} && end == word.data() + word.size()) { return value; }
    for (auto const& [name, bound] : names_) {
      if (name == word) { return bound; }
    }
    fail("'" + std::string(word) + "' is not a factor of the table");
  }

  std::string_view text_;
  bindings const& names_;
  std::size_t at_ = 0;
};

}  // namespace convolt::golden
