// SPDX-License-Identifier: BSD-3-Clause
/// Text files as lines of fields between blanks, and what is said about a fault in one: file, line, what was expected
/// and what was found.
/// Layer: neuro.
#pragma once

#include <convolt/core/index.hpp>
#include <convolt/io/error.hpp>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace convolt::neuro::detail {

class text_file {
 public:
  /// Throws io_error "file_not_readable".
  text_file(std::filesystem::path const& path, char const* where) : path_(path), where_(where) {
    std::error_code ignored;
    std::ifstream file(path, std::ios::binary);
    if (!file || !std::filesystem::is_regular_file(path, ignored)) {
      throw_at("file_not_readable", "cannot be read", "a file", "none, or one that cannot be opened");
    }
    text_.assign(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }

  /// Goes on to the next line; false at the end.
  bool next() {
    if (at_ >= text_.size()) { return false; }
    std::size_t const end = std::min(text_.find('\n', at_), text_.size());
    line_ = std::string_view(text_).substr(at_, end - at_);
    if (line_.ends_with('\r')) { line_.remove_suffix(1); }
    at_ = end + 1;
    ++number_;
    return true;
  }
  std::string_view line() const { return line_; }

  /// The fields of the line, between blanks and tabs; valid until the next call.
  std::vector<std::string_view> const& fields() {
    fields_.clear();
    for (std::size_t i = 0; i < line_.size();) {
      std::size_t const first = line_.find_first_not_of(" \t", i);
      if (first == std::string_view::npos) { break; }
      i = std::min(line_.find_first_of(" \t", first), line_.size());
      fields_.push_back(line_.substr(first, i - first));
    }
    return fields_;
  }

  /// A field as a number, all of it. `what` it is stands in the message.
  double number(std::string_view field, char const* what) const { return parsed<double>(field, what); }
  index integer(std::string_view field, char const* what) const { return parsed<index>(field, what); }

  [[noreturn]] void fail(std::string const& problem, std::string expected, std::string found) const {
    throw_at("bad_text", "line " + std::to_string(number_) + " " + problem, std::move(expected), std::move(found));
  }
  /// What is wrong with the file as a whole.
  [[noreturn]] void fail_whole(std::string problem, std::string expected, std::string found) const {
    throw_at("bad_text", std::move(problem), std::move(expected), std::move(found));
  }

 private:
  template <class T>
  T parsed(std::string_view field, char const* what) const {
    T x{};
    std::string_view const digits = field.starts_with('+') ? field.substr(1) : field;
    auto const [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), x);
    if (fault != std::errc{} || end != digits.data() + digits.size()) {
      fail("has a field that is not understood", what, io::printable(field));
    }
    return x;
  }

  [[noreturn]] void throw_at(std::string_view category, std::string problem, std::string expected,
                             std::string found) const {
    throw io::io_error({.category = category,
                        .where = where_,
                        .argument = path_.string() + ":",
                        .problem = std::move(problem),
                        .expected = std::move(expected),
                        .actual = std::move(found)});
  }

  std::filesystem::path path_;
  char const* where_;
  std::string text_;
  std::size_t at_ = 0;
  std::size_t number_ = 0;
  std::string_view line_;
  std::vector<std::string_view> fields_;
};

}  // namespace convolt::neuro::detail
