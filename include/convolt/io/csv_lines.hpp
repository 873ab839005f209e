// SPDX-License-Identifier: BSD-3-Clause
/// The text of a csv file as lines of fields, and what is said about a fault in it: file, line and column.
/// Layer: io.
#pragma once

#include <convolt/io/error.hpp>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace convolt::io::detail {

inline std::string_view trimmed(std::string_view s) {
  std::size_t const first = s.find_first_not_of(" \t");
  return first == std::string_view::npos ? s.substr(0, 0) : s.substr(first, s.find_last_not_of(" \t") - first + 1);
}

/// What is wrong in a line, or in one of its fields.
struct csv_fault {
  std::string problem;
  std::string expected = {};
  std::string actual = {};
  std::string advice = {};
};

/// Lives no longer than the text. Fields may stand in double quotes, where a comma is part of them.
class csv_lines {
 public:
  csv_lines(std::filesystem::path file, std::string_view text) : file_(std::move(file)), text_(text) {
    if (text_.starts_with("\xEF\xBB\xBF")) { text_.remove_prefix(3); }  // the mark of some spreadsheets
  }

  /// Whether all lines have been taken.
  bool empty() const { return text_.empty(); }

  /// The fields of the next line, without the blanks around them; valid until the next call.
  std::vector<std::string_view> const& next() {
    ++line_;
    std::size_t const end = std::min(text_.find('\n'), text_.size());
    std::string_view line = text_.substr(0, end);
    text_.remove_prefix(std::min(end + 1, text_.size()));
    if (line.ends_with('\r')) { line.remove_suffix(1); }
    fields_.clear();
    while (take_field(line)) {}
    return fields_;
  }

  [[noreturn]] void fail(csv_fault fault) const { fail_at("", std::move(fault)); }
  /// Columns count from 0 here, and from 1 in the message.
  [[noreturn]] void fail_in(std::size_t column, std::string_view name, csv_fault fault) const {
    std::string const called = name.empty() ? "" : " (" + std::string(name) + ")";
    fail_at(", column " + std::to_string(column + 1) + called, std::move(fault));
  }

 private:
  [[noreturn]] void fail_at(std::string const& place, csv_fault fault) const {
    throw_io_error(file_, {.category = "bad_csv",
                            .where = "load_csv",
                            .problem = "line " + std::to_string(line_) + place + " " + fault.problem,
                            .expected = std::move(fault.expected),
                            .actual = std::move(fault.actual),
                            .advice = std::move(fault.advice)});
  }

  /// Takes the first field off the line; whether a comma follows, and with it another one.
  bool take_field(std::string_view& line) {
    std::size_t const first = line.find_first_not_of(" \t");
    if (first != std::string_view::npos && line[first] == '"') { return take_quoted(line, first); }
    std::size_t const comma = line.find(',');
    fields_.push_back(trimmed(line.substr(0, comma)));
    if (comma == std::string_view::npos) { return false; }
    line.remove_prefix(comma + 1);
    return true;
  }
  bool take_quoted(std::string_view& line, std::size_t first) {
    std::size_t const last = line.find('"', first + 1);
    if (last == std::string_view::npos) {
      fail_in(fields_.size(), "", {.problem = "has a quote that is not closed", .actual = printable(line)});
    }
    fields_.push_back(trimmed(line.substr(first + 1, last - first - 1)));
    line.remove_prefix(last + 1);
    std::string_view const rest = trimmed(line);
    if (!rest.empty() && rest.front() != ',') {
      fail_in(fields_.size() - 1, "",
              {.problem = "goes on after its quotes", .expected = "a comma", .actual = printable(rest)});
    }
    line = rest.substr(rest.empty() ? 0 : 1);
    return !rest.empty();
  }

  std::filesystem::path file_;
  std::string_view text_;
  std::size_t line_ = 0;
  std::vector<std::string_view> fields_;
};

}  // namespace convolt::io::detail
