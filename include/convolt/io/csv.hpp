// SPDX-License-Identifier: BSD-3-Clause
/// Columns of numbers as text: a first line of names and units, `t [ms], v [mV]`, then a line per row. Numbers are
/// written with as many digits as they need to be read back exactly.
/// Layer: io.
#pragma once

#include <convolt/io/file.hpp>
#include <convolt/quantity/coordinate.hpp>
#include <convolt/quantity/dimension_axis.hpp>
#include <convolt/quantity/tag.hpp>
#include <convolt/units/text.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <concepts>
#include <cstddef>
#include <filesystem>
#include <initializer_list>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace convolt::io {

/// Named columns of equal length with units. Numbers are double.
class table {
 public:
  struct column {
    std::string name;
    any_unit unit;
    std::vector<double> numbers;
  };

  /// Appends an array of one axis, plain or with a unit. Throws parameter_error for a name that is empty, used before,
  /// or has one of , [ ] " or a control character in it; shape_error for another rank or another length than the first
  /// column.
  template <convolt::detail::ArrayOperand Q>
    requires std::convertible_to<element_t<Q>, double>
  void add(std::string name, Q const& q) {
    auto const& numbers = raw(q);
    if (numbers.dimension() != 1 || (!columns_.empty() && numbers.size() != rows())) {
      throw shape_error({.category = "bad_column",
                         .where = "io::table::add",
                         .argument = name,
                         .problem = "does not fit the table",
                         .expected = "1 axis" + (columns_.empty() ? "" : " of " + std::to_string(rows()) + " numbers"),
                         .actual = list_text(numbers.shape())});
    }
    column c{.name = check_name(std::move(name)), .unit = unit_of(q), .numbers = {}};
    std::transform(numbers.begin(), numbers.end(), std::back_inserter(c.numbers),
                   [](auto x) { return static_cast<double>(x); });
    columns_.push_back(std::move(c));
  }

  std::size_t rows() const { return columns_.empty() ? 0 : columns_.front().numbers.size(); }
  std::vector<column> const& columns() const { return columns_; }
  bool has(std::string_view name) const { return find(name) != nullptr; }

  /// A column in the unit in which it is. Throws parameter_error "column_missing" and lists what there is.
  auto operator()(std::string_view name) const {
    column const& c = at(name);
    return tag(xt::xtensor<double, 1>(xt::adapt(c.numbers, std::array<std::size_t, 1>{c.numbers.size()})), c.unit);
  }
  /// A column converted to `unit`. Throws unit_error where it measures something else.
  template <AnyUnit U>
  auto operator()(std::string_view name, U const& unit) const {
    any_unit const found = at(name).unit;
    if (!same_dimension(found, any_unit(unit))) {
      throw unit_error({.category = "unit_mismatch",
                        .where = "io::table",
                        .argument = std::string(name),
                        .problem = "has a unit that measures something else",
                        .expected = to_string(unit),
                        .actual = to_string(found)});
    }
    return tag(xt::xtensor<double, 1>((*this)(name).in(unit)), unit);
  }

 private:
  column const* find(std::string_view name) const {
    auto const found = std::find_if(columns_.begin(), columns_.end(), [name](auto const& c) { return c.name == name; });
    return found == columns_.end() ? nullptr : &*found;
  }
  column const& at(std::string_view name) const {
    column const* const c = find(name);
    if (c == nullptr) {
      std::string all;
      for (column const& other : columns_) { all += (all.empty() ? "" : ", ") + other.name; }
      throw parameter_error({.category = "column_missing",
                             .where = "io::table",
                             .argument = std::string(name),
                             .problem = "is not a column of the table",
                             .expected = all.empty() ? "none, the table is empty" : all});
    }
    return *c;
  }

  std::string check_name(std::string&& name) const {
    bool const plain = std::none_of(name.begin(), name.end(), [](char c) {
      return std::string_view(",[]\"").find(c) != std::string_view::npos || (c >= '\0' && c < ' ');
    });
    if (name.empty() || name.front() == ' ' || name.back() == ' ' || !plain || has(name)) {
      throw parameter_error({.category = "bad_column",
                             .where = "io::table::add",
                             .argument = "name",
                             .problem = has(name) ? "was used before" : "cannot stand in the first line of a csv file",
                             .actual = printable(name)});
    }
    return std::move(name);
  }

  std::vector<column> columns_;
};

namespace detail {

/// Takes the text of a csv file apart. It lives no longer than one call.
class csv_reader {
 public:
  csv_reader(std::filesystem::path const& file, std::string_view text, std::span<any_unit const> more)
      : file_(file), text_(text), more_(more) {}

  table read() {
    if (text_.starts_with("\xEF\xBB\xBF")) { text_.remove_prefix(3); }  // the mark of some spreadsheets
    std::vector<head> const heads = read_heads();
    std::vector<std::vector<double>> numbers(heads.size());
    while (!text_.empty()) { read_row(numbers); }
    table result;
    for (std::size_t i = 0; i < heads.size(); ++i) {
      try {
        result.add(std::string(heads[i].name),
                   tag(xt::adapt(numbers[i], std::array<std::size_t, 1>{numbers[i].size()}), heads[i].unit));
      } catch (parameter_error const& e) { fail("has a name that cannot be one", "", e.actual()); }
    }
    return result;
  }

 private:
  struct head {
    std::string_view name;
    any_unit unit;
  };

  [[noreturn]] void fail(std::string problem, std::string expected, std::string actual) const {
    throw_io_error(file_, {.category = "bad_csv",
                           .where = "load_csv",
                           .problem = "line " + std::to_string(line_) + " " + std::move(problem),
                           .expected = std::move(expected),
                           .actual = std::move(actual)});
  }

  static std::string_view trimmed(std::string_view s) {
    std::size_t const first = s.find_first_not_of(" \t");
    return first == std::string_view::npos ? s.substr(0, 0) : s.substr(first, s.find_last_not_of(" \t") - first + 1);
  }

  /// The next line without its end.
  std::string_view next_line() {
    ++line_;
    std::size_t const end = std::min(text_.find('\n'), text_.size());
    std::string_view line = text_.substr(0, end);
    text_.remove_prefix(std::min(end + 1, text_.size()));
    if (line.ends_with('\r')) { line.remove_suffix(1); }
    return line;
  }

  /// f(i, field) for every field of a line; returns how many there are.
  template <class F>
  static std::size_t for_each_field(std::string_view line, F const& f) {
    for (std::size_t i = 0;; ++i) {
      std::size_t const comma = line.find(',');
      f(i, trimmed(line.substr(0, comma)));
      if (comma == std::string_view::npos) { return i + 1; }
      line.remove_prefix(comma + 1);
    }
  }

  std::vector<head> read_heads() {
    std::vector<head> heads;
    for_each_field(next_line(), [&](std::size_t, std::string_view field) {
      std::size_t const bracket = field.find('[');
      head h{.name = trimmed(field.substr(0, bracket)), .unit = {}};
      if (bracket != std::string_view::npos) {
        if (!field.ends_with(']')) { fail("has a unit without its ]", "name [unit]", printable(field)); }
        h.unit = unit_from(trimmed(field.substr(bracket + 1, field.size() - bracket - 2)));
      }
      heads.push_back(h);
    });
    return heads;
  }

  any_unit unit_from(std::string_view text) const {
    try {
      return convolt::detail::unit_parser(text, more_).parse();
    } catch (text_error const& e) {
      fail("has a unit that is not understood", "", printable(text) + " (" + e.what() + ")");
    }
  }

  void read_row(std::vector<std::vector<double>>& numbers) {
    std::string_view const line = next_line();
    if (trimmed(line).empty() && text_.empty()) { return; }  // an empty last line
    std::size_t const fields = for_each_field(line, [&](std::size_t i, std::string_view field) {
      if (i < numbers.size()) { numbers[i].push_back(number_from(field)); }
    });
    if (fields != numbers.size()) {
      fail("has another number of fields than the first", std::to_string(numbers.size()), std::to_string(fields));
    }
  }

  double number_from(std::string_view field) const {
    double x = 0.;
    std::string_view const digits = field.starts_with('+') ? field.substr(1) : field;
    auto const [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), x);
    if (fault != std::errc{} || end != digits.data() + digits.size()) {
      fail("has something that is not a number", "a number", printable(field));
    }
    return x;
  }

  std::filesystem::path const& file_;
  std::string_view text_;
  std::span<any_unit const> more_;
  std::size_t line_ = 0;
};

inline std::string csv_text(table const& t) {
  std::string text;
  for (table::column const& c : t.columns()) {
    std::string const unit = to_string(c.unit);
    text += (text.empty() ? "" : ", ") + c.name + (unit == "1" ? "" : " [" + unit + "]");
  }
  text += '\n';
  for (std::size_t row = 0; row < t.rows(); ++row) {
    char const* between = "";
    for (table::column const& c : t.columns()) {
      text += std::exchange(between, ", ") + convolt::detail::number_text(c.numbers[row]);
    }
    text += '\n';
  }
  return text;
}

}  // namespace detail

/// Saves a table. The file appears when it is complete. Throws io_error.
inline void save_csv(std::filesystem::path const& path, table const& t) {
  detail::write_text(path, detail::csv_text(t), "save_csv");
}

/// Loads a table; a column without [unit] has the unit 1. `more` are units of your own. Numbers may be nan and inf.
/// Throws io_error that names the file and the line.
inline table load_csv(std::filesystem::path const& path, std::initializer_list<any_unit> more = {}) {
  std::string const text = detail::read_text(path, "load_csv");
  return detail::csv_reader(path, text, {more.begin(), more.size()}).read();
}

}  // namespace convolt::io
